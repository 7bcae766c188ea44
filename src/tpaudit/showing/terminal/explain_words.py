"""Explaining in words: how voices are joined, why an observation stands apart, what holds a band back."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.checklist import PASS
from tpaudit.documents.conditions import ANY
from tpaudit.documents.scalars import as_text
from tpaudit.results.explanation import Voices
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.terminal.problems import spoken_text
from tpaudit.showing.text.numbers import percent, rounded
from tpaudit.showing.text.translate import translator

_POINT: Final = re.compile(r"(?<=\d)\.(?=\d)")
_DECIDED: Final = {
    "open": "disputed by {name}, not yet decided",
    "upheld": "disputed by {name}, upheld",
    "voided": "disputed by {name}, voided, not scored",
}
_HOW: Final = {
    "latest": "the newest of each voice: {voices}",
    "mean": "the mean of each voice: {voices}",
    "median": "the median of each voice: {voices}",
    "worst": "the worst of each voice: {voices}",
    "best": "the best of each voice: {voices}",
}


class Explaining:
    """The words and figures of an explanation in one language."""

    def __init__(self, language: str, limits: Sequence[float]) -> None:
        """Take the language, and the limits that no figure seems to reach while its value misses them."""
        self.say, self._limits = translator(language), limits
        self._language = language.partition("-")[0]
        self._comma = self._language == "ru"

    def two(self, value: float | None) -> str:
        """Write a figure with two decimals, as they are carried in a sum by hand."""
        text = rounded(value, self._limits, 2)
        return self._marked(text.rstrip("0").rstrip(".") if "." in text else text)

    def plain(self, value: float) -> str:
        """Write a weight, an importance or a limit."""
        return self._marked(as_text(value))

    def percent(self, share: float | None) -> str:
        """Write a share of 0-1 as a percentage with one decimal, without its sign."""
        return self._marked(percent(share))

    def _marked(self, number: str) -> str:
        return number.replace(".", ",") if self._comma else number

    def listed(self, parts: Iterable[str | None]) -> str:
        """Return what there is of some parts, with commas between."""
        return self.say(", ").join(filter(None, parts))

    def beside(self, parts: Iterable[str | None]) -> str:
        """Return what there is of some parts, with semicolons between."""
        return self.say("; ").join(filter(None, parts))

    def both(self, parts: Iterable[str]) -> str:
        """Return all of some parts, with "and" between."""
        return self._joined(parts, "{first} and {other}")

    def _joined(self, parts: Iterable[str], phrase: str) -> str:
        first, *others = parts
        for other in others:
            first = self.say(phrase, first=first, other=other)
        return first

    def band(self, card: Scorecard) -> str:
        """Return the band of a journey, and what holds it back."""
        word = self.say(card.band) if card.band else self.say("none, as too little is assessed for a verdict")
        text = self.say("{name}: {text}", name=self.say("band"), text=word)
        if not card.held_back_by or not card.enough:
            return text
        names = self.listed(card.held_back_by)
        held = self.say("not strong while these are weak, broken or missing: {names}", names=names)
        return self.beside([text, held])

    def must(self, asked: Asked) -> str:
        """Return the word for a must-be item, with its limit and what it tolerates where they are its own."""
        item = asked.question.item
        word = self.say("must")
        if item.must != PASS:
            word = self.say("{text} (from {limit})", text=word, limit=self.plain(item.must))
        tolerates = self.say("tolerates {share} %", share=self.plain(item.tolerate)) if item.tolerate else ""
        return self.listed([word, tolerates])

    def why_apart(self, observed: Observed) -> str:
        """Return why an observation is shown and not scored; also who disputes one that is; empty if nothing is."""
        if observed.past:
            return self.say("past, not scored")
        if observed.benchmark:
            return self.say("at a place that stands beside, not scored")
        disputed = observed.disputed
        return "" if disputed is None else self.say(_DECIDED[disputed.decision], name=disputed.by)

    def left_out(self, asked: Asked) -> str:
        """Return which answers a question waits for that were not given."""
        question = asked.question
        waits = [self._waits(condition) for condition in question.conditions]
        for choice in question.choices:
            groups = [self.both(map(self._waits, group)) for group in choice.groups]
            said = self._joined(groups, "{first} or {other}")
            waits.append(f"({said})" if choice.word == ANY else self.say("not ({text})", text=said))
        return self.say("n/a by itself: asked only if {conditions}", conditions=self.both(waits))

    def _waits(self, condition: tuple[str, tuple[str, ...]]) -> str:
        address, texts = condition
        return self.say(
            "{address} is {answers}", address=address, answers=self._joined(texts, "{first} or {other}")
        )

    def voices(self, heard: Voices, combine: str) -> str:
        """Return how several observations become one score: one method, one voice; one place, one voice."""
        parts = []
        for place, methods in heard.items():
            inside = self.both(
                f"{self.method(method)} {self.two(score)}" for method, score in methods.items()
            )
            name = place or self.say("no place")
            parts.append(self.say("{name}: {text}", name=name, text=inside) if len(heard) > 1 else inside)
        averaged = ""
        if len(heard) > 1:
            averaged = self.say("the methods of a place averaged, then the places")
        elif any(len(methods) > 1 for methods in heard.values()):
            averaged = self.say("the methods averaged")
        return self.beside([self.say(_HOW[combine], voices=self.beside(parts)), averaged])

    def method(self, method: str | None) -> str:
        """Return the name of a method: in English the word that stands in the file."""
        if not method:
            return self.say("no method")
        return method if self._language == "en" else self.say(method)

    def working(self, text: str) -> str:
        """Return the sum behind a measured value."""
        said = spoken_text(text, self._language)
        return _POINT.sub(",", said) if self._comma else said
