"""Repository paths: a file's path from the root of its repository, as CI services show it."""

import os

from tpaudit.errors import BaselineError
from tpaudit.reading.git.repository import Repository


class RepositoryPaths:
    """Finds the repository of the current folder, and those of other files."""

    def __init__(self) -> None:
        """Start empty; a repository is looked up when the first path is asked for."""
        self._known: dict[str, Repository | None] = {}

    def place(self, file: str) -> str:
        """Return a file's path, with slashes, from the root of the repository around the current folder.

        A file outside of it is given from the root of its own repository; without one, from the current folder.
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
