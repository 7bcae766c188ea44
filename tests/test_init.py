"""`tpaudit init`: what it writes can be filled in by anybody, and is an audit from the first moment."""

import json
import re
import subprocess
from pathlib import Path
from typing import Final

import program
import pytest
from editor import as_an_editor_reads
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # has no stubs of its own

import tpaudit
from tpaudit.cli.init import init
from tpaudit.errors import UsageError
from tpaudit.reading.files.find import yaml_files
from tpaudit.reading.validate import problems_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read
from tpaudit.showing.scaffold.audit import scalar

JOURNEYS: Final = sorted(
    path.stem for path in (Path(__file__).parent.parent / "templates/journeys").glob("*.yaml")
)
WORDS: Final = re.compile(r"(?:\b[A-Za-z]+\b +){3,}")


def started(
    folder: Path, journey: str = "purchase", language: str | None = None, company: str = "", **options: bool
) -> Path:
    init(folder, journey, language, company, options.get("quick", False), shown=False)
    return next((folder / "audits").glob("*.yaml"))


@pytest.mark.parametrize("quick", [False, True], ids=["whole", "quick"])
@pytest.mark.parametrize("language", ["en", "ru", "zh"])
@pytest.mark.parametrize("journey", JOURNEYS)
def test_what_is_written_validates_and_is_all_open(
    journey: str, language: str, quick: bool, tmp_path: Path
) -> None:
    audit = started(tmp_path, journey, language, quick=quick)
    homes = Workspaces()
    assert [str(one) for file in yaml_files([str(tmp_path)]).files for one in problems_of(file, homes)] == []
    card = tpaudit.score(tpaudit.load(str(audit)))
    items = [item for touch in card.touchpoints.values() for item in touch.items.values()]
    assert {item.state for item in items} == {"open"}
    assert (card.score, card.coverage, card.broken) == (None, None, [])
    assert len(items) == len(card.touchpoints) * 5 if quick else len(items) > 100


@pytest.mark.parametrize("language", ["ru", "zh"])
@pytest.mark.parametrize("journey", JOURNEYS)
def test_no_english_is_left_for_a_reader_of_another_language(
    journey: str, language: str, tmp_path: Path
) -> None:
    audit = started(tmp_path, journey, language)
    for file in (
        audit,
        audit.with_suffix(".visits") / "example.yaml",
        tmp_path / "tpaudit.yaml",
        tmp_path / "README.md",
    ):
        text = re.sub(r"`[^`]*`|\([^)]*\)", "", file.read_text(encoding="utf-8"))
        assert [line for line in text.splitlines() if WORDS.search(line + " ")] == []


def test_every_question_stands_above_its_answer_with_what_it_takes(tmp_path: Path) -> None:
    lines = started(tmp_path, "online-shop", "en").read_text(encoding="utf-8").splitlines()
    at = lines.index("        solved-first-call:")
    assert lines[at - 4 : at] == [
        "",
        "        # Was the matter settled in this one call?",
        "        # Only if pick-up-time is answered.",
        "        # = yes, no, or a rate such as 37/40",
    ]
    at = lines.index("        who-answers:")
    assert lines[at - 6 : at - 2] == [
        "        # Who, or what, answers? (If nobody does, call twice more.)",
        "        # = one of these",
        "        #   person = A person, ready to help",
        "        #   menu = A menu or a bot first, then a person",
    ]


@pytest.mark.parametrize(
    ("language", "channel", "example"),
    [("en", "website", "an app"), ("ru", "website", "форма"), ("zh", "mini-program", "微信小程序")],
)
def test_a_channel_and_its_examples_are_those_of_the_language(
    language: str, channel: str, example: str, tmp_path: Path
) -> None:
    audit = started(tmp_path, "hotel", language)
    assert tpaudit.load(str(audit)).audit.touchpoints["booking"].channel == channel
    lines = audit.read_text(encoding="utf-8").split("\n  booking:\n")[1].splitlines()
    assert any(example in line for line in lines[:6] if line.startswith("    # "))


def test_one_person_alone_starts_with_what_matters_most(tmp_path: Path) -> None:
    init(tmp_path, "online-shop", "en", "Anna", quick=False, size="solo", shown=False)
    loaded = tpaudit.load(str(tmp_path / "audits/anna.yaml"))
    assert loaded.audit.company is not None
    assert loaded.audit.company.size == "solo"
    asked = {touch.id for touch in loaded.touches}
    assert asked == {touch for touch, expected in loaded.expects.items() if expected.importance >= 4}
    assert set(loaded.audit.not_expected) == set(loaded.expects) - asked
    with pytest.raises(UsageError, match="--size: `huge` is not known"):
        init(tmp_path, "clinic", "en", "", quick=False, size="huge", shown=False)


def test_touchpoints_that_are_named_come_before_the_size(tmp_path: Path) -> None:
    init(tmp_path, "online-shop", "en", touchpoints="courier", size="solo", shown=False)
    assert [touch.id for touch in tpaudit.load(str(tmp_path / "audits/online-shop.yaml")).touches] == [
        "courier"
    ]


def test_what_takes_days_comes_last_and_says_so_and_a_desk_is_named(tmp_path: Path) -> None:
    text = started(tmp_path, "online-shop", "en").read_text(encoding="utf-8")
    returns = text.split("\n      returns:\n")[1]
    ids = re.findall(r"^        ([a-z-]+):$", returns, re.MULTILINE)
    days = re.findall(r"# This takes [0-9]+ days: start early\.\n        ([a-z-]+):", returns)
    assert "money-back" in days
    assert ids[-len(days) :] == days
    assert "        # This takes 3 days: start early.\n        answered-at-all:" in text
    assert "        # At a desk: opens, fits-phone" in text
    assert "        # At a desk: pick-up-time" not in text


def test_what_a_journey_calls_quick_in_a_chat_is_written_as_a_standard(tmp_path: Path) -> None:
    audit = tpaudit.load(str(started(tmp_path / "whole", "purchase", "en")))
    chat = next(touch for touch in audit.touches if touch.id == "support-messages")
    first = chat.asked["response-time.first-answer"].question.item
    assert (first.points(60.0), first.points(3600.0)) == (100.0, 15.0)
    quick = started(tmp_path / "quick", "purchase", "en", quick=True).read_text(encoding="utf-8")
    assert "standards:" not in quick


def test_the_age_of_a_post_is_had_at_a_desk_although_it_is_counted_in_days(tmp_path: Path) -> None:
    text = started(tmp_path, "hairdresser-fitness", "en").read_text(encoding="utf-8")
    social = text.split("\n      social-media:\n")[1].partition("\n\n")[0]
    assert "newest-post" in social.partition("\n")[0]
    assert "start early" not in social


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_the_example_at_the_top_is_an_audit_once_its_marks_are_gone(language: str, tmp_path: Path) -> None:
    text = started(tmp_path, "online-shop", language).read_text(encoding="utf-8")
    lines = text.splitlines()
    at = lines.index("#     touchpoints:")
    example = "\n".join(line.removeprefix("#     ") for line in lines[at : at + 4])
    file = tmp_path / "audits/example.yaml"
    head = "format: 1\naudit: {date: 2026-11-14}\njourney: online-shop\n"
    file.write_text(f"{head}{example}\n", encoding="utf-8")
    audit = tpaudit.load(str(file)).audit
    assert audit.touchpoints["call-back"].missing
    assert list(audit.not_expected) == ["courier"]


def test_two_people_fill_in_neighbouring_questions_without_a_conflict(tmp_path: Path) -> None:
    audit = started(tmp_path, "purchase", "en")

    def git(*words: str) -> str:
        head = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", *words]
        return subprocess.run(head, cwd=tmp_path, check=True, capture_output=True, encoding="utf-8").stdout

    def answer(item: str, text: str) -> None:
        whole = audit.read_text(encoding="utf-8")
        audit.write_text(
            whole.replace(f"        {item}:\n", f"        {item}: {text}\n", 1), encoding="utf-8"
        )

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "start")
    git("checkout", "-qb", "other")
    answer("politeness", "4")
    git("commit", "-qam", "politeness")
    git("checkout", "-q", "main")
    answer("who-answers", "person")
    git("commit", "-qam", "who answers")
    git("merge", "-q", "other")
    card = tpaudit.score(tpaudit.load(str(audit)))
    scored = {
        at
        for touch in card.touchpoints.values()
        for at, item in touch.items.items()
        if item.state == "scored"
    }
    assert scored == {"phone.politeness", "phone.who-answers"}


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    for name in ("README.md", "checklists/quick.yaml"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(tpaudit.InputError):
        started(tmp_path, quick=True)
    (tmp_path / "checklists/quick.yaml").unlink()
    audit = started(tmp_path, quick=True)
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match="is there already"):
        started(tmp_path, quick=True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert audit.name == "purchase.yaml"


@pytest.mark.parametrize(
    "company",
    ['A: "B" #1', "- x", "yes", "n/a", "Супница", "骑前科技", "a\x07\x1b[31mb", "#", "{x}", "1.0", "'"],
)
def test_a_company_may_be_called_anything(company: str, tmp_path: Path) -> None:
    audit = started(tmp_path, company=company, quick=True)
    assert tpaudit.load(str(audit)).audit.company.name == company.strip()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a: b",
        "a #b",
        "x\x85y",
        "\u2028",
        "~",
        "true",
        "12",
        "a\nb",
        "«Вау»",
        "О’Нил (юг)",
        "it's",
        "- a",
        "\ufeff",
    ],
)
def test_a_value_is_read_back_as_it_was(text: str) -> None:
    assert read(f"a: {scalar(text)}\n".encode()).data == {"a": text}


def test_the_journeys_are_listed_in_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    init(tmp_path, "purchase", "ru", "", quick=False, shown=True)
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said] == JOURNEYS
    assert all(re.search(r"\d этап(?:а|ов)?, (?:17|18|19|20) точек контакта", line) for line in said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("inside", ["new", "a/b/new", "there"])
def test_a_workspace_within_another_speaks_its_language(inside: str, tmp_path: Path) -> None:
    (tmp_path / "tpaudit.yaml").write_text("format: 1\nlanguage: ru\n", encoding="utf-8")
    (tmp_path / "there").mkdir()
    done = program.run("init", inside, cwd=tmp_path)
    assert done.stdout.startswith(f"записан: {inside}/audits/purchase.yaml\n")
    assert "\nlanguage: ru\n" in (tmp_path / inside / "tpaudit.yaml").read_text(encoding="utf-8")
    assert WORDS.search((tmp_path / inside / "README.md").read_text(encoding="utf-8")) is None
    assert program.run("init", "asked", "--lang", "zh", cwd=tmp_path).returncode == 0
    assert "\nlanguage: zh\n" in (tmp_path / "asked" / "tpaudit.yaml").read_text(encoding="utf-8")


def test_settings_of_a_folder_win_over_those_around_it(tmp_path: Path) -> None:
    (tmp_path / "tpaudit.yaml").write_text("format: 1\nlanguage: ru\n", encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "tpaudit.yaml").write_text("format: 1\nlanguage: zh\n", encoding="utf-8")
    assert program.run("init", "own", cwd=tmp_path).stdout.startswith("已写入")


def test_a_journey_that_does_not_exist_names_the_nearest(tmp_path: Path) -> None:
    run = program.run("init", str(tmp_path), "--journey", "clinik", cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr == "tpaudit: there is no journey `clinik`; the nearest is `clinic`\n"
    assert list(tmp_path.iterdir()) == []


def test_a_quick_audit_asks_once_and_answers_in_a_line_each(tmp_path: Path) -> None:
    audit = started(tmp_path, "online-shop", "en", quick=True)
    text = audit.read_text(encoding="utf-8")
    assert text.count("How easy is it?") == 1
    assert text.count("checklists: {quick: {works: , easy: , fast: , pleasant: , fits: }}") == 20
    assert len(text.splitlines()) < 280
    audit.write_text(text.replace("{works: , easy: ,", "{works: yes, easy: 5,", 1), encoding="utf-8")
    card = tpaudit.score(tpaudit.load(str(audit)))
    assert card.touchpoints["search-result"].score == 100


def test_the_example_of_a_visit_walks_past_every_must(tmp_path: Path) -> None:
    audit = started(tmp_path, "hotel", "en")
    visit = (audit.with_suffix(".visits") / "example.yaml").read_text(encoding="utf-8")
    loaded = tpaudit.load(str(audit))
    musts = [
        f"  {touch.id}/{address}:"
        for touch in loaded.touches
        for address, asked in touch.asked.items()
        if asked.question.item.must
    ]
    assert [line for line in visit.splitlines() if line in musts] == musts
    assert visit.count("Reply to the mail or use the way it offers") <= 1


def test_an_audit_may_start_with_a_few_touchpoints(tmp_path: Path) -> None:
    init(tmp_path, "hotel", "en", "", touchpoints="room, reception")
    loaded = tpaudit.load(str(next((tmp_path / "audits").glob("*.yaml"))))
    assert [touch.id for touch in loaded.touches] == ["reception", "room"]
    assert len(loaded.audit.not_expected) == 16
    with pytest.raises(UsageError, match="expects no touchpoint `rom`; the nearest is `room`"):
        init(tmp_path / "other", "hotel", "en", "", touchpoints="rom")


def test_an_editor_finds_the_schema_of_every_file_that_is_written(tmp_path: Path) -> None:
    audit = started(tmp_path, "clinic", quick=True)
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))
    covered = set()
    for schema_path, patterns in settings["yaml.schemas"].items():
        validator = Draft202012Validator(json.loads((tmp_path / schema_path).read_text(encoding="utf-8")))
        for file in (found for pattern in patterns for found in tmp_path.glob(pattern)):
            assert list(validator.iter_errors(as_an_editor_reads(file))) == [], file
            covered.add(file)
    named = {audit, audit.with_suffix(".visits") / "example.yaml", tmp_path / "tpaudit.yaml"}
    assert covered == named | set((tmp_path / "checklists").glob("*.yaml"))
    for file in named:
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        schema = file.parent / first.removeprefix("# yaml-language-server: $schema=")
        assert schema.resolve() == (tmp_path / ".tpaudit" / schema.name).resolve()
        assert f"./.tpaudit/{schema.name}" in settings["yaml.schemas"]


def test_the_next_wave_names_the_schema_that_the_earlier_one_names(tmp_path: Path) -> None:
    audit = started(tmp_path, "clinic", quick=True)
    text = audit.read_text(encoding="utf-8").replace("date:  #", "date: 2026-01-01  #")
    audit.write_text(text, encoding="utf-8")
    program.run("init", "--follows", "audits/clinic.yaml", "--date", "2027-02-01", cwd=tmp_path)
    later = (tmp_path / "audits/clinic-2027-02-01.yaml").read_text(encoding="utf-8")
    assert later.startswith("# yaml-language-server: $schema=../.tpaudit/audit.schema.json\n")
