"""Git: commits and files, read straight from the repository's objects; the working tree is not changed."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import BaselineError
from tpaudit.reading.files.disk import LARGEST, too_large

_LOG_FORMAT: Final = "--format=%x00%x00commit%x00%H%x00%as%x00%s"
"""Two NULs in a row occur in no status, path or subject, so that a subject cannot look like a new commit."""
_SETTINGS: Final = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
"""Environment variables: the same output everywhere, and no network."""
_WHOLE: Final = "(in GitHub's checkout action fetch-depth: 0, in GitLab GIT_DEPTH: 0)"
"""What gets a CI job the whole history from the start."""


class Commit(NamedTuple):
    """A commit that touched an audit."""

    id: str
    day: str
    subject: str
    path: str
    """The audit's path at that commit, from the repository's root."""


class TreeEntry(NamedTuple):
    """An entry of a git tree: its mode, and the id of its object."""

    mode: str
    id: str


class Repository:
    """The repository around a folder; use it in a `with`, as one `git cat-file` runs for all files."""

    def __init__(self, folder: str) -> None:
        """Find the repository; raises BaselineError if there is none, or git is not installed."""
        self._folder = folder or "."
        while not os.path.isdir(self._folder):  # it may be gone since
            self._folder = os.path.dirname(self._folder) or "."
        self._env = _environment()
        result = self._git("rev-parse", "--show-toplevel")
        if result.returncode:
            msg = Worded("{value}: {said}", value=folder or ".", said=_git_message(result))
            raise BaselineError(msg)
        self.root = os.path.realpath(os.fsdecode(result.stdout).removesuffix("\n"))
        self._reader: subprocess.Popen[bytes] | None = None
        self._trees: dict[str, dict[str, TreeEntry]] = {}
        self._last: tuple[str, bytes | None] = ("", None)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop `git cat-file`."""
        if self._reader is not None and self._reader.stdin and self._reader.stdout:
            with suppress(BrokenPipeError):  # it has died, and what it was asked last was not delivered
                self._reader.stdin.close()
            self._reader.stdout.close()
            self._reader.wait()

    def commit(self, ref: str) -> str:
        """Return the id of the commit that a name stands for; raises BaselineError if there is none."""
        result = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if result.returncode or not ref or ref.startswith("-"):
            msg = Worded("there is no commit `{ref}` here; {fix}", ref=ref, fix=self._fix(ref))
            raise BaselineError(msg)
        return result.stdout.decode().strip()

    def _fix(self, ref: str) -> str:
        """Return what to do about a missing commit: of a shallow clone what gets all that a comparison needs."""
        if self._git("rev-parse", "--verify", "--quiet", "HEAD").returncode:
            return fixed("nothing is committed here yet; commit once, or check without --against until then")
        remote, _, branch = ref.partition("/")
        remotes = self._git("remote").stdout.decode(errors="replace").split()
        named = branch if remote in remotes else ""
        if self._shallow():
            also = f" {remote} +refs/heads/{branch}:refs/remotes/{ref}" if named else ""
            return _deepened(f"git fetch --unshallow{also} {_WHOLE}")
        if ref.startswith("HEAD"):
            return fixed("HEAD is the first commit, or one of the first; check it without --against")
        expected = fixed("expected a branch, tag or commit, such as main")
        if named:
            return _fetched(expected, f"git fetch {remote} {branch}")
        return _fetched(expected, f"git fetch {remotes[0]} {ref}") if remotes else expected

    def _shallow(self) -> bool:
        return self._git("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def merge_base(self, ref: str) -> str:
        """Return the id of the merge base of HEAD and a name; raises BaselineError if there is none."""
        commit = self.commit(ref)
        result = self._git("merge-base", commit, "HEAD")
        if result.returncode == 0:
            return result.stdout.decode().split()[0]
        if self._shallow():
            fix = _deepened(f"git fetch --unshallow {_WHOLE}")
        elif self._git("rev-parse", "--verify", "--quiet", "HEAD").returncode:
            fix = fixed("nothing is committed here yet: git commit")
        else:
            fix = fixed("compare with the commit itself: --exact")
        msg = Worded("HEAD and `{ref}` have no commit in common; {fix}", ref=ref, fix=fix)
        raise BaselineError(msg)

    def relative(self, file: str | Path) -> str | None:
        """Return a path from the repository's root, with slashes; None if it is outside."""
        absolute = os.path.abspath(file)
        if not absolute.startswith(os.path.join(self.root, "")) and absolute != self.root:
            absolute = os.path.join(os.path.realpath(os.path.dirname(absolute)), os.path.basename(absolute))
        path = os.path.relpath(absolute, self.root).replace(os.sep, "/")
        return None if path == ".." or path.startswith("../") or os.path.isabs(path) else path

    def left_out(self) -> set[str]:
        """Return the files that a sparse checkout leaves out, from the repository's root."""
        result = self._git("ls-files", "-t", "-z", folder=self.root)
        lines = os.fsdecode(result.stdout).split("\0")
        return {line[2:] for line in lines if line.startswith("S ")}

    def log(self, path: str) -> list[Commit]:
        """Return the commits that changed a file, newest first, across renames."""
        return self._log("--follow", "--name-status", "HEAD", "--", path)

    def order(self, paths: list[str]) -> list[Commit]:
        """Return the commits that changed any of some paths, newest first; their `path` is empty."""
        return self._log("HEAD", "--", *paths)

    def _log(self, *args: str) -> list[Commit]:
        result = self._git(
            "log",
            "--no-show-signature",
            "--no-color",
            "--topo-order",
            "-z",
            _LOG_FORMAT,
            *args,
            folder=self.root,
        )
        return list(_log_commits(result.stdout))

    def object(self, name: str, called: str = "") -> bytes | None:
        """Return an object's bytes by any name that git takes; None if there is none.

        Raises UsageError if it is too large; `called` is its name in the message.
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
        if name == self._last[0]:  # a file is often checked just before it is read
            return self._last[1]
        try:
            self._last = (name, self._read_object(name, self._reader, called))
        except OSError as error:
            raise missing_object(name) from error
        return self._last[1]

    @staticmethod
    def _read_object(name: str, reader: "subprocess.Popen[bytes]", called: str) -> bytes | None:
        if "\n" in name or reader.stdin is None or reader.stdout is None:
            return None
        reader.stdin.write(os.fsencode(name) + b"\n")
        reader.stdin.flush()
        header = reader.stdout.readline().split()
        if len(header) != len(("id", "type", "size")) or header[1] == b"missing" or not header[2].isdigit():
            return None
        left = int(header[2])
        if left > LARGEST:
            while left > 0:
                left -= len(reader.stdout.read(min(left, 1 << 20))) or left
            reader.stdout.read(1)
            raise too_large(called or name)
        data = reader.stdout.read(left)
        reader.stdout.read(1)
        return data

    def tree(self, name: str) -> dict[str, TreeEntry]:
        """Return a tree's entries by name; empty if the object is not a tree."""
        if name not in self._trees:
            data = self.object(name)
            if data is None:
                raise missing_object(name)
            self._trees[name] = dict(_tree_entries(data, len(name)))
        return self._trees[name]

    def _git(self, *args: str, folder: str = "") -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                ["git", "--literal-pathspecs", *args],
                cwd=folder or self._folder,
                env=self._env,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            msg = "git is not installed; install it (apt install git), or name a file with --against FILE"
            raise BaselineError(msg) from error
        except OSError as error:
            msg = Worded(
                "{folder}: {reason}; expected a folder of a git repository",
                folder=self._folder,
                reason=fixed((error.strerror or str(error)).lower()),
            )
            raise BaselineError(msg) from error
        except ValueError as error:
            msg = "a name with a NUL character is none that git knows; expected a branch, tag or commit"
            raise BaselineError(msg) from error


def _environment() -> dict[str, str]:
    """Return git's environment, without the variables that a hook sets for its own repository.

    GIT_DIR without GIT_WORK_TREE would make the current folder the root, whatever it is.
    """
    env = dict(os.environ) | _SETTINGS
    if "GIT_WORK_TREE" not in env:
        for name in ("GIT_DIR", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"):
            env.pop(name, None)
    elif "GIT_DIR" in env:
        env |= {name: os.path.abspath(env[name]) for name in ("GIT_DIR", "GIT_WORK_TREE")}
    return env


def missing_object(what: str) -> BaselineError:
    """Return the error for an object that a shallow or partial clone does not have."""
    msg = Worded(
        "this clone lacks {what}; fetch the rest: git fetch --refetch --no-filter (--unshallow where it is shallow)",
        what=what,
    )
    return BaselineError(msg)


def _tree_entries(data: bytes, digits: int) -> Iterator[tuple[str, TreeEntry]]:
    """Yield a tree object's entries; each is written as mode, name, NUL and the bytes of the id."""
    start, size = 0, digits // 2
    while start < len(data):
        end = data.index(b"\0", start)
        mode, _, name = data[start:end].partition(b" ")
        yield os.fsdecode(name), TreeEntry(mode.decode(), data[end + 1 : end + 1 + size].hex())
        start = end + 1 + size


def _log_commits(data: bytes) -> Iterator[Commit]:
    """Yield the commits of a log; each is id, day, subject, then a status and paths, separated by NULs."""
    for record in os.fsdecode(data).split("\0\0commit\0")[1:]:
        commit, day, subject, *status_and_paths = record.split("\0")
        paths = [part for part in status_and_paths if part]
        yield Commit(id=commit, day=day, subject=subject, path=paths[-1] if paths else "")


def _git_message(result: subprocess.CompletedProcess[bytes]) -> str:
    """Return why there is no repository, and what to do about it."""
    first, *more = result.stderr.decode(errors="replace").strip().splitlines() or [""]
    complaint = first.removeprefix("fatal: ")
    otherwise = fixed("commit the audits to git, or name a file with --against FILE")
    if "not a git repository" in complaint:
        return Worded("this is not in a git repository; {otherwise}", otherwise=otherwise)
    if "work tree" in complaint:
        return Worded("this repository has no working tree; {otherwise}", otherwise=otherwise)
    commands = [line.strip() for line in more if line.strip().startswith("git ")]
    allowed = Worded("allow it: {command}", command=commands[0]) if commands else otherwise
    return Worded("git says: {complaint}; {otherwise}", complaint=complaint, otherwise=allowed)


def _deepened(command: str) -> Worded:
    return Worded("this clone is shallow: {command}", command=command)


def _fetched(expected: Worded, command: str) -> Worded:
    return Worded("{expected}; fetch it: {command}", expected=expected, command=command)
