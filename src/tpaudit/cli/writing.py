"""Files written whole or not at all: each is made beside its place, then put there in one step."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self

from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import UsageError

INCOMPLETE: Final = "tpaudit-incomplete.txt"
"""The file that stands in a folder while several files or folders are put in their places there."""
_INCOMPLETE: Final = b"""\
What stands here is being put in its place. If that was cut short, part of it is of before, or missing: write it again.
"""


class Draft:
    """A file in the making, in the folder of the one that it becomes; however it ends, it leaves nothing else."""

    def __init__(self, target: Path) -> None:
        """Take the file to be written; raises UsageError if the one that is there must not be replaced."""
        self.target = target
        self._old = _replaceable(target)
        # Short and not made of the target's name, which may be as long as the file system allows.
        self._fresh = target.with_name(f".tpaudit-{os.urandom(6).hex()}")

    def __enter__(self) -> Self:
        """Start the file: for nobody else to read if it replaces one."""
        mode = 0o666 if self._old is None else 0o600
        with undoing() as undo:
            undo.callback(self._fresh.unlink, missing_ok=True)
            self.stream = open(self._fresh, "xb", opener=partial(os.open, mode=mode))
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what has not been put in its place."""
        with suppress(OSError):  # a full disk, which the one who wrote has heard of
            self.stream.close()
        self._fresh.unlink(missing_ok=True)

    def finish(self) -> None:
        """Bring everything to the disk, with the owner and the permissions of the file that is replaced."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.stream.close()
        if self._old is None:
            return
        own = self._fresh.stat()
        if (own.st_uid, own.st_gid) != (self._old.st_uid, self._old.st_gid):
            self._give(self._old)
        self._fresh.chmod(self._old.st_mode & 0o777)

    def _give(self, old: os.stat_result) -> None:
        try:
            os.chown(self._fresh, old.st_uid, old.st_gid)
        except PermissionError as error:
            msg = Worded(
                "{target}: it belongs to another user or group, and would not any more; nothing is written; expected a file of your own, or a new one",
                target=self.target,
            )
            raise UsageError(msg) from error

    def replace(self) -> None:
        """Put a finished file in its place, whatever is there."""
        self._fresh.replace(self.target)

    def place(self) -> None:
        """Put a finished file in its place; raises FileExistsError if something is there."""
        try:
            os.link(self._fresh, self.target)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            with undoing() as undo:
                self.target.open("xb").close()
                undo.callback(self.target.unlink)
                self.replace()


def _replaceable(path: Path) -> os.stat_result | None:
    """Return what is known of a file that is to be replaced, None if there is none yet."""
    with explained(path):
        if path.is_symlink():
            msg = Worded("{path}: a link that leads to itself; nothing is written", path=path)
            raise UsageError(msg)
        if not path.exists():
            os.stat(os.path.join(path.parent, ""))
            return None
        old = path.stat()
    if not old.st_mode & 0o222 or not os.access(path, os.W_OK):
        msg = Worded(
            "{path}: it is read-only; nothing is written; expected a file that may be changed, or a new one",
            path=path,
        )
        raise UsageError(msg)
    if path.is_file() and old.st_nlink > 1:
        msg = Worded(
            "{path}: it has other names (hard links), which would keep the old text; nothing is written; expected a file with one name, or a new one",
            path=path,
        )
        raise UsageError(msg)
    return old


def create(files: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet, all or none, with the folders that they need.

    Raises UsageError if one of them is there, or cannot be written.
    """
    with undoing() as folders, ExitStack() as within, undoing() as placed:
        drafts = []
        for path, data in files.items():
            if os.path.lexists(path):
                raise _taken(path)
            with explained(path):
                _make(path.parent, folders)
                drafts.append(_draft(path, data, within))
        for draft in drafts:
            with explained(draft.target):
                try:
                    draft.place()
                except FileExistsError as error:
                    raise _taken(draft.target) from error
                placed.callback(draft.target.unlink, missing_ok=True)


def replace(files: Mapping[Path, bytes]) -> None:
    """Write files over those that are there, all or none; raises UsageError if one cannot be written."""
    with ExitStack() as within, undoing() as replaced:
        drafts = []
        for path, data in files.items():
            with explained(path):
                drafts.append((_draft(path, data, within), _draft(path, path.read_bytes(), within)))
        for draft, before in drafts:
            with explained(draft.target):
                replaced.callback(_restore, before)
                draft.replace()


def exchange(new: Mapping[Path, bytes], changed: Mapping[Path, bytes], gone: Iterable[Path]) -> None:
    """Create, replace and remove files, all or none; raises UsageError if one of the steps cannot be done."""
    with ExitStack() as within, undoing() as undone:
        removed = []
        for path in gone:
            with explained(path):
                removed.append(_draft(path, path.read_bytes(), within))
        for path in new:
            with explained(path):
                _make(path.parent, undone)
        create(new)
        for path in new:
            undone.callback(path.unlink, missing_ok=True)
        for before in removed:
            with explained(before.target):
                before.target.unlink()
                undone.callback(_restore, before)
        replace(changed)


@contextmanager
def writing(folder: Path, names: Iterable[str]) -> Iterator[list[Draft]]:
    """Yield a draft for each name in a folder; they are put in place when all are whole, or none is.

    While several are put in place the folder has the file INCOMPLETE: it stays if that is cut short. Raises UsageError
    if one of them cannot be written.
    """
    with undoing() as folders, ExitStack() as within, explained(folder):
        _make(folder, folders)
        drafts = [within.enter_context(Draft(folder / name)) for name in names]
        yield drafts
        for draft in drafts:
            draft.finish()
        mark = _mark(folder) if len(drafts) > 1 else None
        for draft in drafts:
            draft.replace()
        if mark:
            mark.unlink()


@contextmanager
def writing_folders(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """Yield a place with an empty folder for each name; they are put into a folder when all are whole, or none is.

    Folders of these names that are there are replaced. Meanwhile the folder has the file INCOMPLETE: it stays if the
    process is killed. Raises UsageError if something cannot be written.
    """
    with undoing() as folders, explained(folder):
        _make(folder, folders)
        with TemporaryDirectory(prefix=".tpaudit-", dir=folder) as within:
            fresh = Path(within)
            for name in names:
                (fresh / name).mkdir()
            yield fresh
            with undoing() as placed:
                mark = _mark(folder)
                placed.callback(mark.unlink)
                for name in names:
                    if (folder / name).exists():
                        old = (folder / name).rename(fresh / f"old-{name}")
                        placed.callback(old.rename, folder / name)
                    (fresh / name).rename(folder / name)
                    placed.callback((folder / name).rename, fresh / name)
            mark.unlink()


def _mark(folder: Path) -> Path:
    """Write a file that says that a folder is not as it should be yet; what kills the process leaves it there."""
    mark = folder / INCOMPLETE
    mark.write_bytes(_INCOMPLETE)
    return mark


def _restore(before: Draft) -> None:
    with explained(before.target):
        before.replace()


def _draft(path: Path, data: bytes, within: ExitStack) -> Draft:
    """Return a file that only has to be put in its place."""
    draft = within.enter_context(Draft(path))
    draft.stream.write(data)
    draft.finish()
    return draft


def _make(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those around it, as far as they are not there."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir()
        undo.callback(_remove, place)


def _remove(folder: Path) -> None:
    with suppress(OSError):  # somebody else has put something there
        folder.rmdir()


def _taken(path: Path) -> UsageError:
    return UsageError(Worded("{path} is there already; expected a name of its own", path=path))


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Let what the system says against writing a file be an error in plain words."""
    try:
        yield
    except OSError as error:
        msg = Worded("{path}: {reason}; nothing is written", path=path, reason=reason(error))
        raise UsageError(msg) from error


def reason(error: OSError) -> str:
    """Return what the system says, in lower case as the middle of a message."""
    return fixed((error.strerror or str(error)).lower())


@contextmanager
def undoing() -> Iterator[ExitStack]:
    """Yield a stack of what takes back the steps so far, for whatever ends the block before its end."""
    with ExitStack() as stack:
        yield stack
        stack.pop_all()
