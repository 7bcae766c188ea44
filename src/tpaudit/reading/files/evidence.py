"""Evidence and logos: pictures inside the workspace, as data addresses for reports."""

import base64
import os
from pathlib import Path
from typing import Final, NamedTuple

from tpaudit.reading.files.bounds import inside
from tpaudit.reading.files.scaling import can_scale, scaled, stays_as_it_is

LARGEST_PICTURE: Final = 4_000_000
"""The largest picture in bytes that is embedded as it is."""
_LARGEST_SCALED: Final = 16 << 20
"""The largest one that is scaled down."""
_SMALL_FILE: Final = 100_000
"""Of so many bytes a picture is small enough to stay as it is, and to be shown twice."""
ROOM: Final = 8_000_000
"""How many characters all embedded pictures of a report take at most."""
_KINDS: Final = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}
"""The media type of each picture that browsers show, by its first bytes."""
_ENDINGS: Final = frozenset(
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp", ".svg"]
)
"""How the names of pictures end, also of those that not every browser shows."""


class EmbeddedPicture(NamedTuple):
    """A picture as data addresses."""

    full: str
    thumbnail: str | None
    """Null where the picture is large and could not be scaled."""


class Pictures:
    """Finds files by their path from an audit's folder; files outside its workspace count as missing."""

    def __init__(self, folder: Path, workspace: Path, *, embed: bool, room: int = ROOM) -> None:
        """Take the audit's folder, the workspace's, whether reports embed pictures, and how many characters of them."""
        self.folder = folder
        self.workspace = workspace.resolve()
        self.embed = embed
        self.room = room
        self.left_out: list[str] = []
        """The pictures for which there was no room."""
        self.unreadable: list[str] = []
        """Those that are broken, of too many pixels, or of a kind that not every browser shows."""

    def missing(self, file: str) -> bool:
        """Tell whether a file does not exist, or lies outside the workspace."""
        return self._found(self.folder, file) is None

    def picture(self, file: str) -> EmbeddedPicture | None:
        """Return a picture; None if it is none, if pictures are not embedded, or if there is no room left."""
        path = self._found(self.folder, file) if self.embed else None
        if path is None:
            return None
        data = _bytes(path, _LARGEST_SCALED if can_scale() else LARGEST_PICTURE)
        kind = picture_kind(data) if data else None
        is_picture = kind is not None or path.suffix.lower() in _ENDINGS
        if data is None or kind is None:
            if is_picture:
                (self.left_out if data is None else self.unreadable).append(file)
            return None
        picture = _embedded(data, kind)
        if picture is None and can_scale():
            self.unreadable.append(file)
            return None
        size = len(picture.full) + len(picture.thumbnail or "") if picture else self.room + 1
        if size > self.room:
            self.left_out.append(file)
            return None
        self.room -= size
        return picture

    def logo(self, file: str | None) -> str | None:
        """Return the workspace's logo as a data address; an SVG is shown as a picture, so no script in it runs."""
        path = self._found(self.workspace, file) if file else None
        return _as_data(path, drawing=path.suffix.lower() == ".svg") if path else None

    def _found(self, folder: Path, file: str) -> Path | None:
        target = inside(folder / file, self.workspace)
        return target if target is not None and os.path.isfile(target) else None


def _embedded(data: bytes, kind: str) -> EmbeddedPicture | None:
    """Return a picture and its thumbnail, scaled down but for a small and plain one; None if it cannot be read.

    Without Pillow it stays as it is if it is not too large.
    """
    if len(data) <= _SMALL_FILE and (not can_scale() or stays_as_it_is(data)):
        whole = _address(data, kind)
        return EmbeddedPicture(whole, whole)
    if not can_scale():
        return EmbeddedPicture(_address(data, kind), None) if len(data) <= LARGEST_PICTURE else None
    smaller = scaled(data)
    if smaller is None:
        return None
    return EmbeddedPicture(_address(smaller.full, "image/jpeg"), _address(smaller.thumbnail, "image/jpeg"))


def _as_data(path: Path, *, drawing: bool = False) -> str | None:
    data = _bytes(path, LARGEST_PICTURE)
    if data is None:
        return None
    kind = "image/svg+xml" if drawing else picture_kind(data)
    return _address(data, kind) if kind else None


def _address(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def picture_kind(data: bytes) -> str | None:
    """Return the media type of a picture that browsers show; None for anything else."""
    if data.startswith(b"RIFF") and data[8:12] != b"WEBP":
        return None  # sound and films begin like that, too
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)


def _bytes(path: Path, most: int) -> bytes | None:
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError:
        return None
    return data if len(data) <= most else None
