"""The past as git keeps it: what each audit is compared with, found again where it is now."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Self

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.errors import BaselineError
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.operations.past.audits_at_commit import Past
from tpaudit.operations.past.baselines import AuditAndCard, Baseline, Gone, Today, judged
from tpaudit.reading.git.repository import Repository
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.results.passed_over import PassedOver


class GitBaselines:
    """A commit: audits, visits, checklists and settings as they were there."""

    def __init__(
        self,
        ref: str,
        *,
        exact: bool,
        as_of: str | None,
        report: Callable[[PassedOver], None],
        languages: tuple[str, ...] = (),
    ) -> None:
        """Take the name of the commit, and whether it is meant itself or where HEAD parted from it.

        `report` hears which audits are passed over; `languages` are those in which texts are wanted first.
        """
        self._ref, self._exact, self._as_of, self._report = ref, exact, as_of, report
        self._languages = languages
        self._by_folder: dict[str, Past] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Start; nothing is looked up before it is needed."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the repositories."""
        self._open.close()

    def lay(self, paths: list[str], *, whole: bool) -> list[str]:
        return [file for path in paths for file in self._around(path).below(path, whole=whole)]

    def of(self, today: Today) -> Baseline:
        audit, past = today.audit, self._around(today.audit.file)
        if past.is_unchanged(today):
            past.keep(audit.file)
            return Baseline(None, past.label, kind="unchanged")
        then = past.earlier(today)
        found = Baseline(None, past.label, audit=then, kind="same") if then else self._followed(audit, past)
        return _with_moved(found, audit, past)

    def followed(self, audit: LoadedAudit) -> Baseline | None:
        follows = audit.audit.audit.follows
        past = self._around(audit.file)
        file = os.path.normpath(os.path.join(os.path.dirname(audit.file), follows or ""))
        return self._followed(audit, past) if follows and past.has(file) else None

    def _followed(self, audit: LoadedAudit, past: Past) -> Baseline:
        """Return the audit before a new one: as it was at the commit, else as it lies there now."""
        follows = audit.audit.audit.follows
        if follows is None:
            return Baseline(None, past.label, "new")
        file = os.path.normpath(os.path.join(os.path.dirname(audit.file), follows))
        if past.has(file):
            return _baseline(past.judged(file), past.label, "wave")
        if not os.path.isfile(file):
            msg = Worded(
                "{file}: it follows {file_2}, which is neither there nor at {label}; expected that file",
                file=audit.file,
                file_2=file,
                label=past.label,
            )
            raise BaselineError(msg)
        return _baseline(judged(file, Workspaces(languages=self._languages), self._as_of), file, "wave")

    def gone(self, files: list[str]) -> Iterator[Gone]:
        for file in files:
            past = self._around(file)
            if past.lost(file):
                yield Gone(file, past.judged(file), past.label)
        for past in {id(past): past for past in self._by_folder.values()}.values():
            for file in past.displaced():
                yield Gone(file, past.judged(file), past.label)

    def _around(self, path: str) -> Past:
        """Return the commit's files in the repository around a path."""
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        place = os.path.realpath(folder or ".")
        if place not in self._by_folder:
            repository = self._open.enter_context(Repository(folder))
            known = {past.repository.root: past for past in self._by_folder.values()}
            self._by_folder[place] = known.get(repository.root) or Past(
                repository,
                self._ref,
                self._as_of,
                exact=self._exact,
                report=self._report,
                languages=self._languages,
            )
        return self._by_folder[place]


def _baseline(found: AuditAndCard, label: str, kind: str) -> Baseline:
    return Baseline(found.card, label, audit=found.audit, kind=kind)


def _with_moved(found: Baseline, audit: LoadedAudit, past: Past) -> Baseline:
    """Add the touchpoints that another audit had, by `other-audit/touchpoint`, to what an audit is compared with."""
    addresses: dict[str, list[str]] = defaultdict(list)
    for touch in audit.touches:
        for name in touch.document.was:
            audit_id, slash, touch_id = name.partition("/")
            if slash:
                addresses[audit_id].append(touch_id)
    for audit_id, touch_ids in addresses.items():
        file = past.by_id().get(audit_id)
        if file is not None:
            other = past.judged(file)
            if found.audit is None:
                found = _of_nothing(other, audit, past.label)
            elif found.card is None:
                found = found._replace(card=score_audit(found.audit))
            found = _with_touchpoints(found, other, audit_id, touch_ids)
    return found


def _with_touchpoints(found: Baseline, other: AuditAndCard, audit_id: str, touch_ids: list[str]) -> Baseline:
    there = [touch_id for touch_id in touch_ids if touch_id in other.card.links()]
    card, before = found.card, found.audit
    if card is None or before is None or other.audit is None:
        return found
    moved = {f"{audit_id}/{touch_id}": other.card.links()[touch_id] for touch_id in there}
    touches = [
        replace(touch, id=f"{audit_id}/{touch.id}") for touch in other.audit.touches if touch.id in there
    ]
    return found._replace(
        card=replace(card, touchpoints=card.touchpoints | moved),
        audit=replace(before, touches=[*before.touches, *touches]),
    )


def _of_nothing(other: AuditAndCard, audit: LoadedAudit, label: str) -> Baseline:
    """Return a baseline of a new audit that has nothing yet: under the settings of another one, with its own head."""
    card = replace(other.card, touchpoints={}, handovers={})
    before = replace(other.audit, touches=[], waivers=[], audit=audit.audit) if other.audit else None
    return Baseline(card, label, audit=before, kind="same")
