"""The language in which a request is answered: what it asks for, or that of the workspace, or English."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tpaudit.errors import TpauditError
from tpaudit.reading.workspace.around import language_around

_ENGLISH: Final = "en"


def answering_language(asked: str | None, paths: Iterable[str]) -> str:
    """Return the language asked for, or else that of the workspace of the first path that is there, or around us.

    Settings without a language that can be read speak English.
    """
    if asked:
        return asked
    there = os.path.abspath(next((path for path in paths if os.path.exists(path)), "."))
    try:
        return language_around(Path(there if os.path.isdir(there) else os.path.dirname(there))) or _ENGLISH
    except TpauditError:
        return _ENGLISH
