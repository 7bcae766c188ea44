"""The cache: what has not changed is not judged again, and nothing but time depends on it."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from program import run

from tpaudit.operations.many.batch import score_files
from tpaudit.operations.many.cache_codecs import text_codec
from tpaudit.operations.many.fingerprints import digest
from tpaudit.operations.many.judged import Engine, ScoreRequest
from tpaudit.showing.data.scorecard import as_csv

COUNT: Final = 24
CHECKLIST: Final = """format: 1
checklist: own
title: Own
items:
  quick: {ask: "Is it quick?", answer: yes-no, weight: 1}
  kind: {ask: "Are they kind?", answer: yes-no, weight: 1}
"""


def audit(number: int) -> str:
    answers = f"quick: yes, kind: {'yes' if number % 2 else 'no'}"
    return (
        f"format: 1\ncompany: {{name: Shop {number}}}\naudit: {{id: a{number:02}, date: 2026-11-03}}\n"
        "journey: {stages: {meet: {name: Meet}}}\n"
        f"touchpoints: {{desk: {{name: Desk, stage: meet, checklists: {{own: {{{answers}}}}}}}}}\n"
    )


@pytest.fixture
def chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace with enough audits to be worth a cache, which is empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "chain"
    (folder / "audits").mkdir(parents=True)
    (folder / "checklists").mkdir()
    (folder / "tpaudit.yaml").write_text("format: 1\nlanguage: en\n", encoding="utf-8")
    (folder / "checklists/own.yaml").write_text(CHECKLIST, encoding="utf-8")
    for number in range(COUNT):
        (folder / f"audits/a{number:02}.yaml").write_text(audit(number), encoding="utf-8")
    return folder


def table(folder: Path, *words: str) -> str:
    return said(folder, "score", "audits", *words)


def said(folder: Path, *words: str) -> str:
    done = run(*words, cwd=folder)
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


def kept(folder: Path) -> Path:
    (file,) = (folder.parent / "cache/tpaudit").iterdir()
    return file


def rewrite(file: Path, change: Callable[[str, Any], Any]) -> None:
    """Change the result that is kept of each audit, as tpaudit itself would write it."""
    lines = []
    for line in file.read_bytes().splitlines():
        _, fingerprint, path, result = line.split(b" ", 3)
        changed = json.dumps(change(json.loads(path), json.loads(result))).encode()
        lines.append(sealed(b" ".join([fingerprint, path, changed])))
    file.write_bytes(b"".join(lines))


def always(result: Any) -> Callable[[str, Any], Any]:
    return lambda *_: result


def sealed(body: bytes) -> bytes:
    return digest([body]).hex().encode() + b" " + body + b"\n"


def test_what_has_not_changed_is_taken_from_the_run_before(chain: Path) -> None:
    first = table(chain)

    def rename(_: str, result: Any) -> Any:
        return [["From before" if value == "Shop 3" else value for value in result[0]], *result[1:]]

    rewrite(kept(chain), rename)
    assert table(chain) == first.replace("Shop 3     ", "From before", 1)
    assert table(chain, "--no-cache") == first


CHANGES: Final = {
    "an audit": ("audits/a03.yaml", audit(3).replace("quick: yes", "quick: no")),
    "a visit": (
        "audits/a03.visits/one.yaml",
        "format: 1\nvisit: {on: 2026-11-02}\nanswers: {desk/own.quick: no}\n",
    ),
    "a checklist": ("checklists/own.yaml", CHECKLIST.replace("weight: 1", "weight: 3", 1)),
    "the settings": ("tpaudit.yaml", "format: 1\nlanguage: en\nbands: {fair: 20, strong: 40}\n"),
    "the language": ("tpaudit.yaml", "format: 1\nlanguage: ru\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_judged_again(chain: Path, change: str) -> None:
    first = table(chain)
    name, text = CHANGES[change]
    (chain / name).parent.mkdir(exist_ok=True)
    (chain / name).write_text(text, encoding="utf-8")
    second = table(chain)
    assert second != first
    assert second == table(chain, "--no-cache")


def test_a_file_of_the_same_name_beside_an_audit_is_an_error_again(chain: Path) -> None:
    table(chain)
    (chain / "audits/a03.yml").write_text("format: 1\n", encoding="utf-8")
    done = run("score", "audits", cwd=chain)
    assert done.returncode == 2
    assert "`a03.yml` stands beside it" in done.stderr


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"Shop 3", b"Shop 4"),
        lambda _: b"0" * 40 + b"\n{}",
        lambda data: b"\xff\x00" + data,
        lambda _: sealed(b"one word"),
        lambda _: sealed(b"mark {not} json"),
        lambda _: sealed(b"mark " + b"[" * 100_000 + b" 1"),
        lambda data: data[: len(data) // 2] + data,
        lambda data: data.replace(b"\n", b"\r\n"),
    ],
    ids=[
        "empty",
        "cut off",
        "changed",
        "foreign",
        "no text",
        "no parts",
        "no path",
        "deep",
        "spliced",
        "Windows",
    ],
)
def test_a_damaged_file_changes_no_figure(chain: Path, damage: Callable[[bytes], bytes]) -> None:
    first = table(chain)
    kept(chain).write_bytes(damage(kept(chain).read_bytes()))
    assert table(chain) == first
    assert table(chain) == first


def test_what_was_damaged_is_kept_anew(chain: Path) -> None:
    table(chain)
    whole = kept(chain).read_bytes()
    kept(chain).write_bytes(whole.replace(b"Shop 3", b"Shop 4"))
    table(chain)
    assert sorted(kept(chain).read_bytes().splitlines()) == sorted(whole.splitlines())


def test_what_changes_while_it_is_judged_is_not_kept(chain: Path) -> None:
    request = ScoreRequest(keep=as_csv, codec=text_codec("csv"))

    def rows() -> Iterator[str]:
        yield from (result.kept for result in score_files([str(chain)], request, Engine(jobs=1)).results)

    results = rows()
    first = [next(results)]
    visits = chain / "audits/a23.visits"
    visits.mkdir()
    text = "format: 1\nvisit: {on: 2026-11-02}\nanswers: {desk/own.quick: no}\n"
    (visits / "one.yaml").write_text(text, encoding="utf-8")
    (chain / "audits/a22.yaml").write_text(audit(22).replace("quick: yes", "quick: no"), encoding="utf-8")
    changed = [*first, *results]
    shutil.rmtree(visits)
    (chain / "audits/a22.yaml").write_text(audit(22), encoding="utf-8")
    again = [*rows()]
    assert again[:22] == changed[:22]
    assert again[22] != changed[22]
    assert again[23] != changed[23]


def test_what_does_not_fit_is_judged_again(chain: Path) -> None:
    first = table(chain)

    wrong: Any
    for wrong in (["only this"], [["only this"], [1], "en", None], None, "text", [None, None, None, None]):
        rewrite(kept(chain), always(wrong))
        assert table(chain) == first


def test_another_question_is_not_answered_from_it(chain: Path) -> None:
    table(chain)
    assert table(chain, "--as-of", "2026-12-01") == table(chain, "--as-of", "2026-12-01", "--no-cache")
    assert table(chain, "--lang", "zh") == table(chain, "--lang", "zh", "--no-cache")


def test_several_processes_give_the_same_and_keep_the_same(chain: Path) -> None:
    first = table(chain, "--jobs", "2")
    data = kept(chain).read_bytes()
    kept(chain).unlink()
    assert table(chain, "--jobs", "1") == first
    assert kept(chain).read_bytes() == data


def test_nothing_is_kept_where_it_was_not_asked_for(chain: Path) -> None:
    table(chain, "--no-cache")
    run("score", "audits/a00.yaml", cwd=chain)
    run("portfolio", "audits", "--no-cache", cwd=chain)
    run("score", "audits", "--format", "jsonl", "--no-cache", cwd=chain)
    assert not (chain.parent / "cache").exists()


def test_a_folder_that_cannot_be_written_costs_time_alone(chain: Path) -> None:
    (chain.parent / "cache").write_text("in the way", encoding="utf-8")
    assert table(chain) == table(chain)


def test_audits_that_are_gone_are_forgotten(chain: Path) -> None:
    table(chain)
    os.remove(chain / "audits/a03.yaml")
    (chain / "audits/a04.yaml").write_text(audit(5), encoding="utf-8")
    table(chain)
    assert b"a03.yaml" not in kept(chain).read_bytes()


WAYS: Final = {
    "json": ("score", "audits", "--format", "json"),
    "jsonl": ("score", "audits", "--format", "jsonl"),
    "csv": ("score", "audits", "--format", "csv"),
    "portfolio": ("portfolio", "audits", "--format", "json"),
    "trend": ("history", "audits", "--format", "json"),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_format_is_the_same_from_what_is_kept(chain: Path, way: str) -> None:
    (chain / "audits/a03.visits").mkdir()
    for day in ("01", "08"):
        text = f"format: 1\nvisit: {{on: 2026-10-{day}, by: Zoë}}\nanswers: {{desk/own.quick: no}}\n"
        (chain / f"audits/a03.visits/{day}.yaml").write_text(text, encoding="utf-8")
    alone = said(chain, *WAYS[way], "--no-cache")
    first = said(chain, *WAYS[way])
    data = kept(chain).read_bytes()
    assert data.count(b"\n") == COUNT
    assert (first, said(chain, *WAYS[way])) == (alone, alone)
    (chain / "audits/a05.yaml").write_text(audit(6), encoding="utf-8")
    assert said(chain, *WAYS[way]) == said(chain, *WAYS[way], "--no-cache")
    assert kept(chain).read_bytes() != data


@pytest.mark.parametrize("way", WAYS)
def test_what_is_kept_in_another_way_changes_no_figure(chain: Path, way: str) -> None:
    first = said(chain, *WAYS[way])
    packed = {"rest": [], "levels": "", "broken": "", "shape": "eJwDAAAAAAE="}
    wrong: Any
    for wrong in ("text", [], {}, None, [{}], [packed]):
        rewrite(kept(chain), always([wrong, [20.0, 40.0], "en", None]))
        assert said(chain, *WAYS[way]) == first
    kept(chain).write_bytes(kept(chain).read_bytes()[:-200])
    assert said(chain, *WAYS[way]) == first


def test_a_name_that_is_no_text_is_judged_each_time(chain: Path) -> None:
    with open(os.fsencode(chain) + b"/audits/\xff.yaml", "wb") as stream:
        stream.write(audit(9).replace("a09", "odd").encode())
    first = said(chain, "portfolio", "audits", "--format", "json")
    assert said(chain, "portfolio", "audits", "--format", "json") == first
