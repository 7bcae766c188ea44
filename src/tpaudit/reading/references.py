"""References: what an audit says of touchpoints, items and stages elsewhere in it must be there."""

from collections.abc import Iterator, Mapping

from tpaudit.documents.audit import Audit
from tpaudit.documents.checklist import curve_fault
from tpaudit.documents.journey import Expected, InlineJourney, Stage
from tpaudit.documents.loaded import Breach, Touch
from tpaudit.reading.problems import Pad, nearest


def check_references(
    audit: Audit,
    pad: Pad,
    touches: Mapping[str, Touch],
    stages: Mapping[str, Stage],
    expects: Mapping[str, Expected],
) -> None:
    """Note every reference that leads nowhere, and join broken promises to the touchpoint that made them."""
    addresses = set(_addresses(touches))
    for address in audit.waivers:
        _check(pad, ("waivers", address), address, addresses)
    for action_id, action in audit.actions.items():
        for position, address in enumerate(action.targets):
            path = ("actions", action_id, "for", position)
            if address not in addresses:
                pad.error(path, f"there is nothing at `{address}`; {nearest(address, addresses)}")
    for stage in audit.reach:
        if stages and stage not in stages:
            pad.error(
                ("reach", stage),
                f"there is no stage `{stage}` in the journey; {nearest(stage, stages)}",
                key=True,
            )
    for touch in touches.values():
        _check_touch(audit, pad, touch, touches)
    _check_expected(audit, pad, expects, stages)
    _check_standards(audit, pad, touches)


def _addresses(touches: Mapping[str, Touch]) -> Iterator[str]:
    """Yield every address of an audit: touchpoints, items, findings."""
    for touch in touches.values():
        yield touch.id
        yield from (f"{touch.id}/{question}" for question in touch.asked)
        yield from (f"{touch.id}/findings.{finding}" for finding in touch.findings)


def _check(pad: Pad, path: tuple[str, ...], address: str, known: set[str]) -> None:
    if address not in known:
        pad.error(path, f"there is nothing at `{address}`; {nearest(address, sorted(known))}", key=True)


def _check_touch(audit: Audit, pad: Pad, touch: Touch, touches: Mapping[str, Touch]) -> None:
    section = "handovers" if touch.handover else "touchpoints"
    for fact in touch.document.says:
        if fact not in audit.facts:
            message = f"there is no fact `{fact}`; {nearest(fact, audit.facts, nothing='no fact is listed')}"
            pad.error((section, touch.id, "says", fact), message, key=True)
    promises = {f"{one.id}/{promise}" for one in touches.values() for promise in one.document.promises}
    for address, note in touch.document.breaks.items():
        path = (section, touch.id, "breaks", address)
        promiser, _, promise = address.partition("/")
        if address not in promises:
            found = nearest(address, sorted(promises), nothing="no touchpoint promises anything")
            pad.error(path, f"there is no promise `{address}`; {found}", key=True)
        elif promiser == touch.id:
            pad.error(
                path,
                "a touchpoint cannot break its own promise here; expected a promise of another",
                key=True,
            )
        else:
            line = pad.tree.place(*path, key=True).line
            touches[promiser].breaches.append(Breach(promise, touch.id, note, pad.file, line))


def _check_expected(
    audit: Audit, pad: Pad, expects: Mapping[str, Expected], stages: Mapping[str, Stage]
) -> None:
    if isinstance(audit.journey, InlineJourney):
        for touch_id, expected in expects.items():
            if expected.stage not in stages:
                message = (
                    f"there is no stage `{expected.stage}` in the journey; {nearest(expected.stage, stages)}"
                )
                pad.error(("journey", "expects", touch_id, "stage"), message)
    nothing = "the journey expects nothing"
    for name in audit.not_expected:
        if name not in expects:
            message = f"the journey does not expect `{name}`; {nearest(name, expects, nothing=nothing)}"
            pad.error(("not_expected", name), message, key=True)
    for section in ("touchpoints", "handovers"):
        for touch_id, document in getattr(audit, section).items():
            if document.expected is not None and document.expected not in expects:
                message = f"the journey does not expect `{document.expected}`; {nearest(document.expected, expects, nothing=nothing)}"
                pad.error((section, touch_id, "as"), message)


def _check_standards(audit: Audit, pad: Pad, touches: Mapping[str, Touch]) -> None:
    asked = {
        f"{touch.id}/{address}": one.question
        for touch in touches.values()
        for address, one in touch.asked.items()
    }
    anywhere = {address.partition("/")[2]: question for address, question in asked.items()}
    for address, curve in audit.standards.items():
        question = asked.get(address) or anywhere.get(address)
        if question is None:
            message = f"no touchpoint is asked `{address}`; {nearest(address, [*anywhere, *asked])}"
            pad.error(("standards", address), message, key=True)
        else:
            message = curve_fault(question.item.answer, curve) or ""
            if message:
                pad.error(("standards", address), message)
