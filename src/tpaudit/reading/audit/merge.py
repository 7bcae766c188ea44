"""Merging: adds what visits answered and found to the questions of their audit."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from tpaudit.documents.asked import Asked, Origin
from tpaudit.documents.audit import Audit
from tpaudit.documents.identifiers import is_identifier
from tpaudit.documents.joined import AuditedTouchpoint, Visited, asked_today, touch_today
from tpaudit.documents.observation import Finding
from tpaudit.documents.scalars import named
from tpaudit.documents.worded import Worded
from tpaudit.reading.audit.observations import Defaults, Observations
from tpaudit.reading.diagnostics import Diagnostics
from tpaudit.reading.yaml.source_map import Tree

if TYPE_CHECKING:
    from tpaudit.documents.visit import Visit


class VisitFile(NamedTuple):
    """A visit's file as it was read."""

    id: str
    visit: "Visit | None"
    diagnostics: Diagnostics
    tree: Tree


class VisitMerger:
    """Merges the visits of one audit into it, and notes each problem under the visit's own file."""

    def __init__(
        self, audit: Audit, touches: Mapping[str, AuditedTouchpoint], observations: Observations
    ) -> None:
        """Take the audit, and its touchpoints and handovers by their ids."""
        self.audit = audit
        self.visited: list[Visited] = []
        self._touches = touches
        self._observations = observations

    def merge(self, file: VisitFile) -> None:
        """Add the answers and findings of a visit to those of the audit."""
        if file.visit is None:
            return
        walk, header = file.visit.visit, self.audit.audit
        defaults = Defaults(
            diagnostics=file.diagnostics,
            on=walk.on or header.date,
            by=file.visit.walker(header.auditor),
            method=walk.method or header.method,
            place=walk.place,
            persona=walk.persona,
            origin=Origin(file.diagnostics.file, file.id, walk.device, dated=walk.on is not None),
        )
        if any(file.visit.answers.values()) or file.visit.findings:
            self.visited.append(Visited(id=file.id, walk=walk, by=defaults.by, file=file.diagnostics.file))
        elif walk.outcome or walk.felt or walk.note or walk.internal:
            message = "without an answer or a finding this is no visit, and nothing of it is shown; expected what was found"
            file.diagnostics.warn(("visit",), message, key=True)
        self._observations.check_place(walk.place, ("visit", "place"), file.diagnostics)
        self._observations.check_persona(walk.persona, ("visit", "persona"), file.diagnostics)
        self._observations.check_day(walk.on, ("visit", "on"), file.diagnostics)
        for address, observations in file.visit.answers.items():
            asked = self._question_at(address, file.diagnostics)
            if asked is not None:
                written = file.tree.data["answers"][address]
                self._observations.add(
                    asked, observations, defaults, written, file.tree, ("answers", address)
                )
        for address, finding in file.visit.findings.items():
            self._merge_finding(address, finding, defaults, file)

    def _merge_finding(self, address: str, finding: Finding, defaults: Defaults, file: VisitFile) -> None:
        touch_id, _, finding_id = address.partition("/")
        touch = touch_today(self._touches, touch_id)
        path = ("findings", address)
        if touch is not None and not is_identifier(finding_id):
            message = Worded(
                "{finding_id} is not the id of a finding; write touchpoint/id, such as {touch_id}/no-apology",
                finding_id=named(finding_id),
                touch_id=touch_id,
            )
            file.diagnostics.error(path, message, key=True)
        elif touch is None:
            what = "the address of a finding is touchpoint/id, and there is no touchpoint"
            file.diagnostics.unknown(path, what, touch_id, self._touches, key=True)
        elif finding_id in touch.findings:
            first = touch.findings[finding_id]
            message = Worded(
                "the finding `{finding_id}` is there already ({file}:{line}); expected an id of its own",
                finding_id=finding_id,
                file=first.file,
                line=first.line,
            )
            file.diagnostics.error(path, message, key=True)
        else:
            line = file.tree.lines(file.tree.data["findings"])[address][0].line + 1
            touch.findings[finding_id] = self._observations.finding(finding, defaults, line, path)

    def _question_at(self, address: str, diagnostics: Diagnostics) -> Asked | None:
        """Return the question at an address; notes the error and returns None if there is none."""
        touch_id, _, question = address.partition("/")
        touch = touch_today(self._touches, touch_id)
        path = ("answers", address)
        if touch is None:
            diagnostics.unknown(path, "there is no touchpoint", touch_id, self._touches, key=True)
            return None
        asked = asked_today(touch, question)
        if not question:
            message = Worded(
                "`{touch_id}` is a touchpoint and no item; expected touchpoint/checklist.item",
                touch_id=touch_id,
            )
            diagnostics.error(path, message, key=True)
        elif asked is None:
            nothing = "no checklist is applied there"
            diagnostics.unknown(
                path,
                Worded("`{touch_id}` is not asked", touch_id=touch_id),
                question,
                touch.asked,
                key=True,
                nothing=nothing,
            )
        return asked
