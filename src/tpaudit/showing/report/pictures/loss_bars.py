"""The loss bars: what each stage loses and its touchpoints within it, from one base line, the most first."""

from collections.abc import Iterator, Mapping
from math import fsum
from typing import Final

from tpaudit.results.computed import Computed, record
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.text.figures.shares import LostShown, costliest
from tpaudit.showing.text.results.headline import PointsWriter
from tpaudit.showing.text.translate import Translate

_NAMED: Final = 18
"""How many touchpoints are named; the others of a stage are one bar."""
_WORST: Final = 10
"""So many touchpoints are named, however little each of them loses."""
_LEAST: Final = 1 / 50
"""Of all lost points, what each further touchpoint loses that is named."""
_SEEN: Final = 0.05
"""Points below this would be written as 0.0."""


@record
class LossBar(Computed):
    """A touchpoint within its stage."""

    id: str
    """Empty for the bar of all others."""
    name: str
    count: int
    """How many touchpoints it stands for."""
    lost: float
    width: float
    """0-100, where the stage that loses most has 100."""


@record
class StageLoss(Computed):
    """A stage, and what it loses."""

    id: str
    name: str
    lost: float
    width: float
    """0-100, where the stage that loses most has 100."""
    cumulated: float
    """The share of all lost points that this stage and those before it have, 0-1."""
    bars: list[LossBar]


@record
class LossBars(Computed):
    """Where the points are lost."""

    headline: str
    """What the picture says; empty where nothing is lost."""
    lost: float
    stages: list[StageLoss]
    """Those that lose anything, the most first."""
    spotless: list[str]
    """The names of stages that are scored and lose nothing."""


def loss_bars(card: Scorecard, lost: LostShown, points: PointsWriter, say: Translate) -> LossBars:
    """Return a bar for each stage that loses points, and within it one for each touchpoint.

    `lost` are the points as they are shown, so that bars add up; `points` writes them.
    """
    order = sorted(lost.stages, key=lambda stage: -lost.stages[stage])
    losing = [stage for stage in order if lost.stages[stage] >= _SEEN]
    scale = 100.0 / lost.stages[losing[0]] if losing else 0.0
    nested = _Nested(card, lost.touchpoints, scale)
    whole = fsum(lost.stages.values())
    stages: list[StageLoss] = []
    for stage in losing:
        before = stages[-1].cumulated if stages else 0.0
        stages.append(
            StageLoss(
                id=stage,
                name=card.stages[stage].name or stage,
                lost=lost.stages[stage],
                width=round(lost.stages[stage] * scale, 2),
                cumulated=min(before + lost.stages[stage] / whole, 1.0),
                bars=list(nested.bars(stage)),
            )
        )
    clean = [stage for stage, group in card.stages.items() if group.score is not None and stage not in losing]
    return LossBars(
        headline=_headline(stages, lost, points, say),
        lost=lost.journey,
        stages=stages,
        spotless=[card.stages[stage].name or stage for stage in clean],
    )


def _headline(stages: list[StageLoss], lost: LostShown, points: PointsWriter, say: Translate) -> str:
    """Say which stage loses most; nothing where no other stage could, or several lose much the same."""
    if len(stages) <= 1 or costliest(lost.stages) is None:
        return ""
    first = stages[0]
    phrase = "{stage} loses {lost} of the {all} points"
    return say(phrase, stage=first.name, lost=points(first.lost), all=points(lost.journey))


class _Nested:
    """The bars of touchpoints, within their stages."""

    def __init__(self, card: Scorecard, lost: Mapping[str, float], scale: float) -> None:
        self.links = card.links()
        self.lost = lost
        self.scale = scale
        order = sorted(lost, key=lambda touch_id: (-lost[touch_id], -self.links[touch_id].lost))
        least = max(_SEEN, fsum(lost.values()) * _LEAST)
        self.named = [
            touch_id
            for rank, touch_id in enumerate(order[:_NAMED])
            if lost[touch_id] >= (_SEEN if rank < _WORST else least)
        ]

    def bars(self, stage: str) -> Iterator[LossBar]:
        """Yield a bar for each touchpoint of a stage that is named, and one for the others; none where none is named."""
        here = [touch_id for touch_id in self.named if self.links[touch_id].stage == stage]
        if not here:
            return
        for touch_id in here:
            yield self._bar(touch_id, self.links[touch_id].name, 1, self.lost[touch_id])
        others = [
            touch_id
            for touch_id, touch in self.links.items()
            if touch.stage == stage and touch_id not in here and self.lost[touch_id] >= _SEEN
        ]
        if len(others) == 1:
            yield self._bar(others[0], self.links[others[0]].name, 1, self.lost[others[0]])
        elif others:
            yield self._bar("", "", len(others), fsum(self.lost[touch_id] for touch_id in others))

    def _bar(self, touch_id: str, name: str, count: int, lost: float) -> LossBar:
        return LossBar(id=touch_id, name=name, count=count, lost=lost, width=round(lost * self.scale, 2))
