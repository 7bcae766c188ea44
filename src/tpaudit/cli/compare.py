"""`tpaudit compare`: why scores differ between two audits, or one at two times."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Literal

import typer

from tpaudit.errors import UsageError


def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="An audit, a scorecard's JSON, or REF:path.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="An audit, or REF:path.")],
    shape: Annotated[
        Literal["table", "json"], typer.Option("--format", help="A table for people, JSON for programs.")
    ] = "table",
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANGUAGE", help="en, ru or zh; default the workspace's.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file, whole or not at all."),
    ] = None,
) -> None:
    """Say why scores differ: by the rules, by the experience, or by what is known.

    \b
    tpaudit compare 2025/roastery.yaml audits/roastery.yaml
    tpaudit compare main:audits/roastery.yaml audits/roastery.yaml

    What is on one side alone is listed; nothing passes or fails.
    """
    from tpaudit.cli.output import Sink
    from tpaudit.judging.compare.attribution import split
    from tpaudit.operations.baselines import side
    from tpaudit.showing.data.scorecard import as_json
    from tpaudit.showing.terminal.comparison import comparison_lines
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.text.translate import translator

    with ExitStack() as within:
        languages = tuple(filter(None, [lang]))
        before, after = side(old, within, languages), side(new, within, languages)
    if after.audit is None:
        msg = f"{new}: a scorecard has no questions to put to the old answers; expected an audit, or REF:path"
        raise UsageError(msg)
    comparison = split(before.card, after.audit, after.card)
    with Sink(output, [old, new]) as sink:
        if shape == "json":
            sink.write(as_json(comparison))
        else:
            say = translator(lang or after.audit.workspace.language)
            sink.show(comparison_lines(comparison, columns(sink.stream), say))
