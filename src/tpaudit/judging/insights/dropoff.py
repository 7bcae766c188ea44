"""Drop-off (S15): how many customers get from stage to stage, and why the others left, beside the scores.

The two are only shown side by side. A poor score need not be why customers leave: they may have other
reasons, and few of them were asked.
"""

from typing import Final, get_args

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.visit import Outcome
from tpaudit.results.insights import Losses, StageReach
from tpaudit.results.scorecard import Scorecard

_FULL: Final = 100.0


def dropoff(audit: LoadedAudit, card: Scorecard) -> Losses:
    """Return how many customers reached each stage, and where most of them are lost.

    The largest loss is the largest share of those who reached the stage before; ties go to the lowest
    score. By number it would always be the first stages, which most people only pass by.
    """
    stages: dict[str, StageReach] = {}
    for stage in card.stages:
        if stage in audit.audit.reach:
            stages[stage] = _reach(audit, card, stage, next(reversed(stages), None))
    strong = audit.workspace.bands.strong
    poor = {
        stage: group.score
        for stage, group in card.stages.items()
        if group.score is not None and group.score < strong - TOLERANCE
    }
    shares_lost = {
        stage: 1.0 - reach.share for stage, reach in stages.items() if reach.share is not None and reach.lost
    }
    largest_share = max(shares_lost.values(), default=0.0)
    largest = min(
        (stage for stage, share in shares_lost.items() if share >= largest_share - TOLERANCE),
        key=lambda stage: poor.get(stage, _FULL),
        default=None,
    )
    lowest_score = min(poor.values(), default=0.0)
    poorest = [stage for stage, score in poor.items() if score <= lowest_score + TOLERANCE]
    visits = [visit for visit in card.visits.values() if not visit.past]
    outcomes = [outcome for visit in visits for outcome in visit.outcome]
    return Losses(
        stages=stages,
        largest=largest,
        poorest=largest if largest in poorest else next(iter(poorest), None),
        meet=largest if largest in poor else None,
        outcomes={outcome: outcomes.count(outcome) for outcome in get_args(Outcome)},
        visits=len(visits),
    )


def _reach(audit: LoadedAudit, card: Scorecard, stage: str, previous: str | None) -> StageReach:
    reach = audit.audit.reach
    reached = reach[stage].reached
    reached_before = reach[previous].reached if previous is not None else None
    return StageReach(
        reached=reached,
        before=previous,
        share=reached / reached_before if reached_before else None,
        lost=max(0.0, reached_before - reached) if reached_before is not None else 0.0,
        left_because=dict(reach[stage].left_because),
        score=card.stages[stage].score,
        line=audit.line("reach", stage),
    )
