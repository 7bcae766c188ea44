"""The tables of what is done about faults: the actions of an audit, and the steps of its plan."""

from typing import Final

from tpaudit.results.plan import OPEN, Step
from tpaudit.showing.export.columns import CellValue, DataTable, as_date, column
from tpaudit.showing.export.rows import ActionRow, StepRow, action_rows, step_rows
from tpaudit.showing.export.scores import audit_keys
from tpaudit.showing.text.figures.marks import apart
from tpaudit.showing.text.results.scorecard import failed_words
from tpaudit.showing.text.results.steps import fix_words


def _targets(row: ActionRow) -> CellValue:
    return " ".join(target.at for target in row.action.targets) or None


def _seen(row: ActionRow) -> CellValue:
    return as_date(max((target.seen for target in row.action.targets if target.seen), default=None))


def _task(row: StepRow) -> CellValue:
    return row.step.task or fix_words(row.step.fixes[0], row.audit.settings.say)


def _failed(row: StepRow) -> CellValue:
    say = row.audit.settings.say
    found = dict.fromkeys(failed_words(fix.claim, say) for fix in row.step.fixes)
    return apart(found, say.language) or None


def _touchpoints(step: Step) -> CellValue:
    return "; ".join(dict.fromkeys(fix.name for fix in step.fixes))


def _addresses(step: Step) -> CellValue:
    return " ".join(fix.at for fix in step.fixes)


ACTIONS: Final = DataTable(
    name="actions",
    meaning="One row an action of an audit, whatever became of it.",
    sources=action_rows,
    columns=(
        *audit_keys("audit."),
        column("action", "text", "The id of the action.", "id"),
        column("task", "text", "What is to be done.", "action.task"),
        column("targets", "text", "The addresses of what it is to fix, with spaces between.", _targets),
        column("owner", "text", "Who does it.", "action.owner"),
        column("due", "day", "The day by which it is to be done.", lambda row: as_date(row.action.due)),
        column("overdue", "flag", "It is not done, and was due before the day judged for.", "action.overdue"),
        column("effort", "text", "What it takes, as it was written.", "action.effort"),
        column("cost", "number", "What it costs, in the audit's currency.", "action.cost"),
        column("done", "day", "The day on which it was done.", lambda row: as_date(row.action.done)),
        column("state", "word", "`planned`, `doing`, `claimed`, `verified` or `came-back`.", "action.state"),
        column("is_open", "flag", "It is not done.", lambda row: row.action.state in OPEN),
        column("seen", "day", "The newest day after it was done on which somebody looked.", _seen),
    ),
)
PLAN_TABLE: Final = DataTable(
    name="plan",
    meaning="One row a step of the plan.",
    sources=step_rows,
    columns=(
        *audit_keys("audit."),
        column("position", "whole", "Its place in the plan, from 1.", "position"),
        column("task", "text", "What to do.", _task),
        column("failed", "text", "What failed, in words.", _failed),
        column("touchpoints", "text", "The names of the touchpoints.", lambda row: _touchpoints(row.step)),
        column(
            "addresses",
            "text",
            "The addresses of what it fixes, with spaces between.",
            lambda row: _addresses(row.step),
        ),
        column("gain", "number", "The journey points that it wins.", "step.gain"),
        column("hours", "number", "Hours of work.", "step.hours"),
        column("guessed", "flag", "Nobody says all of its effort.", "step.guessed"),
        column("cost", "number", "What it costs, in the audit's currency.", "step.cost"),
        column("broken", "flag", "It fixes something that is broken or missing.", "step.broken"),
        column("severity", "word", "That of the worst finding among what it fixes.", "step.severity"),
        column("owner", "text", "Who does it.", "step.owner"),
        column("due", "day", "The day by which it is to be done.", lambda row: as_date(row.step.due)),
        column("overdue", "flag", "It was due before the day judged for.", "step.overdue"),
        column(
            "state",
            "word",
            "`planned`, `doing`, `claimed` or `came-back`; empty if there is no action.",
            "step.state",
        ),
    ),
)
