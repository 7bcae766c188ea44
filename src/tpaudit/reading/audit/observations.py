"""Observations: what a visit or the audit says for each of them, and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from tpaudit.documents.answers import SEVERAL, Answer
from tpaudit.documents.asked import Asked, Observed, Origin, Question
from tpaudit.documents.audit import Audit
from tpaudit.documents.joined import AuditedFinding
from tpaudit.documents.net_promoter import NPS
from tpaudit.documents.observation import Dispute, Finding, Observation
from tpaudit.documents.worded import Worded, fixed
from tpaudit.reading.audit.answers import check_answer, check_mean
from tpaudit.reading.diagnostics import Diagnostics, PathStep
from tpaudit.reading.yaml.source_map import Tree

_CHECKED: Final = frozenset({"of", "promoters", "place", "persona", "on"})
"""What an observation may say that is checked besides its answer."""


class Defaults(NamedTuple):
    """What the observations of one file take from its visit and its audit if they do not say it themselves."""

    diagnostics: Diagnostics
    on: str | None
    by: str | None
    method: str | None
    place: str | None
    persona: str | None
    origin: Origin


class Observations:
    """Adds the observations and findings of an audit and its visits to what they are about."""

    def __init__(self, audit: Audit) -> None:
        """Take the audit, which lists the places and personas."""
        self._audit = audit
        self._since = audit.audit.since or ""
        self._date = audit.audit.date
        self._benchmarks = frozenset(place for place, about in audit.places.items() if about.benchmark)

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
        if (
            marks
            and question.item.answer == SEVERAL
            and not any(isinstance(entry, dict) for entry in written)
        ):
            together = f"{{answer: [{', '.join(observation.answer for observation in observations)}]}}"
            message: str = Worded(
                "this list is {count} observations; expected {together} for what was found at once",
                count=len(observations),
                together=together,
            )
            diagnostics.warn(path, message)
        line = (
            0 if marks else asked.line if defaults.origin.visit is None else tree.place(*path, key=True).line
        )
        for position, observation in enumerate(observations):
            # As `model_fields_set`, without a call for each answer.
            said = observation.__pydantic_fields_set__
            plain = len(said) == 1
            answer = question.answer(observation.answer, mean="of" in said)
            own_path = (*path, position) if marks else path
            if answer is None or answer.score is None or question.careful:
                check_answer(observation, answer, question, own_path, diagnostics)
            if not plain and not said.isdisjoint(_CHECKED):
                self._check_more(observation, question, own_path, diagnostics)
            if answer is not None:
                own_line = marks[position].line + 1 if marks else line
                make = self._plain if plain else self._observed
                asked.add(make(observation, answer, defaults, own_line))

    def _plain(self, observation: Observation, answer: Answer, defaults: Defaults, line: int) -> Observed:
        """Return an observation that says no more than its answer: all else is that of its file."""
        on = defaults.on
        past, benchmark = on is not None and on < self._since, defaults.place in self._benchmarks
        # Calling the class would first build a dict of all these keywords, and there are more of these than of anything.
        observed = object.__new__(Observed)
        Observed.__init__(
            observed,
            said=observation,
            answer=answer,
            on=on,
            by=defaults.by,
            method=defaults.method,
            place=defaults.place,
            persona=defaults.persona,
            felt=None,
            past=past,
            benchmark=benchmark,
            apart=past or benchmark,
            origin=defaults.origin,
            line=line,
        )
        return observed

    def _observed(self, observation: Observation, answer: Answer, defaults: Defaults, line: int) -> Observed:
        """Return an observation with the defaults filled in."""
        said = vars(observation)  # several times as fast as its attributes, and this is done for every answer
        on = said["on"] or defaults.on
        place = said["place"] or defaults.place
        past, benchmark = on is not None and on < self._since, place in self._benchmarks
        disputed: Dispute | None = said["disputed"]
        observed = object.__new__(Observed)
        Observed.__init__(
            observed,
            said=observation,
            answer=answer,
            on=on,
            by=said["by"] or defaults.by,
            method=said["method"] or defaults.method,
            place=place,
            persona=said["persona"] or defaults.persona,
            felt=said["felt"],
            past=past,
            benchmark=benchmark,
            apart=past or benchmark or (disputed is not None and disputed.decision == "voided"),
            origin=defaults.origin,
            line=line,
        )
        return observed

    def _check_more(
        self,
        observation: Observation,
        question: Question,
        path: tuple[PathStep, ...],
        diagnostics: Diagnostics,
    ) -> None:
        """Note what is wrong with what one observation says besides its answer."""
        item, said = question.item, observation.model_fields_set
        if "of" in said:
            check_mean(item, (*path, "of"), diagnostics)
        if "promoters" in said and item.answer != NPS:
            message = Worded("`promoters` does not go with {answer}; write `answer`", answer=item.answer)
            diagnostics.error((*path, "promoters"), message)
        if "place" in said:
            self.check_place(observation.place, (*path, "place"), diagnostics)
        if "persona" in said:
            self.check_persona(observation.persona, (*path, "persona"), diagnostics)
        if "on" in said:
            self.check_day(observation.on, (*path, "on"), diagnostics)

    def check_day(self, on: str | None, path: Sequence[PathStep], diagnostics: Diagnostics) -> None:
        """Warn about a day after the audit's date."""
        if on is not None and self._date is not None and on[:10] > self._date:
            message = Worded(
                "{on} lies after the audit's date, {audit_date}; expected a day up to then",
                on=on,
                audit_date=self._date,
            )
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
        _check_resolved(finding, finding.on or defaults.on, path, defaults.diagnostics)
        return AuditedFinding(
            finding=finding,
            on=finding.on or defaults.on,
            by=finding.by or defaults.by,
            method=finding.method or defaults.method,
            place=finding.place or defaults.place,
            visit=defaults.origin.visit,
            file=defaults.origin.file,
            line=line,
        )


def _check_resolved(
    finding: Finding, on: str | None, path: tuple[PathStep, ...], diagnostics: Diagnostics
) -> None:
    """Warn about a finding that somebody resolved on no day, or before it was found."""
    if finding.resolved is None and finding.resolved_by is not None:
        message = (
            "`resolved_by` without `resolved`, so it is not resolved; expected the day on which it was fixed"
        )
        diagnostics.warn((*path, "resolved_by"), message)
    elif finding.resolved is not None and on is not None and finding.resolved < on[:10]:
        message = Worded(
            "{resolved} lies before the day on which it was found, {on}; expected a later day",
            resolved=finding.resolved,
            on=on[:10],
        )
        diagnostics.warn((*path, "resolved"), message)


def check_listed(
    what: str,
    names: Iterable[str],
    listed: Mapping[str, object],
    path: Sequence[PathStep],
    diagnostics: Diagnostics,
) -> None:
    """Note every name that an audit uses and does not list; `what` says of what it is the name."""
    nowhere, none = _NOT_LISTED[what]
    for name in names:
        if name not in listed:
            diagnostics.unknown(
                path,
                nowhere,
                name,
                listed,
                nothing=none,
            )


_NOT_LISTED: Final = {
    "place": (fixed("there is no place"), fixed("no place is listed")),
    "persona": (fixed("there is no persona"), fixed("no persona is listed")),
}
