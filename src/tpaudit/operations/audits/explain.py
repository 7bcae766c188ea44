"""Explaining: what stands at an address of an audit, and what its score comes from."""

from collections.abc import Iterable, Sequence

from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.judging.scoring.combining import voices
from tpaudit.operations.audits.score import score
from tpaudit.reading.diagnostics import nearest
from tpaudit.results.explanation import Explanation, Voices


def explain(audit: LoadedAudit, address: str | None = None, *, languages: Sequence[str] = ()) -> Explanation:
    """Return what explains the score of the journey, a touchpoint, or an item (`touchpoint/checklist.item`).

    `languages` are tried in turn for every text. Raises UsageError, with the nearest address, if there is
    nothing at the address.
    """
    card = score(audit, languages=languages, whole=True)
    if address is None:
        return Explanation(audit=audit, scorecard=card)
    touch_id, _, item = address.partition("/")
    touch = next((touch for touch in audit.touches if touch.id == touch_id), None)
    if touch is None:
        raise _nothing(audit, address, card.links())
    if item and item not in touch.asked:
        raise _nothing(audit, address, [f"{touch_id}/{known}" for known in touch.asked])
    heard = _heard(touch, [item] if item else touch.asked)
    return Explanation(audit=audit, scorecard=card, touchpoint=touch, item=item or None, voices=heard)


def _heard(touch: AuditedTouchpoint, items: Iterable[str]) -> dict[str, Voices]:
    """Return the voices of each item that has more than one observation that counts."""
    heard: dict[str, Voices] = {}
    for item in items:
        asked = touch.asked[item]
        counting = asked.counting()
        if len(counting) > 1:
            heard[item] = voices(counting, asked.question.item)
    return heard


def _nothing(audit: LoadedAudit, address: str, known: Iterable[str]) -> UsageError:
    found = nearest(address, known, nothing="no checklist is applied there")
    return UsageError(
        Worded(
            "{file}: nothing is scored at `{address}`; {found}", file=audit.file, address=address, found=found
        )
    )
