"""Comment: a verdict as Markdown, for a pull request or the summary of a CI job."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from tpaudit.documents.curves import TOLERANCE
from tpaudit.judging.comparing import PARTS, Split, TouchpointSplit
from tpaudit.judging.verdict import Checked, Result, Unjudged, Verdict, WaiverShown
from tpaudit.showing.figures import rounded, visible
from tpaudit.showing.markdown import in_markdown
from tpaudit.showing.placed import Place, carried, sentence
from tpaudit.showing.saying import change, says, waives
from tpaudit.showing.verdicts import WHY, called, counted, worst_first, worst_of

MOST: Final = 60_000
"""Characters of a comment; GitHub takes 65,536."""
_FRAME: Final = 2_000
"""What headings, and the words on what was left out, take at most."""
_CELL: Final = 300
"""Characters of one text, so that a hostile one cannot fill the page."""
_ITEMS: Final = 6
_RESULTS: Final = ("rule", "what", "why", "where")
_MOVED: Final = ("audit", "touchpoint", "score", *PARTS)
T = TypeVar("T")
Row = Callable[[T, Place], str]


def as_markdown(verdict: Verdict, place: Place) -> str:
    """Return pass or fail with the one worst thing, what fails, what moved, what warns and what is waived."""
    head = [_first(verdict), "", f"{_sum(verdict)}.", ""]
    page = _Page(MOST - _FRAME - sum(map(len, head)), place)
    told = sorted((one for audit in verdict.audits for one in audit.results), key=worst_first)
    page.table("", "failing result", _RESULTS, [one for one in told if one.counts], _row)
    page.table("What moved", "row", _MOVED, list(_moved(verdict)), _parts)
    page.fold("warning", _RESULTS, [one for one in told if not one.counts and not one.waiver], _row)
    page.fold("waiver", ("waived", "why", "where"), list(_waived(verdict)), _waiver)
    page.table("Not judged", "audit", ("audit", "why"), verdict.unjudged, _unjudged)
    page.table("Not compared", "audit", ("audit", "why"), [one for one in verdict.audits if one.word], _alone)
    return "\n".join([*head, *page.lines])


class _Page:
    """Lines of Markdown, as many as there is room for; no row is written that finds none."""

    def __init__(self, room: int, place: Place) -> None:
        self.lines: list[str] = []
        self._room = room
        self._place = place

    def table(self, title: str, what: str, columns: Sequence[str], all_of: list[T], row: Row[T]) -> None:
        """Add a table of as many rows as fit, and say how many do not."""
        if all_of:
            self.lines += [*([f"### {title}", ""] if title else []), *self._table(what, columns, all_of, row)]

    def fold(self, what: str, columns: Sequence[str], all_of: list[T], row: Row[T]) -> None:
        """Add a table that a reader has to open."""
        if all_of:
            summary = f"<details><summary>{_many(len(all_of), what)}</summary>"
            self.lines += [summary, "", *self._table(what, columns, all_of, row), "</details>", ""]

    def _table(self, what: str, columns: Sequence[str], all_of: list[T], row: Row[T]) -> Iterator[str]:
        yield _cells(*columns)
        yield f"|{' --- |' * len(columns)}"
        for at, one in enumerate(all_of):
            line = row(one, self._place)
            self._room -= len(line) + 1
            if self._room < 0:
                yield from ("", f"{_many(len(all_of) - at, what)} left out here, for want of room.")
                break
            yield line
        yield ""


def _first(verdict: Verdict) -> str:
    word = "PASS" if verdict.passed else "FAIL"
    worst = worst_of(verdict)
    if verdict.unjudged and not (worst and worst.counts):
        return f"## {word}: {_many(len(verdict.unjudged), 'audit')} could not be judged"
    return f"## {word}: {_text(sentence(worst)) if worst else 'nothing got worse'}"


def _sum(verdict: Verdict) -> str:
    against = f", against {_text(verdict.against)}" if verdict.against else ""
    return f"{counted(verdict).capitalize()} in {_many(len(verdict.audits), 'audit')}{against}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _unjudged(one: Unjudged, place: Place) -> str:
    return _cells(_text(place(one.file)), _text(one.why))


def _row(one: Result, place: Place) -> str:
    why = [says(one), *carried(one, _ITEMS)]
    return _cells(
        one.rule, _text(called(one)), "<br>".join(map(_text, why)), _where(one.file, one.line, place)
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


def _parts(moved: tuple[Checked, str, Split], _place: Place) -> str:
    audit, at, split = moved
    state = f" ({split.state})" if isinstance(split, TouchpointSplit) and split.state != "both" else ""
    points = [change(getattr(split, part)) for part in PARTS]
    score = f"{rounded(split.old)} → {rounded(split.new)}"
    bold = (f"**{one}**" if one != "0.0" else one for one in points)
    return _cells(_text(audit.id), _text(at) + state if at else "**the journey**", score, *bold)


def _waived(verdict: Verdict) -> Iterator[Result | WaiverShown]:
    """Yield each result that is waived, and each waiver, audit by audit."""
    for audit in verdict.audits:
        yield from (one for one in audit.results if one.waiver)
        yield from audit.waivers


def _waiver(one: Result | WaiverShown, place: Place) -> str:
    where = _where(one.file, one.line, place)
    if isinstance(one, WaiverShown):
        return _cells(_text(one.address), _text(waives(one)), where)
    why = f"{_text(says(one))}<br>{_text(waives(one.waiver))}" if one.waiver else ""
    return _cells(_text(called(one)), why, where)


def _alone(one: Checked, place: Place) -> str:
    return _cells(_text(place(one.file)), WHY[one.word])


def _where(file: str, line: int, place: Place) -> str:
    return _text(f"{place(file)}:{line}")


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: str) -> str:
    """Return a text as Markdown shows it, cut where it is long, in which no name or number calls anybody."""
    plain = visible(text[:_CELL])
    plain = plain if max(len(text), len(plain)) <= _CELL else plain[: _CELL - 1] + "…"
    return re.sub(r"(@|\\#)(?=\w)", r"\1<!-- -->", in_markdown(plain))
