"""Histories: which extracts are waves of one branch, and what each branch is called."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tpaudit.results.branches import BranchWave, FoundWave

_Key = tuple[str, ...]


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


def histories(found: Iterable[FoundWave], since: str | None = None) -> list[BranchHistory]:
    """Return each branch with its waves: by what the chain calls it, else by audits that follow each other.

    Waves before `since`, a day or the beginning of one, are set apart, those without a day as well.
    """
    waves = sorted(found, key=lambda each: (each.wave.day or "", each.depth, each.wave.file))
    called = {_place_key(each): _branch_key(each.wave) for each in waves if each.wave.branch is not None}
    members: dict[_Key, list[BranchWave]] = defaultdict(list)
    for each in waves:
        place = _place_key(each)
        members[called.get(place, place)].append(each.wave)
    branches = [_split(waves, since) for waves in members.values()]
    _name(branches)
    return branches


def _place_key(found: FoundWave) -> _Key:
    return ("chain", found.chain, found.wave.place or "")


def _branch_key(wave: BranchWave) -> _Key:
    return ("branch", wave.company or "", wave.branch or "")


def _split(waves: Sequence[BranchWave], since: str | None) -> BranchHistory:
    looked_at = [wave for wave in waves if since is None or (wave.day or "") >= since]
    earlier = [wave for wave in waves if not (since is None or (wave.day or "") >= since)]
    return BranchHistory(id="", name=waves[-1].name, waves=looked_at, earlier=earlier)


def _name(branches: Sequence[BranchHistory]) -> None:
    """Give each branch an id and a name that no other has."""
    ids = _distinct([_ids(branch.newest) for branch in branches])
    shared = Counter(branch.name for branch in branches)
    for branch, own_id in zip(branches, ids, strict=True):
        branch.id = own_id
        if shared[branch.name] > 1 and branch.name != own_id:
            branch.name = f"{branch.name} ({own_id})"


def _ids(wave: BranchWave) -> tuple[str, ...]:
    """Return what a branch could be called, the shortest first."""
    short = wave.branch or wave.place or wave.audit
    longer = f"{wave.audit}/{wave.place}" if wave.place else wave.audit
    return (short, longer, f"{wave.file}: {short}")


def _distinct(choices: Sequence[tuple[str, ...]]) -> list[str]:
    """Return of each branch's names the first that no other branch has among its own; else one with a number."""
    counts: list[Mapping[str, int]] = [Counter(names) for names in zip(*choices, strict=True)]
    taken: set[str] = set()
    chosen = []
    for names in choices:
        unique = (name for level, name in enumerate(names) if counts[level][name] == 1 and name not in taken)
        name = wanted = next(unique, names[-1])
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted} #{number}"
        taken.add(name)
        chosen.append(name)
    return chosen
