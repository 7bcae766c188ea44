"""Comparing: why scores differ between two audits, or one at two times."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from typing import NamedTuple

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.judging.compare.attribution import split
from tpaudit.operations.asked.given import StrPath
from tpaudit.operations.past.baselines import side
from tpaudit.results.comparison import Comparison
from tpaudit.results.scorecard import Scorecard


class Compared(NamedTuple):
    """What came of comparing two audits."""

    comparison: Comparison
    before: Scorecard
    after: Scorecard
    language: str
    """The language of the later audit's workspace."""


def compare(old: StrPath, new: StrPath, *, languages: Sequence[str] = ()) -> Compared:
    """Return why the scores of two audits differ.

    Each is an audit's file or `REF:path`, as git names a file of a commit; the earlier may be a scorecard's
    JSON. `languages` are tried in turn for every text. Raises InputError or UsageError for an audit that
    does not load, BaselineError for a commit or scorecard that cannot be had.
    """
    with ExitStack() as within:
        before, after = (side(os.fspath(name), within, tuple(languages)) for name in (old, new))
    if after.audit is None:
        msg = Worded(
            "{new}: a scorecard has no questions to put to the old answers; expected an audit, or REF:path",
            new=new,
        )
        raise UsageError(msg)
    comparison = split(before.card, after.audit, after.card)
    return Compared(
        comparison=comparison,
        before=before.card,
        after=after.card,
        language=after.audit.workspace.language,
    )
