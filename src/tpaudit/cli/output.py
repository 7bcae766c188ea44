"""Where results and messages go: standard output, the error stream, a file written whole or not at all."""

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, Final, Self, TypedDict

from tpaudit.cli.writing import Draft, explained, reason
from tpaudit.documents.worded import Worded
from tpaudit.errors import TpauditError, UsageError

if TYPE_CHECKING:
    from tpaudit.showing.terminal.lines import Line


class ReaderLeftError(TpauditError):
    """Whoever read the output has seen enough, as `head` does."""


class _Opening(TypedDict):
    encoding: str
    errors: str
    newline: str


_AS_WRITTEN: Final[_Opening] = {"encoding": "utf-8", "errors": "backslashreplace", "newline": ""}
"""How results are encoded: a name of a file that is not UTF-8 is written as escapes."""
_STREAMS: Final = re.compile(r"/dev|/proc/\d+(/task/\d+)?/fd")
"""Folders whose entries are open streams, whatever file they lead to."""


class Sink:
    """Takes a result piece by piece: to standard output at once, to a file when all is there.

    The file is replaced in one step, so that no reader and no crash sees half of it. If an error comes in
    between, or nothing is written, it stays as it was.
    """

    def __init__(self, output: Path | None, inputs: Sequence[str] = ()) -> None:
        """Take a file, or None for standard output; and what the command line names as inputs, which stay."""
        self._output, self._inputs = output, inputs
        self._draft: Draft | None = None
        self._within = ExitStack()
        self._used = False
        self.stream: IO[str] = sys.stdout

    def __enter__(self) -> Self:
        """Open a file beside the one that is to be replaced; or standard output, a pipe or a device itself."""
        if self._output is None:
            return self
        file = aimed(self._output, self._inputs)
        with explained(self._output):
            if file is None:
                # Behind what is there: standard output may be a file that somebody else adds to.
                self.stream = self._output.open("a", **_AS_WRITTEN)
            else:
                self._draft = self._within.enter_context(Draft(file))
                self.stream = io.TextIOWrapper(self._draft.stream, **_AS_WRITTEN)
        return self

    def write(self, text: str) -> None:
        """Take a piece of text; raises ReaderLeftError if nobody reads any more, UsageError if nothing fits."""
        self._used = True
        with self._delivering():
            self.stream.write(text)

    def write_all(self, texts: Iterable[str]) -> None:
        """Take pieces of text one after the other, as `write` does."""
        for text in texts:
            self.write(text)

    def write_bytes(self, data: bytes) -> None:
        """Take what is no text, such as a workbook; raises UsageError as `write` does."""
        self._used = True
        with self._delivering():
            self.stream.flush()
            buffer: BinaryIO = self.stream.buffer  # type: ignore[attr-defined]  # every stream of ours has one
            buffer.write(data)

    def show(self, lines: Iterable["Line"]) -> None:
        """Take lines for people: in colour if they go to a terminal."""
        from tpaudit.showing.terminal.console import plain, show

        if self._draft is None:
            with self._delivering():
                show(lines, self.stream)
        else:
            self.write(plain(lines))

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Replace the file if all went well."""
        if self._draft is None:
            with self._delivering():
                if self._output is None:
                    self.stream.flush()
                else:
                    self.stream.close()
            return
        with self._within, self._delivering():
            if kind is None and self._used:
                self.stream.flush()
                self._draft.finish()
                self._draft.replace()

    @contextmanager
    def _delivering(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if self._draft is None or isinstance(error, BrokenPipeError):
                raise undelivered(error) from error
            msg = Worded(
                "{target}: {reason}; the file is as it was", target=self._draft.target, reason=reason(error)
            )
            raise UsageError(msg) from error


def aimed(output: Path, inputs: Sequence[str]) -> Path | None:
    """Return the file that an output replaces, links followed; None for a pipe, a device or an open stream.

    Raises UsageError if something would be lost.
    """
    from tpaudit.reading.inputs import refuse_input

    folder, file = os.path.realpath(output.parent), Path(os.path.realpath(output))
    with explained(output):
        if _STREAMS.fullmatch(folder) or (file.exists() and not file.is_file()):
            return None
    refuse_input(output, inputs)
    return file


def refuse_twins(outputs: Iterable[Path], inputs: Sequence[str]) -> None:
    """Raise UsageError if one of several outputs cannot be written, or two of them are the same file."""
    met: dict[str, Path] = {}
    for output in outputs:
        file = aimed(output, inputs)
        if file is None:
            continue
        Draft(file)
        other = met.setdefault(os.fspath(file).casefold(), output)  # some file systems know no capitals
        if other is not output:
            msg = Worded(
                "the outputs {other} and {output} are the same file; nothing is written; expected a file for each",
                other=other,
                output=output,
            )
            raise UsageError(msg)


def undelivered(error: OSError) -> TpauditError:
    """Return the error of a result that does not get to where it goes."""
    if isinstance(error, BrokenPipeError):
        return ReaderLeftError()
    return UsageError(
        Worded(
            "the output cannot be written: {reason}; expected somewhere to write it to", reason=reason(error)
        )
    )


def report(*messages: object, language: str) -> None:
    """Write messages to the error stream, a line each, without anything that a terminal would obey."""
    from tpaudit.showing.terminal.problems import message_lines
    from tpaudit.showing.text.numbers import visible

    for message in messages:
        for line in message_lines(message, language):
            sys.stderr.write(visible(line) + "\n")
