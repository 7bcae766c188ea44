"""Observations and findings as a scorecard shows them."""

from collections.abc import Sequence

from tpaudit.documents.asked import Observed
from tpaudit.documents.checklist import Item
from tpaudit.documents.joined import AuditedFinding
from tpaudit.documents.observation import Dispute, Evidence
from tpaudit.documents.text import Text, say
from tpaudit.judging.scoring.claims import answer_label
from tpaudit.results.scorecard import ObservationScore
from tpaudit.results.visits import DisputeShown, EvidenceShown, FindingShown


def observation_of(
    observed: Observed, item: Item, languages: Sequence[str], *, counts: bool
) -> ObservationScore:
    """Return an observation with its own score, 0-100; `counts` tells whether its item's score includes it."""
    note, internal = observed.note, observed.internal
    return ObservationScore(
        answer=observed.text,
        score=observed.answer.score,
        on=observed.on,
        by=observed.by,
        method=observed.method,
        place=observed.place,
        visit=observed.visit,
        past=observed.past,
        benchmark=observed.benchmark,
        disputed=_dispute(observed.disputed, languages) if observed.disputed else None,
        counts=counts,
        persona=observed.persona,
        of=observed.of,
        felt=observed.felt,
        note=note if note is None or note.__class__ is str else say(note, languages),
        internal=internal if internal is None or internal.__class__ is str else say(internal, languages),
        evidence=[_evidence(piece, languages) for piece in observed.evidence] if observed.evidence else [],
        file=observed.file,
        line=observed.line,
        label=answer_label(item, observed, languages) if item.options else None,
    )


def _dispute(dispute: Dispute, languages: Sequence[str]) -> DisputeShown:
    return DisputeShown(
        by=dispute.by, on=dispute.on, why=say(dispute.why, languages), decision=dispute.decision
    )


def _evidence(piece: Evidence, languages: Sequence[str]) -> EvidenceShown:
    return EvidenceShown(
        file=piece.file,
        link=piece.link,
        quote=optional_text(piece.quote, languages),
        shows=optional_text(piece.shows, languages),
    )


def optional_text(text: Text | None, languages: Sequence[str]) -> str | None:
    """Return a text in the first of some languages that it has; None if there is no text."""
    return None if text is None else say(text, languages)


def finding_of(audited: AuditedFinding, languages: Sequence[str]) -> FindingShown:
    """Return a finding with its texts in the first of some languages that they have."""
    finding = audited.finding
    return FindingShown(
        kind=finding.kind,
        says=say(finding.says, languages),
        severity=finding.severity,
        fix=optional_text(finding.fix, languages),
        effort=finding.seconds(),
        quote=optional_text(finding.quote, languages),
        felt=finding.felt,
        note=optional_text(finding.note, languages),
        internal=optional_text(finding.internal, languages),
        evidence=[_evidence(piece, languages) for piece in finding.evidence],
        on=audited.on,
        by=audited.by,
        method=audited.method,
        place=audited.place,
        visit=audited.visit,
        file=audited.file,
        line=audited.line,
        resolved=finding.resolved,
        resolved_by=finding.resolved_by,
    )
