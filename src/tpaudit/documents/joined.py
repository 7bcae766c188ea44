"""An audit joined with its checklists, journey, visits and settings: what judging takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tpaudit.documents.asked import Asked, Question
from tpaudit.documents.audit import Audit, Handover, Touchpoint, Waiver
from tpaudit.documents.checklist import FINDINGS
from tpaudit.documents.conditions import VISIT
from tpaudit.documents.journey import Expected, Stage
from tpaudit.documents.observation import Finding
from tpaudit.documents.text import Text
from tpaudit.documents.workspace import Settings

if TYPE_CHECKING:
    from tpaudit.documents.visit import Walk


@dataclass(slots=True, eq=False, kw_only=True)
class AuditedFinding:
    """A finding, with what the visit or the audit says for it."""

    finding: Finding
    on: str | None
    by: str | None
    method: str | None
    place: str | None
    visit: str | None
    file: str
    line: int


class Breach(NamedTuple):
    """A promise of a touchpoint that another one does not keep."""

    promise: str
    by: str
    name: Text
    """The name of that other touchpoint."""
    note: Text
    file: str
    line: int


@dataclass(slots=True, eq=False, kw_only=True)
class AuditedTouchpoint:
    """A touchpoint or handover of the audit, joined."""

    id: str
    document: Touchpoint
    stage: str
    asked: dict[str, Asked]
    file: str
    line: int
    findings: dict[str, AuditedFinding] = field(default_factory=dict)
    breaches: list[Breach] = field(default_factory=list)
    _unmet: dict[str, bool] = field(default_factory=dict, init=False, repr=False)
    """Whether a condition of a question is unmet, of those that were asked for; by `checklist.item`."""

    @property
    def handover(self) -> bool:
        """Tell a handover from a touchpoint."""
        return isinstance(self.document, Handover)

    def left_out(self, asked: Asked) -> bool:
        """Tell whether a condition of the question is unmet: n/a by itself, unless observed all the same.

        A condition is unmet when the item it names counts observations, none with a wanted meaning, or is
        itself left out. Of an item that is open or answered n/a nothing follows.
        """
        todo, met = [asked], set[str]()
        while todo:
            address = todo[-1].question.address
            waited_for = () if address in met else self._waited_for(todo[-1])
            first = [other for other in waited_for if other not in todo]
            met.add(address)
            todo.extend(first)
            if not first:
                self._unmet[address] = self._is_unmet(todo.pop())
        return self._unmet[asked.question.address]

    def _waited_for(self, asked: Asked) -> Iterator[Asked]:
        """Yield the questions that have to be judged before a question, since it waits for what they wait for."""
        for address in asked.question.waits:
            other = self._named(address)
            if other is not None and not other.observed and other.question.address not in self._unmet:
                yield other

    def _is_unmet(self, asked: Asked) -> bool:
        question = asked.question
        return any(self._holds(condition) is False for condition in question.conditions) or any(
            choice.is_unmet(self._holds) for choice in question.choices
        )

    def _holds(self, condition: tuple[str, tuple[str, ...]]) -> bool | None:
        """Tell whether a condition holds; None where nothing follows of it."""
        address, texts = condition
        if address in VISIT:
            return self._visits_were(address, texts)
        other = self._named(address)
        if other is None:
            return None  # of a checklist that is not applied nothing follows
        said, wanted = other.said(), other.question.wanted(texts)
        if said:
            return any(wanted.is_met(answer) for answer in said)
        unasked = not other.observed and self._unmet.get(other.question.address, False)
        return False if unasked else None

    def _visits_were(self, word: str, ids: tuple[str, ...]) -> bool | None:
        """Tell whether somebody observed with such a device, as such a persona or at such a place.

        None where nobody observed anything here, or where one who did does not say.
        """
        said = [
            (seen.device if word == "device" else (getattr(seen, word),))
            for asked in self.asked.values()
            for seen in asked.observed
        ]
        if any(name in ids for names in said for name in names):
            return True
        return None if not all(names and names[0] for names in said) or not said else False

    def _named(self, address: str) -> Asked | None:
        """Return the question that a condition names, by the id that it has or had; None if it is not put."""
        return self.asked.get(address) or asked_today(self, address)


def today(questions: Mapping[str, Question], item_id: str) -> str | None:
    """Return the id that an item of a checklist goes by today: itself, or what was renamed; None if there is none."""
    if item_id in questions:
        return item_id
    return next((key for key, question in questions.items() if item_id in question.item.was), None)


def touch_today(touches: Mapping[str, AuditedTouchpoint], touch_id: str) -> AuditedTouchpoint | None:
    """Return a touchpoint by its id, or by one that it had."""
    found = touches.get(touch_id)
    return found or next((one for one in touches.values() if touch_id in one.document.was), None)


def asked_today(touch: AuditedTouchpoint, address: str) -> Asked | None:
    """Return a question put to a touchpoint by `checklist.item`, the item's own id or one that it had."""
    found = touch.asked.get(address)
    if found is not None:
        return found
    checklist, _, item_id = address.partition(".")
    return next(
        (
            asked
            for asked in touch.asked.values()
            if checklist in (asked.question.checklist, *asked.question.checklist_was)
            and item_id in (asked.question.item_id, *asked.question.item.was)
        ),
        None,
    )


def address_today(touches: Mapping[str, AuditedTouchpoint], address: str) -> str | None:
    """Return an address of a touchpoint, item or finding as it is called today; None if it leads nowhere."""
    touch_id, _, below = address.partition("/")
    touch = touch_today(touches, touch_id)
    if touch is None:
        return None
    if not below:
        return touch.id
    checklist, _, finding = below.partition(".")
    if checklist == FINDINGS:
        return f"{touch.id}/{below}" if finding in touch.findings else None
    asked = asked_today(touch, below)
    return f"{touch.id}/{asked.question.address}" if asked else None


def standard_today(touches: Mapping[str, AuditedTouchpoint], address: str) -> str:
    """Return the address of a standard, with a touchpoint or without, as it is called today."""
    if "/" in address:
        return address_today(touches, address) or address
    found = (asked_today(touch, address) for touch in touches.values())
    return next((one.question.address for one in found if one is not None), address)


class Waived(NamedTuple):
    """A waiver of the audit, and where it stands."""

    address: str
    """As it is called today; as it was written where it leads nowhere."""
    waiver: Waiver
    line: int
    found: bool
    """There is something at its address."""


@dataclass(slots=True, eq=False, kw_only=True)
class Visited:
    """A visit: the head of its file."""

    id: str
    walk: "Walk"
    by: str | None
    """Who walked, the audit's auditor where that holds; None for nobody who is named."""
    file: str


class Used(NamedTuple):
    """A checklist that the audit uses."""

    version: str | None
    fingerprint: str
    built_in: bool


@dataclass(slots=True, eq=False, kw_only=True)
class LoadedAudit:
    """An audit, joined and ready to be judged."""

    file: str
    id: str
    audit: Audit
    workspace: Settings
    journey: str | None
    stages: Mapping[str, Stage]
    expects: Mapping[str, Expected]
    checklists: dict[str, Used]
    touches: list[AuditedTouchpoint]
    """Touchpoints, then handovers, in the order of the file."""
    visits: list[Visited]
    as_of: str | None
    """The day for which freshness and waivers are judged."""
    waivers: list[Waived] = field(default_factory=list)
    settings_file: str | None = None
    """The `tpaudit.yaml` that it is judged by; None where there is none."""
    settings_from_here: str | None = None
    """The same, by its path from the audit's folder."""
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)
    """Where the keys stand, by their path in the audit's file, that a touchpoint's own line does not lead to."""

    languages: tuple[str, ...] = ()
    """The languages asked for, which come before the workspace's."""

    def line(self, *path: str | int) -> int:
        """Return the line of a key, or of the nearest around it that is known; 1 for the file."""
        steps = (path[:length] for length in range(len(path), 0, -1))
        return next((self.lines[step] for step in steps if step in self.lines), 1)

    def preferred_languages(self, languages: Sequence[str] = ()) -> list[str]:
        """Return the languages in which texts are wanted: those asked for, the workspace's, the company's."""
        company = self.audit.company
        return [*languages, *self.languages, self.workspace.language, *(company.languages if company else ())]

    def expected_as(self, touch: AuditedTouchpoint) -> str | None:
        """Return the id of the expected touchpoint that a touchpoint is; None if the journey does not expect it."""
        document = touch.document
        names = (document.expected, touch.id, *document.was)
        return next((name for name in names if name is not None and name in self.expects), None)

    def in_journey_order(self) -> Iterator[AuditedTouchpoint]:
        """Yield the touchpoints and handovers stage by stage."""
        order = {stage: place for place, stage in enumerate(self.stages)}
        yield from sorted(self.touches, key=lambda touch: order[touch.stage])
