"""What models are made of: records, and the types of their fields with their JSON Schema for editors."""

import math
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, TypeVar, cast

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from tpaudit.documents.identifiers import identifier
from tpaudit.documents.scalars import (
    day,
    either,
    flag,
    moment,
    number,
    points,
    weight_or_none,
    whole_number,
    within,
    without_nulls,
    wrong,
)

_MOST: Final = 1_000_000_000
SCALAR: Final = ("string", "number", "boolean")


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
        model = dict(handler.resolve_ref_schema(handler(source)))
        # The name is that of the whole from here on, or a second use of it would be the bare model.
        name = model.pop("ref")
        before = core_schema.no_info_before_validator_function
        if cls.fault is Record.fault:
            return before(without_nulls, cast("CoreSchema", model), ref=name)
        inner = before(without_nulls, cast("CoreSchema", model))
        return core_schema.no_info_after_validator_function(_faultless, inner, ref=name)


def _faultless(record: Record) -> Record:
    fault = record.fault()
    if fault is not None:
        raise wrong(fault)
    return record


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
    """Marks a type whose JSON Schema for editors differs from that of the model."""

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


class Later:
    """Marks a record that most files do without: how it is read is set up when the first one comes."""

    def __get_pydantic_core_schema__(
        self, source: type[BaseModel], _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return the schema that calls the record's own validator; pydantic takes its errors over with their paths."""

        def described(_core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
            source.model_rebuild()
            return handler(core_schema.definitions_schema(source.__pydantic_core_schema__, []))

        return core_schema.no_info_plain_validator_function(
            source.model_validate,
            ref=f"{source.__module__}.{source.__qualname__}:{id(source)}",  # as pydantic itself calls the record
            metadata={"pydantic_js_functions": [described]},
        )


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
    """Marks a union whose branch is chosen by looking at the value, so that only one branch complains."""

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
    return value if value is None else (value,)


_T = TypeVar("_T")

Number = Annotated[float, Written(number, type="number")]
Weight = Annotated[float, Written(within(0.001, 1000), type="number", minimum=0.001, maximum=1000)]
ItemWeight = Annotated[
    float,
    Written(weight_or_none, anyOf=[{"const": 0}, {"type": "number", "minimum": 0.001, "maximum": 1000}]),
]
Points = Annotated[float, Written(points, type="number", minimum=0, maximum=100)]
Most = Annotated[float, Written(within(0.001, 1_000_000), type="number", minimum=0.001, maximum=1_000_000)]
Start = Annotated[float, Written(either(0, 100), enum=[0, 100])]
Amount = Annotated[float, Written(within(0, math.inf), type="number", minimum=0)]
Count = Annotated[int, Written(whole_number(1, _MOST), type="integer", minimum=1, maximum=_MOST)]
Flag = Annotated[bool, Written(flag, enum=[True, False, "yes", "no", "true", "false"])]
Day = Annotated[str, Written(day, type="string", pattern=r"^\d{4}-\d{2}-\d{2}$")]
Moment = Annotated[str, Written(moment, type="string", pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$")]
Id = Annotated[str, Written(identifier, type="string", pattern=r"^[^\sA-Z_/.]+$")]
Rare = Annotated[_T, Later()]
Several = Annotated[tuple[_T, ...], SeveralOf(_several)]
Keyed = Annotated[dict[Id, _T], ById(without_nulls)]
