"""Results in JSON piece by piece: what is made when it is asked for is written, and let go of, one by one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Final

from tpaudit.results.made import Made
from tpaudit.showing.data.scorecard import as_json

_STEP: Final = "  "


def streamed_json(result: object) -> Iterator[str]:
    """Yield the pieces of a result as JSON: together they are what `as_json` says of the same lists and mappings."""
    yield from _pieces(result, "\n")
    yield "\n"


def _pieces(value: object, margin: str) -> Iterator[str]:
    """Yield the pieces of a value; `margin` is a line break and the spaces before what closes it."""
    if isinstance(value, Made) or (isinstance(value, list) and any(map(_holds_made, value))):
        yield from _within("[]", (("", entry) for entry in value), margin)
    elif isinstance(value, Mapping) and not isinstance(value, dict):
        yield from _within("{}", ((f"{_text(key)}: ", entry) for key, entry in value.items()), margin)
    elif _holds_made(value):
        names = [field.name for field in fields(value)]  # type: ignore[arg-type]  # a dataclass
        entries = ((f"{_text(name)}: ", getattr(value, name)) for name in names)
        yield from _within("{}", entries, margin)
    else:
        yield _text(value).replace("\n", margin)


def _within(marks: str, entries: Iterable[tuple[str, object]], margin: str) -> Iterator[str]:
    """Yield entries within their marks, each on lines of its own; nothing stands between the marks where there is none."""
    before = marks[0] + margin + _STEP
    for key, entry in entries:
        yield before + key
        yield from _pieces(entry, margin + _STEP)
        before = "," + margin + _STEP
    yield margin + marks[1] if before[0] == "," else marks


def _holds_made(value: object) -> bool:
    """Tell whether a record has something that is made when it is asked for."""
    return is_dataclass(value) and any(
        isinstance(getattr(value, field.name), Made) for field in fields(value)
    )


def _text(value: object) -> str:
    return as_json(value)[:-1]
