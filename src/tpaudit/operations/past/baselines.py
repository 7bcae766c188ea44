"""Baselines: the scorecard that an audit is compared with, from git or from a file."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple, Protocol

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.errors import BaselineError, InputError, UsageError
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.reading.audit.load import Version, examine, load_audit
from tpaudit.reading.files.saved import read_saved
from tpaudit.reading.git.repository import Repository
from tpaudit.reading.git.snapshot import Snapshot
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.results.scorecard import Scorecard


class Baseline(NamedTuple):
    """What an audit is compared with: nothing, where `word` says why."""

    card: Scorecard | None
    """None, too, where there is the audit alone: comparing scores what differs of it."""
    label: str | None
    word: str = ""
    audit: LoadedAudit | None = None
    """The audit of that scorecard, where there is more than the scorecard."""
    kind: str = ""
    """`same` for the same audit at a commit, `unchanged` where none of its files differ, `wave` for the audit that it
    follows; empty for another file, or nothing."""


class Today(NamedTuple):
    """An audit as it is now."""

    audit: LoadedAudit
    data: Any
    """What its file holds."""
    workspaces: Workspaces


class AuditAndCard(NamedTuple):
    """An audit, None where only its scorecard was kept, and its scorecard."""

    audit: LoadedAudit | None
    card: Scorecard


class Gone(NamedTuple):
    """An audit that was there and is not there any more."""

    file: str
    judged: AuditAndCard
    label: str


class Baselines(Protocol):
    """Where baselines come from."""

    def lay(self, paths: list[str], *, whole: bool) -> list[str]:
        """Return the audits that lay there below some paths; of a `whole` workspace none of another within it."""

    def of(self, today: Today) -> Baseline:
        """Return what an audit is compared with; raises BaselineError where that cannot be had."""

    def followed(self, audit: LoadedAudit) -> Baseline | None:
        """Return the audit that one follows which is there at the baseline itself; None if there is none."""

    def gone(self, files: list[str]) -> Iterator[Gone]:
        """Yield those of some audits that are neither there any more nor renamed."""


class NoBaselines:
    """Nothing was asked for: only what needs no baseline is judged."""

    def lay(self, _paths: list[str], *, whole: bool) -> list[str]:  # noqa: ARG002 - there was nothing
        return []

    def of(self, _today: Today) -> Baseline:
        return Baseline(None, None, "unasked")

    def followed(self, _audit: LoadedAudit) -> None:
        return None

    def gone(self, _files: list[str]) -> Iterator[Gone]:
        yield from ()


class FileBaselines:
    """A file: an audit, or scorecards that were kept as JSON."""

    def __init__(self, file: str, as_of: str | None, *, alone: bool, languages: tuple[str, ...] = ()) -> None:
        """Read the file; `alone` is one audit to be compared with it, whatever its id.

        `languages` are those in which the texts of an audit are wanted first.

        Raises BaselineError if nothing in it can be compared with.
        """
        self._file = file
        self._cards = (
            [AuditAndCard(None, card) for card in saved_scorecards(file)]
            if file.lower().endswith(".json")
            else [judged(file, Workspaces(languages=languages), as_of)]
        )
        self._alone = alone and len(self._cards) == 1
        self._met: list[AuditAndCard] = []

    def lay(self, paths: list[str], *, whole: bool) -> list[str]:  # noqa: ARG002 - a scorecard knows no workspace
        files = [os.path.normpath(kept.card.file) for kept in self._cards] if len(self._cards) > 1 else []
        return [file for file in files if any(_below(file, path) for path in paths)]

    def of(self, today: Today) -> Baseline:
        audit = today.audit
        if self._alone:
            return Baseline(self._cards[0].card, self._file, audit=self._cards[0].audit)
        cards = [kept for kept in self._cards if kept.card.id == audit.id]
        cards = [kept for kept in cards if kept.card.file == audit.file] or cards
        self._met += cards[:1]
        if not cards:
            return Baseline(None, self._file, "new")
        return Baseline(cards[0].card, self._file, audit=cards[0].audit)

    def followed(self, _audit: LoadedAudit) -> None:
        return None

    def gone(self, files: list[str]) -> Iterator[Gone]:
        for kept in self._cards:
            if os.path.normpath(kept.card.file) in files and kept not in self._met:
                yield Gone(os.path.normpath(kept.card.file), kept, self._file)


def _below(file: str, path: str) -> bool:
    return not os.path.relpath(file, path).startswith("..")


def saved_scorecards(file: str) -> list[Scorecard]:
    """Return the scorecards of a JSON file; raises BaselineError where one shows only part of its audit."""
    cards = read_saved(file, Scorecard)
    for card in cards:
        if card.persona is not None:
            msg = Worded(
                "{file}: this is what `{persona}` meets alone; expected a scorecard without --persona",
                file=file,
                persona=card.persona,
            )
            raise BaselineError(msg)
    return cards


class Side(NamedTuple):
    """One of two audits to compare: an audit that was loaded, or a scorecard alone."""

    audit: LoadedAudit | None
    card: Scorecard


def side(name: str, within: ExitStack, languages: tuple[str, ...] = ()) -> Side:
    """Return what `compare` calls by a name: a file, a scorecard's JSON, or REF:path; `within` closes repositories.

    A path behind REF starts at the repository's root, as for git; where nothing lies there, at where we stand.
    """
    if name.lower().endswith(".json") and os.path.isfile(name):
        cards = saved_scorecards(name)
        if len(cards) > 1:
            msg = Worded(
                "{name}: there are {count} scorecards in it; expected one", name=name, count=len(cards)
            )
            raise BaselineError(msg)
        return Side(None, cards[0])
    ref, colon, path = name.partition(":")
    if os.path.isfile(name) or not colon:
        audit = load_audit(name, workspaces=Workspaces(languages=languages))
        return Side(audit, score_audit(audit))
    repository = within.enter_context(Repository("."))
    snapshot = Snapshot(repository, repository.commit(ref), ref)
    file = os.path.relpath(os.path.join(repository.root, path))
    try:
        there = Workspaces(files=snapshot, languages=languages)
        audit = load_audit(file if snapshot.is_file(file) else path, workspaces=there)
    except InputError as error:
        msg = Worded("{name} does not load:", name=name)
        raise BaselineError(msg, [problem for problem in error.problems if not problem.warning]) from error
    return Side(audit, score_audit(audit))


def judged(file: str, workspaces: Workspaces, as_of: str | None) -> AuditAndCard:
    """Return an audit of then with its scorecard; raises BaselineError if it does not load."""
    audit = loaded(file, workspaces, as_of)
    return AuditAndCard(audit, score_audit(audit))


def loaded(file: str, workspaces: Workspaces, as_of: str | None, like: Version | None = None) -> LoadedAudit:
    """Return an audit of then, `like` it is today; raises BaselineError if it does not load."""
    try:
        audit, problems = examine(file, as_of=as_of, workspaces=workspaces, like=like)
    except UsageError as error:
        msg = Worded("the baseline does not load: {error}", error=error.message)
        raise BaselineError(msg) from error
    if audit is None:
        said = "the baseline does not load; fix it there, or compare with another commit:"
        raise BaselineError(said, [problem for problem in problems if not problem.warning])
    return audit
