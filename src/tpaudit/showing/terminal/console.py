"""The console: colours on a terminal, plain text for programs."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, TypeVar

from tpaudit.showing.terminal.lines import COLUMNS, Line
from tpaudit.showing.text.numbers import visible


def plain(lines: Iterable[Line]) -> str:
    """Return lines as text without any style."""
    return "".join("".join(visible(piece.text) for piece in line).rstrip() + "\n" for line in lines)


def columns(stream: IO[str]) -> int:
    """Return the width of a table in columns: that of the terminal, limited to 60-120; 80 if there is none."""
    if not stream.isatty():
        return COLUMNS
    import shutil

    return max(60, min(120, shutil.get_terminal_size((COLUMNS, 24)).columns))


def show(lines: Iterable[Line], stream: IO[str]) -> None:
    """Write lines, in colour on a terminal."""
    if not stream.isatty():
        stream.write(plain(lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*((visible(piece.text), piece.style) for piece in line)))


_T = TypeVar("_T")


def progress(files: Iterable[_T], total: int) -> Iterator[_T]:
    """Yield the files; for many files on a terminal, with a progress bar on the error stream."""
    shown_from = 50
    if total < shown_from or not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(files, total=total, console=Console(stderr=True), transient=True, description="Scoring")


@contextmanager
def counting(most: int) -> Iterator[Callable[[int, str], None]]:
    """Yield what says how far something is: how many of at most so many are done, and what comes next.

    On the error stream, and only where that is a terminal; nothing of it stays there.
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=most)
        yield lambda done, following: bar.update(
            task, completed=done, description=visible(following), refresh=True
        )
