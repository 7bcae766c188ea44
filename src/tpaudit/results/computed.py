"""What results have in common: how they are made, compared by what they hold, and written out by it."""

from dataclasses import MISSING, Field, dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from typing import ClassVar

_Kind = TypeVar("_Kind")


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(field,))
def record(kind: type[_Kind]) -> type[_Kind]:
    """Make a subclass of `Computed` a slotted dataclass whose values are given by name.

    One method for all of them takes the values. Dataclasses compile one for each class, for which the start of every
    command would wait; it is worth it for those of which an audit has thousands.
    """
    return dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=True, slots=True)(kind)


class Computed:
    """A result equals another one of its class if all their fields do, and is no key of a mapping.

    One method for all of them: the start of every command would wait for those that dataclasses write for each class.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]
    if TYPE_CHECKING:  # else it would pass for a field
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init__(self, **values: Any) -> None:
        """Take the values of the fields; raises TypeError if one is missing, or there is no such field."""
        if values.keys() != self.__dataclass_fields__.keys():
            values = self._with_defaults(values)
        for name, value in values.items():
            setattr(self, name, value)

    def _with_defaults(self, given: dict[str, Any]) -> dict[str, Any]:
        fields, values = self.__dataclass_fields__, dict(given)
        for name in fields.keys() - given.keys():
            default, factory = fields[name].default, fields[name].default_factory
            if default is not MISSING:
                values[name] = default
            elif factory is not MISSING:
                values[name] = factory()
        if values.keys() != fields.keys():
            wrong = ", ".join(sorted(values.keys() ^ fields.keys()))
            msg = f"{type(self).__qualname__} is made from {', '.join(fields)}; missing, or not among them: {wrong}"
            raise TypeError(msg)
        return values

    def __eq__(self, other: object) -> bool:
        """Compare field by field."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__dataclass_fields__)

    def __repr__(self) -> str:
        """Write out field by field, as a dataclass does."""
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{type(self).__qualname__}({values})"
