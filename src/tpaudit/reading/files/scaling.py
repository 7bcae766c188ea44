"""Scaling of pictures: as large as a report shows them, without what a camera writes beside the picture.

Needs Pillow (the extra `photos`); without it pictures stay as they are.
"""

import io
import struct
import warnings
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

FULL_SIZE: Final = 1400
"""How many pixels a picture in full size has at most, across or down."""
THUMBNAIL_SIZE: Final = 320
"""The same of a thumbnail."""
_QUALITY: Final = 80
_MOST_PIXELS: Final = 50_000_000
"""A picture of more is not opened: a small file can claim to be a huge picture."""
_FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP")
_WRITTEN_BESIDE: Final = frozenset({"exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp"})
"""What cameras and programs write beside a picture: where and when it was taken, with what, by whom."""
_PLAIN_MODES: Final = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
"""How a picture holds its colours if everything can show it."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_SIZE: Final = 16
"""Where the size of a PNG stands, as its first part must begin with it."""
_PNG_PARTS: Final = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"IDAT", b"IEND"}
)
"""The parts of a PNG that are the picture itself and its colours."""
_BROKEN: Final = (
    *(OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError),
    *(struct.error, zlib.error),
)
"""What Pillow raises for broken pictures."""


class Scaled(NamedTuple):
    """A picture in two sizes."""

    full: bytes
    thumbnail: bytes


def can_scale() -> bool:
    """Tell whether Pillow is installed."""
    try:
        import PIL  # noqa: F401 - only whether it is there
    except ImportError:
        return False
    return True


def stays_as_it_is(data: bytes) -> bool:
    """Tell whether a picture can be shown as it is: whole, still, and with nothing written beside it.

    Needs Pillow.
    """
    if _is_bare_png(data):
        return True
    with _opened(data) as picture:
        return (
            picture is not None
            and picture.mode in _PLAIN_MODES
            and getattr(picture, "n_frames", 1) == 1
            and _WRITTEN_BESIDE.isdisjoint(picture.info)
            and not getattr(picture, "text", None)
        )


def _is_bare_png(data: bytes) -> bool:
    """Tell whether a picture is a whole PNG with nothing in it but its pixels, as screenshots are.

    It is far quicker than to open it.
    """
    names = _png_parts(data)
    if names[:1] != [b"IHDR"] or names[-1] != b"IEND" or b"IDAT" not in names:
        return False
    across, down = struct.unpack_from(">II", data, _PNG_SIZE)
    return _PNG_PARTS.issuperset(names) and across * down <= _MOST_PIXELS


def _png_parts(data: bytes) -> list[bytes]:
    """Return the names of a PNG's parts up to its end; none if it is no PNG, or damaged.

    A part is a length, a name, that many bytes and their checksum.
    """
    names: list[bytes] = []
    start = len(_PNG)
    while data.startswith(_PNG) and names[-1:] != [b"IEND"] and start + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, start)
        end = start + 12 + length
        if end > len(data) or data[end - 4 : end] != struct.pack(">I", zlib.crc32(data[start + 4 : end - 4])):
            return []
        names.append(name)
        start = end
    return names if start == len(data) else []


def scaled(data: bytes) -> Scaled | None:
    """Return a picture as JPEG in two sizes; None without Pillow, or where it cannot read the picture.

    It stands upright, on white where it is transparent; of moving ones it is the first.
    """
    if not can_scale():
        return None
    from PIL import ImageOps

    with _opened(data) as picture:
        if picture is None:
            return None
        try:
            upright = _on_white(ImageOps.exif_transpose(picture))
        except _BROKEN:
            return None
    return Scaled(full=_jpeg(upright, FULL_SIZE), thumbnail=_jpeg(upright, THUMBNAIL_SIZE))


@contextmanager
def _opened(data: bytes) -> "Iterator[Image | None]":
    """Yield a picture that was read to its end; None where that cannot be done."""
    from PIL import Image, ImageFile

    picture = None
    # WeasyPrint has Pillow take half a picture for a whole one, in the whole program.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is odd in a picture is nothing that a reader can change
        try:
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
            if opened.width * opened.height <= _MOST_PIXELS:
                opened.load()
                picture = opened
        except (*_BROKEN, Image.DecompressionBombError):
            picture = None
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    yield picture


def _on_white(picture: "Image") -> "Image":
    """Return a picture without transparency: what lies below it is often black, as are the letters upon it."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    above = picture.convert("RGBA")
    below = Image.new("RGBA", above.size, "white")
    below.alpha_composite(above)
    return below.convert("RGB")


def _jpeg(picture: "Image", longest: int) -> bytes:
    smaller = picture.copy()
    smaller.thumbnail((longest, longest))
    stream = io.BytesIO()
    smaller.save(stream, "JPEG", quality=_QUALITY, optimize=True)
    return stream.getvalue()
