"""Scoring many audits, one after the other or in several processes: load, score, and keep what is wanted."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tpaudit.errors import Problem, UsageError
from tpaudit.operations.reporting import Report, unreported
from tpaudit.operations.score import score
from tpaudit.reading.audit.load import examine
from tpaudit.reading.files.find import audits, no_audits
from tpaudit.reading.workspace.workspace import Workspaces

if TYPE_CHECKING:
    from tpaudit.documents.joined import LoadedAudit
    from tpaudit.operations.cache import Codec
    from tpaudit.results.grouping import By
    from tpaudit.results.scorecard import Scorecard


MANY: Final = 20
"""From so many audits on it is worth starting other processes, and looking for what is known."""


class ScoreRequest(NamedTuple):
    """What is asked of every audit."""

    keep: Callable[["Scorecard"], object] | None = None
    """Makes of a scorecard what is kept of it; a function of a module, since other processes call it as well."""
    extract: "Callable[[LoadedAudit, Scorecard, Sequence[str]], object] | None" = None
    """Makes of an audit, its scorecard and the languages asked for what is kept, instead of `keep`."""
    whole: bool = False
    """Whether the journey is judged as a whole, too."""
    detailed: bool = True
    """Whether observations, claims, what scores rest on, and chance are wanted; a line for each audit does without."""
    languages: tuple[str, ...] = ()
    persona: str | None = None
    by: "By | None" = None
    as_of: str | None = None
    codec: "Codec | None" = None
    """How what is kept of a scorecard is kept from one run to the next; None if it is not."""

    def __str__(self) -> str:
        """Return all that decides what comes of an audit, besides the audit."""
        name = self.codec.name if self.codec else ""
        asked = (name, self.whole, self.detailed, self.languages, self.persona, self.by, self.as_of)
        return repr(asked)


class Engine(NamedTuple):
    """By what audits are judged; the results are the same."""

    jobs: int | None = None
    """In so many processes; None for one, or from 20 audits on one for each processor."""
    scheduler: str | None = None
    """The address of a Dask scheduler, whose workers judge; empty for workers of its own on this machine."""


class Judged(NamedTuple):
    """What came of one audit: what is kept of its scorecard (None where it could not be judged) and its problems."""

    kept: Any
    problems: Sequence[Problem]
    error: str = ""
    limits: tuple[float, ...] = ()
    """From which scores on it is fair and strong."""
    language: str = "en"
    file: str = ""
    follows: str | None = None
    """The file of the audit that it follows."""


class Batch(NamedTuple):
    """What comes of some audits."""

    results: Iterator[Judged]
    """In the order of the files; each is made when it is asked for, so that only a few are in memory at a time."""
    total: int
    whole: bool
    """Whether everything could be read that had to be looked at."""


def score_files(
    paths: Sequence[str], request: ScoreRequest, engine: Engine | None = None, report: Report = unreported
) -> Batch:
    """Score audits and all audits in folders; raises UsageError if there is none, or the engine cannot be used.

    Where the request has a codec, what has not
    changed since an earlier run is not judged again; of that no warnings are known.
    """
    engine = engine or Engine()
    found = audits(paths)
    for passed in found.passed:
        report(passed)
    if not found.files:
        raise no_audits(paths)
    if request.codec is not None and len(found.files) >= MANY:
        results = _judge_changed(found.files, request, engine)
    else:
        results = judge_all(found.files, request, engine)
    return Batch(results=results, total=len(found.files), whole=found.whole)


def _judge_changed(files: Sequence[str], request: ScoreRequest, engine: Engine) -> Iterator[Judged]:
    """Yield what comes of each audit; what an earlier run has judged, from the same bytes, is taken from there."""
    from tpaudit.operations.cache import Cache, cache_file
    from tpaudit.operations.fingerprints import Fingerprints

    assert request.codec is not None
    fingerprints = Fingerprints(str(request), Workspaces())
    cache = Cache(
        cache_file(os.path.commonpath([os.path.abspath(file) for file in files]), request.codec.name)
    )
    marks = {file: fingerprints.of(file) for file in files}
    known = {
        file: result
        for file, mark in marks.items()
        if mark is not None and (result := _known(cache.get(file, mark), file, request.codec)) is not None
    }
    fresh = judge_all([file for file in files if file not in known], request, engine)
    for file in files:
        result = known.pop(file, None)
        if result is None:
            result, mark = next(fresh), marks[file]
            if mark is not None and result.kept is not None and mark == fingerprints.of(file):
                cache.put(file, mark, _encoded(result, request.codec))
        yield result
    cache.save()


def _encoded(result: Judged, codec: "Codec") -> list[Any]:
    return [codec.encode(result.kept), result.limits, result.language, result.follows]


def _known(kept: Any, file: str, codec: "Codec") -> Judged | None:
    """Return what was kept of an audit; None if nothing is, or it does not fit."""
    try:
        encoded, limits, language, follows = kept
        return Judged(
            kept=codec.decode(encoded),
            problems=(),
            limits=tuple(limits),
            language=language,
            file=file,
            follows=follows,
        )
    except (TypeError, ValueError):
        return None


def judge_all(files: Sequence[str], request: ScoreRequest, engine: Engine) -> Iterator[Judged]:
    """Yield what comes of each audit in the order of the files; only a few are in memory at a time."""
    if engine.scheduler is not None and files:
        from tpaudit.operations.cluster import judge_on_cluster

        yield from judge_on_cluster(files, request, engine.scheduler)
        return
    jobs = engine.jobs or (_processors() if len(files) >= MANY else 1)
    judge = partial(judge_file, request=request, workspaces=Workspaces())
    if jobs <= 1 or len(files) <= 1:
        yield from map(judge, files)
        return
    yield from _judge_apart(files, request, jobs)


def _processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # Linux; elsewhere all of them
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _judge_apart(files: Sequence[str], request: ScoreRequest, jobs: int) -> Iterator[Judged]:
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


def judge_file(file: str, *, request: ScoreRequest, workspaces: Workspaces) -> Judged:
    """Return what comes of one audit."""
    try:
        audit, problems = examine(file, as_of=request.as_of, workspaces=workspaces)
        if audit is None:
            return Judged(None, problems)
        card = score(
            audit,
            persona=request.persona,
            by=request.by,
            languages=request.languages,
            whole=request.whole,
            detailed=request.detailed,
        )
    except UsageError as error:
        return Judged(None, (), str(error))
    settings = audit.workspace
    limits = (settings.bands.fair, settings.bands.strong)
    language = (*request.languages, settings.language)[0]
    follows = audit.audit.audit.follows
    return Judged(
        kept=_kept(request, audit, card),
        problems=problems,
        limits=limits,
        language=language,
        file=file,
        follows=follows and os.path.join(os.path.dirname(file), follows),
    )


def _kept(request: ScoreRequest, audit: "LoadedAudit", card: "Scorecard") -> object:
    if request.extract is not None:
        return request.extract(audit, card, request.languages)
    return card if request.keep is None else request.keep(card)
