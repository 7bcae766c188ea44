"""Tables of keys: the rows that the docs show of a model, made from its fields and the texts below them.

A page marks where a table stands: `<!-- keys: Checklist, Target -->` ... `<!-- end -->`. The keys of the further
classes stand below the key that holds them, with a dot (`for.channels`); those that no key holds come after.
`Handover beyond Touchpoint` shows only what the first class says itself.
"""

import dataclasses
import importlib
import inspect
import pkgutil
import re
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from tpaudit import documents, results
from tpaudit.documents import (
    audit,
    checklist,
    curves,
    durations,
    fields,
    import_map,
    observation,
    schedule,
    text,
    workspace,
)
from tpaudit.documents.scalars import as_text
from tpaudit.documents.schema import field_texts
from tpaudit.results import scorecard, standing

SECTION: Final = re.compile(r"<!-- keys: (?P<named>.+?) -->\n(?P<table>.*?)<!-- end -->\n", re.DOTALL)
HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)

WORDS: Final[Sequence[tuple[object, str]]] = (
    (text.Text, "text"),
    (text.Wording, "text"),
    (text.Language, "language code"),
    (fields.Number, "number"),
    (fields.Weight, "number 0.001-1000"),
    (fields.Points, "number 0-100"),
    (fields.Amount, "number, 0 or more"),
    (fields.Count, "whole number, 1 or more"),
    (fields.Flag, "yes/no"),
    (fields.Day, "day"),
    (fields.Moment, "moment"),
    (fields.Id, "id"),
    (durations.Duration, "duration"),
    (durations.Work, "duration"),
    (checklist.Format, "`1`"),
    (checklist.Effort, "effort"),
    (checklist.Condition, "answer"),
    (checklist.OnlyIf, "answers, or groups of conditions, by key"),
    (checklist.KindName, "[kind of answer](#kinds-of-answer)"),
    (checklist.Method, "[method](#methods)"),
    (checklist.ProbeName, "[measurement](probe.md#measurements)"),
    (curves.Curve, "[curve](#curves)"),
    (curves.Ideal, "[curve](#curves)"),
    (curves.WrittenLimit, "limit"),
    (curves.WrittenPair, "two limits"),
    (curves.Limit, "limit"),
    (observation.Answers, "[answers](#answers)"),
    (observation.Felt, "[feeling](#feelings)"),
    (audit.Applied, "[answers](#answers) by item, by checklist"),
    (audit.JourneyChoice, "name, or [keys](#keys-of-a-journey)"),
    (schedule.Interval, "interval"),
    (workspace.Colour, "colour"),
    (workspace.Rules, "[rule](#rules-of-the-gate)"),
    (import_map.QuestionAddress, "question"),
    (import_map.WrittenText, "text"),
    (import_map.DateOrder, "order of a date"),
    (import_map.MarksFromTo, "scale"),
    (scorecard.Fault, "[object](scorecard.md#a-fault)"),
    (standing.Standing, "[object](gate.md#a-standing)"),
    (str, "text"),
    (int, "number"),
    (float, "number"),
    (bool, "true/false"),
    (types.NoneType, "null"),
)
"""What a type is called for people; the others are put together from these."""


class Row(NamedTuple):
    """A key of a file, or a field of a result."""

    key: str
    type: str
    default: str
    """`needed`, a default, or empty for what may be absent."""
    meaning: str


def _classes_of(package: types.ModuleType) -> Iterator[type]:
    for one in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{one.name}")
        yield from (cls for cls in vars(module).values() if getattr(cls, "__module__", "") == module.__name__)


def _names(cls: Any) -> list[str]:
    """Return the names of the fields of a model or a result type."""
    return (
        list(cls.model_fields)
        if issubclass(cls, BaseModel)
        else [one.name for one in dataclasses.fields(cls)]
    )


DOCUMENTS: Final = {
    cls.__name__: cls
    for cls in _classes_of(documents)
    if isinstance(cls, type) and issubclass(cls, BaseModel) and cls.model_fields
}
RESULTS: Final = {
    cls.__name__: cls
    for cls in _classes_of(results)
    if isinstance(cls, type) and dataclasses.is_dataclass(cls)
}


def with_tables(page: str) -> str:
    """Return a page with the table of each marked section as the models have it today."""
    links = _links(page)
    return SECTION.sub(
        lambda one: f"<!-- keys: {one['named']} -->\n{_table(one['named'], links)}<!-- end -->\n", page
    )


def classes_in(page: str) -> list[type]:
    """Return the classes that the marked sections of a page show, one time for each."""
    return [cls for one in SECTION.finditer(page) for cls in _named(one["named"])]


def rows(named: str, links: Mapping[type, str] | None = None) -> list[Row]:
    """Return the rows of the classes that a marker names; their types link to the headings given."""
    left = _named(named)
    found = list[Row]()
    while left:
        found += _rows(left.pop(0), "", left, links or {})
    if " beyond " not in named:
        return found
    own = {_key(cls, name)[0] for cls in _named(named) for name in inspect.get_annotations(cls)}
    return [row for row in found if row.key in own]


def _named(named: str) -> list[type]:
    """Return the classes that a marker names."""
    known = DOCUMENTS | RESULTS
    return [known[name] for name in named.partition(" beyond ")[0].split(", ")]


def _links(page: str) -> dict[type, str]:
    """Return where on a page the keys of each class stand, as `#heading`."""
    found = {}
    for one in SECTION.finditer(page):
        heading = HEADING.findall(page[: one.start()])[-1]
        for cls in _named(one["named"]):
            found[cls] = "#" + re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
    return found


def _table(named: str, links: Mapping[type, str]) -> str:
    found = rows(named, links)
    files = any(cls in DOCUMENTS.values() for cls in _named(named))
    head = ("key", "type", "default", "meaning") if files else ("key", "type", "meaning")
    lines = [head, ("---",) * len(head)]
    for row in found:
        cells = (f"`{row.key}`", row.type, row.default, row.meaning)
        lines.append(cells if files else (cells[0], cells[1], cells[3]))
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines).replace("|  |", "| |")


def _rows(cls: type, prefix: str, nested: list[type], links: Mapping[type, str]) -> Iterator[Row]:
    """Yield a row for each field, and below it those of a nested class that it holds, which is used up."""
    hints = get_type_hints(cls, include_extras=True)
    for name in _names(cls):
        key, default = _key(cls, name)
        meaning = " ".join(field_texts(cls).get(name, "").split()).replace("|", r"\|")
        held = next((one for one in nested if one in _parts(hints[name])), None)
        if held:
            nested.remove(held)
        words = "keys below" if held else in_words(hints[name], links, null=cls in RESULTS.values())
        yield Row(prefix + key, words, default, meaning)
        if held:
            yield from _rows(held, f"{prefix}{key}.", nested, links)


def _key(cls: type, name: str) -> tuple[str, str]:
    """Return a field's name in the file, and its default."""
    if not issubclass(cls, BaseModel):
        return name, ""
    field = cls.model_fields[name]
    return field.alias or name, "needed" if field.is_required() else _default(field.default)


def _default(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return as_text(value)
    return f"`{value}`" if isinstance(value, str) and value else ""


def _parts(hint: Any) -> list[Any]:
    """Return a type, or the types of which it is one."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    return list(get_args(hint)) if get_origin(hint) in (Union, types.UnionType) else [hint]


def in_words(hint: Any, links: Mapping[type, str], *, null: bool) -> str:
    """Say a type in plain words; `null` says whether the absence of a value is one of its values."""
    known = next((words for one, words in WORDS if one == hint), None)
    if known is not None:
        return known
    origin = get_origin(hint)
    args = get_args(hint)
    if origin is Annotated:
        return in_words(args[0], links, null=null)
    if origin in (Union, types.UnionType):
        words = [in_words(one, links, null=null) for one in args if null or one is not types.NoneType]
        return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    make: Callable[[Any, Mapping[type, str], bool], str] = _MADE.get(origin, _of_class)
    return make(hint, links, null)


def _of_choice(hint: Any, _links: Mapping[type, str], _null: bool) -> str:
    return "one of " + ", ".join(f"`{one}`" for one in get_args(hint))


def _of_list(hint: Any, links: Mapping[type, str], null: bool) -> str:
    words = in_words(get_args(hint)[0], links, null=null)
    if words.startswith("one of "):
        return words.replace("one of", "list of", 1)
    return f"list of {words.replace('[object]', '[objects]') if words[-1] in ')`' else words + 's'}"


def _of_mapping(hint: Any, links: Mapping[type, str], null: bool) -> str:
    key, value = get_args(hint)
    by = "id" if key == fields.Id else "limit" if key is curves.Limit else "key"
    words = in_words(value, links, null=null)
    return f"{words}, by {by}" if words.startswith("one of") or " by " in words else f"{words} by {by}"


def _of_class(hint: Any, links: Mapping[type, str], _null: bool) -> str:
    return f"[{'keys' if hint in DOCUMENTS.values() else 'object'}]({links.get(hint, '')})"


_MADE: Final[Mapping[Any, Callable[[Any, Mapping[type, str], bool], str]]] = {
    Literal: _of_choice,
    list: _of_list,
    tuple: _of_list,
    Sequence: _of_list,
    dict: _of_mapping,
    Mapping: _of_mapping,
}
