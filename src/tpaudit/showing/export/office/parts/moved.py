"""What moved since an earlier audit, as blocks of a document."""

from collections.abc import Iterator

from tpaudit.showing.export.office.blocks import DocumentHeading, Grid, Paragraph, WrittenBlock
from tpaudit.showing.report.parts.changes import Movement, movements
from tpaudit.showing.report.results import ReportResults
from tpaudit.showing.report.tables import action_results
from tpaudit.showing.text.figures.marks import marks
from tpaudit.showing.text.locale import Locale


def moved_blocks(results: ReportResults, locale: Locale) -> Iterator[WrittenBlock]:
    """Yield what moved, with why, and what became of the actions; nothing without an earlier audit."""
    if results.earlier is None:
        return
    say, moved = locale.say, movements(results, results.earlier, locale)
    yield DocumentHeading(text=say("What moved"), level=1)
    since, journey = say("since {day}", day=moved.since), moved.journey
    mark = marks(locale.language)
    by = "" if journey.by is None else f"{mark.opening}{locale.signed(journey.by)}{mark.closing}"
    change = f"{_figures(journey, locale)}{by}" if by else ""
    why = say("; ").join(journey.why)
    line = " ".join(filter(None, [change, since]))
    yield Paragraph(text=say("{name}: {text}", name=line, text=why) if why else line)
    if moved.moved:
        yield Grid(
            headings=[say(head) for head in ("Touchpoint", "Before", "Now", "Change", "Why")],
            rows=[_row(movement, locale) for movement in moved.moved],
            numbers=frozenset({1, 2, 3}),
        )
    if moved.same:
        yield Paragraph(text=say("Touchpoints as before: {count}.", count=moved.same))
    for word, names in (("New", moved.added), ("No longer there", moved.removed)):
        if names:
            yield Paragraph(text=say("{name}: {text}", name=say(word), text=say(", ").join(names)))
    actions = list(action_results(results.card, results.earlier))
    if actions:
        yield DocumentHeading(text=say("What became of the actions"), level=2)
    for result in actions:
        text = say("{name}: {text}", name=result.action.task, text=say(result.action.status))
        yield Paragraph(text=text, style="List Bullet")


def _row(movement: Movement, locale: Locale) -> list[str]:
    why = [locale.say("; ").join(movement.why), *movement.items]
    change = "" if movement.by is None else locale.signed(movement.by)
    before, after = locale.points(movement.before), locale.points(movement.after)
    return [movement.name, before, after, change, "\n".join(filter(None, why))]


def _figures(movement: Movement, locale: Locale) -> str:
    return f"{locale.points(movement.before)} → {locale.points(movement.after)}"
