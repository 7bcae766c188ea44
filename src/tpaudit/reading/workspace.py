"""The workspace around an audit: its settings, and the checklists and journeys it can name."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from tpaudit.documents.checklist import DROP, FINDINGS, Checklist, faults
from tpaudit.documents.journey import Journey
from tpaudit.documents.loaded import Question, Used
from tpaudit.documents.scalars import without_nulls
from tpaudit.documents.workspace import Workspace
from tpaudit.documents.workspace import faults as workspace_faults
from tpaudit.reading.files import ENDINGS, contents
from tpaudit.reading.kinds import SETTINGS
from tpaudit.reading.parsing import pad_of, parse, salvaged
from tpaudit.reading.problems import Pad, Problem, nearest
from tpaudit.reading.tree import Tree
from tpaudit.reading.yaml import read

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_DATA: Final = _PACKAGE if (_PACKAGE / "checklists").is_dir() else _PACKAGE.parent.parent
"""Where checklists/ and templates/ lie: in the installed package, or at the top of a checkout."""

TEMPLATES: Final = _DATA / "templates"
SAMPLES: Final = _DATA / "audits"


class Source(NamedTuple):
    """A checklist or journey that can be named: where it lies, and whether it is built in."""

    path: Path
    built_in: bool


class Prepared(NamedTuple):
    """A checklist ready to be put to touchpoints."""

    checklist: Checklist
    questions: Mapping[str, Question]
    used: Used


class Extended(NamedTuple):
    """A checklist as it was read: with everything that it extends, and everything wrong in its files."""

    checklist: Checklist | None
    problems: list[Problem]
    data: Any
    """What it says, the checklists below it laid under; without what was refused."""


class Home:
    """A workspace: the folder of `tpaudit.yaml`, its settings, its own files and the built-in ones.

    Without that file the workspace is the folder of the audit or checklist, or the one above it if that
    is called `audits`, `checklists` or `journeys`, and every setting has its default. Files are read once.
    """

    def __init__(
        self, folder: Path, settings: Path | None, instead: Mapping[str, Path] | None = None
    ) -> None:
        """Read the settings; `instead` are files that stand for checklists in the place of others."""
        self.folder = folder
        self._instead = instead or {}
        self.problems: list[Problem] = []
        self.settings = Workspace.model_construct()
        if settings is not None:
            shown = _shown(settings)
            found, pad = parse(shown, read(contents(settings)), Workspace, workspace_faults)
            self.problems = pad.problems
            self.settings = found or self.settings
        self._checklists: dict[str, tuple[Prepared | None, list[Problem]]] = {}
        self._journeys: dict[str, tuple[Journey | None, list[Problem]]] = {}

    def sources(self, kind: str) -> dict[str, Source]:
        """Return the checklists or journeys that can be named, own ones in front of built-in ones."""
        below = {"checklists": "checklists", "journeys": "templates/journeys"}[kind]
        own = self.folder / getattr(self.settings.paths, kind)
        built_in = {name: Source(path, built_in=True) for name, path in _files(_DATA / below)}
        found = built_in | {name: Source(path, built_in=False) for name, path in _files(own)}
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
        return (
            None
            if path is None
            else read_checklist(_shown(path), read(contents(path)), self, (name,)).checklist
        )

    def differs(self, name: str) -> bool:
        """Tell whether an own checklist is an altered or older copy of the built-in one."""
        source, built_in = self.sources("checklists")[name], self.built_in_path(name)
        if source.built_in or built_in is None:
            return False
        prepared, _ = self.checklist(name)
        extends = prepared is not None and prepared.checklist.extends is not None
        return not extends and contents(source.path) != contents(built_in)

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
                journey, pad = read_journey(_shown(source.path), read(contents(source.path)), self)
                self._journeys[name] = (journey, pad.problems)
        return self._journeys[name]

    def _prepare(self, name: str) -> tuple[Prepared | None, list[Problem]]:
        source = self.sources("checklists").get(name)
        if source is None:
            return None, []
        checklist, problems, data = read_checklist(
            _shown(source.path), read(contents(source.path)), self, (name,)
        )
        if checklist is None or any(not problem.warning for problem in problems):
            return None, problems
        questions = {key: Question(checklist, key, item) for key, item in checklist.items.items()}
        return Prepared(
            checklist, questions, Used(checklist.version, _fingerprint(data), source.built_in)
        ), problems

    def base(self, name: str, extending: tuple[str, ...]) -> Path | None:
        """Return the file of a checklist that another extends: of its own name, the built-in one."""
        if name == extending[-1]:
            return self.built_in_path(name)
        source = self.sources("checklists").get(name)
        return source.path if source else None


def read_checklist(file: str, tree: Tree, home: Home, extending: tuple[str, ...]) -> Extended:
    """Return a checklist with what it extends filled in, and the problems of all its files.

    `extending` are the names of those that extend it, and its own.
    """
    pad = pad_of(file, tree)
    whole, others = tree.data, []
    name = tree.data.get("extends") if isinstance(tree.data, dict) else None
    if isinstance(name, str):
        path = home.base(name, extending)
        if path is None:
            known = [one for one in home.sources("checklists") if one not in extending]
            pad.error(("extends",), f"there is no checklist `{name}` to extend; {nearest(name, known)}")
        elif name in extending[:-1] or path.samefile(file):
            pad.error(("extends",), f"`{name}` extends this checklist in turn; expected no circle")
        else:
            base = read_checklist(_shown(path), read(contents(path)), home, (*extending, name))
            others = base.problems
            if base.checklist is None:
                return Extended(None, pad.problems + others, None)
            whole = _extended(tree.data, base.data, pad)
    checklist, data = salvaged(whole, Checklist, pad, faults)
    if checklist is not None:
        _check_name(checklist, Path(file).stem, pad)
    return Extended(checklist, pad.problems + others, data)


def _check_name(checklist: Checklist, stem: str, pad: Pad) -> None:
    if checklist.checklist == FINDINGS:
        pad.error(("checklist",), f"`{FINDINGS}` is kept for a touchpoint's findings; expected another id")
    if checklist.checklist != stem:
        pad.error(("checklist",), f"`{checklist.checklist}` is not the file's name; expected {stem}")


def _extended(own: dict[str, Any], base: dict[str, Any], pad: Pad) -> dict[str, Any]:
    """Return the data of a checklist laid over that of the one it extends."""
    if not isinstance(own.get("items") or {}, dict) or not isinstance(base.get("items"), dict):
        return own  # The model says what is wrong with it.
    items = dict(base["items"])
    for item_id, changes in (own.get("items") or {}).items():
        if changes is None:
            continue
        if changes == DROP:
            if items.pop(item_id, None) is None:
                pad.error(
                    ("items", item_id),
                    f"there is no item `{item_id}` to drop; {nearest(item_id, items)}",
                    key=True,
                )
        elif isinstance(changes, dict) and isinstance(items.get(item_id), dict):
            items[item_id] = items[item_id] | without_nulls(changes)
        else:
            items[item_id] = changes
    inherited = {key: value for key, value in base.items() if key != "extends"}
    whole: dict[str, Any] = inherited | without_nulls(own) | {"items": items}
    return whole


def read_journey(file: str, tree: Tree, home: Home) -> tuple[Journey | None, Pad]:
    """Return a journey and a pad of its problems; what it expects is held against its stages and checklists."""
    journey, pad = parse(file, tree, Journey)
    known = home.sources("checklists")
    for touch, expected in journey.expects.items() if journey else ():
        if journey and expected.stage not in journey.stages:
            message = f"there is no stage `{expected.stage}` in this journey; {nearest(expected.stage, journey.stages)}"
            pad.error(("expects", touch, "stage"), message)
        for name in expected.checklists:
            if name not in known:
                pad.error(
                    ("expects", touch, "checklists"),
                    f"there is no checklist `{name}`; {nearest(name, known)}",
                )
    return journey, pad


def _fingerprint(data: Any) -> str:
    """Return twelve hexadecimal digits of a hash over everything a checklist says, in any order of keys."""
    import json

    text = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    try:
        names = sorted(os.listdir(folder))
    except (OSError, ValueError):
        return
    for name in names:
        stem, ending = os.path.splitext(name)
        if ending in ENDINGS:
            yield stem, folder / name


def _shown(path: Path) -> str:
    """Return a path as short as it can be said from here."""
    try:
        return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
    except OSError:
        return str(path)


class Homes:
    """Every workspace met in one run, found once for each folder."""

    def __init__(self, instead: Mapping[str, Path] | None = None) -> None:
        """Start with none; `instead` are files that stand for checklists in the place of others."""
        self._instead = instead
        self._by_folder: dict[str, Home] = {}
        self._by_root: dict[tuple[Path, Path | None], Home] = {}

    def at(self, folder: Path) -> Home:
        """Return the workspace that a folder is, or would be, whatever lies above it."""
        settings = folder.resolve() / SETTINGS
        return Home(folder.resolve(), settings if settings.is_file() else None, self._instead)

    def of(self, file: str) -> Home:
        """Return the workspace of a file."""
        folder = os.path.dirname(os.path.abspath(file))
        if folder not in self._by_folder:
            root, settings = _find(Path(folder))
            key = (root, settings)
            if key not in self._by_root:
                self._by_root[key] = Home(root, settings, self._instead)
            self._by_folder[folder] = self._by_root[key]
        return self._by_folder[folder]


_INNER: Final = frozenset({"audits", "checklists", "journeys"})
"""Folders that lie inside a workspace, where no `tpaudit.yaml` says more."""


def _find(folder: Path) -> tuple[Path, Path | None]:
    for above in (folder, *folder.parents):
        settings = above / SETTINGS
        if settings.is_file():
            return above, settings
    return (folder.parent if folder.name in _INNER else folder), None
