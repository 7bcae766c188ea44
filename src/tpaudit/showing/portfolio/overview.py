"""A portfolio seen as a whole: what has to be known of all branches before the first of them is laid out."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from math import floor, inf
from typing import Final

from tpaudit.results.branch_lines import BranchLine
from tpaudit.results.portfolio import Portfolio
from tpaudit.showing.portfolio.sparkline import Scale, scale_of

_TEN: Final = 10


class GroupMembers:
    """Where the branches of a group lie, and where something fails; those asked alike that most are."""

    def __init__(self) -> None:
        self.scores = array("d")
        self.failing = bytearray()


class Overview:
    """What has to be known of all branches before the first of them is laid out."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._lowest = inf
        self.members: dict[str, GroupMembers] = defaultdict(GroupMembers)
        """By the group's name; empty where groups are none of branches."""
        groups = [group.name for group in portfolio.groups if portfolio.by == "region"]
        self.regions: dict[tuple[str, str], array[int]] = {
            (alike.id, name): array("q") for alike in portfolio.asked_alike for name in groups
        }
        """Which of the branches that were asked alike lie in each region; those of groups first."""
        self.waves = scale_of(self._looking())
        low = 0 if self._lowest == inf else floor(self._lowest / _TEN) * _TEN
        self.axis = Scale(float(min(low, 100 - _TEN)), 100.0)
        """From which to which ten points the scores reach."""

    def _looking(self) -> Iterator[BranchLine]:
        for place, line in enumerate(self._portfolio.branches):
            self.regions.setdefault((line.asked, line.region or ""), array("q")).append(place)
            if line.score is not None:
                self._lowest = min(self._lowest, line.score)
                self._add_member(line, line.score)
            yield line

    def _add_member(self, line: BranchLine, score: float) -> None:
        by = self._portfolio.by
        if by in ("region", "format") and line.asked == self._portfolio.asked_alike[0].id:
            members = self.members[(line.region if by == "region" else line.format) or ""]
            members.scores.append(score)
            members.failing.append(bool(line.failing))

    @property
    def any_region(self) -> bool:
        """Whether some branch says its region."""
        return any(region and places for (_, region), places in self.regions.items())
