"""What a client may see of the results: the one place that decides it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, get_args, get_origin

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
from tpaudit.results.records import changed, values_of
from tpaudit.results.scorecard import Fault, Groups, ItemScore, ObservationScore, Scorecard, TouchpointScore
from tpaudit.results.visits import DisputeShown, EvidenceShown, FindingShown, VisitShown
from tpaudit.showing.report.results import (
    AuditTexts,
    EvidenceFile,
    ReportResults,
    TouchpointTexts,
)

if TYPE_CHECKING:  # few reports are tables
    from tpaudit.showing.export.results import TableResults

Audience = Literal["client", "internal"]
_Value = TypeVar("_Value")

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
_HIDDEN: Final = frozenset({("touchpoints", "owner")})
"""The tables and columns of a workbook that a client does not get: those of which every value is taken out above.

Who is to do something stands in the plan for everybody, as in the other reports.
"""


def hidden_columns(audience: Audience) -> frozenset[tuple[str, str]]:
    """Return the tables and columns of a report as a workbook that the audience does not get."""
    return _HIDDEN if audience == "client" else frozenset()


def redact(results: ReportResults, audience: Audience) -> ReportResults:
    """Return the results with everything taken out that the audience must not see.

    What has nothing to hide is shared with the results that are given.
    """
    if audience == "internal":
        return results
    numbers = _numbers(results.files)
    seen = _Client(numbers).seen(results)
    return changed(seen, files={numbers[path]: file for path, file in seen.files.items()})


def redact_tables(results: "TableResults", audience: Audience) -> "TableResults":
    """Return what tables are made from, with everything taken out that the audience must not see."""
    return results if audience == "internal" else _Client({}).seen(results)


def _numbers(names: Mapping[str, object]) -> dict[str, str]:
    return {name: str(number) for number, name in enumerate(names, start=1)}


class _Client:
    """Looks at results as a client does."""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        """Take what stands for the paths of evidence."""
        self._numbers = numbers
        self._known: dict[int, Any] = {}
        """What is seen of each record; one that stands in several places is looked at once."""

    def seen(self, value: _Value) -> _Value:
        """Return what a client sees of a value."""
        shown: Any = value
        kind: Any = type(value)
        if kind in _PLAIN:
            return value
        if isinstance(value, dict):
            shown = {key: part if type(part) in _PLAIN else self.seen(part) for key, part in value.items()}
        elif isinstance(value, list):
            shown = [part if type(part) in _PLAIN else self.seen(part) for part in value]
        elif _is_hiding_record(kind):
            shown = self._known.get(id(value))
            if shown is None:
                shown = self._known[id(value)] = self._record(value)
        return shown  # type: ignore[no-any-return]

    def _record(self, record: Any) -> Any:
        kind: type = type(record)
        values = values_of(record)
        for name in _deep(kind):
            if type(values[name]) not in _PLAIN:
                values[name] = self.seen(values[name])
        values.update(INTERNAL.get(kind, {}))
        if kind is EvidenceShown:
            values["file"] = self._numbers.get(record.file or "")
        return _scorecard(kind(**values)) if kind is Scorecard else kind(**values)


@cache
def _is_hiding_record(kind: type) -> bool:
    return is_dataclass(kind) and _may_hide(kind)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    """Return the types of a record's fields, by name: it has the same ones thousands of times."""
    return {field.name: field.type for field in fields(kind)}


@cache
def _deep(kind: type) -> tuple[str, ...]:
    """Return the names of a record's fields that are kept, and in which something may have to be hidden."""
    hidden = INTERNAL.get(kind, {})
    return tuple(name for name, hint in _hints(kind).items() if name not in hidden and _may_hide(hint))


@cache
def _may_hide(hint: Any) -> bool:
    """Tell whether a value of a type may hold what a client must not see; of what says too little, it may."""
    if hint in INTERNAL or hint is EvidenceShown:
        return True
    if isinstance(hint, type) and is_dataclass(hint):
        return any(map(_may_hide, _hints(hint).values()))
    if hint in _PLAIN or get_origin(hint) is Literal:
        return False
    parts = get_args(hint)
    return not parts or any(map(_may_hide, parts))


def _scorecard(card: Scorecard) -> Scorecard:
    numbers = _numbers(card.visits)
    visits = {numbers[visit_id]: visit for visit_id, visit in card.visits.items()}
    return changed(card, visits=visits, grouped=_groups(card.grouped))


def _groups(grouped: Groups | None) -> Groups | None:
    return None if grouped is not None and grouped.by in ("owner", "observer") else grouped
