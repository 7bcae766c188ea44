"""Cache codecs: how texts, and the extracts of portfolios, are kept from one run to the next, as JSON."""

import zlib
from base64 import b64decode, b64encode
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from tpaudit.operations.many.cache import Codec
from tpaudit.results.branches import AuditShape, BranchWave

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import TypeAdapter

_QUICK: Final = 1
"""The level of compression: most of what is there to save, at a fifth of the time."""
_APART: Final = ("shape", "levels", "broken")
"""The parts of an extract that are kept in ways of their own."""


def text_codec(name: str) -> Codec:
    """Return how a text for each audit is kept."""
    return Codec(name, encode=_packed, decode=_unpacked)


def extract_codec() -> Codec:
    """Return how the extracts of each audit are kept."""
    return Codec("extract", encode=_encoded, decode=_decoded)


def _packed(text: str) -> str:
    return b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), _QUICK)).decode()


def _unpacked(packed: str) -> str:
    try:
        return zlib.decompress(b64decode(packed)).decode("utf-8", "surrogatepass")
    except zlib.error as error:
        msg = "it is not compressed"
        raise ValueError(msg) from error


def _encoded(waves: "Sequence[BranchWave]") -> list[dict[str, Any]]:
    return [
        {
            "rest": _rest().dump_python(tuple(getattr(wave, name) for name in _names()), mode="json"),
            "levels": wave.levels.decode("latin-1"),
            "broken": wave.broken.decode("latin-1"),
            "shape": _packed_shape(wave.shape),
        }
        for wave in waves
    ]


def _decoded(kept: Any) -> list[BranchWave]:
    if not isinstance(kept, list) or not kept or not all(isinstance(each, dict) for each in kept):
        msg = "it holds no extract"
        raise ValueError(msg)
    return [
        BranchWave(
            **dict(zip(_names(), _rest().validate_python(each.get("rest")), strict=True)),
            levels=str(each.get("levels")).encode("latin-1"),
            broken=str(each.get("broken")).encode("latin-1"),
            shape=_unpacked_shape(str(each.get("shape"))),
        )
        for each in kept
    ]


@cache
def _packed_shape(shape: AuditShape) -> str:
    """Return what many audits have in common as text; the few that there are are made once."""
    return _packed(_shapes().dump_json(shape).decode())


@cache
def _unpacked_shape(packed: str) -> AuditShape:
    return _shapes().validate_json(_unpacked(packed))


@cache
def _names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(BranchWave) if field.name not in _APART)


@cache
def _shapes() -> "TypeAdapter[AuditShape]":
    from pydantic import TypeAdapter

    return TypeAdapter(AuditShape)


@cache
def _rest() -> "TypeAdapter[tuple[Any, ...]]":
    """Return what reads and writes all other parts, each by its type."""
    from typing import get_type_hints

    from pydantic import TypeAdapter

    hints = get_type_hints(BranchWave)
    parts: Any = tuple.__class_getitem__(tuple(hints[name] for name in _names()))
    return TypeAdapter(parts)
