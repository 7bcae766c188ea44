"""The program as its users run it, without the second that a process of its own takes to start."""

import io
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from typing import Final

import pytest

from tpaudit.cli.main import main

Done = CompletedProcess[str]
LISTENED: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(*words: str, cwd: Path, env: Mapping[str, str] | None = None, together: bool = False) -> Done:
    """Run the program's own `main` in a folder; the environment is that of the tests and what is given.

    Where the streams come `together`, all stands on standard output in the order of its writing. A signal, a
    terminal, a stream that is full or closed, a limit, and several jobs need a process instead.
    """
    results = io.BytesIO()
    messages = results if together else io.BytesIO()
    with ExitStack() as within:
        within.enter_context(chdir(cwd))
        within.enter_context(_environment(env or {}))
        within.enter_context(_signals())
        within.enter_context(_streams(results, messages))
        code = _code(words)
        said = "" if together else _text(messages)
        return Done(["tpaudit", *words], code, _text(results), said)


def _code(words: tuple[str, ...]) -> int:
    before, sys.argv = sys.argv, ["tpaudit", *words]
    try:
        with pytest.raises(SystemExit) as ended:
            main()
    finally:
        sys.argv = before
    assert isinstance(ended.value.code, int)
    return ended.value.code


def _text(stream: io.BytesIO) -> str:
    return stream.getvalue().decode("utf-8", "surrogateescape")


@contextmanager
def _environment(more: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(more)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in LISTENED}
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action)


@contextmanager
def _streams(results: io.BytesIO, messages: io.BytesIO) -> Iterator[None]:
    """Stand in for the standard streams, those that Python keeps aside too: no terminal is found there."""
    before = (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__)
    _set_streams(_stream(results), _stream(messages))
    try:
        yield
    finally:
        sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__ = before  # type: ignore[misc]


def _set_streams(results: io.TextIOWrapper, messages: io.TextIOWrapper) -> None:
    sys.stdout = sys.__stdout__ = results  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = messages  # type: ignore[misc]


def _stream(taken: io.BytesIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(taken, encoding="utf-8", write_through=True)
