"""Reports: whole ones compared, hostile texts, languages, audiences, templates, and what a browser says."""

import ast
import base64
import json
import os
import re
from pathlib import Path
from typing import Any, Final, get_args

import html5lib
import polib
import pytest
from markdown_it import MarkdownIt

import tpaudit
from tpaudit.cli.report import report
from tpaudit.documents import audit as audits
from tpaudit.documents import checklist, observation, visit
from tpaudit.errors import UsageError
from tpaudit.judging.gate.registry import RULES
from tpaudit.results.comparison import PARTS
from tpaudit.results.grouping import PortfolioCut
from tpaudit.results.verdict import Level
from tpaudit.showing.ci import comment
from tpaudit.showing.report.filters import report_filters
from tpaudit.showing.scaffold.audit import scalar
from tpaudit.showing.terminal import comparison
from tpaudit.showing.terminal.chains import history, portfolio, trend
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.markdown import in_link, in_markdown, in_mermaid
from tpaudit.showing.text.translate import LOCALE, translator

ROOT: Final = Path(__file__).parent.parent
GOLDEN: Final = ROOT / "tests" / "cases" / "golden"
SAMPLES: Final = {"roastery": "en", "dostavka-edy": "ru", "weather-app": "zh"}
XSS: Final = ROOT.parent / "shared" / "cases" / "xss.json"
HOSTILE: Final = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "</style><script>alert(1)</script>",
    "[x](javascript:alert(1)) ![y](z) `c` **b** | a | <b>",
    "# heading\n\n- list\n\n---\n1. one",
    "\u202eturned\x07\x1b[31m",
    "\u05e9\u05dc\u05d5\u05dd \u200f\u0645\u0631\u062d \U0001f469\u200d\U0001f467",
    "]]> <!-- --> &lt; &#x3c;script&#x3e;",
    "w" * 10_000,
    "слово " * 1_700,
]
ALLOWED: Final = (
    "html head body h1 h2 h3 p a br ul ol li strong em table thead tbody tr th td blockquote pre code"
)
CHROMIUM: Final = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), ""
)


def written(audit: Path, to: Path, **options: Any) -> str:
    """Return a report as the command writes it."""
    given = {
        "shape": None,
        "lang": None,
        "audience": "client",
        "against": None,
        "embed": True,
        "depth": "report",
        "template": None,
        "check_template": False,
        "as_of": None,
    }
    report(str(audit), to, **(given | options))
    return to.read_text(encoding="utf-8")


@pytest.mark.parametrize(("sample", "shape"), [*((one, "md") for one in SAMPLES), ("roastery", "html")])
def test_a_whole_report_reads_as_it_was_accepted(
    sample: str, shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = written(Path(f"audits/{sample}.yaml"), tmp_path / f"r.{shape}", lang=SAMPLES[sample])
    golden = GOLDEN / f"{sample}.{shape}"
    if "TPAUDIT_ACCEPT" in os.environ:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_html_is_valid(sample: str, language: str, tmp_path: Path) -> None:
    text = written(
        ROOT / f"audits/{sample}.yaml", tmp_path / "r.html", lang=language, audience="internal", depth="full"
    )
    html5lib.HTMLParser(strict=True).parse(text)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)
    assert "<script" not in text
    assert set(re.findall(r'(?:src|href)="(?!#)([a-z]+):', text)) <= {
        "https",
        "http",
        "mailto",
        "tel",
        "data",
    }


PHRASES: set[str] = {
    phrase
    for path in (ROOT / "templates" / "report").rglob("*.j2")
    for phrase in re.findall(r"_\('((?:[^'\\]|\\.)*)'", path.read_text(encoding="utf-8"))
} | {
    word
    for words in (
        *(
            checklist.TouchpointKind,
            checklist.Method,
            checklist.Size,
            observation.Felt,
            observation.FindingKind,
        ),
        *(observation.Severity, visit.Outcome, audits.Status),
    )
    for word in get_args(words)
}
PHRASES |= {  # what is said of the journey as a whole
    node.value
    for statement in ast.parse(
        (ROOT / "src/tpaudit/showing/text/results/insights.py").read_text(encoding="utf-8")
    ).body
    if isinstance(statement, ast.FunctionDef)
    for node in [two for one in statement.body[1:] for two in ast.walk(one)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
}


HOUSE: Final = ROOT / "src" / "tpaudit"
SPOKEN: Final = (
    *("text/results/gate", "text/results/verdict", "ci/located", "ci/comment"),
    *(
        "terminal/verdict",
        "terminal/comparison",
        "terminal/explaining/explain",
        "terminal/explaining/insights",
        "terminal/explaining/words",
        "terminal/chains/history",
        "terminal/chains/portfolio",
        "terminal/chains/portfolio_lists",
        "portfolio/words",
        "sheets/paper_sheet",
        "portfolio/contents",
        "portfolio/trend_words",
        "portfolio/trend_picture",
        "terminal/chains/trend",
    ),
)
"""Modules of what the gate, comparisons and histories say to people."""
SAID_BY_RULES: Final = (
    *(HOUSE / "judging" / "gate" / "rules").glob("*.py"),
    *(HOUSE / "judging" / "gate" / f"{name}.py" for name in ("falls", "faults")),
)
"""Modules with the phrases of the gate's rules."""


def spoken(path: Path) -> set[str]:
    """Return every text of a module that goes to `say`, and everything else in it that reads like a phrase."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    said = [
        node.args[0]
        for node in nodes
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("say")
    ]
    apart = [node for node in nodes if _is_silent(node)]
    silent = {text for node in apart for text in _texts(node)}
    phrases = {text for text in _texts(tree) - silent if re.search("[a-z}] ", text)}
    return {text for node in said for text in _texts(node)} | phrases


def _is_silent(node: ast.AST) -> bool:
    """Tell whether something is a docstring, a style, or goes to programs alone."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    piece = isinstance(node, ast.Call) and ast.unparse(node.func) in {"Piece", "re.sub"}
    named = isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "_STYLES"
    helps = isinstance(node, ast.keyword) and node.arg == "help"
    return piece or named or helps or isinstance(node, ast.JoinedStr)


def _texts(node: ast.AST) -> set[str]:
    texts = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
    return {text for text in texts if isinstance(text, str) and text}


PHRASES |= {
    phrase
    for path in (*(HOUSE / "showing" / f"{module}.py" for module in SPOKEN), *SAID_BY_RULES)
    for phrase in spoken(path)
}
PHRASES |= {
    *(*RULES, *PARTS, *get_args(Level), "waived", "added", "removed", "yes", "no", "never", "n/a"),
    *(*comment.COMMENT_COLUMNS, *comparison.COMPARISON_CELLS, *history.HISTORY_CELLS),
    *(*portfolio.PORTFOLIO_HEADS, *portfolio.GROUP_HEADS, *trend.TREND_CELLS, *get_args(PortfolioCut)),
}


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_every_phrase_is_there_in_every_language_with_the_same_names(language: str) -> None:
    catalogue = polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "tpaudit.po"))
    known = {entry.msgid for entry in catalogue} | {entry.msgid_plural for entry in catalogue}
    assert PHRASES - known == set()
    compiled = LOCALE / language / "LC_MESSAGES" / "tpaudit.mo"
    assert [(one.msgid, one.msgstr, one.msgstr_plural) for one in polib.mofile(str(compiled))] == sorted(
        (one.msgid, one.msgstr, one.msgstr_plural) for one in catalogue
    ), "the catalogue changed: install the project again"
    for entry in catalogue:
        names = sorted(re.findall(r"\{\w+\}", entry.msgid))
        for said in entry.msgstr_plural.values() or [entry.msgstr]:
            assert said, entry.msgid
            assert sorted(re.findall(r"\{\w+\}", said)) == names, entry.msgid


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1 пункт"),
        (2, "2 пункта"),
        (5, "5 пунктов"),
        (11, "11 пунктов"),
        (21, "21 пункт"),
        (104, "104 пункта"),
    ],
)
def test_russian_numbers_have_their_plurals(number: int, said: str) -> None:
    assert translator("ru")("{count} items", one="{count} item", number=number, count=number) == said
    assert (
        translator("zh")("{count} items", one="{count} item", number=number, count=number)
        == f"{number} 个检查项"
    )


@pytest.mark.parametrize(("sample", "language"), [("dostavka-edy", "ru"), ("weather-app", "zh")])
@pytest.mark.parametrize("shape", ["md", "html"])
def test_no_english_is_left_in_another_language(
    sample: str, language: str, shape: str, tmp_path: Path
) -> None:
    text = written(ROOT / f"audits/{sample}.yaml", tmp_path / f"r.{shape}", lang=language)
    if shape == "html":
        text = " ".join(html5lib.parse(re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)).itertext())
    assert re.findall(r"(?:\b[A-Za-z]{2,}\b +){3,}", text) == []


def hostile(texts: list[str]) -> str:
    """Return an audit in which hostile texts stand in every place that a report shows."""
    say = [scalar(text) for text in texts]
    lines = [
        "format: 1",
        f"company: {{name: {say[0]}}}",
        f"audit: {{date: 2026-11-14, auditor: {say[1 % len(say)]}, scope: {say[0]}}}",
    ]
    lines += [
        "journey:",
        f"  stages: {{s: {{name: {say[0]}, about: {say[-1]}, contacts: {{ideal: [1, 1], zero: [0, 2]}}}}, e: {say[0]}}}",
        f"  expects: {{x: {{name: {say[0]}, stage: s}}, y: {{name: {say[-1]}, stage: s, silence: true}}}}",
        f"facts: {{f: {say[0]}, g: Mon-Fri 9-18}}",
        f"personas: {{a: {{name: {say[0]}, about: {say[-1]}}}, b: {say[-1]}}}",
        "reach: {s: 10, e: {reached: 5, left_because: {x: 3}}}",
        f"places: {{a: {say[0]}, b: {say[-1]}}}",
        "touchpoints:",
    ]
    for number, text in enumerate(say):
        lines += [
            f"  t{number}:",
            *(f"    {key}: {text}" for key in ("name", "action", "owner", "note", "internal")),
            *(
                "    stage: s",
                "    felt: angry",
                "    promises:",
                f"      p: {text}",
                f"    says: {{f: {text}, g: never}}",
                "    checklists:",
                "      quick:",
                "        works:",
            ),
            f"          - {{answer: no, place: a, by: {text}, note: {text}, evidence: [{{quote: {text}}}, {{link: {text}}}, {{file: {text}, shows: {text}}}]}}",
            "          - {answer: yes, place: b}",
            "          - {answer: yes, place: a, by: someone, method: team}",
            "    findings:",
            f"      f: {{kind: problem, says: {text}, quote: {text}, fix: {text}, note: {text}}}",
        ]
    lines += [
        "  breaker:",
        "    stage: s",
        "    breaks:",
        *(f"      t{number}/p: {text}" for number, text in enumerate(say)),
        "handovers:",
        f"  h: {{name: {say[0]}, from: t0, to: breaker, missing: true, owner: {say[-1]}}}",
    ]
    return "\n".join(lines) + "\n"


def texts_of(path: Path) -> list[list[str]]:
    """Return hostile texts in handfuls: our own, and those beside the checkout where they are."""
    usable = (
        [one for one in _strings(json.loads(path.read_text(encoding="utf-8"))) if one.strip()]
        if path.exists()
        else []
    )
    usable = [one for one in usable if not re.search("[\ud800-\udfff]", one)]
    return [HOSTILE, *(usable[at : at + 60] for at in range(0, len(usable), 60))]


def _strings(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [one for part in parts for one in _strings(part)]


def counts(root: Any) -> dict[str, int]:
    """Count the elements of a page; paragraphs, labels and what leads to them, and links of a good scheme may differ."""
    tags = [str(one.tag).rpartition("}")[2] for one in root.iter()]
    return {tag: tags.count(tag) for tag in set(tags) - {"p", "text", "line", "a", "span", "br"}}


@pytest.mark.parametrize(
    "texts", texts_of(XSS), ids=lambda texts: texts[0][:12].encode("ascii", "replace").decode()
)
@pytest.mark.parametrize("audience", ["client", "internal"])
def test_hostile_texts_stay_texts_in_html(texts: list[str], audience: str, tmp_path: Path) -> None:
    audit = tmp_path / "a.yaml"
    audit.write_text(hostile(texts), encoding="utf-8")
    text = written(audit, tmp_path / "r.html", audience=audience, depth="full")
    tree: Any = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    neutral = tmp_path / "b.yaml"
    neutral.write_text(hostile([f"x{number}" for number in range(len(texts))]), encoding="utf-8")
    plain = html5lib.parse(
        written(neutral, tmp_path / "n.html", audience=audience, depth="full"), namespaceHTMLElements=False
    )
    assert counts(tree) == counts(plain)
    for one in tree.iter():
        assert not [name for name in one.attrib if str(name).startswith("on")]
        for name in ("href", "src"):
            assert not re.match(
                r"\s*(?:javascript|vbscript|data:text)", one.attrib.get(name, ""), re.IGNORECASE
            )
    shown = " ".join("".join(tree.itertext()).split())
    assert " ".join(texts[0].split())[:40] in shown


@pytest.mark.parametrize(
    "texts", texts_of(XSS), ids=lambda texts: texts[0][:12].encode("ascii", "replace").decode()
)
def test_hostile_texts_stay_texts_in_markdown(texts: list[str], tmp_path: Path) -> None:
    audit = tmp_path / "a.yaml"
    audit.write_text(hostile(texts), encoding="utf-8")
    html = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(written(audit, tmp_path / "r.md", audience="internal", depth="full"))
    )
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    tags = {str(one.tag) for one in tree.iter() if isinstance(one.tag, str)}
    assert tags <= {*ALLOWED.split(), "details", "summary"}
    for one in tree.iter():
        assert set(one.attrib) <= {"href", "id", "class", "style", "start"}
        assert not re.match(r"\s*(?:javascript|vbscript|data)", one.attrib.get("href", ""), re.IGNORECASE)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_appendix_in_markdown_is_folded_below_headings_that_links_reach(
    sample: str, tmp_path: Path
) -> None:
    text = written(ROOT / f"audits/{sample}.yaml", tmp_path / "r.md", lang="en")
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    folded = [*tree.iter("details")]
    within = {one for part in folded for one in part.iter()}
    heads = list(tree.iter("h3"))
    anchors = {str(one.get("id")) for one in tree.iter("a") if one.get("id") and one not in within}
    links = {str(one.get("href")).removeprefix("#") for one in tree.iter("a")} - {"None"}
    assert {link for link in links if link.startswith("touchpoint-")} <= anchors
    assert (len(anchors) == len(heads), not within & {*heads, *tree.iter("h2")}) == (True, True)
    names = [" ".join("".join(next(part.iter("summary")).itertext()).split()) for part in folded]
    assert names.count("What fails, what is right, and what is open") > len(heads) / 2
    marks = "".join("".join(part.itertext()) for part in folded)
    assert "**" not in marks, "what is folded is rendered, too"
    first = text.split("## Appendix A")[1].split("## Appendix C")[0]
    assert len(re.sub(r"<details>.*?</details>", "", first, flags=re.DOTALL)) < len(first) / 2


def test_a_client_does_not_see_what_is_not_for_a_client(tmp_path: Path) -> None:
    secret = ["Otto Secret", "whispered", "hidden/file.jpg", "Olga Owner", "aside"]
    audit = tmp_path / "a.yaml"
    audit.write_text(
        "format: 1\naudit: {auditor: Otto Secret, internal: aside}\ntouchpoints:\n  t:\n    stage: s\n    owner: Olga Owner\n    internal: whispered\n"
        "    checklists: {quick: {works: {answer: yes, internal: whispered, evidence: [{file: hidden/file.jpg, shows: A photo}]}}}\n",
        encoding="utf-8",
    )
    for shape in ("md", "html"):
        client = written(audit, tmp_path / f"c.{shape}", depth="full")
        inside = written(audit, tmp_path / f"i.{shape}", audience="internal", depth="full")
        assert [word for word in secret if word in client] == []
        assert [word for word in secret if word not in inside.replace("\\", "")] == []
        assert "A photo" in client


WHOLE: Final = """
format: 1
company: {name: Corner Shop}
journey:
  stages:
    before: {name: Before, contacts: {ideal: [2, 3], zero: [0, 5]}}
    after: After
    later: Later
  expects:
    window: {name: Shop window, stage: before}
    receipt: {name: Receipt, stage: after, silence: true}
personas: {regular: Rosa, buyer: Graham}
facts: {phone: "+44 20 7946 0018"}
reach: {before: 100, after: {reached: 20, left_because: {price: 7}}}
touchpoints:
  site:
    name: Site
    stage: before
    channel: website
    starts: company
    owner: Olga Owner
    felt: angry
    promises: {same-day: Posted the same day}
    says: {phone: 020 7946 0018}
    checklists: {quick: {works: yes, easy: 5, fast: 5, pleasant: 5, fits: yes}}
  desk:
    name: Desk
    stage: after
    channel: phone
    owner: Dan Desk
    personas: regular
    says: {phone: +44 20 7946 0019}
    breaks: {site/same-day: It takes a week}
    checklists:
      quick:
        easy: 1
        works: [{answer: yes, by: Otto Secret, method: mystery-shopper}, {answer: no, by: Ines Inside, method: team}]
handovers:
  over: {name: From site to desk, from: site, to: desk, checklists: {quick: {works: no}}}
"""
SAID: Final = {
    "losses": [
        "**The largest loss is at After: 80.0\u00a0%, with a score of 15.0. It also scores lowest.**",
        "This shows coincidence, not cause",
        "| ▼ After | 20 | 20.0\u00a0% | 80 | ",
        "| price 7 |",
    ],
    "consistency": [
        "50.0 % of the facts stated are correct (weighted by importance).",
        "| [Site](#touchpoint-site) | ✓ |",
        "| [Desk](#touchpoint-desk) | ✗ +44 20 7946 0019 |",
        "- [Site](#touchpoint-site): “Posted the same day” ✗ [Desk](#touchpoint-desk): It takes a week",
    ],
    "gaps": [
        "- **Before**: Shop window: belongs to such a journey, and this audit has none",
        "- **Before**: persona Rosa: 1 contact, too few: 2–3 would be right",
        "- **After**: Receipt does not come: customers hear nothing",
        "- **Later**: no touchpoint in this stage",
        "| Before (Rosa) | 1 | 2–3 | 50.0 |",
    ],
    "chain": [
        "The weakest link of the chain: [From site to desk](#touchpoint-over), ✗ 0.0 broken",
        "[Site](#touchpoint-site) → [Desk](#touchpoint-desk) (website → phone)",
        "what the customer said before is not passed on",
    ],
    "personas": ["Lowest score: Rosa. The next hardly differs: their intervals overlap."],
    "observers": [
        "0 of 1 pair of observers agrees.",
        "mystery shopper: yes; own team: no)",
        "| mystery shopper | own team | 1 | 100.0 | 0.0 | +100.0 |",
    ],
}  # fmt: skip


CHINESE: Final = """
format: 1
journey: {stages: {s: 售前, e: 售后}}
reach: {s: 10, e: 5}
personas: {a: 甲, b: 乙}
touchpoints:
  t:
    stage: s
    checklists:
      quick:
        works: [{answer: yes, by: a}, {answer: no, by: b}]
        easy: [{answer: 4, by: a}, {answer: 4, by: b}]
        fast: 4
        fits: [{answer: yes, by: a}, {answer: yes, by: b}]
  u: {stage: e, missing: yes, personas: a}
  w: {stage: e, personas: b, importance: 1, checklists: {quick: {works: no}}}
"""


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["3 组对照中，观察者有 2 组一致。", "克里彭多夫 α，是或否：", "走访结果（2 次走访，可多选）：办成 1 次、中途放弃 1 次", "最多 +"]),
        ("ru", ["Наблюдатели сошлись в 2 из 3 случаев. Альфа Криппендорфа, ", "Итоги визитов (2 визита): дело сделано — 1", "до +"]),
    ],
)  # fmt: skip
def test_sentences_are_written_as_their_language_writes_them(
    lang: str, said: list[str], tmp_path: Path
) -> None:
    audit = tmp_path / "a.yaml"
    audit.write_text(CHINESE, encoding="utf-8")
    (tmp_path / "tpaudit.yaml").write_text("format: 1\nreports: {observers: yes}\n", encoding="utf-8")
    (tmp_path / "a.visits").mkdir()
    for name, outcome in (("one", "done"), ("two", "gave-up")):
        text = f"format: 1\nvisit: {{outcome: {outcome}}}\nfindings: {{t/{name}: {{kind: idea, says: 好}}}}\n"
        (tmp_path / f"a.visits/{name}.yaml").write_text(text, encoding="utf-8")
    for shape in ("md", "html"):
        text = re.sub(r"\s*</?small>\s*", " ", written(audit, tmp_path / f"r.{shape}", lang=lang)).replace(
            "\\", ""
        )
        assert [one for one in said if one not in text] == []


@pytest.mark.parametrize("section", SAID)
def test_a_report_says_what_lies_between_touchpoints_and_what_is_missing(
    section: str, tmp_path: Path
) -> None:
    audit = tmp_path / "a.yaml"
    audit.write_text(WHOLE, encoding="utf-8")
    (tmp_path / "tpaudit.yaml").write_text("format: 1\nreports: {observers: yes}\n", encoding="utf-8")
    text = written(audit, tmp_path / "r.md").replace("\\", "")
    assert [one for one in SAID[section] if one not in text] == []


def test_how_far_observers_agree_is_for_the_team_unless_the_workspace_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(WHOLE, encoding="utf-8")
    heading = "Do observers agree?"
    assert heading not in written(tmp_path / "a.yaml", tmp_path / "c.md")
    assert heading in written(tmp_path / "a.yaml", tmp_path / "i.md", audience="internal")


def test_what_a_shopper_tells_of_a_visit_stands_in_the_report(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "a.visits").mkdir()
    (tmp_path / "a.visits/v.yaml").write_text(
        "format: 1\nvisit: {note: I stood there for an hour., internal: Ask her again.}\n"
        "findings: {site/f: {kind: idea, says: More}}\n"
    )
    for shape in ("md", "html"):
        client = written(tmp_path / "a.yaml", tmp_path / f"c.{shape}")
        inside = written(tmp_path / "a.yaml", tmp_path / f"i.{shape}", audience="internal")
        assert ("I stood there for an hour." in client, "Ask her again" in client) == (True, False)
        assert "Ask her again" in inside


def test_a_section_with_nothing_to_say_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "format: 1\ntouchpoints: {t: {stage: s, checklists: {quick: {works: yes}}}}\n", encoding="utf-8"
    )
    for shape in ("md", "html"):
        text = written(tmp_path / "a.yaml", tmp_path / f"r.{shape}")
        for title in (
            "Where customers are lost",
            "same?",
            "missing",
            "Handovers",
            "shoes",
            "observers agree",
        ):
            assert title not in re.sub(r"<style>.*?</style>|\.missing", "", text, flags=re.DOTALL)


def test_a_checklist_without_a_title_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    for name, title in (("bare", ""), ("named", "title: Named\n")):
        (tmp_path / "checklists" / f"{name}.yaml").write_text(
            f"format: 1\nchecklist: {name}\n{title}items:\n  works: {{ask: Works?, answer: yes-no}}\n",
            encoding="utf-8",
        )
    (tmp_path / "a.yaml").write_text(
        "format: 1\ntouchpoints: {t: {stage: s, checklists: {bare: {works: yes}, named: {works: no}}}}\n",
        encoding="utf-8",
    )
    text = written(tmp_path / "a.yaml", tmp_path / "r.html")
    assert "<td><code>bare</code></td>" in text
    assert "<td>Named <code>named</code></td>" in text


def test_who_said_what_and_whose_handover_fails_is_not_for_a_client(tmp_path: Path) -> None:
    audit = tmp_path / "a.yaml"
    audit.write_text(WHOLE, encoding="utf-8")
    names = ["Otto Secret", "Ines Inside", "Olga Owner → Dan Desk"]
    for shape in ("md", "html"):
        assert not [one for one in names if one in written(audit, tmp_path / f"c.{shape}")]
        inside = written(audit, tmp_path / f"i.{shape}", audience="internal")
        assert [one for one in names if one not in inside] == []


def test_an_earlier_audit_shows_what_moved_and_what_became_of_actions(tmp_path: Path) -> None:
    base = "format: 1\naudit: {{date: {day}{follows}}}\ntouchpoints: {{t: {{stage: s, checklists: {{quick: {{easy: {easy}}}}}}}}}\n"
    (tmp_path / "old.yaml").write_text(
        base.format(day="2026-01-01", follows="", easy=2)
        + "actions: {a: {for: t/quick.easy, task: Make it easy, status: done}}\n",
        encoding="utf-8",
    )
    (tmp_path / "new.yaml").write_text(
        base.format(day="2026-06-01", follows=", follows: old.yaml", easy=4), encoding="utf-8"
    )
    text = written(tmp_path / "new.yaml", tmp_path / "r.md")
    assert "| [t](#touchpoint-t) | 25.0 | 75.0 | +50.0 |" in text, text
    assert "- Make it easy (done) 25.0 → 75.0" in text
    assert text.replace("| 25.0 | 75.0 |", "") != text
    assert "What moved" not in written(tmp_path / "old.yaml", tmp_path / "o.md")


def test_pictures_are_embedded_only_from_inside_the_workspace(tmp_path: Path) -> None:
    place = tmp_path / "w"
    place.mkdir()
    (place / "tpaudit.yaml").write_text(
        'format: 1\nbranding: {name: Lantern, logo: ../out.png, colour: "#aa0000"}\n', encoding="utf-8"
    )
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    png = base64.b64decode(dot)
    for path in (place / "in.png", tmp_path / "out.png"):
        path.write_bytes(png)
    (place / "fake.png").write_bytes(b"<svg onload=alert(1)>")
    pieces = ", ".join(
        f"{{file: {name}, shows: S}}" for name in ("in.png", "../out.png", "fake.png", "gone.png")
    )
    (place / "a.yaml").write_text(
        f"format: 1\ntouchpoints: {{t: {{stage: s, checklists: {{quick: {{works: {{answer: yes, evidence: [{pieces}]}}}}}}}}}}\n",
        encoding="utf-8",
    )
    text = written(place / "a.yaml", tmp_path / "r.html", audience="internal", depth="full")
    assert text.count("<img") == text.count("data:image/png;base64,") == 2  # small and large
    assert text.count("the file is not there") == 2
    short = written(place / "a.yaml", tmp_path / "s.html", audience="internal")
    assert "../out.png" in short
    assert "gone.png" in short
    assert "--accent:#aa0000" in text
    assert "<img" not in written(place / "a.yaml", tmp_path / "r.html", embed=False)


def test_python_renders_what_the_command_writes(tmp_path: Path) -> None:
    sample = str(ROOT / "audits/weather-app.yaml")
    audit = tpaudit.load(sample)
    card = tpaudit.score(audit, languages=("zh", "en"))
    for shape in ("md", "html"):
        text = tpaudit.render(audit, card, shape=shape, language="zh")
        assert text == written(Path(sample), tmp_path / f"r.{shape}", lang="zh")


def test_an_audit_that_it_follows_and_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text(
        "format: 1\naudit: {follows: gone.yaml}\ntouchpoints: {t: {stage: s}}\n", encoding="utf-8"
    )
    assert "What moved" not in written(tmp_path / "a.yaml", tmp_path / "r.md")
    assert "gone.yaml: the audit that this one follows is not there" in capsys.readouterr().err


EXAMPLE: Final = re.search(
    r"```jinja\n(.*?)```", (ROOT / "docs" / "templates.md").read_text(encoding="utf-8"), re.DOTALL
)


def test_the_template_of_the_docs_changes_the_cover_and_drops_a_section(tmp_path: Path) -> None:
    assert EXAMPLE is not None
    (tmp_path / "report.html.j2").write_text(EXAMPLE[1], encoding="utf-8")
    sample = ROOT / "audits/roastery.yaml"
    for template in (tmp_path, tmp_path / "report.html.j2"):
        text = written(sample, tmp_path / "r.html", template=template)
        assert "Prepared by Lantern Consulting." in text
        assert 'id="unassessed"' not in text
        assert 'id="touchpoints"' in text


def test_the_docs_name_what_templates_see_and_the_filters(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    parts = [part for part in page.split("\n## ") if part.startswith(("What a template sees", "Filters"))]
    tables = [re.findall(r"^\| (`.*?) \|", part, re.MULTILINE) for part in parts]
    names, written_by = ({name for row in rows for name in re.findall(r"`(\w+)`", row)} for rows in tables)
    sample = ROOT / "audits/roastery.yaml"
    (tmp_path / "report.html.j2").write_text(
        "".join(f"{{% set x = {name} %}}" for name in names), encoding="utf-8"
    )
    assert written(sample, tmp_path / "r.html", template=tmp_path) == ""
    used = {
        name
        for path in (ROOT / "templates" / "report").rglob("*.j2")
        for name in re.findall(r"\| (\w+)", path.read_text(encoding="utf-8"))
    }
    assert {*report_filters(Locale("en")), "in_mermaid", "urlencode_target"} == written_by
    assert written_by - {"decimal", "in_mermaid", "no_score"} <= used  # for templates of one's own


def test_ids_that_are_words_of_python_stay_ids(tmp_path: Path) -> None:
    ids = ("items", "keys", "copy", "get", "values")
    touches = "".join(
        f"  {one}: {{stage: s, says: {{items: a}}, checklists: {{quick: {{works: yes}}}}}}\n" for one in ids
    )
    text = f"format: 1\nfacts: {{items: a, copy: b}}\nplaces: {{get: G, items: I}}\ntouchpoints:\n{touches}"
    (tmp_path / "a.yaml").write_text(text + "  quiet: {stage: s}\n", encoding="utf-8")
    for shape in ("md", "html"):
        text = written(tmp_path / "a.yaml", tmp_path / f"r.{shape}", audience="internal")
        assert [one for one in ids if text.count(f"#touchpoint-{one}") == 0] == []


def test_a_template_can_be_checked_against_the_samples(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "report.html.j2"
    own.write_text(EXAMPLE[1] if EXAMPLE else "", encoding="utf-8")
    (tmp_path / "report.md.j2").write_text(
        "{{ title }}\n{% if earlier %}{{ nothing }}{% endif %}", encoding="utf-8"
    )
    report(None, template=own, check_template=True)
    assert capsys.readouterr().err == "report.html.j2: it renders\n"
    with pytest.raises(UsageError, match=r"report\.md\.j2:2: 'nothing' is undefined"):
        report(None, template=tmp_path, check_template=True)
    for wrong in (tmp_path / "gone", None):
        with pytest.raises(UsageError):
            report(None, template=wrong, check_template=True)
    with pytest.raises(UsageError, match="no audit is named"):
        report(None)


def test_a_template_of_the_workspace_wins(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "report.md.j2").write_text("Mine: {{ title }}", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("format: 1\ntouchpoints: {t: {stage: s}}\n", encoding="utf-8")
    assert written(tmp_path / "a.yaml", tmp_path / "r.md") == "Mine: a"
    assert written(tmp_path / "a.yaml", tmp_path / "r.html").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("{{ title }}\n{{ nothing }}", 2, "'nothing' is undefined"),
        ("{{ title.x.y }}", 1, "has no attribute 'x'"),
        ("{% if %}", 1, "Expected an expression"),
        ("\n{{ title / 2 }}", 2, "unsupported operand"),
        ("{{ ''.__class__ }}", 1, "unsafe"),
        ("{{ fixes.append(1) }}", 1, "unsafe"),
        ("{{ verdict.score }}", 1, "`verdict` is now `scorecard`"),
        ("{% if observers %}{% endif %}", 1, "`observers` is now `scorecard.agreement`"),
        ("{{ title.verdict }}", 1, "has no attribute 'verdict'"),
        ("{{ _.__globals__ }}", 1, "unsafe"),
        ("{% include '/etc/passwd' %}", 1, "there is no template"),
        ("{% include '../secret' %}", 1, "there is no template"),
        ("{{ range(99999999) | length }}", 1, "Range too big"),
    ],
)
def test_a_template_that_does_wrong_is_named_with_its_line(
    template: str, line: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    own = tmp_path / "t"
    own.mkdir()
    (own / "report.md.j2").write_text(template, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        written(ROOT / "audits/roastery.yaml", tmp_path / "r.md", template=own)
    assert said in str(caught.value)
    assert re.match(rf".*report\.md\.j2:{line}: ", str(caught.value)), str(caught.value)
    assert not (tmp_path / "r.md").exists()


def test_hundreds_of_touchpoints_stay_a_report(tmp_path: Path) -> None:
    touches = "".join(
        f"  t{n}: {{name: Touchpoint number {n} with a long name, stage: s{n % 5}, channel: c{n % 9}, checklists: {{quick: {{works: yes, easy: {n % 5 + 1}}}}}}}\n"
        for n in range(300)
    )
    (tmp_path / "a.yaml").write_text(f"format: 1\ntouchpoints:\n{touches}", encoding="utf-8")
    text = written(tmp_path / "a.yaml", tmp_path / "r.html")
    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count("<article") == 300


@pytest.mark.parametrize(
    ("language", "day", "moment", "points"),
    [
        ("en", "14 November 2026", "3 November 2026, 12:30", "1.5"),
        ("ru", "14 ноября 2026", "3 ноября 2026, 12:30", "1,5"),
        ("zh", "2026年11月14日", "2026年11月3日 12:30", "1.5"),
        ("de", "2026-11-14", "2026-11-03 12:30", "1.5"),
    ],
)
def test_days_and_figures_are_written_as_the_language_does(
    language: str, day: str, moment: str, points: str
) -> None:
    tongue = Locale(language)
    assert (tongue.day("2026-11-14"), tongue.day("2026-11-03T12:30"), tongue.points(1.5)) == (
        day,
        moment,
        points,
    )
    assert (tongue.signed(-2.0)[0], tongue.signed(2.0)[0], tongue.signed(0.0)[0]) == ("−", "+", "±")


@pytest.mark.parametrize(
    "text", ["- a", "1. a", "# a", "a | b", "*a*", "<b>", "a\nb", "+ a", "=", "~~a~~", "$x$"]
)
def test_markdown_leaves_a_text_as_it_is(text: str) -> None:
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(in_markdown(text))
    assert html == f"<p>{' '.join(text.split()).replace('<', '&lt;').replace('>', '&gt;')}</p>\n"


def test_labels_and_targets_cannot_end_what_they_stand_in() -> None:
    assert in_mermaid('a: b; #c "d"\n%%e') == "a  b   c  d    e"
    assert in_mermaid(":::") == "-"
    assert in_link("https://a.example/<b> )\n'\"") == "https://a.example/%3Cb%3E%20)%20'%22"


HIDDEN_TABLES: Final = """
() => [...document.querySelectorAll("table")].filter((one) => !one.checkVisibility()).map((one) => one.textContent)
"""


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed here")
def test_a_browser_finds_nothing_to_complain_of(tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `dev` brings playwright")
    axe = pytest.importorskip("axe_core_python.sync_playwright")
    pages = [tmp_path / f"{sample}.html" for sample in SAMPLES]
    for sample, page in zip(SAMPLES, pages, strict=True):
        written(ROOT / f"audits/{sample}.yaml", page, lang=SAMPLES[sample])
    (tmp_path / "x.yaml").write_text(hostile(HOSTILE), encoding="utf-8")
    pages.append(tmp_path / "x.html")
    written(tmp_path / "x.yaml", pages[-1])
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scheme, width in (("light", 360), ("dark", 1440)):
            context = browser.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
            )
            for path in pages:
                page = context.new_page()
                asked: list[str] = []
                said: list[str] = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.on("dialog", lambda dialog, said=said: (said.append(dialog.message), dialog.dismiss()))
                page.goto(path.as_uri())
                assert [
                    (one["id"], one["nodes"][0]["html"]) for one in axe.Axe().run(page)["violations"]
                ] == []
                assert (page.evaluate("document.documentElement.scrollWidth"), said) == (width, [])
                assert page.evaluate(HIDDEN_TABLES) == []
                assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
                page.close()
            context.close()
        browser.close()
