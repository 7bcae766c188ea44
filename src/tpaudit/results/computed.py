"""What results have in common: they are compared by what they hold, and written out by it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import Field
    from typing import Any, ClassVar


class Computed:
    """A result equals another one of its class if all their fields do, and is no key of a mapping.

    One method for all of them: the start of every command would wait for those that dataclasses write for each class.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]
    if TYPE_CHECKING:  # else it would pass for a field
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __eq__(self, other: object) -> bool:
        """Compare field by field."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__dataclass_fields__)

    def __repr__(self) -> str:
        """Write out field by field, as a dataclass does."""
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{type(self).__qualname__}({values})"
