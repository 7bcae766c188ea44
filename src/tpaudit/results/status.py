"""A workspace's status: its audits, what is open and wrong in them, and what to do next."""

from tpaudit.results.computed import Computed, record
from tpaudit.results.standing import Standing
from tpaudit.results.visits import OpenQuestions


@record
class AuditStatus(Computed):
    """One audit of a workspace; without a standing where it cannot be judged."""

    file: str
    """The file, by its path."""
    name: str
    """The company, or the audit's id where it names none."""
    date: str | None
    """The day of the audit."""
    standing: Standing | None
    """Its score, coverage and weakest link; null where the audit has errors."""
    broken: int
    """How many touchpoints and handovers are broken."""
    visits: int
    """How many visits gave something."""
    open: OpenQuestions | None
    """What nobody has answered."""
    by_owner: list[OpenQuestions]
    """The same by who answers for the touchpoints in the company; a null name for those of nobody."""
    by_place: list[OpenQuestions]
    """What was not answered at each place, by the place's name."""
    errors: int
    """How many problems keep it from being judged."""
    warnings: int
    """How many problems do not."""


@record
class NextStep(Computed):
    """What to do next in a workspace."""

    why: str
    """Why: an English phrase."""
    command: list[str]
    """The command, word by word."""


@record
class WorkspaceStatus(Computed):
    """What is there, and what to do next."""

    folder: str
    """The workspace's folder, by its path."""
    audits: list[AuditStatus]
    """The newest wave of each audit, in the order of the files."""
    earlier: list[str]
    """The files of earlier waves."""
    checklists: int
    """How many checklists it has of its own."""
    next: NextStep
    """The next step, by the audit that needs it most."""
