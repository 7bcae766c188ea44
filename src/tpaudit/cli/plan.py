"""`tpaudit plan`: what to mend first, within a budget and so many days, or to reach a score."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tpaudit.errors import UsageError

if TYPE_CHECKING:
    from tpaudit.cli.output import Sink
    from tpaudit.results.plan import Plan


def plan(
    audit: Annotated[str, typer.Argument(metavar="AUDIT", help="An audit file.")],
    budget: Annotated[
        str | None, typer.Option("--budget", metavar="N", help="Spend no more than that.")
    ] = None,
    days: Annotated[
        str | None, typer.Option("--days", metavar="N", help="Plan no more days of work than that.")
    ] = None,
    target: Annotated[
        str | None,
        typer.Option("--target", metavar="SCORE", help="Reach a score with the fewest hours."),
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANGUAGE", help="en, ru or zh; default the workspace's.")
    ] = None,
    shape: Annotated[
        Literal["table", "markdown", "csv", "json"],
        typer.Option("--format", help="A table, a Markdown checklist, CSV or JSON."),
    ] = "table",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file, whole or not at all."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="What is overdue on a day; default the audit's date."),
    ] = None,
) -> None:
    """Plan what to mend first: what is broken, then what wins most.

    \b
    tpaudit plan audits/roastery.yaml --days 5
    tpaudit plan audits/roastery.yaml --budget 500 --days 10
    tpaudit plan audits/roastery.yaml --target 80 --format markdown

    The set is the best there is. What is strong is left alone.
    """
    from tpaudit.cli.options import as_amount, as_day
    from tpaudit.cli.output import Sink
    from tpaudit.judging.plan.plan import Wish
    from tpaudit.judging.plan.plan import make_plan as planned
    from tpaudit.judging.scoring.journey import score_audit
    from tpaudit.reading.audit.load import load

    if target is not None and (budget, days) != (None, None):
        msg = "--target looks for the fewest hours; expected it without --budget and --days"
        raise UsageError(msg)
    money, time = as_amount("--budget", budget), as_amount("--days", days)
    wish = Wish(money, time, as_amount("--target", target, 100))
    loaded = load(audit, as_of=as_day(as_of))
    language = lang or loaded.workspace.language
    card = score_audit(loaded, languages=(language,))
    with Sink(output, [audit]) as sink:
        bands = loaded.workspace.bands
        result = planned(loaded, card, wish, (language, "en"))
        _write(result, shape, language, (bands.fair, bands.strong), sink)


def _write(plan: "Plan", shape: str, language: str, limits: tuple[float, float], sink: "Sink") -> None:
    from tpaudit.showing.data.plan import plan_in_csv, plan_in_markdown
    from tpaudit.showing.data.scorecard import as_json
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.terminal.plan import plan_lines
    from tpaudit.showing.text.locale import Locale

    tongue = Locale(language, limits)
    if shape == "table":
        sink.show(plan_lines(plan, locale=tongue, columns=columns(sink.stream)))
    elif shape == "json":
        sink.write(as_json(plan))
    else:
        sink.write((plan_in_csv if shape == "csv" else plan_in_markdown)(plan, tongue))
