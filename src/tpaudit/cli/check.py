"""`tpaudit check`: the gate that fails when a touchpoint gets worse."""

import os
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import ENDINGS

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tpaudit.operations.baselines import Baselines
    from tpaudit.results.verdict import Verdict

_Format = Literal["text", "json", "junit", "sarif", "github", "gitlab", "markdown"]


def check(
    audits: Annotated[
        list[str] | None,
        typer.Argument(metavar="[AUDIT...]", help="Audit files or folders; default all of the workspace."),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against", metavar="REF", help="A branch, tag or commit; or an audit, or a scorecard's JSON."
        ),
    ] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Compare with REF itself, not with where HEAD parted from it.")
    ] = False,
    shape: Annotated[_Format, typer.Option("--format", help="What goes to standard output.")] = "text",
    outputs: Annotated[
        list[str] | None,
        typer.Option(
            "--output", "-o", metavar="FORMAT:FILE", help="Write a file as well; may be given again."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="Judge freshness and waivers for a day; default today."),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="LANGUAGE",
            help="en, ru or zh, for text and markdown; default the workspace's.",
        ),
    ] = None,
    write_gate: Annotated[
        bool,
        typer.Option(
            "--write-gate", help="Propose a gate that today's figures just pass, and judge nothing."
        ),
    ] = False,
) -> None:
    """Fail when a touchpoint got worse, and say which, why, and on what line.

    \b
    tpaudit check --against origin/main
    tpaudit check audits/roastery.yaml --against HEAD
    tpaudit check --against origin/main --format github -o junit:gate.xml

    Exit code 0: nothing fails; 1: something does; 2: an audit cannot be
    judged; 3: there is nothing to compare with.
    """
    from tpaudit.cli.gate import Run
    from tpaudit.cli.options import as_day, this_day
    from tpaudit.cli.output import refuse_twins

    day = as_day(as_of) or this_day()
    paths = audits or [_workspace()]
    inputs = [*paths, *filter(None, [against])]
    files = [(name, Path(file)) for name, file in map(_named, outputs or [])]
    if write_gate:
        from tpaudit.cli.proposal import propose

        propose(paths, whole=not audits)
        return
    refuse_twins((file for _, file in files), inputs)
    with _baselines(
        against, exact=exact, as_of=day, alone=len(paths) == 1 and os.path.isfile(paths[0])
    ) as baselines:
        run = Run(baselines, day, paths, whole=not audits)
        verdict = run.verdict(against)
    language = lang or _language(verdict)
    for name, file in [(shape, None), *files]:
        _write(verdict, language, name, file, inputs)
    raise typer.Exit(run.code(verdict))


def _workspace() -> str:
    """Return the folder of the workspace around where we stand."""
    from tpaudit.reading.workspace.workspace import Workspaces

    return os.path.relpath(Workspaces().of("tpaudit.yaml").folder)


def _baselines(
    against: str | None, *, exact: bool, as_of: str, alone: bool
) -> "AbstractContextManager[Baselines]":
    from tpaudit.cli.git_baselines import GitBaselines
    from tpaudit.operations.baselines import FileBaselines, NoBaselines

    if against is None:
        return nullcontext(NoBaselines())
    # A file by its ending or its folder, else a commit: no file of a change can pass for the branch it is held against.
    if against.lower().endswith((".json", *ENDINGS)) or against.startswith((".", os.sep)):
        return nullcontext(FileBaselines(against, as_of, alone=alone))
    return GitBaselines(against, exact=exact, as_of=as_of)


def _language(verdict: "Verdict") -> str:
    """Return the language of the first audit's workspace."""
    from tpaudit.reading.workspace.workspace import Workspaces

    files = [one.file for one in verdict.audits] + [one.file for one in verdict.unjudged]
    return Workspaces().of(next(iter(files), "")).settings.language


def _named(output: str) -> tuple[str, str]:
    """Return the format and the file of an `--output`."""
    name, _, file = output.partition(":")
    if name not in get_args(_Format) or not file:
        known = ", ".join(get_args(_Format))
        msg = f"--output {output}: expected FORMAT:FILE, such as junit:gate.xml; FORMAT is one of {known}"
        raise UsageError(msg)
    return name, file


def _write(verdict: "Verdict", language: str, name: str, file: Path | None, inputs: list[str]) -> None:
    """Write one format: people read it in their language, programs in English."""
    from tpaudit.cli.output import Sink
    from tpaudit.reading.git.paths import RepositoryPaths
    from tpaudit.showing.ci.comment import as_markdown
    from tpaudit.showing.ci.formats import FORMATS
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.terminal.verdict import verdict_lines
    from tpaudit.showing.text.translate import translator

    with Sink(file, inputs) as sink:
        if name == "text":
            sink.show(verdict_lines(verdict, columns(sink.stream), translator(language)))
        elif name == "markdown":
            sink.write(as_markdown(verdict, RepositoryPaths().place, translator(language)))
        else:
            sink.write(FORMATS[name](verdict, RepositoryPaths().place))
