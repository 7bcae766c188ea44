"""The first page of a report: what the board needs to decide, cut to what one sheet of paper holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.computed import Computed
from tpaudit.results.scorecard import Scorecard, TouchpointScore
from tpaudit.results.standing import standing_of
from tpaudit.showing.report.parts.changes import Movements
from tpaudit.showing.report.parts.measures import Measure, Measures
from tpaudit.showing.report.parts.sentences import ReportSentences
from tpaudit.showing.report.results import ReportResults
from tpaudit.showing.report.tables import delights
from tpaudit.showing.text.figures.shares import LostShown, costliest
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import fitted, folded, width
from tpaudit.showing.text.results.headline import band_of, headline, no_question_applies
from tpaudit.showing.text.results.scorecard import no_score_words, told_words

MOST: Final = 3
"""How many measures, strengths, broken touchpoints and open points the page names."""
_TASK: Final = 105
"""Columns of text of a measure at most; a Chinese letter takes two."""
_NAME: Final = 36
_SENTENCE: Final = 80
_SCOPE: Final = 160
_LONG_WORD: Final = 20
"""A text without spaces, such as Chinese, is cut anywhere."""
_ENDED: Final = re.compile(r"[.!?][”»]?(?=\s)|[。！？]”?")
"""Where a sentence ends."""
_SHORTEST: Final = 3
"""A text is cut behind a sentence where that leaves a third of the room at least."""
_QUOTES: Final = (("«", "»"), ("“", "”"), ("「", "」"), ("《", "》"))
"""What a cut closes where it opened one."""
_LOOSE: Final = " ,.;:·–—-(«“"
"""What does not stand before an ellipsis."""
_SHOWN: Final = 0.05
"""Fewer points would be shown as 0.0."""
_KNOWN: Final = 0.5
"""Of what is assessed less, the page says that little is known."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class BoardLine(Computed):
    """A line about a touchpoint."""

    touchpoint: str
    name: str
    score: float | None
    """Null where the line is about no score."""
    delights: bool
    text: str
    """Why it stands there; may be empty."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class Board(Computed):
    """Everything on the first page, in words and unrounded figures."""

    headline: str
    """What is most wrong, in one sentence."""
    scope: str
    no_score: str
    """Why there is no score; empty where there is one, or the headline says so."""
    basis: str
    """What the score rests on."""
    range: str
    """Between which scores it lies, and in which bands; empty where no question is open, or there is no verdict."""
    change: str
    """How the score changed since the earlier audit, and whether chance explains that; empty without one."""
    why: list[str]
    """What moved it."""
    measures: list[Measure]
    """At most three: a checklist's general advice is none of them, and gives way to what is broken there."""
    measures_head: str
    """How much work they are, and where they lead."""
    strengths: list[BoardLine]
    broken: list[BoardLine]
    """Everything that is broken, what costs most first; the page names three."""
    unknown: list[BoardLine]
    """Of what nothing or little is known, the most important first; the page names three."""
    known: str
    """That something is known of everything, in a sentence; empty where it is not, or no question applies."""
    thinly_known: str
    """How many answers rest on a single observation, in a sentence; empty if none does."""


def board(
    results: ReportResults,
    sentences: ReportSentences,
    plan: Measures,
    moved: Movements | None,
    lost: LostShown,
    locale: Locale,
) -> Board:
    """Return the first page of a report."""
    return _Page(results, sentences, locale).board(plan, moved, lost)


class _Page:
    def __init__(self, results: ReportResults, sentences: ReportSentences, locale: Locale) -> None:
        self.results = results
        self.card: Scorecard = results.card
        self.links = results.card.links()
        self.sentences = sentences
        self.locale = locale
        self.say = locale.say
        self.broken = sorted(self.card.broken, key=lambda touch_id: -self.links[touch_id].lost)

    def board(self, plan: Measures, moved: Movements | None, lost: LostShown) -> Board:
        card, standing = self.card, standing_of(self.card)
        said, unknown = self._headline(lost), list(self._unknown())
        no_score = no_score_words(standing, self.say) if self.card.score is None else ""
        chosen = list(islice(_chosen(plan.every), MOST))
        return Board(
            headline=said,
            no_score="" if no_score == said else no_score,
            scope=_told(self.results.audit.scope, _SCOPE),
            basis=self._basis(standing.applies),
            range=self._range() if card.score is not None and card.enough else "",
            change=self._change(moved) if moved else "",
            why=moved.journey.why if moved else [],
            measures=[self._measure(measure) for measure in chosen],
            measures_head=self._measures_head(chosen, plan.currency),
            strengths=list(self._strengths())[:MOST],
            broken=[self._broken(touch_id) for touch_id in self.broken],
            unknown=unknown,
            known=self._known() if standing.applies and not unknown else "",
            thinly_known=self._thinly_known(),
        )

    def _headline(self, lost: LostShown) -> str:
        """Say what is most wrong: where points are lost, and how many touchpoints are broken."""
        card, say = self.card, self.say
        if card.score is None or not card.enough:
            return headline(standing_of(card), say, self.locale.points)
        faults = self._faults()
        if lost.journey < _SHOWN:
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
        name = _cut(self.links[first].name, _NAME)
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
        name = _cut(self.card.stages[stage].name or stage, _NAME)
        if lost.stages[stage] > lost.journey - _SHOWN:
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

    def _measure(self, measure: Measure) -> Measure:
        """Return a measure as the page has room for it."""
        return replace(
            measure,
            task=_told(measure.task, _TASK),
            why=[_told(text, _SENTENCE) for text in measure.why[:1]],
            names=[_cut(name, _NAME) for name in measure.names],
            owner=_cut(measure.owner, _NAME) if measure.owner else None,
        )

    def _measures_head(self, chosen: list[Measure], currency: str) -> str:
        """Say how much work the measures are, what they cost as far as it is known, and where they lead."""
        card, say = self.card, self.say
        if not chosen:
            return ""
        hours = round(sum(measure.hours for measure in chosen), 1)
        many = "Decide on {count} measures: {hours} h of work"
        one = "Decide on {count} measure: {hours} h of work"
        head = say(many, one=one, number=len(chosen), count=len(chosen), hours=self.locale.amount(hours))
        cost = sum(measure.cost or 0.0 for measure in chosen)
        if cost > 0:
            phrase = (
                "{text} and at least {cost}"
                if any(one.cost is None for one in chosen)
                else "{text} and {cost}"
            )
            head = say(phrase, text=head, cost=self.locale.money(cost, currency))
        gain = sum(measure.gain for measure in chosen)
        if card.score is None or not card.enough or gain < _SHOWN:
            return head
        at_most = any(measure.at_most for measure in chosen)
        phrase = "from {score} to at most {reaches} points" if at_most else "from {score} to {reaches} points"
        points = self.locale.points
        where = say(phrase, score=points(card.score), reaches=points(card.score + gain))
        return say("{first}, {second}", first=head, second=where)

    def _strengths(self) -> Iterator[BoardLine]:
        """Yield what delights, one thing a touchpoint, between the strong touchpoints, the best first."""
        strong = sorted(self._strong(), key=lambda line: -(line.score or 0.0))
        named = {line.touchpoint for line in strong[: MOST - 1]}
        wows = {wow.touchpoint: wow for wow in reversed(delights(self.card)) if wow.touchpoint not in named}
        yield from strong[: MOST - 1]
        for wow in sorted(wows.values(), key=lambda wow: -self.links[wow.touchpoint].importance):
            if not self.links[wow.touchpoint].broken:
                yield self._line(wow.touchpoint, wow.ask, delights=True)
        yield from strong[MOST - 1 :]

    def _strong(self) -> Iterator[BoardLine]:
        for touch_id, touch in self.links.items():
            if touch.enough and touch.band == "strong":
                yield self._line(touch_id, next(_praise(touch), ""), score=touch.score)

    def _broken(self, touch_id: str) -> BoardLine:
        """Return why a touchpoint is broken, without how often that was seen."""
        touch, reasons = self.links[touch_id], self.sentences.broken[touch_id]
        claims = [told_words(fault.claim, self.say) for fault in touch.faults if fault.claim]
        return self._line(touch_id, next(iter([*claims, *reasons]), ""), score=touch.score)

    def _unknown(self) -> Iterator[BoardLine]:
        """Yield the touchpoints of which nothing or little is known, the most important first."""
        say, percent = self.say, self.locale.percent
        for touch_id, touch in sorted(self.links.items(), key=lambda link: -link[1].importance):
            if touch.missing or no_question_applies(touch):
                continue
            if touch.score is None:
                yield self._line(touch_id, say("not assessed"))
            elif band_of(touch) == "thin" or (touch.coverage or 0.0) < _KNOWN:
                yield self._line(touch_id, say("only {share} assessed", share=percent(touch.coverage)))

    def _known(self) -> str:
        if (self.card.coverage or 0.0) > 1.0 - TOLERANCE:
            return self.say("Every question has an answer.")
        return self.say("Of every touchpoint at least half is known.")

    def _thinly_known(self) -> str:
        scored = [item for touch in self.links.values() for item in touch.items.values() if item.rests_on]
        single = sum(item.rests_on is not None and item.rests_on.observations == 1 for item in scored)
        phrase = "Questions answered by one observation alone: {count} of {of}"
        number = self.locale.number
        return self.say(phrase, count=number(single), of=number(len(scored))) if single else ""

    def _line(
        self, touch_id: str, text: str, *, score: float | None = None, delights: bool = False
    ) -> BoardLine:
        return BoardLine(
            touchpoint=touch_id,
            name=_cut(self.links[touch_id].name, _NAME),
            score=score,
            delights=delights,
            text=_told(text, _SENTENCE),
        )


def _chosen(every: Sequence[Measure]) -> Iterator[Measure]:
    """Yield the measures that speak of this audit; then what is broken and has general advice alone."""
    yield from (measure for measure in every if not measure.general)
    for measure in every:
        if measure.general and measure.broken:
            yield replace(measure, task=measure.wrong)


def _praise(touch: TouchpointScore) -> Iterator[str]:
    """Yield what is good about a touchpoint, in somebody's words."""
    yield from (found.says for found in touch.findings.values() if found.kind == "praise")
    yield from (item.strength for item in touch.items.values() if item.strength)


def _told(text: str, columns: int) -> str:
    """Return sentences on one line; where they are longer than that, the first ones, with an ellipsis behind them."""
    line = folded(text)
    if width(line) <= columns:
        return line
    kept = fitted(line, columns - 2).removesuffix("…") + " "
    whole = [kept[: end.end()] for end in _ENDED.finditer(kept)]
    if whole and width(whole[-1]) * _SHORTEST >= columns and not _opened(whole[-1]):
        return whole[-1] + ("…" if whole[-1][-1] in "。！？”" else " …")
    return _cut(text, columns)


def _opened(text: str) -> list[str]:
    """Return what closes the quotation that a text opens and leaves open."""
    return [end for start, end in _QUOTES if text.count(start) > text.count(end)]


def _cut(text: str, columns: int) -> str:
    """Return a text on one line; where it is longer than that, cut behind a word, with an ellipsis."""
    line = folded(text)
    if width(line) <= columns:
        return line
    cut = fitted(line, columns).rstrip().removesuffix("…")
    words, _, last = cut.rpartition(" ")
    kept = (words if words and len(last) < _LONG_WORD else cut).rstrip(_LOOSE) + "…"
    return kept + "".join(_opened(kept))
