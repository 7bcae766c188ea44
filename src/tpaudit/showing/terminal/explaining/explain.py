"""Explanations: the sum behind a score, written out as a person would check it with a pencil."""

from collections.abc import Iterator

from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.checklist import PASS
from tpaudit.documents.joined import AuditedTouchpoint
from tpaudit.results.explanation import Explanation, Voices
from tpaudit.results.scorecard import ItemScore, TouchpointScore
from tpaudit.results.sections import SectionScore
from tpaudit.results.standing import standing_of
from tpaudit.showing.terminal.explaining.insights import explained_whole, inconsistencies_at
from tpaudit.showing.terminal.explaining.words import Explaining
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.text.numbers import visible, wrapped
from tpaudit.showing.text.results.headline import band_of, headline, scored_words
from tpaudit.showing.text.results.scorecard import fault_words, nps_words


def explained(explanation: Explanation, language: str = "en") -> Iterator[Line]:
    """Return the lines that explain the journey, a touchpoint or an item."""
    pencil = _Pencil(explanation, language)
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

    def __init__(self, explanation: Explanation, language: str) -> None:
        bands = explanation.audit.workspace.bands
        self.words = Explaining(explanation, language, (bands.fair, bands.strong, PASS))
        self.say, self.two, self.plain = self.words.say, self.words.two, self.words.plain
        self.card, self.heard = explanation.scorecard, explanation.voices

    def journey(self) -> Iterator[Line]:
        """Explain the journey: importance times score, summed and divided."""
        card, links, say = self.card, self.card.links(), self.say
        text = headline(standing_of(card), say, self.two)
        yield from _text(say("{name}: {text}", name=card.company or card.id, text=text), "bold")
        yield from _text(say("The score of each touchpoint and handover, weighed by its importance:"))
        yield []
        for touch_id, touch in links.items():
            if touch.score is None:
                text = say("nothing is scored, so it takes no part in the score")
                yield from _text(
                    say("{name}: {text}", name=self.words.named(touch_id), text=text), "dim", "  "
                )
            else:
                product = self.two(touch.importance * touch.score)
                sum_ = f"{self.plain(touch.importance)} × {self.two(touch.score)} = {product}"
                text = say("{sum}; it costs {lost} points", sum=sum_, lost=self.two(touch.lost))
                yield from _text(say("{name}: {text}", name=self.words.named(touch_id), text=text), "", "  ")
        scored = [touch for touch in links.values() if touch.score is not None]
        if scored:
            yield from self.whole(scored)
        yield from explained_whole(card, self.words)

    def whole(self, scored: list[TouchpointScore]) -> Iterator[Line]:
        """Write out the sum of what is scored, how open it is, and its band."""
        card, say = self.card, self.say
        total = sum(touch.importance for touch in scored)
        won = sum(touch.importance * (touch.score or 0.0) for touch in scored)
        yield []
        yield from _text(
            say("score = {sum}", sum=f"{self.two(won)} / {self.plain(total)} = {self.two(card.score)}"),
            "bold",
        )
        yield from _text(
            say(
                "The open questions let it lie from {low}, if all of them fail, to {high}, if all pass: {share} % of "
                "what applies is assessed.",
                low=self.two(card.low),
                high=self.two(card.high),
                share=self.two(100.0 * (card.coverage or 0.0)),
            )
        )
        yield from _text(self.words.band(card))

    def touchpoint(self, touch: AuditedTouchpoint, score: TouchpointScore) -> Iterator[Line]:
        """Explain a touchpoint: its items, then weight times score, summed and divided."""
        say, word = self.say, band_of(score)
        figures = scored_words(self.two(score.score), "" if word == "open" else say(word), say)
        text = say("{name}, {text}", name=score.name, text=figures)
        yield from _text(say("{name}: {text}", name=touch.id, text=text), "bold")
        place = say(
            "stage {stage}, importance {importance}",
            stage=self.words.stage(score.stage),
            importance=self.plain(score.importance),
        )
        yield from _text(say("{name}, {text}", name=f"{score.file}:{score.line}", text=place), "dim")
        for fault in score.faults:
            text = say(
                "{name}: {text}", name=say("broken"), text=fault_words(fault, self.say, addressed=True)
            )
            yield from _text(
                f"✗ {say('{text} ({more})', text=text, more=f'{fault.file}:{fault.line}')}", "red"
            )
        yield from inconsistencies_at(self.card, touch.id, self.words)
        if touch.document.missing:
            yield from _text(say("It is missing, so it scores 0 for certain."))
        for address, asked in touch.asked.items():
            yield []
            yield from self.item(address, asked, score.items[address], self.heard.get(address))
        yield []
        yield from self.sum(score)

    def sections(self, score: TouchpointScore) -> Iterator[Line]:
        """Write out what each checklist scores, where there are several, and how they are weighed."""
        several = len(score.sections) > 1
        for section in score.sections.values():
            if several or section.minimum is not None:
                yield from _text(self.section(section))
        weighed = {
            name: section.weight
            for name, section in score.sections.items()
            if section.weight and section.score is not None
        }
        if weighed:
            products = " + ".join(
                f"{self.plain(weight)}·{self.two(score.sections[name].score)}"
                for name, weight in weighed.items()
            )
            weights = " + ".join(self.plain(weight) for weight in weighed.values())
            yield from self.divided(products, weights, score)

    def section(self, section: SectionScore) -> str:
        """Write out what one checklist scores, weighs and costs."""
        say, figure = self.say, self.two(section.score)
        if section.score is not None:
            figure = say(
                "{score} ({low} to {high}, {share} % assessed)",
                score=figure,
                low=self.two(section.low),
                high=self.two(section.high),
                share=self.two(100 * (section.coverage or 0)),
            )
        parts = [
            say("section {name}: {text}", name=section.name, text=figure),
            "" if section.weight is None else say("weight {weight}", weight=self.plain(section.weight)),
            ""
            if section.minimum is None
            else say("at least {least} wanted", least=self.plain(section.minimum)),
            say("costs {lost}", lost=self.two(section.lost)) if section.lost else "",
        ]
        return self.words.listed(parts)

    def divided(self, products: str, weights: str, score: TouchpointScore) -> Iterator[Line]:
        """Write out the weighed sum of a touchpoint."""
        text = f"({products}) / ({weights}) = {self.two(score.score)}"
        yield from _text(self.say("score = {sum}", sum=text), "bold")

    def sum(self, score: TouchpointScore) -> Iterator[Line]:
        say, two, plain = self.say, self.two, self.plain
        weighed = [item for item in score.items.values() if item.weight and not item.wow]
        counted = [item for item in weighed if item.state == "scored"]
        pending = [item for item in weighed if item.state == "open"]
        yield from self.sections(score)
        if any(section.weight is not None for section in score.sections.values()):
            counted = []  # the sum is that of its sections
        if counted and not score.missing:
            products = " + ".join(f"{plain(item.weight)}·{two(item.score)}" for item in counted)
            yield from self.divided(products, " + ".join(plain(item.weight) for item in counted), score)
            weight, whole = (sum(item.weight for item in some) for some in (counted, [*counted, *pending]))
            yield from _text(
                say(
                    "coverage = {weight} / {whole} of the weight = {share} %",
                    weight=plain(weight),
                    whole=plain(whole),
                    share=two(100 * (score.coverage or 0)),
                )
            )
            yield from _text(
                say(
                    "from {low} if the open questions all fail to {high} if they all pass",
                    low=two(score.low),
                    high=two(score.high),
                )
            )
        if score.score is not None:
            total = sum(touch.importance for touch in self.card.links().values() if touch.score is not None)
            share = f"{plain(score.importance)} / {plain(total)}"
            yield from _text(
                say(
                    "lost = {sum} of the journey's points",
                    sum=f"{share} × (100 - {two(score.score)}) = {two(score.lost)}",
                )
            )
        else:
            yield from _text(say("Nothing is scored, so it takes no part in the journey's score."))

    def item(self, address: str, asked: Asked, item: ItemScore, heard: Voices | None) -> Iterator[Line]:
        """Explain an item: each observation, the voices, the score and what it costs."""
        say = self.say
        marks = [name for name in ("must", "wow", "stale", "waived") if getattr(item, name)]
        figure = self.two(item.score) if item.state == "scored" else say(item.state)
        head = [
            say("{name}: {text}", name=address, text=figure),
            say("weight {weight}", weight=self.plain(item.weight)),
            *(self.words.must(asked) if name == "must" else say(name) for name in marks),
            say("own standard") if item.standard else "",
        ]
        yield from _text(self.words.listed(head), "bold")
        yield from _text(item.ask, "dim", "  ")
        if item.state == "n/a" and not asked.observed:
            yield from _text(self.words.left_out(asked), "", "  ")
        counting = asked.counting()
        for observed, shown in zip(asked.observed, item.observations, strict=True):
            yield from self.observation(asked, observed, counting, shown.label)
        if item.nps is not None:
            yield from _text(nps_words(item.nps, say, self.two), "", "  ")
        if heard is not None:
            yield from _text(self.words.voices(heard, asked.question.item.combine), "", "  ")
        if item.lost:
            yield from _text(say("costs {lost} of the journey's points", lost=self.two(item.lost)), "", "  ")

    def observation(
        self, asked: Asked, one: Observed, counting: list[Observed], label: str | None
    ) -> Iterator[Line]:
        say, words = self.say, self.words
        answer = label or words.answer(one.text, asked.question.item.answer)
        method = words.method(one.method) if one.method else ""
        visit = one.visit and say("visit {visit}", visit=one.visit)
        who = words.listed([words.locale.day(one.on), one.by, method, words.place(one.place), visit])
        score = self.two(one.answer.score)
        if one.answer.score is None:
            score = say("recorded" if one.answer.recorded else "n/a")
        working = asked.question.item.working(one.answer.value)
        score += f" = {words.working(working)}" if working else ""
        answer += say(" (mean of {count})", count=one.of) if one.of else ""
        newer = say("a newer one counts") if one.answer.score is not None and one not in counting else ""
        reason = words.why_apart(one) or newer
        yield from _text("- " + words.beside([f"{answer} → {score}", reason]), "", "  ")
        yield from _text(words.beside([who, f"{one.file}:{one.line}"]), "dim", "    ")


def _text(text: str, style: str = "", indent: str = "") -> Iterator[Line]:
    for line in wrapped(visible(text), COLUMNS, indent, "  "):
        yield [Piece(line, style)]
