"""What CI services read: every format is valid, read back by one of its readers, and safe from hostile texts."""

import html
import json
import re
import shlex
import subprocess
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import html5lib
import jsonschema  # type: ignore[import-untyped]  # has no stubs of its own
import program
import pytest
import sarif_pydantic
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml, Skipped
from lxml import etree
from markdown_it import MarkdownIt
from profiles import examples
from pydantic import BaseModel

from tpaudit import LoadedAudit
from tpaudit.errors import UsageError
from tpaudit.judging.gate.check import check_audit, verdict
from tpaudit.judging.gate.registry import RULES
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.reading.git.paths import RepositoryPaths
from tpaudit.results.comparison import Comparison, Moved, Split, TouchpointSplit
from tpaudit.results.verdict import NOT_WRITTEN, Checked, Level, Result, Unjudged, Verdict, WaiverShown
from tpaudit.showing.ci.comment import _MOST, as_markdown
from tpaudit.showing.ci.formats import FORMATS
from tpaudit.showing.ci.github import SHOWN
from tpaudit.showing.ci.links import link_base
from tpaudit.showing.text.results.gate import says
from tpaudit.showing.text.results.verdict import explaining

SCHEMAS: Final = Path(__file__).parents[2] / "shared" / "cases" / "schemas"
schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the published schemas lie outside the project and are not here"
)
HOSTILE: Final = [
    "a\n::error file=x::run\r\n::stop-commands::now",
    "::set-output name=a::b",
    "##[error]old",
    "%0A::error::x %25",
    "\x1b[31mred\x1b]0;t\x07",
    "\u202egnorw\u2066 \u200b\ufeff",
    "<script>alert(1)</script> </details>",
    "]]> <![CDATA[ &amp; &#x1b;",
    "| a || b | `code` ``` **b**\n| --- |\n# head",
    "[link](https://example.org) ![x](y)",
    "@everyone #1 !2 owner/repo#3",
    "\"quotes\" 'and' \\ more",
    "{0} {{x}} ${{ github.token }}",
    "\x00\x0b\x85\x9b\u2028\ufffe\uffff",
    "-->",
    "=cmd|' /C calc'!A0",
    "Ünïcode Телефон 电话 👩‍👧",
    "/close",
    "x" * 5000,
]


def short(text: str | None) -> str:
    return ascii(text)[:24]


CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def a_result(rule: str, kind: str, at: str, *, level: Level = "error", **more: Any) -> Result:
    about = Result(
        rule=rule,
        kind=kind,
        level=level,
        at=at,
        name="Order line",
        stage="buy",
        owner=None,
        file="audits/a.yaml",
        line=7,
    )
    return in_words(replace(about, **{"old": 90.0, "new": 40.0, **more}))


def in_words(result: Result) -> Result:
    """Return a result with the message that its rule gives it."""
    return replace(result, message=RULES[result.rule].message(result))


def an_audit(results: list[Result], file: str = "audits/a.yaml", **more: Any) -> Checked:
    split = Split(old=90.0, new=70.0, yardstick=0.0, experience=-20.0, knowledge=0.0)
    moved = {
        "line": TouchpointSplit(
            old=90.0,
            new=40.0,
            yardstick=0.0,
            experience=-50.0,
            knowledge=0.0,
            name="",
            was=None,
            state="both",
            old_importance=3,
            new_importance=3,
            moved=[],
            file=file,
            line=7,
        )
    }
    still = TouchpointSplit(
        old=90.0,
        new=90.0,
        yardstick=0.0,
        experience=0.0,
        knowledge=0.0,
        name="",
        was=None,
        state="both",
        old_importance=3,
        new_importance=3,
        moved=[],
        file=file,
        line=9,
    )
    whole = Comparison(old_file=file, new_file=file, journey=split, touchpoints={**moved, "desk": still})
    names = {"line": "Order line", "desk": "Desk"}
    return replace(
        Checked(
            file=file,
            id="a",
            company="Kiln",
            baseline="main (abc)",
            word="",
            results=results,
            waivers=[],
            comparison=whole,
            touchpoints=names,
        ),
        **more,
    )


def told(*audits: Checked) -> Verdict:
    return verdict(list(audits), as_of="2026-11-22", against="origin/main")


def written(name: str, of: Verdict, place: Callable[[str], str] = str) -> str:
    return FORMATS[name](of, place)


MOVED: Final = Moved(
    item="phone.a",
    part="experience",
    old=100.0,
    new=0.0,
    old_answers=["yes"],
    new_answers=["no"],
    points=-50.0,
    file="audits/a.yaml",
    line=7,
)
WAIVER: Final = WaiverShown(
    address="line/phone.b",
    reason="Known",
    approved_by="Marta",
    until="2026-12-31",
    days=39,
    file="audits/a.yaml",
    line=90,
)


@pytest.fixture
def mixed() -> Verdict:
    """Return a verdict with something of every sort, on two audits of the same touchpoints."""
    results = [
        a_result("regression", "fell", "line", items=[MOVED], was="main:audits/a.yaml:5"),
        a_result("broken", "must", "line/phone.a", count=1, of=2, about="phone.a"),
        a_result("broken", "promise", "line", about="open (desk)"),
        a_result("broken", "promise", "line", about="gift (desk)"),
        a_result("regression", "fell", "desk", waiver=WAIVER),
        a_result("floor", "stage", "stage:buy", limit=50.0),
        a_result("floor", "journey", "", name="", limit=50.0),
        a_result("item", "fell", "line/phone.a", level="warn"),
        a_result("removed", "touchpoint", "gone"),
    ]
    alone = an_audit([], "audits/c.yaml", comparison=None, word="new", baseline=None)
    lost = Result(
        rule="removed",
        kind="audit",
        level="error",
        at="",
        name="Kiln",
        stage=None,
        owner=None,
        file="audits/d.yaml",
        line=1,
        old=50.0,
    )
    gone = an_audit([in_words(lost)], "audits/d.yaml", comparison=None, touchpoints={})
    return told(
        an_audit(results, waivers=[WAIVER]), an_audit(deepcopy(results), "audits/b.yaml"), alone, gone
    )


@pytest.fixture
def nothing() -> Verdict:
    return told()


def hostile(text: str) -> Verdict:
    """Return a verdict with a text in every place that takes one."""
    waiver = WaiverShown(address=text, reason=text, approved_by=text, until=text, days=3, file=text, line=4)
    moved = Moved(
        item=text,
        part="experience",
        old=100.0,
        new=0.0,
        old_answers=[text] * 9,
        new_answers=[text],
        points=-50.0,
        file=text,
        line=7,
    )
    kinds: dict[Level, list[tuple[str, str]]] = {
        "error": [("regression", "fell"), ("broken", "promise"), ("removed", "item")],
        "warn": [("stale", "stale"), ("yardstick", "moved"), ("waiver", "ends")],
    }
    found = [
        Result(
            rule=rule,
            kind=kind,
            level=level,
            at=text,
            name=text,
            stage=text,
            owner=text,
            file=text,
            line=7,
            was=text,
            old=90.0,
            new=40.0,
            limit=50.0,
            count=1,
            of=2,
            about=text,
        )
        for level, rules in kinds.items()
        for rule, kind in rules
    ]
    for one in found:
        one.items, one.place = [moved] * 12, text
    found = [in_words(one) for one in found]
    results = [*found, *(replace(one, waiver=waiver) for one in found)]
    split = TouchpointSplit(
        old=90.0,
        new=40.0,
        yardstick=0.0,
        experience=-50.0,
        knowledge=0.0,
        name=text,
        was=text,
        state="both",
        old_importance=3,
        new_importance=3,
        moved=[moved],
        file=text,
        line=7,
    )
    whole = Comparison(
        old_file=text,
        new_file=text,
        journey=Split(old=90.0, new=70.0, yardstick=0.0, experience=-20.0, knowledge=0.0),
        touchpoints={text: split},
    )
    audit = Checked(
        file=text,
        id=text,
        company=text,
        baseline=text,
        word="",
        results=results,
        waivers=[waiver],
        comparison=whole,
        touchpoints={text.partition("/")[0]: text},
    )
    alone = Checked(
        file=text,
        id=text,
        company=text,
        baseline=text,
        word="new",
        results=[],
        waivers=[],
        comparison=None,
        touchpoints={text: text},
    )
    return verdict([audit, alone], as_of="2026-11-22", against=text)


# JUnit


def suites(text: str) -> list[Any]:
    return list(JUnitXml.fromstring(text.encode()))


@schemas
@pytest.mark.parametrize("text", [*HOSTILE, None], ids=short)
def test_junit_is_valid(text: str | None, mixed: Verdict) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    schema.assertValid(etree.fromstring(written("junit", hostile(text) if text else mixed).encode()))


def test_junit_has_a_case_for_each_touchpoint_and_rule(mixed: Verdict) -> None:
    first, _, alone, gone = suites(written("junit", mixed))
    names = [case.name for case in first]
    assert names[: len(RULES)] == [f"line: {rule}" for rule in RULES]
    assert names[2 * len(RULES) :] == ["stage:buy: floor", "the journey: floor", "gone: removed"]
    assert [case.name for case in alone if case.name.startswith("line: ")] == [
        f"line: {rule}" for rule in ("floor", "coverage", "na", "stale", "consistency", "gap", "waiver")
    ]
    assert [case.name for case in gone] == ["the audit: removed"]
    whole = [(case.classname, case.name) for suite in suites(written("junit", mixed)) for case in suite]
    assert len(set(whole)) == len(whole)


def test_junit_fails_what_fails_and_skips_what_is_waived(mixed: Verdict) -> None:
    first = suites(written("junit", mixed))[0]
    cases = {case.name: case for case in first}
    [failure] = cases["line: regression"].result
    assert isinstance(failure, Failure)
    assert failure.message == "line fell from 90.0 to 40.0 by its answers (-50.0)"
    assert failure.text == (
        "error: line fell from 90.0 to 40.0 by its answers (-50.0)\n"
        "  phone.a: yes → no (100.0 → 0.0, -50.0 points)\n"
        "  audits/a.yaml:7 (was main:audits/a.yaml:5)\n"
        "  tpaudit explain audits/a.yaml line"
    )
    [many] = cases["line: broken"].result
    assert many.message.endswith("observations (and 2 more)")
    [skipped] = cases["desk: regression"].result
    assert isinstance(skipped, Skipped)
    assert skipped.message == "waived until 2026-12-31 by Marta: Known"
    assert cases["line: item"].result == []
    assert cases["line: item"].system_out.startswith("warn: line/phone.a fell from")
    assert cases["desk: floor"].result == []
    assert cases["desk: floor"].system_out is None
    assert (first.tests, first.failures, first.skipped, first.errors) == (len(list(first)), 5, 1, 0)
    said = etree.fromstring(written("junit", mixed).encode()).findtext("testsuite/system-out")
    assert said == "waiver line/phone.b: waived until 2026-12-31 by Marta: Known"


def test_junit_has_no_case_of_a_rule_that_is_off(load: Callable[..., LoadedAudit]) -> None:
    audit = load(
        "journey: {stages: {buy: Buy}}\ntouchpoints: {line: {stage: buy}}\n",
        settings="gate: {floor: {level: error, journey: 5}, stale: off, coverage: off, "
        "removed: [error, {level: off, only: [fax]}], waiver: {level: off, only: [line]}}\n",
    )
    checked = check_audit(audit, score_audit(audit), None, baseline=None, word="unasked")
    [suite] = suites(written("junit", told(checked)))
    assert [case.name for case in suite] == ["line: floor", "line: waiver"]


def test_junit_of_nothing_is_a_document(nothing: Verdict) -> None:
    whole = JUnitXml.fromstring(written("junit", nothing).encode())
    assert (len(whole), whole.tests, whole.failures) == (0, 0, 0)


# SARIF


@schemas
@pytest.mark.parametrize("text", [*HOSTILE, None], ids=short)
def test_sarif_is_valid(text: str | None, mixed: Verdict) -> None:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(
        json.loads(written("sarif", hostile(text) if text else mixed))
    )


@pytest.mark.parametrize(
    ("folder", "category"),
    [(".", "tpaudit/"), ("clients/a b", "tpaudit/clients/a%20b/")],
    ids=["the root", "a folder of a client"],
)
def test_runs_of_two_workspaces_do_not_replace_each_other(
    folder: str, category: str, nothing: Verdict
) -> None:
    assert sarif(nothing, lambda _: folder)["automationDetails"] == {"id": category}


def sarif(of: Verdict, place: Callable[[str], str] = str) -> Any:
    [run] = json.loads(written("sarif", of, place))["runs"]
    return run


def test_sarif_explains_every_rule_of_the_gate(mixed: Verdict) -> None:
    rules = sarif(mixed)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for rule in rules:
        assert rule["fullDescription"]["text"] == RULES[rule["id"]].help
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["fullDescription"]["text"].startswith(rule["shortDescription"]["text"].rstrip("."))
        assert f"`{rule['id']}`" in rule["help"]["markdown"]
    levels = {rule["id"]: rule["defaultConfiguration"] for rule in rules}
    assert levels["regression"] == {"enabled": True, "level": "error"}
    assert levels["stale"] == {"enabled": True, "level": "warning"}
    assert levels["floor"] == {"enabled": False, "level": "error"}


def test_every_result_of_sarif_has_a_place_and_a_rule(mixed: Verdict) -> None:
    run = sarif(mixed)
    for result in run["results"]:
        [where] = result["locations"]
        assert where["physicalLocation"]["region"]["startLine"] >= 1
        assert where["physicalLocation"]["artifactLocation"]["uri"].startswith("audits/")
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    waived = [one for one in run["results"] if one["suppressions"]]
    assert [one["suppressions"][0]["justification"] for one in waived] == [
        "waived until 2026-12-31 by Marta: Known"
    ] * 2


def test_an_address_is_encoded_and_starts_at_the_root(mixed: Verdict) -> None:
    name = "a b/ü:%#?.yaml"
    [uri] = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for one in sarif(mixed, lambda _: name)["results"]
    }
    assert uri == "a%20b/%C3%BC%3A%25%23%3F.yaml"
    assert unquote(uri) == name
    odd = sarif(mixed, lambda _: "\udcff.yaml")["results"][0]
    assert odd["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%FF.yaml"


def test_a_file_outside_of_the_repository_lies_below_a_folder_around_it(mixed: Verdict) -> None:
    artifacts = {
        tuple(one["locations"][0]["physicalLocation"]["artifactLocation"].items())
        for one in sarif(mixed, lambda _: "../out side/a.yaml")["results"]
    }
    assert artifacts == {(("uri", "out%20side/a.yaml"), ("uriBaseId", "1_ABOVE_SRCROOT"))}


def marks(of: Verdict, name: str = "sarif") -> list[str]:
    if name == "gitlab":
        return [one["fingerprint"] for one in json.loads(written("gitlab", of))]
    return [one["partialFingerprints"]["tpaudit/v1"] for one in sarif(of)["results"]]


def test_fingerprints_are_unique_and_do_not_hang_on_lines_scores_or_days(mixed: Verdict) -> None:
    before = marks(mixed)
    assert len(set(before)) == len(before)
    assert marks(mixed, "gitlab") == before
    later = deepcopy(mixed)
    for audit in later.audits:
        for one in audit.results:
            one.line, one.old, one.new, one.count, one.was = one.line + 9, 55.0, 12.0, 8, "x:1"
            one.file = "audits/a.visits/ben.yaml"
            one.items = None
    assert marks(later) == before
    twice = told(mixed.audits[0], mixed.audits[0])
    assert len(set(marks(twice))) == 2 * len(mixed.audits[0].results)


@pytest.mark.parametrize(
    "other",
    [
        a_result("item", "fell", "line"),
        a_result("regression", "unsettled", "line"),
        a_result("regression", "fell", "desk"),
        a_result("regression", "fell", "line", place="north"),
    ],
    ids=["rule", "kind", "address", "place"],
)
def test_a_fingerprint_tells_results_apart(other: Result) -> None:
    one = a_result("regression", "fell", "line")
    assert len({*marks(told(an_audit([one]))), *marks(told(an_audit([other])))}) == 2


def test_a_day_is_no_part_of_a_fingerprint() -> None:
    first, second = (
        a_result("stale", "stale", "line/a.b", about=day) for day in ("2026-01-01", "2026-02-02")
    )
    assert marks(told(an_audit([first]))) == marks(told(an_audit([second])))


def test_a_reader_of_sarif_reads_it(mixed: Verdict, tmp_path: Path) -> None:
    (tmp_path / "gate.sarif").write_text(written("sarif", mixed), encoding="utf-8")
    log = sarif_pydantic.load(tmp_path / "gate.sarif")
    assert unknown(log) == {
        "columnKind",
        "suppressions",
    }  # which the format has, and the reader does not model
    [run] = log.runs
    assert run.tool.driver.name == "tpaudit"
    assert run.results is not None
    assert Counter(one.level for one in run.results) == {"error": 17, "warning": 2}
    assert {one.rule_id for one in run.results} >= {"regression", "item", "floor"}
    places = [where.physical_location for one in run.results for where in one.locations or ()]
    assert len(places) == len(run.results) == sum(len(audit.results) for audit in mixed.audits)
    files = {place.artifact_location.uri for place in places if place and place.artifact_location}
    assert files == {"audits/a.yaml", "audits/d.yaml"}
    assert {place.region.start_line for place in places if place and place.region} == {7, 1}


def unknown(read: object) -> set[str]:
    """Return the properties that the reader has no name for, anywhere in what it has read."""
    if isinstance(read, BaseModel):
        return set(read.model_extra or ()).union(*(unknown(value) for _, value in read))
    return set[str]().union(*map(unknown, read)) if isinstance(read, list) else set()


SENTENCE: Final = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 1024}},
}
GITHUB_RULE: Final = {
    "type": "object",
    "required": ["id", "shortDescription", "fullDescription", "help"],
    "properties": {"shortDescription": SENTENCE, "fullDescription": SENTENCE, "help": {"required": ["text"]}},
}
GITHUB_LOCATION: Final = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {"required": ["uri"]},
                "region": {
                    "required": ["startLine"],
                    "properties": {"startLine": {"type": "integer", "minimum": 1}},
                },
            },
        }
    },
}
GITHUB_RESULT: Final = {
    "type": "object",
    "required": ["ruleId", "message", "locations", "partialFingerprints"],
    "properties": {
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": {"required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
        "locations": {"type": "array", "minItems": 1, "maxItems": 10, "items": GITHUB_LOCATION},
        "partialFingerprints": {"required": ["primaryLocationLineHash"]},
    },
}
GITHUB_TOOL: Final = {
    "required": ["driver"],
    "properties": {
        "driver": {
            "required": ["name", "rules"],
            "properties": {"rules": {"type": "array", "maxItems": 25_000, "items": GITHUB_RULE}},
        }
    },
}
GITHUB: Final = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 20,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": GITHUB_TOOL,
                    "results": {"type": "array", "maxItems": 25_000, "items": GITHUB_RESULT},
                },
            },
        },
    },
}
"""What GitHub's code scanning asks of a file, of all that the format allows."""


@pytest.mark.parametrize("text", [*HOSTILE, None], ids=short)
def test_sarif_has_what_github_asks_for(text: str | None, mixed: Verdict) -> None:
    found = json.loads(written("sarif", hostile(text) if text else mixed))
    jsonschema.Draft7Validator(GITHUB).validate(found)
    [run] = found["runs"]
    assert len(run["results"]) > 1


def test_no_text_becomes_a_link_in_a_message() -> None:
    text = "[link](https://example.org)"
    for one in sarif(hostile(text))["results"]:
        assert "](" not in one["message"]["text"]


# GitHub


def unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as the runner does."""
    found = []
    for line in text.splitlines():
        parts = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
        if parts:
            about = dict(pair.split("=", 1) for pair in parts[2].split(","))
            values = {
                key: unescaped(value.replace("%3A", ":").replace("%2C", ",")) for key, value in about.items()
            }
            found.append((parts[1], values, unescaped(parts[3])))
    return found


@pytest.mark.parametrize("text", HOSTILE, ids=short)
def test_a_hostile_text_starts_no_command_of_github(text: str) -> None:
    output = written("github", hostile(text))
    first, *rest = output.split("\n")[:-1]
    assert re.fullmatch(r"tpaudit check: (PASS|FAIL), [a-z0-9, ]+", first)
    assert all(re.match(r"::(error|warning) file=", line) for line in rest)
    assert len(commands(output)) == len(rest) == 6
    assert {tuple(about) for _, about, _ in commands(output)} == {("file", "line", "title")}
    assert not CONTROLS.search(output.replace("\n", ""))


def test_github_gets_the_place_the_rule_and_the_items(mixed: Verdict) -> None:
    found = commands(written("github", mixed, lambda file: f"shop, one/{file}"))
    kind, about, message = next(one for one in found if one[1]["title"] == "regression: line")
    assert kind == "error"
    assert about["file"] == "shop, one/audits/a.yaml"
    assert about["line"] == "7"
    assert message == (
        "line fell from 90.0 to 40.0 by its answers (-50.0)\nphone.a: yes → no (100.0 → 0.0, -50.0 points)\n"
        "tpaudit explain 'shop, one/audits/a.yaml' line"
    )


def test_github_gets_the_worst_it_shows_and_how_many_more_there_are() -> None:
    drops = [a_result("regression", "fell", f"t{at}", new=90.0 - at) for at in range(25)]
    warnings = [a_result("item", "fell", f"t{at}/a.b", level="warn") for at in range(SHOWN)]
    waived = a_result("regression", "fell", "waived", new=0.0, waiver=WAIVER)
    output = written("github", told(an_audit([*drops, *warnings, waived])))
    found = commands(output)
    assert output.startswith("tpaudit check: FAIL, 25 errors, 10 warnings, 1 waived\n")
    assert [about["title"] for kind, about, _ in found if kind == "error"] == [
        f"regression: t{at}" for at in range(24, 14, -1)
    ]
    assert found[SHOWN - 1][2].endswith("\nThis is one of 25 errors: 15 more are not shown here.")
    assert [kind for kind, _, _ in found].count("warning") == SHOWN
    assert "not shown" not in found[-1][2]


def test_github_gets_one_line_where_nothing_is_wrong(nothing: Verdict) -> None:
    assert written("github", nothing) == "tpaudit check: PASS, nothing got worse\n"


# GitLab


def test_gitlab_gets_its_code_quality_report(mixed: Verdict, nothing: Verdict) -> None:
    found = json.loads(written("gitlab", mixed))
    assert found[0] == {
        "description": "line fell from 90.0 to 40.0 by its answers (-50.0); "
        "phone.a: yes → no (100.0 → 0.0, -50.0 points); tpaudit explain audits/a.yaml line",
        "check_name": "regression",
        "fingerprint": found[0]["fingerprint"],
        "severity": "major",
        "location": {"path": "audits/a.yaml", "lines": {"begin": 7}},
    }
    assert [one["severity"] for one in found[:9]] == [
        *["major"] * 4,
        "info",
        *["major"] * 2,
        "minor",
        "major",
    ]
    assert "waived until 2026-12-31 by Marta: Known" in found[4]["description"]
    assert json.loads(written("gitlab", nothing)) == []


# Other programs


def test_checkstyle_has_an_element_for_each_result_below_its_file(mixed: Verdict) -> None:
    root = etree.fromstring(written("checkstyle", unjudged(mixed)).encode())
    assert root.tag == "checkstyle"
    files = {file.get("name"): list(file) for file in root}
    assert set(files) == {"audits/a.yaml", "audits/d.yaml", "audits/e.yaml"}
    first = files["audits/a.yaml"][0]
    assert dict(first.attrib) == {
        "line": "7",
        "severity": "error",
        "message": "line fell from 90.0 to 40.0 by its answers (-50.0); "
        "phone.a: yes → no (100.0 → 0.0, -50.0 points); tpaudit explain audits/a.yaml line",
        "source": "tpaudit.regression",
    }
    assert Counter(one.get("severity") for one in root.iter("error")) == {
        "error": 16,
        "warning": 2,
        "info": 2,
    }
    assert [one.get("source") for one in files["audits/e.yaml"]] == ["tpaudit.not-judged"]


RDJSON: Final = {
    "type": "object",
    "additionalProperties": False,
    "required": ["source", "diagnostics"],
    "properties": {
        "source": {"const": {"name": "tpaudit"}},
        "diagnostics": {
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["message", "location", "severity", "code"],
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value"]},
                    "location": {
                        "type": "object",
                        "required": ["path", "range"],
                        "properties": {
                            "path": {"type": "string"},
                            "range": {
                                "properties": {
                                    "start": {
                                        "required": ["line"],
                                        "properties": {"line": {"type": "integer", "minimum": 1}},
                                    }
                                }
                            },
                        },
                    },
                },
            }
        },
    },
}
"""What reviewdog's format has of all that is written here."""


@pytest.mark.parametrize("text", [*HOSTILE, None], ids=short)
def test_reviewdog_gets_its_diagnostics(text: str | None, mixed: Verdict) -> None:
    found = json.loads(written("rdjson", unjudged(hostile(text) if text else mixed)))
    jsonschema.Draft7Validator(RDJSON).validate(found)
    assert found["diagnostics"][0]["code"] == {"value": "not-judged"}
    if text is None:
        assert found["diagnostics"][1] == {
            "message": "line fell from 90.0 to 40.0 by its answers (-50.0)\n"
            "- phone.a: yes → no (100.0 → 0.0, -50.0 points)\ntpaudit explain audits/a.yaml line",
            "location": {"path": "audits/a.yaml", "range": {"start": {"line": 7}}},
            "severity": "ERROR",
            "code": {"value": "regression"},
        }


def unjudged(of: Verdict) -> Verdict:
    """Return a verdict that has an audit besides that does not load."""
    return replace(of, unjudged=[Unjudged(file="audits/e.yaml", why="it does not load: x")])


def test_a_badge_says_in_a_word_what_came_of_it(mixed: Verdict, nothing: Verdict) -> None:
    one = told(an_audit([a_result("regression", "fell", "line")]))
    of = {"15 errors": mixed, "1 error": one, "pass": nothing, "not judged": unjudged(nothing)}
    for word, verdict_of_it in of.items():
        root = etree.fromstring(written("badge", verdict_of_it).encode())
        assert [node.text for node in root.iter(f"{SVG}text")] == ["touchpoints", word]
        assert root.findtext(f"{SVG}title") == root.get("aria-label") == f"touchpoints: {word}"


@pytest.mark.parametrize("text", HOSTILE, ids=short)
def test_no_text_of_a_file_is_in_a_badge(text: str) -> None:
    assert written("badge", hostile(text)) == written("badge", hostile("plain"))


SVG: Final = "{http://www.w3.org/2000/svg}"


# Markdown


def page(text: str) -> Any:
    return html5lib.parse(
        MarkdownIt("commonmark", {"html": True}).enable("table").render(text), namespaceHTMLElements=False
    )


def test_a_comment_says_first_what_matters(mixed: Verdict, nothing: Verdict) -> None:
    text = written("markdown", mixed)
    assert text.startswith("## FAIL: Kiln was an audit that scored 50.0 and is not there any more;")
    assert "\n15 errors, 2 warnings, 2 waived in 4 audits, against origin/main.\n" in text
    tables = page(text).findall(".//table")
    assert [len(table.findall(".//tr")) for table in tables] == [1 + 15, 1 + 4, 1 + 2, 1 + 3, 1 + 1]
    assert written("markdown", nothing).startswith("## PASS: nothing got worse\n")


def test_a_comment_shows_what_moved_and_by_what(mixed: Verdict) -> None:
    moved = page(written("markdown", mixed)).findall(".//table")[1]
    rows = [["".join(cell.itertext()) for cell in row] for row in moved.findall(".//tr")]
    assert rows[:3] == [
        ["audit", "touchpoint", "score", "yardstick", "experience", "knowledge"],
        ["a", "the journey", "90.0 → 70.0", "0.0", "-20.0", "0.0"],
        ["a", "line", "90.0 → 40.0", "0.0", "-50.0", "0.0"],
    ]


def test_a_comment_says_how_each_error_came_about(mixed: Verdict) -> None:
    [row] = [line for line in written("markdown", mixed).splitlines() if line.startswith("| regression")][:1]
    assert row.count("<br>tpaudit explain audits/a.yaml line ") == 1
    warning = next(line for line in written("markdown", mixed).splitlines() if line.startswith("| item"))
    assert "tpaudit explain" not in warning


@pytest.mark.parametrize("name", ["junit", "sarif", "github", "gitlab", "markdown", "checkstyle", "rdjson"])
def test_every_error_has_the_command_that_explains_it(name: str) -> None:
    found = [
        a_result("regression", "fell", "line", file="audits/a.visits/ben.yaml"),
        a_result("broken", "must", "desk/phone.a", about="phone.a", count=1, of=1),
        a_result("removed", "item", "line/phone.b"),
        a_result("floor", "journey", "", name="", limit=50.0),
        a_result("removed", "touchpoint", "gone"),
        a_result("regression", "fell", "desk", waiver=WAIVER),
        a_result("stale", "stale", "desk/phone.c", level="warn"),
    ]
    text = written(name, told(an_audit(found)))
    text = html.unescape(text) if name in ("junit", "checkstyle") else text
    assert sorted(re.findall(r"tpaudit explain (audits/a\.yaml(?: [a-z][a-z./]+)?)", text)) == [
        "audits/a.yaml",
        "audits/a.yaml desk/phone.a",
        "audits/a.yaml line",
        "audits/a.yaml line",
    ]


def test_a_command_is_one_that_a_shell_takes() -> None:
    audit = an_audit([], "-it's a.yaml", touchpoints={"a b": "A"})
    for at, words in (("a b/c.d", ["./-it's a.yaml", "a b/c.d"]), ("stage:x", ["./-it's a.yaml"])):
        kind = "stage" if at == "stage:x" else "must"
        result = a_result("floor" if kind == "stage" else "broken", kind, at, about="c.d", limit=1.0)
        assert shlex.split(explaining(result, audit, audit.file)) == ["tpaudit", "explain", *words]


def test_a_comment_links_to_files_and_lines(mixed: Verdict) -> None:
    base = "https://example.org/kiln/shop/blob/main"
    links = [
        link.get("href")
        for link in page(as_markdown(mixed, lambda file: f"a (b)] {file}", link=base)).findall(".//a")
    ]
    assert len(links) == 15 + 2 + 3
    assert set(links) == {
        f"{base}/a%20%28b%29%5D%20audits/{name}" for name in ("a.yaml#L7", "a.yaml#L90", "d.yaml#L1")
    }
    assert not page(written("markdown", mixed)).findall(".//a")


@pytest.mark.parametrize("text", HOSTILE, ids=short)
def test_a_hostile_path_stays_in_its_link(text: str) -> None:
    for link in page(as_markdown(hostile(text), str, link="https://example.org")).findall(".//a"):
        assert link.get("href").startswith("https://example.org/")


GITHUB_JOB: Final = {
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "kiln/shop",
    "GITHUB_SHA": "abc",
}
GITLAB_JOB: Final = {"CI_PROJECT_URL": "https://gitlab.com/kiln/shop", "CI_COMMIT_SHA": "abc"}


@pytest.mark.parametrize(
    ("given", "formats", "environment", "base"),
    [
        (None, {"markdown", "github"}, GITHUB_JOB, "https://github.com/kiln/shop/blob/abc"),
        (None, {"markdown", "gitlab"}, GITLAB_JOB, "https://gitlab.com/kiln/shop/-/blob/abc"),
        ("https://example.org/x/", {"markdown", "github"}, GITHUB_JOB, "https://example.org/x"),
        (None, {"markdown"}, GITHUB_JOB | GITLAB_JOB, ""),
        (None, {"markdown", "github"}, GITLAB_JOB, ""),
        (None, {"markdown", "github"}, GITHUB_JOB | {"GITHUB_SHA": ""}, ""),
        (None, {"markdown", "github"}, GITHUB_JOB | {"GITHUB_REPOSITORY": "a) [b](c"}, ""),
    ],
)
def test_links_are_those_asked_for_or_those_of_the_service_written_for(
    given: str | None, formats: set[str], environment: dict[str, str], base: str
) -> None:
    assert link_base(given, formats, environment) == base


@pytest.mark.parametrize("text", ["javascript:alert(1)", "example.org", "https://x y", "https://x)[a](b", ""])
def test_an_address_that_no_link_has_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="expected the address of a folder"):
        link_base(text, (), {})


@pytest.mark.parametrize("text", HOSTILE, ids=short)
def test_a_hostile_text_stays_text_in_a_comment(text: str) -> None:
    tags = [node.tag for node in page(written("markdown", hostile(text))).iter() if isinstance(node.tag, str)]
    plain = [
        node.tag for node in page(written("markdown", hostile("plain"))).iter() if isinstance(node.tag, str)
    ]
    assert tags == plain
    output = written("markdown", hostile(text))
    assert not CONTROLS.search(output.replace("\n", ""))
    assert not re.search(r"@\w|#\d", output.replace("## ", ""))


@pytest.mark.parametrize("text", ["@a" * 3000, "\u202e" * 3000, "|" * 3000, "x", "&<>" * 999], ids=short)
def test_a_comment_keeps_to_its_length_and_says_what_it_leaves_out(text: str) -> None:
    few = hostile(text)
    many = verdict([one for one in few.audits for _ in range(300)], as_of=None, against=text)
    output = written("markdown", many)
    assert len(output) <= _MOST
    assert re.search(r"\n\d+ failing results left out here: there is no more room\.\n", output)
    assert re.search(r"\n\d+ warnings left out here: there is no more room\.\n", output)
    tags = [node.tag for node in page(output).iter()]
    assert tags.count("details") == 2


# All of them


TEXTS: Final = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("\n\r:%,|<>&]`@#\\\x1b\u202e\ufffe")), max_size=40
)


@given(TEXTS)
@settings(deadline=None, max_examples=examples(60))
def test_whatever_a_text_says_every_format_can_be_read(text: str) -> None:
    of = hostile(text)
    results = sum(len(audit.results) for audit in of.audits)
    assert len(list(JUnitXml.fromstring(written("junit", of).encode()))) == len(of.audits)
    assert len(sarif(of)["results"]) == len(json.loads(written("gitlab", of))) == results
    assert len(set(marks(of))) == results
    assert len(commands(written("github", of))) == len(written("github", of).split("\n")) - 2
    assert json.loads(written("json", of))["audits"][0]["results"][0]["name"] == text
    assert written("markdown", of).startswith("## FAIL: ")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", HOSTILE, ids=short)
def test_nothing_in_any_format_is_obeyed_by_a_terminal(name: str, text: str) -> None:
    assert not CONTROLS.search(written(name, hostile(text)).replace("\n", ""))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_verdict_gives_the_same_text(name: str, mixed: Verdict) -> None:
    assert written(name, mixed) == written(name, deepcopy(mixed))


def test_every_rule_can_be_said() -> None:
    for rule in RULES:
        kind = {
            "gap": "expected",
            "yardstick": "importance",
            "removed": "item",
            "gate": "loosened",
            "finding": "new",
        }.get(rule, "")
        assert says(a_result(rule, kind, "a", about="b"))


def test_json_is_the_verdict(mixed: Verdict) -> None:
    data = json.loads(written("json", mixed))
    assert set(data) == {field.name for field in fields(Verdict) if field.metadata != NOT_WRITTEN}
    assert "rules" not in data
    assert "message" not in data["audits"][0]["results"][0]
    assert data["audits"][0]["results"][0]["items"][0]["new_answers"] == ["no"]


# Where files lie


def git(folder: Path, *args: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=Anna", "-c", "user.email=anna@example.org", *args],
        cwd=folder,
        capture_output=True,
        check=True,
    )


def test_a_path_starts_at_the_root_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audits = tmp_path / "shop" / "audits"
    audits.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    git(tmp_path / "shop", "init", "-q")
    monkeypatch.chdir(audits)
    assert RepositoryPaths().place("a.yaml") == "audits/a.yaml"
    assert RepositoryPaths().place("../audits/./gone/a b.yaml") == "audits/gone/a b.yaml"
    assert RepositoryPaths().place(str(tmp_path / "elsewhere" / "a.yaml")) == "../../elsewhere/a.yaml"
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert RepositoryPaths().place("../shop/audits/a.yaml") == "audits/a.yaml"
    assert RepositoryPaths().place("sub/a.yaml") == "sub/a.yaml"


def test_the_program_names_files_from_the_root_wherever_it_runs(tmp_path: Path) -> None:
    shop = tmp_path / "the shop"
    (shop / "audits").mkdir(parents=True)
    text = "format: 1\ntouchpoints:\n  line: {name: Line, stage: buy, checklists: {quick: {works: yes}}}\n"
    (shop / "audits/Телефон 1.yaml").write_text(
        text.replace("touch", "journey: {stages: {buy: Buy}}\ntouch"), encoding="utf-8"
    )
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    audit = shop / "audits/Телефон 1.yaml"
    audit.write_text(audit.read_text(encoding="utf-8").replace("yes", "no"), encoding="utf-8")
    done = program.run(
        *("check", ".", "--against", "HEAD", "--format", "github"),
        *("-o", "sarif:../gate.sarif", "-o", "gitlab:../gate.json", "-o", "junit:../gate.xml"),
        *("-o", "markdown:../gate.md"),
        cwd=shop / "audits",
    )
    assert done.returncode == 1, done.stderr
    path = "the shop/audits/Телефон 1.yaml"
    assert {about["file"] for _, about, _ in commands(done.stdout)} == {path}
    [run] = json.loads((shop / "gate.sarif").read_text(encoding="utf-8"))["runs"]
    uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]}
    assert [unquote(uri) for uri in uris] == [path]
    quality = json.loads((shop / "gate.json").read_text(encoding="utf-8"))
    assert {one["location"]["path"] for one in quality} == {path}
    assert [suite.name for suite in JUnitXml.fromfile(str(shop / "gate.xml"))] == [path]
    assert f"{path}:4" in (shop / "gate.md").read_text(encoding="utf-8")
