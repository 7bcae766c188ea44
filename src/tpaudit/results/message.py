"""Messages: what a result says, as English phrases and the values that stand in them.

A phrase is what translations are looked up by. Values stay values: showing rounds and translates them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tpaudit.results.comparison import Moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A score or a percentage."""

    value: float | None
    limit: float | None = None
    """A limit that the rounded value must not seem to reach while the value misses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How far a score moved, in points."""

    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of ours or of a list of ours, which is translated: the name of a fact."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageState:
    """An answer or the state of an item; of answers only our own words (`yes`, `open`) are translated."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A phrase and its values by name."""

    phrase: str
    values: Mapping[str, "MessageValue"] = field(default_factory=dict)
    one: str = ""
    """The phrase for a number of one, where the phrase counts something."""
    number: int = 0
    """The number that decides between the two."""


def in_a_row(values: Sequence["MessageValue"]) -> "MessageValue":
    """Return at least one value, with commas between, as one."""
    first, *others = values
    return (
        Message(phrase="{first}, {more}", values={"first": first, "more": in_a_row(others)})
        if others
        else first
    )


MessageValue = str | int | Figure | Difference | Term | MessageState | Message | tuple[Moved, ...]
"""What stands in a phrase; items that moved are written as their answers, then and now."""
