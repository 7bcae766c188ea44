"""The sentences of a report: what the results say in words, where a figure or a name is not enough."""

from collections.abc import Iterator
from typing import Final

from tpaudit.results.agreement import Agreed
from tpaudit.results.computed import Computed, record
from tpaudit.results.insights import Gap
from tpaudit.results.standing import standing_of
from tpaudit.showing.report.results import ReportResults
from tpaudit.showing.text.figures.marks import in_sentences
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.headline import headline, problem_words
from tpaudit.showing.text.results.insights import (
    ENOUGH_PAIRS,
    NumberFormats,
    disagreement_words,
    gap_words,
    losses_words,
    suits_words,
)
from tpaudit.showing.text.results.scorecard import fault_words

_ENDED: Final = {"done": "errand done"}
"""Outcomes of visits that are called otherwise elsewhere: an action is done, too."""
_HOW_IT_SCORES: Final = (
    "Each answer is worth 0 to 100 points. A touchpoint is the mean of its items by weight, the "
    "journey the mean of its touchpoints by importance. Places and methods have one voice each. What "
    "is not applicable is left out; what is open lowers coverage and widens the interval, not the "
    "score."
)
_BANDS: Final = (
    "Strong from {strong}, fair from {fair}, weak below. What is broken is none of the three, "
    "whatever it scores: it does not exist, a must-be item failed there, a promise is not kept, or a "
    "critical problem was found. A journey is strong only if nothing important in it is weak or "
    "broken."
)
_HOW_FAR: Final = (
    "The visits were chosen by those who audited and not drawn at random, unless the scope says "
    "otherwise. The score speaks of what was seen on these days at these places. It does not say how "
    "often something happens, what other places are like, or why customers leave; and one observation"
    " cannot tell chance from habit."
)


@record
class ReportSentences(Computed):
    """What a report says in words."""

    headline: str
    """The verdict, with the weakest link beside the score."""
    problems: str
    """How many problems were found, by severity; empty if there are none."""
    broken: dict[str, list[str]]
    """Why each touchpoint is broken; empty where it is not."""
    losses: str
    """Where customers are lost, and where the score is lowest; empty where no loss is known."""
    ended: str
    """How visits ended; empty where nobody says."""
    gaps: list[str]
    """What is missing, gap by gap; those of which nothing is scored are only named."""
    contacts: dict[str, str]
    """How many contacts suit each stage."""
    disagreements: list[str]
    """Where feeling and score disagree."""
    agreement: list[str]
    """How far observers agree."""
    method: list[str]
    """How points come about, where the bands begin, and how far what was seen reaches: a paragraph each."""


def report_sentences(results: ReportResults, locale: Locale) -> ReportSentences:
    """Return what a report says in words."""
    return _Writer(results, locale).all()


class _Writer:
    """Writes the sentences of one report."""

    def __init__(self, results: ReportResults, locale: Locale) -> None:
        self.audit = results.audit
        self.card = results.card
        self.links = results.card.links()
        self.locale = locale
        self.say = locale.say

    def all(self) -> ReportSentences:
        card = self.card
        gaps = [gap for gap in card.gaps.found if gap.kind != "unscored"] if card.gaps else []
        contacts = card.gaps.contacts if card.gaps else {}
        return ReportSentences(
            headline=headline(standing_of(card), self.say, self.locale.points),
            problems=problem_words(card.problems, self.say),
            broken={
                touch_id: [fault_words(fault, self.say) for fault in touch.faults]
                for touch_id, touch in self.links.items()
            },
            losses=self._losses(),
            ended=self._ended(),
            gaps=[self._gap(gap) for gap in gaps],
            contacts={stage: suits_words(pressure) for stage, pressure in contacts.items()},
            disagreements=self._disagreements(),
            agreement=list(self._agreement(card.agreement.whole)) if card.agreement else [],
            method=list(self._method()),
        )

    def _method(self) -> Iterator[str]:
        """Say how the audit was made."""
        points, chance = self.locale.points, self.card.chance
        yield self.say(_HOW_IT_SCORES)
        yield self.say(_BANDS, strong=points(self.audit.strong), fair=points(self.audit.fair))
        by_chance = (
            "By chance alone, another {of} visits like these could put the journey between {low} and {high}."
        )
        by = (
            self.say(by_chance, of=chance.of, low=points(chance.low), high=points(chance.high))
            if chance
            else ""
        )
        yield in_sentences([self.say(_HOW_FAR), by], self.locale.language)

    def _losses(self) -> str:
        figures = NumberFormats(self.locale.points, self.locale.percent, self._stage)
        return losses_words(self.card, self.say, figures)

    def _stage(self, stage: str) -> str:
        return self.card.stages[stage].name or stage

    def _ended(self) -> str:
        """Say how the visits ended."""
        losses = self.card.losses
        outcomes = {name: number for name, number in losses.outcomes.items() if number} if losses else {}
        if losses is None or not outcomes:
            return ""
        how = self.say(", ").join(
            self.say("{outcome}: {count}", outcome=self.say(_ENDED.get(name, name)), count=number)
            for name, number in outcomes.items()
        )
        count = losses.visits
        of = self.say("{count} visits", one="{count} visit", number=count, count=count)
        return self.say("How visits ended: {how} ({visits})", how=how, visits=of)

    def _gap(self, gap: Gap) -> str:
        pressure = self.card.gaps.contacts.get(gap.address) if self.card.gaps else None
        known = self.audit.personas.get(pressure.persona or "") if pressure else None
        return gap_words(gap, pressure, self.say, persona=known.name if known else "")

    def _disagreements(self) -> list[str]:
        return [
            disagreement_words(
                found, self.say, self.links[found.touchpoint].name, self.locale.points(found.score)
            )
            for found in self.card.disagreements or ()
        ]

    def _agreement(self, whole: Agreed) -> Iterator[str]:
        """Say how many pairs agree, and each alpha, in sentences of their own; few pairs make no percentage."""
        many = "{agreeing} of {pairs} pairs of observers agree"
        one = "{agreeing} of {pairs} pair of observers agrees"
        pairs = self.say(many, one=one, number=whole.pairs, agreeing=whole.agreeing, pairs=whole.pairs)
        share = self.locale.percent(whole.share) if whole.pairs >= ENOUGH_PAIRS else ""
        yield self.say(
            "{sentence}.", sentence=self.say("{text} ({more})", text=pairs, more=share) if share else pairs
        )
        for measure in whole.reliability:
            if measure.alpha is not None:
                answers, alpha = self.say(measure.answers), self.locale.decimal(measure.alpha)
                yield self.say("Krippendorff’s alpha, {answers}: {alpha}.", answers=answers, alpha=alpha)
