"""Scaling of pictures: as large as a report shows them, without what a camera writes beside the picture.

Needs Pillow (the extra `photos`); without it pictures stay as they are.
"""

import io
from typing import Final, NamedTuple

FULL_SIZE: Final = 1400
"""How many pixels a picture in full size has at most, across or down."""
THUMBNAIL_SIZE: Final = 320
"""The same of a thumbnail."""
_QUALITY: Final = 80
_MOST_PIXELS: Final = 50_000_000
"""A picture of more is not opened: a small file can claim to be a huge picture."""


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


def scaled(data: bytes) -> Scaled | None:
    """Return a picture as JPEG in two sizes; None without Pillow, or where it cannot read the picture."""
    if not can_scale():
        return None
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, UnidentifiedImageError):
        return None
    return Scaled(full=_jpeg(upright, FULL_SIZE), thumbnail=_jpeg(upright, THUMBNAIL_SIZE))


def _jpeg(picture: "Image", longest: int) -> bytes:  # type: ignore[name-defined]  # noqa: F821
    smaller = picture.copy()
    smaller.thumbnail((longest, longest))
    stream = io.BytesIO()
    smaller.save(stream, "JPEG", quality=_QUALITY, optimize=True)
    return stream.getvalue()
