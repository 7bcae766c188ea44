"""What the page of a portfolio shows: rows with every figure written, and where each mark stands."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor, inf
from typing import Any, Final, NamedTuple

from tpaudit.results.branch_lines import BranchLine
from tpaudit.results.completeness import Completeness
from tpaudit.results.made import Made
from tpaudit.results.portfolio import GroupLine, Portfolio
from tpaudit.showing.portfolio.sparkline import Scale, scale_of
from tpaudit.showing.portfolio.words import (
    BranchPart,
    branch_parts,
    chance_words,
    change_words,
    fails_words,
    first_due,
    headline_words,
    missed_words,
    period_names,
    period_totals,
    schedule_words,
    summary_sentences,
)
from tpaudit.showing.text.figures.marks import apart
from tpaudit.showing.text.locale import Locale

OPEN_BRANCHES: Final = 250
"""Up to so many branches stand open, one below the other; of more only the worst do, and the rest by region."""
WORST: Final = 50
"""So many of the worst stand open where there are more."""
_LONG: Final = 140
_SHORT: Final = 60
"""How many letters of what fails a row shows, where there are few branches and where there are many."""
_DOTS: Final = 60
"""Up to so many branches of a region are dots; more are bars."""
_BINS: Final = 25
_WIDTH, _HEIGHT = 84, 16
"""The size of a sparkline."""
_LACKING: Final = 300
"""So many branches are shown that lack a visit."""
_TEN: Final = 10


class BranchRow(NamedTuple):
    """A branch."""

    rank: str
    percentile: str
    name: str
    region: str
    score: str
    left: int | None
    """Where its range begins, in percent of the scale."""
    wide: int
    at: int | None
    """Where its score lies."""
    change: str
    moved: bool
    line: str
    """The line of its waves, as a path."""
    fails: str
    broken: bool


class BranchSection(NamedTuple):
    """Branches under one heading."""

    heading: str
    rows: Iterable[BranchRow]
    """They are made while they are laid out, and once."""
    closed: bool


class GroupRow(NamedTuple):
    """A region, or another group."""

    name: str
    branches: int
    mean: str
    at: int
    dots: list[tuple[int, bool]]
    """Where each branch lies, and whether something fails there; empty where there are too many."""
    bars: str
    """How many lie where, as a path."""
    range: str
    below: int
    broken: int


class _Members:
    """Where the branches of a group lie, and where something fails; those asked alike that most are."""

    def __init__(self) -> None:
        self.scores = array("d")
        self.failing = bytearray()


class _Seen:
    """What has to be known of all branches before the first of them is laid out."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._lowest = inf
        self.members: dict[str, _Members] = defaultdict(_Members)
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


def page_contents(portfolio: Portfolio, locale: Locale) -> dict[str, Any]:
    """Return what the template of the page lays out; the rows of branches are made while it does."""
    seen = _Seen(portfolio)
    axis = seen.axis
    mean = None if portfolio.mean is None else _at(portfolio.mean, axis)
    return {
        "language": locale.language,
        "title": headline_words(portfolio, locale),
        "sentences": list(summary_sentences(portfolio, locale)),
        "chance": chance_words(portfolio.asked_alike[0], locale) if portfolio.asked_alike else "",
        "ticks": [(_at(points, axis), points) for points in _ticks(axis)],
        "mean": mean,
        "mean_words": locale.points(portfolio.mean),
        "by": portfolio.by,
        "groups": [_group(group, seen.members[group.name], axis, locale) for group in portfolio.groups],
        "sections": _sections(portfolio, seen, locale),
        "regions": seen.any_region,
        "left_out": portfolio.branches_total - len(portfolio.branches),
        "missed": [(item, missed_words(item, portfolio.names, locale)) for item in portfolio.missed],
        "most_missed": max((item.missed for item in portfolio.missed), default=1),
        "spread": [
            (
                spread,
                _at(spread.low, _WHOLE),
                _at(spread.high, _WHOLE) - _at(spread.low, _WHOLE),
                _at(spread.mean, _WHOLE),
            )
            for spread in portfolio.spread
        ],
        "practice": portfolio.practice,
        "names": portfolio.names,
        "schedule": [_schedule(planned, locale) for planned in portfolio.schedule],
        "observers": portfolio.observers,
        "size": (_WIDTH, _HEIGHT),
        "bins": _BINS,
    }


_WHOLE: Final = Scale(0.0, 100.0)


def _ticks(axis: Scale) -> range:
    """Return the whole points at which a number stands."""
    return range(ceil(axis.low / 20) * 20, 101, 20)


def _at(points: float, axis: Scale) -> int:
    """Return where a score lies on a scale, in percent."""
    return round(100.0 * axis.share(points))


def _sections(portfolio: Portfolio, seen: _Seen, locale: Locale) -> list[BranchSection]:
    """Return the branches in their parts; where there are many the worst alone stand open, then each region."""
    branches = portfolio.branches
    many = len(branches) > OPEN_BRANCHES

    def rows(lines: Iterable[BranchLine]) -> Iterator[BranchRow]:
        return (_row(line, seen, locale, _SHORT if many else _LONG) for line in lines)

    parts = _many_parts(portfolio, seen, locale) if many else branch_parts(portfolio, locale)
    return [
        BranchSection(heading, rows(lines), closed=many and number > 0)
        for number, (heading, lines) in enumerate(parts)
    ]


def _many_parts(portfolio: Portfolio, seen: _Seen, locale: Locale) -> list[BranchPart]:
    """Return the worst of the branches that are ranked first, then all: by region, or else in their parts.

    Branches that were asked by other checklists, and are ranked apart, stand apart.
    """
    branches, asked_first = portfolio.branches, portfolio.asked_alike[0].id
    several = len(portfolio.asked_alike) > 1
    first = [line for line in branches[:WORST] if line.asked == asked_first]
    worst = (_apart(locale.say("The {count} worst", count=len(first)), asked_first, several, locale), first)
    if not seen.any_region:
        return [worst, *branch_parts(portfolio, locale)]
    return [
        worst,
        *(
            (
                _apart(_counted(region, len(places), locale), asked, several, locale),
                Made(places, branches.__getitem__),
            )
            for (asked, region), places in seen.regions.items()
            if places
        ),
    ]


def _apart(text: str, asked: str, several: bool, locale: Locale) -> str:
    """Return a heading, with the part whose branches are ranked together where there are several."""
    return locale.say("Part {part}: {text}", part=asked, text=text) if several else text


def _counted(name: str, branches: int, locale: Locale) -> str:
    count = locale.say("{count} branches", one="{count} branch", number=branches, count=branches)
    return locale.say("{name}: {text}", name=name or locale.say("not stated"), text=count)


def _row(line: BranchLine, seen: _Seen, locale: Locale, long: int) -> BranchRow:
    axis = seen.axis
    ranged = line.low is not None and line.high is not None
    left = _at(line.low or 0.0, axis) if ranged else None
    fails = apart(fails_words(line, locale), locale.language)
    return BranchRow(
        rank="" if line.rank is None else str(line.rank),
        percentile="" if line.percentile is None else str(floor(line.percentile + 1e-9)),
        name=line.name,
        region=line.region or "",
        score=locale.points(line.score),
        left=left,
        wide=_at(line.high or 0.0, axis) - (left or 0),
        at=None if line.score is None else _at(line.score, axis),
        change=change_words(line, locale),
        moved=bool(line.moved),
        line=_path([wave.score for wave in line.waves], seen.waves),
        fails=fails if len(fails) <= long else fails[: long - 1] + "…",
        broken=bool(line.failing),
    )


def _path(scores: Sequence[float | None], waves: Scale) -> str:
    """Return the waves as the path of a line, the newest at its right end; where one has no score it is broken."""
    step = _WIDTH // 7
    start = _WIDTH - step * (len(scores) - 1)
    points: list[str] = []
    joined = False
    for index, score in enumerate(scores):
        if score is not None:
            up = round((1.0 - waves.share(score)) * (_HEIGHT - 2)) + 1
            points.append(f"{' ' if joined else 'M'}{start + index * step - 2} {up}")
        joined = score is not None
    return "".join(points) + ("h0" if points else "")


def _group(group: GroupLine, members: _Members, axis: Scale, locale: Locale) -> GroupRow:
    few = len(members.scores) <= _DOTS
    dots = zip((_at(score, axis) for score in members.scores), map(bool, members.failing), strict=True)
    return GroupRow(
        name=group.name or locale.say("not stated"),
        branches=group.branches,
        mean=locale.points(group.mean),
        at=_at(group.mean or 0.0, axis),
        dots=sorted(dots) if few else [],
        bars="" if few else _bars(members.scores, axis),
        range="" if group.low is None or group.high is None else f"{floor(group.low)}–{ceil(group.high)}",
        below=group.below,
        broken=group.broken,
    )


def _bars(scores: Sequence[float], axis: Scale) -> str:
    """Return how many scores lie where, as a path of bars that is as high as the sparklines."""
    counts = [0] * _BINS
    for score in scores:
        counts[min(_BINS - 1, int(axis.share(score) * _BINS))] += 1
    most = max(counts)
    return "".join(
        f"M{4 * index} {_HEIGHT}v-{max(1, round(_HEIGHT * count / most))}"
        for index, count in enumerate(counts)
        if count
    )


def _schedule(planned: Completeness, locale: Locale) -> dict[str, Any]:
    first = first_due(planned)
    periods = planned.periods[first:]
    return {
        "words": schedule_words(planned, locale),
        "periods": period_names(periods),
        "totals": period_totals(periods, locale),
        "lines": [
            (line.branch, list(zip(line.done[first:], line.planned[first:], strict=True)), line.missing)
            for line in planned.lines[:_LACKING]
        ],
        "more": max(0, len(planned.lines) - _LACKING),
    }
