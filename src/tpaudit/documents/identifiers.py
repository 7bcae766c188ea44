"""Ids: what is one, how one is read, and ids that are made of texts."""

import re
import unicodedata
from typing import Final

from tpaudit.documents.letters import is_blank
from tpaudit.documents.scalars import named, written, wrong
from tpaudit.documents.worded import Worded

_PLAIN_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_SLUG: Final = re.compile(r"[\W_]+")
_LONGEST_ID: Final = 40


def identifier(value: object) -> str:
    """Return an id: lower-case letters and digits of any script, hyphens between, NFC; raise on others."""
    text = written(value)
    if text is None:
        msg = Worded("{value} stands where an id is wanted; write one such as order-line", value=named(value))
        raise wrong(msg)
    if _PLAIN_ID.match(text) or is_identifier(text):
        return text
    composed = unicodedata.normalize("NFC", text)
    if composed != text and is_identifier(composed):
        msg = Worded(
            "{value} is an id, but its accents are characters of their own; write it composed (NFC)",
            value=named(value),
        )
        raise wrong(msg)
    msg = Worded(
        "{value} is not an id; use lower-case letters and digits with single hyphens between",
        value=named(value),
    )
    proposed = as_identifier(text)
    raise wrong(Worded("{msg}, such as {proposed}", msg=msg, proposed=proposed) if proposed else msg)


def as_identifier(text: str) -> str:
    """Return the id that a text suggests, empty if it suggests none."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text.lower()))
    return "-".join(words) if is_identifier("-".join(words)) else ""


def is_identifier(text: str) -> bool:
    """Tell whether a text is an id. Marks count as letters, as many scripts need them; blanks do not."""
    return (
        text == text.lower()
        and unicodedata.is_normalized("NFC", text)
        and not any(is_blank(character) for character in text)
        and all(
            part and part[0].isalnum() and all(c.isalnum() or unicodedata.category(c)[0] == "M" for c in part)
            for part in text.split("-")
        )
    )


def slug(text: str) -> str:
    """Return an id made of a text: its first words with hyphens between; empty if it has no letter or digit."""
    words = [word for word in _SLUG.split(text.casefold()) if is_identifier(word)]
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word
        if made and len(longer) > _LONGEST_ID:
            break
        made = longer
    return made
