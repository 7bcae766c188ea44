"""The tables of scores: audits, touchpoints, sections and places."""

from operator import attrgetter
from typing import Final

from tpaudit.results.basis import Basis, Chance
from tpaudit.showing.export.branched import branch_columns
from tpaudit.showing.export.columns import CellValue, Column, DataTable, Getter, as_date, column, day_columns
from tpaudit.showing.export.rows import (
    AuditRow,
    TouchpointRow,
    audit_rows,
    lines_of_places,
    section_rows,
    touchpoint_rows,
)
from tpaudit.showing.text.figures.marks import apart
from tpaudit.showing.text.results.scorecard import fault_words


def audit_keys(path: str) -> tuple[Column, Column]:
    """Return the two columns that name the audit; `path` leads from a row's source to the audit."""
    return (
        column(
            "audit_no",
            "whole",
            "The number of the audit in this export; by it all tables join.",
            f"{path}settings.number",
        ),
        column("audit", "text", "What the audit is called.", f"{path}results.card.id"),
    )


def touchpoint_keys(path: str) -> tuple[Column, ...]:
    """Return the columns that name a touchpoint; `path` leads from a row's source to the touchpoint."""
    return (
        *audit_keys(f"{path}audit."),
        column("touchpoint", "text", "The id of the touchpoint or handover.", f"{path}id"),
    )


def place_in_file(path: str) -> tuple[Column, Column]:
    """Return the columns that say where something stands; `path` leads to what has a file and a line."""
    return (
        column("file", "text", "The file in which it stands; not for a client.", _or_none(f"{path}file")),
        column("line", "whole", "The line in that file; not for a client.", _or_none(f"{path}line")),
    )


def _or_none(path: str) -> Getter:
    """Return what gets a value, and nothing in the place of an empty one."""
    get = attrgetter(path)
    return lambda row: get(row) or None


def score_columns(path: str, what: str) -> tuple[Column, ...]:
    """Return score, interval, coverage and lost points; `path` leads to what has them."""
    return (
        column(
            "score", "number", f"The score of {what}, 0-100; empty where nothing is scored.", f"{path}score"
        ),
        column("low", "number", "The score if its open questions all fail.", f"{path}low"),
        column("high", "number", "The score if its open questions all pass.", f"{path}high"),
        column("coverage", "share", "How much of it was assessed.", f"{path}coverage"),
    )


def _lost(path: str) -> Column:
    return column("lost", "number", "The points that it costs the journey.", f"{path}lost")


def basis_columns(path: str) -> tuple[Column, ...]:
    """Return what a score rests on; `path` leads to what has it."""
    get = attrgetter(f"{path}rests_on")

    def count(name: str) -> Getter:
        return lambda row: _count(get(row), name)

    return (
        column("observations", "whole", "How many observations count.", count("observations")),
        column("visits", "whole", "How many visits they come from.", count("visits")),
        column(
            "observers", "whole", "How many people made them, of those that are named.", count("observers")
        ),
    )


def _count(basis: Basis | None, name: str) -> int:
    return 0 if basis is None else int(getattr(basis, name))


def chance_columns(path: str) -> tuple[Column, Column]:
    """Return between which scores chance alone would put it; `path` leads to what has it."""
    get = attrgetter(f"{path}chance")

    def end(name: str) -> Getter:
        return lambda row: _end(get(row), name)

    return (
        column(
            "chance_low",
            "number",
            "The lower end of what chance alone does to the score; empty where too little is known.",
            end("low"),
        ),
        column("chance_high", "number", "The upper end of it.", end("high")),
    )


def _end(chance: Chance | None, name: str) -> float | None:
    return None if chance is None else float(getattr(chance, name))


def _asked(row: AuditRow) -> CellValue:
    return " ".join(
        f"{name}@{used.fingerprint}" for name, used in sorted(row.results.card.checklists.items())
    )


def _why_broken(row: TouchpointRow) -> CellValue:
    say = row.audit.settings.say
    return apart((fault_words(fault, say) for fault in row.touch.faults), say.language) or None


AUDITS: Final = DataTable(
    name="audits",
    meaning="One row an audit.",
    sources=audit_rows,
    columns=(
        *audit_keys(""),
        column("file", "text", "The audit's file; not for a client.", _or_none("results.card.file")),
        column("company", "text", "The company's name.", "results.card.company"),
        *day_columns("results.card.date", "the audit")[:1],
        column(
            "as_of",
            "day",
            "The day for which staleness and waivers are judged.",
            lambda row: as_date(row.results.card.as_of),
        ),
        *score_columns("results.card.", "the journey"),
        *chance_columns("results.card."),
        column(
            "band",
            "word",
            "`strong`, `fair` or `weak`; empty where too little is known.",
            "results.card.band",
        ),
        column(
            "provisional",
            "flag",
            "The open questions could move it to another band.",
            "results.card.provisional",
        ),
        column("enough", "flag", "Enough was assessed for a verdict.", "results.card.enough"),
        column("weakest", "text", "The id of the weakest link.", "results.card.weakest"),
        column("bottleneck", "text", "The id of the bottleneck.", "results.card.bottleneck"),
        column(
            "touchpoints",
            "whole",
            "How many touchpoints and handovers it has.",
            lambda row: len(row.results.card.links()),
        ),
        column(
            "broken",
            "whole",
            "How many of them are broken or missing.",
            lambda row: len(row.results.card.broken),
        ),
        *basis_columns("results.card."),
        *(
            column(
                f"problems_{severity}",
                "whole",
                f"How many problems are {severity} and not resolved.",
                f"results.card.problems.{severity}",
            )
            for severity in ("critical", "major", "minor", "cosmetic")
        ),
        column(
            "problems_unrated", "whole", "How many problems nobody rated.", "results.card.problems.unrated"
        ),
        column("currency", "text", "The currency of costs.", "results.currency"),
        column(
            "asked",
            "text",
            "The checklists with their fingerprints: audits in which it is the same were asked the same.",
            _asked,
        ),
        column("engine", "text", "The version of tpaudit that judged.", "results.card.engine"),
        *branch_columns("results.branches"),
    ),
)
TOUCHPOINTS: Final = DataTable(
    name="touchpoints",
    meaning="One row a touchpoint or handover.",
    sources=touchpoint_rows,
    columns=(
        *audit_keys("audit."),
        column("touchpoint", "text", "The id of the touchpoint or handover.", "id"),
        column("position", "whole", "Its place in the journey, from 1.", "position"),
        column("name", "text", "Its name for people.", "touch.name"),
        column("handover", "flag", "It is a handover.", lambda row: row.touch.source is not None),
        column("stage", "text", "The id of its stage.", "touch.stage"),
        column(
            "stage_name",
            "text",
            "The stage's name for people.",
            lambda row: row.audit.results.card.stages[row.touch.stage].name or row.touch.stage,
        ),
        column("channel", "text", "Where it happens.", "touch.channel"),
        column("kind", "word", "`human`, `digital` or `physical`.", "touch.kind"),
        column("owner", "text", "Who answers for it; not for a client.", "touch.owner"),
        column("importance", "number", "How much it counts in the journey.", "touch.importance"),
        *score_columns("touch.", "the touchpoint"),
        _lost("touch."),
        column(
            "band",
            "word",
            "`strong`, `fair`, `weak` or `broken`; empty where nothing is scored.",
            "touch.band",
        ),
        column(
            "provisional", "flag", "The open questions could move it to another band.", "touch.provisional"
        ),
        column("enough", "flag", "Enough of it was assessed.", "touch.enough"),
        column("broken", "flag", "It is broken, whatever it scores.", "touch.broken"),
        column("missing", "flag", "It should exist and does not.", "touch.missing"),
        column("why_broken", "text", "Why it is broken, in words.", _why_broken),
        column("feeling", "number", "−2 (angry) to 2 (delighted).", "touch.feeling"),
        column("problems", "whole", "How many problems are not resolved.", "touch.problems"),
        column(
            "delights", "whole", "How many of its wow items delight.", lambda row: len(row.touch.delights)
        ),
        *basis_columns("touch."),
        column("source", "text", "Of a handover: the touchpoint that it comes from.", "touch.source"),
        column("target", "text", "Of a handover: the touchpoint that it leads to.", "touch.target"),
        *place_in_file("touch."),
    ),
)
SECTIONS: Final = DataTable(
    name="sections",
    meaning="One row a checklist at a touchpoint.",
    sources=section_rows,
    columns=(
        *touchpoint_keys("touchpoint."),
        column("section", "text", "The id of the checklist.", "id"),
        column("name", "text", "Its title.", "section.name"),
        *score_columns("section.", "the section"),
        _lost("section."),
        column(
            "weight",
            "number",
            "How much it counts within its touchpoint; empty where the items of all sections are pooled.",
            "section.weight",
        ),
        column("minimum", "number", "The score below which it breaks its touchpoint.", "section.minimum"),
        column(
            "fingerprint",
            "text",
            "Changes whenever anything changes that the checklist says, but for `probe` and `watch_for` of its items.",
            lambda row: row.touchpoint.audit.results.card.checklists[row.id].fingerprint,
        ),
    ),
)
PLACES: Final = DataTable(
    name="places",
    meaning="One row a branch or other place of an audit.",
    sources=lines_of_places,
    columns=(
        *audit_keys("audit."),
        column("place", "text", "The id of the place.", "id"),
        column("name", "text", "Its name for people.", "group.name"),
        column(
            "benchmark",
            "flag",
            "It stands beside, such as a rival's shop, and is never in the audit's score.",
            lambda row: row.id in row.audit.results.card.benchmarks,
        ),
        *score_columns("group.", "the place by its own observations"),
        column("lost", "number", "The points that its own journey lacks.", "group.lost"),
        column(
            "touchpoints",
            "whole",
            "How many touchpoints are scored there.",
            lambda row: sum(score is not None for score in row.group.touchpoints.values()),
        ),
        *basis_columns("group."),
        column(
            "alike_score",
            "number",
            "The score over the items that are scored at every place.",
            lambda row: row.group.alike.score if row.group.alike else None,
        ),
        column(
            "alike_items",
            "whole",
            "How many items these are.",
            lambda row: row.group.alike.items if row.group.alike else None,
        ),
        *branch_columns("audit.results.branches", lambda row: row.id),
    ),
)
