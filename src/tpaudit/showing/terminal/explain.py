"""Explanations: the sum behind a score, written out as a person would check it with a pencil."""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.checklist import PASS
from tpaudit.documents.conditions import ANY
from tpaudit.documents.joined import AuditedTouchpoint
from tpaudit.documents.scalars import as_text
from tpaudit.results.explanation import Explanation, Voices
from tpaudit.results.scorecard import ItemScore, Scorecard, TouchpointScore
from tpaudit.results.standing import standing_of
from tpaudit.showing.terminal.explain_insights import explained_whole, inconsistencies_at
from tpaudit.showing.terminal.table import COLUMNS, Line, Piece
from tpaudit.showing.text.headline import band_of, headline
from tpaudit.showing.text.numbers import rounded, visible, wrapped
from tpaudit.showing.text.scorecard import fault_words, nps_words
from tpaudit.showing.text.translate import translator

_NO_PLACE: Final = "no place"
_NO_METHOD: Final = "no method"


def explained(explanation: Explanation) -> Iterator[Line]:
    """Return the lines that explain the journey, a touchpoint or an item."""
    pencil = _Pencil(explanation)
    touch, item = explanation.touchpoint, explanation.item
    if touch is None:
        return pencil.journey()
    score = explanation.scorecard.links()[touch.id]
    if item is None:
        return pencil.touchpoint(touch, score)
    return pencil.item(
        f"{touch.id}/{item}", touch.asked[item], score.items[item], explanation.voices.get(item)
    )


class _Pencil:
    """The sum of one scorecard, written out; figures are rounded so that none seems to reach a band it misses."""

    def __init__(self, explanation: Explanation) -> None:
        bands = explanation.audit.workspace.bands
        self.limits = (bands.fair, bands.strong, PASS)
        self.card, self.heard = explanation.scorecard, explanation.voices

    def two(self, value: float | None) -> str:
        """Write a figure with two decimals, as they are carried in a sum by hand."""
        text = rounded(value, self.limits, 2)
        return text.rstrip("0").rstrip(".") if "." in text else text

    def journey(self) -> Iterator[Line]:
        """Explain the journey: importance times score, summed and divided."""
        card, links = self.card, self.card.links()
        yield from _text(
            f"{card.company or card.id}: {headline(standing_of(card), translator('en'), self.two)}", "bold"
        )
        yield from _text("The score of each touchpoint and handover, weighed by its importance:")
        yield []
        for touch_id, touch in links.items():
            if touch.score is None:
                yield from _text(
                    f"{touch_id}: nothing is scored, so it takes no part in the score", "dim", "  "
                )
            else:
                product = self.two(touch.importance * touch.score)
                sum_ = f"{as_text(touch.importance)} × {self.two(touch.score)} = {product}"
                yield from _text(f"{touch_id}: {sum_}; it costs {self.two(touch.lost)} points", "", "  ")
        scored = [touch for touch in links.values() if touch.score is not None]
        if scored:
            yield from self.whole(scored)
        yield from explained_whole(card, self.two)

    def whole(self, scored: list[TouchpointScore]) -> Iterator[Line]:
        """Write out the sum of what is scored, how open it is, and its band."""
        card = self.card
        total = sum(touch.importance for touch in scored)
        won = sum(touch.importance * (touch.score or 0.0) for touch in scored)
        yield []
        yield from _text(f"score = {self.two(won)} / {as_text(total)} = {self.two(card.score)}", "bold")
        yield from _text(
            f"The open questions let it lie from {self.two(card.low)}, if all of them fail, to {self.two(card.high)}, if all "
            f"pass: {self.two(100.0 * (card.coverage or 0.0))} % of what applies is assessed."
        )
        yield from _text(f"band: {_band_of(card)}{_capped(card)}")

    def touchpoint(self, touch: AuditedTouchpoint, score: TouchpointScore) -> Iterator[Line]:
        """Explain a touchpoint: its items, then weight times score, summed and divided."""
        say = translator("en")
        yield from _text(f"{touch.id}: {score.name}, {self.two(score.score)}{_called(score)}", "bold")
        yield from _text(
            f"{score.file}:{score.line}, stage {score.stage}, importance {as_text(score.importance)}", "dim"
        )
        for fault in score.faults:
            yield from _text(f"✗ broken: {fault_words(fault, say)} ({fault.file}:{fault.line})", "red")
        yield from inconsistencies_at(self.card, touch.id)
        if touch.document.missing:
            yield from _text("It is missing, so it scores 0 for certain.")
        for address, asked in touch.asked.items():
            yield []
            yield from self.item(address, asked, score.items[address], self.heard.get(address))
        yield []
        yield from self.sum(score)

    def sections(self, score: TouchpointScore) -> Iterator[Line]:
        """Write out what each checklist scores, where there are several, and how they are weighed."""
        several = len(score.sections) > 1
        for name, section in score.sections.items():
            if several or section.minimum is not None:
                least = "" if section.minimum is None else f", at least {as_text(section.minimum)} wanted"
                weight = "" if section.weight is None else f", weight {as_text(section.weight)}"
                lost = f", costs {self.two(section.lost)}" if section.lost else ""
                known = self.two(100 * (section.coverage or 0))
                interval = f" ({self.two(section.low)} to {self.two(section.high)}, {known} % assessed)"
                yield from _text(
                    f"section {name}: {self.two(section.score)}{interval if section.score is not None else ''}"
                    f"{weight}{least}{lost}"
                )
        weighed = {
            name: section.weight
            for name, section in score.sections.items()
            if section.weight and section.score is not None
        }
        if weighed:
            products = " + ".join(
                f"{as_text(weight)}·{self.two(score.sections[name].score)}"
                for name, weight in weighed.items()
            )
            weights = " + ".join(as_text(weight) for weight in weighed.values())
            yield from _text(f"score = ({products}) / ({weights}) = {self.two(score.score)}", "bold")

    def sum(self, score: TouchpointScore) -> Iterator[Line]:
        weighed = [item for item in score.items.values() if item.weight and not item.wow]
        counted = [item for item in weighed if item.state == "scored"]
        pending = [item for item in weighed if item.state == "open"]
        yield from self.sections(score)
        if any(section.weight is not None for section in score.sections.values()):
            counted = []  # the sum is that of its sections
        if counted and not score.missing:
            products = " + ".join(f"{as_text(item.weight)}·{self.two(item.score)}" for item in counted)
            weights = " + ".join(as_text(item.weight) for item in counted)
            yield from _text(f"score = ({products}) / ({weights}) = {self.two(score.score)}", "bold")
            weight, whole = (sum(item.weight for item in some) for some in (counted, [*counted, *pending]))
            yield from _text(
                f"coverage = {as_text(weight)} / {as_text(whole)} of the weight = {self.two(100 * (score.coverage or 0))} %"
            )
            yield from _text(
                f"from {self.two(score.low)} if the open questions all fail to {self.two(score.high)} if they all pass"
            )
        if score.score is not None:
            total = sum(touch.importance for touch in self.card.links().values() if touch.score is not None)
            share = f"{as_text(score.importance)} / {as_text(total)}"
            yield from _text(
                f"lost = {share} × (100 - {self.two(score.score)}) = {self.two(score.lost)} of the journey's points"
            )
        else:
            yield from _text("Nothing is scored, so it takes no part in the journey's score.")

    def item(self, address: str, asked: Asked, item: ItemScore, heard: Voices | None) -> Iterator[Line]:
        """Explain an item: each observation, the voices, the score and what it costs."""
        marks = [name for name in ("must", "wow", "stale", "waived") if getattr(item, name)]
        marks = [_must(asked, name) if name == "must" else name for name in marks]
        marks += ["own standard"] if item.standard else []
        head = f"{address}: {self.two(item.score) if item.state == 'scored' else item.state}, weight {as_text(item.weight)}"
        yield from _text(", ".join([head, *marks]), "bold")
        yield from _text(item.ask, "dim", "  ")
        if item.state == "n/a" and not asked.observed:
            yield from _text(_left_out(asked), "", "  ")
        counting = asked.counting()
        for observed, shown in zip(asked.observed, item.observations, strict=True):
            yield from self.observation(asked, observed, counting, shown.label or observed.text)
        if item.nps is not None:
            yield from _text(nps_words(item.nps, translator("en"), self.two), "", "  ")
        if heard is not None:
            yield from self.voices(heard, asked.question.item.combine)
        if item.lost:
            yield from _text(f"costs {self.two(item.lost)} of the journey's points", "", "  ")

    def observation(
        self, asked: Asked, one: Observed, counting: list[Observed], answer: str
    ) -> Iterator[Line]:
        who = ", ".join(
            filter(None, [one.on, one.by, one.method, one.place, one.visit and f"visit {one.visit}"])
        )
        where = f"{one.file}:{one.line}"
        score = self.two(one.answer.score)
        if one.answer.score is None:
            score = "recorded" if one.answer.recorded else "n/a"
        working = asked.question.item.working(one.answer.value)
        reason = _why_it_stands_apart(one)
        if not reason and one.answer.score is not None and one not in counting:
            reason = "; a newer one counts"
        mean = f" (mean of {one.of})" if one.of else ""
        yield from _text(f"- {answer}{mean} → {score}{f' = {working}' if working else ''}{reason}", "", "  ")
        yield from _text("; ".join(filter(None, [who, where])), "dim", "    ")

    def voices(self, heard: Voices, combine: str) -> Iterator[Line]:
        """Write out how several observations become one score: one method, one voice; one place, one voice."""
        parts = []
        for place, methods in heard.items():
            inside = [f"{method or _NO_METHOD} {self.two(score)}" for method, score in methods.items()]
            parts.append(f"{place or _NO_PLACE}: {_joined(inside)}" if len(heard) > 1 else _joined(inside))
        how = {"latest": "the newest"}.get(combine, f"the {combine}")
        yield from _text(f"{how} of each voice: {'; '.join(parts)}{_averaged(heard)}", "", "  ")


def _text(text: str, style: str = "", indent: str = "") -> Iterator[Line]:
    for line in wrapped(visible(text), COLUMNS, indent, "  "):
        yield [Piece(line, style)]


def _why_it_stands_apart(observed: Observed) -> str:
    """Say why an observation is shown and not scored; also who disputes one that is."""
    if observed.past:
        return "; past, not scored"
    if observed.benchmark:
        return "; at a place that stands beside, not scored"
    disputed = observed.disputed
    if disputed is None:
        return ""
    return f"; disputed by {disputed.by}, {_DECIDED[disputed.decision]}"


_DECIDED: Final = {
    "open": "not yet decided",
    "upheld": "upheld",
    "voided": "voided, not scored",
}


def _band_of(card: Scorecard) -> str:
    return card.band or "none, as too little is assessed for a verdict"


def _capped(card: Scorecard) -> str:
    if not card.held_back_by or not card.enough:
        return ""
    return f"; not strong while these are weak, broken or missing: {', '.join(card.held_back_by)}"


def _called(touch: TouchpointScore) -> str:
    word = band_of(touch)
    return "" if word == "open" else f", {word}"


def _must(asked: Asked, word: str) -> str:
    """Return the word for a must-be item, with its limit and what it tolerates where they are its own."""
    item = asked.question.item
    limit = "" if item.must == PASS else f" (from {as_text(item.must)})"
    return word + limit + (f", tolerates {as_text(item.tolerate)} %" if item.tolerate else "")


def _waits(condition: tuple[str, tuple[str, ...]]) -> str:
    address, texts = condition
    return f"{address} is {' or '.join(texts)}"


def _left_out(asked: Asked) -> str:
    question = asked.question
    waits = [_waits(condition) for condition in question.conditions]
    for choice in question.choices:
        said = " or ".join(" and ".join(map(_waits, group)) for group in choice.groups)
        waits.append(f"({said})" if choice.word == ANY else f"not ({said})")
    return f"n/a by itself: asked only if {' and '.join(waits)}"


def _joined(parts: list[str]) -> str:
    return " and ".join(parts)


def _averaged(heard: Voices) -> str:
    if len(heard) > 1:
        return "; the methods of a place averaged, then the places"
    return "; the methods averaged" if any(len(methods) > 1 for methods in heard.values()) else ""
