"""`tpaudit history`: how an audit's score went, commit by commit."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from tpaudit.cli.options import AuditFile, Language, Output, format_option

_Format = Literal["table", "json", "csv"]
_ENDINGS: Final[Mapping[str, _Format]] = {".txt": "table", ".json": "json", ".csv": "csv"}


def history(
    audit: AuditFile = "",
    shape: Annotated[_Format | None, format_option("A table for people, JSON or CSV for programs.")] = None,
    lang: Language = None,
    output: Output = None,
) -> None:
    """Show how a score went: a line for each commit that changed it, the newest first.

    \b
    tpaudit history audits/roastery.yaml
    tpaudit history audits/roastery.yaml --format csv -o roastery.csv

    Every commit is scored by today's engine, with the visits, checklists and
    settings of then; renames of the audit are followed.
    """
    from tpaudit.cli.options import languages_of, shape_of
    from tpaudit.cli.output import Sink
    from tpaudit.operations.history import history as history_of
    from tpaudit.showing.data.scorecard import as_json
    from tpaudit.showing.terminal.chains.history import csv_of, history_lines
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.text.translate import translator

    shape = shape_of(shape, output, _ENDINGS, [audit])
    past = history_of(audit, languages=languages_of(lang))
    with Sink(output, [audit]) as sink:
        if shape == "table":
            say = translator(lang or past.language)
            sink.show(history_lines(past.entries, columns(sink.stream), say))
        else:
            sink.write(as_json(past.entries) if shape == "json" else csv_of(past.entries))
