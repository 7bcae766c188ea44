"""The first page of a report: what the board needs to decide, cut to what one sheet of paper holds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tpaudit.results.computed import Computed, record
from tpaudit.results.plan import Reason
from tpaudit.results.scorecard import Scorecard, TouchpointScore
from tpaudit.results.standing import standing_of
from tpaudit.showing.report.parts.changes import Movements
from tpaudit.showing.report.parts.known import known_and_unknown
from tpaudit.showing.report.parts.lines import (
    MOST,
    NAME,
    SENTENCE,
    BoardLine,
    board_line,
    cut,
    whole_sentences,
)
from tpaudit.showing.report.parts.measures import Measure, Measures
from tpaudit.showing.report.parts.sentences import ReportSentences
from tpaudit.showing.report.parts.verdict import LEAST_SHOWN, board_verdict
from tpaudit.showing.report.results import ReportResults
from tpaudit.showing.report.tables import delights
from tpaudit.showing.text.figures.shares import LostShown
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.scorecard import told_words

_TASK: Final = 105
"""Columns of text of a measure at most; a Chinese letter takes two."""
_SCOPE: Final = 160
_SETTLED: Final[tuple[Reason, ...]] = ("claimed", "waived")
"""Why a fix that somebody decided on already is not planned."""


@record
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
    no_measure: str
    """That nothing is planned for what costs most of all that is broken; empty where something is."""
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
        card = self.card
        verdict = board_verdict(card, self.broken, moved, lost, self.locale)
        known = known_and_unknown(card, self.locale, applies=standing_of(card).applies)
        chosen = _chosen(plan.every, self._costliest(lost))
        return Board(
            headline=verdict.headline,
            scope=whole_sentences(self.results.audit.scope, _SCOPE),
            no_score=verdict.no_score,
            basis=verdict.basis,
            range=verdict.range,
            change=verdict.change,
            why=moved.journey.why if moved else [],
            measures=[self._measure(measure) for measure in chosen],
            measures_head=self._measures_head(chosen, plan.currency),
            no_measure=self._unmeasured(chosen, lost),
            strengths=list(self._strengths())[:MOST],
            broken=[self._broken(touch_id) for touch_id in self.broken],
            unknown=known.unknown,
            known=known.known,
            thinly_known=known.thinly,
        )

    def _measure(self, measure: Measure) -> Measure:
        """Return a measure as the page has room for it."""
        return replace(
            measure,
            task=whole_sentences(measure.task, _TASK),
            why=[whole_sentences(text, SENTENCE) for text in measure.why[:1]],
            names=[cut(name, NAME) for name in measure.names],
            owner=cut(measure.owner, NAME) if measure.owner else None,
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
        if card.score is None or not card.enough or gain < LEAST_SHOWN:
            return head
        at_most = any(measure.at_most for measure in chosen)
        phrase = "from {score} to at most {reaches} points" if at_most else "from {score} to {reaches} points"
        points = self.locale.points
        where = say(phrase, score=points(card.score), reaches=points(card.score + gain))
        return say("{first}, {second}", first=head, second=where)

    def _unmeasured(self, chosen: Sequence[Measure], lost: LostShown) -> str:
        """Say that what costs most of all that is broken has no measure; empty where it has."""
        touch_id, held = self._costliest(lost), self.results.plan.left_out
        done = {fix.touchpoint for reason in _SETTLED for step in held[reason] for fix in step.fixes}
        covered = done.union(*(measure.touchpoints for measure in chosen))
        if not chosen or not touch_id or touch_id in covered:
            return ""
        phrase = "No measure yet for what costs most: {name}, {points} points"
        name = cut(self.links[touch_id].name, NAME)
        return self.say(phrase, name=name, points=self.locale.points(lost.touchpoints[touch_id]))

    def _costliest(self, lost: LostShown) -> str:
        """Return what costs most of all that is broken; empty where nothing is, or costs anything."""
        touch_id = next(iter(self.broken), "")
        return touch_id if touch_id and lost.touchpoints[touch_id] >= LEAST_SHOWN else ""

    def _strengths(self) -> Iterator[BoardLine]:
        """Yield what delights, one thing a touchpoint, between the strong touchpoints, the best first."""
        strong = sorted(self._strong(), key=lambda line: -(line.score or 0.0))
        named = {line.touchpoint for line in strong[: MOST - 1]}
        wows = {wow.touchpoint: wow for wow in reversed(delights(self.card)) if wow.touchpoint not in named}
        yield from strong[: MOST - 1]
        for wow in sorted(wows.values(), key=lambda wow: -self.links[wow.touchpoint].importance):
            if not self.links[wow.touchpoint].broken:
                yield board_line(wow.touchpoint, self.links[wow.touchpoint], wow.ask, delights=True)
        yield from strong[MOST - 1 :]

    def _strong(self) -> Iterator[BoardLine]:
        for touch_id, touch in self.links.items():
            if touch.enough and touch.band == "strong":
                yield board_line(touch_id, self.links[touch_id], next(_praise(touch), ""), score=touch.score)

    def _broken(self, touch_id: str) -> BoardLine:
        """Return why a touchpoint is broken, without how often that was seen."""
        touch, reasons = self.links[touch_id], self.sentences.broken[touch_id]
        claims = [told_words(fault.claim, self.say) for fault in touch.faults if fault.claim]
        return board_line(
            touch_id, self.links[touch_id], next(iter([*claims, *reasons]), ""), score=touch.score
        )


def _chosen(every: Sequence[Measure], costliest: str) -> list[Measure]:
    """Return the measures of the page: the first of them, and among them one for what costs most, if it has one."""
    able = list(_able(every))
    first, others = able[:MOST], able[MOST:]
    for measure in others:
        missed = not any(costliest in one.touchpoints for one in first)
        if missed and costliest in measure.touchpoints and not measure.general:
            return [*first[:-1], measure]
    return first


def _able(every: Sequence[Measure]) -> Iterator[Measure]:
    """Yield the measures that speak of this audit; then what is broken and has general advice alone."""
    yield from (measure for measure in every if not measure.general)
    for measure in every:
        if measure.general and measure.broken:
            yield replace(measure, task=measure.wrong)


def _praise(touch: TouchpointScore) -> Iterator[str]:
    """Yield what is good about a touchpoint, in somebody's words."""
    yield from (found.says for found in touch.findings.values() if found.kind == "praise")
    yield from (item.strength for item in touch.items.values() if item.strength)
