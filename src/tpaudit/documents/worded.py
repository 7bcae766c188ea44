"""Worded: an English message that remembers its template and values, so that it can be said in another language."""

from collections.abc import Iterable
from typing import Final, Self

AND: Final = "{first} and {other}"
OR: Final = "{first} or {other}"
COMMA: Final = ", "


class Worded(str):
    """A message as English text, with the template that translations are looked up by and the values in it.

    It is a text like any other for whoever reads English: results, JSON and callers notice no difference. A value
    is translated only if it is worded itself; keys, ids and what stands in a file stay as they are.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Fill a template in; a brace that is meant as one is written twice."""
        self = super().__new__(cls, template.format(**values))
        self.template = template
        self.values = values
        return self

    def __reduce__(self) -> tuple[object, tuple[str, dict[str, object]]]:
        """Let the message travel to another process with its template."""
        return (_worded_again, (self.template, self.values))


class Listing(str):
    """Words with commas between as English text, that remembers them: not every language has that comma."""

    __slots__ = ("words",)
    words: tuple[str, ...]

    def __reduce__(self) -> tuple[object, tuple[tuple[str, ...]]]:
        """Let the list travel to another process with its words."""
        return (listing, (self.words,))


def listing(words: Iterable[str]) -> Listing:
    """Return words with commas between; in another language they have that language's."""
    known = tuple(words)
    self = Listing(COMMA.join(known))
    self.words = known
    return self


def without_place(message: str, place: str) -> str:
    """Return a message without the place that it begins with, as in `PLACE: what is wrong`."""
    if isinstance(message, Worded) and message.startswith(f"{place}: "):
        opening, _, rest = message.template.partition(": ")
        if opening.startswith("{"):
            return Worded(rest, **message.values)
    return str(message).removeprefix(f"{place}: ")


def _worded_again(template: str, values: dict[str, object]) -> Worded:
    return Worded(template, **values)


def linked(words: Iterable[str], template: str) -> Worded:
    """Return words with AND or OR between them."""
    first, *others = (word if isinstance(word, Worded) else Worded("{word}", word=word) for word in words)
    for other in others:
        first = Worded(template, first=first, other=other)
    return first


def fixed(text: str) -> Worded:
    """Return a text of ours that has no values as a worded one; one that is worded already as it is."""
    return text if isinstance(text, Worded) else Worded(text.replace("{", "{{").replace("}", "}}"))
