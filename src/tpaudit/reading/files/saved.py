"""Saved scorecards: JSON files that an earlier run wrote."""

import json
from collections.abc import Iterator
from typing import Any, Final, NoReturn, TypeVar

from pydantic import TypeAdapter, ValidationError

from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import BaselineError
from tpaudit.reading.files.disk import contents

Saved = TypeVar("Saved")
_RANGES: Final = {
    "score": (0.0, 100.0),
    "low": (0.0, 100.0),
    "high": (0.0, 100.0),
    "lost": (0.0, 100.0),
    "coverage": (0.0, 1.0),
    "weight": (0.0, 1_000.0),
    "importance": (0.0, 1_000.0),
}
"""What lies outside no scorecard says; a rounding error more is let through."""
_ROUNDING: Final = 1e-6


def read_saved(file: str, kind: type[Saved]) -> list[Saved]:
    """Return the scorecards of a JSON file, one object or a list; raises BaselineError if there are none."""
    expected = fixed("expected what `tpaudit score --format json` has written")
    try:
        data = json.loads(contents(file), parse_constant=_no_number)
        fault = next(_faults(data), None)
        if fault is not None:
            msg = Worded(
                "{file}: this is no scorecard ({fault}); {expected}",
                file=file,
                fault=fault,
                expected=expected,
            )
            raise BaselineError(msg)
        scorecards = TypeAdapter(list[kind]).validate_python(data if isinstance(data, list) else [data])  # type: ignore[valid-type]
    except (ValueError, RecursionError) as error:
        if isinstance(error, ValidationError):
            first = error.errors(include_url=False)[0]
            path = ".".join(str(step) for step in first["loc"][1:])
            msg = Worded(
                "{file}: this is no scorecard ({value}: {fault}); {expected}",
                file=file,
                value=path or fixed("the whole"),
                fault=first["msg"],
                expected=expected,
            )
        else:
            msg = Worded(
                "{file}: this is not JSON that can be read; {expected}", file=file, expected=expected
            )
        raise BaselineError(msg) from error
    if not scorecards:
        msg = Worded("{file}: there is no scorecard in it; {expected}", file=file, expected=expected)
        raise BaselineError(msg)
    return scorecards


def _no_number(word: str) -> NoReturn:
    """Refuse NaN and the infinities, which JSON does not have and Python reads."""
    raise ValueError(word)


def _faults(data: Any, key: str = "") -> Iterator[str]:
    """Yield what no scorecard says, though its types allow it: a figure out of range, or half a character."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _faults(name)
            yield from _faults(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _faults(value)
    elif isinstance(data, str):
        if any("\ud800" <= letter <= "\udfff" for letter in data):
            yield f"{key or 'a name'}: half a character"
    elif isinstance(data, float | int) and key in _RANGES:
        low, high = _RANGES[key]
        if not low - _ROUNDING <= data <= high + _ROUNDING:
            yield Worded(
                "{key}: {data} is not between {low} and {high}",
                key=key,
                data=data,
                low=f"{low:g}",
                high=f"{high:g}",
            )
