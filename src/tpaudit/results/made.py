"""Sequences of records that are made when they are asked for, so that very many need little memory."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

_T = TypeVar("_T")


class Made(Sequence[_T], Generic[_T]):
    """Records made one by one from their numbers, each time that they are looked at; none of them is kept."""

    def __init__(self, numbers: Sequence[int], make: Callable[[int], _T]) -> None:
        """Take the numbers of the records, in their order, and what makes a record of a number."""
        self._numbers, self._make = numbers, make

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> _T: ...

    @overload
    def __getitem__(self, place: slice) -> "Made[_T]": ...

    def __getitem__(self, place: int | slice) -> "_T | Made[_T]":
        """Return a record, or those of a slice; raises IndexError where there is none."""
        if isinstance(place, slice):
            return Made(self._numbers[place], self._make)
        return self._make(self._numbers[place])

    def __iter__(self) -> Iterator[_T]:
        """Yield the records in their order."""
        return map(self._make, self._numbers)
