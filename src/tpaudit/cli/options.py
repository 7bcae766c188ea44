"""Arguments and options that several commands share: written once, with what they mean."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tpaudit.operations.many.judged import Engine

from tpaudit.cli.completing import complete_audit
from tpaudit.documents.worded import Worded, listing

_Shape = TypeVar("_Shape", bound=str)


def _as_language(context: typer.Context, text: str | None) -> str | None:
    """Return the language asked for, behind the command or before it, as in `tpaudit --lang ru score`."""
    if text is None:
        return None if context.parent is None else context.parent.params.get("lang")
    from tpaudit.operations.asked.given import given_language

    return given_language("--lang", text)


def as_text(parameter: typer.CallbackParam, text: Any) -> Any:
    """Return a name given on the command line, or several, as UTF-8 whatever the locale takes them for."""
    if text is None:
        return None
    name = parameter.opts[0] if parameter.opts[0].startswith("-") else str(parameter.metavar)
    if isinstance(text, list | tuple):
        return [as_text_of(name, each) for each in text]
    return as_text_of(name, text)


def as_text_of(name: str, text: str) -> str | None:
    """Return a word given on the command line as UTF-8; `name` is what messages call it."""
    from tpaudit.operations.asked.given import given_text

    return given_text(name, text)


def language_option(meaning: str) -> Any:
    """Return `--lang` with what it changes."""
    return typer.Option("--lang", metavar="LANGUAGE", help=meaning, callback=_as_language)


def output_option(meaning: str, metavar: str = "FILE") -> Any:
    """Return `--output` with what is written."""
    return typer.Option("--output", "-o", metavar=metavar, help=meaning)


def format_option(meaning: str) -> Any:
    """Return `--format` with what there is."""
    return typer.Option("--format", help=f"{meaning} Default by the ending of FILE.")


def shape_of(
    shape: _Shape | None,
    output: Path | None,
    endings: "Mapping[str, _Shape]",
    inputs: "Iterable[str]" = (),
) -> _Shape:
    """Return the format that was asked for, or else the one that the ending of the output's name says.

    A name without an ending, as a pipe has, says the first of the formats. Raises UsageError for an ending of another
    kind, and for one of the `inputs`.
    """
    ending = "" if output is None else output.suffix.lower()
    if shape is not None or output is None or not ending:
        return shape or next(iter(endings.values()))
    if ending in endings:
        return endings[ending]
    from tpaudit.errors import UsageError
    from tpaudit.reading.inputs import refuse_input

    refuse_input(output, inputs)
    known = listing(endings)
    msg = Worded(
        "the output {output}: its ending `{ending}` says no format that can be written; expected one of {known}",
        output=output,
        ending=ending,
        known=known,
    )
    raise UsageError(msg)


def day_option(meaning: str) -> Any:
    """Return `--as-of` with what is judged for the day."""
    return typer.Option("--as-of", metavar="DAY", help=meaning)


def _or_the_only(context: typer.Context, audit: str) -> str:
    if audit or context.resilient_parsing:
        return audit
    from tpaudit.operations.asked.only_audit import only_audit

    return only_audit()


AuditFile = Annotated[
    str,
    typer.Argument(
        metavar="[AUDIT]",
        help="An audit file; default the only one here.",
        show_default=False,
        callback=_or_the_only,
        autocompletion=complete_audit,
    ),
]
Language = Annotated[str | None, language_option("en, ru or zh; default the workspace's.")]


def in_language(lang: Language = None) -> None:
    """Take the language for all commands of a group: each of them asks for it."""


Output = Annotated[Path | None, output_option("Write to a file, whole or not at all.")]
PaperSize = Annotated[
    Literal["a4", "letter"] | None,
    typer.Option("--paper", help="What pages are printed on; default the workspace's, else A4."),
]
AsOf = Annotated[str | None, day_option("Judge freshness for a day; default the audit's date.")]


Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        show_default=False,
        help="In so many processes; default one, from 20 files on one for each processor.",
    ),
]
EngineName = Annotated[
    Literal["processes", "dask"],
    typer.Option("--engine", help="Judge in processes here, or on a Dask cluster."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="For dask: the scheduler, such as tcp://host:8786; default workers on this machine.",
        callback=as_text,
    ),
]


Cached = Annotated[
    bool,
    typer.Option(
        "--cache/--no-cache", help="Take the figures of audits that have not changed from the last run."
    ),
]


def engine_of(name: str, jobs: int | None, scheduler: str | None) -> "Engine":
    """Return by what audits are judged; raises UsageError for options that do not go together."""
    from tpaudit.errors import UsageError
    from tpaudit.operations.many.judged import Engine

    if name == "dask":
        if jobs is not None:
            msg = "--jobs does not go with --engine dask; the cluster has as many workers as it has"
            raise UsageError(msg)
        return Engine(scheduler=scheduler or "")
    if scheduler is not None:
        msg = "--scheduler goes with --engine dask alone; expected that as well"
        raise UsageError(msg)
    return Engine(jobs=jobs)


def languages_of(lang: str | None) -> tuple[str, ...]:
    """Return the languages to try for every text before those of the audit."""
    return (lang,) if lang else ()


def this_day() -> str:
    """Return today's day by UTC: for a gate that was given no other day."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()


def this_minute() -> tuple[str, str]:
    """Return the minute by the clock on the wall, as visits write it, and how far that clock is from UTC."""
    from datetime import UTC, datetime

    now = datetime.now(UTC).astimezone()
    return now.strftime("%Y-%m-%dT%H:%M"), now.isoformat()[-6:]


def as_day(text: str | None) -> str | None:
    """Return a day given as `--as-of`; raises UsageError for what is not in the calendar."""
    from tpaudit.operations.asked.given import given_day

    return given_day("--as-of", text)
