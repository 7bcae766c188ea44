"""Explaining in words: how voices are joined, why an observation stands apart, what holds a band back."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.checklist import PASS
from tpaudit.documents.conditions import ANY
from tpaudit.documents.curves import Limit
from tpaudit.documents.scalars import as_text
from tpaudit.documents.text import say as text_in
from tpaudit.documents.worded import Worded
from tpaudit.results.explanation import Explanation, Voices
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.terminal.problems import spoken_text
from tpaudit.showing.text.figures.marks import marks
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import percent, rounded

_POINT: Final = re.compile(r"(?<=\d)\.(?=\d)")
_DECIDED: Final = {
    "open": "disputed by {name}, not yet decided",
    "upheld": "disputed by {name}, upheld",
    "voided": "disputed by {name}, voided, not scored",
}
_TEXT: Final = "text"
"""The kind of answer that is said in words."""
_HOW: Final = {
    "latest": "the newest of each voice: {voices}",
    "mean": "the mean of each voice: {voices}",
    "median": "the median of each voice: {voices}",
    "worst": "the worst of each voice: {voices}",
    "best": "the best of each voice: {voices}",
}


class Explaining:
    """The words, names and figures of an explanation in one language."""

    def __init__(self, explanation: Explanation, language: str, limits: Sequence[float]) -> None:
        """Take what is explained, the language, and the limits that no figure seems to reach while its value misses them."""
        self.locale = Locale(language)
        self.say, self._limits = self.locale.say, limits
        self._language = self.locale.short
        self._comma = self._language == "ru"
        self._audit, self._card = explanation.audit, explanation.scorecard
        self._links = self._card.links()

    def link(self, touch_id: str) -> str:
        """Return the name of a touchpoint or handover."""
        return self._links[touch_id].name if touch_id in self._links else touch_id

    def named(self, touch_id: str) -> str:
        """Return the name of a touchpoint or handover, with the id that is typed for it beside it."""
        name = self.link(touch_id)
        return name if name == touch_id else self.say("{text} ({more})", text=name, more=touch_id)

    def stage(self, stage: str) -> str:
        """Return the name of a stage."""
        return self._card.stages[stage].name

    def place(self, place: str | None) -> str:
        """Return the name of a place; empty for none."""
        there = self._audit.audit.places.get(place or "")
        name = (
            ""
            if there is None
            else text_in(there.name, self._audit.preferred_languages([self.locale.language]))
        )
        return name or place or ""

    def persona(self, persona: str | None) -> str:
        """Return the name of a persona; empty for none."""
        personas = self._card.personas.personas if self._card.personas else {}
        return personas[persona].name if persona in personas else persona or ""

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
        names = self.listed(map(self.link, card.held_back_by))
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
            mark = marks(self.say.language)
            any_of = f"{mark.opening.lstrip()}{said}{mark.closing}"
            waits.append(any_of if choice.word == ANY else self.say("not ({text})", text=said))
        return self.say("n/a by itself: asked only if {conditions}", conditions=self.both(waits))

    def _waits(self, condition: tuple[str, tuple[str, ...]]) -> str:
        address, texts = condition
        return self.say(
            "{address} is {answers}",
            address=address,
            answers=self._joined(map(self.say, texts), "{first} or {other}"),
        )

    def voices(self, heard: Voices, combine: str) -> str:
        """Return how several observations become one score: one method, one voice; one place, one voice."""
        parts = []
        for place, methods in heard.items():
            inside = self.both(
                f"{self.method(method)} {self.two(score)}" for method, score in methods.items()
            )
            name = self.place(place) or self.say("no place")
            parts.append(self.say("{name}: {text}", name=name, text=inside) if len(heard) > 1 else inside)
        averaged = ""
        if len(heard) > 1:
            averaged = self.say("the methods of a place averaged, then the places")
        elif any(len(methods) > 1 for methods in heard.values()):
            averaged = self.say("the methods averaged")
        return self.beside([self.say(_HOW[combine], voices=self.beside(parts)), averaged])

    def method(self, method: str | None) -> str:
        """Return the name of a method."""
        return self.locale.word(method) if method else self.say("no method")

    def answer(self, text: str, kind: str) -> str:
        """Return an answer: `yes`, `never` and figures as the language has them, what is said as it is."""
        if kind == _TEXT:
            return text
        return self.locale.answer(self.say(text.casefold()) if text.isascii() else text, kind)

    def working(self, text: str) -> str:
        """Return the sum behind a measured value."""
        if isinstance(text, Worded):
            limits = {
                name: self.locale.limit(value) if isinstance(value, Limit) else value
                for name, value in text.values.items()
            }
            text = Worded(text.template, **limits)
        said = spoken_text(text, self._language)
        return _POINT.sub(",", said) if self._comma else said
