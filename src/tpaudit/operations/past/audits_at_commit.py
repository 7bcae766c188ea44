"""Audits at a commit: those of one repository, each found by its path, its id or its company."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.operations.past.baselines import AuditAndCard, Today, judged, loaded
from tpaudit.operations.past.unchanged import Unchanged
from tpaudit.reading.audit.load import Version, examine
from tpaudit.reading.files.disk import FILE, contents
from tpaudit.reading.files.find import is_audit
from tpaudit.reading.files.heads import head_of
from tpaudit.reading.files.walk import walk
from tpaudit.reading.git.repository import Repository
from tpaudit.reading.git.snapshot import Snapshot
from tpaudit.reading.workspace.workspace import Workspaces, belongs
from tpaudit.results.passed_over import PassedOver

_SHORT: Final = 12
"""How many digits of a commit's id are shown."""
Identity = tuple[str | None, str | None]


class _Vanished(NamedTuple):
    file: str
    touchpoints: frozenset[str]


class Past:
    """One repository at the commit of the baseline."""

    def __init__(
        self,
        repository: Repository,
        ref: str,
        as_of: str | None,
        *,
        exact: bool,
        report: Callable[[PassedOver], None],
        languages: tuple[str, ...] = (),
    ) -> None:
        """Find the commit: the one that is named, or where HEAD parted from it unless `exact`."""
        self.repository = repository
        self._report = report
        named = repository.commit(ref)
        commit = named if exact else repository.merge_base(ref)
        self.snapshot = Snapshot(repository, commit, ref if commit == named else commit[:_SHORT])
        self.label = ref if exact else Worded("{ref} ({commit})", ref=ref, commit=commit[:_SHORT])
        self._workspaces = Workspaces(files=self.snapshot, languages=languages)
        self._unchanged = Unchanged(self.snapshot, self._workspaces)
        self._as_of = as_of
        self._found_again: set[str] = set()
        self._displaced: set[str] = set()
        self._vanished: dict[Identity, list[_Vanished]] | None = None
        self._by_id: dict[str, str] | None = None
        self._left_out: set[str] | None = None

    def has(self, file: str) -> bool:
        """Tell whether an audit lay there; one whose keys are written otherwise is one as well."""
        if not self.snapshot.is_file(file):
            return False
        try:
            return is_audit(file, self.snapshot.contents(file))
        except UsageError:
            return True  # loading it says why

    def is_unchanged(self, today: Today) -> bool:
        """Tell whether an audit and every file that it is judged by are as they were, byte for byte."""
        return self._unchanged.audit(today.audit.file, today.workspaces)

    def judged(self, file: str) -> AuditAndCard:
        """Return an audit of then with its scorecard; raises BaselineError if it does not load."""
        return judged(file, self._workspaces, self._as_of)

    def earlier(self, today: Today) -> LoadedAudit | None:
        """Return an audit as it was: of its id first, then at its path, then one like it that has vanished.

        Raises BaselineError if it does not load.
        """
        audit, like = today.audit, Version(today.audit.audit, today.data)
        self._unchanged.share_workspace(audit.file, today.workspaces)
        if not self.has(audit.file):
            renamed = self._renamed(audit)
            return self._then(renamed, like) if renamed else None
        there, own_id = self._then(audit.file, like), audit.audit.audit.id
        old_id = there.audit.audit.id
        if own_id is not None and old_id is not None and own_id != old_id:
            elsewhere = self.by_id().get(own_id)
            if elsewhere is not None:
                self._displaced.add(os.path.normpath(audit.file))
                self.keep(elsewhere)
                return self._then(elsewhere, like)
        self.keep(audit.file)
        return there

    def _then(self, file: str, like: Version) -> LoadedAudit:
        return loaded(file, self._workspaces, self._as_of, like)

    def keep(self, file: str) -> None:
        """Remember that the audit of a path is still there."""
        self._found_again.add(os.path.normpath(file))

    def displaced(self) -> list[str]:
        """Return the audits whose files hold another one now, and that were not found anywhere else."""
        return sorted(self._displaced - self._found_again)

    def by_id(self) -> dict[str, str]:
        """Return the file of each audit of the whole repository, by its id or else its file's name."""
        if self._by_id is None:
            self._by_id = {}
            for file in self.below(os.path.relpath(self.repository.root)):
                head = head_of(self.snapshot.contents(file))
                self._by_id.setdefault(head.id or os.path.splitext(os.path.basename(file))[0], file)
        return self._by_id

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

    def _renamed(self, audit: LoadedAudit) -> str | None:
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
        best = max(found, key=lambda vanished: len(ids & vanished.touchpoints))
        self._found_again.add(os.path.normpath(best.file))
        return best.file

    def _index(self) -> dict[Identity, list[_Vanished]]:
        """Return the audits that have vanished from the whole repository, by what tells them apart."""
        index: dict[Identity, list[_Vanished]] = defaultdict(list)
        for file in self._gone_or_displaced():
            audit = self._loaded(file)
            if audit is not None:
                ids = frozenset(touch.id for touch in audit.touches)
                index[_identity(audit)].append(_Vanished(file, ids))
        return index

    def _gone_or_displaced(self) -> Iterator[str]:
        for file in self.below(os.path.relpath(self.repository.root)):
            own = os.path.join(self.repository.root, self.repository.relative(file) or "")
            if not os.path.isfile(file) or os.path.realpath(file) != own or self._holds_another(file):
                yield file

    def _holds_another(self, file: str) -> bool:
        """Tell whether the file of an audit has another id now."""
        if self._unchanged.file(file):
            return False
        then, now = head_of(self.snapshot.contents(file)).id, head_of(contents(file)).id
        return then is not None and now is not None and then != now

    def _loaded(self, file: str) -> LoadedAudit | None:
        return examine(file, as_of=self._as_of, workspaces=self._workspaces).audit


def _identity(audit: LoadedAudit) -> Identity:
    """Return what tells that two files are one audit: its id, or of one without the company's name."""
    about, company = audit.audit.audit, audit.audit.company
    return (about.id, None) if about.id else (None, repr(company.name) if company else None)
