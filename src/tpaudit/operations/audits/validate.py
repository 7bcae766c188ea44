"""Validating: everything wrong in the files that some paths name, and what is passed over among them."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from tpaudit.documents.worded import Worded, listing
from tpaudit.errors import Problem, UsageError
from tpaudit.operations.asked.given import GivenPaths, given_paths
from tpaudit.operations.audits.gate_patterns import GatePatterns
from tpaudit.reading.audit.load import examine
from tpaudit.reading.files.disk import contents
from tpaudit.reading.files.find import is_audit, yaml_files
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.validate import problems_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.results.passed_over import PassedOver

Progress = Callable[[Iterable[str], int], Iterable[str]]
"""Passes files on, of which there are so many, and shows how far that has come."""


class Validation(NamedTuple):
    """What came of validating some files."""

    problems: list[Problem]
    """Errors and warnings, each once, sorted by place."""
    files: list[str]
    """The files that were looked at."""
    passed: list[PassedOver]
    whole: bool
    """Whether everything could be read that had to be looked at."""
    language: str
    """The language of the workspace of the first file, English without one."""

    @property
    def warnings(self) -> int:
        """How many of the problems are warnings."""
        return sum(problem.warning for problem in self.problems)

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return len(self.problems) - self.warnings


def _unwatched(files: Iterable[str], _count: int) -> Iterable[str]:
    return files


def validate(paths: GivenPaths, *, progress: Progress = _unwatched) -> Validation:
    """Return every problem of files of any kind, and of the YAML files in folders.

    An audit, or one of its visits, is checked together with everything that belongs to it. Raises UsageError where
    there is no file to check.
    """
    given = given_paths(paths)
    found, workspaces = yaml_files(given), Workspaces()
    if not found.files and not found.passed:
        msg = Worded(
            "{listed}: no file to check in there; expected audits, visits, checklists, journeys or settings in YAML",
            listed=listing(given),
        )
        raise UsageError(msg)
    files = progress(found.files, len(found.files))
    examined: set[str] = set()
    problems = {problem for file in files for problem in problems_of(file, workspaces, examined)}
    problems |= set(_unreached(found.files, workspaces))
    return Validation(
        problems=sorted(problems),
        files=found.files,
        passed=found.passed,
        whole=found.whole,
        language=workspaces.of(found.files[0]).settings.language if found.files else "en",
    )


def _unreached(files: Iterable[str], workspaces: Workspaces) -> Iterator[Problem]:
    """Yield the patterns of settings that reach nothing, where the settings are among the files, and so their audits."""
    settings = {os.path.realpath(file) for file in files if os.path.basename(file) == SETTINGS}
    patterns = GatePatterns(workspaces)
    for file in files if settings else ():
        home = workspaces.of(file)
        if home.file is None or os.path.realpath(home.file) not in settings or not patterns.any_of(home):
            continue
        if is_audit(file, contents(file)):
            audit = examine(file, workspaces=workspaces).audit
            if audit is None:
                return  # what it would reach is not known
            patterns.strike_out(audit)
    for *_, problem in patterns.unreached():
        yield problem
