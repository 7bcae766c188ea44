"""Checklists that extend others: what a checklist adds, changes or drops is merged into its base."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

from tpaudit.documents.checklist import DROP, FINDINGS, Checklist
from tpaudit.documents.checks import checklist_faults
from tpaudit.documents.conditions import elsewhere
from tpaudit.documents.reach import reach_warnings
from tpaudit.documents.scalars import without_nulls
from tpaudit.documents.worded import Worded
from tpaudit.errors import Problem, UsageError
from tpaudit.reading.diagnostics import Diagnostics, nearest, unreadable
from tpaudit.reading.files.disk import DISK, Files, Source, name_of, short_path
from tpaudit.reading.parse import diagnostics_of, parse_partially
from tpaudit.reading.yaml.builder import read
from tpaudit.reading.yaml.source_map import Tree

_MAX_BASES: Final = 200
"""How many checklists one may extend, one through another."""


class ChecklistLibrary(Protocol):
    """Where the checklists of a workspace are found; a workspace is one."""

    @property
    def bases(self) -> dict[Path, "ReadChecklist"]:
        """Return the checklists that were extended and need not be read again, by their paths."""

    @property
    def files(self) -> Files:
        """Where the files of the workspace are read from."""

    def sources(self, kind: str) -> Mapping[str, Source]:
        """Return the sources of the `checklists` that can be named."""

    def base(self, name: str, extending: tuple[str, ...]) -> Source | None:
        """Return the source of the checklist that the last of `extending` extends; None if there is none."""


class ReadChecklist(NamedTuple):
    """A checklist merged with its bases, and all problems in their files."""

    checklist: Checklist | None
    problems: list[Problem]
    data: Any
    """Its data merged with those of its bases, without the parts that were refused."""
    bases: int = 0
    """How many checklists it extends, one through another; more than _MAX_BASES where reading has ended there."""


def read_checklist(
    file: str, tree: Tree, library: ChecklistLibrary, extending: tuple[str, ...], files: Files = DISK
) -> ReadChecklist:
    """Return a checklist merged with its bases, and the problems of all their files.

    `extending` are the names of the checklists that extend it, then its own.
    """
    diagnostics = diagnostics_of(file, tree, files)
    merged, base_problems, bases = tree.data, [], 0
    name = tree.data.get("extends") if isinstance(tree.data, dict) else None
    if isinstance(name, str):
        source = library.base(name, extending)
        if source is None:
            known = [
                other_name for other_name in library.sources("checklists") if other_name not in extending
            ]
            diagnostics.error(
                ("extends",),
                Worded(
                    "there is no checklist `{name}` to extend; {hint}", name=name, hint=nearest(name, known)
                ),
            )
        elif name in extending[:-1] or os.path.realpath(source.path) == os.path.realpath(file):
            diagnostics.error(
                ("extends",), Worded("`{name}` extends this checklist in turn; expected no circle", name=name)
            )
        elif len(extending) > _MAX_BASES:
            return _too_many(diagnostics)
        else:
            base = _read_base(source, library, (*extending, name))
            base_problems, bases = base.problems, base.bases + 1
            if bases == _MAX_BASES + 1:
                return _too_many(diagnostics)
            if base.checklist is None:
                return ReadChecklist(None, diagnostics.problems + base_problems, None, bases=bases)
            merged = _merged(tree.data, base.data, diagnostics)
    checklist, data = parse_partially(merged, Checklist, diagnostics, checklist_faults)
    if checklist is not None:
        _check_name(checklist, name_of(os.path.basename(file)), diagnostics)
        _check_elsewhere(checklist, library, diagnostics)
        # What was refused may be what an item lacks to fail or to pass.
        for path, message in () if diagnostics.problems else reach_warnings(checklist):
            diagnostics.warn(path, message)
    return ReadChecklist(checklist, diagnostics.problems + base_problems, data, bases=bases)


def _too_many(diagnostics: Diagnostics) -> ReadChecklist:
    message = Worded(
        "more than {max_bases} checklists extend one another up to here; expected what they share in one",
        max_bases=_MAX_BASES,
    )
    diagnostics.error(("extends",), message)
    return ReadChecklist(None, diagnostics.problems, None, bases=_MAX_BASES + 1)


def _read_base(source: Source, library: ChecklistLibrary, extending: tuple[str, ...]) -> ReadChecklist:
    """Return a checklist that another extends; if it is right, or extends too many, it is so whatever extends it."""
    if source.path not in library.bases:
        base = read_source(source, library, extending)
        if base.problems and base.bases <= _MAX_BASES:
            return base
        library.bases[source.path] = base
    return library.bases[source.path]


def read_source(source: Source, library: ChecklistLibrary, extending: tuple[str, ...]) -> ReadChecklist:
    """Return a checklist, as `read_checklist` does, from its source."""
    files = DISK if source.built_in or source.replacement else library.files
    file = short_path(source.path)
    try:
        tree = read(files.contents(file))
    except UsageError as error:
        return ReadChecklist(None, [unreadable(files.shown(file), error)], None)
    return read_checklist(file, tree, library, extending, files)


def _check_name(checklist: Checklist, stem: str, diagnostics: Diagnostics) -> None:
    if checklist.checklist == FINDINGS:
        diagnostics.error(
            ("checklist",),
            Worded(
                "`{findings}` is kept for a touchpoint's findings; expected another id", findings=FINDINGS
            ),
        )
    if checklist.checklist != stem:
        diagnostics.error(
            ("checklist",),
            Worded(
                "`{checklist}` is not the file's name; expected {stem}",
                checklist=checklist.checklist,
                stem=stem,
            ),
        )


def _check_elsewhere(checklist: Checklist, library: ChecklistLibrary, diagnostics: Diagnostics) -> None:
    """Note the conditions on items of checklists that there are not."""
    known = library.sources("checklists")
    for path, address, _ in elsewhere(checklist):
        name = address.partition(".")[0]
        if name not in known:
            diagnostics.unknown(path, "there is no checklist", name, known, key=True)


def _merged(own: dict[str, Any], base: dict[str, Any], diagnostics: Diagnostics) -> dict[str, Any]:
    """Return the data of a checklist merged into those of its base."""
    if not isinstance(own.get("items") or {}, dict) or not isinstance(base.get("items"), dict):
        return own  # the model reports what is wrong with it
    items = dict(base["items"])
    for item_id, changes in (own.get("items") or {}).items():
        if changes is None:
            continue
        if changes == DROP:
            if items.pop(item_id, None) is None:
                diagnostics.error(
                    ("items", item_id),
                    Worded(
                        "there is no item `{item_id}` to drop; {hint}",
                        item_id=item_id,
                        hint=nearest(item_id, items),
                    ),
                    key=True,
                )
        elif isinstance(changes, dict) and isinstance(items.get(item_id), dict):
            items[item_id] = items[item_id] | without_nulls(changes)
        else:
            items[item_id] = changes
    inherited = {key: value for key, value in base.items() if key != "extends"}
    merged: dict[str, Any] = inherited | without_nulls(own) | {"items": items}
    return merged
