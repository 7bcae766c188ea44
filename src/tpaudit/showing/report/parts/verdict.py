"""The verdict on the first page of a report: what is most wrong, what the score rests on, and how it changed."""

from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.computed import Computed, record
from tpaudit.results.scorecard import Scorecard
from tpaudit.results.standing import standing_of
from tpaudit.showing.report.parts.changes import Movements
from tpaudit.showing.report.parts.lines import NAME, cut
from tpaudit.showing.text.figures.shares import LostShown, costliest
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.headline import headline
from tpaudit.showing.text.results.scorecard import no_score_words

LEAST_SHOWN: Final = 0.05
"""Fewer points would be shown as 0.0."""


@record
class BoardVerdict(Computed):
    """What the page says of the whole journey."""

    headline: str
    """What is most wrong, in one sentence."""
    no_score: str
    """Why there is no score; empty where there is one, or the headline says so."""
    basis: str
    """What the score rests on."""
    range: str
    """Between which scores it lies, and in which bands; empty where no question is open, or there is no verdict."""
    change: str
    """How the score changed since the earlier audit; empty without one."""


def board_verdict(
    card: Scorecard, broken: list[str], moved: Movements | None, lost: LostShown, locale: Locale
) -> BoardVerdict:
    """Return the verdict; `broken` are the touchpoints that are, what costs most first."""
    return _Verdict(card, broken, locale).all(moved, lost)


class _Verdict:
    def __init__(self, card: Scorecard, broken: list[str], locale: Locale) -> None:
        self.card = card
        self.links = card.links()
        self.broken = broken
        self.locale = locale
        self.say = locale.say

    def all(self, moved: Movements | None, lost: LostShown) -> BoardVerdict:
        card, standing, said = self.card, standing_of(self.card), self._headline(lost)
        no_score = no_score_words(standing, self.say) if card.score is None else ""
        return BoardVerdict(
            headline=said,
            no_score="" if no_score == said else no_score,
            basis=self._basis(standing.applies),
            range=self._range() if card.score is not None and card.enough else "",
            change=self._change(moved) if moved else "",
        )

    def _headline(self, lost: LostShown) -> str:
        """Say what is most wrong: where points are lost, and how many touchpoints are broken."""
        card, say = self.card, self.say
        if card.score is None or not card.enough:
            return headline(standing_of(card), say, self.locale.points)
        faults = self._faults()
        if lost.journey < LEAST_SHOWN:
            return say("{sentence}.", sentence=faults) if faults else say("Nothing is lost on this journey.")
        where = self._where(lost)
        return (
            say("{first}; {second}.", first=where, second=faults)
            if faults
            else say("{sentence}.", sentence=where)
        )

    def _faults(self) -> str:
        """Name the broken touchpoint or handover that costs most, and count the others; empty if there is none."""
        first, *others = self.broken or [""]
        if not first:
            return ""
        name = cut(self.links[first].name, NAME)
        if others:
            phrase = "{name} and {more} more do not do their job"
            return self.say(phrase, name=name, more=len(others))
        phrase = "{name} is missing" if self.links[first].missing else "{name} does not do its job"
        return self.say(phrase, name=name)

    def _where(self, lost: LostShown) -> str:
        """Say which stage loses most, if one does clearly and others could."""
        points, stage = self.locale.points, costliest(lost.stages)
        scored = [stage_id for stage_id, group in self.card.stages.items() if group.score is not None]
        if len(scored) == 1:
            return self.say("The journey loses {lost} of 100 points", lost=points(lost.journey))
        if stage is None:
            phrase = "The journey loses {lost} of 100 points, and no one stage stands out"
            return self.say(phrase, lost=points(lost.journey))
        name = cut(self.card.stages[stage].name or stage, NAME)
        if lost.stages[stage] > lost.journey - LEAST_SHOWN:
            phrase = "{stage} loses all of the journey’s {all} lost points"
            return self.say(phrase, stage=name, all=points(lost.journey))
        phrase = "{stage} loses {lost} of the journey’s {all} lost points"
        return self.say(phrase, stage=name, lost=points(lost.stages[stage]), all=points(lost.journey))

    def _basis(self, applies: bool) -> str:
        card, say = self.card, self.say
        touches, handovers = len(card.touchpoints), len(card.handovers)
        seen = say(
            "{count} observations",
            one="{count} observation",
            number=card.observations,
            count=self.locale.number(card.observations),
        )
        visits = card.losses.visits if card.losses else 0
        parts = [say("{count} touchpoints", one="{count} touchpoint", number=touches, count=touches)]
        if handovers:
            passed = say("{count} handovers", one="{count} handover", number=handovers, count=handovers)
            parts.append(passed)
        parts.append(seen)
        if visits:
            parts.append(say("{count} visits", one="{count} visit", number=visits, count=visits))
        if applies:
            share = self.locale.percent(card.coverage or 0.0)
            parts.append(say("{share} assessed", share=share))
        return say(", ").join(parts)

    def _range(self) -> str:
        """Say where the open questions could move the score, with the bands where those differ."""
        ends = [self.card.low or 0.0, self.card.high or 0.0]
        low, high = map(self.locale.points, ends)
        if low == high:
            return ""
        lower, higher = (self.say(self._band(end)) for end in ends)
        if lower == higher:
            return self.say(
                "Between {low} and {high}, depending on the questions still open.", low=low, high=high
            )
        return self.say(
            "Between {low} ({lower}) and {high} ({higher}), depending on the questions still open.",
            low=low,
            lower=lower,
            high=high,
            higher=higher,
        )

    def _band(self, score: float) -> str:
        fair, strong = self.locale.limits
        at_least = {"strong": strong, "fair": fair}
        return next((band for band, limit in at_least.items() if score >= limit - TOLERANCE), "weak")

    def _change(self, moved: Movements) -> str:
        journey = moved.journey
        if journey.by is None:
            return self.say("No comparison with {day}: one of the two has no score.", day=moved.since)
        phrase = "{change} since {day} ({before} then)"
        before = self.locale.points(journey.before)
        said = self.say(phrase, change=self.locale.signed(journey.by), day=moved.since, before=before)
        return self.say(", ").join([said, moved.chance] if moved.chance else [said])
