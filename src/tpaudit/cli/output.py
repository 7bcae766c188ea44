"""Where results and messages go: standard output, the error stream, a file written whole or not at all."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from tpaudit.errors import UsageError

if TYPE_CHECKING:
    from tpaudit.showing.table import Line


class Sink:
    """Takes a result piece by piece: to standard output at once, to a file when all is there.

    The file is replaced in one step, so that no reader and no crash sees half of it. If an error comes in
    between, or nothing is written, it stays as it was.
    """

    def __init__(self, output: Path | None) -> None:
        """Open a file beside the one that is to be replaced, or standard output."""
        self._file = None if output is None else Path(os.path.realpath(output))
        self._used = False
        if self._file is None:
            self.stream: IO[str] = sys.stdout
            return
        import tempfile  # most results go to standard output

        try:
            handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=f".{self._file.name}.")
        except OSError as error:
            raise self._failed(error) from error
        self._fresh = Path(name)
        self.stream = os.fdopen(handle, "w", encoding="utf-8", newline="")

    def write(self, text: str) -> None:
        """Take a piece of text."""
        self._used = True
        self.stream.write(text)

    def show(self, lines: Iterable["Line"]) -> None:
        """Take lines for people: in colour if they go to a terminal."""
        from tpaudit.showing.terminal import plain, show

        if self._file is None:
            show(lines, self.stream)
        else:
            self.write(plain(lines))

    def __enter__(self) -> Self:
        """Start taking."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Replace the file if all went well."""
        if self._file is None:
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

    def _failed(self, error: OSError) -> UsageError:
        return UsageError(f"{self._file}: {(error.strerror or str(error)).lower()}; the file is as it was")


def tell(messages: Iterable[object]) -> None:
    """Write messages to the error stream, a line each, without anything that a terminal would obey."""
    from tpaudit.showing.figures import visible

    for message in messages:
        sys.stderr.write(visible(str(message)) + "\n")
