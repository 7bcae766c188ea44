"""Reports of Lighthouse, axe-core and Pa11y: which audits become which answers, and what stays open."""

import json
from collections import Counter
from math import fsum
from pathlib import Path
from typing import Any

import pytest

from tpaudit.documents.checklist import Checklist
from tpaudit.documents.checks import checklist_faults
from tpaudit.documents.columns import PEOPLE
from tpaudit.errors import InputError
from tpaudit.reading.imports.json_file import json_value, link, minute, words
from tpaudit.reading.imports.kinds.axe import axe
from tpaudit.reading.imports.kinds.lighthouse import lighthouse
from tpaudit.reading.imports.kinds.pa11y import pa11y
from tpaudit.reading.parse import parse
from tpaudit.reading.yaml.builder import read
from tpaudit.results.reported import Reported
from tpaudit.showing.scaffold.document import document_text

CASES = Path(__file__).parents[2] / "shared" / "cases" / "imports"
PAGE = "https://example.org/contact"


def in_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


def answers_of(reported: Reported) -> dict[str, str]:
    return {
        f"{answer.checklist}.{answer.item}": answer.answer
        for report in reported.reports
        for answer in report.answers
    }


def checklist_of(reported: Reported, name: str) -> Checklist:
    """Return a checklist as it is read again from its file."""
    text = document_text(reported.checklists[name], PEOPLE)
    checklist, diagnostics = parse(f"{name}.yaml", read(text.encode()), Checklist, checklist_faults)
    assert diagnostics.problems == []
    assert checklist is not None
    return checklist


def audit(score: float | None, mode: str = "binary", **more: Any) -> dict[str, Any]:
    return {"score": score, "scoreDisplayMode": mode, "title": "T", "description": "About it.", **more}


def lighthouse_report(audits: dict[str, Any], weights: dict[str, float]) -> bytes:
    references = [{"id": name, "weight": weight} for name, weight in weights.items()]
    return in_bytes(
        {
            "lighthouseVersion": "13.0.0",
            "finalDisplayedUrl": PAGE,
            "fetchTime": "2026-04-23T16:18:53.230Z",
            "configSettings": {"formFactor": "mobile"},
            "categories": {"seo": {"title": "SEO", "score": 0.5, "auditRefs": references}},
            "audits": audits,
        }
    )


def test_an_audit_of_lighthouse_is_an_answer_of_its_category() -> None:
    found = lighthouse(
        "report.json",
        lighthouse_report(
            {
                "passes": audit(1),
                "fails": audit(0, displayValue="2 found"),
                "measured": audit(0.25, "numeric", displayValue="6.8 s"),
                "none-there": audit(None, "notApplicable"),
                "broke": audit(None, "error", errorMessage="NO_FCP"),
                "lost": audit(None),
                "looked-at": audit(None, "manual"),
            },
            {"passes": 10, "fails": 7, "measured": 3, "none-there": 0, "broke": 1, "lost": 1, "looked-at": 0},
        ),
    )
    assert answers_of(found) == {
        "lighthouse-seo.passes": "yes",
        "lighthouse-seo.fails": "no",
        "lighthouse-seo.measured": "25",
        "lighthouse-seo.none-there": "n/a",
    }
    assert [(left.where, left.why) for left in found.left_open] == [
        ("categories.seo.broke", "NO_FCP"),
        ("categories.seo.lost", "score: null (binary)"),
    ]
    assert found.left_out == {"manual": 1}
    notes = {answer.item: (answer.note, answer.links) for answer in found.reports[0].answers}
    assert notes["fails"] == ("2 found", (PAGE,))
    assert notes["measured"] == ("6.8 s", ())
    assert (found.reports[0].on, found.reports[0].device) == ("2026-04-23T16:18", "mobile")


def test_questions_of_lighthouse_weigh_a_tenth_of_what_they_weigh_there() -> None:
    source = lighthouse_report({"a": audit(1), "b": audit(0.5, "numeric")}, {"a": 4.043478260869565, "b": 10})
    items = checklist_of(lighthouse("report.json", source), "lighthouse-seo").items
    assert [(item.answer, item.weight) for item in items.values()] == [
        ("yes-no", 0.404347826),
        ("percent", 1),
    ]


def test_the_title_of_an_audit_that_failed_is_its_claim_and_not_its_question() -> None:
    source = lighthouse_report({"is-on-https": audit(0, title="Does not use HTTPS")}, {"is-on-https": 5})
    item = checklist_of(lighthouse("report.json", source), "lighthouse-seo").items["is-on-https"]
    assert (item.ask, item.shortfall) == ("Does the page pass is-on-https?", "Does not use HTTPS")


def rule(name: str, *elements: str, **more: Any) -> dict[str, Any]:
    nodes = [{"target": [element], "html": f"<i id='{element}'>"} for element in elements]
    return {"id": name, "help": f"{name} must hold", "tags": ["wcag2a"], "nodes": nodes, **more}


def axe_results(**lists: list[dict[str, Any]]) -> dict[str, Any]:
    empty: dict[str, list[Any]] = {"violations": [], "passes": [], "incomplete": [], "inapplicable": []}
    about = {"testEngine": {"version": "4.14.1"}, "url": PAGE, "timestamp": "2026-11-28T16:51:38.109Z"}
    return about | empty | lists


def test_a_rule_of_axe_is_no_if_any_element_violates_it_and_open_if_any_is_incomplete() -> None:
    results = axe_results(
        violations=[rule("link-name", "#a", "#b", "#c", "#d", impact="serious")],
        passes=[rule("link-name", "#e"), rule("bypass", "html"), rule("color-contrast", "p")],
        incomplete=[rule("color-contrast", "h1")],
        inapplicable=[rule("accesskeys")],
    )
    found = axe("axe.json", in_bytes(results))
    assert answers_of(found) == {"axe.accesskeys": "n/a", "axe.bypass": "yes", "axe.link-name": "no"}
    [violated] = [answer for answer in found.reports[0].answers if answer.answer == "no"]
    assert violated.note == "serious, 4 × #a, #b, #c, …"
    assert violated.links == (PAGE,)
    assert violated.quotes == ("<i id='#a'>", "<i id='#b'>", "<i id='#c'>")
    assert [left.where for left in found.left_open] == ["incomplete.color-contrast"]
    assert list(checklist_of(found, "axe").items) == ["accesskeys", "bypass", "color-contrast", "link-name"]


def test_a_rule_that_broke_down_stays_open() -> None:
    broken = rule("region")
    broken["nodes"] = [{"target": ["html"], "none": [{"id": "error-occurred"}]}]
    found = axe("axe.json", in_bytes(axe_results(violations=[broken])))
    assert answers_of(found) == {}


def test_several_pages_of_axe_are_several_visits() -> None:
    pages = [axe_results(passes=[rule("bypass", "html")]) | {"url": f"{PAGE}/{number}"} for number in (1, 2)]
    assert [report.key for report in axe("axe.json", in_bytes(pages)).reports] == [f"{PAGE}/1", f"{PAGE}/2"]


def issue(code: str, kind: str = "error", **more: Any) -> dict[str, Any]:
    return {"code": code, "type": kind, "message": "It is wrong.", "selector": "#a", "context": "<a>", **more}


CONTRAST = "WCAG2AA.Principle1.Guideline1_4.1_4_3.G18.Fail"


def test_nothing_that_pa11y_says_becomes_a_yes() -> None:
    issues = [
        issue(CONTRAST),
        issue(CONTRAST, selector="#b"),
        issue("WCAG2AA.Principle1.Guideline1_3.1_3_1.H48", "warning"),
        issue("color-contrast", "notice", runner="axe"),
    ]
    found = pa11y("pa11y.json", in_bytes(issues))
    assert answers_of(found) == {"pa11y.wcag-1-4-3": "no"}
    assert found.reports[0].answers[0].note == "It is wrong. 2 × #a, #b"
    assert [left.where for left in found.left_open] == ["color-contrast", "wcag-1-3-1"]
    items = checklist_of(found, "pa11y").items
    assert len(items) == 51
    assert items["wcag-1-4-3"].ask == "Is WCAG 1.4.3 Contrast (Minimum) met?"


@pytest.mark.parametrize(
    "output",
    [
        {"total": 1, "results": {PAGE: [issue(CONTRAST)]}},
        {"documentTitle": "T", "pageUrl": PAGE, "issues": [issue(CONTRAST)]},
    ],
    ids=["pa11y-ci", "the library"],
)
def test_the_page_is_evidence_where_pa11y_names_it(output: dict[str, Any]) -> None:
    [report] = pa11y("pa11y.json", in_bytes(output)).reports
    assert report.answers[0].links == (PAGE,)


def test_a_page_that_pa11y_could_not_open_is_named() -> None:
    output = {"results": {PAGE: [{"message": "net::ERR_CONNECTION_REFUSED"}]}}
    found = pa11y("pa11y.json", in_bytes(output))
    assert [(left.where, left.why) for left in found.left_open] == [(PAGE, "net::ERR_CONNECTION_REFUSED")]


HOSTILE = {
    "nothing": b"",
    "no JSON": b"<html>",
    "a list": b"[1]",
    "a number": b"3",
    "nested deeply": b"[" * 100_000 + b"]" * 100_000,
    "mappings nested deeply": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "too many values": b"[" + b"0," * 2_100_000 + b"0]",
    "NaN": b'{"categories": {"a": NaN}, "audits": {"a": 1}}',
    "infinity": b'{"violations": [-Infinity]}',
    "a number of many digits": b"[" + b"9" * 5_000 + b"]",
    "no UTF-8": b'{"a": "\xff\xfe"}',
    "half a file": b'{"categories": {',
    "other types": b'{"categories": [1], "audits": "x", "violations": 3, "issues": {}}',
}


@pytest.mark.parametrize("reader", [lighthouse, axe, pa11y])
@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_report_ends_in_one_line(reader: Any, source: bytes) -> None:
    with pytest.raises(InputError) as refused:
        reader("report.json", source)
    assert str(refused.value).startswith("report.json:1:")
    assert str(refused.value).count("\n") == 0


ODD: list[Any] = [
    None,
    True,
    -1,
    1e308,
    1e-300,
    0.0005,
    "",
    "x" * 100_000,
    "\ud800\u202e\0\x1b[31m",
    [],
    [[]],
    {},
    {"a": []},
]


@pytest.mark.parametrize("odd", ODD, ids=lambda value: repr(value)[:12])
def test_values_of_any_type_anywhere_make_a_checklist_or_one_line(odd: Any) -> None:
    sound = [
        (
            lighthouse,
            json.loads(lighthouse_report({"a": audit(1), "b": audit(0.5, "numeric")}, {"a": 1, "b": 2})),
        ),
        (axe, axe_results(violations=[rule("a", "#a")], passes=[rule("b", "#b")])),
        (pa11y, {"results": {PAGE: [issue(CONTRAST)]}}),
    ]
    for reader, value in sound:
        for changed in variants(value, odd):
            try:
                found = reader("report.json", in_bytes(changed))
            except InputError:
                continue
            for name in found.checklists:
                checklist_of(found, name)
            for report in found.reports:
                for answer in report.answers:
                    assert (answer.note + answer.item).isprintable()


def variants(value: Any, odd: Any) -> Any:
    """Yield a value with each of its parts replaced by an odd one."""
    yield odd
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        for changed in variants(part, odd):
            copy = value.copy()
            copy[key] = changed
            yield copy


def test_texts_of_others_lose_what_cannot_be_seen() -> None:
    assert words("a\u202e\ud800\0\x1b[31m\n b") == "a[31m b"
    assert words("x" * 500, 10) == "x" * 9 + "…"
    assert words(3) == ""


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "https://a b", "http://x/\n", "//host", "https://x/'\">", None, 3]
)
def test_what_is_no_address_of_the_web_is_no_evidence(text: Any) -> None:
    assert link(text) == ""


def test_a_moment_is_taken_by_its_own_clock() -> None:
    assert minute("2026-11-03T23:30:05.1+03:00") == "2026-11-03T23:30"
    assert [minute(text) for text in ("2026-02-30T10:00Z", "2026-01-01T24:10Z", "soon", None)] == [None] * 4


def test_json_is_read_in_every_encoding_that_json_has() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert json_value("x.json", '{"a": "ё"}'.encode(encoding)) == {"a": "ё"}


shared = pytest.mark.skipif(not CASES.is_dir(), reason="reports of others lie beside the checkout")


@shared
def test_categories_of_a_published_report_have_its_scores() -> None:
    figures = json.loads((CASES / "imports.json").read_text(encoding="utf-8"))["lighthouse/sample_v2.json"]
    found = lighthouse("sample_v2.json", (CASES / "lighthouse" / "sample_v2.json").read_bytes())
    said = answers_of(found)
    worth = {"yes": 100.0, "no": 0.0}
    scores = {}
    for name in found.checklists:
        items = checklist_of(found, name).items
        given = {key: said[f"{name}.{key}"] for key in items if said.get(f"{name}.{key}", "n/a") != "n/a"}
        weight = fsum(items[key].weight for key in given)
        points = fsum(
            items[key].weight * (worth.get(answer) or float(answer))
            for key, answer in given.items()
            if answer != "no"
        )
        scores[name.removeprefix("lighthouse-")] = round(points / weight)
    assert scores == figures["category_percent"]
    assert found.left_open == []
    counted = {
        name: sum(item.weight > 0 for item in checklist_of(found, f"lighthouse-{name}").items.values())
        for name in scores
    }
    assert counted == figures["with_weight"]


@shared
@pytest.mark.parametrize("name", ["sparkle-cleaning", "eliteclean"])
def test_rules_of_real_pages_are_counted_as_axe_counts_them(name: str) -> None:
    figures = json.loads((CASES / "imports.json").read_text(encoding="utf-8"))[f"axe/{name}.json"]
    found = axe(f"{name}.json", (CASES / "axe" / f"{name}.json").read_bytes())
    said = answers_of(found)
    assert {key for key, answer in said.items() if answer == "no"} == {
        f"axe.{key}" for key in figures["violations"]
    }
    assert Counter(said.values())["n/a"] == figures["inapplicable"]
    assert {left.where.removeprefix("incomplete.") for left in found.left_open} == set(figures["incomplete"])
    assert not {f"axe.{key}" for key in figures["incomplete"]} & set(said)


@shared
def test_issues_of_a_real_page_are_no_or_open() -> None:
    found = pa11y("pa11y.json", (CASES / "pa11y" / "sparkle-cleaning.json").read_bytes())
    assert answers_of(found) == {f"pa11y.wcag-{number}": "no" for number in ("1-3-1", "1-4-3", "4-1-2")}
    assert [left.where for left in found.left_open] == ["wcag-1-4-10"]
