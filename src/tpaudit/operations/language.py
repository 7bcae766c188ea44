"""The language in which a request is answered: what it asks for, or that of the workspace, or English."""

import os
from collections.abc import Iterable
from typing import Final

from tpaudit.errors import TpauditError
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.workspace.workspace import Workspaces

_ENGLISH: Final = "en"


def answering_language(asked: str | None, paths: Iterable[str]) -> str:
    """Return the language asked for, or else that of the workspace of the first path that is there, or around us.

    A workspace whose settings cannot be read speaks English.
    """
    if asked:
        return asked
    there = next((path for path in paths if os.path.exists(path)), ".")
    try:
        return (
            Workspaces()
            .of(os.path.join(there, SETTINGS) if os.path.isdir(there) else there)
            .settings.language
        )
    except TpauditError:
        return _ENGLISH
