"""The tables of what was observed: items, observations, findings and visits."""

from typing import Final

from tpaudit.results.scorecard import ItemScore
from tpaudit.results.visits import FindingShown
from tpaudit.showing.export.columns import CellValue, Column, DataTable, as_date, column, day_columns
from tpaudit.showing.export.rows import (
    ItemRow,
    ObservationRow,
    finding_rows,
    item_rows_of,
    observation_rows,
    visit_rows,
)
from tpaudit.showing.export.scores import audit_keys, chance_columns, place_in_file, touchpoint_keys
from tpaudit.showing.text.results.scorecard import failed_words


def _item_keys(path: str) -> tuple[Column, ...]:
    return (
        *touchpoint_keys(f"{path}touchpoint."),
        column("section", "text", "The id of the checklist.", lambda row: _address(row).partition(".")[0]),
        column("item", "text", "The item, as `checklist.item`.", _address),
    )


def _address(row: ItemRow | ObservationRow) -> str:
    return row.address if isinstance(row, ItemRow) else row.item.address


def _seen_by(path: str) -> tuple[Column, ...]:
    """Return who observed, when, where and how; `path` leads to what says it."""
    return (
        *day_columns(f"{path}on", "it"),
        column("observer", "text", "Who observed; not for a client.", f"{path}by"),
        column("method", "word", "By which method.", f"{path}method"),
        column("place", "text", "The id of the place.", f"{path}place"),
        column("visit", "text", "The visit that it comes from; not for a client.", f"{path}visit"),
    )


def _shortfall(row: ItemRow) -> CellValue:
    return failed_words(row.item.shortfall, row.touchpoint.audit.settings.say) or None


def _effort_seconds(finding: FindingShown) -> float | None:
    return float(finding.effort) if isinstance(finding.effort, int | float) else None


def _effort_word(finding: FindingShown) -> str | None:
    return finding.effort if isinstance(finding.effort, str) else None


def _counting(item: ItemScore) -> int:
    return sum(seen.counts for seen in item.observations)


def _nps(name: str) -> Column:
    meaning = f"How many of these answers are {name}."
    return column(f"nps_{name}", "whole", meaning, lambda row: getattr(row.item.nps, name, None))


ITEMS: Final = DataTable(
    name="items",
    meaning="One row an item at a touchpoint, open ones too.",
    sources=item_rows_of,
    columns=(
        *_item_keys(""),
        column("question", "text", "The question.", "item.ask"),
        column("state", "word", "`scored`, `n/a`, `open` or `recorded`.", "item.state"),
        column("score", "number", "0-100; empty unless scored.", "item.score"),
        *chance_columns("item."),
        column("weight", "number", "How much it counts within its touchpoint.", "item.weight"),
        column("lost", "number", "The points that it costs the journey.", "item.lost"),
        column("must", "flag", "It is a must-be item.", "item.must"),
        column("wow", "flag", "It is a delighter, outside the score.", "item.wow"),
        column("stale", "flag", "Its newest observation is too old.", "item.stale"),
        column("waived", "flag", "Somebody accepts its fault for now.", "item.waived"),
        column("standard", "flag", "It is measured by the company's own curve.", "item.standard"),
        column("breaks", "flag", "It breaks its touchpoint.", lambda row: row.fault is not None),
        column(
            "failing",
            "whole",
            "How many answers break the touchpoint; 0 where it does not.",
            lambda row: row.fault.failing if row.fault else 0,
        ),
        column("observations", "whole", "How many observations count.", lambda row: _counting(row.item)),
        column(
            "shortfall",
            "text",
            "What falls short, in words; empty where nothing does, or nobody has words for it.",
            _shortfall,
        ),
        column("strength", "text", "What is good, in words.", "item.strength"),
        column(
            "tags",
            "text",
            "The tags of the question, with spaces between.",
            lambda row: " ".join(row.item.tags) or None,
        ),
        column(
            "nps_score",
            "number",
            "The net promoter score, −100 to 100.",
            lambda row: row.item.nps.score if row.item.nps else None,
        ),
        _nps("promoters"),
        _nps("passives"),
        _nps("detractors"),
        *place_in_file("item."),
    ),
)
OBSERVATIONS: Final = DataTable(
    name="observations",
    meaning="One row an observation, those that do not count too.",
    sources=observation_rows,
    columns=(
        *_item_keys("item."),
        column("observation_no", "whole", "Its number at this item, from 1.", "number"),
        column("answer", "text", "As it was written.", "seen.answer"),
        column("label", "text", "The answer to a choice as the checklist writes it.", "seen.label"),
        column(
            "score",
            "number",
            "What it scores by itself, 0-100; empty for n/a and for what is only recorded.",
            "seen.score",
        ),
        column("counts", "flag", "It takes part in the item's score.", "seen.counts"),
        column("past", "flag", "It is before the audit's `since`: shown, not scored.", "seen.past"),
        column(
            "benchmark", "flag", "It is of a place that stands beside: shown, not scored.", "seen.benchmark"
        ),
        column(
            "disputed",
            "word",
            "`open`, `upheld` or `voided` where somebody does not accept it.",
            lambda row: row.seen.disputed.decision if row.seen.disputed else None,
        ),
        column("answers", "whole", "How many answers it is the mean of; empty for one.", "seen.of"),
        *_seen_by("seen."),
        column("persona", "text", "In whose shoes, by the persona's id.", "seen.persona"),
        column("felt", "word", "How it felt.", "seen.felt"),
        column("note", "text", "What happened.", "seen.note"),
        column("internal", "text", "A note that is not for the client.", "seen.internal"),
        column(
            "evidence", "whole", "How many pieces of evidence back it.", lambda row: len(row.seen.evidence)
        ),
        *place_in_file("seen."),
    ),
)
FINDING_TABLE: Final = DataTable(
    name="findings",
    meaning="One row a finding, resolved ones too.",
    sources=finding_rows,
    columns=(
        *touchpoint_keys("touchpoint."),
        column("finding", "text", "The id of the finding.", "id"),
        column("kind", "word", "`problem`, `remark`, `idea` or `praise`.", "finding.kind"),
        column("says", "text", "What was found.", "finding.says"),
        column("severity", "word", "`cosmetic`, `minor`, `major` or `critical`.", "finding.severity"),
        column("fix", "text", "What to do about it.", "finding.fix"),
        column(
            "effort",
            "word",
            "What the fix takes, if it is `low`, `medium` or `high`.",
            lambda row: _effort_word(row.finding),
        ),
        column(
            "effort_seconds",
            "number",
            "What the fix takes, if it is a time; a day is 24 hours.",
            lambda row: _effort_seconds(row.finding),
        ),
        column("quote", "text", "The customer's own words.", "finding.quote"),
        column("felt", "word", "How it felt.", "finding.felt"),
        column("note", "text", "More about it.", "finding.note"),
        column("internal", "text", "A note that is not for the client.", "finding.internal"),
        *_seen_by("finding."),
        column(
            "evidence", "whole", "How many pieces of evidence back it.", lambda row: len(row.finding.evidence)
        ),
        column(
            "resolved", "day", "The day on which it was fixed.", lambda row: as_date(row.finding.resolved)
        ),
        column("resolved_by", "text", "Who fixed it; not for a client.", "finding.resolved_by"),
        *place_in_file("finding."),
    ),
)
VISIT_TABLE: Final = DataTable(
    name="visits",
    meaning="One row a visit.",
    sources=visit_rows,
    columns=(
        *audit_keys("audit."),
        column("visit", "text", "The visit's file without the ending; for a client a number.", "id"),
        *day_columns("visit.on", "it"),
        column("observer", "text", "Who walked; not for a client.", "visit.by"),
        column("method", "word", "By which method.", "visit.method"),
        column("place", "text", "The id of the place.", "visit.place"),
        column("persona", "text", "In whose shoes, by the persona's id.", "visit.persona"),
        column("scenario", "text", "What the walker set out to do.", "visit.scenario"),
        column(
            "outcome",
            "text",
            "How it ended: `done`, `gave-up`, `would-return`, `would-recommend`, with spaces between.",
            lambda row: " ".join(row.visit.outcome) or None,
        ),
        column("felt", "word", "How the whole visit felt.", "visit.felt"),
        column("past", "flag", "It was before the audit's `since`: shown, not scored.", "visit.past"),
        column("note", "text", "What the walker says of the visit.", "visit.note"),
        column("internal", "text", "A note that is not for the client.", "visit.internal"),
        column("file", "text", "The file of the visit.", lambda row: row.visit.file or None),
    ),
)
