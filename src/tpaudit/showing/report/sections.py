"""Sections of a report on the journey as a whole: each in plain mappings, None where it has nothing to say."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.scalars import as_text
from tpaudit.results.agreement import Agreed, Heard, ItemAgreed, MethodPair
from tpaudit.results.insights import ContextLost, Gap, Inconsistency
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.report.details import Details, felt_word
from tpaudit.showing.text.insights import (
    NumberFormats,
    disagreement_words,
    gap_words,
    losses_words,
    suits_words,
)

DISPUTED: Final = 10
"""How many disputed questions a report names."""
WIDEST: Final = 3
"""How many items that two methods score differently it names of each pair."""


class Sections:
    """Writes out what a whole scorecard says of the journey as a whole."""

    def __init__(self, audit: LoadedAudit, card: Scorecard, details: Details) -> None:
        """Take the audit, its whole scorecard, and what writes its touchpoints out."""
        self.audit = audit
        self.card = card
        self.details = details
        self.links = details.links
        self.tongue = details.tongue
        self.say = details.say

    def all(self) -> dict[str, Any]:
        """Return the sections by the names by which templates know them."""
        return {
            "consistency": self._consistency(),
            "gaps": self._gaps(),
            "chain": self._chain(),
            "reach": self._reach(),
            "personas": self._personas(),
            "feelings": self._feelings(),
            "observers": self._observers(),
        }

    def _to(self, touch_id: str) -> dict[str, str]:
        """Return how to name a touchpoint; the id is empty where the report has no place for it."""
        found = self.links.get(touch_id)
        return {"id": touch_id if found else "", "name": found.name if found else touch_id}

    def _stage(self, stage: str) -> str:
        return self.card.stages[stage].name or stage

    def _consistency(self) -> dict[str, Any] | None:
        found = self.card.consistency
        if found is None or (found.score is None and not found.found):
            return None
        facts = {fact: row for fact, row in found.facts.items() if row.said}
        speaking = [one for one in self.links if any(one in row.said for row in facts.values())]
        return {
            "score": self.tongue.points(found.score),
            "facts": [
                {"name": self.say(fact), "fact": row.fact, "score": self.tongue.points(row.score)}
                for fact, row in facts.items()
            ],
            "rows": [
                {"id": one, "cells": [_cell(row.said.get(one)) for row in facts.values()]} for one in speaking
            ],
            "promises": [self._promise(one) for one in found.found if one.kind == "promise"],
        }

    def _promise(self, one: Inconsistency) -> dict[str, Any]:
        return {
            "promised_by": self._to(one.promised_by or ""),
            "promise": one.expected,
            "by": self._to(one.touchpoint),
            "says": one.says,
        }

    def _gaps(self) -> dict[str, Any] | None:
        found = self.card.gaps
        if found is None or not found.found:
            return None
        pressed = {one.address for one in found.found if one.kind in ("too-few", "too-many")}
        return {
            "rows": [self._gap(one) for one in found.found if one.kind != "unscored"],
            "unscored": [one.address for one in found.found if one.kind == "unscored"],
            "contacts": [
                {
                    "stage": self._stage(stage),
                    "number": one.contacts,
                    "persona": self._persona(one.persona) if stage in pressed else "",
                    "suits": suits_words(one),
                    "points": self.tongue.points(one.points),
                }
                for stage, one in found.contacts.items()
            ],
        }

    def _gap(self, one: Gap) -> dict[str, Any]:
        found = self.card.gaps
        pressure = found.contacts.get(one.address) if found else None
        return {
            "kind": one.kind,
            "id": one.address if one.address in self.links else "",
            "stage": self._stage(one.stage),
            "text": gap_words(
                one, pressure, self.say, persona=self._persona(pressure.persona if pressure else None)
            ),
        }

    def _persona(self, persona: str | None) -> str:
        known = self.audit.audit.personas.get(persona or "")
        return self.tongue.text(known.name) if known else ""

    def _chain(self) -> dict[str, Any] | None:
        found = self.card.chain
        if found is None or not self.card.handovers:
            return None
        return {
            "links": found.links,
            "weakest": found.weakest,
            "lost": [self._lost(one) for one in found.lost],
        }

    def _lost(self, one: ContextLost) -> dict[str, Any]:
        owners = one.owners if self.details.internal else []
        return {
            "id": one.handover,
            "source": self._to(one.source),
            "target": self._to(one.target),
            "channels": _arrow(self.say(channel) if channel else "" for channel in one.channels),
            "owners": _arrow(owner or "" for owner in owners),
        }

    def _reach(self) -> dict[str, Any] | None:
        found = self.card.losses
        ended = (
            [(self.say(name), number) for name, number in found.outcomes.items() if number] if found else []
        )
        if found is None or not (found.stages or ended):
            return None
        return {
            "words": losses_words(
                self.card, self.say, NumberFormats(self.tongue.points, self.tongue.percent, self._stage)
            ),
            "outcomes": ended,
            "ended": self._ended(ended, found.visits),
            "visits": found.visits,
            "rows": [
                {
                    "stage": self._stage(stage),
                    "reached": as_text(one.reached),
                    "share": self.tongue.percent(one.share),
                    "lost": as_text(one.lost) if one.lost else "",
                    "because": [(self.say(why), as_text(number)) for why, number in one.left_because.items()],
                    "score": self.tongue.points(one.score),
                    "largest": stage == found.largest,
                }
                for stage, one in found.stages.items()
            ],
        }

    def _ended(self, ended: Iterable[tuple[str, int]], visits: int) -> str:
        """Say how the visits ended."""
        how = self.say(", ").join(f"{name} {number}" for name, number in ended)
        of = self.say("{count} visits", one="{count} visit", number=visits, count=visits)
        return self.say("How visits ended: {how} ({visits})", how=how, visits=of) if how else ""

    def _personas(self) -> dict[str, Any] | None:
        found = self.card.personas
        if found is None or not found.personas:
            return None
        return {
            "worst": found.personas[found.worst].name if found.worst else "",
            "clear": found.clear,
            "rows": [
                {
                    "name": one.name,
                    "about": self.tongue.text(self.audit.audit.personas[persona].about),
                    "score": self.tongue.points(one.score),
                    "interval": self.details.interval(one.low, one.high),
                    "weakest": one.weakest,
                    "broken": len(one.broken),
                    "touchpoints": len(one.touchpoints),
                    "observations": one.observations,
                    "feeling": felt_word(one.feeling),
                }
                for persona, one in found.personas.items()
            ],
        }

    def _feelings(self) -> list[dict[str, str]]:
        return [
            {
                "id": one.touchpoint,
                "text": disagreement_words(
                    one, self.say, self.links[one.touchpoint].name, self.tongue.points(one.score)
                ),
            }
            for one in self.card.disagreements or ()
        ]

    def _observers(self) -> dict[str, Any] | None:
        found = self.card.agreement
        if found is None:
            return None
        return {
            "pairs": found.whole.pairs,
            "agreeing": found.whole.agreeing,
            "share": self.tongue.percent(found.whole.share),
            "words": self._agree(found.whole),
            "alpha": [
                {"answers": one.answers, "items": one.units, "alpha": self.tongue.decimal(one.alpha)}
                for one in found.whole.reliability
                if one.alpha is not None
            ],
            "disputed": [self._disputed(at, found.items[at]) for at in found.disputed[:DISPUTED]],
            "more": max(0, len(found.disputed) - DISPUTED),
            "methods": [self._methods(pair) for pair in found.methods],
        }

    def _agree(self, whole: Agreed) -> list[str]:
        """Say how many pairs agree, and each alpha, in sentences of their own."""
        phrase = "{agreeing} of {pairs} pairs of observers agree ({share})."
        one = "{agreeing} of {pairs} pair of observers agrees ({share})."
        share = self.tongue.percent(whole.share)
        agreeing, pairs = whole.agreeing, whole.pairs
        alphas = [
            self.say(
                "Krippendorff’s alpha, {answers}: {alpha}.",
                answers=self.say(one.answers),
                alpha=self.tongue.decimal(one.alpha),
            )
            for one in whole.reliability
            if one.alpha is not None
        ]
        return [
            self.say(phrase, one=one, number=pairs, agreeing=agreeing, pairs=pairs, share=share),
            *alphas,
        ]

    def _disputed(self, at: str, item: ItemAgreed) -> dict[str, Any]:
        return self._asked(at) | {
            "agreeing": item.agreeing,
            "pairs": item.pairs,
            "gap": self.tongue.points(item.gap),
            "heard": [self._heard(at, one) for one in item.heard],
        }

    def _asked(self, at: str) -> dict[str, str]:
        touch_id, _, address = at.partition("/")
        return (
            {"id": touch_id, "ask": self.links[touch_id].items[address].ask}
            if touch_id in self.links
            else {
                "id": "",
                "ask": at,
            }
        )

    def _heard(self, at: str, one: Heard) -> dict[str, str]:
        touch_id, _, address = at.partition("/")
        asked = self.details.touches[touch_id].asked[address]
        method = self.say(one.method) if one.method else ""
        who = ", ".join(filter(None, [one.by if self.details.internal else "", method]))
        return {"who": who, "answer": self.details.answer(one.answer, asked.question.item)}

    def _methods(self, pair: MethodPair) -> dict[str, Any]:
        return {
            "method": self.say(pair.method),
            "other": self.say(pair.other),
            "items": pair.items,
            "score": self.tongue.points(pair.score),
            "other_score": self.tongue.points(pair.other_score),
            "difference": self.tongue.signed(pair.difference),
            "widest": [
                self._asked(one.at)
                | {"score": self.tongue.points(one.score), "other_score": self.tongue.points(one.other_score)}
                for one in pair.widest[:WIDEST]
            ],
        }


def _cell(said: Any) -> Mapping[str, Any]:
    return {"says": said.says, "same": said.same} if said else {"says": "", "same": True}


def _arrow(ends: Iterable[str]) -> str:
    """Write from what to what, if both are known."""
    known = list(ends)
    return " → ".join(known) if known and all(known) else ""
