"""Links: where a service shows a line of a file."""

import re
from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import quote

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError

_ADDRESS: Final = re.compile(r"https?://[\w.~:/?@!$&*+,;=%-]+")
"""An address in which nothing ends a link of Markdown, or starts anything else."""
_BASES: Final = {
    "github": "{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/blob/{GITHUB_SHA}",
    "gitlab": "{CI_PROJECT_URL}/-/blob/{CI_COMMIT_SHA}",
}
"""For each format of a service: where it shows files, by variables that its jobs have."""


def link_base(given: str | None, formats: Collection[str], environment: Mapping[str, str]) -> str:
    """Return the address that paths are put behind; empty for no links.

    Where none is given, a run that writes a format of a service takes that service's variables. Raises UsageError
    for an address that no link can have.
    """
    if given is not None:
        if not _ADDRESS.fullmatch(given):
            msg = Worded(
                "--link {given}: expected the address of a folder, such as https://example.org/blob/main",
                given=given,
            )
            raise UsageError(msg)
        return given.rstrip("/")
    for name, base in _BASES.items():
        address = _filled(base, environment) if name in formats else ""
        if _ADDRESS.fullmatch(address):
            return address
    return ""


def _filled(base: str, environment: Mapping[str, str]) -> str:
    """Return an address with its variables filled in; empty where one of them is missing."""
    names = re.findall(r"{(\w+)}", base)
    if not all(environment.get(name) for name in names):
        return ""
    return base.format_map({name: environment[name] for name in names})


def link_to(base: str, path: str, line: int) -> str:
    """Return the address of a line of a file, whose path starts at the root of the repository."""
    return f"{base}/{quote(path, safe='/', errors='surrogateescape')}#L{line}"
