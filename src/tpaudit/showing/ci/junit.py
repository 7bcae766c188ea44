"""JUnit: a verdict as test cases, one for each touchpoint and rule, as every CI service shows them."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tpaudit.results.verdict import Checked, Result, RuleInfo, Unjudged, Verdict
from tpaudit.showing.ci.located import PathOf, carried, sentence
from tpaudit.showing.ci.xml_text import in_xml
from tpaudit.showing.text.numbers import visible
from tpaudit.showing.text.results.gate import waives
from tpaudit.showing.text.results.verdict import explaining


def as_junit(verdict: Verdict, place: PathOf) -> str:
    """Return a suite for each audit; a case fails where an error stands that is not waived."""
    root = Element("testsuites", name="tpaudit check")
    for audit in verdict.audits:
        root.append(_suite(audit, verdict.rules, place))
    for one in verdict.unjudged:
        root.append(_unjudged(one, place))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _unjudged(one: Unjudged, place: PathOf) -> Element:
    """Return the suite of an audit that could not be judged: one case, in error."""
    name = in_xml(place(one.file))
    suite = Element("testsuite", name=name, tests="1", failures="0", skipped="0", errors="1")
    case = SubElement(suite, "testcase", classname=name, name="the audit")
    SubElement(case, "error", type="not judged", message=in_xml(visible(one.why)))
    return suite


def _suite(audit: Checked, rules: Iterable[RuleInfo], place: PathOf) -> Element:
    name = in_xml(place(audit.file))
    suite = Element("testsuite", name=name)
    facts = {"company": audit.company, "baseline": audit.baseline}
    known = {key: value for key, value in facts.items() if value}
    if known:
        about = SubElement(suite, "properties")
        for key, value in known.items():
            SubElement(about, "property", name=key, value=in_xml(value))
    cases = [_case(audit, *key, results, place) for key, results in _results(audit, rules).items()]
    suite.extend(cases)
    if audit.waivers:
        said = [f"waiver {one.address}: {waives(one)}" for one in audit.waivers]
        SubElement(suite, "system-out").text = _lines(said)
    suite.set("tests", str(len(cases)))
    for count, tag in (("failures", "failure"), ("skipped", "skipped")):
        suite.set(count, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("errors", "0")
    return suite


def _results(audit: Checked, rules: Iterable[RuleInfo]) -> dict[tuple[str, str], list[Result]]:
    """Return what each rule says of each touchpoint, mostly nothing; then of stages, the journey, the audit.

    A rule that is off, or has nothing to compare with, has no case: it has not looked.
    """
    judged = [
        rule.id
        for rule in rules
        if rule.id not in audit.off and (audit.comparison is not None or not rule.compares)
    ]
    cases: dict[tuple[str, str], list[Result]] = {
        (touch_id, rule): [] for touch_id in audit.touchpoints for rule in judged
    }
    for result in audit.results:
        about = result.at.partition("/")[0] or ("the audit" if result.kind == "audit" else "the journey")
        cases.setdefault((about, result.rule), []).append(result)
    return cases


def _case(audit: Checked, about: str, rule: str, results: list[Result], place: PathOf) -> Element:
    case = Element("testcase", classname=in_xml(place(audit.file)), name=in_xml(f"{about}: {rule}"))
    failing = [result for result in results if result.counts]
    waived = [result for result in results if result.waiver]
    other = [result for result in results if not result.counts and (failing or not result.waiver)]
    if failing:
        more = f" (and {len(failing) - 1} more)" if len(failing) > 1 else ""
        _say(case, "failure", failing, sentence(failing[0]) + more, _details(audit, failing, place))
    elif waived:
        why = "; ".join(waives(result.waiver) for result in waived if result.waiver)
        _say(case, "skipped", waived, why, _details(audit, waived, place))
    if other:
        SubElement(case, "system-out").text = _lines(_details(audit, other, place))
    return case


def _say(case: Element, tag: str, results: list[Result], message: str, details: Iterator[str]) -> None:
    SubElement(case, tag, type=results[0].rule, message=in_xml(message)).text = _lines(details)


def _details(audit: Checked, results: list[Result], place: PathOf) -> Iterator[str]:
    """Yield the details of results: the items that carry each, its waiver, its place then and now, what explains it."""
    for result in results:
        yield f"{'waived' if result.waiver else result.level}: {sentence(result)}"
        yield from (f"  {line}" for line in carried(result))
        if result.waiver:
            yield f"  {waives(result.waiver)}"
        was = f" (was {result.was})" if result.was else ""
        yield f"  {place(result.file)}:{result.line}{was}"
        command = explaining(result, audit, place(audit.file)) if result.counts else ""
        yield from [f"  {command}"] if command else []


def _lines(texts: list[str] | Iterator[str]) -> str:
    return "\n".join(map(in_xml, texts))
