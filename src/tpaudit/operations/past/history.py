"""The past of an audit: what it scored at each commit that may have changed that."""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.errors import BaselineError, UsageError
from tpaudit.judging.compare.attribution import split
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.operations.asked.given import StrPath
from tpaudit.reading.audit.load import examine
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.git.repository import Commit, Repository
from tpaudit.reading.git.snapshot import Snapshot
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.results.scorecard import Scorecard
from tpaudit.results.verdict import HistoryEntry


class History(NamedTuple):
    """The past of an audit."""

    entries: list[HistoryEntry]
    """The commits that changed its score, the newest first; of one whose files do not load the entry says so."""
    language: str
    """The language of the audit's workspace."""


def history(audit: StrPath, *, languages: Sequence[str] = ()) -> History:
    """Return the score of an audit's file at each commit that changed it.

    Every commit is scored by today's engine, with the files of then. `languages` are tried in turn for every text.
    Raises BaselineError if no commit has the file, UsageError for a folder.
    """
    audit = os.fspath(audit)
    if os.path.isdir(audit):
        msg = Worded("{audit}: a history is of one audit; expected its file", audit=audit)
        raise UsageError(msg)
    with Repository(os.path.dirname(audit)) as repository:
        path = repository.relative(audit)
        commits = _commits(repository, path, audit) if path else []
        if not commits:
            msg = Worded(
                "{audit}: no commit has this file; expected one that is in git: git add, git commit",
                audit=audit,
            )
            raise BaselineError(msg)
        entries = list(_changes(repository, commits, languages))[::-1]
    return History(entries=entries, language=Workspaces().of(audit).settings.language)


def _commits(repository: Repository, path: str, audit: str) -> list[Commit]:
    """Return what touched an audit, or anything that it is scored by, the oldest first, each with its path then."""
    own = repository.log(path)
    home = Workspaces().of(audit)
    paths = home.settings.paths
    shared = [os.path.join(home.folder, name) for name in (paths.checklists, paths.journeys, SETTINGS)]
    called = list(dict.fromkeys([path, *(commit.path for commit in own)]))
    around = [f"{os.path.splitext(name)[0]}.visits" for name in called]
    beside = [name for name in map(repository.relative, shared) if name]
    then = {commit.id: commit.path for commit in own}
    order = reversed(repository.order([*called, *around, *beside])) if own else ()
    return [
        commit._replace(path=_called(repository, commit, [then.get(commit.id, ""), *called]))
        for commit in order
    ]


def _called(repository: Repository, commit: Commit, names: list[str]) -> str:
    """Return what the audit was called at a commit: of its names the one that is there, empty if none is."""
    snapshot = Snapshot(repository, commit.id, commit.id)
    there = (name for name in names if name and snapshot.is_file(os.path.join(repository.root, name)))
    return next(there, "")


def _changes(
    repository: Repository, commits: list[Commit], languages: Sequence[str]
) -> Iterator[HistoryEntry]:
    before: Scorecard | None = None
    for commit in commits:
        snapshot = Snapshot(repository, commit.id, commit.id[:12])
        file = os.path.relpath(os.path.join(repository.root, commit.path))
        if not commit.path or not snapshot.is_file(file):
            continue
        state = HistoryEntry(commit=commit.id, day=commit.day, subject=commit.subject, path=commit.path)
        try:
            audit, problems = examine(file, workspaces=Workspaces(files=snapshot))
        except UsageError as error:
            audit, problems, state.problem = None, [], str(error)
        if audit is None:
            first = next((str(problem) for problem in problems if not problem.warning), state.problem)
            state.problem = first
            yield state
            continue
        card = score_audit(audit, languages=languages)
        if before is None or _differs(before, card):
            yield _filled(state, before, audit, card)
        before = card


def _differs(before: Scorecard, card: Scorecard) -> bool:
    return any(getattr(before, name) != getattr(card, name) for name in ("score", "coverage", "broken")) or {
        link: touch.score for link, touch in before.links().items()
    } != {link: touch.score for link, touch in card.links().items()}


def _filled(
    state: HistoryEntry, before: Scorecard | None, audit: LoadedAudit, card: Scorecard
) -> HistoryEntry:
    state.score, state.coverage, state.broken = card.score, card.coverage, card.broken
    state.comparison = split(before, audit, card) if before else None
    return state
