"""Heads: what an audit's file says of itself and of other audits, before it is loaded."""

import re
from typing import Final, NamedTuple

from tpaudit.documents.scalars import written
from tpaudit.reading.yaml.builder import read

_KEYS: Final = (re.compile(rb"follows[\"']?[ \t]*:"), re.compile(rb"was[\"']?[ \t]*:"))
"""Each begins with letters that can be searched for; one pattern for both takes ten times as long."""


class Head(NamedTuple):
    """What an audit's file says about itself; nothing where it does not load."""

    id: str | None = None
    follows: str | None = None
    was: tuple[str, ...] = ()
    """Addresses of touchpoints of other audits, as `other-audit/touchpoint`, that are its own now."""


def leads_elsewhere(data: bytes) -> bool:
    """Tell whether a file may name another audit: most do not, and need no second look."""
    return any(key.search(data) for key in _KEYS)


def head_of(data: bytes) -> Head:
    """Return what the bytes of an audit's file say about itself."""
    tree = read(data).data
    about = _mapping(_mapping(tree).get("audit"))
    sections = (_mapping(_mapping(tree).get(name)) for name in ("touchpoints", "handovers"))
    was = [
        name
        for section in sections
        for touch in section.values()
        for name in _names(_mapping(touch).get("was"))
    ]
    return Head(
        id=_text(about.get("id")),
        follows=_text(about.get("follows")),
        was=tuple(name for name in was if "/" in name),
    )


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _names(value: object) -> list[str]:
    return [text for text in map(_text, value if isinstance(value, list) else [value]) if text is not None]


def _text(value: object) -> str | None:
    return None if value is None or isinstance(value, dict | list) else written(value)
