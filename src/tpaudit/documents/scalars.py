"""How a written scalar becomes the value that its field wants: numbers, flags, days, ids.

The reader keeps every scalar as it was written. What YAML itself would have taken for a number, a
date or a flag arrives as `Bare`, so that a field that wants text can ask for quotes, and nothing is
turned into something else on the way.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

LONGEST_NUMBER: Final = 32
_LINE: Final = 60
MOST: Final = 1_000_000_000
SCALAR: Final = ("string", "number", "boolean")
_NUMBER: Final = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)\Z", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?\Z", re.ASCII)
_PLAIN_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_FLAGS: Final = {"true": True, "yes": True, "false": False, "no": False}


class Bare:
    """A scalar written without quotes that YAML takes for a number, a date, true or false."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        """Keep the text as written."""
        self.text = text

    def __repr__(self) -> str:
        """Show the text as written."""
        return f"Bare({self.text!r})"

    def __str__(self) -> str:
        """Give the text as written."""
        return self.text


def wrong(message: str) -> PydanticCustomError:
    """Return the error of a field: 'what is wrong; what was expected', in words for a person."""
    return PydanticCustomError("said", "{message}", {"message": message})


def written(value: object) -> str | None:
    """Return the text of a scalar as it was written, None for anything that is not one."""
    if type(value) is Bare:
        return value.text
    return value if isinstance(value, str) else None


def named(value: object) -> str:
    """Say what stands there, for a message: a text in back-quotes, or what kind of thing it is."""
    text = written(value)
    if text is not None:
        short = text if len(text) <= _LINE else text[: _LINE - 3] + "..."
        return f"`{short}`"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return "nothing" if value is None else f"`{value}`"


class Described(BaseModel):
    """A frozen, strict model whose JSON Schema carries the text below each field."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, hide_input_in_errors=True, defer_build=True
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Add the texts; they are read from the source, since only editors and messages ask for them."""
        from tpaudit.documents.schema import describe

        return describe(handler.resolve_ref_schema(handler(core)), cls)


class Record(Described):
    """A mapping whose keys are known: unknown keys refused, a null key absent."""

    def fault(self) -> str | None:
        """Say what is wrong between the keys, None if nothing is."""
        return None

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Drop null keys before, and ask for the fault after; cheaper to set up than decorated validators."""
        schema = core_schema.no_info_before_validator_function(without_nulls, handler(source))
        if cls.fault is Record.fault:
            return schema
        return core_schema.no_info_after_validator_function(_faultless, schema)


def _faultless(record: Record) -> Record:
    fault = record.fault()
    if fault is not None:
        raise wrong(fault)
    return record


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
        msg = f"{named(value)} stands where a number is wanted; write one such as 3 or 4.5"
        raise wrong(msg)
    if len(text) > LONGEST_NUMBER:
        msg = f"a number of {len(text)} characters is out of range; at most {LONGEST_NUMBER} are read"
        raise wrong(msg)
    if not _NUMBER.match(text):
        mend = "write one such as 3 or 4.5"
        if _NUMBER.match(text.replace(",", ".", 1)):
            mend = f"write {text.replace(',', '.', 1)}, with a point"
        msg = f"{named(value)} is not a number; {mend}"
        raise wrong(msg)
    return float(text)


def shown(value: float) -> str:
    """Write a number as a person would: 3 for 3.0, 0.25 as it is, never with an exponent."""
    if value == int(value):
        return str(int(value))
    text = repr(value)
    return f"{value:.20f}".rstrip("0") if "e" in text else text


def _within(low: float, high: float) -> Callable[[object], float]:
    def read(value: object) -> float:
        amount = number(value)
        if not low <= amount <= high:
            upto = f"from {shown(low)} to {shown(high)}" if high < math.inf else f"of {shown(low)} or more"
            msg = f"{named(value)} is out of range; expected a number {upto}"
            raise wrong(msg)
        return amount

    return read


def _whole(low: int, high: int) -> Callable[[object], int]:
    inside = _within(low, high)

    def read(value: object) -> int:
        amount = inside(value)
        if not amount.is_integer():
            msg = f"{named(value)} is not a whole number; expected one from {low} to {high}"
            raise wrong(msg)
        return int(amount)

    return read


def flag(value: object) -> bool:
    """Return what true, false, yes or no means; raise on anything else."""
    if isinstance(value, bool):
        return value
    said = _FLAGS.get((written(value) or "").lower())
    if said is None:
        msg = f"{named(value)} is neither yes nor no; write yes, no, true or false"
        raise wrong(msg)
    return said


def day(value: object) -> str:
    """Return a day of the calendar as YYYY-MM-DD; raise on anything else."""
    return _calendar(written(value), value, _DAY.match, "a day such as 2026-11-03")


def moment(value: object) -> str:
    """Return a day, or a minute of it, as YYYY-MM-DD or YYYY-MM-DDThh:mm; raise on anything else."""
    return _calendar(written(value), value, _MOMENT.match, "a day such as 2026-11-03, or 2026-11-03T12:30")


def _calendar(text: str | None, value: object, match: Callable[[str], object], wanted: str) -> str:
    if text is None or not match(text):
        msg = f"{named(value)} is not a date; write {wanted}"
        raise wrong(msg)
    if not _exists(text):
        msg = f"{named(value)} is not in the calendar; write {wanted}"
        raise wrong(msg)
    return text


@lru_cache(maxsize=4096)
def _exists(text: str) -> bool:
    try:
        datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return False
    return True


def identifier(value: object) -> str:
    """Return an id: lower-case letters and digits of any script, hyphens between, NFC; raise on others."""
    text = written(value)
    if text is None:
        msg = f"{named(value)} stands where an id is wanted; write one such as order-line"
        raise wrong(msg)
    if _PLAIN_ID.match(text) or is_identifier(text):
        return text
    msg = f"{named(value)} is not an id; use lower-case letters and digits with single hyphens between"
    mend = "-".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text.lower())))
    raise wrong(f"{msg}, such as {mend}" if mend and is_identifier(mend) else msg)


def is_identifier(text: str) -> bool:
    """Tell whether a text is an id. Marks count as letters: many scripts cannot be written without."""
    return (
        text == text.lower()
        and unicodedata.is_normalized("NFC", text)
        and all(
            part and part[0].isalnum() and all(c.isalnum() or unicodedata.category(c)[0] == "M" for c in part)
            for part in text.split("-")
        )
    )


class Written:
    """Marks a type that one function reads from what was written, and its JSON Schema for editors.

    What pydantic's own plain validator does, without its look at the function's signature: there are
    two hundred such fields, and every command would wait for them.
    """

    def __init__(self, read: Callable[[Any], object], **schema: object) -> None:
        """Take the function, which raises `wrong` on what it cannot read, and the schema's keys."""
        self.core = core_schema.no_info_plain_validator_function(read)
        self.schema = schema

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema that calls the function."""
        return self.core

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> dict[str, object]:
        """Return what an editor may expect there."""
        return dict(self.schema)


class Editors:
    """Marks a type for which editors are told something else than the model is."""

    def __init__(self, **schema: object) -> None:
        """Take the JSON Schema's keys."""
        self.schema = schema

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> dict[str, object]:
        """Return what an editor may expect there."""
        return dict(self.schema)


class Before:
    """Marks a type whose input one function brings into shape first."""

    def __init__(self, shape: Callable[[Any], object], *also: Mapping[str, object]) -> None:
        """Take the function, and the JSON Schemas of what it brings into shape."""
        self.shape = shape
        self.also = also

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of the type behind the function."""
        return core_schema.no_info_before_validator_function(self.shape, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the schema of the type, or of what else may be written there."""
        inner = handler(core)
        return {"anyOf": [inner, *self.also]} if self.also else inner


class SeveralOf(Before):
    """Marks a list that may be written as its one entry."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the schema of the list, or of one entry."""
        inner = handler(core)
        return {"anyOf": [inner, inner["items"]]}


class ById(Before):
    """Marks a mapping by id."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Hold the names to the pattern, where pydantic would leave unchecked what stands under others."""
        inner = dict(handler(core))
        for pattern, entry in inner.pop("patternProperties", {}).items():
            inner |= {"additionalProperties": entry, "propertyNames": {"pattern": pattern}}
        return inner


class OneOf:
    """Marks a union whose branch is told by looking at the value, so that only one branch complains."""

    def __init__(self, told_by: Callable[[Any], str | None], expected: str = "", **branches: Any) -> None:
        """Take the function that names the branch, what a message expects, and the branches by name."""
        self.told_by = told_by
        self.expected = expected
        self.branches = branches

    def __get_pydantic_core_schema__(self, _source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return a tagged union; tags stand in angle brackets, so that no key of a file is one."""
        return core_schema.tagged_union_schema(
            {f"<{name}>": handler.generate_schema(branch) for name, branch in self.branches.items()},
            discriminator=lambda value: (name := self.told_by(value)) and f"<{name}>",
            custom_error_type="said",
            custom_error_message=self.expected,
        )


def _several(value: object) -> object:
    """Take one thing for a list of one, so that `device: mobile` says what it seems to say."""
    if isinstance(value, list | tuple):
        return tuple(value)
    return value if value is None or isinstance(value, dict) else (value,)


T = TypeVar("T")

points = _within(0, 100)
Number = Annotated[float, Written(number, type="number")]
Weight = Annotated[float, Written(_within(0.001, 1000), type="number", minimum=0.001, maximum=1000)]
Points = Annotated[float, Written(points, type="number", minimum=0, maximum=100)]
Amount = Annotated[float, Written(_within(0, math.inf), type="number", minimum=0)]
Count = Annotated[int, Written(_whole(1, MOST), type="integer", minimum=1, maximum=MOST)]
Flag = Annotated[bool, Written(flag, enum=[True, False, "yes", "no", "true", "false"])]
Day = Annotated[str, Written(day, type="string", pattern=r"^\d{4}-\d{2}-\d{2}$")]
Moment = Annotated[str, Written(moment, type="string", pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$")]
Id = Annotated[str, Written(identifier, type="string", pattern=r"^[^\sA-Z_/.]+$")]
Several = Annotated[tuple[T, ...], SeveralOf(_several)]
Keyed = Annotated[dict[Id, T], ById(without_nulls)]
