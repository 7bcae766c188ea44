"""Recordings: what a site answered, kept in a folder, so that it can be judged again without a network."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final, NamedTuple

from tpaudit.documents.site import Answered, AxeResult, Rendered
from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import UsageError
from tpaudit.reading.probe.crawl import NOT_RECORDED, Show
from tpaudit.reading.probe.fetch import MAX_BYTES, AnswerSource

_INDEX: Final = "recording.jsonl"
_RENDERED: Final = "rendered.jsonl"
_LONGEST_LINE: Final = 200_000
_MOST_LINES: Final = 100_000


class Conditions(NamedTuple):
    """How a site was asked: what a replay needs to come to the same pages."""

    start: str
    also: tuple[str, ...]
    pages: int
    on: str
    """The day, YYYY-MM-DD."""
    tools: tuple[str, ...]
    """What asked, with versions."""
    browser: bool = False


class Recorder:
    """Passes on what a source answers and writes each answer to a folder at once, so that a crash loses none."""

    def __init__(self, source: AnswerSource, folder: Path, conditions: Conditions) -> None:
        """Take the folder: a new or an empty one; raises UsageError for any other."""
        self._source = source
        self._folder = folder
        self._count = 0
        self._shown = 0
        with _explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                msg = Worded(
                    "{folder}: there is something in it already; expected an empty folder or a new one",
                    folder=folder,
                )
                raise UsageError(msg)
        self._append(_INDEX, conditions._asdict())

    def wait(self, seconds: float) -> None:
        """Let the source wait."""
        self._source.wait(seconds)

    def get(self, url: str) -> Answered:
        """Return what the source answers, after it is on the disk."""
        answered = self._source.get(url)
        self._count += 1
        with _explained(self._folder):
            (self._folder / _body(self._count)).write_bytes(answered.body)
        line = {name: value for name, value in asdict(answered).items() if name != "body"}
        self._append(_INDEX, line)
        return answered

    def keeping(self, show: Show) -> Show:
        """Return what shows a page as another does, after it is on the disk."""

        def kept(url: str) -> Rendered:
            rendered = show(url)
            self._shown += 1
            with _explained(self._folder):
                (self._folder / _html(self._shown)).write_text(rendered.html, "utf-8", "replace", newline="")
            self._append(_RENDERED, {**asdict(rendered), "html": ""})
            return rendered

        return kept

    def _append(self, name: str, line: Mapping[str, object]) -> None:
        with _explained(self._folder), (self._folder / name).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line, ensure_ascii=True) + "\n")


def _body(number: int) -> str:
    return f"{number:04}.body"


def _html(number: int) -> str:
    return f"{number:04}.shown.html"


class Recording:
    """A folder of recorded answers; answers by what was recorded, and never uses the network."""

    def __init__(self, folder: Path) -> None:
        """Read the index; raises UsageError for a folder that holds no recording."""
        self._folder = folder
        head, *answers = _lines(folder / _INDEX) or ({},)
        self.conditions = _conditions(folder, head)
        self._answers = _by_address(answers)
        shown = folder / _RENDERED
        self._shown = _by_address(_lines(shown)) if shown.exists() else {}

    def wait(self, seconds: float) -> None:
        """Wait for nothing: everything is there."""

    def get(self, url: str) -> Answered:
        """Return the recorded answer, or that there is none."""
        number, line = self._answers.get(url, (0, None))
        if line is None:
            return Answered(url=url, problem=NOT_RECORDED)
        status = line.get("status")
        return Answered(
            url=url,
            status=status if isinstance(status, int) else None,
            content_type=_word(line, "content_type"),
            location=_word(line, "location"),
            body=self._read(number),
            problem=_word(line, "problem"),
        )

    def show(self, url: str) -> Rendered:
        """Return a page as a browser showed it, or that none did.

        Raises UsageError for a line that a probe did not write.
        """
        number, line = self._shown.get(url, (0, None))
        if line is None:
            return Rendered(url=url, problem=NOT_RECORDED)
        try:
            rendered = _rendered(line)
        except (TypeError, KeyError, ValueError) as error:
            raise _no_recording(self._folder / _RENDERED) from error
        return replace(rendered, html=self._html(number))

    def _html(self, number: int) -> str:
        path = self._folder / _html(number)
        if not path.exists():  # recordings of earlier versions have none
            return ""
        with _explained(path), path.open("rb") as stream:
            return stream.read(MAX_BYTES).decode("utf-8", "replace")

    def _read(self, number: int) -> bytes:
        path = self._folder / _body(number)
        with _explained(path), path.open("rb") as stream:
            return stream.read(MAX_BYTES)


def _by_address(lines: Iterable[dict[str, object]]) -> dict[str, tuple[int, dict[str, object]]]:
    """Return lines by the address that each speaks of, with the number of its file."""
    return {str(line.get("url")): (number, line) for number, line in enumerate(lines, start=1)}


def _conditions(folder: Path, head: Mapping[str, object]) -> Conditions:
    also, tools, pages = head.get("also"), head.get("tools"), head.get("pages")
    if not (isinstance(also, list) and isinstance(tools, list) and isinstance(pages, int)):
        raise _no_recording(folder / _INDEX)
    return Conditions(
        start=_word(head, "start"),
        also=tuple(map(str, also)),
        pages=pages,
        on=_word(head, "on"),
        tools=tuple(map(str, tools)),
        browser=head.get("browser") is True,
    )


def _rendered(line: Mapping[str, object]) -> Rendered:
    known = dict(line)
    axe, times = known.pop("axe"), known.pop("load_times")
    if not isinstance(axe, list) or not isinstance(times, list):
        raise TypeError
    results = tuple(AxeResult(**one) for one in axe)
    for name in ("consent", "styles_elsewhere", "unseen_stops"):  # recordings of earlier versions have none
        known[name] = tuple(map(str, known.get(name) or ()))  # type: ignore[call-overload]
    return Rendered(**known, axe=results, load_times=tuple(map(int, times)))  # type: ignore[arg-type]


def _lines(path: Path) -> list[dict[str, object]]:
    """Return the lines of a file; a last one that was cut off by a crash is left out."""
    found: list[dict[str, object]] = []
    with _explained(path), path.open(encoding="utf-8", errors="replace") as stream:
        while len(found) < _MOST_LINES and (line := stream.readline(_LONGEST_LINE)):
            if not line.endswith("\n"):
                break
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise _no_recording(path) from error
            if not isinstance(value, dict):
                raise _no_recording(path)
            found.append(value)
    return found


def _word(line: Mapping[str, object], name: str) -> str:
    value = line.get(name)
    return value if isinstance(value, str) else ""


def _no_recording(path: Path) -> UsageError:
    return UsageError(
        Worded("{path}: this is no recording of a probe; expected a folder that --record wrote", path=path)
    )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Let what the system says of a folder be an error in plain words."""
    try:
        yield
    except OSError as error:
        msg = Worded(
            "{path}: {reason}; expected a folder for a recording",
            path=path,
            reason=fixed((error.strerror or str(error)).lower()),
        )
        raise UsageError(msg) from error
