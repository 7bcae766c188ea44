"""Results of axe-core in JSON, as answers to the checklist `axe`, a yes-no for each of its rules.

A rule that is violated anywhere on the page is a no, with the elements as evidence, also where other elements pass;
one that passes is a yes. What axe calls incomplete needs a person: the question stays open, also where some elements
pass. Inapplicable is n/a. All rules weigh the same: how grave a violation is stands in its note. Several pages in one
file are several visits. A rule that broke down stays open.

```sh
axe https://example.org --save axe.json
tpaudit import axe axe.json --to audits/roastery.yaml --touchpoint website
```
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.reading.imports.json_file import (
    entries,
    json_value,
    link,
    mapping,
    minute,
    name,
    unusable,
    words,
)
from tpaudit.reading.imports.kind import ImportKind, ImportSource
from tpaudit.reading.imports.placing import placed
from tpaudit.results.imported import Imported
from tpaudit.results.reported import LeftOpen, Reported, ReportedAnswer, ToolReport

_CHECKLIST: Final = "axe"
_STRONGEST_FIRST: Final = ("violations", "incomplete", "passes", "inapplicable")
"""What counts where a rule is in several lists: the first of these."""
_LEVELS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The tags of a rule by which an audit may be cut; the others name single criteria of single standards."""
_MOST_SHOWN: Final = 3
_MOST_PAGES: Final = 1_000
_LONGEST_KEY: Final = 100


def axe(file: str, source: bytes) -> Reported:
    """Return what the results say; raises InputError for what are no results of axe-core."""
    value = json_value(file, source)
    pages = [mapping(page) for page in entries(value)] or [mapping(value)]
    if len(pages) > _MOST_PAGES:
        raise unusable(
            file,
            Worded("there are {count} pages in it", count=len(pages)),
            Worded("at most {most_pages}", most_pages=_MOST_PAGES),
        )
    if not all(isinstance(page.get("violations"), list) for page in pages):
        raise unusable(
            file, "these are no results of axe-core", "`violations`, `passes`, `incomplete`, `inapplicable`"
        )
    left_open: list[LeftOpen] = []
    reports = []
    items: dict[str, Any] = {}
    for page in pages:
        rules = _rules(page)
        items |= {
            rule_id: _item(rule_id, rule) for rule_id, (_, rule) in rules.items() if rule_id not in items
        }
        reports.append(_report(page, rules))
        left_open += [
            LeftOpen(where=f"incomplete.{rule_id}", why=_elements(rule) or words(rule.get("help")))
            for rule_id, (state, rule) in rules.items()
            if state == "incomplete"
        ]
    return Reported(
        reports=reports,
        checklists={_CHECKLIST: _checklist(pages[0], items)},
        left_open=left_open,
        unit="rules",
        method="measurement",
    )


def _rules(page: Mapping[str, Any]) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Return each rule with the state that counts, in alphabetic order."""
    found: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for state in _STRONGEST_FIRST:
        for rule in map(mapping, entries(page.get(state))):
            rule_id = name(rule.get("id"))
            if rule_id:
                found.setdefault(rule_id, ("incomplete" if _is_error(rule) else state, rule))
    return dict(sorted(found.items()))


def _is_error(rule: Mapping[str, Any]) -> bool:
    """Tell a rule that broke down: axe says so in place of a result."""
    return any(
        mapping(check).get("id") == "error-occurred"
        for node in entries(rule.get("nodes"))
        for check in entries(mapping(node).get("none"))
    )


def _report(page: Mapping[str, Any], rules: Mapping[str, tuple[str, Mapping[str, Any]]]) -> ToolReport:
    url, version = link(page.get("url")), words(mapping(page.get("testEngine")).get("version"))
    made = (_answer(rule_id, state, rule, url) for rule_id, (state, rule) in rules.items())
    return ToolReport(
        key=url[:_LONGEST_KEY] or "page",
        on=minute(page.get("timestamp")),
        note=" ".join(filter(None, ("axe-core", version, url))),
        answers=tuple(answer for answer in made if answer is not None),
    )


_ANSWERS: Final = {"violations": "no", "passes": "yes", "inapplicable": "n/a"}


def _answer(rule_id: str, state: str, rule: Mapping[str, Any], url: str) -> ReportedAnswer | None:
    if state not in _ANSWERS:
        return None
    failed = state == "violations"
    shown = ", ".join(filter(None, (words(rule.get("impact")), _elements(rule)))) if failed else ""
    return ReportedAnswer(
        checklist=_CHECKLIST,
        item=rule_id,
        answer=_ANSWERS[state],
        where=f"{state}.{rule_id}",
        note="inapplicable" if state == "inapplicable" else shown,
        links=(url,) if failed and url else (),
        quotes=tuple(_quotes(rule)) if failed else (),
    )


def _elements(rule: Mapping[str, Any]) -> str:
    """Say how many elements there are, and where the first of them stand."""
    nodes = entries(rule.get("nodes"))
    first = [where for node in nodes[:_MOST_SHOWN] if (where := _selector(mapping(node)))]
    more = ", …" if len(nodes) > _MOST_SHOWN else ""
    return f"{len(nodes)} × {', '.join(first)}{more}" if first else ""


def _selector(node: Mapping[str, Any]) -> str:
    """Return where an element stands; one inside frames is a selector for each of them."""
    parts: Iterator[Any] = (
        part
        for target in entries(node.get("target"))
        for part in (target if isinstance(target, list) else (target,))
    )
    return " > ".join(filter(None, (words(part, 120) for part in parts)))


def _quotes(rule: Mapping[str, Any]) -> Iterator[str]:
    for node in entries(rule.get("nodes"))[:_MOST_SHOWN]:
        if html := words(mapping(node).get("html"), 200):
            yield html


def _checklist(page: Mapping[str, Any], items: Mapping[str, Any]) -> dict[str, Any]:
    version = words(mapping(page.get("testEngine")).get("version"))
    return {
        "format": "1",
        "checklist": _CHECKLIST,
        "title": "Accessibility by axe-core",
        "version": version or "1",
        "items": dict(sorted(items.items())),
    }


def _item(rule_id: str, rule: Mapping[str, Any]) -> dict[str, Any]:
    tags: Sequence[str] = [level for level in _LEVELS if level in entries(rule.get("tags"))]
    texts = {"why": words(rule.get("description")), "fix": link(rule.get("helpUrl"))}
    return {
        "ask": words(rule.get("help")) or f"Does the page pass {rule_id}?",
        "answer": "yes-no",
        **{key: text for key, text in texts.items() if text},
        **({"tags": tags} if tags else {}),
        "methods": ["measurement"],
    }


def _read(source: ImportSource, audit: LoadedAudit, _mapping: ImportMap) -> Imported:
    return placed(axe(source.name, source.data), source, audit)


AXE: Final = ImportKind(
    id="axe",
    help="results of axe-core in JSON",
    read=_read,
    grows=False,
    options=frozenset({"touchpoint"}),
    needs_map=False,
)
