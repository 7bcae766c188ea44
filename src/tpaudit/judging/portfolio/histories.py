"""Histories: which extracts are waves of one branch, and what each branch is called."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, chain
from typing import Final, overload

from tpaudit.results.branches import BranchWave, FoundWave
from tpaudit.results.made import Made

_Key = str | tuple[str, ...]
_NONE: Final = -1


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class BranchHistory:
    """A branch with its waves, the oldest first."""

    id: str
    name: str
    waves: list[BranchWave]
    """Those that are looked at."""
    earlier: list[BranchWave] = field(default_factory=list)
    """Those before the day from which on waves are looked at."""

    @property
    def newest(self) -> BranchWave:
        """Return the newest wave, an earlier one where none is looked at."""
        return (self.waves or self.earlier)[-1]

    def scored(self) -> list[BranchWave]:
        """Return the waves that have a score of which enough is known."""
        return [wave for wave in self.waves if wave.score is not None and wave.enough]


class Branches(Sequence[BranchHistory]):
    """Branches, each put together from its extracts when it is looked at: of very many little is in memory.

    By what the chain calls them, else by audits that follow each other. No two have the same id or the same name.
    """

    def __init__(
        self, found: Sequence[FoundWave], since: str | None = None, tags: frozenset[str] = frozenset()
    ) -> None:
        """Take extracts; waves before `since`, a day or the beginning of one, are set apart, those without a day too.

        Of branches whose newest wave has none of `tags` nothing is taken, where there are any.
        """
        self._found, self._since = found, since
        self._numbers, self._starts = _members(found)
        if tags:
            self._keep(tags)
        everyone = range(len(self))
        self.ids: Sequence[str] = _distinct(Made(everyone, lambda index: _ids(self._newest(index))))
        counts = Counter(self._newest(index).name for index in everyone)
        self._shared = {name for name, count in counts.items() if count > 1}

    def _keep(self, tags: frozenset[str]) -> None:
        """Leave out the branches whose newest wave has none of some tags."""
        kept = [index for index in range(len(self)) if not tags.isdisjoint(self._newest(index).tags)]
        members = [self._numbers[self._starts[index] : self._starts[index + 1]] for index in kept]
        self._numbers = array("q", chain.from_iterable(members))
        self._starts = array("q", accumulate(map(len, members), initial=0))

    def __len__(self) -> int:
        """Return how many branches there are."""
        return len(self._starts) - 1

    @overload
    def __getitem__(self, index: int) -> BranchHistory: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[BranchHistory]: ...

    def __getitem__(self, index: int | slice) -> BranchHistory | Sequence[BranchHistory]:
        """Return a branch with its waves, or those of a slice; raises IndexError where there is none."""
        if isinstance(index, slice):
            return Made(range(len(self))[index], self.__getitem__)
        index = range(len(self))[index]
        own_id = self.ids[index]
        numbers = self._numbers[self._starts[index] : self._starts[index + 1]]
        waves = [self._found[number].wave for number in numbers]
        return BranchHistory(
            id=own_id,
            name=self._name(waves[-1], own_id),
            waves=[wave for wave in waves if self._is_looked_at(wave)],
            earlier=[wave for wave in waves if not self._is_looked_at(wave)],
        )

    def _newest(self, index: int) -> BranchWave:
        return self._found[self._numbers[self._starts[index + 1] - 1]].wave

    def _is_looked_at(self, wave: BranchWave) -> bool:
        return self._since is None or (wave.day or "") >= self._since

    def _name(self, wave: BranchWave, own_id: str) -> str:
        return f"{wave.name} ({own_id})" if wave.name in self._shared and wave.name != own_id else wave.name


class BranchNames(Mapping[str, str]):
    """The names of branches by their ids, in some order; each is made when it is asked for."""

    def __init__(self, branches: Branches, indices: Sequence[int]) -> None:
        """Take branches, and the indices of those that are named, in their order."""
        self._branches, self._indices = branches, indices
        self._by_id = array("q", sorted(indices, key=branches.ids.__getitem__))

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self._indices)

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return map(self._branches.ids.__getitem__, self._indices)

    def __getitem__(self, branch: str) -> str:
        """Return the name of a branch; raises KeyError where it is not among those that are named."""
        ids = self._branches.ids
        place = bisect_left(self._by_id, branch, key=ids.__getitem__)
        if place == len(self._by_id) or ids[self._by_id[place]] != branch:
            raise KeyError(branch)
        return self._branches[self._by_id[place]].name


def _members(found: Sequence[FoundWave]) -> tuple["array[int]", "array[int]"]:
    """Return the numbers of extracts branch by branch, the oldest first, and where each branch begins and the last ends."""
    order = _by_time(found)
    groups = _groups(found, order)
    first = array("q", [_NONE]) * (max(groups, default=0) + 1)
    for place, number in enumerate(order):
        if first[groups[number]] == _NONE:
            first[groups[number]] = place
    order.sort(key=lambda number: first[groups[number]])
    starts = [
        place for place, number in enumerate(order) if not place or groups[order[place - 1]] != groups[number]
    ]
    return array("q", order), array("q", [*starts, len(order)])


def _by_time(found: Sequence[FoundWave]) -> list[int]:
    """Return the numbers of extracts by day, then by place in their chain, then by file."""
    times: list[tuple[str, int]] = []
    known: dict[tuple[str, int], tuple[str, int]] = {}
    ordered, before = True, ""
    for each in found:
        time = (each.wave.day or "", each.depth)
        times.append(known.setdefault(time, time))
        ordered, before = ordered and before <= each.wave.file, each.wave.file
    order = list(range(len(found)))
    if not ordered:
        order.sort(key=lambda number: found[number].wave.file)
    order.sort(key=times.__getitem__)
    return order


def _groups(found: Sequence[FoundWave], order: Iterable[int]) -> "array[int]":
    """Return a number for each extract, the same for those of one branch; of what a chain is called the newest counts."""
    numbers: dict[_Key, int] = {}
    chains, names = array("q"), array("q")
    for each in found:
        named = each.wave.branch is not None
        chains.append(numbers.setdefault(_place_key(each), len(numbers)))
        names.append(numbers.setdefault(_branch_key(each.wave), len(numbers)) if named else _NONE)
    called = {chains[number]: names[number] for number in order if names[number] != _NONE}
    return array("q", (called.get(chain, chain) for chain in chains))


def _place_key(found: FoundWave) -> _Key:
    return (found.chain, found.wave.place) if found.wave.place else found.chain


def _branch_key(wave: BranchWave) -> _Key:
    return ("branch", wave.company or "", wave.branch or "")


def _ids(wave: BranchWave) -> tuple[str, ...]:
    """Return what a branch could be called, the shortest first."""
    short = wave.branch or wave.place or wave.audit
    longer = f"{wave.audit}/{wave.place}" if wave.place else wave.audit
    return (short, longer, f"{wave.file}: {short}")


def _distinct(choices: Sequence[tuple[str, ...]]) -> list[str]:
    """Return of each branch's names the first that no other branch has among its own; else one with a number."""

    @cache
    def counts(level: int) -> Mapping[str, int]:
        return Counter(names[level] for names in choices)

    taken: set[str] = set()
    chosen = []
    for names in choices:
        unique = (name for level, name in enumerate(names) if counts(level)[name] == 1 and name not in taken)
        name = wanted = next(unique, names[-1])
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted} #{number}"
        taken.add(name)
        chosen.append(name)
    return chosen
