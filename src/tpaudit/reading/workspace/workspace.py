"""The workspace around an audit: its settings, and the checklists and journeys it can name."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from tpaudit.documents.checklist import Checklist
from tpaudit.documents.joined import Question, Used
from tpaudit.documents.journey import Journey
from tpaudit.documents.workspace import Settings, workspace_faults
from tpaudit.errors import Problem, UsageError
from tpaudit.reading.diagnostics import Diagnostics, nearest, unreadable
from tpaudit.reading.files.bounds import readable
from tpaudit.reading.files.disk import (
    DANGLING,
    DISK,
    FILE,
    FOLDER,
    NOTHING,
    Files,
    Source,
    contents,
    is_yaml,
    short_path,
)
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.parse import parse
from tpaudit.reading.workspace.extends import read_source
from tpaudit.reading.yaml.builder import read
from tpaudit.reading.yaml.source_map import Tree

_PACKAGE: Final = Path(__file__).resolve().parents[2]
_DATA: Final = _PACKAGE if (_PACKAGE / "checklists").is_dir() else _PACKAGE.parent.parent
"""Where checklists/ and templates/ lie: in the installed package, or at the top of a checkout."""

TEMPLATES: Final = _DATA / "templates"
SAMPLES: Final = _DATA / "audits"


class Prepared(NamedTuple):
    """A checklist ready to be put to touchpoints."""

    checklist: Checklist
    questions: Mapping[str, Question]
    used: Used


class Workspace:
    """A workspace: the folder of `tpaudit.yaml`, its settings, its own files and the built-in ones.

    Without that file the workspace is the folder of the audit or checklist, or the one above it if that
    is called `audits`, `checklists` or `journeys`, and every setting has its default. Files are read once.
    """

    def __init__(
        self,
        folder: Path,
        settings: Path | None,
        instead: Mapping[str, Path] | None = None,
        files: Files = DISK,
    ) -> None:
        """Read the settings; `instead` are files that stand for checklists in the place of others.

        What is the workspace's own is read from `files`, what is built in always from the disk.
        """
        self.folder = folder
        self.files = files
        self._instead = instead or {}
        self.problems: list[Problem] = []
        self.settings = Settings.model_construct()
        self.file = settings
        diagnostics = None
        if settings is not None:
            found, diagnostics = parse(
                short_path(settings),
                read(files.contents(short_path(settings))),
                Settings,
                workspace_faults,
                files,
            )
            self.problems = diagnostics.problems
            self.settings = found or self.settings
        self.outside: list[Problem] = []
        """What is wrong with where the own files lie."""
        self._own = {kind: self._readable(kind, diagnostics) for kind in ("checklists", "journeys")}
        self._checklists: dict[str, tuple[Prepared | None, list[Problem]]] = {}
        self._journeys: dict[str, tuple[Journey | None, list[Problem]]] = {}

    def _readable(self, kind: str, diagnostics: Diagnostics | None) -> Path | None:
        """Return the folder of own checklists or journeys; None, with a problem, if it leads too far."""
        named = getattr(self.settings.paths, kind)
        try:
            return readable(self.folder, named)
        except UsageError as error:
            problem = Problem(
                file=short_path(self.folder / named), line=1, column=1, address="", message=str(error)
            )
            if diagnostics is not None:
                diagnostics.error(("paths", kind), str(error))
                problem = diagnostics.problems.pop()
            self.problems.append(problem)
            self.outside.append(problem)
            return None

    def sources(self, kind: str) -> dict[str, Source]:
        """Return the checklists or journeys that can be named, own ones in front of built-in ones."""
        below = {"checklists": "checklists", "journeys": "templates/journeys"}[kind]
        built_in = {name: Source(path, built_in=True) for name, path in _files(_DATA / below, DISK)}
        own = self._own[kind]
        found = dict(built_in)
        for name, path in _files(own, self.files) if own else ():
            if name in built_in or _might_be_read(path, self.files):  # never falls back to what is built in
                found[name] = Source(path, built_in=False)
        if kind == "checklists" and self._instead:
            found |= {name: Source(path, built_in=False) for name, path in self._instead.items()}
        return found

    def built_in_path(self, name: str) -> Path | None:
        """Return the file of a built-in checklist, hidden by an own one or not; None if there is none."""
        path = _DATA / "checklists" / f"{name}.yaml"
        return path if path.is_file() else None

    def built_in(self, name: str) -> Checklist | None:
        """Return a built-in checklist, hidden by an own one or not; None if there is none."""
        path = self.built_in_path(name)
        return None if path is None else read_source(Source(path, built_in=True), self, (name,)).checklist

    def differs(self, name: str) -> bool:
        """Tell whether an own checklist is an altered or older copy of the built-in one."""
        source, built_in = self.sources("checklists")[name], self.built_in_path(name)
        if source.built_in or built_in is None:
            return False
        prepared, _ = self.checklist(name)
        extends = prepared is not None and prepared.checklist.extends is not None
        return not extends and self.files.contents(source.path) != contents(built_in)

    def checklist(self, name: str) -> tuple[Prepared | None, list[Problem]]:
        """Return a checklist by its id with everything wrong in its file; None if it is not to be had."""
        if name not in self._checklists:
            self._checklists[name] = self._prepare(name)
        return self._checklists[name]

    def lineage(self, name: str) -> list[str]:
        """Return a checklist's id and those of what it extends, as far as they can be told apart by name."""
        names = [name]
        while (prepared := self.checklist(names[-1])[0]) is not None:
            below = prepared.checklist.extends
            if below is None or below in names:
                break
            names.append(below)
        return names

    def journey(self, name: str) -> tuple[Journey | None, list[Problem]]:
        """Return a journey by its name with everything wrong in its file; None if it is not to be had."""
        if name not in self._journeys:
            source = self.sources("journeys").get(name)
            if source is None:
                self._journeys[name] = (None, [])
            else:
                self._journeys[name] = self._read_journey(source)
        return self._journeys[name]

    def _read_journey(self, source: Source) -> tuple[Journey | None, list[Problem]]:
        files = DISK if source.built_in else self.files
        file = short_path(source.path)
        try:
            journey, diagnostics = read_journey(file, read(files.contents(file)), self, files)
        except UsageError as error:
            return None, [unreadable(files.shown(file), error)]
        return journey, diagnostics.problems

    def _prepare(self, name: str) -> tuple[Prepared | None, list[Problem]]:
        source = self.sources("checklists").get(name)
        if source is None:
            return None, []
        checklist, problems, data = read_source(source, self, (name,))
        if checklist is None or any(not problem.warning for problem in problems):
            return None, problems
        questions = {key: Question(checklist, key, item) for key, item in checklist.items.items()}
        return Prepared(
            checklist, questions, Used(checklist.version, _fingerprint(data), source.built_in)
        ), problems

    def base(self, name: str, extending: tuple[str, ...]) -> Source | None:
        """Return the source of a checklist that another extends: of its own name, the built-in one."""
        if name == extending[-1]:
            path = self.built_in_path(name)
            return Source(path, built_in=True) if path else None
        return self.sources("checklists").get(name)


def read_journey(
    file: str, tree: Tree, workspace: Workspace, files: Files = DISK
) -> tuple[Journey | None, Diagnostics]:
    """Return a journey and a pad of its problems; what it expects is held against its stages and checklists."""
    journey, diagnostics = parse(file, tree, Journey, files=files)
    known = workspace.sources("checklists")
    for touch, expected in journey.expects.items() if journey else ():
        if journey and expected.stage not in journey.stages:
            message = f"there is no stage `{expected.stage}` in this journey; {nearest(expected.stage, journey.stages)}"
            diagnostics.error(("expects", touch, "stage"), message)
        for name in expected.checklists:
            if name not in known:
                diagnostics.error(
                    ("expects", touch, "checklists"),
                    f"there is no checklist `{name}`; {nearest(name, known)}",
                )
    return journey, diagnostics


def _fingerprint(data: Any) -> str:
    """Return twelve hexadecimal digits of a hash over everything a checklist says, in any order of keys."""
    import json

    text = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _files(folder: Path, files: Files) -> Iterator[tuple[str, Path]]:
    """Yield what goes by the name of a YAML file in a folder, whether it can be read or not."""
    for name, _ in files.entries(short_path(folder)):
        if is_yaml(name) and not name.startswith("."):
            yield os.path.splitext(name)[0], folder / name


def _might_be_read(path: Path, files: Files) -> bool:
    """Tell whether a path is none of a folder, a pipe and the like, which are passed over."""
    try:
        return files.form(path) in (FILE, DANGLING)
    except UsageError:
        return True


class Workspaces:
    """Every workspace met in one run, found once for each folder."""

    def __init__(self, instead: Mapping[str, Path] | None = None, files: Files = DISK) -> None:
        """Start with none; `instead` are files that stand for checklists in the place of others."""
        self._instead = instead
        self.files = files
        self._by_folder: dict[str, Workspace] = {}
        self._by_root: dict[tuple[Path, Path | None], Workspace] = {}

    def at(self, folder: Path) -> Workspace:
        """Return the workspace that a folder is, or would be, whatever lies above it."""
        settings = folder.resolve() / SETTINGS
        return Workspace(folder.resolve(), settings if settings.is_file() else None, self._instead)

    def of(self, file: str) -> Workspace:
        """Return the workspace of a file."""
        folder = os.path.dirname(os.path.abspath(file))
        if folder not in self._by_folder:
            root, settings = _find(Path(folder), self.files)
            key = (root, settings)
            if key not in self._by_root:
                self._by_root[key] = Workspace(
                    folder=root, settings=settings, instead=self._instead, files=self.files
                )
            self._by_folder[folder] = self._by_root[key]
        return self._by_folder[folder]


def belongs(file: str, folder: str, files: Files = DISK) -> bool:
    """Tell whether a file below a folder is of the same workspace: no folder between is one of its own."""
    between = Path(os.path.relpath(file, folder)).parent
    steps = [step for step in (between, *between.parents) if step.parts]
    return not any(files.is_file(Path(folder) / step / SETTINGS) for step in steps)


_INNER: Final = frozenset({"audits", "checklists", "journeys"})
"""Folders that lie inside a workspace, where no `tpaudit.yaml` says more."""


def _find(folder: Path, files: Files) -> tuple[Path, Path | None]:
    for above in (folder, *folder.parents):
        settings = above / SETTINGS
        if files.form(settings) not in (NOTHING, FOLDER):  # a link that leads nowhere is reported
            return above, settings
    return (folder.parent if folder.name in _INNER else folder), None
