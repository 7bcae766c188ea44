"""Acting: what became of the audit's actions, as far as observations made since can tell (S22, S23)."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final

from tpaudit.documents.audit import Action
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import Asked, AuditedTouchpoint, LoadedAudit, Observed, address_today
from tpaudit.documents.text import say
from tpaudit.judging.scoring.touchpoint import item_score
from tpaudit.results.plan import ActionState, ActionStatus, ActionTarget
from tpaudit.results.scorecard import PASS, Scorecard, TouchpointScore

_WORST: Final[tuple[ActionStatus, ...]] = ("came-back", "claimed", "verified")


def actions(audit: LoadedAudit, card: Scorecard, languages: Sequence[str]) -> dict[str, ActionState]:
    """Return each action with its state.

    A target of an action that is done *came back* if an item of it passed on a day after `done`, and failed on the
    newest day on which somebody looked. It is *verified* if every item of it that was seen since passed on its newest
    day, and what it names, an item or a whole touchpoint, scores 50 or more and is not broken. Else it is *claimed*:
    nobody has looked since, or nobody saw it pass. An item passes on a day if what was seen then scores 50 or more and
    breaks nothing. Findings have no observations: what is done about one stays claimed until it is deleted.

    What is said to be done after the day that is judged is not done then: it is planned.
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
        state = min((one.state for one in targets), key=_WORST.index)
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
    """Return how far an action is by its own word; what will be done after the day that is judged is planned."""
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
    touch_id, _, below = address.partition("/")
    touch = touches[touch_id]
    asked = list(touch.asked.values()) if not below else [touch.asked[below]] if below in touch.asked else []
    stories = [_story(one, action.done) for one in asked] if action.done else []
    seen = [story for story in stories if story]
    state: ActionStatus = "claimed"
    if any(any(story.values()) and not story[max(story)] for story in seen):
        state = "came-back"
    elif seen and all(story[max(story)] for story in seen) and _sound(links[touch_id], below):
        state = "verified"
    return ActionTarget(at=address, state=state, seen=max(chain(*stories), default=None))


def _story(asked: Asked, done: str) -> dict[str, bool]:
    """Return whether an item passed, by the day after `done` on which somebody looked; n/a says nothing."""
    days: dict[str, list[Observed]] = {}
    for one in asked.observed:
        if one.on and one.on[:10] > done and one.answer.score is not None:
            days.setdefault(one.on[:10], []).append(one)
    return {day: _passes(asked, seen) for day, seen in days.items()}


def _passes(asked: Asked, seen: Sequence[Observed]) -> bool:
    """Tell whether what was seen of an item passes: 50 points or more, and nothing that breaks."""
    item = asked.question.item
    below = [one for one in seen if (one.answer.score or 0.0) < PASS - TOLERANCE]
    breaks = any(one.answer.fails for one in seen) or (item.must and bool(below))
    return not breaks and item_score(seen, item.combine) >= PASS - TOLERANCE


def _sound(touch: TouchpointScore, address: str) -> bool:
    """Tell whether an item, or a whole touchpoint, passes now."""
    whole = touch.items.get(address) if address else touch
    broken = touch.broken if not address else address in {fault.item for fault in touch.faults}
    return whole is not None and not broken and (whole.score or 0.0) >= PASS - TOLERANCE
