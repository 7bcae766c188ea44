"""Structured data of a page (JSON-LD): what stands under a key, and the things of a kind."""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from tpaudit.documents.site import Page

_MOST_VALUES: Final = 2000


def structured_values(text: str, key: str) -> list[str]:
    """Return the texts under a key anywhere in JSON-LD; nothing of what is no JSON."""
    found: list[str] = []
    for value in _objects(text):
        wanted = value.get(key)
        values = wanted if isinstance(wanted, list) else [wanted]
        found += [one for one in values if isinstance(one, str) and one.strip()]
    return found


def structured_things(page: Page, *kinds: str) -> Iterator[dict[str, Any]]:
    """Yield the things of some kinds (`@type`, such as Product) that the structured data of a page describe."""
    for text in page.structured:
        for value in _objects(text):
            said = value.get("@type")
            if any(one in kinds for one in (said if isinstance(said, list) else [said])):
                yield value


def structured_holders(page: Page, key: str) -> Iterator[dict[str, Any]]:
    """Yield the things of the structured data of a page that say something under a key."""
    for text in page.structured:
        yield from (value for value in _objects(text) if key in value)


def things_within(value: object, key: str) -> list[dict[str, Any]]:
    """Return the things under a key of a thing: one, or a list of them."""
    found = value.get(key) if isinstance(value, dict) else None
    return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict)]


def word_under(value: dict[str, Any], key: str) -> str:
    """Return the text or number under a key of a thing as a text; empty if there is none."""
    found = value.get(key)
    if isinstance(found, str):
        return " ".join(found.split())
    return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else ""


@lru_cache(maxsize=512)
def _objects(text: str) -> tuple[dict[str, Any], ...]:
    """Return every object of a JSON text, from the last to the first."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    found: list[dict[str, Any]] = []
    todo: list[Any] = [data]
    for _ in range(_MOST_VALUES):
        if not todo:
            break
        value = todo.pop()
        if isinstance(value, dict):
            found.append(value)
            todo += value.values()
        elif isinstance(value, list):
            todo += value
    return tuple(found)
