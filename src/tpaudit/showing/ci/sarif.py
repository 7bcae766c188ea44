"""SARIF 2.1.0: a verdict for code scanning and for every tool that reads its results.

The format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from typing import Any, Final
from urllib.parse import quote

from tpaudit.results.verdict import Result, RuleInfo, Verdict
from tpaudit.showing.ci.located import Located, PathOf, carried, explanation, located, sentence
from tpaudit.showing.data.scorecard import as_json
from tpaudit.showing.text.numbers import visible
from tpaudit.showing.text.results.gate import waives

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {"error": "error", "warn": "warning"}


def as_sarif(verdict: Verdict, place: PathOf) -> str:
    """Return one run with the gate's rules and every result, the waived ones as suppressed."""
    driver = {
        "name": "tpaudit",
        "version": verdict.engine,
        "rules": [_rule(rule) for rule in verdict.rules],
    }
    rule_ids = [rule.id for rule in verdict.rules]
    results = [_result(one, rule_ids) for one in located(verdict, place)]
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": _category(place("."))},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _category(folder: str) -> str:
    """Return what tells the runs of several workspaces of one repository apart: the folder that each ran in.

    Of two runs with the same words before the last slash, code scanning takes the second to replace the first.
    """
    path = "" if folder == "." else f"{quote(folder, errors='surrogateescape')}/"
    return f"tpaudit/{path}"


def _rule(rule: RuleInfo) -> dict[str, Any]:
    first = rule.help.partition(". ")[0].rstrip(".") + "."
    return {
        "id": rule.id,
        "shortDescription": {"text": first},
        "fullDescription": {"text": rule.help},
        "help": {
            "text": f"{rule.help} The key {rule.id} under gate in tpaudit.yaml sets this rule.",
            "markdown": f"{rule.help}\n\nThe key `{rule.id}` under `gate` in `tpaudit.yaml` sets this rule.",
        },
        "defaultConfiguration": {"enabled": rule.level != "off", "level": _LEVELS.get(rule.level, "error")},
    }


def _result(one: Located, rule_ids: list[str]) -> dict[str, Any]:
    result = one.result
    return {
        "ruleId": result.rule,
        "ruleIndex": rule_ids.index(result.rule),
        "level": _LEVELS[result.level],
        "message": {"text": _message(one)},
        "locations": [_location(one)],
        # GitHub reads the first; it would take two results of one rule on one line for the same.
        "partialFingerprints": {"primaryLocationLineHash": one.mark, "tpaudit/v1": one.mark},
        # Of one run either all results have this or none.
        "suppressions": [_suppression(result)] if result.waiver else [],
    }


def _message(found: Located) -> str:
    """Return a plain text in which nothing passes for an embedded link."""
    carrying = [f"- {line}" for line in carried(found.result)]
    # What lies outside of the repository has no path that means anything to a reader of SARIF.
    command = [] if found.path.startswith("../") else explanation(found)
    lines = [sentence(found.result), *carrying, *command]
    return "\n".join(lines).replace("](", "] (")


def _location(one: Located) -> dict[str, Any]:
    where: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(one.path), "region": {"startLine": one.line}}
    }
    if one.result.at:
        where["logicalLocations"] = [{"fullyQualifiedName": visible(one.result.at)}]
    return where


def _artifact(path: str) -> dict[str, str]:
    """Return where a file is; of one outside of the repository, below which of the folders around that."""
    above = 0
    while path.startswith("../"):
        path, above = path.removeprefix("../"), above + 1
    base = f"{above}_ABOVE_SRCROOT" if above else "%SRCROOT%"
    return {"uri": quote(path, errors="surrogateescape"), "uriBaseId": base}


def _suppression(result: Result) -> dict[str, Any]:
    said = visible(waives(result.waiver)) if result.waiver else ""
    return {"kind": "external", "status": "accepted", "justification": said}
