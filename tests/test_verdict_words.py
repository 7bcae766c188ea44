"""What the gate, comparisons and histories say to people: in their language, 80 columns wide; to programs in English."""

import os
import re
import subprocess
from pathlib import Path
from typing import Final

import program
import pytest

from tpaudit.judging.gate.registry import RULES
from tpaudit.results.comparison import Moved
from tpaudit.results.verdict import Checked, Result, Verdict, WaiverShown
from tpaudit.showing.ci.comment import as_markdown
from tpaudit.showing.text.numbers import width
from tpaudit.showing.text.results.gate import moves, says, waives
from tpaudit.showing.text.results.verdict import called, counted
from tpaudit.showing.text.translate import translator

ROOT: Final = Path(__file__).parent.parent
GIT: Final = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "А",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "А",
    "GIT_COMMITTER_EMAIL": "a@example.com",
    "GIT_AUTHOR_DATE": "2026-11-02T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-02T12:00:00Z",
}
SETTINGS: Final = """\
format: 1
language: {language}
gate:
  item: {{level: warn, max_drop: 1}}
  coverage: {{level: warn, min: 99}}
  na: {{level: warn, max: 1}}
  consistency: warn
  gap: warn
  yardstick: warn
  floor: [{{level: warn, journey: 99, touchpoint: 50}}]
"""
SAMPLES: Final = {"ru": ("dostavka-edy", "да"), "zh": ("weather-app", "是")}
ENGLISH: Final = r"(?:\b[A-Za-z]{2,}\b +){2,}"
"""Two English words on end: a key, a path or an id is one."""
AUDITS: Final = ("check", "audits", "--as-of", "2026-11-20", "--against")


@pytest.fixture(scope="module", params=SAMPLES)
def spoiled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a workspace in a language, in git, in which a sample audit got worse in many ways; and the language."""
    folder, language = tmp_path_factory.mktemp("workspace"), request.param
    sample, yes = SAMPLES[language]
    text = (ROOT / f"audits/{sample}.yaml").read_text(encoding="utf-8")
    for subject, audit in (("开始" if language == "zh" else "Начало", text), ("+", _worse(text, yes))):
        (folder / "audits").mkdir(exist_ok=True)
        (folder / "audits/a.yaml").write_text(audit, encoding="utf-8")
        (folder / "tpaudit.yaml").write_text(SETTINGS.format(language=language), encoding="utf-8")
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", subject]):
            subprocess.run(["git", *command], cwd=folder, env=os.environ | GIT, check=True)
    return folder, language


def _worse(audit: str, yes: str) -> str:
    """Turn every third yes into a no, leave every fifth open and weigh touchpoints otherwise."""
    lines = audit.split("\n")
    for at, line in enumerate(lines):
        if match := re.fullmatch(rf"( +(?!answer)[\w-]+:) (?:{yes}|yes)", line):
            lines[at] = match[1] + (" no" if at % 3 == 0 else "" if at % 5 == 0 else f" {yes}")
        elif at % 3 == 0:
            lines[at] = re.sub(rf"answer: (?:{yes}|yes)\b", "answer: no", line)
        if match := re.fullmatch(r"( +importance:) [34]", line):
            lines[at] = f"{match[1]} 5"
    return "\n".join(lines)


def run(folder: Path, *args: str) -> str:
    done = program.run(*args, cwd=folder, env=GIT)
    assert done.stderr == ""
    return done.stdout


def said(text: str) -> str:
    """Return a text without commands, which are the same in every language."""
    return re.sub(r"tpaudit explain [^|\n]*", "", text)


COMMANDS: Final = {
    "check": (*AUDITS, "HEAD~1"),
    "check without a baseline": AUDITS[:-1],
    "check that finds nothing worse": (*AUDITS, "HEAD"),
    "check as Markdown": (*AUDITS, "HEAD~1", "--format", "markdown"),
    "compare": ("compare", "HEAD~1:audits/a.yaml", "audits/a.yaml"),
    "history": ("history", "audits/a.yaml"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_people_read_their_own_language_in_80_columns(name: str, spoiled: tuple[Path, str]) -> None:
    folder, language = spoiled
    text = run(folder, *COMMANDS[name])
    assert len(text.splitlines()) > 2
    assert re.findall(ENGLISH, said(text)) == []
    if "markdown" not in COMMANDS[name]:
        assert [line for line in text.splitlines() if width(line) > 80] == []
    assert text == run(folder, *COMMANDS[name], "--lang", language)
    english = run(folder, *COMMANDS[name], "--lang", "en")
    assert english != text
    assert re.findall(ENGLISH, english) != []


@pytest.mark.parametrize("shape", ["json", "junit", "sarif", "github", "gitlab"])
def test_programs_read_english_whatever_the_language(shape: str, spoiled: tuple[Path, str]) -> None:
    folder, language = spoiled
    texts = {
        run(folder, *AUDITS, "HEAD~1", "--format", shape, *more)
        for more in ((), ("--lang", language), ("--lang", "en"))
    }
    assert len(texts) == 1
    if shape != "json":
        assert "by its answers" in texts.pop()


def test_a_file_for_programs_is_the_same_in_any_language(spoiled: tuple[Path, str], tmp_path: Path) -> None:
    folder, _ = spoiled
    for language in ("en", "ru", "zh"):
        run(folder, *AUDITS, "HEAD~1", "--lang", language, "-o", f"sarif:{tmp_path / language}.sarif")
    assert len({(tmp_path / f"{language}.sarif").read_bytes() for language in ("en", "ru", "zh")}) == 1


def test_names_of_a_comparison_are_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    audit = "format: 1\ntouchpoints:\n  line:\n    name: {en: Order line, zh: 订购热线}\n    stage: buy\n    checklists: {quick: {works: ANSWER}}\n"
    for name, answer in (("a", "yes"), ("b", "no")):
        (tmp_path / f"{name}.yaml").write_text(audit.replace("ANSWER", answer), encoding="utf-8")
    assert "Order line" in run(tmp_path, "compare", "a.yaml", "b.yaml")
    chinese = run(tmp_path, "compare", "a.yaml", "b.yaml", "--lang", "zh")
    assert "订购热线" in chinese
    assert "Order line" not in chinese
    assert "能正常办成事吗？您要办的事办成了吗？是 → 否（100.0 → 0.0，客户体验）" in chinese.replace(
        "\n    ", ""
    )


KINDS: Final[dict[str, tuple[str, ...]]] = {
    "regression": ("fell", "unsettled", "chance", "few-visits"),
    "item": ("fell", "unsettled"),
    "broken": ("missing", "promise", "must", "fails", "finding", "section"),
    "finding": ("new", "raised"),
    "removed": ("audit", "touchpoint", "merged", "unscored", "item", "dropped", "finding", "observation"),
    "redated": ("redated",),
    "floor": ("touchpoint", "section", "stage", "journey"),
    "coverage": ("touchpoint", "journey", "past", "unwalked"),
    "na": ("share", "note"),
    "stale": ("stale",),
    "yardstick": ("moved", "importance", "rules", "healed", "hidden", "missing", "promise", "must", "fails"),
    "history": ("changed",),
    "consistency": ("promise", "fact"),
    "gap": ("expected", "silence", "stage", "unscored", "too-few", "too-many"),
    "waiver": ("expired", "nothing", "ends"),
    "gate": ("unreached", "loosened", "workspace", "waiver", "waiver-longer"),
}
OURS: Final = {"missing", "was", "id", "n", "a", "since", "resolved"}
"""What is written so in a file, whatever the language."""


def result(rule: str, kind: str, count: int | None) -> Result:
    """Return a result in which every text of a file is of digits."""
    moved = Moved(
        item="1.2",
        part="experience",
        old=90.0,
        new=40.0,
        old_answers=["yes"],
        new_answers=["never"],
        points=-50.0,
        file="1",
        line=7,
    )
    found = Result(
        rule=rule,
        kind=kind,
        level="error",
        at="",
        name="",
        stage=None,
        owner=None,
        file="1",
        line=7,
        was=None,
        old=90.0,
        new=40.0,
        limit=2.0,
        count=count,
        of=count,
    )
    found.about, found.items, found.place = "1", [moved], "2"
    found.said, found.expected, found.beside = "3", "4", "5"
    found.message = RULES[rule].message(found)
    return found


@pytest.mark.parametrize("count", [None, 0, 1, 2, 5, 21])
@pytest.mark.parametrize("language", SAMPLES)
def test_no_rule_says_an_english_word_in_another_language(language: str, count: int | None) -> None:
    say = translator(language)
    assert list(KINDS) == list(RULES)
    for rule, kinds in KINDS.items():
        for kind in kinds:
            one = result(rule, kind, count if kind == "unsettled" else count or 0)
            text = f"{called(one, say)} {says(one, say)} {moves((one.items or [])[0], say)} {say(rule)}"
            assert set(re.findall("[A-Za-z]+", text)) <= OURS, (rule, kind, text)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 ошибка, 1 предупреждение, 1 закрыто исключением"),
        (2, "2 ошибки, 2 предупреждения, 2 закрыты исключениями"),
        (5, "5 ошибок, 5 предупреждений, 5 закрыто исключениями"),
        (21, "21 ошибка, 21 предупреждение, 21 закрыто исключением"),
    ],
)
def test_russian_counts_have_their_plurals(count: int, said: str) -> None:
    of = Verdict(
        format=1,
        engine="1",
        passed=False,
        errors=count,
        warnings=count,
        waived=count,
        as_of=None,
        against=None,
        audits=[],
        unjudged=[],
        rules=[],
    )
    assert counted(of, translator("ru")) == said
    assert counted(of, translator("zh")) == f"{count} 个错误、{count} 个警告、{count} 项已豁免"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "waived until 31 January 2027 by 7: 8"),
        ("ru", "исключение до 31 января 2027, кто согласовал: 7; причина: 8"),
        ("zh", "豁免至 2027年1月31日，批准人：7；原因：8"),
        ("xx", "waived until 2027-01-31 by 7: 8"),
    ],
)
def test_a_waiver_is_said_in_a_language_and_in_an_unknown_one_in_english(language: str, said: str) -> None:
    assert (
        waives(
            WaiverShown(
                address="1", reason="8", approved_by="7", until="2027-01-31", days=3, file="1", line=2
            ),
            translator(language),
        )
        == said
    )


@pytest.mark.parametrize("language", SAMPLES)
def test_a_comment_that_had_no_room_says_so_in_the_language(language: str) -> None:
    found = [result("gap", "stage", 1) for _ in range(3000)]
    audit = Checked(
        file="1",
        id="2",
        company=None,
        baseline=None,
        word="new",
        results=found,
        waivers=[],
        comparison=None,
        touchpoints={},
    )
    of = Verdict(
        format=1,
        engine="1",
        passed=False,
        errors=3000,
        warnings=0,
        waived=0,
        as_of=None,
        against="3",
        audits=[audit],
        unjudged=[],
        rules=[],
    )
    text = as_markdown(of, str, translator(language))
    assert set(re.findall("[A-Za-z]{2,}", said(text))) <= {"br"}
    assert {"ru": "Здесь не поместил", "zh": "篇幅所限"}[language] in text
