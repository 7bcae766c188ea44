"""Status: what a workspace holds, what is open and wrong in it, and what to do next."""

import os
from collections.abc import Sequence
from typing import Final

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.documents.workspace import Settings
from tpaudit.errors import Problem, UsageError
from tpaudit.judging.scoring.visits import open_by_owner
from tpaudit.operations.asked.given import StrPath
from tpaudit.operations.asked.only_audit import newest, workspace_audits, workspace_folder
from tpaudit.operations.audits.score import score
from tpaudit.operations.collecting.visits import overview_of_visits
from tpaudit.reading.audit.load import examine
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.results.standing import standing_of
from tpaudit.results.status import AuditStatus, NextStep, WorkspaceStatus
from tpaudit.results.visits import OpenQuestions
from tpaudit.showing.text.locale import Locale

START: Final = "There is no audit yet; start one"
CORRECT: Final = "An audit has errors; see where, and what was expected"
ANSWER: Final = "Nothing is answered yet; take the questions along on a phone"
FILL: Final = "Questions are open; answer them"
FIX: Final = "Something is broken; see what to fix first"
HAND_OVER: Final = "Everything is answered; hand over a report"


def is_workspace() -> bool:
    """Tell whether there is something of tpaudit's around where we stand: settings, or an audit."""
    root = workspace_folder()
    return Workspaces().of(os.path.join(root, SETTINGS)).file is not None or bool(workspace_audits(root))


def workspace_settings(folder: StrPath | None = None) -> Settings:
    """Return the settings of the workspace at a folder, by default of the one around us."""
    root = workspace_folder() if folder is None else os.fspath(folder)
    return Workspaces().of(os.path.join(root, SETTINGS)).settings


def status(folder: StrPath | None = None, *, language: str | None = None) -> WorkspaceStatus:
    """Return what the workspace at a folder holds, by default the one around us.

    An audit that cannot be judged is there with the number of its errors; raises UsageError for a folder that is none.
    """
    if folder is not None and not os.path.isdir(folder):
        msg = Worded("{path}: no such folder; expected that of a workspace", path=os.fspath(folder))
        raise UsageError(msg)
    root = workspace_folder() if folder is None else os.fspath(folder)
    workspaces, found = Workspaces(), workspace_audits(root)
    ends = newest(found) or found
    home = workspaces.of(os.path.join(root, SETTINGS))
    shown = [_audit(file, workspaces, language or home.settings.language) for file in ends]
    own = sum(not source.built_in for source in home.sources("checklists").values())
    return WorkspaceStatus(
        folder=root,
        audits=shown,
        earlier=[file for file in found if file not in ends],
        checklists=own,
        next=_next(shown),
    )


def _audit(file: str, workspaces: Workspaces, language: str) -> AuditStatus:
    try:
        loaded, problems = examine(file, workspaces=workspaces)
    except UsageError:
        return _unjudged(file, 1, ())
    if loaded is None:
        return _unjudged(file, sum(not problem.warning for problem in problems), problems)
    card = score(loaded, languages=(language,))
    overview = overview_of_visits(loaded)
    return AuditStatus(
        file=file,
        name=card.company or card.id,
        date=card.date,
        standing=standing_of(card),
        broken=len(card.broken),
        visits=len(overview.visits),
        open=overview.open,
        by_owner=open_by_owner(loaded),
        by_place=_by_place_name(overview.by_place, loaded, Locale(language)),
        errors=0,
        warnings=len(problems),
    )


def _by_place_name(by_place: list[OpenQuestions], audit: LoadedAudit, locale: Locale) -> list[OpenQuestions]:
    names = {place: locale.text(named.name) for place, named in audit.audit.places.items()}
    return [
        OpenQuestions(name=names.get(entry.name or "", entry.name), asked=entry.asked, open=entry.open)
        for entry in by_place
    ]


def _unjudged(file: str, errors: int, problems: Sequence[Problem]) -> AuditStatus:
    return AuditStatus(
        file=file,
        name=file,
        date=None,
        standing=None,
        broken=0,
        visits=0,
        open=None,
        by_owner=[],
        by_place=[],
        errors=errors,
        warnings=sum(problem.warning for problem in problems),
    )


def _next(audits: Sequence[AuditStatus]) -> NextStep:
    """Return what to do next: errors come first, then what is unanswered, then what is broken."""
    if not audits:
        return NextStep(why=START, command=["init", "--list"])
    for audit in audits:
        if audit.errors:
            return NextStep(why=CORRECT, command=["validate", audit.file])
    for audit in audits:
        if audit.standing is not None and not audit.standing.answered:
            return NextStep(why=ANSWER, command=["form", audit.file, "-o", "walk.html"])
    for audit in audits:
        if audit.open is not None and audit.open.open:
            return NextStep(why=FILL, command=["fill", audit.file, "--open"])
    for audit in audits:
        if audit.broken:
            return NextStep(why=FIX, command=["plan", audit.file])
    report = os.path.splitext(os.path.basename(audits[0].file))[0] + ".html"
    return NextStep(why=HAND_OVER, command=["report", audits[0].file, "-o", report])
