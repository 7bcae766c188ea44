"""What the page of a portfolio shows: rows with every figure written, in their parts."""

from collections.abc import Iterable, Iterator
from math import ceil, floor
from typing import Any, Final, NamedTuple

from tpaudit.results.branch_lines import BranchLine
from tpaudit.results.completeness import Completeness
from tpaudit.results.made import Made
from tpaudit.results.portfolio import GroupLine, Portfolio
from tpaudit.showing.portfolio.overview import GroupMembers, Overview
from tpaudit.showing.portfolio.picture import (
    BINS,
    SPARKLINE_SIZE,
    WHOLE_SCALE,
    bars_path,
    position,
    ticks,
    wave_path,
)
from tpaudit.showing.portfolio.sparkline import Scale
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
_LACKING: Final = 300
"""So many branches are shown that lack a visit."""


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


def page_contents(portfolio: Portfolio, locale: Locale) -> dict[str, Any]:
    """Return what the template of the page lays out; the rows of branches are made while it does."""
    seen = Overview(portfolio)
    axis = seen.axis
    mean = None if portfolio.mean is None else position(portfolio.mean, axis)
    return {
        "language": locale.language,
        "title": headline_words(portfolio, locale),
        "sentences": list(summary_sentences(portfolio, locale)),
        "chance": chance_words(portfolio.asked_alike[0], locale) if portfolio.asked_alike else "",
        "ticks": [(position(points, axis), points) for points in ticks(axis)],
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
                position(spread.low, WHOLE_SCALE),
                position(spread.high, WHOLE_SCALE) - position(spread.low, WHOLE_SCALE),
                position(spread.mean, WHOLE_SCALE),
            )
            for spread in portfolio.spread
        ],
        "practice": portfolio.practice,
        "names": portfolio.names,
        "schedule": [_schedule(planned, locale) for planned in portfolio.schedule],
        "observers": portfolio.observers,
        "size": SPARKLINE_SIZE,
        "bins": BINS,
    }


def _sections(portfolio: Portfolio, seen: Overview, locale: Locale) -> list[BranchSection]:
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


def _many_parts(portfolio: Portfolio, seen: Overview, locale: Locale) -> list[BranchPart]:
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


def _row(line: BranchLine, seen: Overview, locale: Locale, long: int) -> BranchRow:
    axis = seen.axis
    ranged = line.low is not None and line.high is not None
    left = position(line.low or 0.0, axis) if ranged else None
    fails = apart(fails_words(line, locale), locale.language)
    return BranchRow(
        rank="" if line.rank is None else str(line.rank),
        percentile="" if line.percentile is None else str(floor(line.percentile + 1e-9)),
        name=line.name,
        region=line.region or "",
        score=locale.points(line.score),
        left=left,
        wide=position(line.high or 0.0, axis) - (left or 0),
        at=None if line.score is None else position(line.score, axis),
        change=change_words(line, locale),
        moved=bool(line.moved),
        line=wave_path([wave.score for wave in line.waves], seen.waves),
        fails=fails if len(fails) <= long else fails[: long - 1] + "…",
        broken=bool(line.failing),
    )


def _group(group: GroupLine, members: GroupMembers, axis: Scale, locale: Locale) -> GroupRow:
    few = len(members.scores) <= _DOTS
    dots = zip((position(score, axis) for score in members.scores), map(bool, members.failing), strict=True)
    return GroupRow(
        name=group.name or locale.say("not stated"),
        branches=group.branches,
        mean=locale.points(group.mean),
        at=position(group.mean or 0.0, axis),
        dots=sorted(dots) if few else [],
        bars="" if few else bars_path(members.scores, axis),
        range="" if group.low is None or group.high is None else f"{floor(group.low)}–{ceil(group.high)}",
        below=group.below,
        broken=group.broken,
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
