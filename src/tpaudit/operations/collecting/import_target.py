"""Where imported visits go: the audit that they are added to, and what of them fits it."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tpaudit.documents.identifiers import as_identifier, slug
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.visit import ImportedFrom
from tpaudit.errors import InputError, Problem
from tpaudit.reading.audit.load import examine, load_audit
from tpaudit.reading.files.bounds import work_tree
from tpaudit.reading.files.overlay import Overlay
from tpaudit.reading.files.walk import visits_folder
from tpaudit.reading.sheets.table import cell_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.results.imported import Imported, ImportedAnswer, ImportedVisit
from tpaudit.showing.scaffold.visits.imported import imported_as_text


class ImportTarget:
    """The audit that visits are added to, without those of an earlier import of the same file."""

    def __init__(self, file: str, workspace: Path, earlier: Mapping[str, bytes]) -> None:
        self.file, self.workspace, self.earlier = file, workspace, earlier
        self.asked: Mapping[str, bytes] = {}
        self._root = work_tree(workspace)

    def audit(self) -> LoadedAudit:
        """Return the audit; raises InputError if something else in it is wrong."""
        files = Overlay(self._root, {}, gone=self.earlier)
        return load_audit(self.file, workspaces=Workspaces(files=files))

    def ask(self, files: Mapping[str, bytes]) -> None:
        """Ask further questions, by the files that have to change; raises InputError if these are not sound."""
        self.asked = files
        found = [each for each in self._examined({}) if each.file in files and not each.warning]
        if found:
            raise InputError(found)

    def _examined(self, visits: Mapping[str, bytes]) -> list[Problem]:
        files = Overlay(self._root, {**self.asked, **visits}, gone=self.earlier)
        return examine(self.file, workspaces=Workspaces(files=files)).problems

    def problems(self, visits: Mapping[str, bytes]) -> list[Problem]:
        """Return what is wrong with visits, errors and warnings, as if they lay there."""
        return [problem for problem in self._examined(visits) if problem.file in visits]

    def folder(self, name: str) -> str:
        """Return the folder for the visits of a source: that of the earlier ones, else one that is not there yet."""
        known = {os.path.dirname(path) for path in self.earlier}
        if len(known) == 1:
            return known.pop()
        base = os.path.join(visits_folder(self.file), name)
        count, folder = 1, base
        while os.path.lexists(folder):
            count += 1
            folder = f"{base}-{count}"
        return folder


def fitting(
    imported: Imported, source: ImportedFrom, target: ImportTarget, file: str
) -> tuple[Imported, dict[str, bytes]]:
    """Return what fits the audit, and its files; what does not is left out, and among the problems."""
    folder = target.folder(f"{slug(Path(file).stem) or 'answers'}-{source.kind}")
    by_path = dict(_placed(imported.visits, folder))
    problems = [*imported.problems]
    while by_path:
        files = {path: _text(visit, source) for path, visit in by_path.items()}
        found = target.problems(files)
        if not found:
            break
        by_path, named = _without(by_path, found, file)
        problems += named
    else:
        files = {}
    visits = tuple(by_path.values())
    used = imported.used - (len(imported.visits) - len(visits))
    return replace(imported, visits=visits, used=used, problems=tuple(problems)), files


def _placed(visits: tuple[ImportedVisit, ...], folder: str) -> Iterator[tuple[str, ImportedVisit]]:
    """Yield where each visit lies."""
    taken: set[str] = set()
    for number, visit in enumerate(visits, 1):
        name = as_identifier(visit.key) or f"part-{number:04}"
        while name in taken:
            name = f"{name}-{number}"
        taken.add(name)
        yield os.path.join(folder, f"{name}.yaml"), visit


def _text(visit: ImportedVisit, source: ImportedFrom) -> bytes:
    return imported_as_text(visit, source.model_copy(update={"part": visit.key})).encode()


def _without(
    visits: Mapping[str, ImportedVisit], found: list[Problem], file: str
) -> tuple[dict[str, ImportedVisit], list[Problem]]:
    """Return visits without what does not fit, and what is wrong with it by its place in the source."""
    left, named = {}, []
    for path, visit in visits.items():
        mine = [problem for problem in found if problem.file == path]
        answers = []
        for answer in visit.answers:
            faults = [problem for problem in mine if _is_about(problem, answer)]
            named += [_at_source(problem, visit, answer, file) for problem in faults[:1]]
            if not faults:
                answers.append(answer)
        others = [
            problem for problem in mine if not any(_is_about(problem, answer) for answer in visit.answers)
        ]
        named += [_at_source(problem, visit, None, file) for problem in others]
        if answers and not others:
            left[path] = replace(visit, answers=tuple(answers))
    return left, named


def _is_about(problem: Problem, answer: ImportedAnswer) -> bool:
    said = problem.address
    return said == answer.address or said.startswith((f"{answer.address}.", f"{answer.address}["))


def _at_source(problem: Problem, visit: ImportedVisit, answer: ImportedAnswer | None, file: str) -> Problem:
    where = f"{visit.key}: {problem.address}" if answer is None else f"{answer.where}: {answer.address}"
    row, column = (answer and cell_of(answer.where)) or (0, 0)
    return problem._replace(file=file, line=row + 1, column=column + 1, address=where, warning=False)
