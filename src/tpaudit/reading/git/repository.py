"""Git: files as they were at a commit, straight from its objects; nothing in the working tree is touched."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from tpaudit.errors import BaselineError
from tpaudit.reading.files.disk import LARGEST, too_large

_FORM: Final = "--format=%x00%x00commit%x00%H%x00%as%x00%s"
"""Two NULs in a row stand in no status, path or subject, so that no subject can pass for a commit."""
_QUIET: Final = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
"""The same answers everywhere, and no way out to the network."""


class Commit(NamedTuple):
    """A commit that touched an audit."""

    id: str
    day: str
    subject: str
    path: str
    """What the audit was called there, from the repository's root."""


class TreeEntry(NamedTuple):
    """An entry of a folder: what it is, and the object that holds it."""

    mode: str
    id: str


class Repository:
    """The repository around a folder; to be used in a `with`, as one `git cat-file` serves every file."""

    def __init__(self, folder: str) -> None:
        """Find the repository; raises BaselineError where there is none, or no git."""
        self._folder = folder or "."
        while not os.path.isdir(self._folder):  # it may be gone since
            self._folder = os.path.dirname(self._folder) or "."
        self._env = _environment()
        found = self._git("rev-parse", "--show-toplevel")
        if found.returncode:
            msg = f"{folder or '.'}: {_said(found)}; commit the audits to git, or name a file with --against FILE"
            raise BaselineError(msg)
        self.root = os.path.realpath(os.fsdecode(found.stdout).removesuffix("\n"))
        self._reader: subprocess.Popen[bytes] | None = None
        self._trees: dict[str, dict[str, TreeEntry]] = {}
        self._last: tuple[str, bytes | None] = ("", None)

    def __enter__(self) -> Self:
        """Start serving."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Send the reader of objects home."""
        if self._reader is not None and self._reader.stdin and self._reader.stdout:
            self._reader.stdin.close()
            self._reader.stdout.close()
            self._reader.wait()

    def commit(self, ref: str) -> str:
        """Return the commit that a name stands for; raises BaselineError if there is none."""
        found = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if found.returncode or not ref or ref.startswith("-"):
            msg = f"there is no commit `{ref}` here; expected a branch, tag or commit, such as main{self._fetch(ref)}"
            raise BaselineError(msg)
        return found.stdout.decode().strip()

    def _fetch(self, ref: str) -> str:
        """Return the command that likely mends a missing commit."""
        remote, _, branch = ref.partition("/")
        known = self._git("remote").stdout.decode(errors="replace").split()
        if remote in known and branch:
            return f"; fetch it: git fetch {remote} {branch}"
        if self._shallow():
            return "; this clone is shallow: git fetch --unshallow"
        return f"; fetch it: git fetch {known[0]} {ref}" if known else ""

    def _shallow(self) -> bool:
        return self._git("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def merge_base(self, ref: str) -> str:
        """Return the commit from which HEAD and a name parted; raises BaselineError if there is none."""
        commit = self.commit(ref)
        found = self._git("merge-base", commit, "HEAD")
        if found.returncode == 0:
            return found.stdout.decode().split()[0]
        if self._shallow():
            mend = (
                "this clone is shallow: git fetch --unshallow (in GitHub's checkout action: fetch-depth: 0)"
            )
        elif self._git("rev-parse", "--verify", "--quiet", "HEAD").returncode:
            mend = "nothing is committed here yet: git commit"
        else:
            mend = "compare with the commit itself: --exact"
        msg = f"HEAD and `{ref}` have no commit in common; {mend}"
        raise BaselineError(msg)

    def relative(self, file: str | Path) -> str | None:
        """Return a path from the repository's root, with slashes; None outside of it."""
        plain = os.path.abspath(file)
        if not plain.startswith(os.path.join(self.root, "")) and plain != self.root:
            plain = os.path.join(os.path.realpath(os.path.dirname(plain)), os.path.basename(plain))
        path = os.path.relpath(plain, self.root).replace(os.sep, "/")
        return None if path == ".." or path.startswith("../") or os.path.isabs(path) else path

    def left_out(self) -> set[str]:
        """Return the files that a sparse checkout leaves out, from the repository's root."""
        found = self._git("ls-files", "-t", "-z", at=self.root)
        lines = os.fsdecode(found.stdout).split("\0")
        return {line[2:] for line in lines if line.startswith("S ")}

    def log(self, path: str) -> list[Commit]:
        """Return the commits that touched a file, the newest first, through its renames."""
        return self._log("--follow", "--name-status", "HEAD", "--", path)

    def order(self, paths: list[str]) -> list[Commit]:
        """Return the commits that touched any of some paths, the newest first, no path said."""
        return self._log("HEAD", "--", *paths)

    def _log(self, *args: str) -> list[Commit]:
        found = self._git(
            "log", "--no-show-signature", "--no-color", "--topo-order", "-z", _FORM, *args, at=self.root
        )
        return list(_commits(found.stdout))

    def object(self, name: str, called: str = "") -> bytes | None:
        """Return an object's bytes by any name that git takes, None if there is none.

        Raises UsageError, by what messages call it, if it is too large.
        """
        if self._reader is None:
            self._reader = subprocess.Popen(
                ["git", "cat-file", "--batch"],
                cwd=self._folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._env,
            )
        if name == self._last[0]:  # a file is looked at before it is read
            return self._last[1]
        try:
            self._last = (name, self._asked(name, self._reader, called))
        except OSError as error:
            raise lacking(name) from error
        return self._last[1]

    @staticmethod
    def _asked(name: str, reader: "subprocess.Popen[bytes]", called: str) -> bytes | None:
        if "\n" in name or reader.stdin is None or reader.stdout is None:
            return None
        reader.stdin.write(os.fsencode(name) + b"\n")
        reader.stdin.flush()
        head = reader.stdout.readline().split()
        if len(head) != len(("id", "type", "size")) or head[1] == b"missing" or not head[2].isdigit():
            return None
        left = int(head[2])
        if left > LARGEST:
            while left > 0:
                left -= len(reader.stdout.read(min(left, 1 << 20))) or left
            reader.stdout.read(1)
            raise too_large(called or name)
        data = reader.stdout.read(left)
        reader.stdout.read(1)
        return data

    def tree(self, name: str) -> dict[str, TreeEntry]:
        """Return a folder's entries by their names; nothing if it is no folder."""
        if name not in self._trees:
            data = self.object(name)
            if data is None:
                raise lacking(name)
            self._trees[name] = dict(_entries(data, len(name)))
        return self._trees[name]

    def _git(self, *args: str, at: str = "") -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                ["git", "--literal-pathspecs", *args],
                cwd=at or self._folder,
                env=self._env,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            msg = "the program git is not here; install it (apt install git), or name a file with --against FILE"
            raise BaselineError(msg) from error
        except OSError as error:
            msg = f"{self._folder}: {(error.strerror or str(error)).lower()}; expected a folder of a git repository"
            raise BaselineError(msg) from error
        except ValueError as error:
            msg = "a name with a NUL character is none that git knows; expected a branch, tag or commit"
            raise BaselineError(msg) from error


def _environment() -> dict[str, str]:
    """Return git's environment: what a hook sets for its own repository leads nowhere else.

    GIT_DIR without GIT_WORK_TREE makes the folder where git runs the root, whatever it is.
    """
    env = dict(os.environ) | _QUIET
    if "GIT_WORK_TREE" not in env:
        for name in ("GIT_DIR", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"):
            env.pop(name, None)
    elif "GIT_DIR" in env:
        env |= {name: os.path.abspath(env[name]) for name in ("GIT_DIR", "GIT_WORK_TREE")}
    return env


def lacking(what: str) -> BaselineError:
    """Return the error of an object that a clone left out."""
    msg = f"this clone lacks {what}; fetch what it left out: git fetch --refetch --no-filter (--unshallow where it is shallow)"
    return BaselineError(msg)


def _entries(data: bytes, digits: int) -> Iterator[tuple[str, TreeEntry]]:
    """Yield a tree object's entries: mode, name, NUL and the bytes of the id."""
    start, size = 0, digits // 2
    while start < len(data):
        end = data.index(b"\0", start)
        mode, _, name = data[start:end].partition(b" ")
        yield os.fsdecode(name), TreeEntry(mode.decode(), data[end + 1 : end + 1 + size].hex())
        start = end + 1 + size


def _commits(data: bytes) -> Iterator[Commit]:
    """Yield the commits of a log: id, day and subject, then a status and paths, NUL between all of them."""
    for record in os.fsdecode(data).split("\0\0commit\0")[1:]:
        commit, day, subject, *rest = record.split("\0")
        paths = [part for part in rest if part]
        yield Commit(id=commit, day=day, subject=subject, path=paths[-1] if paths else "")


def _said(result: subprocess.CompletedProcess[bytes]) -> str:
    text = result.stderr.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")
    if "not a git repository" in text:
        return "this is not in a git repository"
    if "work tree" in text:
        return "this repository has no working tree"
    return f"git says: {text}"
