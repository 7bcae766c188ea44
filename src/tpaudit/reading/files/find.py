"""Finding: the files that paths name, what is an audit among them, and what is passed over."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import BOM, DISK, FILE, LINKED_FOLDER, contents, is_yaml
from tpaudit.reading.files.kinds import SETTINGS, file_kind, is_misnamed
from tpaudit.reading.files.walk import UNREADABLE, Met, audit_of, walk
from tpaudit.reading.yaml.builder import read

_KEY: Final = b"touchpoints"
_ESCAPED: Final = re.compile(rb"\\[xuU\r\n]")
"""What could write a letter of a key in another way."""
_ABOUT: Final = re.compile(rb"^[\"']?(?:audit|company|handovers)[\"']?[ \t]*:", re.MULTILINE)
"""What an audit says beside its touchpoints."""
_NOT_OURS: Final = ""


class PassedOver(NamedTuple):
    """What is passed over: where, why, and whether something could not be read that may be asked for."""

    path: str
    why: str
    unreadable: bool = False

    def __str__(self) -> str:
        """Write the line that people read."""
        return f"tpaudit: {self.path}: {'' if self.unreadable else 'passed over: '}{self.why}"


class FoundFiles(NamedTuple):
    """The files that some paths name, each once, and what is passed over, sorted by path."""

    files: list[str]
    passed: list[PassedOver]

    @property
    def whole(self) -> bool:
        """Whether everything could be read that had to be looked at."""
        return not any(one.unreadable for one in self.passed)


def audits(paths: Iterable[str]) -> FoundFiles:
    """Return the audits that paths name: a file as it is, of a folder every file that is an audit.

    So is one that cannot be read, or is no YAML but mentions touchpoints: whoever loads it is told why not.
    """
    return _found(paths, lambda file: why_no_audit(file, contents(file)))


def yaml_files(paths: Iterable[str]) -> FoundFiles:
    """Return the files that paths name: of a folder every YAML file whose kind is known, or that cannot be read."""
    return _found(paths, _why_not_ours)


def no_audits(paths: Iterable[str]) -> UsageError:
    """Return the error that there are no audits where they were looked for."""
    return UsageError(
        f"{', '.join(paths)}: no audit in there; expected YAML files with the key `touchpoints`"
    )


def is_audit(file: str, data: bytes) -> bool:
    """Tell whether a file is an audit, or might be one."""
    return why_no_audit(file, data) is None


def why_no_audit(file: str, data: bytes) -> str | None:
    """Return why a file is passed over where audits are looked for, empty where that is no news; None for an audit.

    An audit has the key `touchpoints`. Most files tell by their bytes; only those in doubt are parsed.
    """
    if is_misnamed(file):
        return f"settings are read from {SETTINGS} alone; expected that name"
    if data.removeprefix(BOM).startswith(b"touchpoints:") or b"\ntouchpoints:" in data:
        return None
    mentioned = _KEY in data or (b"\0" in data and _KEY in data.replace(b"\0", b""))
    if not mentioned and not _ABOUT.search(data) and not _ESCAPED.search(data):
        return _NOT_OURS
    said = read(data).data
    if said is None:
        return None if mentioned else _NOT_OURS
    return _why_no_audit_by_keys(file, said)


def _why_no_audit_by_keys(file: str, said: object) -> str | None:
    if not isinstance(said, dict) or file_kind(file, said) != "audit":
        return _NOT_OURS
    if "touchpoints" in said:
        return None
    return "it has no `touchpoints`, as every audit has" if "format" in said else _NOT_OURS


def _why_not_ours(file: str) -> str | None:
    data = read(contents(file)).data
    return None if data is None or file_kind(file, data) is not None else _NOT_OURS


def _found(paths: Iterable[str], why_not: Callable[[str], str | None]) -> FoundFiles:
    """Return the files of some paths for which there is no reason why not."""
    files: dict[str, str] = {}
    passed: dict[str, PassedOver] = {}
    paths = list(paths)
    for met in _met(paths):
        real = os.path.realpath(met.path)
        if real in files:
            continue
        why = _why_passed(met, paths, why_not)
        if why is None:
            files[real] = met.path
        elif why != _NOT_OURS:
            passed.setdefault(
                os.path.abspath(met.path), PassedOver(os.path.normpath(met.path), why, met.form == UNREADABLE)
            )
    return FoundFiles(
        list(files.values()), sorted(one for one in passed.values() if not _is_told_with(one, files))
    )


def _is_told_with(passed: PassedOver, files: Mapping[str, str]) -> bool:
    """Tell whether a folder is one of visits that an audit among some files fails to load by."""
    audit = audit_of(os.path.join(passed.path, "")) if passed.unreadable else None
    return audit is not None and os.path.realpath(audit) in files


_NAMED: Final = "named"
"""The form of what is named on its own: it is taken as it is."""


def _met(paths: Iterable[str]) -> Iterator[Met]:
    for path in paths:
        if os.path.isdir(path):
            yield from walk(path)
        else:
            yield Met(path, _NAMED)


def _why_passed(met: Met, paths: list[str], why_not: Callable[[str], str | None]) -> str | None:
    """Return why something is passed over, empty where that is no news, None where it is not."""
    if met.form == _NAMED:
        return None
    if met.form == FILE:
        try:
            return why_not(met.path)
        except UsageError:
            return None  # whoever loads it is told
    if met.form == UNREADABLE:
        return None if is_yaml(met.path) and not os.path.isdir(met.path) else met.why
    if met.form == LINKED_FOLDER and not _is_missed(met.path, paths):
        return _NOT_OURS
    return met.why


def _is_missed(link: str, paths: Iterable[str]) -> bool:
    """Tell whether what lies behind a link is looked for: visits, or YAML files that no path leads to."""
    real = os.path.realpath(link)
    if audit_of(os.path.join(link, "")):
        return True
    for path in paths:
        root = os.path.realpath(path)
        if os.path.commonpath((real, root)) in (real, root):
            return False
    try:
        return any(is_yaml(entry.name) for entry in DISK.entries(real))
    except UsageError:
        return True
