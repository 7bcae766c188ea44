"""Baselines: the scorecard that an audit is compared with, from git or from a file."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final, NamedTuple, Protocol, Self

from tpaudit.documents.loaded import LoadedAudit
from tpaudit.errors import BaselineError, InputError, UsageError
from tpaudit.judging.journey import score
from tpaudit.judging.scorecard import Scorecard
from tpaudit.reading.files import is_audit
from tpaudit.reading.git import Repository, Snapshot
from tpaudit.reading.kept import read_kept
from tpaudit.reading.loading import examine, load
from tpaudit.reading.workspace import Homes

SHORT: Final = 12
"""How many digits of a commit's id are shown."""


class Baseline(NamedTuple):
    """What an audit is compared with: nothing, where `word` says why."""

    card: Scorecard | None
    label: str | None
    word: str = ""


class Gone(NamedTuple):
    """An audit that was there and is not there any more."""

    file: str
    card: Scorecard
    label: str


class Baselines(Protocol):
    """Where baselines come from."""

    def of(self, audit: LoadedAudit) -> Baseline:
        """Return what an audit is compared with; raises BaselineError where that cannot be had."""

    def gone(self, folders: list[str]) -> Iterator[Gone]:
        """Yield the audits that lay below some folders and are neither there nor renamed."""


class NoBaselines:
    """Nothing was asked for: only what needs no baseline is judged."""

    def of(self, _audit: LoadedAudit) -> Baseline:
        return Baseline(None, None, "unasked")

    def gone(self, _folders: list[str]) -> Iterator[Gone]:
        yield from ()


class FileBaselines:
    """A file: an audit, or scorecards that were kept as JSON."""

    def __init__(self, file: str, as_of: str | None) -> None:
        """Read the file; raises BaselineError if nothing in it can be compared with."""
        self._file = file
        self._cards = (
            read_kept(file, Scorecard) if file.endswith(".json") else [_scored(file, Homes(), as_of)]
        )
        self._met: list[Scorecard] = []

    def of(self, audit: LoadedAudit) -> Baseline:
        if len(self._cards) == 1:
            return Baseline(self._cards[0], self._file)
        cards = [card for card in self._cards if card.id == audit.id]
        cards = [card for card in cards if card.file == audit.file] or cards
        self._met += cards[:1]
        return Baseline(cards[0], self._file) if cards else Baseline(None, self._file, "new")

    def gone(self, folders: list[str]) -> Iterator[Gone]:
        for card in self._cards if len(self._cards) > 1 else ():
            asked = any(not os.path.relpath(card.file, folder).startswith("..") for folder in folders)
            if asked and not os.path.isfile(card.file) and card not in self._met:
                yield Gone(os.path.normpath(card.file), card, self._file)


class GitBaselines:
    """A commit: audits, visits, checklists and settings as they were there."""

    def __init__(self, ref: str, *, exact: bool, as_of: str | None) -> None:
        """Take the name of the commit, and whether it is meant itself or where HEAD parted from it."""
        self._ref, self._exact, self._as_of = ref, exact, as_of
        self._by_folder: dict[str, _Past] = {}

    def __enter__(self) -> Self:
        """Start; nothing is looked up before it is needed."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the repositories."""
        for past in set(self._by_folder.values()):
            past.repository.__exit__(None, None, None)

    def of(self, audit: LoadedAudit) -> Baseline:
        past = self._past(os.path.dirname(audit.file))
        if past.has(audit.file):
            return Baseline(past.card(audit.file), past.label)
        renamed = past.renamed(audit)
        if renamed:
            return Baseline(past.card(renamed), past.label)
        return self._followed(audit, past)

    def _followed(self, audit: LoadedAudit, past: "_Past") -> Baseline:
        """Return the audit before a new one: as it was at the commit, else as it lies there now."""
        follows = audit.audit.audit.follows
        if follows is None:
            return Baseline(None, past.label, "new")
        file = os.path.normpath(os.path.join(os.path.dirname(audit.file), follows))
        if past.has(file):
            return Baseline(past.card(file), past.label)
        if not os.path.isfile(file):
            msg = f"{audit.file}: it follows {file}, which is neither there nor at {past.label}; expected that file"
            raise BaselineError(msg)
        return Baseline(_scored(file, Homes(), self._as_of), file)

    def gone(self, folders: list[str]) -> Iterator[Gone]:
        for folder in folders:
            past = self._past(folder if os.path.isdir(folder) else os.path.dirname(folder))
            for file in past.vanished(folder):
                yield Gone(file, past.card(file), past.label)

    def _past(self, folder: str) -> "_Past":
        place = os.path.realpath(folder or ".")
        if place not in self._by_folder:
            repository = Repository(folder)
            known = {past.repository.root: past for past in self._by_folder.values()}
            self._by_folder[place] = known.get(repository.root) or _Past(
                repository, self._ref, self._as_of, exact=self._exact
            )
        return self._by_folder[place]


class _Past:
    """One repository at the commit of the baseline."""

    def __init__(self, repository: Repository, ref: str, as_of: str | None, *, exact: bool) -> None:
        self.repository = repository
        named = repository.commit(ref)
        commit = named if exact else repository.merge_base(ref)
        self.snapshot = repository.at(commit, ref if commit == named else commit[:SHORT])
        self.label = ref if exact else f"{ref} ({commit[:SHORT]})"
        self._homes = Homes(files=self.snapshot)
        self._as_of = as_of
        self._claimed: set[str] = set()

    def has(self, file: str) -> bool:
        return self.snapshot.is_file(file) and is_audit(self.snapshot.contents(file))

    def card(self, file: str) -> Scorecard:
        return _scored(file, self._homes, self._as_of)

    def vanished(self, folder: str) -> list[str]:
        """Return the audits that lay below a folder, or at it, and are neither there now nor renamed."""
        lay = [folder] if self.snapshot.is_file(folder) else _below(self.snapshot, folder)
        return [file for file in lay if self._lost(file)]

    def _lost(self, file: str) -> bool:
        return file not in self._claimed and not os.path.isfile(file) and self.has(file)

    def renamed(self, audit: LoadedAudit) -> str | None:
        """Return what an audit was called at the commit, if one of its id, or its company, has vanished."""
        root = os.path.relpath(Homes().of(audit.file).folder)
        for file in self.vanished(root):
            found = examine(file, as_of=self._as_of, homes=self._homes).audit
            if found is not None and _identity(found) == _identity(audit) != (None, None):
                self._claimed.add(file)
                return file
        return None


class Side(NamedTuple):
    """One of two audits to compare: an audit that was loaded, or a scorecard alone."""

    audit: LoadedAudit | None
    card: Scorecard


def side(name: str, within: ExitStack) -> Side:
    """Return what `compare` calls by a name: a file, a scorecard's JSON, or REF:path; `within` closes repositories.

    A path behind REF starts at the repository's root, as for git; where nothing lies there, at where we stand.
    """
    if name.endswith(".json") and os.path.isfile(name):
        return Side(None, read_kept(name, Scorecard)[0])
    ref, colon, path = name.partition(":")
    if os.path.isfile(name) or not colon:
        audit = load(name)
        return Side(audit, score(audit))
    repository = within.enter_context(Repository("."))
    snapshot = repository.at(repository.commit(ref), ref)
    file = os.path.relpath(os.path.join(repository.root, path))
    try:
        audit = load(file if snapshot.is_file(file) else path, homes=Homes(files=snapshot))
    except InputError as error:
        msg = f"{name} does not load:"
        raise BaselineError(msg, [problem for problem in error.problems if not problem.warning]) from error
    return Side(audit, score(audit))


def _below(snapshot: Snapshot, folder: str) -> list[str]:
    return [os.path.normpath(file) for file in snapshot.yaml_files(folder)]


def _identity(audit: LoadedAudit) -> tuple[str | None, str | None]:
    """Return what tells that two files are one audit: its id, or of one without the company's name."""
    about, company = audit.audit.audit, audit.audit.company
    return (about.id, None) if about.id else (None, repr(company.name) if company else None)


def _scored(file: str, homes: Homes, as_of: str | None) -> Scorecard:
    try:
        audit, problems = examine(file, as_of=as_of, homes=homes)
    except UsageError as error:
        msg = f"the baseline does not load: {error}"
        raise BaselineError(msg) from error
    if audit is None:
        msg = "the baseline does not load; mend it there, or compare with another commit:"
        raise BaselineError(msg, [problem for problem in problems if not problem.warning])
    return score(audit)
