"""Roots: what a file is called from the root of its repository, as the pages of a CI service know it."""

import os

from tpaudit.errors import BaselineError
from tpaudit.reading.git.repository import Repository


class RepositoryPaths:
    """Knows the repository around where we stand, and those around other files."""

    def __init__(self) -> None:
        """Start; a repository is looked up when the first file is asked for."""
        self._known: dict[str, Repository | None] = {}

    def place(self, file: str) -> str:
        """Return a file's path, with slashes, from the root of the repository around where we stand.

        Of a file that lies outside of it, from the root of its own repository; without one, from where we stand.
        """
        for folder in ("", os.path.dirname(file)):
            repository = self._around(folder)
            path = repository.relative(file) if repository else None
            if path is not None:
                return path
        return os.path.relpath(file).replace(os.sep, "/")

    def _around(self, folder: str) -> Repository | None:
        if folder not in self._known:
            try:
                self._known[folder] = Repository(folder)
            except BaselineError:
                self._known[folder] = None
        return self._known[folder]
