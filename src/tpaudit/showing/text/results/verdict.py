"""The verdict of the gate in words, for every output that has sentences."""

from shlex import quote
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.comparison import PARTS, Moved, Split
from tpaudit.results.verdict import Checked, Result, Verdict
from tpaudit.showing.text.figures.numerals import numeral
from tpaudit.showing.text.numbers import change, rounded, visible
from tpaudit.showing.text.results.gate import listed, moved_claim, moved_item, moves
from tpaudit.showing.text.translate import ENGLISH, Translate

WHY: Final = {
    "new": "it is new there, and follows no other audit: only fixed rules are judged",
    "unasked": "not compared with anything, as --against names nothing: only fixed rules are judged",
}


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


def subject(result: Result, say: Translate = ENGLISH) -> str:
    """Return what a result is about, as people call it."""
    return result.called or result.at or result.name or say("the journey")


def called(result: Result, say: Translate = ENGLISH) -> str:
    """Return what a result is about as people call it, with its address beside the name, to be typed next."""
    name, at = subject(result, say), result.at
    known = not at or name in (at, at.partition("/")[0])
    return (at or name) if known else say("{text} ({more})", text=name, more=at)


def explaining(result: Result, audit: Checked, file: str) -> str:
    """Return the command that explains a result by its scores; empty where there are none any more.

    `file` is the audit's path as whoever reads the command has it.
    """
    touch_id = result.at.partition("/")[0]
    here = f"tpaudit explain {_argument(f'./{file}' if file.startswith('-') else file)}"
    if touch_id in audit.touchpoints:
        # An item that was taken away may not be asked any more; its touchpoint is there.
        return f"{here} {_argument(touch_id if result.rule in _ITEM_MAY_BE_GONE else result.at)}"
    return here if result.kind in ("journey", "stage") else ""


def _argument(text: str) -> str:
    """Return a text as a shell takes it, on one line."""
    return quote(visible(text))


_ITEM_MAY_BE_GONE: Final = frozenset({"removed", "waiver"})


def journey_words(split: Split, say: Translate = ENGLISH) -> str:
    """Return how the journey's score moved, and by what."""
    scores = {
        "old": numeral(rounded(split.old), say.language),
        "new": numeral(rounded(split.new), say.language),
    }
    if split.old is None and split.new is None:
        return say("journey without a score, as before")
    if split.old is None or split.new is None:
        return say("journey {old} → {new}", **scores)
    parts = {part: getattr(split, part) for part in PARTS}
    if max(map(abs, parts.values())) < TOLERANCE:
        return say("journey {new}, as before", new=scores["new"])
    phrase = "journey {old} → {new}: yardstick {yardstick}, experience {experience}, knowledge {knowledge}"
    return say(
        phrase, **scores, **{part: numeral(change(value), say.language) for part, value in parts.items()}
    )


def moved_words(each: Moved, say: Translate = ENGLISH) -> str:
    """Return an item with its answers and scores, then and now, and what falls short at it."""
    phrase = "{item}: {answers} ({old} → {new})"
    if each.points is not None:
        phrase = "{item}: {answers} ({old} → {new}, {points} points)"
    answers = moved_item(each, say) if each.ask else moves(each, say)
    figures = {"old": rounded(each.old), "new": rounded(each.new), "points": change(each.points or 0.0)}
    names = {name: numeral(figure, say.language) for name, figure in figures.items()}
    text = say(phrase, item=each.item, answers=answers, **names)
    return moved_claim(text, each, say)
