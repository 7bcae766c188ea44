"""Joining: brings together the questions of each touchpoint with what the audit itself has observed there."""

from collections.abc import Mapping, Sequence
from typing import Any

from tpaudit.documents.asked import Asked, Origin, Question
from tpaudit.documents.audit import Audit, Handover, Touchpoint
from tpaudit.documents.joined import AuditedTouchpoint, Used, today
from tpaudit.documents.journey import Expected, Stage
from tpaudit.documents.observation import Observation
from tpaudit.documents.worded import Worded, listing
from tpaudit.errors import Problem
from tpaudit.reading.audit.observations import Defaults, Observations, check_listed
from tpaudit.reading.audit.standards import Standards
from tpaudit.reading.diagnostics import Diagnostics, PathStep
from tpaudit.reading.workspace.workspace import Workspace
from tpaudit.reading.yaml.source_map import Tree


class AuditJoiner:
    """Joins one audit with its checklists, and notes each problem under its own file."""

    def __init__(
        self,
        audit: Audit,
        diagnostics: Diagnostics,
        tree: Tree,
        workspace: Workspace,
        stages: Mapping[str, Stage],
        expects: Mapping[str, Expected],
    ) -> None:
        self.audit = audit
        self.diagnostics = diagnostics
        self.tree = tree
        self.workspace = workspace
        self.stages = stages
        self.expects = expects
        self.used: dict[str, Used] = {}
        self.problems: list[Problem] = []
        self._questions: dict[str, Mapping[str, Question]] = {}
        self.observations = Observations(audit)
        self._standards = Standards(audit, workspace)
        header = audit.audit
        self._defaults = Defaults(
            diagnostics=diagnostics,
            on=header.date,
            by=header.auditor,
            method=header.method,
            place=None,
            persona=None,
            origin=Origin(diagnostics.file, dated=False),
        )
        self._touches: dict[str, AuditedTouchpoint] = {}

    def touches(self) -> list[AuditedTouchpoint]:
        """Return every touchpoint and handover with its questions and the audit's own observations."""
        for section, documents in (
            ("touchpoints", self.audit.touchpoints),
            ("handovers", self.audit.handovers),
        ):
            for touch_id, document in documents.items():
                if section == "handovers" and touch_id in self.audit.touchpoints:
                    message = Worded(
                        "`{touch_id}` is the id of a touchpoint; expected an id of its own", touch_id=touch_id
                    )
                    self.diagnostics.error((section, touch_id), message, key=True)
                    continue
                self._touches[touch_id] = self._touch(section, touch_id, document)
        return list(self._touches.values())

    def _touch(self, section: str, touch_id: str, document: Touchpoint) -> AuditedTouchpoint:
        raw = self.tree.data[section][touch_id]
        mark = self.tree.lines(self.tree.data[section])[touch_id][0]
        stage = self._stage(section, touch_id, document)
        touch = AuditedTouchpoint(
            id=touch_id,
            document=document,
            stage=stage,
            asked={},
            file=self.diagnostics.file,
            line=mark.line + 1,
        )
        written = raw.get("checklists") or {}
        for name, answers in document.checklists.items():
            path = (section, touch_id, "checklists", name)
            questions = self._questions_for(touch_id, document.was, name, path)
            if questions is not None:
                self._ask(touch, questions, answers, written[name], path)
        self._check_sections(section, touch_id, document)
        for finding_id, finding in document.findings.items():
            line = self.tree.lines(raw["findings"])[finding_id][0].line + 1
            touch.findings[finding_id] = self.observations.finding(
                finding, self._defaults, line, (section, touch_id, "findings", finding_id)
            )
        check_listed(
            "persona",
            document.personas,
            self.audit.personas,
            (section, touch_id, "personas"),
            self.diagnostics,
        )
        return touch

    def _check_sections(self, section: str, touch_id: str, document: Touchpoint) -> None:
        """Note sections that are no checklists of the touchpoint, and checklists without a weight beside others."""
        if not document.sections:
            return
        path = (section, touch_id, "sections")
        for name in document.sections:
            if name not in document.checklists:
                what, nothing = "the touchpoint does not apply the checklist", "it applies none"
                self.diagnostics.unknown(
                    (*path, name), what, name, document.checklists, key=True, nothing=nothing
                )
        weights = {name for name, about in document.sections.items() if about.weight is not None}
        unweighed = [name for name in document.checklists if name not in weights]
        if weights and unweighed:
            message = Worded(
                "{listed} has no weight beside the others; expected one for each checklist",
                listed=listing(unweighed),
            )
            self.diagnostics.error(path, message, key=True)

    def _stage(self, section: str, touch_id: str, document: Touchpoint) -> str:
        stage = document.stage
        if isinstance(document, Handover):
            ends = {"from": document.source, "to": document.target}
            for key, end in ends.items():
                if end not in self.audit.touchpoints:
                    self.diagnostics.unknown(
                        (section, touch_id, key), "there is no touchpoint", end, self.audit.touchpoints
                    )
            if document.source == document.target:
                message = Worded(
                    "it comes from `{source}` itself; expected two different touchpoints",
                    source=document.source,
                )
                self.diagnostics.error((section, touch_id, "to"), message)
            if stage is None:
                target = self.audit.touchpoints.get(document.target)
                return target.stage if target else next(iter(self.stages), "")
        if self.stages and stage not in self.stages:
            renamed = next(
                (stage_id for stage_id, stage_document in self.stages.items() if stage in stage_document.was),
                None,
            )
            if renamed is not None:
                return renamed
            path = (section, touch_id, "stage") if document.stage else (section, touch_id, "to")
            self.diagnostics.unknown(path, "the journey has no stage", stage, self.stages)
        return stage

    def _questions_for(
        self, touch_id: str, was: Sequence[str], name: str, path: Sequence[PathStep]
    ) -> Mapping[str, Question] | None:
        """Return the questions of a checklist for one touchpoint, with the standards that apply to it."""
        name = self.workspace.checklist_today(name)
        if name not in self._questions:
            prepared, problems = self.workspace.checklist(name)
            self.problems += problems
            if prepared is None:
                if not problems:
                    known = self.workspace.sources("checklists")
                    self.diagnostics.unknown(path, "there is no checklist", name, known, key=True)
                return None
            self.used[name] = prepared.used
            if prepared.used.built_in:
                message = Worded(
                    "the checklist `{name}` is the built-in one, which an upgrade may change; expected a copy in {checklists}/, so that git owns it",
                    name=name,
                    checklists=self.workspace.settings.paths.checklists,
                )
                self.diagnostics.warn(path, message, key=True)
            self._questions[name] = prepared.questions
        questions = self._questions[name]
        return self._standards.applied_to((touch_id, *was), name, questions)

    def _ask(
        self,
        touch: AuditedTouchpoint,
        questions: Mapping[str, Question],
        answers: Mapping[str, tuple[Observation, ...]],
        written: Any,
        path: tuple[PathStep, ...],
    ) -> None:
        file = self.diagnostics.file
        lines = self.tree.lines(written) if written else {}
        fallback = self.tree.place(*path, key=True).line if len(lines) < len(questions) else 0
        for item_id, question in questions.items():
            mark = lines.get(item_id)
            asked = Asked(
                question=question, observed=[], file=file, line=mark[0].line + 1 if mark else fallback
            )
            touch.asked[question.address] = asked
            observations = answers.get(item_id)
            if observations:
                self.observations.add(
                    asked, observations, self._defaults, written[item_id], self.tree, (*path, item_id)
                )
        for item_id, observations in answers.items():
            if item_id in questions:
                continue
            current_id = today(questions, item_id)
            if current_id is None:
                what = Worded("the checklist `{name}` has no item", name=path[-1])
                self.diagnostics.unknown((*path, item_id), what, item_id, questions, key=True)
            else:
                asked = touch.asked[questions[current_id].address]
                asked.line = asked.line if current_id in lines else lines[item_id][0].line + 1
                self.observations.add(
                    asked, observations, self._defaults, written[item_id], self.tree, (*path, item_id)
                )

    def check_all(self) -> None:
        """Check what can only be checked after all visits are merged."""
        from tpaudit.reading.audit.references import check_references

        check_references(self.audit, self.diagnostics, self._touches, self.stages, self.expects)
        for touch in self._touches.values():
            section = "handovers" if touch.handover else "touchpoints"
            if touch.document.missing and any(asked.observed for asked in touch.asked.values()):
                message = "it is missing, yet has answers, which do not count; expected one or the other"
                self.diagnostics.warn((section, touch.id, "missing"), message)
            for asked in touch.asked.values():
                if asked.question.waits and asked.counting() and touch.left_out(asked):
                    self._warn_left_out(section, touch, asked)

    def _warn_left_out(self, section: str, touch: AuditedTouchpoint, asked: Asked) -> None:
        conditions = " and ".join(asked.question.waits)
        path = (section, touch.id, "checklists", asked.question.checklist, asked.question.item_id)
        message = Worded(
            "answered, although {conditions} did not get the answer it waits for; expected one of the two to change",
            conditions=conditions,
        )
        first = asked.observed[0]
        if first.visit is None:
            self.diagnostics.warn(path, message, key=True)
            return
        address = f"{touch.id}/{asked.question.address}"
        self.problems.append(
            Problem(
                file=first.file, line=first.line, column=1, address=address, message=message, warning=True
            )
        )
