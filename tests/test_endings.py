"""Endings: the name of an output says its format, and an option without effect is refused."""

import csv
import json
from pathlib import Path
from typing import Final

import pytest
from program import run

ROOT: Final = Path(__file__).parent.parent
AUDIT: Final = str(ROOT / "audits" / "roastery.yaml")
PLAIN: Final = "format: 1\ntouchpoints: {desk: {stage: s, checklists: {quick: {works: yes}}}}\n"


@pytest.mark.parametrize(
    "words", [("score", AUDIT), ("plan", AUDIT), ("compare", AUDIT, AUDIT)], ids=lambda words: words[0]
)
def test_an_ending_says_the_format(words: tuple[str, ...], tmp_path: Path) -> None:
    for name in ("out.json", "OUT2.JSON"):
        assert run(*words, "-o", name, cwd=tmp_path).returncode == 0
        assert isinstance(json.loads((tmp_path / name).read_text(encoding="utf-8")), dict)
    assert run(*words, "-o", "out.txt", cwd=tmp_path).returncode == 0
    assert run(*words, "-o", "out", cwd=tmp_path).returncode == 0
    plain = run(*words, cwd=tmp_path).stdout
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == plain
    assert (tmp_path / "out").read_text(encoding="utf-8") == plain


@pytest.mark.parametrize("command", ["score", "plan"])
def test_csv_is_written_by_its_ending(command: str, tmp_path: Path) -> None:
    assert run(command, AUDIT, "-o", "out.csv", cwd=tmp_path).returncode == 0
    text = (tmp_path / "out.csv").read_bytes().decode()
    assert text == run(command, AUDIT, "--format", "csv", cwd=tmp_path).stdout
    assert len({len(row) for row in csv.reader(text.splitlines())}) == 1


def test_a_plan_is_written_as_markdown_by_its_ending(tmp_path: Path) -> None:
    assert run("plan", AUDIT, "-o", "out.md", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("# Plan")


def test_a_format_that_is_named_wins_over_the_ending(tmp_path: Path) -> None:
    assert run("score", AUDIT, "--format", "json", "-o", "out.dat", cwd=tmp_path).returncode == 0
    json.loads((tmp_path / "out.dat").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "words",
    [
        ("score", AUDIT, "-o", "out.docx"),
        ("plan", AUDIT, "-o", "out.xml"),
        ("history", AUDIT, "-o", "out.pdf"),
        ("compare", AUDIT, AUDIT, "-o", "out.csv"),
        ("report", AUDIT, "-o", "out.odt"),
        ("form", AUDIT, "-o", "walk.pdf"),
    ],
    ids=lambda words: words[0],
)
def test_an_unknown_ending_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert (
        f"its ending `{Path(words[-1]).suffix}` says no format that can be written; expected one of ."
        in done.stderr
    )
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


VAIN: Final = {
    "CSV": ("a.yaml", "--by", "stage", "--format", "csv"),
    "CSV by its ending": ("a.yaml", "--by", "stage", "-o", "out.csv"),
    "a line for each audit": ("a.yaml", "b.yaml", "--by", "stage"),
    "a folder": (".", "--by", "stage"),
    "an audit without personas": ("a.yaml", "--by", "persona"),
    "an audit without tags": ("a.yaml", "--by", "tag"),
    "an audit without tags for programs": ("a.yaml", "--by", "tag", "--format", "json"),
    "an audit without places": ("a.yaml", "--by", "place"),
    "an audit without channels": ("a.yaml", "--by", "channel"),
    "an audit without kinds": ("a.yaml", "--by", "kind"),
    "an audit without owners": ("a.yaml", "--by", "owner"),
    "an audit without observers": ("a.yaml", "--by", "observer", "--format", "jsonl"),
}


@pytest.mark.parametrize("words", VAIN.values(), ids=VAIN)
def test_a_cut_that_nobody_would_see_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(PLAIN, encoding="utf-8")
    done = run("score", *words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"--by {words[words.index('--by') + 1]} would change nothing" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("words", [("--format", "csv"), ("-o", "out.csv")])
def test_a_cut_that_the_rows_of_branches_have_no_room_for_is_refused(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(PLAIN.replace("s,", "s, owner: Desk,"), encoding="utf-8")
    done = run("portfolio", ".", "--by", "owner", *words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--by owner would change nothing: CSV has a row for each branch" in done.stderr
    assert run("portfolio", ".", "--by", "owner", cwd=tmp_path).returncode == 0


def test_many_audits_are_cut_by_what_each_says(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(PLAIN.replace("s,", "s, owner: Desk,"), encoding="utf-8")
    done = run("score", ".", "--by", "owner", "--format", "json", cwd=tmp_path)
    assert done.returncode == 0
    assert [list(card["grouped"]["groups"]) for card in json.loads(done.stdout)] == [[""], ["Desk"]]


def test_a_place_or_persona_that_nothing_names_tells_nothing_apart(tmp_path: Path) -> None:
    heads = "places: {north: North, south: South}\npersonas: {rosa: {name: Rosa}, max: {name: Max}}\n"
    (tmp_path / "a.yaml").write_text(PLAIN + heads, encoding="utf-8")
    for by in ("place", "persona"):
        done = run("score", "a.yaml", "--by", by, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"--by {by} would change nothing: the audit says no {by}" in done.stderr


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
@pytest.mark.parametrize("by", ["region", "format", "owner"])
def test_a_portfolio_that_no_branch_is_grouped_in_is_refused(by: str, lang: str, tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(PLAIN, encoding="utf-8")
    done = run("portfolio", ".", "--by", by, "--lang", lang, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    reason = {"en": "would change nothing", "ru": "ничего не изменит", "zh": "不会有任何效果"}[lang]
    assert f"--by {by} {reason}" in done.stderr
    assert run("portfolio", ".", "--by", "stage", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    "by", ["stage", "channel", "kind", "method", "owner", "observer", "place", "persona"]
)
def test_a_cut_that_shows_something_is_taken(by: str) -> None:
    assert run("score", AUDIT, "--by", by, cwd=ROOT).returncode == 0
