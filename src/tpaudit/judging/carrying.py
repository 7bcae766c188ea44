"""Carrying over: what a scorecard keeps of observations and findings as they were written."""

from collections.abc import Sequence

from tpaudit.documents.loaded import Found, Observed
from tpaudit.documents.observation import Evidence
from tpaudit.documents.text import Text, say
from tpaudit.judging.scorecard import EvidenceShown, FindingShown, ObservationScore


def observation_of(one: Observed, counts: bool, languages: Sequence[str]) -> ObservationScore:
    """Return an observation with what it scores by itself; `counts` says that it takes part in its item."""
    note, internal = one.note, one.internal
    return ObservationScore(
        one.text,
        one.answer.score,
        one.on,
        one.by,
        one.method,
        one.place,
        one.visit,
        one.past,
        counts,
        one.persona,
        one.of,
        one.felt,
        note if note is None or note.__class__ is str else say(note, languages),
        internal if internal is None or internal.__class__ is str else say(internal, languages),
        [_evidence(piece, languages) for piece in one.evidence] if one.evidence else [],
        one.file,
        one.line,
    )


def _evidence(piece: Evidence, languages: Sequence[str]) -> EvidenceShown:
    return EvidenceShown(piece.file, piece.link, said(piece.quote, languages), said(piece.shows, languages))


def said(text: Text | None, languages: Sequence[str]) -> str | None:
    """Return a text in the first of some languages that it has; None for none."""
    return None if text is None else say(text, languages)


def finding_of(found: Found, languages: Sequence[str]) -> FindingShown:
    """Return a finding in a language."""
    finding = found.finding
    return FindingShown(
        finding.kind,
        say(finding.says, languages),
        finding.severity,
        said(finding.fix, languages),
        finding.seconds(),
        said(finding.quote, languages),
        finding.felt,
        said(finding.note, languages),
        said(finding.internal, languages),
        [_evidence(piece, languages) for piece in finding.evidence],
        found.on,
        found.by,
        found.method,
        found.place,
        found.visit,
        found.file,
        found.line,
    )
