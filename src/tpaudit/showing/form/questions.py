"""What a form asks: touchpoints and questions as plain data in one language, without what answers are worth."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, get_args

from tpaudit.documents.answers import scale
from tpaudit.documents.asked import Question
from tpaudit.documents.checklist import Item, Method
from tpaudit.documents.conditions import VISIT
from tpaudit.documents.durations import seconds
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit, asked_today
from tpaudit.documents.net_promoter import NPS
from tpaudit.documents.wanted import WantedAnswers
from tpaudit.showing.form.turns import is_scored, poor_answers, wanted_beside
from tpaudit.showing.text.items import ItemWords
from tpaudit.showing.text.locale import Locale

_LONGEST_SCALE: Final = 11
"""How many numbers of a scale have a button of their own."""
_UNITS: Final = {"s": 120, "m": 7200, "h": 172_800}
"""Up to how many seconds, expected at most, a duration is typed in each unit; beyond in days."""
Data = dict[str, Any]


class Walker(NamedTuple):
    """What a form says of the visit before it is filled in."""

    by: str = ""
    place: str | None = None
    persona: str | None = None
    method: str | None = None


def form_contents(
    audit: LoadedAudit, touches: Iterable[AuditedTouchpoint], walker: Walker, locale: Locale
) -> Data:
    """Return everything that a form is made of, but its phrases."""
    asked = [_touchpoint(audit, touch, locale) for touch in touches]
    used = {question["address"].partition(".")[0] for touch in asked for question in touch["questions"]}
    company = audit.audit.company
    form: Data = {
        "audit": {"id": audit.id, "company": locale.text(company.name) if company else ""},
        "checklists": {
            name: checklist.fingerprint for name, checklist in audit.checklists.items() if name in used
        },
        "visit": walker._asdict(),
        "places": _named(audit.audit.places, locale),
        "personas": _named(audit.audit.personas, locale),
        "methods": list(get_args(Method)),
        "touchpoints": asked,
    }
    return {"key": _key(audit, form), **form}


def _key(audit: LoadedAudit, form: Data) -> str:
    """Return what a browser keeps answers under: the same for one form in every language, for no other form."""
    company = audit.audit.company
    addresses = [
        f"{touch['id']}/{question['address']}"
        for touch in form["touchpoints"]
        for question in touch["questions"]
    ]
    touches = [touch["id"] for touch in form["touchpoints"]]
    said = [audit.id, company and company.name, form["checklists"], form["visit"], touches, addresses]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _named(named: Mapping[str, Any], locale: Locale) -> list[list[str]]:
    return [[key, locale.text(value.name)] for key, value in named.items()]


def _touchpoint(audit: LoadedAudit, touch: AuditedTouchpoint, locale: Locale) -> Data:
    stage = audit.stages.get(touch.stage)
    return {
        "id": touch.id,
        "name": locale.text(touch.document.name) or touch.id,
        "stage": locale.text(stage.name) if stage else touch.stage,
        "questions": [_question(touch, asked.question, locale) for asked in touch.asked.values()],
    }


def _question(touch: AuditedTouchpoint, question: Question, locale: Locale) -> Data:
    item = question.item
    kind = kind_of(item)
    return {
        "address": question.address,
        "ask": locale.text(item.ask),
        "why": locale.text(item.why),
        "kind": kind,
        "must": bool(item.must),
        "options": _options(item, locale),
        "unit": _unit(item, locale),
        "within": _within(item),
        "poor": poor_answers(item, answers_of(item)),
        "wants": wanted_beside(item),
        "latest": item.combine == "latest" and is_scored(item),
        "conditions": [each for each in _waits(touch, question.conditions) if each is not None],
        "choices": [
            [choice.word, [list(_waits(touch, group)) for group in choice.groups]]
            for choice in question.choices
        ],
        "when": _when(touch, question, locale),
    }


def _condition(condition: tuple[str, Sequence[str]]) -> list[str | list[str]]:
    return [condition[0], sorted(_in_seconds(text) for text in condition[1])]


def kind_of(item: Item) -> str:
    """Return the entry of the form's KINDS that asks an item: its kind, `scale`, or `number` for a long scale."""
    ends = scale(item.answer)
    if ends is None:
        return item.answer
    return "scale" if abs(ends[1] - ends[0]) < _LONGEST_SCALE else "number"


def answers_of(item: Item) -> list[str]:
    """Return the answers that have a button of their own, in the order of the buttons."""
    ends = scale(item.answer)
    if ends is not None:
        step = 1 if ends[1] > ends[0] else -1
        return [str(number) for number in range(ends[0], ends[1] + step, step)][: _LONGEST_SCALE + 1]
    fixed = {
        "yes-no": ["yes", "no"],
        "duration": ["never"],
        NPS: [str(mark) for mark in range(_LONGEST_SCALE)],
    }
    return fixed.get(item.answer, list(item.options))


def _options(item: Item, locale: Locale) -> list[list[str]]:
    if kind_of(item) == "scale":
        return [
            [number, locale.text(item.means[number]) if number in item.means else ""]
            for number in answers_of(item)
        ]
    if item.answer == NPS:
        return [[mark, ""] for mark in answers_of(item)]
    return [[option_id, locale.text(option.label)] for option_id, option in item.options.items()]


def _unit(item: Item, locale: Locale) -> str:
    """Return what a number counts, or the unit in which a duration is typed."""
    ends = scale(item.answer)
    if item.answer != "duration":
        return f"{ends[0]}-{ends[1]}" if ends and kind_of(item) == "number" else locale.text(item.unit)
    longest = max((limit.value for limit in item.score.limits()), default=0.0) if item.score else 0.0
    return next((unit for unit, most in _UNITS.items() if longest <= most), "d")


def _within(item: Item) -> list[int] | None:
    """Return both ends of a scale whose whole numbers are typed."""
    ends = scale(item.answer)
    return sorted(ends) if ends is not None and kind_of(item) == "number" else None


def _waits(
    touch: AuditedTouchpoint, conditions: Iterable[tuple[str, Sequence[str]]]
) -> Iterator[tuple[str, Data] | None]:
    """Yield each condition: another question of the touchpoint, or what a visit says, and the answers wanted of it.

    None for a question that the touchpoint does not put, since nothing follows of it.
    """
    for address, texts in conditions:
        other = asked_today(touch, address)
        if address in VISIT:
            yield address, {"answers": sorted(texts), "compared": []}
        elif other is None:
            yield None
        else:
            yield other.question.address, _wanted(other.question.item, other.question.wanted(tuple(texts)))


def _wanted(item: Item, wanted: WantedAnswers) -> Data:
    texts = wanted.meanings
    if item.answer == "duration":
        texts = frozenset(_in_seconds(text) for text in texts)
    return {
        "answers": sorted(texts),
        "compared": [[comparison.sign, comparison.limit] for comparison in wanted.comparisons],
    }


def _in_seconds(wanted: str) -> str:
    """Return what a condition wants, a duration as the seconds that a form counts in."""
    amount = seconds(wanted)
    return wanted if amount is None else str(int(amount)) if amount == int(amount) else repr(amount)


def _when(touch: AuditedTouchpoint, question: Question, locale: Locale) -> str:
    """Return when a question is asked, for paper, with the numbers of other questions; empty if always."""
    words = ItemWords(locale.say, locale.languages)
    numbers = {asked.question.address: number for number, asked in enumerate(touch.asked.values(), 1)}

    def worded(condition: tuple[str, Sequence[str]]) -> str:
        address, texts = condition
        other = asked_today(touch, address)
        if other is None:
            return words.waits(words.visit_word(address), None, texts)
        name = locale.say("question {place}", place=numbers[other.question.address])
        return words.waits(name, other.question.item, texts)

    put = [
        condition
        for condition in question.conditions
        if condition[0] in VISIT or asked_today(touch, condition[0])
    ]
    return words.only_if(put, question.choices, worded)
