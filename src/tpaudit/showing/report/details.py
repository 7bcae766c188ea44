"""Touchpoints in a report: in short for every link to them, and in full with what was observed."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from tpaudit.documents.checklist import Item
from tpaudit.documents.joined import Asked, AuditedTouchpoint, LoadedAudit
from tpaudit.documents.scalars import as_text
from tpaudit.results.scorecard import ItemScore, ObservationScore, Scorecard, TouchpointScore
from tpaudit.results.visits import EvidenceShown
from tpaudit.showing.report.pictures import on_its_curve
from tpaudit.showing.text.items import Asking
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.scorecard import fault_words, visits

Audience = Literal["client", "internal"]
SEEN: Final = 0.05
"""Lost points below this would be written as 0.0."""
_LINKS: Final = ("http://", "https://", "mailto:", "tel:")


class ReportRequest(NamedTuple):
    """What a report is to be like."""

    tongue: Locale
    audience: Audience
    picture: Callable[[str], str | None]
    """Returns what stands for an evidence file: a data address of a picture to embed, None for a mere path."""
    missing: Callable[[str], bool]
    """Tells whether an evidence file is not there."""
    logo: str | None = None


class Details:
    """Writes out touchpoints of one report."""

    def __init__(self, audit: LoadedAudit, card: Scorecard, request: ReportRequest) -> None:
        """Take the audit, its scorecard, and what the report is to be like."""
        self.audit = audit
        self.card = card
        self.links = card.links()
        self.touches = {touch.id: touch for touch in audit.touches}
        self.request = request
        self.tongue = request.tongue
        self.say = request.tongue.say
        self.asking = Asking(self.say, request.tongue.languages)
        self.internal = request.audience == "internal"

    def broken(self, touch_id: str) -> dict[str, Any]:
        """Return why a touchpoint is broken."""
        touch = self.links[touch_id]
        reasons = []
        for fault in touch.faults:
            if fault.item in touch.items:
                of = visits(fault, "{failing} of {of} visit", "{failing} of {of} visits", self.say)
                reasons.append(self.say("{text} ({more})", text=touch.items[fault.item].ask, more=of))
            elif fault.kind == "promise" and fault.by in self.links:
                promised = self.touches[touch_id].document.promises.get(fault.promise or "")
                text = self.tongue.text(promised) or fault.promise or ""
                name = self.links[fault.by].name
                reasons.append(self.say("its promise “{promise}” is not kept by {by}", promise=text, by=name))
            else:
                reasons.append(fault_words(fault, self.say))
        return {"id": touch_id, "reasons": reasons}

    def brief(self, touch_id: str) -> dict[str, Any]:
        """Return a touchpoint in short."""
        touch, tongue = self.links[touch_id], self.tongue
        return {
            "name": touch.name,
            "score": tongue.points(touch.score),
            "value": touch.score,
            "band": "missing" if touch.missing else touch.band or "open",
            "broken": touch.broken,
            "wow": bool(touch.delights),
            "provisional": touch.provisional,
            "handover": touch_id in self.card.handovers,
            "importance": as_text(touch.importance),
            "interval": self.interval(touch.low, touch.high),
            "lost": tongue.points(touch.lost),
            "stage": touch.stage,
        }

    def interval(self, low: float | None, high: float | None) -> str:
        """Write an interval; of one that is a point, the point."""
        ends = dict.fromkeys([self.tongue.points(low), self.tongue.points(high)])
        return "–".join(ends)

    def touchpoint(self, touch_id: str) -> dict[str, Any]:
        """Return a touchpoint in full."""
        touch, found, tongue = self.links[touch_id], self.touches[touch_id], self.tongue
        document = found.document
        return self.brief(touch_id) | {
            "id": touch_id,
            "stage_name": self.card.stages[touch.stage].name,
            "channel": self.say(touch.channel) if touch.channel else "",
            "kind": self.say(touch.kind) if touch.kind else "",
            "device": [self.say(device) for device in document.device],
            "action": tongue.text(document.action),
            "owner": touch.owner if self.internal else None,
            "coverage": tongue.percent(touch.coverage),
            "feeling": felt_word(touch.feeling),
            "note": tongue.text(document.note),
            "internal": tongue.text(document.internal) if self.internal else "",
            "faults": self.broken(touch_id)["reasons"],
            "items": [self._item(found, touch, at) for at in touch.items],
            "findings": [self._finding(touch, one) for one in touch.findings],
        }

    def _item(self, found: AuditedTouchpoint, touch: TouchpointScore, at: str) -> dict[str, Any]:
        item, asked = touch.items[at], found.asked[at]
        return {
            "at": at,
            "ask": item.ask,
            "state": item.state,
            "score": self.tongue.points(item.score) if item.state == "scored" else "",
            "value": item.score,
            "lost": self.tongue.points(item.lost) if item.lost >= SEEN else "",
            "weight": as_text(item.weight),
            "must": item.must,
            "wow": item.wow,
            "stale": item.stale,
            "waived": item.waived,
            "standard": item.standard,
            "worth": self.asking.worth(asked.question.item),
            "curve": _curve(asked, item),
            "observations": [self._observation(one, asked) for one in item.observations],
            "fix": self.tongue.text(asked.question.item.fix) if item.lost >= SEEN else "",
        }

    def _observation(self, one: ObservationScore, asked: Asked) -> dict[str, Any]:
        place = self.audit.audit.places.get(one.place or "")
        return {
            "answer": self.answer(one.answer, asked.question.item),
            "of": one.of,
            "score": self.tongue.points(one.score) if one.score is not None else "",
            "on": self.tongue.day(one.on),
            "by": one.by if self.internal else None,
            "method": self.say(one.method) if one.method else "",
            "place": self.tongue.text(place.name) if place else "",
            "past": one.past,
            "felt": one.felt,
            "note": one.note,
            "internal": one.internal if self.internal else None,
            "evidence": [shown for piece in one.evidence for shown in self._evidence(piece)],
        }

    def answer(self, text: str, item: Item) -> str:
        """Return an answer as people read it: an option by its label, a step with what it means."""
        labels = dict(self.asking.meanings(item))
        if item.means and text in labels:
            return self.say("{name}: {text}", name=text, text=labels[text])
        return labels.get(text, self.say(text.casefold()) if text.isascii() else text)

    def _finding(self, touch: TouchpointScore, finding_id: str) -> dict[str, Any]:
        one = touch.findings[finding_id]
        place = self.audit.audit.places.get(one.place or "")
        return {
            "id": finding_id,
            "kind": one.kind,
            "says": one.says,
            "severity": one.severity,
            "fix": one.fix,
            "quote": one.quote,
            "felt": one.felt,
            "note": one.note,
            "internal": one.internal if self.internal else None,
            "on": self.tongue.day(one.on),
            "by": one.by if self.internal else None,
            "method": self.say(one.method) if one.method else "",
            "place": self.tongue.text(place.name) if place else "",
            "evidence": [shown for piece in one.evidence for shown in self._evidence(piece)],
        }

    def _evidence(self, piece: EvidenceShown) -> Iterator[dict[str, Any]]:
        """Yield what backs an observation; links of other schemes than the web, mail and phone stay text."""
        if piece.quote:
            yield {"kind": "quote", "text": piece.quote}
        if piece.link:
            safe = piece.link.lower().startswith(_LINKS)
            yield {
                "kind": "link" if safe else "text",
                "text": piece.shows or piece.link,
                "target": piece.link,
            }
        if piece.file:
            picture = self.request.picture(piece.file)
            gone = self.request.missing(piece.file)
            path = piece.file if self.internal else ""
            if picture or path or piece.shows:
                yield {
                    "kind": "file",
                    "text": piece.shows or "",
                    "path": path,
                    "picture": picture,
                    "missing": gone,
                }


def felt_word(value: float | None) -> str:
    """Return the word for a mean feeling; empty for none."""
    if value is None:
        return ""
    return ("angry", "negative", "neutral", "positive", "delighted")[round(value) + 2]


def _curve(asked: Asked, item: ItemScore) -> Mapping[str, Any] | None:
    """Return the picture of a measured item's observations on its curve."""
    curve = asked.question.item.score
    values = [
        (one.answer.value, one.answer.score)
        for one in asked.observed
        if one.answer.value is not None and one.answer.score is not None and not one.past
    ]
    return on_its_curve(curve, values) if curve is not None and values and item.state == "scored" else None
