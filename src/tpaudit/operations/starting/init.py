"""Starting: the files of a new audit that follows a journey, every question open."""

import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

from tpaudit.documents.checklist import Checklist, Size
from tpaudit.documents.identifiers import as_identifier
from tpaudit.documents.journey import Expected, Journey
from tpaudit.documents.worded import Worded
from tpaudit.errors import InputError, UsageError
from tpaudit.operations.asked.given import given_name
from tpaudit.operations.starting.schema import schema
from tpaudit.reading.diagnostics import nearest
from tpaudit.reading.files.bounds import writable
from tpaudit.reading.files.disk import contents, path_of
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.validate import MODELS
from tpaudit.reading.workspace.workspace import Workspace, Workspaces
from tpaudit.showing.scaffold.audit import NewAudit, audit_text
from tpaudit.showing.scaffold.editor import editor_files, schema_line
from tpaudit.showing.scaffold.visits.walk import visit_text
from tpaudit.showing.scaffold.workspace import readme_text, settings_text
from tpaudit.showing.text.items import ItemWords
from tpaudit.showing.text.translate import translator

QUICK: Final = "quick"
_IMPORTANT: Final = 4
"""The importance from which on a touchpoint is looked at even where one person does everything."""
_MOST: Final = 2
"""How many checklists are proposed for a touchpoint for which the journey names none."""


class StartRequest(NamedTuple):
    """What a new audit is to be."""

    journey: str
    company: str = ""
    """Also names the file; default the journey's name."""
    language: str | None = None
    """Default that of the workspace at the folder, or else around it."""
    quick: bool = False
    """Whether every touchpoint is asked the same few questions."""
    touchpoints: tuple[str, ...] = ()
    """The touchpoints to be looked at, by id; default all that the journey expects, for one person the important ones."""
    size: str = ""
    """The company's size, where it is known."""


class Started(NamedTuple):
    """The files of a new audit, the audit first."""

    new: dict[Path, bytes]
    """What is to be written."""
    files: list[Path]
    """These, and those that are there already and stay as they are."""


def journeys(folder: Path) -> dict[str, Journey]:
    """Return the journeys that an audit in a folder can follow, by name."""
    home = Workspaces().at(folder)
    found = {name: home.journey(name)[0] for name in sorted(home.sources("journeys"))}
    return {name: journey for name, journey in found.items() if journey is not None}


def language_of(folder: Path) -> str:
    """Return the language of the workspace at a folder, or else of the one around it."""
    return Workspaces().of(os.fspath(folder / SETTINGS)).settings.language


def start(folder: Path, request: StartRequest) -> Started:
    """Return the files of a new audit in a folder, with the checklists that it uses.

    Raises UsageError if the journey is not known or the audit is there already, InputError for what is wrong in
    journeys and checklists.
    """
    given_name("--size", request.size or None, get_args(Size))
    home = Workspaces().at(folder)
    files = _files(folder, home, _journey(home, request.journey), request)
    audit = next(iter(files))
    if audit.exists():
        msg = Worded("{audit} is there already; give another --company, or another folder", audit=audit)
        raise UsageError(msg)
    new = {path: data for path, data in files.items() if not path.exists()}
    for path in new:
        writable(folder, path)
    return Started(new=new, files=list(files))


def _journey(home: Workspace, name: str) -> Journey:
    journey, problems = home.journey(name)
    if any(not problem.warning for problem in problems):
        raise InputError(problems)
    if journey is None:
        msg = Worded(
            "there is no journey `{name}`; {hint}", name=name, hint=nearest(name, home.sources("journeys"))
        )
        raise UsageError(msg)
    if not journey.expects:
        msg = Worded(
            "the journey `{name}` expects no touchpoint; name some under `expects`, or choose another",
            name=name,
        )
        raise UsageError(msg)
    return journey


def _files(folder: Path, home: Workspace, journey: Journey, request: StartRequest) -> dict[Path, bytes]:
    """Return everything that belongs to the audit: the audit first."""
    language = request.language or language_of(folder)
    applied = _applied(home, _wanted(journey, request), quick=request.quick)
    checklists = {name: _checklist(home, name) for used in applied.values() for name in used}
    begun = NewAudit(
        name=as_identifier(request.company) or request.journey,
        company=request.company,
        journey_id=request.journey,
        journey=journey,
        applied=applied,
        checklists=checklists,
        language=language,
        quick=QUICK if request.quick else "",
        left_out=tuple(touch for touch in journey.expects if touch not in applied),
        size=request.size,
    )
    texts = _texts(begun, ItemWords(translator(language), (language, "en")))
    own = home.settings.paths
    texts |= editor_files({kind: _schema(kind) for kind in MODELS}, own.checklists, own.journeys)
    files = {folder / path: text.encode() for path, text in texts.items()}
    return files | _built_in(folder, home, checklists)


def _texts(begun: NewAudit, asking: ItemWords) -> dict[str, str]:
    return {
        f"audits/{path_of(begun.name)}.yaml": schema_line("audit", 1) + audit_text(begun, asking),
        f"audits/{path_of(begun.name)}.visits/example.yaml": schema_line("visit", 2)
        + visit_text(begun, asking),
        "tpaudit.yaml": schema_line("workspace", 0) + settings_text(begun.language, asking),
        "README.md": readme_text(begun, asking),
    }


@cache
def _schema(kind: str) -> dict[str, Any]:
    return schema(kind)


def _built_in(folder: Path, home: Workspace, names: Iterable[str]) -> dict[Path, bytes]:
    """Return copies of the built-in ones among some checklists and those that they extend."""
    own = folder / home.settings.paths.checklists
    sources = home.sources("checklists")
    needed = sorted({base for name in names for base in home.lineage(name)})
    return {own / f"{name}.yaml": contents(sources[name].path) for name in needed if sources[name].built_in}


def _wanted(journey: Journey, request: StartRequest) -> dict[str, Expected]:
    """Return what is to be looked at, in the journey's order; raise UsageError for what it does not expect."""
    for touch in request.touchpoints:
        if touch not in journey.expects:
            msg = Worded(
                "the journey `{journey}` expects no touchpoint `{touch}`; {hint}",
                journey=request.journey,
                touch=touch,
                hint=nearest(touch, journey.expects),
            )
            raise UsageError(msg)
    wanted = request.touchpoints or _suiting(journey, request.size)
    return {touch: expected for touch, expected in journey.expects.items() if touch in wanted}


def _suiting(journey: Journey, size: str) -> Sequence[str]:
    """Return the touchpoints that an audit of a company of a size begins with: of a person alone the important ones."""
    important = [touch for touch, expected in journey.expects.items() if expected.importance >= _IMPORTANT]
    return important if size == "solo" and important else list(journey.expects)


def _applied(home: Workspace, wanted: dict[str, Expected], *, quick: bool) -> dict[str, tuple[str, ...]]:
    """Return the checklists of each touchpoint that is to be looked at."""
    return {
        touch: (QUICK,) if quick else expected.checklists or _suited(home, expected) or (QUICK,)
        for touch, expected in wanted.items()
    }


def _checklist(home: Workspace, name: str) -> Checklist:
    prepared, problems = home.checklist(name)
    if prepared is None:
        raise InputError(problems)
    return prepared.checklist


def _suited(home: Workspace, expected: Expected) -> tuple[str, ...]:
    """Return the checklists that say of themselves that they suit such a touchpoint; at most two."""
    found = []
    for name in sorted(home.sources("checklists")):
        suits = _checklist(home, name).suits
        if suits and expected.channels.intersection(suits.channels) and expected.kind in suits.kinds:
            found.append(name)
    return tuple(found[:_MOST])
