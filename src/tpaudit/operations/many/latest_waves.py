"""Latest waves: of audits that follow each other one line, with what changed since the wave before."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from tpaudit.operations.many.judged import Judged
from tpaudit.reading.files.disk import RealPaths
from tpaudit.showing.terminal.chains.summary import Summary


def latest_waves(audits: Sequence[Judged]) -> list[Summary]:
    """Return a line for each chain of audits: of its newest wave that has a score, if one has.

    What is kept of each audit is its line. An audit that none of the others follows is the end of a chain; two that
    follow the same one are the ends of two.
    """
    real = RealPaths()
    lines = {real.of(audit.file): audit.kept for audit in audits}
    before = {real.of(audit.file): real.of(audit.follows) for audit in audits if audit.follows}
    return [_latest([lines[file] for file in chain]) for chain in _chains([*lines], before)]


def _chains(files: Sequence[str], before: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield each chain with its newest file first; of files that follow each other in a circle each alone."""
    followed, known = {*before.values()}, {*files}
    reached: set[str] = set()
    for end in files:
        if end not in followed:
            chain = _back_from(end, known, before)
            reached.update(chain)
            yield chain
    yield from ([file] for file in files if file not in reached)


def _back_from(end: str, known: Collection[str], before: Mapping[str, str]) -> list[str]:
    """Return a file, the one before it and so on, as far as they are known; a circle is gone through once."""
    chain, passed = [end], {end}
    while (earlier := before.get(chain[-1])) in known and earlier is not None and earlier not in passed:
        chain.append(earlier)
        passed.add(earlier)
    return chain


def _latest(chain: Sequence[Summary]) -> Summary:
    """Return the newest line with a score, and how far that lies from the one before."""
    scored = [line for line in chain if line.shown is not None]
    newest, *earlier = scored or chain
    old = earlier[0].shown if earlier else None
    if newest.shown is None or old is None:
        return newest
    return newest._replace(change=newest.shown - old)
