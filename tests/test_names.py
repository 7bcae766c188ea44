"""Names: whoever reads an output sees the name of a thing, not its id, and names stand as people count."""

import json
import random
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Final

import openpyxl
import program
import pytest

from tpaudit.documents.natural import natural

CHECKLIST: Final = """\
format: 1
checklist: qz-list
title: {en: Desk list, ru: Лист стойки, zh: 前台清单}
minimum: 70
items:
  qz-who:
    ask: {en: Who answers?, ru: Кто отвечает?, zh: 谁接听？}
    answer: choice
    options:
      qz-person: {points: 100, label: {en: A person, ru: Человек, zh: 真人}}
      qz-bot: {points: 0, fails: true, label: {en: A machine, ru: Автомат, zh: 机器}}
  qz-wait:
    ask: {en: How long does it take?, ru: Сколько ждать?, zh: 等多久？}
    answer: duration
    score: {full: 10s, zero: 50s}
    must: true
  qz-wrong:
    ask: {en: What is wrong?, ru: Что не так?, zh: 有什么问题？}
    answer: several
    start: 100
    options: {qz-raw: {points: -60, label: {en: Raw, ru: Сырое, zh: 生食}}}
"""
AUDIT: Final = """\
format: 1
company: {name: Inn}
audit: {id: inn, date: 2026-05-02}
places: {qz-yard: {name: {en: Yard, ru: Двор, zh: 院子}}}
touchpoints:
  qz-desk:
    name: {en: The desk, ru: Стойка, zh: 前台}
    stage: stay
    promises: {qz-quick: {en: In no time, ru: Мгновенно, zh: 立即}}
    checklists: {qz-list: {qz-who: WHO, qz-wait: 46s, qz-wrong: WRONG}}
    findings:
      qz-dust: {kind: problem, says: {en: Dust, ru: Пыль, zh: 灰尘}, severity: critical, place: qz-yard}
  qz-site:
    name: {en: The site, ru: Сайт, zh: 网站}
    stage: stay
    checklists: {qz-list: {qz-who: qz-person, qz-wait: 9s}}
    breaks: {qz-desk/qz-quick: {en: Half an hour, ru: Полчаса, zh: 半小时}}
"""
WORDS: Final = {
    "en": ("The site", "Yard", "Desk list", "A machine", "46 s"),
    "ru": ("Сайт", "Двор", "Лист стойки", "Автомат", "46 с"),
    "zh": ("网站", "院子", "前台清单", "机器", "46 秒"),
}
LANGUAGES: Final = list(WORDS)


@pytest.fixture
def inn(tmp_path: Path) -> Path:
    """Return a folder of an audit, `b.yaml`, and of its past, `a.yaml`."""
    for name, text in {
        "checklists/qz-list.yaml": CHECKLIST,
        "a.yaml": AUDIT.replace("WHO", "qz-person").replace("WRONG", "none"),
        "b.yaml": AUDIT.replace("WHO", "qz-bot").replace("WRONG", "[qz-raw]"),
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def said(folder: Path, *words: str) -> str:
    """Return what a command says, on one line."""
    return re.sub(r"\s+", " ", program.run(*words, cwd=folder).stdout)  # a no-break space, too


def cells(path: Path) -> str:
    """Return all texts of a workbook."""
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    texts = (str(cell.value) for sheet in book for row in sheet.rows for cell in row)
    return "\n".join(texts).replace("\xa0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_of_scores_names_what_breaks_a_touchpoint(language: str, inn: Path) -> None:
    text = said(inn, "score", "b.yaml", "--lang", language)
    for word in WORDS[language]:
        assert word in text
    assert not re.search(r"qz-(yard|bot|quick|raw)|qz-list\b(?!\.)", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shape", ["html", "xlsx"])
def test_a_portfolio_has_no_id_where_there_is_a_name(shape: str, language: str, inn: Path) -> None:
    # Only the promise fails, so that no other fault is told instead of it.
    text = (inn / "b.yaml").read_text(encoding="utf-8")
    text = (
        re.sub("(?s)    findings:.*?(?=  qz-site)", "", text)
        .replace("qz-bot", "qz-person")
        .replace("46s", "9s")
    )
    (inn / "b.yaml").write_text(text.replace("[qz-raw]", "none"), encoding="utf-8")
    words = ("portfolio", "b.yaml", "--lang", language)
    if shape == "xlsx":
        program.run(*words, "-o", "chain.xlsx", cwd=inn)
        text = cells(inn / "chain.xlsx")
    else:
        text = program.run(*words, "--format", shape, cwd=inn).stdout
    assert WORDS[language][0] in text
    assert "qz-site" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_for_a_client_name_what_breaks_a_touchpoint(language: str, inn: Path) -> None:
    program.run("report", "b.yaml", "-o", "report.xlsx", "--lang", language, cwd=inn)
    text = cells(inn / "report.xlsx")
    for word in WORDS[language]:
        assert word in text
    assert "qz-" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shape", ["md", "html"])
def test_a_report_has_no_id_of_an_option_or_a_place(shape: str, language: str, inn: Path) -> None:
    words = ("report", "b.yaml", "--against", "a.yaml", "--lang", language, "--depth", "full")
    text = program.run(*words, "--format", shape, cwd=inn).stdout
    assert WORDS[language][3] in text
    assert not re.search("qz-(bot|raw|yard|quick|person)", text)


COMPARED: Final = {
    "en": ("Who answers? A person → A machine (100.0 → 0.0, experience)", "What is wrong? None → Raw"),
    "ru": ("Кто отвечает? Человек → Автомат (100,0 → 0,0, опыт клиента)", "Что не так? Ничего → Сырое"),
    "zh": ("谁接听？真人 → 机器（100.0 → 0.0，客户体验）", "有什么问题？无 → 生食"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison_asks_and_answers_in_words(language: str, inn: Path) -> None:
    text = said(inn, "compare", "a.yaml", "b.yaml", "--lang", language)
    for words in COMPARED[language]:
        assert words in text
    assert "qz-" not in text


@pytest.mark.parametrize(
    "shape", ["text", "markdown", "github", "gitlab", "sarif", "junit", "checkstyle", "rdjson"]
)
def test_the_gate_says_options_by_their_labels(shape: str, inn: Path) -> None:
    text = said(inn, "check", "b.yaml", "--against", "a.yaml", "--format", shape)
    assert "A person → A machine" in text.replace("&gt;", ">").replace("&#8594;", "→")
    assert not re.search("qz-(bot|person|raw)", text)


def test_json_keeps_ids_and_has_labels_beside_them(inn: Path) -> None:
    data = json.loads(program.run("compare", "a.yaml", "b.yaml", "--format", "json", cwd=inn).stdout)
    who, wrong = data["touchpoints"]["qz-desk"]["moved"]
    assert (who["old_answers"], who["new_answers"]) == (["qz-person"], ["qz-bot"])
    assert (who["old_labels"], who["new_labels"]) == (["A person"], ["A machine"])
    assert (who["item"], who["ask"]) == ("qz-list.qz-who", "Who answers?")
    assert (wrong["new_answers"], wrong["new_labels"]) == (["qz-raw"], ["Raw"])


def test_an_option_of_a_kept_scorecard_has_the_label_that_it_had(inn: Path) -> None:
    (inn / "a.json").write_text(
        program.run("score", "a.yaml", "--format", "json", cwd=inn).stdout, encoding="utf-8"
    )
    assert "Who answers? A person → A machine" in said(inn, "compare", "a.json", "b.yaml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_to_hand_over_has_no_address(language: str, inn: Path) -> None:
    text = program.run("plan", "b.yaml", "--format", "markdown", "--lang", language, cwd=inn).stdout
    assert WORDS[language][3] in text
    assert "qz-" not in text


@pytest.mark.parametrize(("language", "word"), {"ru": "телефон", "zh": "电话"}.items())
def test_a_cut_by_channel_has_words_for_them(language: str, word: str, inn: Path) -> None:
    text = (
        (inn / "b.yaml")
        .read_text(encoding="utf-8")
        .replace("stage: stay", "stage: stay\n    channel: phone", 1)
    )
    (inn / "b.yaml").write_text(text, encoding="utf-8")
    cut = said(inn, "score", "b.yaml", "--by", "channel", "--lang", language)
    assert word in cut
    assert "phone" not in cut


def test_a_channel_without_a_word_of_ours_is_written_as_words(inn: Path) -> None:
    text = (
        (inn / "b.yaml")
        .read_text(encoding="utf-8")
        .replace("stage: stay", "stage: stay\n    channel: info-desk", 1)
    )
    (inn / "b.yaml").write_text(text, encoding="utf-8")
    program.run("report", "b.yaml", "-o", "report.xlsx", cwd=inn)
    program.run("report", "b.yaml", "-o", "report.docx", cwd=inn)
    with zipfile.ZipFile(inn / "report.docx") as document:
        written = document.read("word/document.xml").decode()
    for words in (cells(inn / "report.xlsx"), written, said(inn, "score", "b.yaml", "--by", "channel")):
        assert "info desk" in words
        assert "info-desk" not in words


@pytest.mark.parametrize("shape", ["text", "markdown", "sarif", "junit"])
def test_the_gate_calls_a_touchpoint_by_its_name(shape: str, inn: Path) -> None:
    (inn / "tpaudit.yaml").write_text("format: 1\ngate: {consistency: warn}\n", encoding="utf-8")
    text = said(inn, "check", "b.yaml", "--against", "a.yaml", "--format", shape)
    assert "The desk (qz-desk" in text
    assert "does not keep the promise “In no time” of The desk" in text
    assert not re.search("qz-quick|of qz-", text)


def test_the_gate_names_what_newly_breaks_a_promise(inn: Path) -> None:
    text = (inn / "a.yaml").read_text(encoding="utf-8")
    (inn / "a.yaml").write_text(re.sub("    breaks: .*\n", "", text), encoding="utf-8")
    text = said(inn, "check", "b.yaml", "--against", "a.yaml")
    assert "The desk (qz-desk) is newly broken: its promise “In no time” is not kept by The site" in text


@pytest.mark.parametrize(
    ("language", "words"),
    {
        "en": "How long does it take? 46 s",
        "ru": "Сколько ждать? 46 с",
        "zh": "等多久？46 秒",
    }.items(),
)
def test_a_figure_stands_behind_its_question(language: str, words: str, inn: Path) -> None:
    for command in (["score", "b.yaml"], ["plan", "b.yaml"], ["report", "b.yaml", "--format", "md"]):
        text = said(inn, *command, "--lang", language)
        assert words in text.replace("**", "")
        assert "46s:" not in text


def test_names_stand_as_people_count() -> None:
    in_order = [
        ["Branch 1", "Branch 2", "Branch 2b", "Branch 10", "Branch 010 A", "Branch 11"],
        ["Ёлка 2", "Елка 9", "Ёлка 10", "Ель", "Игра", "Йод"],
        ["филиал 2", "Филиал 3", "ФИЛИАЛ 12"],
        ["分店2", "分店３", "分店10"],
        ["1.9", "1.10", "1.100"],
        ["2" + "0" * 5_000, "1" + "0" * 5_001],
    ]
    for names in in_order:
        mixed = names[:]
        random.Random(1).shuffle(mixed)  # noqa: S311 - the same order every time
        assert sorted(mixed, key=natural) == names


def test_what_counts_alike_still_has_one_order() -> None:
    assert sorted({"A 02", "a 2", "A 2"}, key=natural) == ["A 02", "A 2", "a 2"]


@pytest.mark.parametrize("name", ["Branch", "Филиал", "分店"])
def test_branches_are_listed_as_people_count(name: str, tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    ask = "format: 1\nchecklist: ask\nitems:\n  clean: {ask: Is it?, answer: yes-no}\n"
    (tmp_path / "checklists/ask.yaml").write_text(ask, encoding="utf-8")
    for number in (1, 2, 10, 20):
        (tmp_path / f"{number}.yaml").write_text(
            f'format: 1\ncompany: {{name: Inn, branch: "{name} {number}"}}\n'
            f"audit: {{id: a{number}, date: 2026-05-02, auditor: Ann}}\n"
            f"touchpoints: {{desk: {{stage: stay, owner: Owner {number}, checklists: {{ask: {{clean: yes}}}}}}}}\n",
            encoding="utf-8",
        )
    listed = ["1", "2", "10", "20"]
    for words in (["portfolio", "."], ["history", ".", "--by", "visits"], ["score", "."]):
        text = program.run(*words, cwd=tmp_path, env={"COLUMNS": "120"}).stdout
        found = re.findall(rf"{name} (\d+)|\b(\d+)\.yaml", text)
        assert list(dict.fromkeys(filter(None, (first or second for first, second in found)))) == listed
    owners = program.run("portfolio", ".", "--by", "owner", cwd=tmp_path).stdout
    assert list(dict.fromkeys(re.findall(r"Owner (\d+)", owners))) == listed
