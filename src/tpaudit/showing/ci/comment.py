"""Comment: a verdict as Markdown, for a pull request or the summary of a CI job."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.comparison import PARTS, Split, TouchpointSplit
from tpaudit.results.verdict import Checked, Result, Unjudged, Verdict, WaiverShown
from tpaudit.showing.ci.links import link_to
from tpaudit.showing.ci.located import PathOf, carried
from tpaudit.showing.text.figures.numerals import numeral
from tpaudit.showing.text.markdown import in_markdown
from tpaudit.showing.text.numbers import change, rounded, visible
from tpaudit.showing.text.results.gate import says, waives
from tpaudit.showing.text.results.headline import headline
from tpaudit.showing.text.results.verdict import (
    WHY,
    called,
    counted,
    explaining,
    passed,
    subject,
    worst_first,
    worst_of,
)
from tpaudit.showing.text.translate import ENGLISH, Translate

_MOST: Final = 60_000
"""Characters of a comment; GitHub takes 65,536."""
_FRAME: Final = 2_000
"""What headings, and the words on what was left out, take at most."""
_CELL: Final = 300
"""Characters of one text, so that a hostile one cannot fill the page."""
_ITEMS: Final = 6
_STANDINGS: Final = 12
"""Of how many audits the comment says where they stand."""
_RESULTS: Final = ("rule", "what", "why", "where")
_MOVED: Final = ("audit", "touchpoint", "score", *PARTS)
_WAIVED: Final = ("waived", "why", "where")
_AUDITS: Final = ("audit", "why")
COMMENT_COLUMNS: Final = (*_RESULTS, *_MOVED, *_WAIVED, *_AUDITS)
"""The headings of all tables."""
_T = TypeVar("_T")


class _Places(NamedTuple):
    """Says where files lie, and where they are shown."""

    of: PathOf
    link: str

    def where(self, file: str, line: int) -> str:
        """Return the place of a line, as a link where there is one to make."""
        path = self.of(file)
        shown = _text(f"{path}:{line}")
        return f"[{shown}]({link_to(self.link, path, max(line, 1))})" if self.link else shown


Row = Callable[[_T, _Places, Translate], str]
_Found = tuple[Checked, Result]
Counted = tuple[str, str]
"""A phrase of one thing, and the same of several."""
_LEFT_OUT: Final[dict[str, Counted]] = {
    "result": (
        "{count} failing result left out here: there is no more room.",
        "{count} failing results left out here: there is no more room.",
    ),
    "row": (
        "{count} row left out here: there is no more room.",
        "{count} rows left out here: there is no more room.",
    ),
    "warning": (
        "{count} warning left out here: there is no more room.",
        "{count} warnings left out here: there is no more room.",
    ),
    "waiver": (
        "{count} waiver left out here: there is no more room.",
        "{count} waivers left out here: there is no more room.",
    ),
    "audit": (
        "{count} audit left out here: there is no more room.",
        "{count} audits left out here: there is no more room.",
    ),
}
_FOLDED: Final[dict[str, Counted]] = {
    "warning": ("{count} warning", "{count} warnings"),
    "waiver": ("{count} waiver", "{count} waivers"),
}


def as_markdown(verdict: Verdict, place: PathOf, say: Translate = ENGLISH, *, link: str = "") -> str:
    """Return pass or fail with the one worst thing, what fails, what moved, what warns and what is waived.

    `link` is the address that a file's path is put behind; empty for no links.
    """
    head = [f"## {_first(verdict, say)}", "", _sum(verdict, say), "", *_standings(verdict, say)]
    page = _Page(_MOST - _FRAME - sum(map(len, head)), _Places(place, link), say)
    found = [(audit, result) for audit in verdict.audits for result in audit.results]
    found.sort(key=lambda each: worst_first(each[1]))
    page.table("", "result", _RESULTS, [each for each in found if each[1].counts], _row)
    page.table("What moved", "row", _MOVED, list(_moved(verdict)), _parts)
    warnings = [each for each in found if not each[1].counts and not each[1].waiver]
    page.fold("warning", _RESULTS, warnings, _row)
    page.fold("waiver", _WAIVED, list(_waived(verdict)), _waiver)
    page.table("Not judged", "audit", _AUDITS, verdict.unjudged, _unjudged)
    page.table("Not compared", "audit", _AUDITS, [one for one in verdict.audits if one.word], _alone)
    return "\n".join([*head, *page.lines])


class _Page:
    """Lines of Markdown, as many as there is room for; no row is written that finds none."""

    def __init__(self, room: int, places: _Places, say: Translate) -> None:
        self.lines: list[str] = []
        self._room = room
        self._places = places
        self._say = say

    def table(self, title: str, what: str, columns: Sequence[str], all_of: list[_T], row: Row[_T]) -> None:
        """Add a table of as many rows as fit, and say how many do not."""
        if all_of:
            heading = [f"### {self._say(title)}", ""] if title else []
            self.lines += [*heading, *self._table(what, columns, all_of, row)]

    def fold(self, what: str, columns: Sequence[str], all_of: list[_T], row: Row[_T]) -> None:
        """Add a table that a reader has to open."""
        if all_of:
            summary = f"<details><summary>{_many(len(all_of), _FOLDED[what], self._say)}</summary>"
            self.lines += [summary, "", *self._table(what, columns, all_of, row), "</details>", ""]

    def _table(self, what: str, columns: Sequence[str], all_of: list[_T], row: Row[_T]) -> Iterator[str]:
        yield _cells(*map(self._say, columns))
        yield f"|{' --- |' * len(columns)}"
        for position, entry in enumerate(all_of):
            line = row(entry, self._places, self._say)
            self._room -= len(line) + 1
            if self._room < 0:
                yield from ("", _many(len(all_of) - position, _LEFT_OUT[what], self._say))
                break
            yield line
        yield ""


def _first(verdict: Verdict, say: Translate) -> str:
    worst = worst_of(verdict)
    text = (
        _text(visible(say("{what} {text}", what=subject(worst, say), text=says(worst, say))))
        if worst
        else say("nothing got worse")
    )
    if verdict.unjudged and not (worst and worst.counts):
        phrases = ("{count} audit could not be judged", "{count} audits could not be judged")
        text = _many(len(verdict.unjudged), phrases, say)
    return say("{word}: {text}", word=passed(verdict, say), text=text)


def _standings(verdict: Verdict, say: Translate) -> Iterator[str]:
    """Yield where the journeys of the first audits stand."""

    def points(value: float | None) -> str:
        return numeral(rounded(value), say.language)

    for checked in verdict.audits[:_STANDINGS]:
        if checked.standing is not None:
            name = _text(checked.company or checked.id)
            yield f"- {say('{name}: {text}', name=name, text=_text(headline(checked.standing, say, points)))}"
    yield from [""] if verdict.audits else []


def _sum(verdict: Verdict, say: Translate) -> str:
    counts = counted(verdict, say).capitalize()
    phrases = ("{counts} in {count} audit.", "{counts} in {count} audits.")
    if verdict.against:
        one, many = (
            "{counts} in {count} audit, against {against}.",
            "{counts} in {count} audits, against {against}.",
        )
        phrases = (one, many)
    return _many(len(verdict.audits), phrases, say, counts=counts, against=_text(verdict.against or ""))


def _many(count: int, phrases: Counted, say: Translate, **names: object) -> str:
    one, many = phrases
    return say(many, one=one, number=count, count=count, **names)


def _unjudged(unjudged: Unjudged, places: _Places, _say: Translate) -> str:
    return _cells(_text(places.of(unjudged.file)), _text(unjudged.why))


def _row(found: _Found, places: _Places, say: Translate) -> str:
    audit, result = found
    why = [says(result, say), *carried(result, _ITEMS, say)]
    if result.counts:
        why += filter(None, [explaining(result, audit, places.of(audit.file))])
    return _cells(
        say(result.rule),
        _text(called(result, say)),
        "<br>".join(map(_text, why)),
        places.where(result.file, result.line),
    )


def _moved(verdict: Verdict) -> Iterator[tuple[Checked, str, Split]]:
    """Yield each journey, under no name, and each touchpoint whose score moved, or came, or went."""
    for audit in verdict.audits:
        if audit.comparison is None:
            continue
        splits = {"": audit.comparison.journey, **audit.comparison.touchpoints}
        yield from ((audit, at, split) for at, split in splits.items() if _differs(split))


def _differs(split: Split) -> bool:
    if split.old is None or split.new is None:
        return split.old is not split.new
    return any(abs(getattr(split, part)) > TOLERANCE for part in PARTS)


def _parts(moved: tuple[Checked, str, Split], _places: _Places, say: Translate) -> str:
    audit, at, split = moved
    name = _text(split.name or at) if isinstance(split, TouchpointSplit) else f"**{say('the journey')}**"
    if isinstance(split, TouchpointSplit) and split.state != "both":
        name = say("{text} ({more})", text=name, more=say(split.state))
    points = [change(getattr(split, part)) for part in PARTS]
    language = say.language
    score = f"{numeral(rounded(split.old), language)} → {numeral(rounded(split.new), language)}"
    written = (numeral(one, language) for one in points)
    bold = (text if one == "0.0" else f"**{text}**" for one, text in zip(points, written, strict=True))
    return _cells(_text(audit.id), name, score, *bold)


def _waived(verdict: Verdict) -> Iterator[Result | WaiverShown]:
    """Yield each result that is waived, and each waiver, audit by audit."""
    for audit in verdict.audits:
        yield from (one for one in audit.results if one.waiver)
        yield from audit.waivers


def _waiver(waived: Result | WaiverShown, places: _Places, say: Translate) -> str:
    where = places.where(waived.file, waived.line)
    if isinstance(waived, WaiverShown):
        return _cells(_text(waived.address), _text(waives(waived, say)), where)
    why = f"{_text(says(waived, say))}<br>{_text(waives(waived.waiver, say))}" if waived.waiver else ""
    return _cells(_text(called(waived, say)), why, where)


def _alone(audit: Checked, places: _Places, say: Translate) -> str:
    return _cells(_text(places.of(audit.file)), say(WHY[audit.word]))


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: str) -> str:
    """Return a text as Markdown shows it, cut where it is long."""
    plain = visible(text[:_CELL])
    plain = plain if max(len(text), len(plain)) <= _CELL else plain[: _CELL - 1] + "…"
    return in_markdown(plain)
