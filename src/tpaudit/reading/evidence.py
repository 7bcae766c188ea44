"""Evidence and logos: files inside the workspace, and nothing outside it."""

import base64
from pathlib import Path
from typing import Final

LARGEST: Final = 4_000_000
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
        return self._inside(self.folder, file) is None

    def picture(self, file: str) -> str | None:
        """Return a picture as a data address, None for what is none or is not to be embedded."""
        path = self._inside(self.folder, file) if self.embed else None
        return _as_data(path) if path else None

    def logo(self, file: str | None) -> str | None:
        """Return the workspace's logo as a data address; drawings are shown as pictures, so that none runs."""
        path = self._inside(self.workspace, file) if file else None
        if path is None:
            return None
        if path.suffix.lower() == ".svg" and path.stat().st_size <= LARGEST:
            return f"data:image/svg+xml;base64,{base64.b64encode(path.read_bytes()).decode()}"
        return _as_data(path)

    def _inside(self, folder: Path, file: str) -> Path | None:
        try:
            path = (folder / file).resolve()
            return path if path.is_relative_to(self.workspace) and path.is_file() else None
        except (OSError, ValueError):
            return None


def _as_data(path: Path) -> str | None:
    if path.stat().st_size > LARGEST:
        return None
    data = path.read_bytes()
    kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)
    return f"data:{kind};base64,{base64.b64encode(data).decode()}" if kind else None
