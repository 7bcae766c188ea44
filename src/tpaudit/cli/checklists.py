"""`tpaudit checklists`: what is built in, what is one's own, and how one becomes the other."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tpaudit.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tpaudit.documents.checklist import Checklist
    from tpaudit.reading.workspace.workspace import Workspace
    from tpaudit.showing.terminal.table import Line
    from tpaudit.showing.text.items import ItemWords

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="See, copy, update and start checklists.\n\n"
    "\b\ntpaudit checklists list\ntpaudit checklists show phone --lang ru\ntpaudit checklists add phone",
)

_Language = Annotated[
    str | None, typer.Option("--lang", metavar="LANGUAGE", help="en, ru or zh; default the workspace's.")
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The id of a checklist.")]


def _here(lang: str | None) -> "tuple[Workspace, ItemWords]":
    from tpaudit.reading.workspace.workspace import Workspaces
    from tpaudit.showing.text.items import ItemWords
    from tpaudit.showing.text.translate import translator

    home = Workspaces().of("tpaudit.yaml")
    if home.outside:
        raise InputError(home.outside)
    language = lang or home.settings.language
    return home, ItemWords(translator(language), (language, "en"))


def _print(lines: "Iterable[Line]") -> None:
    from tpaudit.cli.output import Sink

    with Sink(None) as sink:
        sink.show(lines)


def _found(home: "Workspace", name: str) -> "Checklist":
    from tpaudit.reading.diagnostics import nearest

    prepared, problems = home.checklist(name)
    if prepared is not None:
        return prepared.checklist
    if problems:
        raise InputError(problems)
    msg = f"there is no checklist `{name}`; {nearest(name, home.sources('checklists'))}"
    raise UsageError(msg)


@app.command("list")
def listing(lang: _Language = None) -> None:
    """List every checklist: its title, version and number of items, and whose it is.

    \b
    tpaudit checklists list --lang zh

    An own one hides the built-in one of its name; it is told when that is newer.
    """
    from tpaudit.showing.terminal.checklists import CatalogueEntry, catalogue_lines

    home, asking = _here(lang)
    entries = []
    for name, source in sorted(home.sources("checklists").items()):
        checklist = _found(home, name)
        built_in = home.built_in(name)
        if source.built_in or built_in is None:
            entries.append(CatalogueEntry(name, checklist, "built in" if source.built_in else "own"))
            continue
        newer = built_in.version or ""
        same = built_in == checklist or checklist.extends is not None
        standing = "own" if same else "own, differs from the built-in one"
        if _newer(newer, checklist.version or ""):
            standing = "own, built-in {version} is newer"
        entries.append(CatalogueEntry(name=name, checklist=checklist, standing=standing, version=newer))
    _print(catalogue_lines(entries, asking))


def _newer(one: str, other: str) -> bool:
    """Tell whether a version comes after another, number by number."""
    return _numbers(one) > _numbers(other)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isascii() and part.isdigit())


@app.command("show")
def show(
    name: Name,
    shape: Annotated[
        Literal["text", "md"], typer.Option("--format", help="Text to read, or a form on paper in Markdown.")
    ] = "text",
    lang: _Language = None,
) -> None:
    """Show a checklist: questions, answers, weights, curves, reasons and fixes.

    \b
    tpaudit checklists show phone
    tpaudit checklists show phone --format md > phone.md

    As Markdown it is a form with boxes to tick, for an audit on foot.
    """
    from tpaudit.cli.output import Sink
    from tpaudit.showing.terminal.checklists import paper, shown_whole

    home, asking = _here(lang)
    checklist = _found(home, name)
    if shape == "text":
        _print(shown_whole(checklist, asking))
        return
    with Sink(None) as sink:
        sink.write(paper(checklist, asking))


@app.command("add")
def add(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Ids of built-in checklists.")],
) -> None:
    """Copy built-in checklists into the workspace, so that git owns them.

    \b
    tpaudit checklists add phone web-form
    """
    from tpaudit.reading.files.disk import contents

    home, _ = _here(None)
    for name in names:
        _found(home, name)
    files = {}
    for name in names:
        source = home.sources("checklists")[name]
        if not source.built_in:
            msg = f"{os.path.relpath(source.path)} is there already; see what is newer with: tpaudit checklists update {name}"
            raise UsageError(msg)
        files[name] = contents(source.path)
    _create(home, files)


@app.command("new")
def new(
    name: Name,
    extends: Annotated[
        str | None, typer.Option("--extends", metavar="NAME", help="The checklist that it adds to.")
    ] = None,
) -> None:
    """Start a checklist of one's own, empty or on top of another.

    \b
    tpaudit checklists new bakery
    tpaudit checklists new hotel-phone --extends phone
    """
    from tpaudit.documents.scalars import is_identifier
    from tpaudit.showing.scaffold.audit import checklist_text

    home, _ = _here(None)
    if not is_identifier(name):
        msg = f"`{name}` is not an id; use lower-case letters and digits with single hyphens between"
        raise UsageError(msg)
    base = _found(home, extends) if extends else None
    text = checklist_text(name, base)
    _create(home, {name: text.encode()})


def _create(home: "Workspace", checklists: "Mapping[str, bytes]") -> None:
    """Write checklists of the workspace that are not there yet, and say so."""
    from tpaudit.cli.output import Sink
    from tpaudit.cli.writing import create
    from tpaudit.reading.files.bounds import writable
    from tpaudit.showing.text.numbers import visible

    files = {}
    for name, data in checklists.items():
        path = home.folder / home.settings.paths.checklists / f"{name}.yaml"
        writable(home.folder, path)
        files[Path(os.path.relpath(path))] = data
    create(files)
    with Sink(None) as sink:
        sink.write("".join(f"{visible(os.fspath(path))}\n" for path in files))


@app.command("update")
def update(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A checklist; default all that differ.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Take the built-in version over.")] = False,
) -> None:
    """Show what the built-in version of a checklist would change, and what it would do to scores.

    \b
    tpaudit checklists update phone
    tpaudit checklists update phone --write

    Shows the difference between the workspace's copy and the built-in one, and
    the scores of every audit of the workspace before and after. Nothing is
    written without --write.
    """
    from tpaudit.cli.output import tell

    home, _ = _here(None)
    names = [name] if name else [one for one in sorted(home.sources("checklists")) if home.differs(one)]
    if name is not None:
        _found(home, name)
        if home.sources("checklists")[name].built_in or home.built_in_path(name) is None:
            msg = (
                f"`{name}` is not a copy of a built-in checklist; copy one with: tpaudit checklists add NAME"
            )
            raise UsageError(msg)
    names = [one for one in names if home.differs(one)]
    _print(line for one in names for line in _update_lines(home, one))
    if not names:
        tell(["every copy is as the built-in one"])
    if write:
        _update(home, names)
    if names:
        tell(["written" if write else "nothing is written; --write takes the built-in version over"])


def _update(home: "Workspace", names: "Iterable[str]") -> None:
    """Write the built-in version over copies, all or none."""
    from tpaudit.cli.writing import replace
    from tpaudit.reading.files.bounds import writable
    from tpaudit.reading.files.disk import contents

    files = {}
    for name in names:
        built_in = home.built_in_path(name)
        if built_in is not None:
            files[writable(home.folder, home.sources("checklists")[name].path)] = contents(built_in)
    replace(files)


def _update_lines(home: "Workspace", name: str) -> "Iterator[Line]":
    """Yield the difference of a checklist, and of every audit that uses it."""
    from tpaudit.cli.output import tell
    from tpaudit.judging.scoring.journey import score_audit
    from tpaudit.reading.audit.load import examine
    from tpaudit.reading.files.disk import contents
    from tpaudit.reading.files.find import audits
    from tpaudit.reading.workspace.workspace import Workspaces
    from tpaudit.showing.terminal.checklists import difference, moved_lines
    from tpaudit.showing.terminal.table import Piece

    path, built_in = home.sources("checklists")[name].path, home.built_in_path(name)
    if built_in is None:
        return
    shown = os.path.relpath(path)
    old, new = (contents(one).decode(errors="replace") for one in (path, built_in))
    yield from difference(old, new, (shown, f"{shown} (built in)"))
    now, then = Workspaces(), Workspaces({name: built_in})
    found = audits([os.fspath(home.folder)])
    tell(found.passed)
    for file in found.files:
        before, after = (examine(os.path.relpath(file), workspaces=homes) for homes in (now, then))
        if before.audit is None or name not in before.audit.checklists:
            continue
        yield []
        if after.audit is None:
            yield [Piece(f"{os.path.relpath(file)}:", "bold")]
            yield from ([Piece(f"  {problem}")] for problem in after.problems if not problem.warning)
        else:
            yield from moved_lines(score_audit(before.audit), score_audit(after.audit))
    if not found.whole:
        msg = "not every audit can be scored before and after; expected folders that can be read"
        raise UsageError(msg)
