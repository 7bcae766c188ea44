"""The past as git keeps it: the audits of a commit, each found again where it is now."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Final, NamedTuple, Self

from tpaudit.documents.joined import LoadedAudit
from tpaudit.errors import BaselineError, UsageError
from tpaudit.operations.baselines import Baseline, Gone, scored
from tpaudit.reading.audit.load import examine
from tpaudit.reading.files.disk import FILE
from tpaudit.reading.files.find import PassedOver, is_audit
from tpaudit.reading.files.walk import walk
from tpaudit.reading.git.repository import Repository
from tpaudit.reading.git.snapshot import Snapshot
from tpaudit.reading.workspace.workspace import Workspaces, belongs
from tpaudit.results.scorecard import Scorecard

_SHORT: Final = 12
"""How many digits of a commit's id are shown."""
Identity = tuple[str | None, str | None]


class GitBaselines:
    """A commit: audits, visits, checklists and settings as they were there."""

    def __init__(
        self, ref: str, *, exact: bool, as_of: str | None, report: Callable[[PassedOver], None]
    ) -> None:
        """Take the name of the commit, and whether it is meant itself or where HEAD parted from it.

        `report` hears which audits are passed over.
        """
        self._ref, self._exact, self._as_of, self._report = ref, exact, as_of, report
        self._by_folder: dict[str, _Past] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Start; nothing is looked up before it is needed."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the repositories."""
        self._open.close()

    def lay(self, paths: list[str], *, whole: bool) -> list[str]:
        return [file for path in paths for file in self._around(path).below(path, whole=whole)]

    def of(self, audit: LoadedAudit) -> Baseline:
        past = self._around(audit.file)
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
        return Baseline(scored(file, Workspaces(), self._as_of), file)

    def gone(self, files: list[str]) -> Iterator[Gone]:
        for file in files:
            past = self._around(file)
            if past.lost(file):
                yield Gone(file, past.card(file), past.label)

    def _around(self, path: str) -> "_Past":
        """Return the commit's files in the repository around a path."""
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        place = os.path.realpath(folder or ".")
        if place not in self._by_folder:
            repository = self._open.enter_context(Repository(folder))
            known = {past.repository.root: past for past in self._by_folder.values()}
            self._by_folder[place] = known.get(repository.root) or _Past(
                repository, self._ref, self._as_of, exact=self._exact, report=self._report
            )
        return self._by_folder[place]


class _Vanished(NamedTuple):
    file: str
    touchpoints: frozenset[str]


class _Past:
    """One repository at the commit of the baseline."""

    def __init__(
        self,
        repository: Repository,
        ref: str,
        as_of: str | None,
        *,
        exact: bool,
        report: Callable[[PassedOver], None],
    ) -> None:
        self.repository = repository
        self._report = report
        named = repository.commit(ref)
        commit = named if exact else repository.merge_base(ref)
        self.snapshot = Snapshot(repository, commit, ref if commit == named else commit[:_SHORT])
        self.label = ref if exact else f"{ref} ({commit[:_SHORT]})"
        self._workspaces = Workspaces(files=self.snapshot)
        self._as_of = as_of
        self._found_again: set[str] = set()
        self._vanished: dict[Identity, list[_Vanished]] | None = None
        self._left_out: set[str] | None = None

    def has(self, file: str) -> bool:
        """Tell whether an audit lay there; one whose keys are written otherwise is one as well."""
        if not self.snapshot.is_file(file):
            return False
        try:
            return is_audit(file, self.snapshot.contents(file))
        except UsageError:
            return True  # loading it says why

    def card(self, file: str) -> Scorecard:
        return scored(file, self._workspaces, self._as_of)

    def below(self, path: str, *, whole: bool = False) -> list[str]:
        """Return the audits that lay below a folder, or at a path."""
        lay = [path]
        if not self.snapshot.is_file(path):
            lay = [met.path for met in walk(path, self.snapshot) if met.form == FILE]
        return [
            os.path.normpath(file)
            for file in lay
            if self.has(file) and not (whole and not belongs(file, path, self.snapshot))
        ]

    def lost(self, file: str) -> bool:
        """Tell whether an audit that lay there is not there any more, under its own name or another."""
        if os.path.isfile(file) or os.path.normpath(file) in self._found_again:
            return False
        if self._left_out is None:
            self._left_out = self.repository.left_out()
        if self.repository.relative(file) in self._left_out:
            why = "a sparse checkout leaves it out; it is not judged"
            self._report(PassedOver(file, why, unreadable=True))
            return False
        return True

    def renamed(self, audit: LoadedAudit) -> str | None:
        """Return what an audit was called at the commit, if one of its id, or its company, has vanished.

        Of several the one that has most touchpoints in common. Another file that says it is the same audit
        is held against it as well: it could be a copy that nobody has made worse.
        """
        if self._vanished is None:
            self._vanished = self._index()
        identity = _identity(audit)
        found = self._vanished.get(identity, []) if identity != (None, None) else []
        if not found:
            return None
        ids = {touch.id for touch in audit.touches}
        best = max(found, key=lambda audit: len(ids & audit.touchpoints))
        self._found_again.add(os.path.normpath(best.file))
        return best.file

    def _index(self) -> dict[Identity, list[_Vanished]]:
        """Return the audits that have vanished from the whole repository, by what tells them apart."""
        index: dict[Identity, list[_Vanished]] = defaultdict(list)
        root = os.path.relpath(self.repository.root)
        for file in self.below(root):
            there = os.path.realpath(file) == os.path.join(
                self.repository.root, self.repository.relative(file) or ""
            )
            audit = None if os.path.isfile(file) and there else self._loaded(file)
            if audit is not None:
                index[_identity(audit)].append(
                    _Vanished(file, frozenset(touch.id for touch in audit.touches))
                )
        return index

    def _loaded(self, file: str) -> LoadedAudit | None:
        return examine(file, as_of=self._as_of, workspaces=self._workspaces).audit


def _identity(audit: LoadedAudit) -> Identity:
    """Return what tells that two files are one audit: its id, or of one without the company's name."""
    about, company = audit.audit.audit, audit.audit.company
    return (about.id, None) if about.id else (None, repr(company.name) if company else None)
