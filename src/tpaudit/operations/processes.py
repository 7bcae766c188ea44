"""Several processes: audits judged side by side on one machine, in the order of their files."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from tpaudit.errors import UsageError
from tpaudit.operations.judged import Judged, ScoreRequest, judge_file
from tpaudit.reading.workspace.workspace import Workspaces


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
        with _unsignalled():  # a signal while processes are made would be lost, or leave locks held
            results = pool.map(_judge_here, files, chunksize=max(1, min(32, len(files) // (jobs * 4))))
        yield from results
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


def _judge_here(file: str) -> Judged:
    return _here[0](file)
