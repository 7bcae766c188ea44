"""What a client may see of the results: the one place that decides it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Final, Literal, TypeVar

from tpaudit.results.agreement import Heard, MethodGap
from tpaudit.results.comparison import Comparison, Moved, TouchpointSplit
from tpaudit.results.insights import (
    ContextLost,
    Disagreement,
    FactSaid,
    Gap,
    Inconsistency,
    Pressure,
    Said,
    StageReach,
)
from tpaudit.results.plan import Delighter, Plan, Recommendation
from tpaudit.results.scorecard import Fault, Groups, ItemScore, ObservationScore, Scorecard, TouchpointScore
from tpaudit.results.visits import DisputeShown, EvidenceShown, FindingShown, VisitShown
from tpaudit.showing.export.results import TableResults
from tpaudit.showing.report.results import (
    AuditTexts,
    EvidenceFile,
    ReportResults,
    TouchpointTexts,
)

Audience = Literal["client", "internal"]
_Value = TypeVar("_Value")
_Results = TypeVar("_Results", ReportResults, TableResults)

_PLAIN: Final = frozenset({str, int, float, bool, type(None)})
"""What holds nothing else is kept as it is: most of a report."""
_PLACE: Final = {"file": "", "line": 0}
_OBSERVER: Final = {"by": None, "visit": None}
"""Files of visits are named after people, too."""
INTERNAL: Final[Mapping[type, Mapping[str, Any]]] = {
    ReportResults: {"unredacted": None},
    AuditTexts: {"auditor": None, "internal": ""},
    TouchpointTexts: {"internal": ""},
    Plan: {"file": ""},
    Delighter: _PLACE,
    Comparison: {"old_file": "", "new_file": ""},
    TouchpointSplit: _PLACE,
    Moved: _PLACE,
    EvidenceFile: {"path": None, "missing": False},
    Scorecard: {"file": ""},
    TouchpointScore: {"owner": None, **_PLACE},
    ItemScore: _PLACE,
    DisputeShown: {"by": ""},
    ObservationScore: {"internal": None, **_OBSERVER, **_PLACE},
    FindingShown: {"internal": None, "resolved_by": None, **_OBSERVER, **_PLACE},
    Fault: _PLACE,
    VisitShown: {"by": None, "internal": None, "file": ""},
    Heard: {**_OBSERVER, "by": "", **_PLACE},
    MethodGap: _PLACE,
    ContextLost: {"owners": [], **_PLACE},
    Inconsistency: {**_PLACE, "expected_file": "", "expected_line": 0},
    Said: {"line": 0},
    FactSaid: {"line": 0},
    Pressure: {"line": 0},
    Gap: _PLACE,
    StageReach: {"line": 0},
    Disagreement: _PLACE,
    Recommendation: _PLACE,
}
"""The fields that a client does not see, and what stands there instead.

Beside them the paths of evidence and the ids of visits, by which others are found: they become numbers. And
a cut of the journey by owner is taken out whole.
"""
_HIDDEN: Final = frozenset({"owner"})
"""The columns of a workbook that a client does not get: who answers for what is a matter of the company's own."""


def hidden_columns(audience: Audience) -> frozenset[str]:
    """Return the columns of a report as a workbook that the audience does not get."""
    return _HIDDEN if audience == "client" else frozenset()


def redact(results: _Results, audience: Audience) -> _Results:
    """Return the results with everything taken out that the audience must not see."""
    if audience == "internal":
        return results
    return _report(results) if isinstance(results, ReportResults) else _seen(results, {})


def _report(results: ReportResults) -> ReportResults:
    numbers = _numbers(results.files)
    seen = _seen(results, numbers)
    return replace(seen, files={numbers[path]: file for path, file in seen.files.items()})


def _numbers(names: Mapping[str, object]) -> dict[str, str]:
    return {name: str(number) for number, name in enumerate(names, start=1)}


def _seen(value: _Value, numbers: Mapping[str, str]) -> _Value:
    """Return what a client sees of a value; `numbers` stand for the paths of evidence."""
    shown: Any = value
    if type(value) in _PLAIN:
        return value
    if isinstance(value, dict):
        shown = {key: part if type(part) in _PLAIN else _seen(part, numbers) for key, part in value.items()}
    elif isinstance(value, list):
        shown = [part if type(part) in _PLAIN else _seen(part, numbers) for part in value]
    elif isinstance(value, EvidenceShown):
        shown = replace(value, file=numbers.get(value.file or ""))
    elif is_dataclass(value):
        shown = _record(value, numbers)
    return shown  # type: ignore[no-any-return]


def _record(record: Any, numbers: Mapping[str, str]) -> Any:
    kind: type = type(record)
    values = {name: getattr(record, name) for name in _names(kind)}
    values.update(INTERNAL.get(kind, {}))
    for name, value in values.items():
        if type(value) not in _PLAIN:
            values[name] = _seen(value, numbers)
    return _scorecard(kind(**values)) if kind is Scorecard else kind(**values)


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the names of a record's fields: it has the same ones thousands of times."""
    return tuple(field.name for field in fields(kind))


def _scorecard(card: Scorecard) -> Scorecard:
    numbers = _numbers(card.visits)
    visits = {numbers[visit_id]: visit for visit_id, visit in card.visits.items()}
    return replace(card, visits=visits, grouped=_groups(card.grouped))


def _groups(grouped: Groups | None) -> Groups | None:
    return None if grouped is not None and grouped.by in ("owner", "observer") else grouped
