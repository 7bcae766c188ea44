"""Anonymous: names of people, phone numbers and mail addresses taken out of a report, and where that was.

A path may hold a name, too: files and visits are known by numbers in what is left.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, Literal, NamedTuple

from tpaudit.results.claims import Claim
from tpaudit.results.computed import Computed, record
from tpaudit.results.insights import FactSaid, Inconsistency, Said, SaidThere
from tpaudit.results.plan import Recommendation
from tpaudit.results.scorecard import Fault, Groups, Scorecard
from tpaudit.results.visits import EvidenceShown
from tpaudit.showing.export.results import TableResults
from tpaudit.showing.report.parts.personal import (
    Names,
    Replace,
    digits_of,
    without_mails,
    without_numbers,
    without_numbers_of_links,
)
from tpaudit.showing.report.results import ReportResults
from tpaudit.showing.text.translate import Translate

Personal = Literal["name", "phone number", "mail address"]
PERSONAL: Final[tuple[Personal, ...]] = ("name", "phone number", "mail address")

WRITTEN_BY_PEOPLE: Final = frozenset(
    [
        "note",
        "internal",
        "quote",
        "says",
        "seen",
        "why",
        "shows",
        "text",
        "strength",
        "scope",
        "task",
        "scenario",
        "what",
        "about",
        "fix",
        "turn_round",
        "action",
        "promises",
        "answer",
        "link",
    ]
)
"""The fields of results in which people write whatever they like."""
NAMES_ONLY: Final = frozenset(
    [
        "name",
        "ask",
        "question",
        "label",
        "places",
        "answers",
        "expected",
        "fact",
        "old_answers",
        "new_answers",
        "old_labels",
        "new_labels",
        "fault",
        "by_name",
        "section_name",
        "place_name",
        "worth",
        "smallest",
        "automate",
    ]
)
"""Those that name or ask something: only names are taken out of them."""
ON_THE_COVER: Final = frozenset({"prepared_by", "prepared_for"})
"""What says on purpose who can be called: only names are taken out of it."""
_ADVICE: Final = frozenset({"fix", "turn_round", "task"})
"""Those that may tell to write the company's own number or address somewhere, which stays in them."""
NAMED_FILES: Final = frozenset({"file", "old_file", "new_file", "expected_file"})
_SENTENCE: Final = re.compile(r"[@+＠＋ ]|^\d{10,11}$")
"""What tells an answer in words, or with a number to call, from one of a few, a figure or a day."""
_TO_PEOPLE: Final[tuple[tuple[str, Personal], ...]] = (("mailto:", "mail address"), ("tel:", "phone number"))
"""How links begin that are somebody's address; other links stay as they are, but for mail addresses."""
WHO_DID_IT: Final = frozenset({"by", "auditor", "resolved_by", "owner", "owners"})
"""The fields that hold who did something."""
_FACTS: Final = (Said, SaidThere, FactSaid, Inconsistency)
"""What the company says of itself: its own phone number is no secret."""
_NOT_BY_PEOPLE: Final = (Fault, Groups)
"""Records whose `by` is a touchpoint, or how the journey is cut."""
_REPEATS: Final = (Claim, Fault)
"""Records that repeat a note, which is counted where it stands."""


@record
class TakenOut(Computed):
    """Something personal that was taken out of one text."""

    kind: Personal
    where: str
    """Where the text stands: ids from the touchpoint down, and the field."""
    count: int


class Anonymous(NamedTuple):
    """Results without what is personal."""

    results: ReportResults
    taken_out: list[TakenOut]


class AnonymousTables(NamedTuple):
    """Tables without what is personal."""

    results: TableResults
    taken_out: list[TakenOut]


def take_out(results: ReportResults, names: Collection[str], say: Translate) -> Anonymous:
    """Return results without phone numbers, mail addresses and the names of people in their texts."""
    taker = _Taker(results.card, names, say=say, files=results.files)
    card = taker.card(results.card)
    audit = taker.seen(results.audit, "", ())
    found = taker.list()  # the plan says the same again
    rest = {
        field.name: taker.seen(getattr(results, field.name), field.name, ())
        for field in fields(results)
        if field.name not in ("card", "unredacted", "audit", "files")
    }
    unredacted = card if results.unredacted else None
    files = {taker.files[path]: replace(file, path=None) for path, file in results.files.items()}
    return Anonymous(
        replace(results, card=card, unredacted=unredacted, audit=audit, files=files, **rest), found
    )


def taken_counts(taken_out: Collection[TakenOut]) -> dict[Personal, int]:
    """Return how many of each kind were taken out; nothing where nothing was."""
    if not taken_out:
        return {}
    return {kind: sum(taken.count for taken in taken_out if taken.kind == kind) for kind in PERSONAL}


def take_out_of_tables(results: TableResults, names: Collection[str], say: Translate) -> AnonymousTables:
    """Return the results of tables without what `take_out` takes out of a report."""
    taker = _Taker(results.card, names, say=say)
    card = taker.card(results.card)
    found = taker.list()  # actions and steps say the same again
    rest = {name: taker.seen(getattr(results, name), name, ()) for name in ("actions", "steps")}
    return AnonymousTables(replace(results, card=card, **rest), found)


def people(value: Any, field: str = "") -> Iterator[str]:
    """Yield the names of people in results: whoever observed, disputed, fixed or audited something.

    An owner is one if the name has two words or more: one word is a department's.
    """
    if is_dataclass(value):
        for inner in fields(value):
            if not (inner.name == "by" and isinstance(value, _NOT_BY_PEOPLE)):
                yield from people(getattr(value, inner.name), inner.name)
    elif isinstance(value, dict | list):
        for inner_value in value.values() if isinstance(value, dict) else value:
            yield from people(inner_value, field)
    elif isinstance(value, str) and field in WHO_DID_IT and (field != "owner" or " " in value.strip()):
        yield value.partition(",")[0].strip()


class _Taker:
    """Takes what is personal out of values, and counts it."""

    def __init__(
        self, card: Scorecard, names: Collection[str], *, say: Translate, files: Iterable[str] = ()
    ) -> None:
        self.say = say
        self.counted: Counter[tuple[Personal, str]] = Counter()
        self.files = {path: str(number) for number, path in enumerate(files, start=1)}
        self._visits = {visit: str(number) for number, visit in enumerate(card.visits, start=1)}
        self._names = Names(names)
        said = [*_published(card)]
        self._own_numbers = {digits_of(text) for text in said}
        self._own_mails = {text.strip().casefold() for text in said}

    def list(self) -> list[TakenOut]:
        return [
            TakenOut(kind=kind, where=where, count=count) for (kind, where), count in self.counted.items()
        ]

    def card(self, card: Scorecard) -> Any:
        """Return a scorecard without what is personal, its visits by their numbers."""
        visits = {self._visits[visit]: shown for visit, shown in card.visits.items()}
        return self.seen(replace(card, visits=visits), "", ())

    def seen(self, value: Any, field: str, path: tuple[str, ...], *, fact: bool = False) -> Any:
        """Return a value without what is personal; `path` are the ids on the way to it."""
        if isinstance(value, str):
            return self._text(value, field, path, fact=fact)
        if isinstance(value, dict):
            return {
                key: self.seen(inner, field, (*path, str(key)), fact=fact) for key, inner in value.items()
            }
        if isinstance(value, list):
            return [self.seen(inner, field, path, fact=fact) for inner in value]
        if is_dataclass(value) and not isinstance(value, type):
            return self._record(value, path)
        return value

    def _record(self, record: Any, path: tuple[str, ...]) -> Any:
        fact = isinstance(record, _FACTS) or (isinstance(record, Recommendation) and record.kind == "fact")
        before = Counter(self.counted)
        parts = {
            field.name: self.seen(getattr(record, field.name), field.name, path, fact=fact)
            for field in fields(record)
            if not (field.name == "by" and isinstance(record, _NOT_BY_PEOPLE))
        }
        if isinstance(record, EvidenceShown) and record.file:
            parts["file"] = self.files.setdefault(record.file, str(len(self.files) + 1))
        if isinstance(record, _REPEATS):
            self.counted = before
        return replace(record, **parts)

    def _text(self, text: str, field: str, path: tuple[str, ...], *, fact: bool) -> str:
        where = f"{'/'.join(path[-2:])} {field}".strip()
        if field in WRITTEN_BY_PEOPLE:
            return self._text_of_people(text, field, where, fact=fact)
        if field in WHO_DID_IT or field in NAMES_ONLY or field in ON_THE_COVER:
            return self._without_name(text, where)
        if field in NAMED_FILES:
            return self._names.out_of_path(text, lambda _name: f"[{self.say('name')}]")
        return self._visits.get(text, text) if field == "visit" else text

    def _text_of_people(self, text: str, field: str, where: str, *, fact: bool) -> str:
        if field == "link":
            return self._link(text, where)
        if not fact and (field != "answer" or _SENTENCE.search(text)):
            kept = field in _ADVICE
            text = without_mails(text, self._put("mail address", where, self._own_mail if kept else None))
            text = without_numbers(text, self._put("phone number", where, self._own_number if kept else None))
        return self._without_name(text, where)

    def _own_mail(self, found: str) -> bool:
        return found.casefold() in self._own_mails

    def _own_number(self, found: str) -> bool:
        return digits_of(found) in self._own_numbers

    def _link(self, link: str, where: str) -> str:
        for start, kind in _TO_PEOPLE:
            if link.lower().startswith(start):
                self.counted[kind, where] += 1
                return f"[{self.say(kind)}]"
        plain = without_numbers_of_links(
            without_mails(link, self._in_link("mail address", where)), self._put("phone number", where)
        )
        return self._names.out_of_path(plain, self._put("name", where))

    def _in_link(self, kind: Personal, where: str) -> Replace:
        """Keep of a link what stands before the address in it."""
        put = self._put(kind, where)
        return lambda found: f"{found[: _start_of_address(found)]}{put(found)}"

    def _without_name(self, text: str, where: str) -> str:
        return self._names.out_of(text, self._put("name", where))

    def _put(self, kind: Personal, where: str, kept: Callable[[str], bool] | None = None) -> Replace:
        def put(found: str) -> str:
            if kept is not None and kept(found):
                return found
            self.counted[kind, where] += 1
            return f"[{self.say(kind)}]"

        return put


def _start_of_address(found: str) -> int:
    """Return where a mail address begins in a piece of a link."""
    before = found.partition("@")[0]
    return max(before.rfind(mark) for mark in "/?=&#") + 1


def _published(card: Scorecard) -> Iterator[str]:
    """Yield what the company says of itself: its own numbers and addresses."""
    for fact in card.consistency.facts.values() if card.consistency else ():
        yield fact.fact
        yield from (said.says for said in fact.said.values() if said.says)
