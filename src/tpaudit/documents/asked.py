"""An item as an audit puts it to a touchpoint, and what was observed of it."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tpaudit.documents.answers import Answer, read_answer
from tpaudit.documents.checklist import Checklist, Item
from tpaudit.documents.conditions import choices_for, waits_for
from tpaudit.documents.observation import Dispute, Evidence, Observation
from tpaudit.documents.text import Text
from tpaudit.documents.wanted import WantedAnswers, wanted_answers

_REMEMBERED: Final = 4096


class Question:
    """An item as this audit puts it: with its address in the touchpoint, and the company's own curve."""

    __slots__ = (
        "_answers",
        "_wanted",
        "address",
        "can_break",
        "careful",
        "checklist",
        "checklist_was",
        "choices",
        "conditions",
        "elsewhere",
        "item",
        "item_id",
        "minimum",
        "title",
        "waits",
        "weight",
    )

    def __init__(self, checklist: Checklist, item_id: str, item: Item) -> None:
        """Prepare the conditions: the address of each item waited for, and the answers wanted."""
        self.checklist = checklist.checklist
        self.checklist_was = (*checklist.was, *([checklist.extends] if checklist.extends else []))
        self.item_id = item_id
        self.item = item
        self.weight = item.counted_weight
        self.title = checklist.title
        # What is looked up for every answer is kept here: reading it from a model takes much longer.
        self.careful = bool(item.wants.model_fields_set) or item.answer == "percent"
        self.can_break = bool(item.must or item.options)
        self.minimum = checklist.minimum
        self.address = f"{self.checklist}.{item_id}"
        self.conditions = tuple(waits_for(checklist, item_id))
        self.choices = tuple(choices_for(checklist, item_id))
        grouped = (leaf for choice in self.choices for group in choice.groups for leaf in group)
        leaves = (*self.conditions, *grouped)
        self.waits = tuple(dict.fromkeys(address for address, _ in leaves))
        self.elsewhere = tuple(
            (address, texts)
            for address, texts in leaves
            if "." in address and not address.startswith(f"{self.checklist}.")
        )
        self._answers: dict[tuple[str, bool], Answer | None] = {}
        self._wanted: dict[tuple[str, ...], WantedAnswers] = {}

    def answer(self, text: str, *, mean: bool) -> Answer | None:
        """Return what a written answer says, None if the item does not take it; remembered, as most recur."""
        key = (text, mean)
        try:
            return self._answers[key]
        except KeyError:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            answer = self._answers[key] = read_answer(self.item, text, mean=mean)
            return answer

    def wanted(self, texts: tuple[str, ...]) -> WantedAnswers:
        """Return the answers that fulfil a condition on this question."""
        try:
            return self._wanted[texts]
        except KeyError:
            found = self._wanted[texts] = wanted_answers(self.item, texts)
            return found


class Origin(NamedTuple):
    """The file that observations stand in, and what it says for all of them."""

    file: str
    visit: str | None = None
    """The visit's file name without its ending; None for the audit's own file."""
    device: tuple[str, ...] = ()
    """What the walker held; empty where the visit does not say, and for the audit's own."""
    dated: bool = True
    """The day is the visit's own, and not the audit's date."""


@dataclass(slots=True, eq=False, kw_only=True)
class Observed:
    """One observation of an item, with what the visit or the audit says for it.

    There are more of these than of anything else: what an observation says only for itself stays in `said`,
    and what its file says for all of them in `origin`.
    """

    said: Observation
    answer: Answer
    on: str | None
    by: str | None
    method: str | None
    place: str | None
    persona: str | None
    felt: str | None
    past: bool
    """Before the audit's `since`: kept and shown, not scored."""
    benchmark: bool
    """At a place that stands beside, such as a rival's: shown, not scored."""
    apart: bool
    """It is shown and not scored: past, voided, or at a place that stands beside."""
    origin: Origin
    line: int

    @property
    def text(self) -> str:
        """The answer as it was written."""
        return self.said.answer

    @property
    def of(self) -> int | None:
        """How many answers it is the mean of."""
        return self.said.of

    @property
    def note(self) -> Text | None:
        """What happened."""
        return self.said.note

    @property
    def internal(self) -> Text | None:
        """A note that is not for the client."""
        return self.said.internal

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What backs it."""
        return self.said.evidence

    @property
    def disputed(self) -> Dispute | None:
        """Who does not accept it, and what was decided; None where nobody objects."""
        return self.said.disputed

    @property
    def file(self) -> str:
        """The file in which it stands."""
        return self.origin.file

    @property
    def visit(self) -> str | None:
        """The visit's file name without its ending; None for the audit's own."""
        return self.origin.visit

    @property
    def device(self) -> tuple[str, ...]:
        """What the walker held."""
        return self.origin.device

    @property
    def dated(self) -> bool:
        """Its day is its own or its visit's; else it is the audit's date."""
        return self.said.on is not None or self.origin.dated


@dataclass(slots=True, eq=False, kw_only=True)
class Asked:
    """A question put to a touchpoint, and everything observed."""

    question: Question
    observed: list[Observed]
    """Everything observed; `add` adds to it."""
    file: str
    line: int
    _counting: list[Observed] | None = field(default=None, init=False, repr=False)
    """What counts of it, once that was asked for; it is asked for several times."""

    def add(self, observed: Observed) -> None:
        """Add an observation."""
        self.observed.append(observed)
        self._counting = None

    def counting(self) -> list[Observed]:
        """Return the observations that count: scored and not apart; under `latest` each voice's newest."""
        if self._counting is None:
            self._counting = self._that_count()
        return self._counting

    def _that_count(self) -> list[Observed]:
        counting = [seen for seen in self.observed if seen.answer.score is not None and not seen.apart]
        if len(counting) > 1 and self.question.item.combine == "latest":
            newest: dict[tuple[str | None, str | None], Observed] = {}
            for observed in counting:
                voice = (observed.place, observed.method)
                if voice not in newest or (observed.on or "") >= (newest[voice].on or ""):
                    newest[voice] = observed
            return list(newest.values())
        return counting

    def said(self) -> list[Answer]:
        """Return the answers that others may wait for: those that count, else those that are recorded."""
        return [seen.answer for seen in self.counting()] or [
            seen.answer for seen in self.observed if seen.answer.recorded and not seen.apart
        ]

    def recorded(self) -> bool:
        """Tell whether something was answered that is shown and not scored."""
        return any(observed.answer.recorded and not observed.apart for observed in self.observed)
