"""Visits that an earlier import of the same file wrote, told from everybody else's."""

import hashlib
import os
from pathlib import Path
from typing import Any, Final, NamedTuple

from tpaudit.reading.files.bounds import inside
from tpaudit.reading.files.disk import FILE, contents
from tpaudit.reading.files.walk import visits_of
from tpaudit.reading.imports.kind import ImportKind
from tpaudit.reading.yaml.builder import read

_MARK: Final = b"source:"


class SourceName(NamedTuple):
    """What visits say of the file that they come from."""

    file: str
    """Its path from the audit's folder, or its name alone where it lies outside the workspace."""
    digest: str
    map: str | None
    """The map, named in the same way; None where there was none."""


def source_name(audit: str, workspace: Path, file: str, data: bytes, mapping: str | None) -> SourceName:
    """Return what visits say of a file that is imported; the same wherever a clone of the workspace lies."""
    return SourceName(
        file=name_of_source(audit, workspace, file),
        digest=hashlib.sha256(data).hexdigest(),
        map=mapping and name_of_source(audit, workspace, mapping),
    )


def name_of_source(audit: str, workspace: Path, file: str) -> str:
    """Return what visits call a file: its path from the audit's folder, or its name where it lies elsewhere."""
    real = inside(file, workspace)
    if real is None:
        return os.path.basename(file)
    return Path(os.path.relpath(real, os.path.realpath(os.path.dirname(audit)))).as_posix()


def earlier_visits(audit: str, name: SourceName, kind: ImportKind) -> dict[str, bytes]:
    """Return the visits of an audit that came from the same file, by path.

    It is the same file if it has the same bytes or, in a kind that grows, the same name, and was read by the same map: one export may
    answer the questions of two touchpoints by two maps.
    """
    found = {}
    for entry in visits_of(audit):
        if entry.form != FILE:
            continue
        data = contents(entry.path)
        if _MARK in data and _is_from(read(data).data, name, kind):
            found[entry.path] = data
    return found


def _is_from(data: Any, name: SourceName, kind: ImportKind) -> bool:
    source = data.get("source") if isinstance(data, dict) else None
    if not isinstance(source, dict) or source.get("map") != name.map or source.get("kind") != kind.id:
        return False
    return (kind.grows and source.get("file") == name.file) or source.get("digest") == name.digest
