"""What a portfolio says in sentences: the first lines, and the heading of each part."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from tpaudit.documents.scalars import is_day
from tpaudit.results.branch_lines import BranchLine
from tpaudit.results.branch_questions import MissedItem
from tpaudit.results.branches import ShownFault
from tpaudit.results.completeness import Completeness, PeriodShown
from tpaudit.results.portfolio import AskedAlike, Portfolio
from tpaudit.showing.text.figures.marks import apart, enumerated
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.scorecard import claim_words, fault_words

BranchPart = tuple[str, Sequence[BranchLine]]


def summary_sentences(portfolio: Portfolio, locale: Locale) -> Iterator[str]:
    """Yield what the whole says: how many branches, their mean, and what is broken."""
    say = locale.say
    count = say(
        "{count} branches",
        one="{count} branch",
        number=portfolio.branches_total,
        count=portfolio.branches_total,
    )
    audits = say("{count} audits", one="{count} audit", number=portfolio.audits, count=portfolio.audits)
    since = portfolio.since
    if since:
        day = locale.day(since) if is_day(since) else since
        yield say("{branches} in {audits}, since {day}.", branches=count, audits=audits, day=day)
    else:
        yield say("{branches} in {audits}.", branches=count, audits=audits)
    if portfolio.mean is not None:
        yield _mean(portfolio, locale)
    if portfolio.broken:
        yield say(
            "Something that must not fail fails in {count} of {of}.",
            count=portfolio.broken,
            of=portfolio.branches_total,
        )
    if len(portfolio.asked_alike) > 1:
        yield say(
            "Not all were asked by the same checklists: only those asked alike are ranked together, and the means are "
            "those of part {part}.",
            part=portfolio.asked_alike[0].id,
        )


def headline_words(portfolio: Portfolio, locale: Locale) -> str:
    """Return the heading of the whole: whose branches, how many of them are clearly weak, and what fails most."""
    say = locale.say
    companies = {line.company for line in portfolio.branches}
    below = sum(alike.below for alike in portfolio.asked_alike)
    text = (
        say("{count} of {of} branches lie clearly below the mean", count=below, of=portfolio.branches_total)
        if below
        else say(
            "{count} branches",
            one="{count} branch",
            number=portfolio.branches_total,
            count=portfolio.branches_total,
        )
    )
    company = companies.pop() if len(companies) == 1 else None
    return say("{name}: {text}", name=company, text=text) if company else text


def _mean(portfolio: Portfolio, locale: Locale) -> str:
    alike, say = portfolio.asked_alike[0], locale.say
    mean = locale.points(portfolio.mean)
    if alike.change is None:
        return say("The mean is {mean}.", mean=mean)
    return say(
        "The mean is {mean}, {change} since the wave before; {moved} moved by more than chance explains.",
        mean=mean,
        change=locale.signed(alike.change),
        moved=alike.moved,
    )


def chance_words(alike: AskedAlike, locale: Locale) -> str:
    """Return what is known of chance among branches that were asked alike."""
    say = locale.say
    if alike.sd is None or alike.by_chance is None:
        return say("How far chance moves a score is not known: nothing was visited twice.")
    basis = (
        say("visits of the same branch and wave")
        if alike.basis == "visits"
        else say("waves of the same branch, since no wave has two visits")
    )
    return say(
        "Chance: nine of ten ranges hold the score that many visits would give; they are taken from {basis}, which differ by "
        "{sd} points. If all branches were alike, about {count} would still be told from the mean.",
        basis=basis,
        sd=locale.points(alike.sd),
        count=locale.points(alike.by_chance),
    )


def branch_parts(portfolio: Portfolio, locale: Locale) -> list[BranchPart]:
    """Return the branches in parts with their headings, in their order: what can be told from the mean apart."""
    by_id = {alike.id: alike for alike in portfolio.asked_alike}
    several = len(by_id) > 1
    found = []
    start = 0
    for (asked, told, scored), lines in groupby(portfolio.branches, key=_part_of):
        end = start + sum(1 for _ in lines)
        heading = _heading(told, by_id[asked], locale) if scored else _unscored(portfolio, locale)
        if several and scored:
            heading = locale.say("Part {part}: {text}", part=asked, text=heading)
        found.append((heading, portfolio.branches[start:end]))
        start = end
    return found


def _part_of(line: BranchLine) -> tuple[str, str, bool]:
    scored = line.score is not None
    return (line.asked if scored else "", (line.told or "") if scored else "", scored)


def _heading(told: str, alike: AskedAlike, locale: Locale) -> str:
    mean, say = locale.points(alike.mean), locale.say
    known = {"below": alike.below, "above": alike.above, "mean": alike.within}
    count = known.get(told, alike.branches - sum(known.values()))
    if told == "below":
        one = "{count} branch clearly below the mean of {mean}"
        return say(
            "{count} branches clearly below the mean of {mean}", one=one, number=count, count=count, mean=mean
        )
    if told == "above":
        one = "{count} branch clearly above the mean of {mean}"
        return say(
            "{count} branches clearly above the mean of {mean}", one=one, number=count, count=count, mean=mean
        )
    if told == "mean":
        many = "{count} branches that cannot be told from the mean of {mean}: their order is mostly chance"
        one = "{count} branch that cannot be told from the mean of {mean}"
        return say(many, one=one, number=count, count=count, mean=mean)
    one = "{count} branch by its score; what chance does is not known"
    return say("{count} branches by score; what chance does is not known", one=one, number=count, count=count)


def _unscored(portfolio: Portfolio, locale: Locale) -> str:
    count = portfolio.branches_total - sum(alike.branches for alike in portfolio.asked_alike)
    one = "{count} branch without a score: not visited, or too little is known"
    many = "{count} branches without a score: not visited, or too little is known"
    return locale.say(many, one=one, number=count, count=count)


def fails_words(line: BranchLine, locale: Locale) -> list[str]:
    """Return what fails at a branch; empty if nothing does."""
    texts = list(dict.fromkeys(_fault(shown, locale) for shown in line.fails))
    more = line.failing - len(line.fails)
    if more > 0:
        texts.append(locale.say("and {more} more", more=more))
    return texts


def _fault(shown: ShownFault, locale: Locale) -> str:
    """Return what fails in the words that somebody has for it, else with the touchpoint's name."""
    claim = shown.fault.claim
    if claim is not None and claim.text:
        return claim.text
    text = fault_words(shown.fault, locale.say) if claim is None else claim_words(claim, locale.say)
    return locale.say("{name}: {text}", name=shown.touchpoint, text=text)


def change_words(line: BranchLine, locale: Locale) -> str:
    """Return how a branch changed since the wave before: marked where chance does not explain it."""
    if line.asked_otherwise:
        return locale.say("asked differently")
    if line.change is None:
        return ""
    mark = ("▼" if line.change < 0 else "▲") if line.moved else ""
    return mark + locale.signed(line.change)


def missed_words(item: MissedItem, names: Mapping[str, str], locale: Locale) -> str:
    """Return which branches miss a question."""
    texts = [names[branch] for branch in item.branches]
    more = item.missed - len(item.branches)
    if more > 0:
        texts.append(locale.say("and {more} more", more=more))
    return enumerated(texts, locale.language)


def schedule_words(planned: Completeness, locale: Locale) -> str:
    """Return what a round of visits asks for, and how much of it lacks."""
    say = locale.say
    due = sum(period.planned for period in planned.periods)
    done = sum(period.done for period in planned.periods)
    text = say(
        "{name}: {done} of {planned} visits done", name=locale.word(planned.name), done=done, planned=due
    )
    lacking = say("{count} missing", count=planned.missing)
    return apart([text, lacking], locale.language) if planned.missing else text


def first_due(planned: Completeness) -> int:
    """Return the index of the first period in which anything was due; 0 where nothing was."""
    return next((index for index, period in enumerate(planned.periods) if period.planned), 0)


def period_names(periods: Sequence[PeriodShown]) -> list[str]:
    """Return the periods as they are written above columns: months by year and number, others by month and day."""
    months = all(map(_is_month, periods))
    return [period.first[2:7] if months else period.first[5:] for period in periods]


def period_totals(periods: Sequence[PeriodShown], locale: Locale) -> list[tuple[str, list[str]]]:
    """Return what was planned, done and missing in each period; of one that is not over nothing is missing yet."""
    return [
        (locale.say("visits planned"), [str(period.planned) for period in periods]),
        (locale.say("visits done"), [str(period.done) for period in periods]),
        (
            locale.say("visits missing"),
            [str(period.planned - period.done) if period.over else "" for period in periods],
        ),
    ]


def _is_month(period: PeriodShown) -> bool:
    return period.first[8:] == "01" and period.first[:7] == period.last[:7]
