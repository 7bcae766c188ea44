"""What callers give: paths, days, amounts and names, checked before anything is done with them."""

import os
from collections.abc import Iterable
from math import inf, isfinite
from typing import Final

from tpaudit.documents.scalars import day, named, said_by, within
from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.reading.diagnostics import nearest

SPOKEN: Final = ("en", "ru", "zh")
"""The languages of phrases and of the texts that tpaudit brings along."""
StrPath = str | os.PathLike[str]
GivenPaths = StrPath | Iterable[StrPath]


def given_paths(paths: GivenPaths) -> list[str]:
    """Return paths as texts; one alone may stand for a list of one."""
    if isinstance(paths, str | os.PathLike):
        return [os.fspath(paths)]
    return [os.fspath(path) for path in paths]


def given_day(name: str, text: str | None) -> str | None:
    """Return a day (YYYY-MM-DD); raises UsageError, with what it is called, for what is not in the calendar."""
    try:
        return None if text is None else day(text)
    except ValueError as error:
        msg = Worded("{name}: {error}", name=name, error=said_by(error))
        raise UsageError(msg) from error


def given_text(name: str, text: str | None) -> str | None:
    """Return a text as UTF-8, whatever the locale took it for; raises UsageError, with what it is called, if it is none."""
    if text is None or text.isprintable():
        return text
    try:
        text.encode("utf-8")
    except UnicodeError:
        try:
            return os.fsencode(text).decode("utf-8")
        except UnicodeError as error:
            msg = Worded("{name}: `{text}` is not UTF-8; expected a text in it", name=name, text=text)
            raise UsageError(msg) from error
    return text


def given_language(name: str, text: str | None) -> str | None:
    """Return the code of a language that tpaudit speaks; raises UsageError, with what it is called, for any other."""
    if text is not None and text not in SPOKEN:
        msg = Worded(
            "{name}: {value} is not a language that tpaudit speaks; expected en, ru or zh",
            name=name,
            value=named(text),
        )
        raise UsageError(msg)
    return text


def given_amount(name: str, amount: str | float | None, most: float = inf) -> float | None:
    """Return a number from 0 to `most`; raises UsageError, with what it is called, for any other."""
    if isinstance(amount, float) and not isfinite(amount):
        msg = Worded(
            "{name}: {amount} is not a finite number; expected one such as 3 or 4.5", name=name, amount=amount
        )
        raise UsageError(msg)
    try:
        return None if amount is None else within(0, most)(amount)
    except ValueError as error:
        msg = Worded("{name}: {error}", name=name, error=said_by(error))
        raise UsageError(msg) from error


def given_name(name: str, word: str | None, known: Iterable[str]) -> None:
    """Raise UsageError, with what it is called and the nearest, if a word is given that is not known."""
    known = tuple(known)
    if word is not None and word not in known:
        msg = Worded("{name}: `{word}` is not known; {hint}", name=name, word=word, hint=nearest(word, known))
        raise UsageError(msg)
