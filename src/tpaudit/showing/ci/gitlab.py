"""GitLab: a verdict as a code quality report, which its merge requests show."""

from tpaudit.results.verdict import Result, Verdict
from tpaudit.showing.ci.located import FEW, Located, PathOf, carried, explanation, located, sentence
from tpaudit.showing.data.scorecard import as_json
from tpaudit.showing.text.numbers import visible
from tpaudit.showing.text.results.gate import waives


def as_gitlab(verdict: Verdict, place: PathOf) -> str:
    """Return a list of issues: what fails is major, what warns minor, what is waived a piece of information."""
    issues = [
        {
            "description": _description(one),
            "check_name": one.result.rule,
            "fingerprint": one.mark,
            "severity": _severity(one.result),
            "location": {"path": one.path, "lines": {"begin": one.line}},
        }
        for one in located(verdict, place)
    ]
    return as_json(issues)


def _severity(result: Result) -> str:
    if result.waiver:
        return "info"
    return "major" if result.level == "error" else "minor"


def _description(found: Located) -> str:
    result = found.result
    parts = [sentence(result), *carried(result, FEW), *explanation(found)]
    if result.waiver:
        parts.append(visible(waives(result.waiver)))
    return "; ".join(parts)
