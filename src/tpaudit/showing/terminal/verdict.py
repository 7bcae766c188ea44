"""Verdicts for people: pass or fail, the one worst thing, then everything with its place."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from tpaudit.results.verdict import Checked, Result, Verdict, WaiverShown
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.terminal.problems import spoken_text
from tpaudit.showing.text.figures.numerals import numeral
from tpaudit.showing.text.numbers import rounded, visible, width, wrapped
from tpaudit.showing.text.results.gate import day_in, names_its_items, says, waives
from tpaudit.showing.text.results.headline import headline
from tpaudit.showing.text.results.verdict import (
    WHY,
    called,
    counted,
    explaining,
    journey_words,
    moved_words,
    passed,
    subject,
    worst_of,
)
from tpaudit.showing.text.translate import ENGLISH, Translate

_STYLES: Final = {"error": "red", "warn": "yellow", "waived": "dim"}
_INDENT: Final = " " * 9


def verdict_lines(verdict: Verdict, columns: int = COLUMNS, say: Translate = ENGLISH) -> Iterator[Line]:
    """Yield the verdict on all audits."""
    return _Page([rule.id for rule in verdict.rules], columns, say).lines(verdict)


def told_in(verdict: Verdict, language: str) -> Verdict:
    """Return a verdict for people: why something could not be judged is said in their language."""
    unjudged = [replace(one, why=spoken_text(one.why, language)) for one in verdict.unjudged]
    return replace(verdict, unjudged=unjudged)


class _Page:
    """A verdict being laid out in one language."""

    def __init__(self, rules: list[str], columns: int, say: Translate) -> None:
        self.columns, self.say = columns, say
        self.level = max(width(say(level)) for level in ("error", "warn")) + 2
        self.rule = max(width(say(rule)) for rule in rules) + 1

    def lines(self, verdict: Verdict) -> Iterator[Line]:
        say = self.say
        word = Piece(passed(verdict, say), "bold green" if verdict.passed else "bold red")
        yield [word, Piece("  " + counted(verdict, say))]
        worst = worst_of(verdict)
        if worst is not None:
            text = say("The worst: {what} {text}.", what=subject(worst, say), text=says(worst, say))
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
        against = (
            "  " + self.say("against {baseline}", baseline=spoken_text(one.baseline, self.say.language))
            if one.baseline
            else ""
        )
        yield [Piece(visible(one.file), "bold"), Piece(visible(against), "dim")]
        if one.standing is not None:
            yield from self._wrapped(
                headline(one.standing, self.say, lambda value: numeral(rounded(value), self.say.language)),
                "  ",
                "  ",
            )
        if one.word:
            yield from self._wrapped(self.say(WHY[one.word]), "  ", style="dim")
        if one.comparison is not None:
            yield from self._wrapped(journey_words(one.comparison.journey, self.say), "  ", "  ")
        for counts in (True, False):
            shown = [result for result in one.results if result.counts == counts]
            yield from [[]] if shown and not counts else []
            for result in shown:
                yield from self._result(result, one)
        if one.waivers:
            yield []
            yield from self._waivers(one.waivers)

    def _result(self, result: Result, audit: Checked) -> Iterator[Line]:
        level = "waived" if result.waiver else result.level
        yield from [[]] if result.counts else []
        start = "  " + _padded(self.say(level), self.level) + _padded(self.say(result.rule), self.rule)
        name, *more = wrapped(visible(called(result, self.say)), self.columns - width(start)) or [""]
        yield [Piece(start, _STYLES[level]), Piece(name, "bold")]
        yield from ([Piece(" " * width(start) + line, "bold")] for line in more)
        yield from self._wrapped(says(result, self.say), _INDENT)
        for item in () if names_its_items(result) else result.items or ():
            yield from self._wrapped(moved_words(item, self.say), _INDENT + "  ", "    ")
        if result.waiver:
            yield from self._wrapped(waives(result.waiver, self.say), _INDENT, style="dim")
        was = "  " + self.say("(was {was})", was=result.was) if result.was else ""
        yield [Piece(f"{_INDENT}{result.file}:{result.line}{was}", "dim")]
        command = explaining(result, audit, audit.file) if result.counts else ""
        yield from [[Piece(f"{_INDENT}{command}", "dim")]] if command else []

    def _waivers(self, waivers: Iterable[WaiverShown]) -> Iterator[Line]:
        phrase = "waiver {address}: until {until}, {approved_by}: {reason}"
        for one in waivers:
            names = {
                "until": day_in(one.until, self.say),
                "approved_by": one.approved_by,
                "reason": one.reason,
            }
            yield from self._wrapped(self.say(phrase, address=one.address, **names), "  ", "  ", style="dim")


def _padded(text: str, room: int) -> str:
    """Fill a label with spaces; one that is too long pushes what follows."""
    return text + " " * max(room - width(text), 1)
