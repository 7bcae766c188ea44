"""Finding files: which files the given paths lead to, which are audits, and which are passed over."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from tpaudit.documents.worded import Worded, listing
from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import DISK, FILE, LINKED_FOLDER, RealPaths, contents, is_yaml
from tpaudit.reading.files.kinds import SETTINGS, file_kind, is_misnamed
from tpaudit.reading.files.walk import UNREADABLE, WalkEntry, audit_of, walk
from tpaudit.reading.yaml.builder import BOM, read
from tpaudit.results.passed_over import PassedOver

_KEY: Final = b"touchpoints"
_ESCAPED: Final = re.compile(rb"\\[xuU\r\n]")
"""Escapes that could hide a letter of a key."""
_OTHER_KEYS: Final = re.compile(rb"^[\"']?(?:audit|company|handovers)[\"']?[ \t]*:", re.MULTILINE)
"""Other keys that an audit has besides `touchpoints`."""
_NOT_OURS: Final = ""


class FoundFiles(NamedTuple):
    """The files that were found, each once, and what is passed over, sorted by path."""

    files: list[str]
    passed: list[PassedOver]

    @property
    def whole(self) -> bool:
        """Whether every file and folder on the way could be read."""
        return not any(entry.unreadable for entry in self.passed)


def audits(paths: Iterable[str], look: Callable[[str], bytes] = contents) -> FoundFiles:
    """Return the audits at some paths: a file is taken as it is, a folder is searched recursively.

    A file that cannot be read, or that mentions touchpoints but is not YAML, counts as an audit: loading it
    reports what is wrong. `look` reads the files of folders.
    """
    return _select(paths, lambda file: why_no_audit(file, look(file)))


def yaml_files(paths: Iterable[str]) -> FoundFiles:
    """Return the files at some paths; of a folder every YAML file of a known kind, or that cannot be read."""
    return _select(paths, _why_not_ours)


def no_audits(paths: Iterable[str]) -> UsageError:
    """Return the error for paths without any audit."""
    return UsageError(
        Worded(
            "{listed}: no audit in there; expected YAML files with the key `touchpoints`",
            listed=listing(paths),
        )
    )


def is_audit(file: str, data: bytes) -> bool:
    """Tell whether a file is an audit, or might be one."""
    return why_no_audit(file, data) is None


def why_no_audit(file: str, data: bytes) -> str | None:
    """Return why a file is passed over in a search for audits; None for an audit, empty if nothing is reported.

    An audit has the key `touchpoints`. For most files a look at the bytes is enough; the others are parsed.
    """
    if is_misnamed(file):
        return Worded("settings are read from {name} alone; expected that name", name=SETTINGS)
    if data.removeprefix(BOM).startswith(b"touchpoints:") or b"\ntouchpoints:" in data:
        return None
    mentioned = _KEY in data or (b"\0" in data and _KEY in data.replace(b"\0", b""))
    if not mentioned and not _OTHER_KEYS.search(data) and not _ESCAPED.search(data):
        return _NOT_OURS
    content = read(data).data
    if content is None:
        return None if mentioned else _NOT_OURS
    return _why_no_audit_by_keys(file, content)


def _why_no_audit_by_keys(file: str, content: object) -> str | None:
    if not isinstance(content, dict) or file_kind(file, content) != "audit":
        return _NOT_OURS
    if "touchpoints" in content:
        return None
    return "it has no `touchpoints`, as every audit has" if "format" in content else _NOT_OURS


def _why_not_ours(file: str) -> str | None:
    data = read(contents(file)).data
    return None if data is None or file_kind(file, data) is not None else _NOT_OURS


def _select(paths: Iterable[str], why_not: Callable[[str], str | None]) -> FoundFiles:
    """Return the files at some paths for which `why_not` gives no reason to pass them over."""
    files: dict[str, str] = {}
    passed: dict[str, PassedOver] = {}
    paths, real_paths = list(paths), RealPaths()
    for entry in _walk_paths(paths):
        real = real_paths.of(entry.path)
        if real in files:
            continue
        why = _why_passed_over(entry, paths, why_not)
        if why is None:
            files[real] = entry.path
        elif why != _NOT_OURS:
            passed.setdefault(
                os.path.abspath(entry.path),
                PassedOver(os.path.normpath(entry.path), why, entry.form == UNREADABLE),
            )
    return FoundFiles(
        list(files.values()),
        sorted(left_out for left_out in passed.values() if not _is_reported_with(left_out, files)),
    )


def _is_reported_with(passed: PassedOver, files: Mapping[str, str]) -> bool:
    """Tell whether a folder holds visits of one of the files, whose loading then reports it."""
    audit = audit_of(os.path.join(passed.path, "")) if passed.unreadable else None
    return audit is not None and os.path.realpath(audit) in files


_GIVEN: Final = "named"
"""The form of a path that is given itself, not found in a folder: it is always taken."""


def _walk_paths(paths: Iterable[str]) -> Iterator[WalkEntry]:
    for path in paths:
        if os.path.isdir(path):
            yield from walk(path)
        else:
            yield WalkEntry(path, _GIVEN)


def _why_passed_over(entry: WalkEntry, paths: list[str], why_not: Callable[[str], str | None]) -> str | None:
    """Return why an entry is passed over; None if it is taken, empty if nothing is reported."""
    if entry.form == _GIVEN:
        return None
    if entry.form == FILE:
        try:
            return why_not(entry.path)
        except UsageError:
            return None  # loading it reports the error
    if entry.form == UNREADABLE:
        return None if is_yaml(entry.path) and not os.path.isdir(entry.path) else entry.why
    if entry.form == LINKED_FOLDER and not _hides_files(entry.path, paths):
        return _NOT_OURS
    return entry.why


def _hides_files(link: str, paths: Iterable[str]) -> bool:
    """Tell whether a link hides files that may be wanted: visits, or YAML files that no given path leads to."""
    target = os.path.realpath(link)
    if audit_of(os.path.join(link, "")):
        return True
    for path in paths:
        root = os.path.realpath(path)
        if os.path.commonpath((target, root)) in (target, root):
            return False
    try:
        return any(is_yaml(entry.name) for entry in DISK.entries(target))
    except UsageError:
        return True
