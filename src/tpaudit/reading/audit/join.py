"""Joining: every question put to a touchpoint meets its observations, from the audit and its visits."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tpaudit.documents.answers import Answer, answer_kind, takes
from tpaudit.documents.audit import Audit, Handover, Touchpoint
from tpaudit.documents.joined import (
    Asked,
    AuditedFinding,
    AuditedTouchpoint,
    Observed,
    Question,
    Used,
    Visited,
    asked_today,
    today,
    touch_today,
)
from tpaudit.documents.journey import Expected, Stage
from tpaudit.documents.observation import Finding, Observation
from tpaudit.documents.scalars import is_identifier, named
from tpaudit.errors import Problem
from tpaudit.reading.audit.standards import Standards
from tpaudit.reading.diagnostics import Diagnostics, PathStep
from tpaudit.reading.workspace.workspace import Workspace
from tpaudit.reading.yaml.source_map import Tree

if TYPE_CHECKING:
    from tpaudit.documents.visit import Visit, Walk


class VisitFile(NamedTuple):
    """A visit's file as it was read."""

    id: str
    visit: "Visit | None"
    diagnostics: Diagnostics
    tree: Tree


class Origin(NamedTuple):
    """What an observation that says nothing itself takes from its visit and its audit."""

    diagnostics: Diagnostics
    on: str | None
    by: str | None
    method: str | None
    place: str | None
    persona: str | None
    visit: str | None


class Joining:
    """The work of joining one audit: notes every problem on the pad of the file it stands in."""

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
        self.visited: list[Visited] = []
        self._questions: dict[str, Mapping[str, Question]] = {}
        self._standards = Standards(audit, workspace)
        about = audit.audit
        self._origin = Origin(
            diagnostics=diagnostics,
            on=about.date,
            by=about.auditor,
            method=about.method,
            place=None,
            persona=None,
            visit=None,
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
                    message = f"`{touch_id}` is the id of a touchpoint; expected an id of its own"
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
            questions = self._asking(touch_id, document.was, name, path)
            if questions is not None:
                self._ask(touch, questions, answers, written[name], path)
        for finding_id, finding in document.findings.items():
            line = self.tree.lines(raw["findings"])[finding_id][0].line + 1
            touch.findings[finding_id] = self._found(
                finding, self._origin, line, (section, touch_id, "findings", finding_id)
            )
        self._known("persona", document.personas, self.audit.personas, (section, touch_id, "personas"))
        return touch

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
                message = f"it comes from `{document.source}` itself; expected two different touchpoints"
                self.diagnostics.error((section, touch_id, "to"), message)
            if stage is None:
                target = self.audit.touchpoints.get(document.target)
                return target.stage if target else next(iter(self.stages), "")
        if self.stages and stage not in self.stages:
            now = next((one for one, about in self.stages.items() if stage in about.was), None)
            if now is not None:
                return now
            path = (section, touch_id, "stage") if document.stage else (section, touch_id, "to")
            self.diagnostics.unknown(path, "the journey has no stage", stage, self.stages)
        return stage

    def _asking(
        self, touch_id: str, was: Sequence[str], name: str, path: Sequence[PathStep]
    ) -> Mapping[str, Question] | None:
        """Return the questions of a checklist as a touchpoint is asked them."""
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
                message = (
                    f"the checklist `{name}` is the built-in one, which an upgrade may change; "
                    f"expected a copy in {self.workspace.settings.paths.checklists}/, so that git owns it"
                )
                self.diagnostics.warn(path, message, key=True)
            self._questions[name] = prepared.questions
        questions = self._questions[name]
        return self._standards.over((touch_id, *was), name, questions)

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
                self._observe(
                    asked, observations, self._origin, written[item_id], self.tree, (*path, item_id)
                )
        for item_id, observations in answers.items():
            now = today(questions, item_id)
            if now is None:
                what = f"the checklist `{path[-1]}` has no item"
                self.diagnostics.unknown((*path, item_id), what, item_id, questions, key=True)
            elif now != item_id:
                asked = touch.asked[questions[now].address]
                asked.line = asked.line if now in lines else lines[item_id][0].line + 1
                self._observe(
                    asked, observations, self._origin, written[item_id], self.tree, (*path, item_id)
                )

    def _observe(
        self,
        asked: Asked,
        observations: tuple[Observation, ...],
        origin: Origin,
        written: Any,
        tree: Tree,
        path: tuple[PathStep, ...],
    ) -> None:
        """Read each observation's answer and fill in what its visit or audit says for it."""
        question, diagnostics = asked.question, origin.diagnostics
        marks = tree.lines(written) if isinstance(written, list) else None
        line = 0 if marks else asked.line if origin.visit is None else tree.place(*path, key=True).line
        since = self.audit.audit.since or ""
        for position, one in enumerate(observations):
            answer = question.answer(one.answer, mean=one.of is not None)
            if answer is None or answer.score is None or one.on or one.place or one.persona or one.of:
                self._check(one, answer, question, (*path, position) if marks else path, diagnostics)
            if answer is None:
                continue
            on = one.on or origin.on
            asked.observed.append(
                Observed(
                    text=one.answer,
                    answer=answer,
                    on=on,
                    by=one.by or origin.by,
                    method=one.method or origin.method,
                    place=one.place or origin.place,
                    visit=origin.visit,
                    past=on is not None and on < since,
                    persona=one.persona or origin.persona,
                    of=one.of,
                    note=one.note,
                    internal=one.internal,
                    felt=one.felt,
                    evidence=one.evidence,
                    file=diagnostics.file,
                    line=marks[position].line + 1 if marks else line,
                )
            )

    def _check(
        self,
        one: Observation,
        answer: Answer | None,
        question: Question,
        path: tuple[PathStep, ...],
        diagnostics: Diagnostics,
    ) -> None:
        """Note what is wrong with one observation."""
        if answer is None:
            message = f"{named(one.answer)} is not an answer to this item; it takes {takes(question.item)}"
            diagnostics.error((*path, "answer"), message)
        elif answer.score is None and one.note is None and one.internal is None:
            diagnostics.warn(
                path, "n/a without a note; expected a note that says why the question does not apply"
            )
        if one.of is not None and not answer_kind(question.item.answer).averages:
            instead = "a rate such as 37/40" if question.item.answer == "yes-no" else "each answer on its own"
            message = f"`of` does not go with {question.item.answer}; write {instead}"
            diagnostics.error((*path, "of"), message)
        if one.place is not None:
            self._known("place", (one.place,), self.audit.places, (*path, "place"), diagnostics)
        if one.persona is not None:
            self._known("persona", (one.persona,), self.audit.personas, (*path, "persona"), diagnostics)
        if one.on is not None:
            self._not_in_future(one.on, (*path, "on"), diagnostics)

    def _not_in_future(self, on: str, path: Sequence[PathStep], diagnostics: Diagnostics) -> None:
        today = self.audit.audit.date
        if today is not None and on[:10] > today:
            diagnostics.warn(path, f"{on} lies after the audit's date, {today}; expected a day up to then")

    def _known(
        self,
        what: str,
        names: Iterable[str],
        known: Mapping[str, object],
        path: Sequence[PathStep],
        diagnostics: Diagnostics | None = None,
    ) -> None:
        for name in names:
            if name not in known:
                (diagnostics or self.diagnostics).unknown(
                    path, f"there is no {what}", name, known, nothing=f"no {what} is listed"
                )

    def _found(
        self, finding: Finding, origin: Origin, line: int, path: tuple[PathStep, ...]
    ) -> AuditedFinding:
        if finding.place is not None:
            self._known("place", (finding.place,), self.audit.places, (*path, "place"), origin.diagnostics)
        return AuditedFinding(
            finding=finding,
            on=finding.on or origin.on,
            by=finding.by or origin.by,
            method=finding.method or origin.method,
            place=finding.place or origin.place,
            visit=origin.visit,
            file=origin.diagnostics.file,
            line=line,
        )

    def merge(self, file: VisitFile) -> None:
        """Merge a visit: its answers and findings join those of the audit."""
        if file.visit is None:
            return
        walk, about = file.visit.visit, self.audit.audit
        origin = Origin(
            diagnostics=file.diagnostics,
            on=walk.on or about.date,
            by=walk.by or about.auditor,
            method=walk.method or about.method,
            place=walk.place,
            persona=walk.persona,
            visit=file.id,
        )
        self.visited.append(Visited(id=file.id, walk=walk, file=file.diagnostics.file))
        self._check_walk(walk, file.diagnostics)
        for address, observations in file.visit.answers.items():
            asked = self._addressed(address, file.diagnostics)
            if asked is not None:
                written = file.tree.data["answers"][address]
                self._observe(asked, observations, origin, written, file.tree, ("answers", address))
        for address, finding in file.visit.findings.items():
            self._merge_finding(address, finding, origin, file)

    def _check_walk(self, walk: "Walk", diagnostics: Diagnostics) -> None:
        if walk.place is not None:
            self._known("place", (walk.place,), self.audit.places, ("visit", "place"), diagnostics)
        if walk.persona is not None:
            self._known("persona", (walk.persona,), self.audit.personas, ("visit", "persona"), diagnostics)
        if walk.on is not None:
            self._not_in_future(walk.on, ("visit", "on"), diagnostics)

    def _merge_finding(self, address: str, finding: Finding, origin: Origin, file: VisitFile) -> None:
        touch_id, _, finding_id = address.partition("/")
        touch = touch_today(self._touches, touch_id)
        path = ("findings", address)
        if touch is not None and not is_identifier(finding_id):
            message = f"{named(finding_id)} is not the id of a finding; write touchpoint/id, such as {touch_id}/no-apology"
            file.diagnostics.error(path, message, key=True)
        elif touch is None:
            what = "the address of a finding is touchpoint/id, and there is no touchpoint"
            file.diagnostics.unknown(path, what, touch_id, self._touches, key=True)
        elif finding_id in touch.findings:
            first = touch.findings[finding_id]
            message = f"the finding `{finding_id}` is there already ({first.file}:{first.line}); expected an id of its own"
            file.diagnostics.error(path, message, key=True)
        else:
            line = file.tree.lines(file.tree.data["findings"])[address][0].line + 1
            touch.findings[finding_id] = self._found(finding, origin, line, path)

    def _addressed(self, address: str, diagnostics: Diagnostics) -> Asked | None:
        """Return the item at an address, noting what is wrong with it if there is none."""
        touch_id, _, question = address.partition("/")
        touch = touch_today(self._touches, touch_id)
        path = ("answers", address)
        if touch is None:
            diagnostics.unknown(path, "there is no touchpoint", touch_id, self._touches, key=True)
            return None
        asked = asked_today(touch, question)
        if not question:
            message = f"`{touch_id}` is a touchpoint and no item; expected touchpoint/checklist.item"
            diagnostics.error(path, message, key=True)
        elif asked is None:
            nothing = "no checklist is applied there"
            diagnostics.unknown(
                path, f"`{touch_id}` is not asked", question, touch.asked, key=True, nothing=nothing
            )
        return asked

    def check_whole(self) -> None:
        """Check what can only be checked when everything is joined."""
        from tpaudit.reading.audit.references import check_references

        check_references(self.audit, self.diagnostics, self._touches, self.stages, self.expects)
        for touch in self._touches.values():
            section = "handovers" if touch.handover else "touchpoints"
            if touch.document.missing and any(asked.observed for asked in touch.asked.values()):
                message = "it is missing, yet has answers, which do not count; expected one or the other"
                self.diagnostics.warn((section, touch.id, "missing"), message)
            for asked in touch.asked.values():
                if asked.question.conditions and asked.counting() and touch.left_out(asked):
                    self._warn_left_out(section, touch, asked)

    def _warn_left_out(self, section: str, touch: AuditedTouchpoint, asked: Asked) -> None:
        others = " and ".join(address for address, _ in asked.question.conditions)
        path = (section, touch.id, "checklists", asked.question.checklist, asked.question.item_id)
        message = f"answered, although {others} did not get the answer it waits for; expected one of the two to change"
        if asked.observed[0].visit is None:
            self.diagnostics.warn(path, message, key=True)
        else:
            one = asked.observed[0]
            at = f"{touch.id}/{asked.question.address}"
            self.problems.append(
                Problem(file=one.file, line=one.line, column=1, address=at, message=message, warning=True)
            )
