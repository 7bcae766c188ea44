"""Verdicts for people: pass or fail, the one worst thing, then everything with its place."""

from collections.abc import Iterator
from typing import Final

from tpaudit.judging.comparing import Moved, Split
from tpaudit.judging.verdict import Checked, Result, Verdict, WaiverShown
from tpaudit.showing.figures import rounded, visible, wrapped
from tpaudit.showing.saying import change, moves, says, waives
from tpaudit.showing.table import COLUMNS, Line, Piece

_STYLES: Final = {"error": "red", "warn": "yellow", "waived": "dim"}
WHY: Final = {
    "new": "it is new there, and follows no other audit: only fixed rules are judged",
    "unasked": "not compared with anything, as --against names nothing: only fixed rules are judged",
}


def verdict_lines(verdict: Verdict, columns: int = COLUMNS) -> Iterator[Line]:
    """Yield the verdict on all audits."""
    yield _head(verdict)
    worst = worst_of(verdict)
    if worst is not None:
        text = f"The worst: {called(worst)} {says(worst)}."
        yield from ([Piece(line)] for line in wrapped(visible(text), columns))
    for each in verdict.unjudged:
        yield []
        yield [Piece(visible(each.file), "bold"), Piece("  not judged", "bold red")]
        yield from ([Piece(line)] for line in wrapped(visible(each.why), columns, "  "))
    failing_first = sorted(verdict.audits, key=lambda one: not any(result.counts for result in one.results))
    for one in failing_first:
        yield []
        yield from _audit(one, columns)


def _head(verdict: Verdict) -> Line:
    word = Piece("PASS", "bold green") if verdict.passed else Piece("FAIL", "bold red")
    return [word, Piece("  " + counted(verdict))]


def counted(verdict: Verdict) -> str:
    """Return how many errors, warnings and waived results there are."""
    counts = [(verdict.errors, "error"), (verdict.warnings, "warning")]
    said = [f"{count} {what}{'' if count == 1 else 's'}" for count, what in counts if count]
    said += [f"{verdict.waived} waived"] if verdict.waived else []
    said += [f"{len(verdict.unjudged)} not judged"] if verdict.unjudged else []
    return ", ".join(said) or ("nothing got worse" if verdict.against else "nothing fails a fixed rule")


def worst_of(verdict: Verdict) -> Result | None:
    """Return the one thing that is worst, of what is not waived."""
    found = [result for one in verdict.audits for result in one.results if result.waiver is None]
    return min(found, key=worst_first, default=None)


def worst_first(one: Result) -> tuple[bool, bool, float]:
    """Return a key to sort by: what fails the gate before what warns, a lost audit first, what fell deepest first."""
    fell = (one.new or 0.0) - (one.old or 0.0)
    return not one.counts, one.rule != "removed" or one.kind != "audit", fell


def called(result: Result) -> str:
    """Return what a result is about, as people call it."""
    return result.at or result.name or "the journey"


def _audit(one: Checked, columns: int) -> Iterator[Line]:
    against = f"  against {one.baseline}" if one.baseline else ""
    yield [Piece(visible(one.file), "bold"), Piece(visible(against), "dim")]
    if one.word:
        yield from ([Piece("  " + line, "dim")] for line in wrapped(WHY[one.word], columns - 2))
    if one.comparison is not None:
        yield [Piece(f"  {journey_words(one.comparison.journey)}")]
    for counts in (True, False):
        told = [result for result in one.results if result.counts == counts]
        yield from [[]] if told and not counts else []
        for result in told:
            yield from _result(result, columns)
    if one.waivers:
        yield []
        yield from _waivers(one.waivers, columns)


def journey_words(split: Split) -> str:
    """Return how the journey's score moved, and by what."""
    if split.old is None and split.new is None:
        return "journey without a score, as before"
    if split.old is None or split.new is None:
        return f"journey {rounded(split.old)} → {rounded(split.new)}"
    if max(abs(split.yardstick), abs(split.experience), abs(split.knowledge)) < 1e-9:  # noqa: PLR2004
        return f"journey {rounded(split.new)}, as before"
    why = ", ".join(
        f"{part} {change(getattr(split, part))}" for part in ("yardstick", "experience", "knowledge")
    )
    return f"journey {rounded(split.old)} → {rounded(split.new)}: {why}"


def _result(result: Result, columns: int) -> Iterator[Line]:
    level = "waived" if result.waiver else result.level
    yield from [[]] if result.counts else []
    yield [
        Piece(f"  {level:<7}{result.rule:<11}", _STYLES[level]),
        Piece(" " + visible(called(result)), "bold"),
    ]
    indent = " " * 9
    for line in wrapped(visible(says(result)), columns, indent):
        yield [Piece(line)]
    for each in (result.items or ()) if result.rule != "item" else ():
        yield from (
            [Piece(line)] for line in wrapped(visible(moved_words(each)), columns, indent + "  ", "    ")
        )
    if result.waiver:
        yield from ([Piece(line, "dim")] for line in wrapped(visible(waives(result.waiver)), columns, indent))
    was = f"  (was {result.was})" if result.was else ""
    yield [Piece(f"{indent}{result.file}:{result.line}{was}", "dim")]


def moved_words(each: Moved) -> str:
    """Return an item with its answers and scores, then and now."""
    points = "" if each.points is None else f", {change(each.points)} points"
    return f"{each.item}: {moves(each)} ({rounded(each.old)} → {rounded(each.new)}{points})"


def _waivers(waivers: list[WaiverShown], columns: int) -> Iterator[Line]:
    for one in waivers:
        text = f"waiver {one.address}: until {one.until}, {one.approved_by}: {one.reason}"
        yield from ([Piece(line, "dim")] for line in wrapped(visible(text), columns, "  ", "  "))
