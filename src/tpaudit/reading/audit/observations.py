"""Observations: what a visit or the audit says for each of them, and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tpaudit.documents.answers import Answer, answer_kind, takes
from tpaudit.documents.audit import Audit
from tpaudit.documents.joined import Asked, AuditedFinding, Observed, Question
from tpaudit.documents.observation import Finding, Observation
from tpaudit.documents.scalars import named
from tpaudit.reading.diagnostics import Diagnostics, PathStep
from tpaudit.reading.yaml.source_map import Tree


class Defaults(NamedTuple):
    """What the observations of one file take from its visit and its audit if they do not say it themselves."""

    diagnostics: Diagnostics
    on: str | None
    by: str | None
    method: str | None
    place: str | None
    persona: str | None
    visit: str | None
    dated: bool = True
    """The day is the visit's own, and not the audit's date."""


class Observations:
    """Adds the observations and findings of an audit and its visits to what they are about."""

    def __init__(self, audit: Audit) -> None:
        """Take the audit, which lists the places and personas."""
        self._audit = audit

    def add(
        self,
        asked: Asked,
        observations: tuple[Observation, ...],
        defaults: Defaults,
        written: Any,
        tree: Tree,
        path: tuple[PathStep, ...],
    ) -> None:
        """Read the answer of each observation, and add it to its question with the defaults filled in."""
        question, diagnostics = asked.question, defaults.diagnostics
        marks = tree.lines(written) if isinstance(written, list) else None
        line = 0 if marks else asked.line if defaults.visit is None else tree.place(*path, key=True).line
        since = self._audit.audit.since or ""
        for position, observation in enumerate(observations):
            answer = question.answer(observation.answer, mean=observation.of is not None)
            if answer is None or answer.score is None or _says_more(observation):
                self._check(observation, answer, question, (*path, position) if marks else path, diagnostics)
            if answer is None:
                continue
            on = observation.on or defaults.on
            asked.observed.append(
                Observed(
                    text=observation.answer,
                    answer=answer,
                    on=on,
                    by=observation.by or defaults.by,
                    method=observation.method or defaults.method,
                    place=observation.place or defaults.place,
                    visit=defaults.visit,
                    past=on is not None and on < since,
                    persona=observation.persona or defaults.persona,
                    of=observation.of,
                    note=observation.note,
                    internal=observation.internal,
                    felt=observation.felt,
                    evidence=observation.evidence,
                    file=diagnostics.file,
                    line=marks[position].line + 1 if marks else line,
                    dated=observation.on is not None or defaults.dated,
                )
            )

    def _check(
        self,
        observation: Observation,
        answer: Answer | None,
        question: Question,
        path: tuple[PathStep, ...],
        diagnostics: Diagnostics,
    ) -> None:
        """Note what is wrong with one observation."""
        item = question.item
        if answer is None:
            message = f"{named(observation.answer)} is not an answer to this item; it takes {takes(item)}"
            diagnostics.error((*path, "answer"), message)
        elif answer.score is None and observation.note is None and observation.internal is None:
            message = "n/a without a note; expected a note that says why the question does not apply"
            diagnostics.warn(path, message)
        if observation.of is not None and not answer_kind(item.answer).averages:
            instead = "a rate such as 37/40" if item.answer == "yes-no" else "each answer on its own"
            message = f"`of` does not go with {item.answer}; write {instead}"
            diagnostics.error((*path, "of"), message)
        self.check_place(observation.place, (*path, "place"), diagnostics)
        self.check_persona(observation.persona, (*path, "persona"), diagnostics)
        self.check_day(observation.on, (*path, "on"), diagnostics)

    def check_day(self, on: str | None, path: Sequence[PathStep], diagnostics: Diagnostics) -> None:
        """Warn about a day after the audit's date."""
        audit_date = self._audit.audit.date
        if on is not None and audit_date is not None and on[:10] > audit_date:
            message = f"{on} lies after the audit's date, {audit_date}; expected a day up to then"
            diagnostics.warn(path, message)

    def check_place(self, place: str | None, path: Sequence[PathStep], diagnostics: Diagnostics) -> None:
        """Note a place that the audit does not list."""
        if place is not None:
            check_listed("place", (place,), self._audit.places, path, diagnostics)

    def check_persona(self, persona: str | None, path: Sequence[PathStep], diagnostics: Diagnostics) -> None:
        """Note a persona that the audit does not list."""
        if persona is not None:
            check_listed("persona", (persona,), self._audit.personas, path, diagnostics)

    def finding(
        self, finding: Finding, defaults: Defaults, line: int, path: tuple[PathStep, ...]
    ) -> AuditedFinding:
        """Return a finding with the defaults filled in."""
        self.check_place(finding.place, (*path, "place"), defaults.diagnostics)
        return AuditedFinding(
            finding=finding,
            on=finding.on or defaults.on,
            by=finding.by or defaults.by,
            method=finding.method or defaults.method,
            place=finding.place or defaults.place,
            visit=defaults.visit,
            file=defaults.diagnostics.file,
            line=line,
        )


def check_listed(
    what: str,
    names: Iterable[str],
    listed: Mapping[str, object],
    path: Sequence[PathStep],
    diagnostics: Diagnostics,
) -> None:
    """Note every name that an audit uses and does not list; `what` says of what it is the name."""
    for name in names:
        if name not in listed:
            diagnostics.unknown(path, f"there is no {what}", name, listed, nothing=f"no {what} is listed")


def _says_more(observation: Observation) -> bool:
    """Tell whether an observation says something, besides its answer, that must be checked."""
    return bool(observation.on or observation.place or observation.persona or observation.of)
