"""Several processes: audits judged side by side on one machine, in the order of their files."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from tpaudit.errors import UsageError
from tpaudit.operations.many.judged import Judged, ScoreRequest, judge_file
from tpaudit.reading.workspace.workspace import Workspaces

if TYPE_CHECKING:
    from concurrent.futures import Future

_TOGETHER: Final = 32
"""So many audits at most are handed over at once."""
_AHEAD: Final = 4
"""So many times that are with each process or done, so that results do not pile up."""


def processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # Linux; elsewhere all of them
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def judge_apart(files: Sequence[str], request: ScoreRequest, jobs: int) -> Iterator[Judged]:
    """Yield the same from several processes; raises UsageError if one of them is killed."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    ways = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in ways else "spawn")
    pool = ProcessPoolExecutor(jobs, context, _start, (request,))
    try:
        sent: deque[Future[list[Judged]]] = deque()
        size = max(1, min(_TOGETHER, len(files) // (jobs * _AHEAD)))
        for start in range(0, len(files), size):
            with _unsignalled():  # a signal while processes are made would be lost, or leave locks held
                sent.append(pool.submit(_judge_here, files[start : start + size]))
            if len(sent) > jobs * _AHEAD:
                yield from sent.popleft().result()
        while sent:
            yield from sent.popleft().result()
    except BrokenProcessPool as error:
        msg = "a process that scored audits was killed, perhaps for lack of memory; expected them to end; use fewer --jobs"
        raise UsageError(msg) from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _unsignalled() -> Iterator[None]:
    """Let signals wait until what is done within is done."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_here: list[Callable[[str], Judged]] = []
"""In a worker: how it judges, with the workspaces that it has met."""


def _start(request: ScoreRequest) -> None:
    """Set a worker up: Ctrl-C is the main process's business, and a worker ends with it."""
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
    Thread(target=_end_with_the_main_process, daemon=True).start()
    _here.append(partial(judge_file, request=request, workspaces=Workspaces()))


def _end_with_the_main_process() -> None:
    """Wait for the main process to end, however it does, and end at once, since nobody takes the results."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _judge_here(files: Sequence[str]) -> list[Judged]:
    return [_here[0](file) for file in files]
