"""Verdicts for people: pass or fail, the one worst thing, then everything with its place."""

from collections.abc import Iterable, Iterator
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.judging.comparing import PARTS, Moved, Split
from tpaudit.judging.verdict import Checked, Result, Verdict, WaiverShown
from tpaudit.showing.figures import rounded, visible, width, wrapped
from tpaudit.showing.saying import ENGLISH, HELP, change, listed, moves, says, waives
from tpaudit.showing.table import COLUMNS, Line, Piece
from tpaudit.showing.words import Translate

_STYLES: Final = {"error": "red", "warn": "yellow", "waived": "dim"}
_INDENT: Final = " " * 9
WHY: Final = {
    "new": "it is new there, and follows no other audit: only fixed rules are judged",
    "unasked": "not compared with anything, as --against names nothing: only fixed rules are judged",
}


def verdict_lines(verdict: Verdict, columns: int = COLUMNS, say: Translate = ENGLISH) -> Iterator[Line]:
    """Yield the verdict on all audits."""
    return _Page(columns, say).lines(verdict)


def passed(verdict: Verdict, say: Translate = ENGLISH) -> str:
    """Return the verdict in a word."""
    return say("PASS") if verdict.passed else say("FAIL")


def counted(verdict: Verdict, say: Translate = ENGLISH) -> str:
    """Return how many errors, warnings and waived results there are."""
    counts = {
        ("{count} error", "{count} errors"): verdict.errors,
        ("{count} warning", "{count} warnings"): verdict.warnings,
        ("{count} waived", "{count} waived"): verdict.waived,
        ("{count} not judged", "{count} not judged"): len(verdict.unjudged),
    }
    said = [say(many, one=one, number=count, count=count) for (one, many), count in counts.items() if count]
    none = "nothing got worse" if verdict.against else "nothing fails a fixed rule"
    return listed(said, say) or say(none)


def worst_of(verdict: Verdict) -> Result | None:
    """Return the one thing that is worst, of what is not waived."""
    found = [result for one in verdict.audits for result in one.results if result.waiver is None]
    return min(found, key=worst_first, default=None)


def worst_first(one: Result) -> tuple[bool, bool, float]:
    """Return a key to sort by: what fails the gate before what warns, a lost audit first, what fell deepest first."""
    fell = (one.new or 0.0) - (one.old or 0.0)
    return not one.counts, one.rule != "removed" or one.kind != "audit", fell


def called(result: Result, say: Translate = ENGLISH) -> str:
    """Return what a result is about, as people call it."""
    return result.at or result.name or say("the journey")


def journey_words(split: Split, say: Translate = ENGLISH) -> str:
    """Return how the journey's score moved, and by what."""
    scores = {"old": rounded(split.old), "new": rounded(split.new)}
    if split.old is None and split.new is None:
        return say("journey without a score, as before")
    if split.old is None or split.new is None:
        return say("journey {old} → {new}", **scores)
    parts = {part: getattr(split, part) for part in PARTS}
    if max(map(abs, parts.values())) < TOLERANCE:
        return say("journey {new}, as before", new=scores["new"])
    phrase = "journey {old} → {new}: yardstick {yardstick}, experience {experience}, knowledge {knowledge}"
    return say(phrase, **scores, **{part: change(value) for part, value in parts.items()})


def moved_words(each: Moved, say: Translate = ENGLISH) -> str:
    """Return an item with its answers and scores, then and now."""
    phrase = "{item}: {answers} ({old} → {new})"
    if each.points is not None:
        phrase = "{item}: {answers} ({old} → {new}, {points} points)"
    points = change(each.points or 0.0)
    names = {"old": rounded(each.old), "new": rounded(each.new), "points": points}
    return say(phrase, item=each.item, answers=moves(each, say), **names)


class _Page:
    """A verdict being laid out in one language."""

    def __init__(self, columns: int, say: Translate) -> None:
        self.columns, self.say = columns, say
        self.level = max(width(say(level)) for level in ("error", "warn")) + 2
        self.rule = max(width(say(rule)) for rule in HELP) + 1

    def lines(self, verdict: Verdict) -> Iterator[Line]:
        say = self.say
        word = Piece(passed(verdict, say), "bold green" if verdict.passed else "bold red")
        yield [word, Piece("  " + counted(verdict, say))]
        worst = worst_of(verdict)
        if worst is not None:
            text = say("The worst: {what} {text}.", what=called(worst, say), text=says(worst, say))
            yield from self._wrapped(text)
        for each in verdict.unjudged:
            yield []
            yield [Piece(visible(each.file), "bold"), Piece("  " + say("not judged"), "bold red")]
            yield from self._wrapped(each.why, "  ")
        failing_first = sorted(verdict.audits, key=lambda one: not any(each.counts for each in one.results))
        for one in failing_first:
            yield []
            yield from self._audit(one)

    def _wrapped(self, text: str, indent: str = "", hang: str = "", style: str = "") -> Iterator[Line]:
        for line in wrapped(visible(text), self.columns, indent, hang):
            yield [Piece(line, style)]

    def _audit(self, one: Checked) -> Iterator[Line]:
        against = "  " + self.say("against {baseline}", baseline=one.baseline) if one.baseline else ""
        yield [Piece(visible(one.file), "bold"), Piece(visible(against), "dim")]
        if one.word:
            yield from self._wrapped(self.say(WHY[one.word]), "  ", style="dim")
        if one.comparison is not None:
            yield from self._wrapped(journey_words(one.comparison.journey, self.say), "  ", "  ")
        for counts in (True, False):
            told = [result for result in one.results if result.counts == counts]
            yield from [[]] if told and not counts else []
            for result in told:
                yield from self._result(result)
        if one.waivers:
            yield []
            yield from self._waivers(one.waivers)

    def _result(self, result: Result) -> Iterator[Line]:
        level = "waived" if result.waiver else result.level
        yield from [[]] if result.counts else []
        start = _padded(self.say(level), self.level) + _padded(self.say(result.rule), self.rule)
        yield [Piece(f"  {start}", _STYLES[level]), Piece(visible(called(result, self.say)), "bold")]
        yield from self._wrapped(says(result, self.say), _INDENT)
        for each in (result.items or ()) if result.rule != "item" else ():
            yield from self._wrapped(moved_words(each, self.say), _INDENT + "  ", "    ")
        if result.waiver:
            yield from self._wrapped(waives(result.waiver, self.say), _INDENT, style="dim")
        was = "  " + self.say("(was {was})", was=result.was) if result.was else ""
        yield [Piece(f"{_INDENT}{result.file}:{result.line}{was}", "dim")]

    def _waivers(self, waivers: Iterable[WaiverShown]) -> Iterator[Line]:
        phrase = "waiver {address}: until {until}, {approved_by}: {reason}"
        for one in waivers:
            names = {"until": one.until, "approved_by": one.approved_by, "reason": one.reason}
            yield from self._wrapped(self.say(phrase, address=one.address, **names), "  ", "  ", style="dim")


def _padded(text: str, room: int) -> str:
    """Fill a label with spaces; one that is too long pushes what follows."""
    return text + " " * max(room - width(text), 1)
