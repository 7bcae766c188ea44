"""`tpaudit init`: starts an audit from a journey, every question open, ready to be filled in."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tpaudit.cli.completing import complete_audit, complete_journey
from tpaudit.cli.options import Language, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tpaudit.operations.starting.init import StartRequest
    from tpaudit.showing.text.items import ItemWords


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The workspace; default here.")] = Path(),
    journey: Annotated[
        str,
        typer.Option(
            "--journey",
            metavar="NAME",
            help="The journey that the audit follows; see --list.",
            callback=as_text,
            autocompletion=complete_journey,
        ),
    ] = "purchase",
    lang: Language = None,
    company: Annotated[
        str,
        typer.Option(
            "--company", metavar="NAME", help="Who is audited; also names the file.", callback=as_text
        ),
    ] = "",
    quick: Annotated[
        bool, typer.Option("--quick", help="Ask the same five questions of every touchpoint.")
    ] = False,
    touchpoints: Annotated[
        str,
        typer.Option(
            "--touchpoints",
            metavar="A,B,C",
            help="Look at these touchpoints of the journey only.",
            callback=as_text,
        ),
    ] = "",
    size: Annotated[
        str,
        typer.Option(
            "--size",
            metavar="SIZE",
            help="solo, small, medium or large; for one person alone the important touchpoints only.",
        ),
    ] = "",
    shown: Annotated[bool, typer.Option("--list", help="List the journeys and write nothing.")] = False,
    follows: Annotated[
        str,
        typer.Option(
            "--follows",
            metavar="AUDIT",
            help="Audit again: the wave after this audit.",
            autocompletion=complete_audit,
        ),
    ] = "",
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="With --follows: the day of the new audit.")
    ] = None,
) -> None:
    """Start an audit: every touchpoint of a journey, every question open.

    \b
    tpaudit init --journey online-shop --company "Kiln Lane"
    tpaudit init audits-2026 --journey clinic --lang ru --quick
    tpaudit init --journey hotel --touchpoints reception,room
    tpaudit init --journey online-shop --size solo
    tpaudit init --follows audits/clinic.yaml --date 2027-02-01
    tpaudit init --list

    Writes the audit, an example visit, settings, a short README and the
    checklists that are used, so that git owns them and no upgrade moves a
    number. A file that is there already is left as it is.
    """
    from tpaudit.errors import UsageError
    from tpaudit.operations.starting.init import StartRequest, journeys, language_of
    from tpaudit.showing.terminal.workspace.journeys import journey_lines
    from tpaudit.showing.text.items import ItemWords
    from tpaudit.showing.text.translate import translator

    language = lang or language_of(folder)
    asking = ItemWords(translator(language), (language, "en"))
    if follows:
        _write([_next_wave(follows, date, lang)])
        return
    if date is not None:
        msg = "--date goes with --follows; expected the audit that the new one follows"
        raise UsageError(msg)
    if shown:
        _write(journey_lines(journeys(folder), asking))
        return
    request = StartRequest(
        journey=journey,
        company=company.strip(),
        language=language,
        quick=quick,
        size=size,
        touchpoints=tuple(filter(None, (name.strip() for name in touchpoints.split(",")))),
    )
    _write(list(_started(folder, request, asking)))


def _next_wave(follows: str, date: str | None, language: str | None) -> str:
    """Write the audit that follows another one, and say where."""
    from tpaudit.cli.writing import create
    from tpaudit.operations.starting.next_wave import next_wave

    path, data = next_wave(follows, date=date, language=language)
    create({path: data})
    return os.fspath(path)


def _started(folder: Path, request: "StartRequest", asking: "ItemWords") -> "Iterator[str]":
    """Write what is not there yet, all or nothing, and yield what became of each file."""
    from tpaudit.cli.writing import create
    from tpaudit.operations.starting.init import start

    begun = start(folder, request)
    create(begun.new)
    for path in begun.files:
        yield asking.named("written" if path in begun.new else "left as it was", os.fspath(path))


def _write(lines: "Iterable[str]") -> None:
    from tpaudit.cli.output import Sink
    from tpaudit.showing.text.numbers import visible

    with Sink(None) as sink:
        sink.write("".join(f"{visible(line)}\n" for line in lines))
