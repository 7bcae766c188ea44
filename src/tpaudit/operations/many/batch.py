"""Scoring many audits: what has changed since the last run is judged, one after the other or side by side."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from tpaudit.operations.asked.reporting import Report, unreported
from tpaudit.operations.many.judged import Engine, Judged, ScoreRequest, judge_file
from tpaudit.reading.files.find import audits, no_audits
from tpaudit.reading.workspace.workspace import Workspaces

if TYPE_CHECKING:
    from tpaudit.operations.many.cache import Cache, Codec
    from tpaudit.operations.many.fingerprints import Fingerprints

MANY: Final = 20
"""From so many audits on it is worth starting other processes, and looking for what is known."""


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

    Where the request has a codec, what has not changed since an earlier run is not judged again; of that no warnings
    are known.
    """
    engine = engine or Engine()
    workspaces = Workspaces()
    fingerprints = _fingerprints(request, workspaces)
    found = audits(paths, fingerprints.look) if fingerprints else audits(paths)
    for passed in found.passed:
        report(passed)
    if not found.files:
        raise no_audits(paths)
    if fingerprints is not None and len(found.files) >= MANY:
        results = _judge_changed(found.files, request, engine, workspaces, fingerprints)
    else:
        results = judge_all(found.files, request, engine)
    return Batch(results=results, total=len(found.files), whole=found.whole)


def _fingerprints(request: ScoreRequest, workspaces: Workspaces) -> "Fingerprints | None":
    if request.codec is None:
        return None
    from tpaudit.operations.many.fingerprints import Fingerprints

    return Fingerprints(str(request), workspaces)


def _judge_changed(
    files: Sequence[str],
    request: ScoreRequest,
    engine: Engine,
    workspaces: Workspaces,
    fingerprints: "Fingerprints",
) -> Iterator[Judged]:
    """Yield what comes of each audit; what an earlier run has judged, from the same bytes, is taken from there."""
    from tpaudit.operations.many.cache import Cache, cache_file

    codec = request.codec
    assert codec is not None
    folder = os.path.commonpath({os.path.abspath(os.path.dirname(file)) for file in files})
    with closing(Cache(cache_file(folder, codec.name))) as cache:
        marks = {file: fingerprints.of(file) for file in files}
        known = {file: mark for file, mark in marks.items() if mark is not None and cache.has(mark)}
        fresh = judge_all([file for file in files if file not in known], request, engine)
        for file, mark in marks.items():
            kept = _known(cache, known[file], file, codec) if file in known else None
            if kept is not None:
                yield kept
                continue
            # One that is known all the same is damaged, or was kept by a program that kept something else.
            result = (
                judge_file(file, request=request, workspaces=workspaces) if file in known else next(fresh)
            )
            if mark is not None and mark == fingerprints.of(file, again=True):
                _keep(cache, mark, result, codec)
            yield result
        cache.save()


def _keep(cache: "Cache", mark: bytes, result: Judged, codec: "Codec") -> None:
    if result.kept is not None:
        with suppress(ValueError):
            encoded = codec.encode(result.kept)
            kept = [encoded, result.limits, result.language, result.follows, result.persona]
            cache.put(result.file, mark, kept)


def _known(cache: "Cache", mark: bytes, file: str, codec: "Codec") -> Judged | None:
    """Return what was kept of an audit; None if nothing is, or it does not fit."""
    try:
        encoded, limits, language, follows, persona = cache.get(mark)
        return Judged(
            kept=codec.decode(encoded),
            problems=(),
            limits=tuple(limits),
            language=language,
            file=file,
            follows=follows,
            persona=persona,
        )
    except (TypeError, ValueError):
        return None


def judge_all(files: Sequence[str], request: ScoreRequest, engine: Engine) -> Iterator[Judged]:
    """Yield what comes of each audit in the order of the files; only a few are in memory at a time."""
    if engine.scheduler is not None and files:
        from tpaudit.operations.many.cluster import judge_on_cluster

        yield from judge_on_cluster(files, request, engine.scheduler)
        return
    from tpaudit.operations.many.processes import judge_apart, processors

    jobs = engine.jobs or (processors() if len(files) >= MANY else 1)
    judge = partial(judge_file, request=request, workspaces=Workspaces())
    if jobs <= 1 or len(files) <= 1:
        yield from map(judge, files)
        return
    yield from judge_apart(files, request, jobs)
