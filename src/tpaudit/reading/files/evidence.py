"""Evidence and logos: files inside the workspace, and nothing outside it."""

import base64
import os
from pathlib import Path
from typing import Final

from tpaudit.documents.scalars import named
from tpaudit.errors import Problem
from tpaudit.reading.diagnostics import Diagnostics
from tpaudit.reading.files.bounds import inside
from tpaudit.reading.files.disk import short_path
from tpaudit.reading.workspace.workspace import Workspace
from tpaudit.reading.yaml.builder import read

LARGEST_PICTURE: Final = 4_000_000
"""Bytes of a picture that is embedded at most."""
_KINDS: Final = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}
"""The first bytes of each kind of picture that a browser shows."""


class Pictures:
    """Finds files by their path from an audit, as long as they lie inside its workspace."""

    def __init__(self, folder: Path, workspace: Path, *, embed: bool) -> None:
        """Take the audit's folder, the workspace's, and whether pictures are to be embedded."""
        self.folder = folder
        self.workspace = workspace.resolve()
        self.embed = embed

    def missing(self, file: str) -> bool:
        """Tell whether a file is not there, or lies outside the workspace."""
        return self._found(self.folder, file) is None

    def picture(self, file: str) -> str | None:
        """Return a picture as a data address, None for what is none or is not to be embedded."""
        path = self._found(self.folder, file) if self.embed else None
        return _as_data(path) if path else None

    def logo(self, file: str | None) -> str | None:
        """Return the workspace's logo as a data address; drawings are shown as pictures, so that none runs."""
        path = self._found(self.workspace, file) if file else None
        return _as_data(path, drawing=path.suffix.lower() == ".svg") if path else None

    def _found(self, folder: Path, file: str) -> Path | None:
        path = inside(folder / file, self.workspace)
        return path if path is not None and os.path.isfile(path) else None


def _as_data(path: Path, *, drawing: bool = False) -> str | None:
    data = _bytes(path)
    if data is None:
        return None
    kind = "image/svg+xml" if drawing else _kind(data)
    return f"data:{kind};base64,{base64.b64encode(data).decode()}" if kind else None


def _kind(data: bytes) -> str | None:
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)


def _bytes(path: Path) -> bytes | None:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_PICTURE + 1)
    except OSError:
        return None
    return data if len(data) <= LARGEST_PICTURE else None


def logo_problems(workspace: Workspace) -> list[Problem]:
    """Return a warning if the workspace names a logo that reports cannot show."""
    logo = workspace.settings.branding.logo
    if (
        not logo
        or workspace.file is None
        or Pictures(workspace.folder, workspace.folder, embed=False).logo(logo)
    ):
        return []
    gone = Pictures(workspace.folder, workspace.folder, embed=False).missing(logo)
    fault = (
        "is not there, or lies outside the workspace"
        if gone
        else f"is no PNG, JPEG, GIF, WebP or SVG of {LARGEST_PICTURE} bytes at most"
    )
    diagnostics = Diagnostics(short_path(workspace.file), read(workspace.files.contents(workspace.file)))
    diagnostics.warn(
        ("branding", "logo"),
        f"the logo {named(logo)} {fault}; reports do without; expected a picture inside the workspace",
    )
    return diagnostics.problems[-1:]
