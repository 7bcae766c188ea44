"""JSON that another program wrote: bounded, without numbers that are none, and read without trust in its shape."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

from tpaudit.documents.identifiers import is_identifier
from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import InputError, Problem

_MOST_VALUES: Final = 2_000_000
"""How many values a file may hold: what its signs between values say, before any memory is spent on them."""
_LARGEST: Final = 1e15
"""The largest number that is taken for one."""
_DECIMALS: Final = 12
_LONGEST_NAME: Final = 80
_LONGEST_TEXT: Final = 400
_LONGEST_LINK: Final = 2_000
_UNSEEN: Final = re.compile("[\ud800-\udfff\ufffe\uffff\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Half characters, marks that are no text, and those that turn the direction of what follows."""
_LINK: Final = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x20\x7f]+\Z", re.IGNORECASE)


def json_value(file: str, source: bytes) -> Any:
    """Return what a JSON file says; raises InputError if it is none, or holds more than a report may."""
    if sum(map(source.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        raise unusable(
            file,
            "it is too large",
            Worded("a report of at most {most_values} values", most_values=_MOST_VALUES),
        )
    try:
        return json.loads(source, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        what = Worded("this is not JSON that can be read: {reason}", reason=error.msg.lower())
        raise unusable(file, what, "a report in JSON", line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise unusable(
            file,
            Worded("this is not JSON that can be read: {reason}", reason=_reason(error)),
            "a report in JSON",
        ) from error


def unusable(file: str, what: str, expected: str, *, line: int = 1, column: int = 1) -> InputError:
    """Return the error of a file of which nothing can be taken."""
    message = Worded(
        "{what}; nothing of it is taken; expected {expected}", what=fixed(what), expected=fixed(expected)
    )
    return InputError([Problem(file=file, line=line, column=column, address="", message=message)])


def _no_number(word: str) -> NoReturn:
    """Refuse NaN and the infinities, which JSON does not have and Python reads."""
    msg = Worded("{word} is no number", word=word)
    raise ValueError(msg)


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return fixed("it is nested too deeply")
    if isinstance(error, UnicodeError):
        return fixed("its bytes are no text in UTF-8, UTF-16 or UTF-32")
    return fixed("a number in it is too long") if "digits" in str(error) else str(error)


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a mapping, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def entries(value: Any) -> Sequence[Any]:
    """Return a list, an empty one for anything else."""
    return value if isinstance(value, list) else ()


def amount_of(value: Any) -> float | None:
    """Return a number below _LARGEST to twelve decimals, None for anything else, true and false among it."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        amount = float(value)
    except OverflowError:
        return None
    return round(amount, _DECIMALS) if abs(amount) <= _LARGEST else None


def words(value: Any, most: int = _LONGEST_TEXT) -> str:
    """Return a text on one line, at most so long, without what cannot be seen; empty for anything else."""
    if not isinstance(value, str):
        return ""
    plain = "".join(sign for sign in _UNSEEN.sub("", value[: most * 8]) if sign >= " " or sign.isspace())
    text = " ".join(plain.split()).replace("\x7f", "")
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def name(value: Any) -> str:
    """Return an id, as tools call their rules; empty for what is none."""
    text = value.lower() if isinstance(value, str) and len(value) <= _LONGEST_NAME else ""
    return text if is_identifier(text) else ""


def link(value: Any) -> str:
    """Return an address of the web that may stand as evidence; empty for anything else."""
    fits = isinstance(value, str) and len(value) <= _LONGEST_LINK and _LINK.match(value)
    return value if fits else ""


_ISO: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?\Z"
)


def minute(value: Any) -> str | None:
    """Return a moment in ISO 8601 to the minute, by its own clock, as a visit says it; None for what is none."""
    from tpaudit.documents.scalars import is_day

    found = _ISO.match(value.strip()) if isinstance(value, str) and len(value) <= _LONGEST_NAME else None
    if found is None or not is_day(found[1]) or not "00:00" <= found[2] <= "23:59" or found[2][3:] > "59":
        return None
    return f"{found[1]}T{found[2]}"
