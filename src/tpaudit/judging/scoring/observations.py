"""Carrying over: what a scorecard keeps of observations and findings as they were written."""

from collections.abc import Sequence

from tpaudit.documents.joined import AuditedFinding, Observed
from tpaudit.documents.observation import Evidence
from tpaudit.documents.text import Text, say
from tpaudit.results.scorecard import ObservationScore
from tpaudit.results.visits import EvidenceShown, FindingShown


def observation_of(one: Observed, counts: bool, languages: Sequence[str]) -> ObservationScore:
    """Return an observation with what it scores by itself; `counts` says that it takes part in its item."""
    note, internal = one.note, one.internal
    return ObservationScore(
        answer=one.text,
        score=one.answer.score,
        on=one.on,
        by=one.by,
        method=one.method,
        place=one.place,
        visit=one.visit,
        past=one.past,
        counts=counts,
        persona=one.persona,
        of=one.of,
        felt=one.felt,
        note=note if note is None or note.__class__ is str else say(note, languages),
        internal=internal if internal is None or internal.__class__ is str else say(internal, languages),
        evidence=[_evidence(piece, languages) for piece in one.evidence] if one.evidence else [],
        file=one.file,
        line=one.line,
    )


def _evidence(piece: Evidence, languages: Sequence[str]) -> EvidenceShown:
    return EvidenceShown(
        file=piece.file,
        link=piece.link,
        quote=said(piece.quote, languages),
        shows=said(piece.shows, languages),
    )


def said(text: Text | None, languages: Sequence[str]) -> str | None:
    """Return a text in the first of some languages that it has; None for none."""
    return None if text is None else say(text, languages)


def finding_of(found: AuditedFinding, languages: Sequence[str]) -> FindingShown:
    """Return a finding in a language."""
    finding = found.finding
    return FindingShown(
        kind=finding.kind,
        says=say(finding.says, languages),
        severity=finding.severity,
        fix=said(finding.fix, languages),
        effort=finding.seconds(),
        quote=said(finding.quote, languages),
        felt=finding.felt,
        note=said(finding.note, languages),
        internal=said(finding.internal, languages),
        evidence=[_evidence(piece, languages) for piece in finding.evidence],
        on=found.on,
        by=found.by,
        method=found.method,
        place=found.place,
        visit=found.visit,
        file=found.file,
        line=found.line,
    )
