"""Actions: the state of each action of the audit, as far as later observations show it (S22, S23)."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final

from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.audit import Action
from tpaudit.documents.checklist import FINDINGS, PASS
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit, address_today
from tpaudit.documents.text import say
from tpaudit.judging.scoring.broken import failures, is_broken
from tpaudit.judging.scoring.combining import item_score
from tpaudit.results.plan import ActionState, ActionStatus, ActionTarget
from tpaudit.results.scorecard import Scorecard, TouchpointScore

_WORST_FIRST: Final[tuple[ActionStatus, ...]] = ("came-back", "claimed", "verified")


def actions(audit: LoadedAudit, card: Scorecard, languages: Sequence[str]) -> dict[str, ActionState]:
    """Return the state of each action.

    A target of an action that is done *came back* if one of its items passed on a day after `done`, and failed on
    the last day on which it was observed. It is *verified* if every item that was observed after `done` passed on
    its last day, and the target itself, an item or a touchpoint, scores 50 or more and is not broken. Otherwise
    it is *claimed*: it was not observed since, or did not pass. An item passes on a day if its observations of
    that day score 50 or more and none breaks it. Findings have no observations, so an action for a finding stays
    claimed until the finding is resolved.

    An action that is done after the day for which the audit is judged counts as planned.
    """
    touches, links = {touch.id: touch for touch in audit.touches}, card.links()
    return {
        name: _state(action, audit.as_of, touches, links, languages)
        for name, action in audit.audit.actions.items()
    }


def _state(
    action: Action,
    as_of: str | None,
    touches: Mapping[str, AuditedTouchpoint],
    links: Mapping[str, TouchpointScore],
    languages: Sequence[str],
) -> ActionState:
    addresses = (address_today(touches, address) or address for address in action.targets)
    targets = [_target(action, as_of, address, touches, links) for address in dict.fromkeys(addresses)]
    state = status = _status(action, as_of)
    if status == "claimed" and targets:
        state = min((target.state for target in targets), key=_WORST_FIRST.index)
    late = status != "claimed" and action.due is not None and as_of is not None
    return ActionState(
        task=say(action.task, languages),
        targets=targets,
        owner=action.owner,
        due=action.due,
        overdue=late and str(action.due) < str(as_of)[:10],
        effort=action.effort,
        cost=action.cost,
        done=action.done,
        state=state,
    )


def _status(action: Action, as_of: str | None) -> ActionStatus:
    """Return the status that an action claims; if it is done after `as_of`, it is planned."""
    if action.status != "done":
        return action.status
    return "planned" if action.done and as_of and action.done > as_of[:10] else "claimed"


def _target(
    action: Action,
    as_of: str | None,
    address: str,
    touches: Mapping[str, AuditedTouchpoint],
    links: Mapping[str, TouchpointScore],
) -> ActionTarget:
    status = _status(action, as_of)
    if status != "claimed":
        return ActionTarget(at=address, state=status, seen=None)
    touch_id, _, item_address = address.partition("/")
    touch = touches[touch_id]
    finding = touch.findings.get(item_address.removeprefix(f"{FINDINGS}."))
    if finding is not None and finding.finding.resolved is not None:
        return ActionTarget(at=address, state="verified", seen=finding.finding.resolved)
    asked = (
        list(touch.asked.values())
        if not item_address
        else [touch.asked[item_address]]
        if item_address in touch.asked
        else []
    )
    results_by_day = [_results_by_day(asked_item, action.done) for asked_item in asked] if action.done else []
    observed = [results for results in results_by_day if results]
    state: ActionStatus = "claimed"
    if any(any(results.values()) and not results[max(results)] for results in observed):
        state = "came-back"
    elif (
        observed
        and all(results[max(results)] for results in observed)
        and _passes_now(links[touch_id], item_address)
    ):
        state = "verified"
    return ActionTarget(at=address, state=state, seen=max(chain(*results_by_day), default=None))


def _results_by_day(asked: Asked, done: str) -> dict[str, bool]:
    """Return whether an item passed, for each day after `done` on which it was observed; n/a is left out."""
    days: dict[str, list[Observed]] = {}
    for observation in asked.observed:
        if observation.on and observation.on[:10] > done and observation.answer.score is not None:
            days.setdefault(observation.on[:10], []).append(observation)
    return {day: _passes(asked, observations) for day, observations in days.items()}


def _passes(asked: Asked, observations: Sequence[Observed]) -> bool:
    """Tell whether observations of an item pass: 50 points or more, and no more that fail than it tolerates."""
    item = asked.question.item
    return (
        not is_broken(item, failures(item, observations))
        and item_score(observations, item) >= PASS - TOLERANCE
    )


def _passes_now(touch: TouchpointScore, address: str) -> bool:
    """Tell whether an item, or the touchpoint if the address is empty, passes now."""
    result = touch.items.get(address) if address else touch
    broken = touch.broken if not address else address in {fault.item for fault in touch.faults}
    return result is not None and not broken and (result.score or 0.0) >= PASS - TOLERANCE
