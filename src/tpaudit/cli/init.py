"""`tpaudit init`: starts an audit from a journey, every question open, ready to be filled in."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tpaudit.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tpaudit.documents.checklist import Checklist
    from tpaudit.documents.journey import Expected, Journey
    from tpaudit.reading.workspace.workspace import Workspace
    from tpaudit.showing.text.items import ItemWords

QUICK = "quick"
_MOST = 2
"""How many checklists are proposed for a touchpoint for which the journey names none."""


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The workspace; default here.")] = Path(),
    journey: Annotated[
        str, typer.Option("--journey", metavar="NAME", help="The journey that the audit follows; see --list.")
    ] = "purchase",
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANGUAGE", help="en, ru or zh; default the workspace's.")
    ] = None,
    company: Annotated[
        str, typer.Option("--company", metavar="NAME", help="Who is audited; also names the file.")
    ] = "",
    quick: Annotated[
        bool, typer.Option("--quick", help="Ask the same five questions of every touchpoint.")
    ] = False,
    shown: Annotated[bool, typer.Option("--list", help="List the journeys and write nothing.")] = False,
) -> None:
    """Start an audit: every touchpoint of a journey, every question open.

    \b
    tpaudit init --journey online-shop --company "Kiln Lane"
    tpaudit init audits-2026 --journey clinic --lang ru --quick
    tpaudit init --list

    Writes the audit, an example visit, settings, a short README and the
    checklists that are used, so that git owns them and no upgrade moves a
    number. A file that is there already is left as it is.
    """
    from tpaudit.cli.output import Sink
    from tpaudit.reading.workspace.workspace import Workspaces
    from tpaudit.showing.text.items import ItemWords
    from tpaudit.showing.text.translate import translator

    home = Workspaces().at(folder)
    language = lang or home.settings.language
    asking = ItemWords(translator(language), (language, "en"))
    if shown:
        lines = list(_listed(home, asking))
    else:
        files = _files(
            folder, home, _journey(home, journey), (journey, company.strip(), language, quick), asking
        )
        lines = [f"{asking.say(state)}: {path}" for path, state in _written(folder, files)]
    with Sink(None) as sink:
        from tpaudit.showing.text.numbers import visible

        sink.write("".join(f"{visible(line)}\n" for line in lines))


def _listed(home: "Workspace", asking: "ItemWords") -> "Iterator[str]":
    """Yield a line for each journey."""
    from tpaudit.showing.text.numbers import fitted

    for name in sorted(home.sources("journeys")):
        journey, _ = home.journey(name)
        if journey is not None:
            title = asking.text(journey.title) if journey.title is not None else name
            stages, touches = len(journey.stages), len(journey.expects)
            counted = [
                asking.say("{count} stages", one="{count} stage", number=stages, count=stages),
                asking.say("{count} touchpoints", one="{count} touchpoint", number=touches, count=touches),
            ]
            yield f"{fitted(name, 24)} {title}; {', '.join(counted)}"


def _journey(home: "Workspace", name: str) -> "Journey":
    from tpaudit.reading.diagnostics import nearest

    journey, problems = home.journey(name)
    if any(not problem.warning for problem in problems):
        raise InputError(problems)
    if journey is None:
        msg = f"there is no journey `{name}`; {nearest(name, home.sources('journeys'))}"
        raise UsageError(msg)
    if not journey.expects:
        msg = f"the journey `{name}` expects no touchpoint; name some under `expects`, or choose another"
        raise UsageError(msg)
    return journey


def _checklist(home: "Workspace", name: str) -> "Checklist":
    prepared, problems = home.checklist(name)
    if prepared is None:
        raise InputError(problems)
    return prepared.checklist


def _suited(home: "Workspace", expected: "Expected") -> tuple[str, ...]:
    """Return the checklists that say of themselves that they suit such a touchpoint; at most two."""
    found = []
    for name in sorted(home.sources("checklists")):
        suits = _checklist(home, name).suits
        if suits and expected.channel in suits.channels and expected.kind in suits.kinds:
            found.append(name)
    return tuple(found[:_MOST])


def _files(
    folder: Path,
    home: "Workspace",
    journey: "Journey",
    asked: tuple[str, str, str, bool],
    asking: "ItemWords",
) -> dict[Path, bytes]:
    """Return what is to be written: the audit first."""
    from tpaudit.documents.scalars import as_identifier
    from tpaudit.reading.files.disk import contents
    from tpaudit.showing.scaffold.audit import NewAudit, audit_text, readme_text, settings_text, visit_text

    journey_id, company, language, quick = asked
    name = as_identifier(company) or journey_id
    applied = {
        touch: (QUICK,) if quick else expected.checklists or _suited(home, expected) or (QUICK,)
        for touch, expected in journey.expects.items()
    }
    checklists = {one: _checklist(home, one) for used in applied.values() for one in used}
    start = NewAudit(
        name=name,
        company=company,
        journey_id=journey_id,
        journey=journey,
        applied=applied,
        checklists=checklists,
        language=language,
    )
    texts = {
        f"audits/{name}.yaml": audit_text(start, asking),
        f"audits/{name}.visits/example.yaml": visit_text(start, asking),
        "tpaudit.yaml": settings_text(language, asking),
        "README.md": readme_text(start, asking),
    }
    files = {folder / path: text.encode() for path, text in texts.items()}
    own = folder / home.settings.paths.checklists
    sources = home.sources("checklists")
    needed = {base for one in checklists for base in home.lineage(one)}
    for one in sorted(needed):
        if sources[one].built_in:
            files[own / f"{one}.yaml"] = contents(sources[one].path)
    return files


def _written(folder: Path, files: dict[Path, bytes]) -> "Iterator[tuple[str, str]]":
    """Write what is not there yet, all or nothing, and yield what became of each file; the audit itself must be new."""
    from tpaudit.cli.writing import create
    from tpaudit.reading.files.bounds import writable

    audit = next(iter(files))
    if audit.exists():
        msg = f"{audit} is there already; give another --company, or another folder"
        raise UsageError(msg)
    new = {path: data for path, data in files.items() if not path.exists()}
    for path in new:
        writable(folder, path)
    create(new)
    for path in files:
        yield os.fspath(path), "written" if path in new else "left as it was"
