"""Patterns of the gate: those under `only` that reach nothing in any audit, so that their rules guard nothing."""

import os
from collections.abc import Iterator

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.documents.workspace import written_rules
from tpaudit.errors import Problem
from tpaudit.judging.gate.entries import reaches
from tpaudit.reading.diagnostics import Diagnostics
from tpaudit.reading.files.disk import contents
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.workspace.workspace import Workspace, Workspaces
from tpaudit.reading.yaml.builder import read


class GatePatterns:
    """The patterns of the workspaces of some audits, and which of them have reached nothing so far."""

    def __init__(self, workspaces: Workspaces) -> None:
        """Take the workspaces that have been read."""
        self._workspaces = workspaces
        self._unreached: dict[Workspace, set[str]] = {}

    @staticmethod
    def any_of(home: Workspace) -> bool:
        """Tell whether a workspace's gate has patterns at all."""
        return any(True for _ in _patterns(home))

    def strike_out(self, audit: LoadedAudit) -> None:
        """Take out what reaches something in an audit."""
        home = self._workspaces.of(audit.file)
        if home not in self._unreached:
            self._unreached[home] = {pattern for *_, pattern in _patterns(home)}
        self._unreached[home] = {pattern for pattern in self._unreached[home] if not reaches(pattern, audit)}

    def unreached(self) -> Iterator[tuple[Workspace, str, Problem]]:
        """Yield each pattern that has reached nothing, with its workspace and a warning."""
        for home, left in self._unreached.items():
            for pattern, problem in _warnings(home, left) if left else ():
                yield home, pattern, problem


def _warnings(home: Workspace, patterns: set[str]) -> Iterator[tuple[str, Problem]]:
    path = os.path.relpath(home.folder / SETTINGS)
    diagnostics = Diagnostics(path, read(contents(path)))
    for name, entry, position, pattern in _patterns(home):
        if pattern in patterns:
            message = Worded(
                "`{pattern}` reaches nothing in any audit; expected an address, stage, owner or place of one",
                pattern=pattern,
            )
            place = tuple(diagnostics.tree.known(("gate", name, entry, "only", position)))
            diagnostics.warn(place, message)
            yield pattern, diagnostics.problems[-1]


def _patterns(home: Workspace) -> Iterator[tuple[str, int, int, str]]:
    """Yield every pattern of a workspace's gate: its rule, the entry's place, its own place, and itself."""
    for name, rules in written_rules(home.settings.gate).items():
        for entry, rule in enumerate(rules):
            for position, pattern in enumerate(rule.only):
                yield name, entry, position, pattern
