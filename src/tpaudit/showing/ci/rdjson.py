"""Reviewdog: a verdict in its diagnostic format, for the review bots that read it.

The format: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.
"""

from typing import Any

from tpaudit.results.verdict import Unjudged, Verdict
from tpaudit.showing.ci.located import Located, PathOf, carried, explanation, located, sentence, severity
from tpaudit.showing.data.scorecard import as_json
from tpaudit.showing.text.numbers import visible
from tpaudit.showing.text.results.gate import waives


def as_rdjson(verdict: Verdict, place: PathOf) -> str:
    """Return a diagnostic for each result; what is waived is a piece of information."""
    diagnostics = [
        *(_unjudged(each, place) for each in verdict.unjudged),
        *(_diagnostic(each) for each in located(verdict, place)),
    ]
    return as_json({"source": {"name": "tpaudit"}, "diagnostics": diagnostics})


def _unjudged(each: Unjudged, place: PathOf) -> dict[str, Any]:
    return {
        "message": visible(each.why),
        "location": _location(place(each.file), 1),
        "severity": "ERROR",
        "code": {"value": "not-judged"},
    }


def _diagnostic(found: Located) -> dict[str, Any]:
    result = found.result
    lines = [sentence(result), *(f"- {line}" for line in carried(result)), *explanation(found)]
    if result.waiver:
        lines.append(visible(waives(result.waiver)))
    return {
        "message": "\n".join(lines),
        "location": _location(found.path, found.line),
        "severity": severity(result).upper(),
        "code": {"value": result.rule},
    }


def _location(path: str, line: int) -> dict[str, Any]:
    return {"path": path, "range": {"start": {"line": line}}}
