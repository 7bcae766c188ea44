"""Evidence and logos: pictures inside the workspace, as data addresses for reports."""

import base64
import os
from pathlib import Path
from typing import Final

from tpaudit.reading.files.bounds import inside

LARGEST_PICTURE: Final = 4_000_000
"""The largest picture in bytes that is embedded."""
_KINDS: Final = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}
"""The media type of each picture that browsers show, by its first bytes."""


class Pictures:
    """Finds files by their path from an audit's folder; files outside its workspace count as missing."""

    def __init__(self, folder: Path, workspace: Path, *, embed: bool) -> None:
        """Take the audit's folder, the workspace's folder, and whether reports embed pictures."""
        self.folder = folder
        self.workspace = workspace.resolve()
        self.embed = embed

    def missing(self, file: str) -> bool:
        """Tell whether a file does not exist, or lies outside the workspace."""
        return self._found(self.folder, file) is None

    def picture(self, file: str) -> str | None:
        """Return a picture as a data address; None if it is no picture or pictures are not embedded."""
        path = self._found(self.folder, file) if self.embed else None
        return _as_data(path) if path else None

    def logo(self, file: str | None) -> str | None:
        """Return the workspace's logo as a data address; an SVG is shown as a picture, so no script in it runs."""
        path = self._found(self.workspace, file) if file else None
        return _as_data(path, drawing=path.suffix.lower() == ".svg") if path else None

    def _found(self, folder: Path, file: str) -> Path | None:
        target = inside(folder / file, self.workspace)
        return target if target is not None and os.path.isfile(target) else None


def _as_data(path: Path, *, drawing: bool = False) -> str | None:
    data = _bytes(path)
    if data is None:
        return None
    kind = "image/svg+xml" if drawing else picture_kind(data)
    return f"data:{kind};base64,{base64.b64encode(data).decode()}" if kind else None


def picture_kind(data: bytes) -> str | None:
    """Return the media type of a picture that browsers show; None for anything else."""
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)


def _bytes(path: Path) -> bytes | None:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_PICTURE + 1)
    except OSError:
        return None
    return data if len(data) <= LARGEST_PICTURE else None
