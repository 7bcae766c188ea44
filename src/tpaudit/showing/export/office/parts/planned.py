"""What to do, as blocks of a document: the measures of the other reports, in their order."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.showing.export.office.blocks import DocumentHeading, Grid, Paragraph, WrittenBlock
from tpaudit.showing.report.filters import SEEN
from tpaudit.showing.report.parts.measures import Measure, measures
from tpaudit.showing.report.results import ReportResults
from tpaudit.showing.text.figures.marks import enumerated
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import folded

_NAMED: Final = 3
"""How many touchpoints are named; more are counted."""


def planned_blocks(results: ReportResults, locale: Locale) -> Iterator[WrittenBlock]:
    """Yield what to do first, who does it and what it brings; nothing where nothing is to do."""
    say, plan = locale.say, measures(results.plan, results.card.broken, locale)
    if not (plan.listed or plan.done):
        return
    yield DocumentHeading(text=say("What to do"), level=1)
    if plan.listed:
        yield Paragraph(text=plan.verdict)
        yield measure_grid(plan.listed, plan.currency, locale)
    if plan.more:
        more = "And {more} more in the plan; together they would win {gain} points."
        yield Paragraph(text=say(more, more=plan.more, gain=locale.points(plan.more_gain)))
    if plan.done:
        yield DocumentHeading(text=say("Actions that are done, or that nothing is left for"), level=2)
    for action in plan.done:
        yield Paragraph(text=say("{text} ({more})", text=action.task, more=action.state), style="List Bullet")


def measure_grid(listed: Sequence[Measure], currency: str, locale: Locale, *, numbered: bool = False) -> Grid:
    """Return measures as a table; those that are numbered do not say which of them mend what is broken."""
    heads = ("What to do, and why", "Who, by when", "Work, cost", "Points")
    return Grid(
        headings=[locale.say(head) for head in heads],
        rows=[
            _row(measure, f"{number}. " if numbered else "✗ " * measure.broken, currency, locale)
            for number, measure in enumerate(listed, start=1)
        ],
        numbers=frozenset({2, 3}),
        named=frozenset({0}),
    )


def _row(measure: Measure, mark: str, currency: str, locale: Locale) -> list[str]:
    say = locale.say
    who = [measure.owner or say("nobody yet"), locale.day(measure.due) or say("no day yet")]
    work = [("~" if measure.guessed else "") + say("{hours} h", hours=locale.amount(measure.hours))]
    if measure.cost is not None:
        work.append(locale.money(measure.cost, currency))
    return [
        "\n".join(filter(None, [f"{mark}{folded(measure.task)}", _where_and_why(measure, locale)])),
        "\n".join(filter(None, [*who, say(measure.state) if measure.state else ""])),
        "\n".join(work),
        _won(measure, locale),
    ]


def _where_and_why(measure: Measure, locale: Locale) -> str:
    say, names = locale.say, measure.names
    where = enumerated(names, locale.language)
    if len(names) > _NAMED:
        where = say("at {count} touchpoints", count=len(names))
    why = " · ".join(map(folded, measure.why[:_NAMED]))
    return say("{name}: {text}", name=where, text=why) if where and why else where or why


def _won(measure: Measure, locale: Locale) -> str:
    if measure.gain < SEEN:
        return "–"
    gain = locale.points(measure.gain)
    return locale.say("at most +{gain}", gain=gain) if measure.at_most else f"+{gain}"
