"""Workspaces: the settings of an audit, and the checklists and journeys that it can name."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from tpaudit.documents.asked import Question
from tpaudit.documents.checklist import Checklist
from tpaudit.documents.joined import Used
from tpaudit.documents.journey import Journey
from tpaudit.documents.workspace import Settings, workspace_faults
from tpaudit.errors import Problem, UsageError
from tpaudit.reading.diagnostics import Diagnostics, unreadable
from tpaudit.reading.files.bounds import Bounded, readable, work_tree
from tpaudit.reading.files.disk import (
    DISK,
    Files,
    Source,
    contents,
    short_path,
)
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.parse import parse
from tpaudit.reading.workspace.around import root_and_settings
from tpaudit.reading.workspace.extends import ReadChecklist, read_source
from tpaudit.reading.workspace.journeys import read_journey
from tpaudit.reading.workspace.sources import built_in_checklist, sources_of
from tpaudit.reading.yaml.builder import read


class Prepared(NamedTuple):
    """A checklist with its questions prepared for use by touchpoints."""

    checklist: Checklist
    questions: Mapping[str, Question]
    used: Used


class Workspace:
    """The folder of `tpaudit.yaml`, its settings, its own checklists and journeys and the built-in ones.

    Without that file the workspace is the folder of the audit or checklist, or its parent if that folder
    is called `audits`, `checklists` or `journeys`, and all settings have their defaults. Files are read once.
    """

    def __init__(
        self,
        folder: Path,
        settings: Path | None,
        replacements: Mapping[str, Path] | None = None,
        files: Files = DISK,
    ) -> None:
        """Read the settings; `replacements` are the paths of checklists, by name, that replace others.

        The workspace's own files are read from `files`, built-in ones always from the disk.
        """
        self.folder = folder
        self.files = Bounded(work_tree(folder)) if files is DISK else files  # a commit has bounds of its own
        self._replacements = replacements or {}
        self.problems: list[Problem] = []
        self.settings = Settings.model_construct()
        self.file = settings
        diagnostics = None
        if settings is not None:
            parsed, diagnostics = parse(
                short_path(settings),
                read(self.files.contents(short_path(settings))),
                Settings,
                workspace_faults,
                files,
            )
            self.problems = diagnostics.problems
            self.settings = parsed or self.settings
        self.outside: list[Problem] = []
        """Problems with folders in the settings that lead out of the workspace."""
        self._own = {kind: self._own_folder(kind, diagnostics) for kind in ("checklists", "journeys")}
        self._sources: dict[str, dict[str, Source]] = {}
        self._checklists: dict[str, tuple[Prepared | None, list[Problem]]] = {}
        self._journeys: dict[str, tuple[Journey | None, list[Problem]]] = {}
        self.bases: dict[Path, ReadChecklist] = {}
        self._twin: Workspace | None = None

    def share(self, twin: "Workspace") -> None:
        """Take settings, checklists and journeys from another workspace, of which each file has the same bytes.

        What has a problem is read here all the same, as a problem names its own file.
        """
        self._twin = twin
        self.settings = twin.settings

    def _own_folder(self, kind: str, diagnostics: Diagnostics | None) -> Path | None:
        """Return the folder of own checklists or journeys; None, with a problem, if it leads out of bounds."""
        named = getattr(self.settings.paths, kind)
        try:
            return readable(self.folder, named)
        except UsageError as error:
            problem = Problem(
                file=short_path(self.folder / named), line=1, column=1, address="", message=error.args[0]
            )
            if diagnostics is not None:
                diagnostics.error(("paths", kind), error.args[0])
                problem = diagnostics.problems.pop()
            self.problems.append(problem)
            self.outside.append(problem)
            return None

    def sources(self, kind: str) -> Mapping[str, Source]:
        """Return the checklists or journeys that can be named; own ones hide built-in ones of the same name.

        The folders are listed once.
        """
        if kind not in self._sources:
            replacements = self._replacements if kind == "checklists" else {}
            self._sources[kind] = sources_of(kind, self._own[kind], self.files, replacements)
        return self._sources[kind]

    def built_in_path(self, name: str) -> Path | None:
        """Return the path of a built-in checklist, even if an own one hides it; None if there is none."""
        return built_in_checklist(name)

    def built_in(self, name: str) -> Checklist | None:
        """Return a built-in checklist, even if an own one hides it; None if there is none."""
        path = self.built_in_path(name)
        return None if path is None else read_source(Source(path, built_in=True), self, (name,)).checklist

    def differs(self, name: str) -> bool:
        """Tell whether an own checklist is a changed or older copy of the built-in one of its name."""
        source, built_in = self.sources("checklists")[name], self.built_in_path(name)
        if source.built_in or built_in is None:
            return False
        prepared, _ = self.checklist(name)
        extends = prepared is not None and prepared.checklist.extends is not None
        return not extends and self.files.contents(source.path) != contents(built_in)

    def checklist(self, name: str) -> tuple[Prepared | None, list[Problem]]:
        """Return a checklist by its id, None if it is missing or has errors, and the problems of its files."""
        if name not in self._checklists:
            found = self._twin.checklist(name) if self._twin else (None, [])
            self._checklists[name] = found if found[0] and not found[1] else self._prepare(name)
        return self._checklists[name]

    def checklist_today(self, name: str) -> str:
        """Return the id that a checklist goes by today: itself, or what an own one says that it was called."""
        sources = self.sources("checklists")
        if name in sources:
            return name
        own = (other for other, source in sources.items() if not source.built_in)
        renamed = (
            other for other in own if (found := self.checklist(other)[0]) and name in found.checklist.was
        )
        return next(renamed, name)

    def lineage(self, name: str) -> list[str]:
        """Return a checklist's id and those of its bases; ends before a name that occurs twice."""
        names = [name]
        while (prepared := self.checklist(names[-1])[0]) is not None:
            base = prepared.checklist.extends
            if base is None or base in names:
                break
            names.append(base)
        return names

    def journey(self, name: str) -> tuple[Journey | None, list[Problem]]:
        """Return a journey by its name, None if it is missing or has errors, and the problems of its file."""
        if name not in self._journeys:
            found = self._twin.journey(name) if self._twin else (None, [])
            self._journeys[name] = found if found[0] and not found[1] else self._read_journey(name)
        return self._journeys[name]

    def _read_journey(self, name: str) -> tuple[Journey | None, list[Problem]]:
        source = self.sources("journeys").get(name)
        if source is None:
            return None, []
        files = DISK if source.built_in else self.files
        file = short_path(source.path)
        try:
            journey, diagnostics = read_journey(
                file, read(files.contents(file)), self.sources("checklists"), files
            )
        except UsageError as error:
            return None, [unreadable(files.shown(file), error)]
        return journey, diagnostics.problems

    def _prepare(self, name: str) -> tuple[Prepared | None, list[Problem]]:
        source = self.sources("checklists").get(name)
        if source is None:
            return None, []
        checklist, problems, data, _ = read_source(source, self, (name,))
        if checklist is None or any(not problem.warning for problem in problems):
            return None, problems
        questions = {key: Question(checklist, key, item) for key, item in checklist.items.items()}
        return Prepared(
            checklist, questions, Used(checklist.version, _fingerprint(data), source.built_in)
        ), problems

    def base(self, name: str, extending: tuple[str, ...]) -> Source | None:
        """Return the source of the checklist that the last of `extending` extends.

        A checklist that extends its own name extends the built-in one. None if there is none.
        """
        if name == extending[-1]:
            path = self.built_in_path(name)
            return Source(path, built_in=True) if path else None
        return self.sources("checklists").get(name)


_NOT_ASKED: Final = {"probe", "watch_for"}
"""The keys of an item that say how it is answered, and not what is asked and weighed."""


def _fingerprint(data: Any) -> str:
    """Return 12 hexadecimal digits of the SHA-256 of what a checklist asks and weighs.

    The order of keys does not matter, nor which measurement may answer an item and how long that takes.
    """
    import json

    asked = {
        name: {key: value for key, value in item.items() if key not in _NOT_ASKED} if item else item
        for name, item in data["items"].items()
    }
    text = json.dumps({**data, "items": asked}, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class Workspaces:
    """The workspaces of one run, looked up once for each folder."""

    def __init__(
        self,
        replacements: Mapping[str, Path] | None = None,
        files: Files = DISK,
        languages: tuple[str, ...] = (),
    ) -> None:
        """Start empty; `replacements` are the paths of checklists, by name, that replace others.

        `languages` are those asked for, in which texts are wanted before the language of each workspace.
        """
        self._replacements = replacements
        self.languages = languages
        self.files = files
        self._by_folder: dict[str, Workspace] = {}
        self._by_root: dict[tuple[Path, Path | None], Workspace] = {}

    def at(self, folder: Path) -> Workspace:
        """Return the workspace with this folder as its root, whether it has settings or not."""
        settings = folder.resolve() / SETTINGS
        return Workspace(folder.resolve(), settings if settings.is_file() else None, self._replacements)

    def of(self, file: str) -> Workspace:
        """Return the workspace of a file."""
        folder = os.path.dirname(os.path.abspath(file))
        if folder not in self._by_folder:
            root, settings = root_and_settings(Path(folder), self.files)
            key = (root, settings)
            if key not in self._by_root:
                self._by_root[key] = Workspace(
                    folder=root, settings=settings, replacements=self._replacements, files=self.files
                )
            self._by_folder[folder] = self._by_root[key]
        return self._by_folder[folder]


def belongs(file: str, folder: str, files: Files = DISK) -> bool:
    """Tell whether a file below a folder is in the same workspace: no folder in between has settings."""
    folder_between = Path(os.path.relpath(file, folder)).parent
    folders = [
        inner_folder for inner_folder in (folder_between, *folder_between.parents) if inner_folder.parts
    ]
    return not any(files.is_file(Path(folder) / inner_folder / SETTINGS) for inner_folder in folders)
