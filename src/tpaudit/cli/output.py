"""Where results and messages go: standard output, the error stream, a file written whole or not at all."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Self, TypedDict

from tpaudit.errors import BaselineError, InputError, TpauditError, UsageError

if TYPE_CHECKING:
    from tpaudit.showing.table import Line


class ReaderLeftError(TpauditError):
    """Whoever read the output has seen enough, as `head` does."""


class _Opening(TypedDict):
    encoding: str
    errors: str
    newline: str


_AS_WRITTEN: Final[_Opening] = {"encoding": "utf-8", "errors": "backslashreplace", "newline": ""}
"""How results are encoded: a name of a file that is not UTF-8 is written as escapes."""


class Sink:
    """Takes a result piece by piece: to standard output at once, to a file when all is there.

    The file is replaced in one step, so that no reader and no crash sees half of it. If an error comes in
    between, or nothing is written, it stays as it was.
    """

    def __init__(self, output: Path | None) -> None:
        """Open a file beside the one that is to be replaced; or standard output, a pipe or a device itself."""
        self._file = None if output is None else Path(os.path.realpath(output))
        self._used = False
        self.stream: IO[str] = sys.stdout
        if self._file is None:
            return
        try:
            if self._file.exists() and not self._file.is_file():
                self.stream = self._file.open("w", **_AS_WRITTEN)
                self._file = None
                return
            import tempfile  # most results go to standard output

            handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=f".{self._file.name}.")
        except OSError as error:
            raise self._failed(error) from error
        self._fresh = Path(name)
        self.stream = os.fdopen(handle, "w", **_AS_WRITTEN)

    def write(self, text: str) -> None:
        """Take a piece of text; raises ReaderLeftError if nobody reads any more, UsageError if nothing fits."""
        self._used = True
        with self._delivering():
            self.stream.write(text)

    def show(self, lines: Iterable["Line"]) -> None:
        """Take lines for people: in colour if they go to a terminal."""
        from tpaudit.showing.terminal import plain, show

        if self._file is None:
            with self._delivering():
                show(lines, self.stream)
        else:
            self.write(plain(lines))

    def __enter__(self) -> Self:
        """Start taking."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Replace the file if all went well."""
        if self._file is None:
            with self._delivering():
                self.stream.flush()
            return
        try:
            if kind is None and self._used:
                self.stream.flush()
                os.fsync(self.stream.fileno())
                self._fresh.chmod(self._mode())
            self.stream.close()
            if kind is None and self._used:
                self._fresh.replace(self._file)
        except OSError as error:
            raise self._failed(error) from error
        finally:
            self._fresh.unlink(missing_ok=True)

    def _mode(self) -> int:
        """Return the permissions of the file that is replaced, or those that a new one gets."""
        if self._file is not None and self._file.exists():
            return self._file.stat().st_mode & 0o777
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask

    @contextmanager
    def _delivering(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError as error:
            raise ReaderLeftError from error
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> UsageError:
        what = (error.strerror or str(error)).lower()
        if self._file is None:
            return UsageError(f"the output cannot be written: {what}; expected somewhere to write it to")
        return UsageError(f"{self._file}: {what}; the file is as it was")


def create(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; raises UsageError if it is, or cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(data)
    except FileExistsError as error:
        msg = f"{path} is there already; expected a name of its own"
        raise UsageError(msg) from error
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        msg = f"{path}: {what}; expected a folder that can be written to"
        raise UsageError(msg) from error


def told(error: TpauditError) -> list[str]:
    """Return the lines that an error is told in: the problems of its files, or its own words."""
    problems = error.problems if isinstance(error, InputError | BaselineError) else ()
    own = [] if isinstance(error, InputError) else [f"tpaudit: {error}"]
    return [*own, *(str(problem) for problem in problems)]


def tell(messages: Iterable[object]) -> None:
    """Write messages to the error stream, a line each, without anything that a terminal would obey."""
    from tpaudit.showing.figures import visible

    for message in messages:
        sys.stderr.write(visible(str(message)) + "\n")
