"""`tpaudit status`: what a workspace holds, and what to do next."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from tpaudit.cli.options import Language


def status(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The workspace; default the one around here.")
    ] = None,
    shape: Annotated[
        Literal["text", "json"], typer.Option("--format", help="Text for people, JSON for programs.")
    ] = "text",
    lang: Language = None,
) -> None:
    """Say what a workspace holds, what is open in it, and what to do next.

    \b
    tpaudit status
    tpaudit status clinic --lang ru

    For each audit its score, how much was assessed, what is still open by
    owner and place, and its warnings. `tpaudit` alone says the same.
    """
    from tpaudit.cli.output import Sink
    from tpaudit.operations.collecting.status import status as status_of
    from tpaudit.operations.collecting.status import workspace_settings
    from tpaudit.showing.data.scorecard import as_json
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.terminal.workspace.status import status_lines
    from tpaudit.showing.text.locale import Locale

    found = status_of(folder, language=lang)
    settings = workspace_settings(folder)
    with Sink(None) as sink:
        if shape == "json":
            sink.write(as_json(found))
            return
        locale = Locale(lang or settings.language, (settings.bands.fair, settings.bands.strong))
        sink.show(status_lines(found, locale, columns(sink.stream)))
