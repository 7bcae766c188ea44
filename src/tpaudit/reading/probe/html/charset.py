"""Encodings: the text of a page, by what the server or the page says, or by its bytes."""

import re
from typing import Final

from w3lib.encoding import html_to_unicode

_HIGH: Final = re.compile(rb"[\x80-\xff]+")
_CYRILLIC_LETTERS: Final = re.compile(rb"[\xc0-\xff\xa8\xb8]{3,}")
_LOOKED_AT: Final = 100_000


def page_text(body: bytes, content_type: str) -> str:
    """Return the text of a page; bytes that mean nothing in its encoding become replacement signs."""
    _, text = html_to_unicode(content_type or None, body, default_encoding="utf-8", auto_detect_fun=_by_bytes)
    return text


def _by_bytes(body: bytes) -> str:
    """Return the encoding of a page that does not say it: UTF-8, or Cyrillic or Western of Windows.

    A word of Russian in windows-1251 is a row of high bytes; in a Western text they stand alone.
    """
    sample = body[:_LOOKED_AT]
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 3 or len(body) <= _LOOKED_AT:
            high = sum(len(run) for run in _HIGH.findall(sample))
            letters = sum(len(run) for run in _CYRILLIC_LETTERS.findall(sample))
            return "cp1251" if letters > high / 2 else "cp1252"
    return "utf-8"
