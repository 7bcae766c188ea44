"""A report's contents: everything that its templates lay out, in plain mappings and lists."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from tpaudit.documents.audit import Action
from tpaudit.documents.joined import LoadedAudit, address_today
from tpaudit.documents.scalars import as_text
from tpaudit.judging.plan.recommendations import recommendations
from tpaudit.results.plan import Recommendation
from tpaudit.results.scorecard import ItemScore, Scorecard
from tpaudit.showing.data.scorecard import as_data
from tpaudit.showing.report.details import SEEN, Details, ReportRequest
from tpaudit.showing.report.pictures import journey_map, quadrants, waterfall
from tpaudit.showing.report.sections import Sections

FIRST: Final = 3
"""How many fixes stand on the first screen."""


class Earlier(NamedTuple):
    """The audit that a report is held against."""

    audit: LoadedAudit
    card: Scorecard


def report_contents(
    audit: LoadedAudit, card: Scorecard, request: ReportRequest, earlier: Earlier | None
) -> dict[str, Any]:
    """Return what the templates lay out: `card` is the scorecard as JSON has it, the rest is ready to be read."""
    return _Report(audit=audit, card=card, request=request, earlier=earlier).whole()


class _Report:
    def __init__(
        self, audit: LoadedAudit, card: Scorecard, request: ReportRequest, earlier: Earlier | None
    ) -> None:
        self.audit = audit
        self.card = card
        self.links = card.links()
        self.touches = {touch.id: touch for touch in audit.touches}
        self.request = request
        self.details = Details(audit, card, request)
        self.tongue = request.tongue
        self.say = request.tongue.say
        self.internal = request.audience == "internal"
        self.earlier = earlier

    def whole(self) -> dict[str, Any]:
        audit, card, tongue = self.audit.audit, self.card, self.tongue
        branding, about = self.audit.workspace.branding, audit.audit
        found = recommendations(self.audit, card, tongue.languages)
        advices = [one for one in found if one.fix or one.kind == "missing"]
        return {
            "language": tongue.language,
            "title": card.company or card.id,
            "date": tongue.day(card.date),
            "auditor": about.auditor if self.internal else None,
            "scope": tongue.text(about.scope),
            "note": tongue.text(about.note),
            "internal": tongue.text(about.internal) if self.internal else "",
            "persona": self._persona(),
            "branding": {
                "name": tongue.text(branding.name),
                "colour": branding.colour or "#0b6e4f",
                "logo": self.request.logo,
            },
            "verdict": self._verdict(advices),
            "map": journey_map(self.audit, card, self.say),
            "stages": [self._stage(stage) for stage in card.stages],
            "links": {touch_id: self.details.brief(touch_id) for touch_id in self.links},
            "waterfall": self._waterfall(),
            "quadrants": quadrants(card, self.audit.workspace.bands.strong),
            "places": self._places(),
            "touchpoints": [self.details.touchpoint(touch_id) for touch_id in self.links],
            "advice": [self._advice(one) for one in advices],
            **Sections(self.audit, card, self.details).all(),
            "unassessed": list(self._unassessed()),
            "against": self._against() if self.earlier else None,
            "method": self._method(),
            "card": as_data(card) if self.internal else None,
        }

    def _persona(self) -> str:
        persona = self.card.persona
        return self.tongue.text(self.audit.audit.personas[persona].name) if persona else ""

    def _verdict(self, advices: list[Recommendation]) -> dict[str, Any]:
        card, tongue = self.card, self.tongue
        return {
            "score": tongue.points(card.score),
            "scored": card.score is not None,
            "value": card.score or 0.0,
            "low": tongue.points(card.low),
            "high": tongue.points(card.high),
            "band": card.band or "open",
            "provisional": card.provisional,
            "interval": self.details.interval(card.low, card.high),
            "coverage": tongue.percent(card.coverage or 0.0),
            "observations": card.observations,
            "visits": len(card.visits),
            "broken": [self.details.broken(touch_id) for touch_id in card.broken],
            "weakest": card.weakest,
            "bottleneck": card.bottleneck,
            "fixes": [
                self._advice(one)
                for one in sorted(advices, key=lambda one: -one.gain)[:FIRST]
                if one.gain > 0
            ],
            "delights": [
                {"touchpoint": touch_id, "ask": touch.items[at].ask}
                for touch_id, touch in self.links.items()
                for at in touch.delights
            ],
        }

    def _stage(self, stage: str) -> dict[str, Any]:
        group, tongue = self.card.stages[stage], self.tongue
        about = self.audit.stages[stage]
        reached = self.audit.audit.reach.get(stage)
        return {
            "id": stage,
            "name": group.name,
            "about": tongue.text(about.about),
            "score": tongue.points(group.score),
            "value": group.score,
            "interval": self.details.interval(group.low, group.high),
            "coverage": tongue.percent(group.coverage),
            "lost": tongue.points(group.lost),
            "reached": as_text(reached.reached) if reached else "",
            "links": [touch_id for touch_id, touch in self.links.items() if touch.stage == stage],
        }

    def _waterfall(self) -> list[dict[str, Any]]:
        bars = waterfall(self.card, self.say("all others"))
        return [bar | {"text": self.tongue.points(bar["lost"])} for bar in bars]

    def _places(self) -> dict[str, Any] | None:
        grouped = self.card.grouped
        if grouped is None or len([one for one in grouped.groups if one]) < 2:  # noqa: PLR2004 - side by side
            return None
        groups = grouped.groups.values()
        rows = [
            {
                "id": touch_id,
                "scores": [self.tongue.points(group.touchpoints.get(touch_id)) for group in groups],
            }
            for touch_id in self.links
            if any(
                group.touchpoints.get(touch_id) is not None
                for place, group in grouped.groups.items()
                if place
            )
        ]
        return {
            "names": [group.name or self.say("without") for group in groups],
            "rows": rows,
            "whole": [self.tongue.points(group.score) for group in groups],
        }

    def _advice(self, one: Recommendation) -> dict[str, Any]:
        wanted = self.say("Give customers what they expect here: {name}", name=one.what)
        return {
            "touchpoint": one.touchpoint,
            "at": one.at,
            "what": one.what,
            "fix": one.fix or wanted,
            "turn_round": one.turn_round,
            "automate": one.automate,
            "gain": self.tongue.points(one.gain) if one.gain >= SEEN else "",
            "at_most": one.at_most,
            "effort": self.say(one.effort) if one.effort else "",
            "smallest": self.say(one.smallest) if one.smallest else "",
            "broken": one.broken,
        }

    def _unassessed(self) -> Iterator[dict[str, Any]]:
        """Yield what no score rests on, and why."""
        for touch_id, touch in self.links.items():
            for at, item in touch.items.items():
                state = _why_not(item)
                if state:
                    notes = [one.note for one in item.observations if one.note and one.score is None]
                    yield {"touchpoint": touch_id, "ask": item.ask, "at": at, "why": state, "notes": notes}

    def _against(self) -> dict[str, Any]:
        """Return what moved since an earlier audit, and what became of the actions planned then."""
        earlier = self.earlier
        assert earlier is not None
        before, after = earlier.card.links(), self.links
        names = [*after, *(one for one in before if one not in after)]
        return {
            "date": self.tongue.day(earlier.card.date) or earlier.card.id,
            "score": self._moved(earlier.card.score, self.card.score),
            "rows": [
                {"id": one if one in after else "", "name": (after if one in after else before)[one].name}
                | self._moved(
                    before[one].score if one in before else None, after[one].score if one in after else None
                )
                for one in names
            ],
            "actions": [self._action(action, earlier) for action in earlier.audit.audit.actions.values()],
        }

    def _moved(self, before: float | None, after: float | None) -> dict[str, Any]:
        both = before is not None and after is not None
        return {
            "before": self.tongue.points(before),
            "after": self.tongue.points(after),
            "by": self.tongue.signed((after or 0.0) - (before or 0.0)) if both else "",
            "worse": both and (after or 0.0) < (before or 0.0) - 1e-9,
        }

    def _action(self, action: Action, earlier: Earlier) -> dict[str, Any]:
        moves = []
        for target in action.targets:
            old, new = (
                _item_at(earlier.card, target),
                _item_at(self.card, address_today(self.touches, target) or target),
            )
            moves.append({"at": target} | self._moved(old.score if old else None, new.score if new else None))
        return {
            "task": self.tongue.text(action.task),
            "owner": action.owner if self.internal else None,
            "status": action.status,
            "moves": moves,
        }

    def _method(self) -> dict[str, Any]:
        bands = self.audit.workspace.bands
        return {
            "strong": self.tongue.points(bands.strong),
            "fair": self.tongue.points(bands.fair),
            "checklists": [
                {"id": name, "version": used.version or "", "fingerprint": used.fingerprint}
                for name, used in self.card.checklists.items()
            ],
            "engine": self.card.engine,
            "visits": [
                {
                    "on": self.tongue.day(visit.on),
                    "by": visit.by if self.internal else None,
                    "method": self.say(visit.method) if visit.method else "",
                    "place": self._place(visit.place),
                    "scenario": visit.scenario or "",
                    "outcome": [self.say(one) for one in visit.outcome],
                    "felt": visit.felt,
                }
                for visit in self.card.visits.values()
            ],
        }

    def _place(self, place: str | None) -> str:
        known = self.audit.audit.places.get(place or "")
        return self.tongue.text(known.name) if known else ""


def _item_at(card: Scorecard, address: str) -> ItemScore | None:
    touch_id, _, at = address.partition("/")
    touch = card.links().get(touch_id)
    return touch.items.get(at) if touch else None


def _why_not(item: ItemScore) -> str:
    if item.state == "open":
        return "past" if item.observations else "open"
    if item.state == "n/a":
        return "n/a"
    return "stale" if item.stale else ""
