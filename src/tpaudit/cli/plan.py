"""`tpaudit plan`: what to fix first, within a budget and so many days, or to reach a score."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from tpaudit.cli.options import AuditFile, Language, Output, day_option, format_option
from tpaudit.errors import UsageError

if TYPE_CHECKING:
    from tpaudit.cli.output import Sink
    from tpaudit.results.plan import Plan
    from tpaudit.showing.text.locale import Locale


_Format = Literal["table", "markdown", "csv", "json"]
_ENDINGS: Final[Mapping[str, _Format]] = {
    ".txt": "table",
    ".md": "markdown",
    ".csv": "csv",
    ".json": "json",
}


def plan(
    audit: AuditFile = "",
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
    lang: Language = None,
    shape: Annotated[_Format | None, format_option("A table, a Markdown checklist, CSV or JSON.")] = None,
    output: Output = None,
    as_of: Annotated[str | None, day_option("What is overdue on a day; default the audit's date.")] = None,
) -> None:
    """Plan what to fix first: what is broken, then what wins most.

    \b
    tpaudit plan audits/roastery.yaml --days 5
    tpaudit plan audits/roastery.yaml --budget 500 --days 10
    tpaudit plan audits/roastery.yaml --target 80 --format markdown

    The set is the best there is. What is strong is left alone.
    """
    from tpaudit.cli.options import as_day, shape_of
    from tpaudit.cli.output import Sink
    from tpaudit.operations.asked.given import given_amount
    from tpaudit.operations.audits.load import load
    from tpaudit.operations.audits.plan import plan as planned
    from tpaudit.showing.text.locale import Locale

    if target is not None and (budget, days) != (None, None):
        msg = "--target looks for the fewest hours; expected it without --budget and --days"
        raise UsageError(msg)
    shape = shape_of(shape, output, _ENDINGS, [audit])
    money, time = given_amount("--budget", budget), given_amount("--days", days)
    score = given_amount("--target", target, 100)
    loaded = load(audit, as_of=as_day(as_of))
    bands = loaded.workspace.bands
    with Sink(output, [audit]) as sink:
        result = planned(loaded, budget=money, days=time, target=score, language=lang)
        _write(result, shape, Locale(lang or loaded.workspace.language, (bands.fair, bands.strong)), sink)


def _write(plan: "Plan", shape: str, locale: "Locale", sink: "Sink") -> None:
    from tpaudit.showing.data.plan import plan_in_csv, plan_in_markdown
    from tpaudit.showing.data.scorecard import as_json
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.terminal.plan import plan_lines

    if shape == "table":
        sink.show(plan_lines(plan, locale=locale, columns=columns(sink.stream)))
    elif shape == "json":
        sink.write(as_json(plan))
    else:
        sink.write((plan_in_csv if shape == "csv" else plan_in_markdown)(plan, locale))
