"""References: every name of a touchpoint, item or stage in an audit must exist."""

from collections.abc import Iterator, Mapping

from tpaudit.documents.audit import Audit
from tpaudit.documents.checklist import curve_fault
from tpaudit.documents.conditions import untaken
from tpaudit.documents.joined import AuditedTouchpoint, Breach, address_today, asked_today
from tpaudit.documents.journey import Expected, InlineJourney, Stage
from tpaudit.documents.worded import Worded
from tpaudit.reading.diagnostics import Diagnostics, nearest


def check_references(
    audit: Audit,
    diagnostics: Diagnostics,
    touches: Mapping[str, AuditedTouchpoint],
    stages: Mapping[str, Stage],
    expects: Mapping[str, Expected],
) -> None:
    """Note every reference that leads nowhere, and add broken promises to the touchpoint that made them."""
    if audit.waivers or audit.actions:
        _check_addresses(audit, diagnostics, touches)
    for stage in audit.reach:
        if stages and stage not in stages:
            diagnostics.unknown(("reach", stage), "the journey has no stage", stage, stages, key=True)
    promises = {
        f"{promiser.id}/{promise}": None
        for promiser in touches.values()
        for promise in promiser.document.promises
    }
    for touch in touches.values():
        _check_touch(audit, diagnostics, touch, touches, promises)
    _check_expected(audit, diagnostics, expects, stages)
    _check_standards(audit, diagnostics, touches)
    _check_conditions(diagnostics, touches)


def _check_addresses(
    audit: Audit, diagnostics: Diagnostics, touches: Mapping[str, AuditedTouchpoint]
) -> None:
    addresses = dict.fromkeys(_addresses(touches))
    for address in audit.waivers:
        if address_today(touches, address) is None:
            # A warning only: the gate compares with an earlier audit, where the address may still exist.
            where = ("waivers", address)
            diagnostics.unknown(where, "there is nothing at", address, addresses, key=True, warning=True)
    for action_id, action in audit.actions.items():
        for position, address in enumerate(action.targets):
            if address_today(touches, address) is None:
                path = ("actions", action_id, "for", position)
                diagnostics.unknown(path, "there is nothing at", address, addresses)


def _addresses(touches: Mapping[str, AuditedTouchpoint]) -> Iterator[str]:
    """Yield every address of an audit: touchpoints, items, findings."""
    for touch in touches.values():
        yield touch.id
        yield from (f"{touch.id}/{question}" for question in touch.asked)
        yield from (f"{touch.id}/findings.{finding}" for finding in touch.findings)


def _check_touch(
    audit: Audit,
    diagnostics: Diagnostics,
    touch: AuditedTouchpoint,
    touches: Mapping[str, AuditedTouchpoint],
    promises: Mapping[str, None],
) -> None:
    here = ("handovers" if touch.handover else "touchpoints", touch.id)
    for fact in touch.document.says:
        if fact not in audit.facts:
            path = (*here, "says", fact)
            diagnostics.unknown(
                path, "there is no fact", fact, audit.facts, key=True, nothing="no fact is listed"
            )
    for address, note in touch.document.breaks.items():
        path = (*here, "breaks", address)
        promiser, _, promise = address.partition("/")
        if address not in promises:
            nothing = "no touchpoint promises anything"
            diagnostics.unknown(path, "there is no promise", address, promises, key=True, nothing=nothing)
        elif promiser == touch.id:
            diagnostics.error(path, "it is its own promise; expected one of another touchpoint", key=True)
        else:
            line = diagnostics.tree.place(*path, key=True).line
            touches[promiser].breaches.append(
                Breach(
                    promise=promise,
                    by=touch.id,
                    name=touch.document.name or touch.id,
                    note=note,
                    file=diagnostics.file,
                    line=line,
                )
            )


def _check_expected(
    audit: Audit, diagnostics: Diagnostics, expects: Mapping[str, Expected], stages: Mapping[str, Stage]
) -> None:
    if isinstance(audit.journey, InlineJourney):
        for name, expected in expects.items():
            if expected.stage not in stages:
                path = ("journey", "expects", name, "stage")
                diagnostics.unknown(path, "the journey has no stage", expected.stage, stages)
    what, nothing = "the journey does not expect", "it expects nothing"
    for name in audit.not_expected:
        if name not in expects:
            diagnostics.unknown(("not_expected", name), what, name, expects, key=True, nothing=nothing)
    for section, documents in (("touchpoints", audit.touchpoints), ("handovers", audit.handovers)):
        for touch_id, document in documents.items():
            if document.expected is not None and document.expected not in expects:
                diagnostics.unknown(
                    (section, touch_id, "as"), what, document.expected, expects, nothing=nothing
                )


def _check_conditions(diagnostics: Diagnostics, touches: Mapping[str, AuditedTouchpoint]) -> None:
    """Note each condition on an item of another checklist, applied there, that leads nowhere."""
    for touch in touches.values():
        for asked in touch.asked.values():
            for address, texts in asked.question.elsewhere:
                message = _condition_fault(touch, address, texts)
                if message:
                    section = "handovers" if touch.handover else "touchpoints"
                    path = (section, touch.id, "checklists", asked.question.checklist)
                    said = Worded(
                        "`{address}` waits for an item of another checklist: {message}",
                        address=asked.question.address,
                        message=message,
                    )
                    diagnostics.error(path, said, key=True)


def _condition_fault(touch: AuditedTouchpoint, address: str, texts: tuple[str, ...]) -> str | None:
    other = asked_today(touch, address)
    if other is None:
        checklist = address.partition(".")[0]
        if all(asked.question.checklist != checklist for asked in touch.asked.values()):
            return None  # it is not applied here, so nothing follows of it
        return Worded(
            "there is no item `{address}`; {hint}", address=address, hint=nearest(address, touch.asked)
        )
    return untaken(address, other.question.item, texts)


def _check_standards(
    audit: Audit, diagnostics: Diagnostics, touches: Mapping[str, AuditedTouchpoint]
) -> None:
    if not audit.standards:
        return
    asked_addresses = [f"{touch.id}/{address}" for touch in touches.values() for address in touch.asked]
    known = [*dict.fromkeys(address.partition("/")[2] for address in asked_addresses), *asked_addresses]
    for address, curve in audit.standards.items():
        where, _, item_address = address.rpartition("/")
        found = (
            asked_today(touch, item_address)
            for touch in touches.values()
            if where in ("", touch.id, *touch.document.was)
        )
        asked_item = next(filter(None, found), None)
        if asked_item is None:
            diagnostics.unknown(("standards", address), "no touchpoint is asked", address, known, key=True)
            continue
        fault = curve_fault(asked_item.question.item.answer, curve)
        if fault is not None:
            diagnostics.error(("standards", address), fault)
