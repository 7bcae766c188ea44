"""`tpaudit compare`: why scores differ between two audits, or one at two times."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

import typer

from tpaudit.cli.completing import complete_audit
from tpaudit.cli.options import Language, Output, format_option

_Format = Literal["table", "json"]
_ENDINGS: Final[Mapping[str, _Format]] = {".txt": "table", ".json": "json"}


def compare(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="An audit, a scorecard's JSON, or REF:path.", autocompletion=complete_audit
        ),
    ],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="An audit, or REF:path.", autocompletion=complete_audit)
    ],
    shape: Annotated[_Format | None, format_option("A table for people, JSON for programs.")] = None,
    lang: Language = None,
    output: Output = None,
) -> None:
    """Say why scores differ: by the rules, by the experience, or by what is known.

    \b
    tpaudit compare 2025/roastery.yaml audits/roastery.yaml
    tpaudit compare main:audits/roastery.yaml audits/roastery.yaml

    What is on one side alone is listed; nothing passes or fails.
    """
    from tpaudit.cli.options import languages_of, shape_of
    from tpaudit.cli.output import Sink
    from tpaudit.operations.past.compare import compare as compared
    from tpaudit.showing.data.scorecard import as_json
    from tpaudit.showing.terminal.comparison import comparison_lines
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.text.translate import translator

    shape = shape_of(shape, output, _ENDINGS, [old, new])
    result = compared(old, new, languages=languages_of(lang))
    with Sink(output, [old, new]) as sink:
        if shape == "json":
            sink.write(as_json(result.comparison))
        else:
            say = translator(lang or result.language)
            sink.show(comparison_lines(result.comparison, columns(sink.stream), say))
