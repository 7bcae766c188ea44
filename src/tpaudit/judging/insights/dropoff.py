"""Losses (S15): how many customers get from stage to stage, and why the others left, beside the scores.

Both are shown side by side. That a poor score makes customers leave is not said: those who left may have
had other reasons, and those who were asked are few.
"""

from typing import Final, get_args

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.visit import Outcome
from tpaudit.results.insights import Losses, StageReach
from tpaudit.results.scorecard import Scorecard

_FULL: Final = 100.0


def losses(audit: LoadedAudit, card: Scorecard) -> Losses:
    """Return where customers are lost: those who reached the stage before and not this one.

    The largest loss is the largest part of those who reached the stage before, of equals that with the lowest
    score. By heads it would be the first stages of every journey, which most people only pass by.
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
    falls = {stage: 1.0 - one.share for stage, one in stages.items() if one.share is not None and one.lost}
    most = max(falls.values(), default=0.0)
    largest = min(
        (stage for stage, fall in falls.items() if fall >= most - TOLERANCE),
        key=lambda stage: poor.get(stage, _FULL),
        default=None,
    )
    worst = min(poor.values(), default=0.0)
    poorest = [stage for stage, score in poor.items() if score <= worst + TOLERANCE]
    ended = [outcome for visit in card.visits.values() for outcome in visit.outcome]
    return Losses(
        stages=stages,
        largest=largest,
        poorest=largest if largest in poorest else next(iter(poorest), None),
        meet=largest if largest in poor else None,
        outcomes={outcome: ended.count(outcome) for outcome in get_args(Outcome)},
        visits=len(card.visits),
    )


def _reach(audit: LoadedAudit, card: Scorecard, stage: str, before: str | None) -> StageReach:
    reach = audit.audit.reach
    reached = reach[stage].reached
    came = reach[before].reached if before is not None else None
    return StageReach(
        reached=reached,
        before=before,
        share=reached / came if came else None,
        lost=max(0.0, came - reached) if came is not None else 0.0,
        left_because=dict(reach[stage].left_because),
        score=card.stages[stage].score,
        line=audit.line("reach", stage),
    )
