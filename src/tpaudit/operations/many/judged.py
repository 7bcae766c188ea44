"""One audit of many: what is asked of it, and what comes of it."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tpaudit.documents.text import say
from tpaudit.documents.worded import Worded
from tpaudit.errors import Problem, UsageError
from tpaudit.judging.scoring.breakdown import tells_apart
from tpaudit.operations.audits.score import score
from tpaudit.reading.audit.load import examine
from tpaudit.reading.workspace.workspace import Workspaces

if TYPE_CHECKING:
    from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
    from tpaudit.operations.many.cache import Codec
    from tpaudit.results.grouping import By
    from tpaudit.results.scorecard import Scorecard


class ScoreRequest(NamedTuple):
    """What is asked of every audit."""

    keep: Callable[["Scorecard"], object] | None = None
    """Makes of a scorecard what is kept of it; a function of a module, since other processes call it as well."""
    extract: "Callable[[LoadedAudit, Scorecard, Sequence[str]], object] | None" = None
    """Makes of an audit, its scorecard and the languages asked for what is kept, instead of `keep`."""
    make: "Callable[[LoadedAudit, Sequence[str]], object] | None" = None
    """Makes of an audit and the languages what is kept, with scorecards of its own; the rest is about others."""
    whole: bool = False
    """Whether the journey is judged as a whole, too."""
    detailed: bool = True
    """Whether observations, claims, what scores rest on, and chance are wanted; a line for each audit does without."""
    claims: bool = True
    """Whether of these all but the observations are wanted; extracts do without."""
    languages: tuple[str, ...] = ()
    persona: str | None = None
    by: "By | None" = None
    told_apart: bool = False
    """Whether an audit that says nothing of the cut is refused; of many, each is cut by what it says."""
    as_of: str | None = None
    codec: "Codec | None" = None
    """How what is kept of a scorecard is kept from one run to the next; None if it is not."""

    def __str__(self) -> str:
        """Return all that decides what comes of an audit, besides the audit."""
        name = self.codec.name if self.codec else ""
        asked = (
            name,
            self.whole,
            self.detailed,
            self.claims,
            self.languages,
            self.persona,
            self.by,
            self.told_apart,
            self.as_of,
        )
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
    persona: str = ""
    """The name of the persona that was asked for."""


def judge_file(file: str, *, request: ScoreRequest, workspaces: Workspaces) -> Judged:
    """Return what comes of one audit."""
    try:
        audit, problems = examine(file, as_of=request.as_of, workspaces=workspaces)
        if audit is None:
            return Judged(None, problems)
        kept = _kept(request, audit)
    except UsageError as error:
        return Judged(None, (), error.message)
    settings = audit.workspace
    limits = (settings.bands.fair, settings.bands.strong)
    language = (*request.languages, settings.language)[0]
    follows, persona = audit.audit.audit.follows, audit.audit.personas.get(request.persona or "")
    return Judged(
        kept=kept,
        problems=problems,
        limits=limits,
        language=language,
        file=file,
        follows=follows and os.path.join(os.path.dirname(file), follows),
        persona=say(persona.name, [*request.languages, settings.language]) if persona else "",
    )


def _kept(request: ScoreRequest, audit: "LoadedAudit") -> object:
    if request.make is not None:
        return request.make(audit, request.languages)
    card = score(
        audit,
        persona=request.persona,
        by=request.by,
        languages=request.languages,
        whole=request.whole,
        detailed=request.detailed,
        claims=request.claims,
    )
    if request.by and request.told_apart:
        links = card.touchpoints.keys() | card.handovers.keys()
        _refuse_vain_cut(request.by, [touch for touch in audit.touches if touch.id in links])
    if request.extract is not None:
        return request.extract(audit, card, request.languages)
    return card if request.keep is None else request.keep(card)


def _refuse_vain_cut(by: "By", touches: "Sequence[AuditedTouchpoint]") -> None:
    """Raise UsageError for a cut by which nothing can be told apart."""
    if not tells_apart(by, touches):
        msg = Worded("--by {by} would change nothing: the audit says no {by}; expected another cut", by=by)
        raise UsageError(msg)
