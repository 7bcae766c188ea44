"""Typography of whole reports: marks, units, quotes and names as each language has them; users' own text apart."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args
from xml.etree.ElementTree import Element

import html5lib
import program
import pytest
import yaml
from markdown_it import MarkdownIt

import tpaudit
from tpaudit.documents import checklist, observation, visit
from tpaudit.showing.terminal.console import plain
from tpaudit.showing.terminal.table import scorecard_lines
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import width

ROOT: Final = Path(__file__).parent.parent
SAMPLES: Final = ("roastery", "dostavka-edy", "weather-app")
LANGUAGES: Final = ("en", "ru", "zh")
OWN: Final = "\ue000"
"""Stands where a text of a user stood: a letter, and no one's to judge."""
HAN: Final = f"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef{OWN}]"
WRONG: Final = {
    "zh": {
        "half-width after Han": rf"{HAN}\s?[,:;()!?](?!//)|[\u4e00-\u9fff]\.(?!\d)",
        "half-width before Han": rf"[,:;(]\s*[\u4e00-\u9fff]|[:;(]\s*{OWN}",
        "blank between Han": r"[\u4e00-\u9fff] [\u4e00-\u9fff]",
        "blank beside a full-width mark": r"(?<![·→★✗]) [，、。；：（）]|[，、。；：（）] (?![·→★✗])",
    },
    "ru": {
        "decimal point": r"(?<![\d.])\d+\.\d(?![\d.])",
        "three dots": r"\.\.\.",
        "hyphen for a dash": r"[а-яё»] - ",
    },
}
"""What a report must not hold outside code, addresses and texts of users."""
UNIT: Final = r"(?<![\w.,:/-])\d+(?:[.,]\d+)?\s?(?:ms|min|sec|[hmsdw])\b"
APART: Final = frozenset(
    (
        "article",
        "blockquote",
        "body",
        "caption",
        "dd",
        "desc",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "g",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "br",
        "small",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
        "th",
        "thead",
        "title",
        "tr",
        "tspan",
        "ul",
    )
)
"""Elements whose text does not run into that of their neighbours."""
BOXES: Final = ("chip", "tag")
"""Classes of what stands in a frame of its own."""


def shown(element: Element) -> Iterator[str]:
    """Yield the text of an element as it is read: no code, no style, and what stands apart on a line of its own."""
    name = element.tag.rpartition("}")[2]
    if name in {"style", "code", "head"}:
        return
    alone = name in APART or bool(set(BOXES) & set(element.get("class", "").split()))
    yield "\n" if alone else ""
    yield element.text or ""
    for child in element:
        yield from shown(child)
        yield child.tail or ""
    yield "\n" if alone else ""
    for key in ("data-label", "aria-label", "alt"):
        yield f"\n{element.get(key)}\n" if element.get(key) else ""


def text_of(page: str) -> str:
    """Return the text of a page of HTML, a line for each of its parts."""
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    lines = "".join(shown(tree)).splitlines()
    return "\n".join(" ".join(re.split(r"[ \t]+", line.strip())) for line in lines if line.strip())


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text that a file holds, and each of its lines."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str):
        yield value
        yield " ".join(value.split())
        yield from (" ".join(part.split()) for part in re.split(r"\n\s*\n", value))


def own_texts(sample: str) -> list[str]:
    """Return what the authors of a sample wrote, and what checklists ask: the longest first."""
    audits = ROOT / "audits"
    files = [
        audits / f"{sample}.yaml",
        *(audits / f"{sample}.visits").glob("*.yaml"),
        *(ROOT / "checklists").glob("*.yaml"),
    ]
    found = {
        text.rstrip() for file in files for text in texts_in(yaml.safe_load(file.read_text(encoding="utf-8")))
    }
    return sorted(
        (text for text in found if len(text) > 3 or re.fullmatch(r"\d\.\d", text)), key=len, reverse=True
    )


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], str]:
    """Return the whole report of every sample in every language as text, users' texts replaced."""
    folder, found = tmp_path_factory.mktemp("reports"), {}
    for sample in SAMPLES:
        texts = own_texts(sample)
        cut = (rf"{re.escape(text[:30])}[^\n…]*…" for text in texts if len(text) > 60)
        own = re.compile("|".join([*map(re.escape, texts), *cut]))
        for language in LANGUAGES:
            for shape in ("html", "md"):
                target = folder / f"{sample}.{language}.{shape}"
                done = program.run(
                    *f"report audits/{sample}.yaml --depth full -o {target} --lang {language}".split(),
                    cwd=ROOT,
                )
                assert done.returncode == 0, done.stderr
                page = target.read_text(encoding="utf-8")
                if shape == "md":
                    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(page)
                found[sample, language, shape] = own.sub(OWN, text_of(page))
    return found


def hits(pattern: str, text: str) -> list[str]:
    return [text[max(0, found.start() - 20) : found.end() + 20] for found in re.finditer(pattern, text)]


@pytest.mark.parametrize("shape", ["html", "md"])
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("language", ["ru", "zh"])
def test_marks_and_decimals_are_those_of_the_language(
    language: str, sample: str, shape: str, reports: dict[tuple[str, str, str], str]
) -> None:
    text = reports[sample, language, shape]
    assert len(text) > 5000
    assert {
        name: hits(pattern, text) for name, pattern in WRONG[language].items() if hits(pattern, text)
    } == {}


@pytest.mark.parametrize("shape", ["html", "md"])
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("language", ["ru", "zh"])
def test_no_unit_is_written_in_latin_letters(
    language: str, sample: str, shape: str, reports: dict[tuple[str, str, str], str]
) -> None:
    assert hits(UNIT, reports[sample, language, shape]) == []


QUOTES: Final = {"en": "«»「」", "ru": "“”‘’「」\"'", "zh": "«»‘’\"'"}
"""Marks of quotation that are those of other languages."""


@pytest.mark.parametrize("shape", ["html", "md"])
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_are_those_of_the_language(
    language: str, sample: str, shape: str, reports: dict[tuple[str, str, str], str]
) -> None:
    lines = reports[sample, language, shape].splitlines()
    if language != "ru":
        lines = [line for line in lines if not re.search("[а-яё]", line)]  # what a Russian said, cut to fit
    assert hits(f"[{QUOTES[language]}]", "\n".join(lines)) == []


IDS: Final = frozenset(
    word
    for words in (
        checklist.Method,
        checklist.TouchpointKind,
        visit.Outcome,
        observation.Felt,
        observation.Severity,
    )
    for word in get_args(words)
) | {
    "word-of-mouth",
    "self-service",
    "opening-hours",
    "no-answer",
    "long-form",
    "delivery-cost",
    "mobile",
    "desktop",
}


@pytest.mark.parametrize("shape", ["html", "md"])
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_has_a_name_is_shown_by_its_id(
    language: str, sample: str, shape: str, reports: dict[tuple[str, str, str], str]
) -> None:
    audit = yaml.safe_load((ROOT / f"audits/{sample}.yaml").read_text(encoding="utf-8"))
    channels = {touch.get("channel") for touch in audit["touchpoints"].values()}
    ids = (IDS | channels | {*audit.get("personas", ()), *audit.get("places", ())}) - {None}
    say = Locale(language).word
    named = {name for name in ids if name in audit.get("personas", ()) or say(name) != name}
    said = re.split(r"\s*[·,，、;；:：()（）\n]\s*|(?<=\w)\s(?=\d)", reports[sample, language, shape])
    assert named >= {"mystery-shopper", "customer-diary", "long-form"}
    assert named & set(said) == set()


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_star_of_markdown_is_left(
    language: str, sample: str, reports: dict[tuple[str, str, str], str]
) -> None:
    assert hits(r"\*\*", reports[sample, language, "md"]) == []


def test_fonts_with_chinese_letters_are_for_chinese_alone() -> None:
    families = re.compile(r"PingFang|Hiragino|YaHei|CJK|Noto Sans SC|Noto Serif SC|Songti|SimSun")
    sheets = [*(ROOT / "templates").rglob("*.css*"), *(ROOT / "templates").rglob("*.html*")]
    rules = [
        rule
        for sheet in sheets
        for rule in re.findall(r"[^{}]*\{[^{}]*\}", sheet.read_text(encoding="utf-8"))
        if families.search(rule)
    ]
    assert len(rules) >= 3
    for rule in rules:
        selectors = rule.partition("{")[0].split("*/")[-1]
        assert all(":lang(zh)" in selector for selector in re.split(r",(?![^(]*\))", selectors)), rule


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("language", ["ru", "zh"])
def test_marks_in_a_terminal_are_those_of_the_language(language: str, sample: str) -> None:
    audit = tpaudit.load(str(ROOT / f"audits/{sample}.yaml"))
    card = tpaudit.score(audit, by="place" if audit.audit.places else "stage")
    lines = scorecard_lines(card, language=language, limits=(60.0, 80.0), columns=5000)
    own = re.compile("|".join(map(re.escape, own_texts(sample))))
    addresses = r"\S*(?:audits/|\w+/[\w-]+\.)\S*"
    text = re.sub(addresses, OWN, own.sub(OWN, plain(lines)))
    wrong = {name: pattern for name, pattern in WRONG[language].items() if "blank" not in name}
    assert len(text) > 2000
    assert {name: hits(pattern, text) for name, pattern in wrong.items() if hits(pattern, text)} == {}


@pytest.mark.parametrize(
    "words",
    [
        "score audits/dostavka-edy.yaml --by place",
        "plan audits/roastery.yaml",
        "explain audits/weather-app.yaml",
        "check audits --as-of 2026-11-21",
        "compare audits/roastery.yaml audits/weather-app.yaml",
        "portfolio audits",
        "status",
    ],
)
@pytest.mark.parametrize("language", ["ru", "zh"])
def test_no_line_is_wider_than_a_terminal(language: str, words: str) -> None:
    done = program.run(*words.split(), "--lang", language, cwd=ROOT)
    assert done.stdout
    assert [line for line in done.stdout.splitlines() if width(line) > 80] == []
