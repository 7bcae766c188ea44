"""The sources of rows: what stands behind one row of each table."""

from collections.abc import Iterator
from dataclasses import dataclass

from tpaudit.results.plan import ActionState, Step
from tpaudit.results.scorecard import Fault, GroupScore, ItemScore, ObservationScore, TouchpointScore
from tpaudit.results.sections import SectionScore
from tpaudit.results.visits import FindingShown, VisitShown
from tpaudit.showing.export.columns import RowSettings
from tpaudit.showing.export.results import TableResults


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class AuditRow:
    """An audit."""

    results: TableResults
    settings: RowSettings


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class TouchpointRow:
    """A touchpoint or handover of an audit."""

    audit: AuditRow
    position: int
    id: str
    touch: TouchpointScore


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class SectionRow:
    """A checklist applied to a touchpoint."""

    touchpoint: TouchpointRow
    id: str
    section: SectionScore


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class ItemRow:
    """An item at a touchpoint."""

    touchpoint: TouchpointRow
    address: str
    item: ItemScore
    fault: Fault | None
    """How it breaks the touchpoint; null where it does not."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class ObservationRow:
    """An observation of an item."""

    item: ItemRow
    number: int
    seen: ObservationScore


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class FindingRow:
    """A finding at a touchpoint."""

    touchpoint: TouchpointRow
    id: str
    finding: FindingShown


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class VisitRow:
    """A visit of an audit."""

    audit: AuditRow
    id: str
    visit: VisitShown


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class ActionRow:
    """An action of an audit."""

    audit: AuditRow
    id: str
    action: ActionState


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class PlaceLine:
    """A place of an audit."""

    audit: AuditRow
    id: str
    group: GroupScore


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class StepRow:
    """A step of the plan of an audit."""

    audit: AuditRow
    position: int
    step: Step


def audit_rows(results: TableResults, settings: RowSettings) -> Iterator[AuditRow]:
    """Yield the one row of an audit."""
    yield AuditRow(results=results, settings=settings)


def touchpoint_rows(results: TableResults, settings: RowSettings) -> Iterator[TouchpointRow]:
    """Yield touchpoints and handovers, stage by stage."""
    audit = AuditRow(results=results, settings=settings)
    for position, (touch_id, touch) in enumerate(results.card.links().items(), 1):
        yield TouchpointRow(audit=audit, position=position, id=touch_id, touch=touch)


def section_rows(results: TableResults, settings: RowSettings) -> Iterator[SectionRow]:
    """Yield the checklists applied to each touchpoint."""
    for row in touchpoint_rows(results, settings):
        for section_id, section in row.touch.sections.items():
            yield SectionRow(touchpoint=row, id=section_id, section=section)


def item_rows_of(results: TableResults, settings: RowSettings) -> Iterator[ItemRow]:
    """Yield the items of each touchpoint."""
    for row in touchpoint_rows(results, settings):
        faults = {fault.item: fault for fault in row.touch.faults if fault.item}
        for address, item in row.touch.items.items():
            yield ItemRow(touchpoint=row, address=address, item=item, fault=faults.get(address))


def observation_rows(results: TableResults, settings: RowSettings) -> Iterator[ObservationRow]:
    """Yield the observations of each item, those that do not count too."""
    for row in item_rows_of(results, settings):
        for number, seen in enumerate(row.item.observations, 1):
            yield ObservationRow(item=row, number=number, seen=seen)


def finding_rows(results: TableResults, settings: RowSettings) -> Iterator[FindingRow]:
    """Yield the findings at each touchpoint."""
    for row in touchpoint_rows(results, settings):
        for finding_id, finding in row.touch.findings.items():
            yield FindingRow(touchpoint=row, id=finding_id, finding=finding)


def visit_rows(results: TableResults, settings: RowSettings) -> Iterator[VisitRow]:
    """Yield the visits in the order in which they are merged."""
    audit = AuditRow(results=results, settings=settings)
    for visit_id, visit in results.card.visits.items():
        yield VisitRow(audit=audit, id=visit_id, visit=visit)


def action_rows(results: TableResults, settings: RowSettings) -> Iterator[ActionRow]:
    """Yield the actions in the order of the file."""
    audit = AuditRow(results=results, settings=settings)
    for action_id, action in results.actions.items():
        yield ActionRow(audit=audit, id=action_id, action=action)


def lines_of_places(results: TableResults, settings: RowSettings) -> Iterator[PlaceLine]:
    """Yield the places, those that stand beside too, in the order of the file."""
    audit, grouped = AuditRow(results=results, settings=settings), results.card.grouped
    for place, group in grouped.groups.items() if grouped is not None and grouped.by == "place" else ():
        if place:  # what was observed at no place is a group, too
            yield PlaceLine(audit=audit, id=place, group=group)


def step_rows(results: TableResults, settings: RowSettings) -> Iterator[StepRow]:
    """Yield the steps of the plan in order."""
    audit = AuditRow(results=results, settings=settings)
    for position, step in enumerate(results.steps, 1):
        yield StepRow(audit=audit, position=position, step=step)
