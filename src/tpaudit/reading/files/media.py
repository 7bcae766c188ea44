"""Pictures that came with answers: a folder of them, or an archive, from a service that nobody knows."""

import io
import os
import stat
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.reading.files.archive import LARGEST_PHOTO, UNPACKABLE, files_in
from tpaudit.reading.files.disk import contents
from tpaudit.reading.files.evidence import picture_kind

_MOST_FILES: Final = 20_000


class Media:
    """Files by their path within a folder or an archive; bytes are read when one of them is asked for."""

    def __init__(
        self, folder: Path | None, archive: zipfile.ZipFile | None, paths: Mapping[str, str]
    ) -> None:
        """Take where the files lie, and their paths by the names that archives and folders share."""
        self._folder, self._archive = folder, archive
        self._paths = paths
        self._by_name: dict[str, list[str]] = {}
        for path in paths:
            self._by_name.setdefault(path.rpartition("/")[2], []).append(path)

    def named(self, name: str) -> Sequence[str]:
        """Return the paths of the files of a name, whatever their folders."""
        return self._by_name.get(name, ())

    def picture(self, path: str) -> bytes | None:
        """Return the bytes of a picture; None for what is none, is too large or cannot be read."""
        try:
            data = self._bytes(self._paths[path])
        except (OSError, *UNPACKABLE):
            return None
        return data if len(data) <= LARGEST_PHOTO and picture_kind(data) else None

    def _bytes(self, name: str) -> bytes:
        if self._archive is not None:
            with self._archive.open(name) as stream:
                return stream.read(LARGEST_PHOTO + 1)
        with open((self._folder or Path()) / name, "rb") as file:
            return file.read(LARGEST_PHOTO + 1)


NO_MEDIA: Final = Media(None, None, {})


def media_in(place: str | None) -> Media:
    """Return the files of a folder or an archive, links and devices left out.

    Raises UsageError if it cannot be read, for an archive whose names lead elsewhere, and for too many files.
    """
    if place is None:
        return NO_MEDIA
    if os.path.isdir(place):
        return Media(Path(place), None, _paths_below(place))
    data = contents(place)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = {entry.filename: entry.filename for entry in files_in(place, archive)}
    except UNPACKABLE as error:
        msg = Worded(
            "{place}: it is neither a folder nor an archive that can be unpacked; expected the pictures of the answers",
            place=place,
        )
        raise UsageError(msg) from error
    return Media(None, archive, names)


def _paths_below(folder: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for parent, folders, files in os.walk(folder, followlinks=False):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(parent, name)
            if not stat.S_ISREG(os.lstat(path).st_mode):
                continue
            inner = os.path.relpath(path, folder)
            found[Path(inner).as_posix()] = inner
            if len(found) > _MOST_FILES:
                msg = Worded(
                    "{folder}: there are more than {most} files below it; expected a folder of pictures",
                    folder=folder,
                    most=_MOST_FILES,
                )
                raise UsageError(msg)
    return found
