"""Sheets on paper: what a team, a customer or a walker is asked, as plain data in one language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, get_args

from tpaudit.documents.answers import scale
from tpaudit.documents.asked import Question
from tpaudit.documents.conditions import VISIT
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit, asked_today
from tpaudit.documents.observation import Felt
from tpaudit.documents.visit import Outcome
from tpaudit.showing.text.items import ItemWords
from tpaudit.showing.text.locale import Locale

Purpose = Literal["team", "diary", "survey", "walk"]
_Data = dict[str, Any]
_MOST_BOXES: Final = 11
"""Scales with more steps are written down, not ticked."""
_STEPS: Final = 3
"""How many steps of a stage a diary has room for."""
_TITLES: Final[Mapping[Purpose, str]] = {
    "team": "Questions for the team",
    "diary": "Diary of a customer",
    "survey": "Questionnaire for customers",
    "walk": "A walk as a customer",
}
_INTRODUCTIONS: Final[Mapping[Purpose, str]] = {
    "team": (
        "You meet customers every day and see first what is outdated. Write down what you notice, also what looks "
        "small. No name is needed, unless you want the reward for the best idea."
    ),
    "diary": (
        "Write down each step on the day itself: what you did, where, and what was hard. There is no wrong answer. "
        "Where you gave up, say why: that helps most."
    ),
    "survey": (
        "A few minutes of your time, and a discount as thanks. Tick what fits, and leave out what you did not meet. "
        "No name is needed."
    ),
    "walk": (
        "One walk by one person. Behave as a customer would, and write down at once what happens. Record nobody "
        "without consent, and take no more of anybody’s time than a customer would."
    ),
}
_HEADS: Final[Mapping[Purpose, Sequence[str]]] = {
    "team": ("Where you work", "Reward for the best idea", "Hand in by"),
    "diary": ("What you were looking for", "First day", "Last day"),
    "survey": ("Discount", "Valid until", "Day of your purchase or visit"),
    "walk": ("Who walks", "When, from and until", "What you set out to do"),
}
_AT_EACH: Final[Mapping[Purpose, Sequence[tuple[str, int]]]] = {
    "team": (
        ("What is outdated, slow or awkward for customers here?", 2),
        ("What did customers complain of here in the last month?", 1),
        ("Your idea: what should be done, and who could do it?", 2),
    ),
    "diary": (("What did you expect here and did not find?", 1),),
    "survey": (),
    "walk": (("What happened here that no question asks?", 2),),
}
"""What is asked at every touchpoint, of a diary at every stage, with the lines to write on."""
_AT_THE_END: Final[Mapping[Purpose, Sequence[tuple[str, int]]]] = {
    "team": (
        ("Where does a customer have to say everything again?", 2),
        ("What would you change first, if you could decide alone?", 3),
    ),
    "diary": (
        ("What nearly made you give up, or did?", 3),
        ("What surprised you, for better or worse?", 2),
    ),
    "survey": (("What was hardest?", 2), ("What should stay as it is?", 2)),
    "walk": (("What will you tell a friend about it?", 3),),
}


def sheet_contents(
    audit: LoadedAudit,
    purpose: Purpose,
    asked: Sequence[tuple[AuditedTouchpoint, Sequence[Question]]],
    locale: Locale,
) -> _Data:
    """Return a sheet: its head, its sections with what is asked in each, and what is asked at the end.

    `asked` are the touchpoints in the order of the journey, with the questions put at each.
    """
    company = audit.audit.company
    name = locale.text(company.name) if company else audit.id
    writer = _Writer(audit, purpose, locale)
    return {
        "language": locale.language,
        "headline": locale.say("{name}: {text}", name=locale.say(_TITLES[purpose]), text=name),
        "introduction": locale.say(_INTRODUCTIONS[purpose]),
        "heads": [*map(locale.say, _HEADS[purpose])],
        "choices": list(writer.choices()),
        "sections": list(writer.stages(asked) if purpose == "diary" else writer.touchpoints(asked)),
        "end": [*writer.ending()],
    }


class _Writer:
    """Writes what a sheet of one purpose asks, in one language."""

    def __init__(self, audit: LoadedAudit, purpose: Purpose, locale: Locale) -> None:
        self.audit = audit
        self.purpose: Purpose = purpose
        self.locale = locale
        self.say = locale.say
        self.words = ItemWords(locale.say, locale.languages)

    def choices(self) -> Iterator[_Data]:
        """Yield what is ticked at the top of a walk: the place, and in whose shoes."""
        if self.purpose != "walk":
            return
        named = (("Place", self.audit.audit.places), ("Persona", self.audit.audit.personas))
        for name, known in named:
            if known:
                boxes = [self.locale.text(value.name) for value in known.values()]
                yield _entry(self.say(name), boxes=boxes)

    def touchpoints(self, asked: Iterable[tuple[AuditedTouchpoint, Sequence[Question]]]) -> Iterator[_Data]:
        """Yield a section for each touchpoint."""
        for number, (touch, questions) in enumerate(asked, 1):
            numbers = {question.address: f"{number}.{place}" for place, question in enumerate(questions, 1)}
            entries = [self._question(touch, question, numbers) for question in questions]
            if self.purpose in {"walk", "survey"}:
                entries.append(self._felt())
            entries += self._free(_AT_EACH[self.purpose])
            name = self.locale.text(touch.document.name) or touch.id
            yield {"number": number, "title": name, "about": "", "entries": entries}

    def stages(self, asked: Sequence[tuple[AuditedTouchpoint, Sequence[Question]]]) -> Iterator[_Data]:
        """Yield a section for each stage: room for some steps."""
        met = {touch.stage for touch, _ in asked}
        labels = ("When and where", "What I did", "What was hard", "How long it took")
        for stage_id, stage in self.audit.stages.items():
            if stage_id in met:
                entries = [*self._steps([*map(self.say, labels)]), *self._free(_AT_EACH["diary"])]
                about = self.words.text(stage.about) if stage.about is not None else ""
                yield {
                    "number": "",
                    "title": self.locale.text(stage.name),
                    "about": about,
                    "entries": entries,
                }

    def _steps(self, fields: Sequence[str]) -> Iterator[_Data]:
        for number in range(1, _STEPS + 1):
            yield _entry(self.say("Step {place}", place=number), fields=fields)
            yield self._felt()

    def _felt(self) -> _Data:
        return _entry(self.say("How did it feel?"), boxes=self._said(get_args(Felt)))

    def ending(self) -> Iterator[_Data]:
        """Yield what is asked at the end."""
        if self.purpose == "walk":
            yield _entry(self.say("How did it end?"), boxes=self._said(get_args(Outcome)))
        if self.purpose in {"diary", "survey"}:
            for ask in ("Would you come again?", "Would you recommend it to a friend?"):
                yield _entry(self.say(ask), boxes=self._said(("yes", "no")))
        yield from self._free(_AT_THE_END[self.purpose])

    def _question(self, touch: AuditedTouchpoint, question: Question, numbers: Mapping[str, str]) -> _Data:
        item = question.item
        boxes = self._boxes(question)
        fields = [] if boxes else [self.words.takes(item) if self.purpose == "walk" else self.say("Answer")]
        return _entry(
            self.words.text(item.ask),
            number=numbers[question.address],
            must=bool(item.must) and self.purpose == "walk",
            when=self._when(touch, question, numbers),
            address="" if self.purpose == "survey" else f"{touch.id}/{question.address}",
            boxes=[*boxes, self._nothing()],
            means=[]
            if item.options
            else [f"{answer} = {text}" for answer, text in self.words.meanings(item)],
            fields=[*fields, *([self.say("Note")] if self.purpose != "survey" else [])],
        )

    def _nothing(self) -> str:
        """Return what is ticked where a question does not apply."""
        return self.say("n/a") if self.purpose == "walk" else self.say("does not apply")

    def _boxes(self, question: Question) -> list[str]:
        """Return what is ticked; nothing where the answer is written down."""
        item = question.item
        ends = (0, 10) if item.answer == "nps" else scale(item.answer)
        if item.answer == "yes-no":
            return self._said(("yes", "no"))
        if ends is not None and abs(ends[1] - ends[0]) < _MOST_BOXES:
            return [str(step) for step in range(min(ends), max(ends) + 1)]
        return [meaning for _, meaning in self.words.meanings(item)] if item.options else []

    def _when(self, touch: AuditedTouchpoint, question: Question, numbers: Mapping[str, str]) -> str:
        """Return when a question is asked, by the numbers of this sheet; empty if always, or if they are not on it."""

        def worded(condition: tuple[str, Sequence[str]]) -> str:
            address, texts = condition
            other = asked_today(touch, address)
            if other is None:
                return self.words.waits(self.words.visit_word(address), None, texts)
            name = self.say("question {place}", place=numbers[other.question.address])
            return self.words.waits(name, other.question.item, texts)

        if question.choices and not all(self._on_sheet(touch, each, numbers) for each in question.waits):
            return ""
        put = [each for each in question.conditions if self._on_sheet(touch, each[0], numbers)]
        return self.words.only_if(put, question.choices, worded)

    def _on_sheet(self, touch: AuditedTouchpoint, address: str, numbers: Mapping[str, str]) -> bool:
        other = asked_today(touch, address)
        return address in VISIT if other is None else other.question.address in numbers

    def _free(self, asked: Iterable[tuple[str, int]]) -> Iterator[_Data]:
        return (_entry(self.say(ask), lines=lines) for ask, lines in asked)

    def _said(self, words: Iterable[str]) -> list[str]:
        return [self.say(word) for word in words]


def _entry(ask: str, **more: Any) -> _Data:
    """Return one thing that is asked, with everything that a template may ask for."""
    nothing: _Data = {
        "number": "",
        "must": False,
        "when": "",
        "address": "",
        "lines": 0,
        "boxes": [],
        "means": [],
        "fields": [],
    }
    return nothing | {"ask": ask} | more
