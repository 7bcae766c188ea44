"""Issues that Pa11y found, in JSON, as answers to the checklist `pa11y`, a yes-no for each criterion of WCAG.

Pa11y lists what is wrong and nothing else, so that what passed is not known: nothing becomes a yes. An error makes
its criterion a no; warnings and notices are for a person to look at, and leave it open. The checklist holds every
criterion of WCAG 2.1 up to level AA: what Pa11y did not mention is open, and few answers are no score. Rules of other
runners, such as axe, are questions of their own. A page without an error gives no visit, and what was repaired since is
answered by a person who has looked.

```sh
pa11y --reporter json https://example.org > pa11y.json
tpaudit import pa11y pa11y.json --to audits/roastery.yaml --touchpoint website
```

What `pa11y-ci --json` writes is read in the same way, a visit for each page.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from tpaudit.documents.identifiers import as_identifier
from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.reading.imports.json_file import entries, json_value, link, mapping, unusable, words
from tpaudit.reading.imports.kind import ImportKind, ImportSource
from tpaudit.reading.imports.placing import placed
from tpaudit.results.imported import Imported
from tpaudit.results.reported import LeftOpen, Reported, ReportedAnswer, ToolReport

_CHECKLIST: Final = "pa11y"
_MOST_SHOWN: Final = 3
_MOST_CODES: Final = 500
_MOST_ISSUES: Final = 50_000
_CRITERION: Final = re.compile(r"WCAG2A{1,3}\.Principle\d\.Guideline\d+_\d+\.(\d+)_(\d+)_(\d+)")
_CRITERIA: Final = {
    "1.1.1": "Non-text Content",
    "1.2.1": "Audio-only and Video-only (Prerecorded)",
    "1.2.2": "Captions (Prerecorded)",
    "1.2.3": "Audio Description or Media Alternative (Prerecorded)",
    "1.2.4": "Captions (Live)",
    "1.2.5": "Audio Description (Prerecorded)",
    "1.3.1": "Info and Relationships",
    "1.3.2": "Meaningful Sequence",
    "1.3.3": "Sensory Characteristics",
    "1.3.4": "Orientation",
    "1.3.5": "Identify Input Purpose",
    "1.4.1": "Use of Color",
    "1.4.2": "Audio Control",
    "1.4.3": "Contrast (Minimum)",
    "1.4.4": "Resize Text",
    "1.4.5": "Images of Text",
    "1.4.10": "Reflow",
    "1.4.11": "Non-text Contrast",
    "1.4.12": "Text Spacing",
    "1.4.13": "Content on Hover or Focus",
    "2.1.1": "Keyboard",
    "2.1.2": "No Keyboard Trap",
    "2.1.4": "Character Key Shortcuts",
    "2.2.1": "Timing Adjustable",
    "2.2.2": "Pause, Stop, Hide",
    "2.3.1": "Three Flashes or Below Threshold",
    "2.4.1": "Bypass Blocks",
    "2.4.2": "Page Titled",
    "2.4.3": "Focus Order",
    "2.4.4": "Link Purpose (In Context)",
    "2.4.5": "Multiple Ways",
    "2.4.6": "Headings and Labels",
    "2.4.7": "Focus Visible",
    "2.5.1": "Pointer Gestures",
    "2.5.2": "Pointer Cancellation",
    "2.5.3": "Label in Name",
    "2.5.4": "Motion Actuation",
    "3.1.1": "Language of Page",
    "3.1.2": "Language of Parts",
    "3.2.1": "On Focus",
    "3.2.2": "On Input",
    "3.2.3": "Consistent Navigation",
    "3.2.4": "Consistent Identification",
    "3.3.1": "Error Identification",
    "3.3.2": "Labels or Instructions",
    "3.3.3": "Error Suggestion",
    "3.3.4": "Error Prevention (Legal, Financial, Data)",
    "4.1.1": "Parsing",
    "4.1.2": "Name, Role, Value",
    "4.1.3": "Status Messages",
}
"""The success criteria of WCAG 2.1, levels A and AA: https://www.w3.org/TR/WCAG21/"""
_LONGEST_KEY: Final = 100


class _Issue(NamedTuple):
    """One issue, and the question that it answers."""

    item: str
    ask: str
    kind: str
    message: str
    selector: str
    context: str


def pa11y(file: str, source: bytes) -> Reported:
    """Return what the issues say; raises InputError for what is no output of Pa11y."""
    reports, left_open = [], []
    asked: dict[str, str] = {_item_id(number): _question(number) for number in _CRITERIA}
    pages = list(_pages(file, json_value(file, source)))
    if sum(len(issues) for _, issues in pages) > _MOST_ISSUES:
        raise unusable(
            file, "there are too many issues in it", Worded("at most {most_issues}", most_issues=_MOST_ISSUES)
        )
    for url, issues in pages:
        grouped = _by_item(issues)
        asked |= {item: group[0].ask for item, group in grouped.items() if item not in asked}
        answers = tuple(_no(item, group, url) for item, group in grouped.items() if _errors(group))
        reports.append(
            ToolReport(
                key=url[:_LONGEST_KEY] or "page", note=" ".join(filter(None, ("Pa11y", url))), answers=answers
            )
        )
        left_open += [
            LeftOpen(where=url or "issue", why=words(mapping(issue).get("message")) or "no code")
            for issue in issues
            if _issue(mapping(issue)) is None
        ]
        left_open += [
            LeftOpen(where=item, why=f"{len(group)} × {group[0].kind}: {group[0].message}")
            for item, group in grouped.items()
            if not _errors(group)
        ]
    return Reported(
        reports=reports,
        checklists={_CHECKLIST: _checklist(asked)},
        left_open=left_open,
        unit="criteria with issues",
        method="measurement",
    )


def _pages(file: str, value: Any) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield each page's address, empty where it is not said, and its issues."""
    results = mapping(value).get("results")
    if isinstance(results, dict):
        yield from ((link(url), entries(issues)) for url, issues in results.items())
    elif isinstance(mapping(value).get("issues"), list):
        yield link(mapping(value).get("pageUrl")), entries(mapping(value)["issues"])
    elif isinstance(value, list) and all("code" in mapping(issue) for issue in value):
        yield "", value
    else:
        raise unusable(file, "it is no output of Pa11y", "a list of issues, each with `code` and `type`")


def _by_item(issues: Sequence[Any]) -> dict[str, list[_Issue]]:
    found: dict[str, list[_Issue]] = {}
    for each in map(mapping, issues):
        issue = _issue(each)
        if issue is not None and (issue.item in found or len(found) < _MOST_CODES):
            found.setdefault(issue.item, []).append(issue)
    return dict(sorted(found.items()))


def _issue(data: Mapping[str, Any]) -> _Issue | None:
    code = words(data.get("code"), 200)
    criterion = _CRITERION.match(code)
    number = ".".join(criterion.groups()) if criterion else ""
    item = _item_id(number) if number else as_identifier(code[:80])
    if not item:
        return None
    return _Issue(
        item=item,
        ask=_question(number) if number else f"Does the page pass {code}?",
        kind=words(data.get("type"), 20) or "issue",
        message=words(data.get("message")),
        selector=words(data.get("selector"), 120),
        context=words(data.get("context"), 200),
    )


def _errors(group: Sequence[_Issue]) -> list[_Issue]:
    return [issue for issue in group if issue.kind == "error"]


def _no(item: str, group: Sequence[_Issue], url: str) -> ReportedAnswer:
    errors = _errors(group)
    first = ", ".join(filter(None, (issue.selector for issue in errors[:_MOST_SHOWN])))
    more = ", …" if len(errors) > _MOST_SHOWN else ""
    return ReportedAnswer(
        checklist=_CHECKLIST,
        item=item,
        answer="no",
        where=item,
        note=f"{errors[0].message} {len(errors)} × {first}{more}".strip(),
        links=(url,) if url else (),
        quotes=tuple(issue.context for issue in errors[:_MOST_SHOWN] if issue.context),
    )


def _item_id(number: str) -> str:
    return f"wcag-{number.replace('.', '-')}"


def _question(number: str) -> str:
    return f"Is WCAG {' '.join(filter(None, (number, _CRITERIA.get(number))))} met?"


def _checklist(asked: Mapping[str, str]) -> dict[str, Any]:
    items = {
        item: {"ask": ask, "answer": "yes-no", "methods": ["measurement", "walkthrough"]}
        for item, ask in asked.items()
    }
    return {
        "format": "1",
        "checklist": _CHECKLIST,
        "title": "Accessibility by Pa11y",
        "version": "1",
        "items": items,
    }


def _read(source: ImportSource, audit: LoadedAudit, _mapping: ImportMap) -> Imported:
    return placed(pa11y(source.name, source.data), source, audit)


PA11Y: Final = ImportKind(
    id="pa11y",
    help="issues found by Pa11y, in JSON",
    read=_read,
    grows=False,
    options=frozenset({"touchpoint"}),
    needs_map=False,
)
