"""Catalogues: what checklists and journeys there are, and what a newer version of a checklist would change."""

from collections.abc import Sequence
from dataclasses import dataclass

from tpaudit.documents.checklist import Checklist
from tpaudit.errors import Problem
from tpaudit.results.scorecard import Scorecard


@dataclass(frozen=True, kw_only=True)
class CatalogueEntry:
    """A checklist that can be named, and how it stands to the built-in one."""

    name: str
    checklist: Checklist
    standing: str
    """A phrase to be translated; `{version}` is that of the built-in one."""
    version: str = ""


@dataclass(frozen=True, kw_only=True)
class AuditChange:
    """What the built-in version of a checklist would do to an audit that uses it."""

    file: str
    before: Scorecard
    after: Scorecard | None
    """None where the audit would not load any more."""
    problems: Sequence[Problem] = ()
    """The errors that it would have."""


@dataclass(frozen=True, kw_only=True)
class ChecklistChange:
    """What the built-in version of a checklist would change."""

    path: str
    """The workspace's copy."""
    old: str
    new: str
