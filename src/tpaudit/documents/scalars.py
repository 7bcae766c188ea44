"""How a written scalar becomes the value that its field wants: numbers, flags, days.

The reader keeps every scalar as it was written. What YAML itself would have taken for a number, a
date or a flag arrives as `Bare`, so that a field that wants text can ask for quotes, and nothing is
turned into something else on the way.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from pydantic_core import PydanticCustomError

from tpaudit.documents.worded import AND, Worded, fixed, linked

LONGEST_NUMBER: Final = 32
_LINE: Final = 60
_NUMBER: Final = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)\Z", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?\Z", re.ASCII)
_FULLWIDTH: Final = ("\uff01", "\uff5e")
_LOOKALIKES: Final = {
    "\u00a0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u2007": "a figure space",
    "\u2009": "a thin space",
    "\u3000": "an ideographic space",
    "\u200b": "a zero-width space",
    "\ufeff": "a byte order mark",
    "\u2212": "a minus sign where a hyphen is wanted",
}
"""What looks like a plain space or hyphen, and is another sign."""
_A_DAY: Final = fixed("a day such as 2026-11-03")
_A_MOMENT: Final = fixed("a day such as 2026-11-03, or 2026-11-03T12:30")
_FLAGS: Final = {"true": True, "yes": True, "false": False, "no": False}


class Bare:
    """A scalar written without quotes that YAML takes for a number, a date, true or false."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        """Keep the text as written."""
        self.text = text

    def __eq__(self, other: object) -> bool:
        """Compare what was written."""
        return type(other) is Bare and self.text == other.text

    def __hash__(self) -> int:
        """Go with what was written."""
        return hash(self.text)

    def __repr__(self) -> str:
        """Show the text as written."""
        return f"Bare({self.text!r})"

    def __str__(self) -> str:
        """Give the text as written."""
        return self.text


def wrong(message: str) -> PydanticCustomError:
    """Return the error of a field: 'what is wrong; what was expected', in words for a person.

    Bytes of an argument that are not UTF-8 are written as escapes.
    """
    printable = message.encode("utf-8", "backslashreplace").decode("utf-8")
    printable = message if printable == message else printable
    return PydanticCustomError("said", "{message}", {"message": printable})


def said_by(error: ValueError) -> str:
    """Return what `wrong` was told, or the text of another error."""
    if isinstance(error, PydanticCustomError) and error.context is not None:
        said: str = error.context["message"]
        return said
    return str(error)


def written(value: object) -> str | None:
    """Return the text of a scalar as it was written, None for anything that is not one."""
    if type(value) is Bare:
        return value.text
    return value if isinstance(value, str) else None


def named(value: object) -> str:
    """Say what stands there, for a message: a text in back-quotes, or what kind of thing it is."""
    text = written(value)
    if text == "":
        return fixed("an empty text")
    if text is not None:
        short = text if len(text) <= _LINE else text[: _LINE - 3] + "..."
        return Worded("`{short}`{unlike_plain}", short=short, unlike_plain=_unlike_plain(short))
    if isinstance(value, Mapping):
        return fixed("a mapping")
    if isinstance(value, list | tuple):
        return fixed("a list")
    if isinstance(value, float):
        return f"`{as_text(value)}`"
    return fixed("nothing") if value is None else f"`{value}`"


def _unlike_plain(text: str) -> str:
    """Name the signs of a text that look like plain ones and are none."""
    found = {what: None for sign in text if (what := _LOOKALIKES.get(sign) or _fullwidth(sign))}
    if not found:
        return ""
    signs = [Worded("it has {what}", what=fixed(what)) for what in found]
    return Worded(" ({found})", found=linked(signs, AND))


def _fullwidth(sign: str) -> str | None:
    if not _FULLWIDTH[0] <= sign <= _FULLWIDTH[1]:
        return None
    return (
        "fullwidth digits"
        if sign.isdecimal()
        else "fullwidth letters"
        if sign.isalpha()
        else "fullwidth signs"
    )


def without_nulls(data: Any) -> Any:
    """Drop the keys of a mapping that have no value; leave everything else alone."""
    if type(data) is dict and None in data.values():
        return {key: value for key, value in data.items() if value is not None}
    return data


def number(value: object) -> float:
    """Return a finite number written in ASCII digits, at most 32 characters; raise on anything else."""
    text = written(value)
    if text is None:
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
        msg = Worded(
            "{value} stands where a number is wanted; write one such as 3 or 4.5", value=named(value)
        )
        raise wrong(msg)
    if len(text) > LONGEST_NUMBER:
        msg = Worded(
            "a number of {length} characters is out of range; at most {most} are read",
            length=len(text),
            most=LONGEST_NUMBER,
        )
        raise wrong(msg)
    if not _NUMBER.match(text):
        fix = fixed("write one such as 3 or 4.5")
        if _NUMBER.match(text.replace(",", ".", 1)):
            fix = Worded("write {replace}, with a point", replace=text.replace(",", ".", 1))
        msg = Worded("{value} is not a number; {fix}", value=named(value), fix=fix)
        raise wrong(msg)
    return float(text)


def is_number(text: str) -> bool:
    """Tell whether a text is written as a number, whatever its size."""
    return _NUMBER.match(text) is not None


def as_text(value: float) -> str:
    """Write a number as a person would: 3 for 3.0, 0.25 as it is, never with an exponent."""
    if value == int(value):
        return str(int(value))
    text = repr(value)
    return f"{value:.20f}".rstrip("0") if "e" in text else text


def within(low: float, high: float) -> Callable[[object], float]:
    """Return the function that reads a number between two ends, both included."""

    def read(value: object) -> float:
        amount = number(value)
        if not low <= amount <= high:
            upto = (
                Worded("from {low} to {high}", low=as_text(low), high=as_text(high))
                if high < math.inf
                else Worded("of {low} or more", low=as_text(low))
            )
            msg = Worded("{value} is out of range; expected a number {upto}", value=named(value), upto=upto)
            raise wrong(msg)
        return amount

    return read


def whole_number(low: int, high: int) -> Callable[[object], int]:
    """Return the function that reads a whole number between two ends, both included."""
    inside = within(low, high)

    def read(value: object) -> int:
        amount = inside(value)
        if not amount.is_integer():
            msg = Worded(
                "{value} is not a whole number; expected one from {low} to {high}",
                value=named(value),
                low=low,
                high=high,
            )
            raise wrong(msg)
        return int(amount)

    return read


def either(first: float, second: float) -> Callable[[object], float]:
    """Return the function that reads one of two numbers."""

    def read(value: object) -> float:
        amount = number(value)
        if amount not in (first, second):
            msg = Worded(
                "{value} is not known here; expected {first} or {second}",
                value=named(value),
                first=as_text(first),
                second=as_text(second),
            )
            raise wrong(msg)
        return amount

    return read


points = within(0, 100)
_weight = within(0.001, 1000)


def weight_or_none(value: object) -> float:
    """Return a weight from 0.001 to 1000, or 0 for what is not weighed at all."""
    return 0.0 if written(value) in ("0", "0.0") or value == 0 else _weight(value)


def flag(value: object) -> bool:
    """Return what true, false, yes or no means; raise on anything else."""
    if isinstance(value, bool):
        return value
    said = _FLAGS.get((written(value) or "").lower())
    if said is None:
        msg = Worded("{value} is neither yes nor no; write yes, no, true or false", value=named(value))
        raise wrong(msg)
    return said


def day(value: object) -> str:
    """Return a day of the calendar as YYYY-MM-DD; raise on anything else."""
    return _calendar(written(value), value, _DAY.match, _A_DAY)


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar, as YYYY-MM-DD."""
    return bool(_DAY.match(text)) and _exists(text)


def moment(value: object) -> str:
    """Return a day, or a minute of it, as YYYY-MM-DD or YYYY-MM-DDThh:mm; raise on anything else."""
    return _calendar(written(value), value, _MOMENT.match, _A_MOMENT)


def _calendar(text: str | None, value: object, match: Callable[[str], object], wanted: str) -> str:
    if text is None or not match(text):
        msg = Worded("{value} is not a date; write {wanted}", value=named(value), wanted=wanted)
        raise wrong(msg)
    if not _exists(text):
        msg = Worded("{value} is not in the calendar; write {wanted}", value=named(value), wanted=wanted)
        raise wrong(msg)
    return text


@lru_cache(maxsize=4096)
def _exists(text: str) -> bool:
    try:
        datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return False
    return True
