"""Data written out as YAML in block style, with quotes around what YAML would take for something else."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tpaudit.showing.scaffold.audit import scalar

_BARE: Final = re.compile(r"-?[0-9A-Za-z][0-9A-Za-z.%/-]*\Z")
"""What is written as it is where no text for people stands: 2, 12s, 1-5, 95%, yes, n/a."""


def document_text(data: Mapping[str, Any], texts: frozenset[str]) -> str:
    """Return the YAML of a mapping; what stands under one of `texts` is text for people at any depth."""
    return "\n".join(_mapping(data, "", texts, text=False)) + "\n"


def _mapping(data: Mapping[str, Any], indent: str, texts: frozenset[str], *, text: bool) -> Iterator[str]:
    for key, value in data.items():
        named = f"{indent}{_key(key)}:"
        yield from _entry(named, value, indent, texts, text=text or key in texts)


def _entry(start: str, value: Any, indent: str, texts: frozenset[str], *, text: bool) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield start
        yield from _mapping(value, f"{indent}  ", texts, text=text)
    elif isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        yield f"{start} [{', '.join(_scalar(part, text=text) for part in value)}]"
    elif isinstance(value, list | tuple):
        yield start
        for part in value:
            yield from _entry(f"{indent}  -", part, f"{indent}    ", texts, text=text)
    else:
        yield f"{start} {_scalar(value, text=text)}" if not isinstance(value, Mapping) else f"{start} {{}}"


def _key(key: str) -> str:
    return _scalar(key, text=False) if not key.isidentifier() else key


def _scalar(value: str, *, text: bool) -> str:
    return value if not text and _BARE.match(value) else scalar(value)
