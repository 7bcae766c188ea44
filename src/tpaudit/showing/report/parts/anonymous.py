"""Anonymous: names of people, phone numbers and mail addresses taken out of a report, and where that was."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, Literal, NamedTuple

from tpaudit.results.claims import Claim
from tpaudit.results.computed import Computed
from tpaudit.results.insights import FactSaid, Inconsistency, Said, SaidThere
from tpaudit.results.plan import Recommendation
from tpaudit.results.scorecard import Fault, Groups
from tpaudit.showing.export.results import TableResults
from tpaudit.showing.report.results import ReportResults
from tpaudit.showing.text.translate import Translate

Personal = Literal["name", "phone number", "mail address"]
PERSONAL: Final[tuple[Personal, ...]] = ("name", "phone number", "mail address")

_TEXTS: Final = frozenset(
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
        "prepared_by",
        "prepared_for",
    ]
)
"""The fields of results in which people write whatever they like."""
_ADVICE: Final = frozenset({"fix", "turn_round", "task", "prepared_by", "prepared_for"})
"""Those that may tell to write a number somewhere: only names are taken out of them."""
_SENTENCE: Final = re.compile(r"[@+ ]")
"""What tells an answer in words from one of a few, a figure or a day."""
_TO_PEOPLE: Final[tuple[tuple[str, Personal], ...]] = (("mailto:", "mail address"), ("tel:", "phone number"))
"""How links begin that are somebody's address; other links stay as they are, but for mail addresses."""
_PEOPLE: Final = frozenset({"by", "auditor", "resolved_by", "owner"})
"""The fields that hold who did something."""
_FACTS: Final = (Said, SaidThere, FactSaid, Inconsistency)
"""What the company says of itself: its own phone number is no secret."""
_NOT_BY_PEOPLE: Final = (Fault, Groups)
"""Records whose `by` is a touchpoint, or how the journey is cut."""
_REPEATS: Final = (Claim, Fault)
"""Records that repeat a note, which is counted where it stands."""
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE: Final = re.compile(r"(?<![\w.,/-])(?:\+\d|\(?0|8[ (-]|1[3-9]\d)[\d ()–-]{5,20}\d(?![\w/-])")
_DAY: Final = re.compile(r"^0?\d{1,2}[ .–-]\d{1,2}[ .–-]\d{2,4}$")
_FEWEST_DIGITS: Final = 7
_SHORTEST: Final = 2
"""Letters of a name at least: one letter stands in every text."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
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
    taker = _taker(names, say)
    card = taker.seen(results.card, "", ())
    audit = taker.seen(results.audit, "", ())
    found = taker.list()  # the plan says the same again
    rest = {
        field.name: taker.seen(getattr(results, field.name), field.name, ())
        for field in fields(results)
        if field.name not in ("card", "unredacted", "audit", "files")
    }
    unredacted = card if results.unredacted else None
    return Anonymous(replace(results, card=card, unredacted=unredacted, audit=audit, **rest), found)


def taken_counts(taken_out: Collection[TakenOut]) -> dict[Personal, int]:
    """Return how many of each kind were taken out; nothing where nothing was."""
    if not taken_out:
        return {}
    return {kind: sum(taken.count for taken in taken_out if taken.kind == kind) for kind in PERSONAL}


def take_out_of_tables(results: TableResults, names: Collection[str], say: Translate) -> AnonymousTables:
    """Return the results of tables without what `take_out` takes out of a report."""
    taker = _taker(names, say)
    card = taker.seen(results.card, "", ())
    found = taker.list()  # actions and steps say the same again
    rest = {name: taker.seen(getattr(results, name), name, ()) for name in ("actions", "steps")}
    return AnonymousTables(replace(results, card=card, **rest), found)


def _taker(names: Collection[str], say: Translate) -> "_Taker":
    long = (name for name in names if len(name) >= _SHORTEST)
    return _Taker(sorted(long, key=lambda name: (-len(name), name)), say)


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
    elif isinstance(value, str) and field in _PEOPLE and (field != "owner" or " " in value.strip()):
        name = value.partition(",")[0].strip()
        yield name
        yield from (word for word in name.split() if len(word) > _SHORTEST and word[:1].isupper())


class _Taker:
    """Takes what is personal out of values, and counts it."""

    def __init__(self, names: list[str], say: Translate) -> None:
        self.say = say
        self.counted: Counter[tuple[Personal, str]] = Counter()
        self._name = re.compile("|".join(map(_whole, names))) if names else None

    def list(self) -> list[TakenOut]:
        return [
            TakenOut(kind=kind, where=where, count=count) for (kind, where), count in self.counted.items()
        ]

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
        if isinstance(record, _REPEATS):
            self.counted = before
        return replace(record, **parts)

    def _text(self, text: str, field: str, path: tuple[str, ...], *, fact: bool) -> str:
        where = f"{'/'.join(path[-2:])} {field}".strip()
        if field in _PEOPLE:
            return self._without_name(text, where)
        if field not in _TEXTS or (field == "answer" and not _SENTENCE.search(text)):
            return text
        if field == "link":
            return self._link(text, where)
        if not fact and field not in _ADVICE:
            text = _MAIL.sub(self._put("mail address", where), text)
            text = _PHONE.sub(lambda match: self._phone(match, where), text)
        return self._without_name(text, where)

    def _link(self, link: str, where: str) -> str:
        for start, kind in _TO_PEOPLE:
            if link.lower().startswith(start):
                self.counted[kind, where] += 1
                return f"[{self.say(kind)}]"
        return _MAIL.sub(self._put("mail address", where), link)

    def _phone(self, match: re.Match[str], where: str) -> str:
        digits = sum(letter.isdigit() for letter in match[0])
        if digits < _FEWEST_DIGITS or _DAY.match(match[0]):
            return match[0]
        return self._put("phone number", where)(match)

    def _without_name(self, text: str, where: str) -> str:
        return self._name.sub(self._put("name", where), text) if self._name else text

    def _put(self, kind: Personal, where: str) -> Callable[[re.Match[str]], str]:
        def put(_match: re.Match[str]) -> str:
            self.counted[kind, where] += 1
            return f"[{self.say(kind)}]"

        return put


def _whole(name: str) -> str:
    """Return a pattern of a name as a word of its own; Chinese has no spaces around words."""
    before, after = (r"(?<!\w)", r"(?!\w)") if name.isascii() or not _is_chinese(name) else ("", "")
    return f"{before}{re.escape(name)}{after}"


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)
