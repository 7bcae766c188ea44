"""The standard streams: what cannot be delivered ends in a message and an exit code, never in a traceback."""

import os
import sys
from io import TextIOWrapper
from typing import TextIO

from tpaudit.cli.output import ReaderLeftError, undelivered
from tpaudit.errors import UsageError


class Results(TextIOWrapper):
    """Standard output: raises ReaderLeftError if nobody reads any more, UsageError if nothing fits."""

    def write(self, text: str) -> int:
        """Write a piece of a result."""
        try:
            return super().write(text)
        except OSError as error:
            raise undelivered(error) from error

    def flush(self) -> None:
        """Deliver what was written."""
        try:
            super().flush()
        except OSError as error:
            raise undelivered(error) from error


class Messages(TextIOWrapper):
    """The error stream: what cannot be delivered there is dropped, since there is nowhere to say so."""

    def write(self, text: str) -> int:
        """Write a message."""
        try:
            return super().write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        """Deliver what was written."""
        try:
            super().flush()
        except OSError:
            return


def set_up() -> None:
    """Make the standard streams write UTF-8, line ends as they are; one that was closed takes nothing."""
    sys.stdout = _wrapped(Results, sys.stdout)
    sys.stderr = _wrapped(Messages, sys.stderr)


def _wrapped(kind: type[TextIOWrapper], stream: TextIO | None) -> TextIOWrapper:
    if stream is None:
        return kind(open(os.devnull, "wb"), encoding="utf-8")
    lines = kind is Messages or stream.isatty()
    return kind(
        stream.buffer,
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
        line_buffering=lines,
    )


def abandon(stream: TextIO) -> None:
    """Deliver what a stream still holds; where that fails, say no more, nor let Python at its end."""
    try:
        stream.flush()
    except (ReaderLeftError, UsageError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
