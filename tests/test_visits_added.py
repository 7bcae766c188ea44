"""Visits that come back: checked with their audit, added once, with photos, and nothing else from an archive."""

import json
import random
import stat
import zipfile
from pathlib import Path
from typing import Final

import pytest
from program import run

JPEG: Final = b"\xff\xd8\xff\xe0" + bytes(60)
AUDIT: Final = """\
format: 1
audit: {id: tea-house}
places: {harbour: Harbour}
touchpoints:
  table: {stage: evening, checklists: {short: }}
  door: {stage: evening, checklists: {short: }}
"""
CHECKLIST: Final = """\
format: 1
checklist: short
items:
  works: {ask: Does it work?, answer: yes-no}
  wait: {ask: How long?, answer: duration, score: {full: 1s, zero: 9s}}
"""
VISIT: Final = """\
format: 1
visit: {on: 2026-11-03T19:30, until: 2026-11-03T20:10, by: Ben, place: harbour}
form:
  audit: tea-house
  walk: "k3f9a2"
  checklists: {short: "%s"}
answers:
  table/short.works: {answer: no, note: Stuck, evidence: [{file: evidence/k3f9a2/1.jpg}]}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a workspace with one audit."""
    (tmp_path / "checklists").mkdir()
    (tmp_path / "audits").mkdir()
    (tmp_path / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    (tmp_path / "checklists" / "short.yaml").write_text(CHECKLIST, encoding="utf-8")
    (tmp_path / "audits" / "evening.yaml").write_text(AUDIT, encoding="utf-8")
    (tmp_path / "walk.yaml").write_text(VISIT % fingerprint(tmp_path), encoding="utf-8")
    return tmp_path


def fingerprint(home: Path) -> str:
    card = json.loads(run("score", "audits/evening.yaml", "--format", "json", cwd=home).stdout)
    return str(card["checklists"]["short"]["fingerprint"])


def archive(home: Path, *entries: tuple[str | zipfile.ZipInfo, bytes], name: str = "walk.zip") -> str:
    """Write an archive with the visit and some other entries; return its name."""
    with zipfile.ZipFile(home / name, "w") as made:
        made.write(home / "walk.yaml", "visit.yaml")
        for entry, data in entries:
            made.writestr(entry, data)
    return name


def files_of(home: Path) -> set[str]:
    return {path.relative_to(home).as_posix() for path in (home / "audits").rglob("*") if path.is_file()}


ADDED: Final = "audits/evening.visits/ben-2026-11-03-k3f9a2.yaml"


def test_a_visit_with_its_photo_lies_where_the_audit_finds_it(home: Path) -> None:
    done = run("visits", "add", archive(home, ("evidence/k3f9a2/1.jpg", JPEG)), cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [ADDED, "audits/evidence/k3f9a2/1.jpg"]
    assert (home / ADDED).read_bytes() == (home / "walk.yaml").read_bytes()
    assert (home / "audits/evidence/k3f9a2/1.jpg").read_bytes() == JPEG
    assert run("validate", "--strict", "audits", cwd=home).returncode == 0


def test_the_same_file_twice_adds_nothing_whatever_it_is_called(home: Path) -> None:
    run("visits", "add", "walk.yaml", cwd=home)
    before = files_of(home)
    (home / ADDED).rename(home / "audits/evening.visits/by-hand.yaml")
    done = run("visits", "add", "walk.yaml", "walk.yaml", cwd=home)
    assert (done.returncode, done.stdout.count("there already: audits/evening.visits/by-hand.yaml")) == (0, 2)
    assert len(files_of(home)) == len(before)


def test_an_archive_brings_the_photos_of_a_visit_that_came_as_text(home: Path) -> None:
    run("visits", "add", "walk.yaml", cwd=home)
    done = run("visits", "add", archive(home, ("evidence/k3f9a2/1.jpg", JPEG)), cwd=home)
    assert (done.returncode, done.stdout) == (0, "audits/evidence/k3f9a2/1.jpg\n")


def test_another_copy_of_a_walk_is_refused_and_named(home: Path) -> None:
    run("visits", "add", "walk.yaml", cwd=home)
    later = (home / "walk.yaml").read_text(encoding="utf-8") + "  door/short.works: yes\n"
    (home / "later.yaml").write_text(later, encoding="utf-8")
    done = run("visits", "add", "later.yaml", cwd=home)
    assert done.returncode == 2
    assert f"another copy of this walk is there already: {ADDED}" in done.stderr.replace("./", "")


def test_nothing_is_overwritten(home: Path) -> None:
    picture = home / "audits/evidence/k3f9a2/1.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"mine")
    done = run("visits", "add", archive(home, ("evidence/k3f9a2/1.jpg", JPEG)), cwd=home)
    assert (done.returncode, picture.read_bytes()) == (2, b"mine")
    assert "is there already" in done.stderr
    assert not (home / ADDED).exists()


def test_what_no_longer_fits_is_named_and_nothing_is_written(home: Path) -> None:
    text = (home / "checklists/short.yaml").read_text(encoding="utf-8")
    (home / "checklists/short.yaml").write_text(text.replace("works:", "opens:"), encoding="utf-8")
    before = files_of(home)
    done = run("visits", "add", "walk.yaml", cwd=home)
    assert done.returncode == 2
    assert "`table` is not asked `short.works`; the nearest is `short.opens`" in done.stderr
    assert "form.checklists.short: the checklist `short` has changed since the form was made" in done.stderr
    assert "nothing of it was added" in done.stderr
    assert files_of(home) == before


def test_a_checklist_that_changed_is_a_warning_where_its_answers_still_fit(home: Path) -> None:
    with (home / "checklists/short.yaml").open("a", encoding="utf-8") as stream:
        stream.write("  more: {ask: More?, answer: yes-no}\n")
    done = run("visits", "add", "walk.yaml", cwd=home)
    assert (done.returncode, done.stdout) == (0, ADDED + "\n")
    assert "warning: form.checklists.short: the checklist `short` has changed" in done.stderr


def test_a_renamed_question_still_fits(home: Path) -> None:
    text = CHECKLIST.replace("works: {", "opens: {was: works, ")
    (home / "checklists/short.yaml").write_text(text, encoding="utf-8")
    assert run("visits", "add", "walk.yaml", cwd=home).returncode == 0


def test_one_file_that_is_refused_keeps_no_other_out(home: Path) -> None:
    (home / "bad.yaml").write_text("format: 1\nvisit: {}\nanswers: {nowhere/x.y: 1}\n", encoding="utf-8")
    done = run("visits", "add", "bad.yaml", "walk.yaml", "--to", "audits/evening.yaml", cwd=home)
    assert (done.returncode, done.stdout) == (2, ADDED + "\n")
    assert "bad.yaml: nothing of it was added" in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (VISIT.replace("audit: tea-house", "audit: tea-hous"), "no audit here has the id `tea-hous`"),
        ("format: 1\nvisit: {by: Ben}\nanswers: {table/short.works: yes}\n", "expected --to AUDIT"),
        ("format: 1\nitems: {}\n", "items"),
        ("", "walk.yaml"),
    ],
)
def test_a_file_that_leads_to_no_audit_is_refused(home: Path, text: str, said: str) -> None:
    (home / "walk.yaml").write_text(text, encoding="utf-8")
    done = run("visits", "add", "walk.yaml", cwd=home)
    assert done.returncode == 2
    assert said in done.stderr


def test_two_audits_of_one_id_are_told_apart_by_the_option(home: Path) -> None:
    (home / "audits" / "copy.yaml").write_text(AUDIT, encoding="utf-8")
    assert "2 audits here have the id" in run("visits", "add", "walk.yaml", cwd=home).stderr
    done = run("visits", "add", "walk.yaml", "--to", "audits/copy.yaml", cwd=home)
    assert done.stdout == ADDED.replace("evening", "copy") + "\n"


# Archives from strangers


def link(name: str) -> zipfile.ZipInfo:
    """Return the entry of a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("../evil.jpg", JPEG, "leads elsewhere"),
        ("evidence/../../evil.jpg", JPEG, "leads elsewhere"),
        ("/evil.jpg", JPEG, "leads elsewhere"),
        ("evidence\\..\\evil.jpg", JPEG, "leads elsewhere|does not lie in"),
        ("C:/evil.jpg", JPEG, "leads elsewhere"),
        ("evidence/.git/hook.jpg", JPEG, "leads elsewhere"),
        ("evidence/script.sh", b"#!/bin/sh\n", "is no picture"),
        ("evidence/page.jpg", b"<svg onload=alert(1)>", "is no picture"),
        ("evidence/picture.html", JPEG, "is no picture"),
        ("tpaudit.jpg", JPEG, "does not lie in evidence/"),
        ("second.yaml", b"format: 1\n", "there are 2 visits in it"),
        ("evidence/large.jpg", JPEG + bytes(17 << 20), "too large"),
    ],
)
def test_an_archive_with_anything_else_in_it_is_refused_whole(
    home: Path, name: str, data: bytes, said: str
) -> None:
    before = files_of(home)
    done = run("visits", "add", archive(home, (name, data)), cwd=home)
    assert done.returncode == 2
    assert any(part in done.stderr for part in said.split("|"))
    assert files_of(home) == before
    assert not (home.parent / "evil.jpg").exists()


def test_a_link_in_an_archive_is_refused(home: Path) -> None:
    done = run("visits", "add", archive(home, (link("evidence/1.jpg"), b"/etc/passwd")), cwd=home)
    assert (done.returncode, "is a link or a device" in done.stderr) == (2, True)


def test_a_folder_that_is_a_link_leads_nothing_out_of_the_workspace(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:  # fmt: skip
    outside = tmp_path_factory.mktemp("outside")
    (home / "audits" / "evidence").symlink_to(outside)
    done = run("visits", "add", archive(home, ("evidence/k3f9a2/1.jpg", JPEG)), cwd=home)
    assert (done.returncode, "leads out of the workspace" in done.stderr) == (2, True)
    assert list(outside.iterdir()) == []


def test_a_bomb_is_not_unpacked(home: Path) -> None:
    with zipfile.ZipFile(home / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.write(home / "walk.yaml", "visit.yaml")
        for number in range(20):
            made.writestr(f"evidence/{number}.jpg", bytes(15 << 20))
    done = run("visits", "add", "bomb.zip", cwd=home)
    assert (done.returncode, "it unpacks to too much" in done.stderr) == (2, True)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(home: Path) -> None:
    with zipfile.ZipFile(home / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.write(home / "walk.yaml", "visit.yaml")
        made.writestr("evidence/1.jpg", JPEG + bytes(30 << 20))
    data = (home / "bomb.zip").read_bytes()
    size = (len(JPEG) + (30 << 20)).to_bytes(4, "little")
    (home / "bomb.zip").write_bytes(data.replace(size, (1000).to_bytes(4, "little")))
    done = run("visits", "add", "bomb.zip", cwd=home)
    assert (done.returncode, done.stdout) == (2, "")


def test_no_damage_to_an_archive_ends_in_a_traceback(home: Path) -> None:
    archive(home, ("evidence/k3f9a2/1.jpg", JPEG))
    whole, chance = (home / "walk.zip").read_bytes(), random.Random(7)  # noqa: S311 - no secret
    for number in range(150):
        broken = bytearray(whole)
        for _ in range(1 + number % 4):
            broken[chance.randrange(4, len(broken))] = chance.randrange(256)
        (home / "walk.zip").write_bytes(
            bytes(broken[: chance.randrange(4, len(broken) + 1)] if number % 3 == 0 else broken)
        )
        done = run("visits", "add", "walk.zip", cwd=home)
        assert done.returncode in (0, 2), done.stderr
        assert "Traceback" not in done.stderr


def test_a_file_that_only_begins_like_an_archive_is_refused(home: Path) -> None:
    (home / "walk.zip").write_bytes(b"PK\x03\x04" + bytes(100))
    done = run("visits", "add", "walk.zip", cwd=home)
    assert (done.returncode, "cannot be unpacked" in done.stderr) == (2, True)


# The list


def test_the_list_says_who_when_where_and_what_is_open_by_place_and_person(home: Path) -> None:
    run("visits", "add", "walk.yaml", cwd=home)
    lines = run("visits", "list", "audits/evening.yaml", cwd=home).stdout.splitlines()
    assert lines[1].split() == [
        *("3", "Nov", "2026", "19:30–20:10"),
        "Ben",
        "Harbour",
        "1",
        "0",
        "ben-2026-11-03-k3f9a2",
    ]
    assert lines[3:] == [
        "Still open: 3 of 4 questions",
        "  Harbour: 1 of 2 questions",
        "  left open by Ben: 1 of 2 questions",
    ]


def test_the_list_is_the_same_for_programs(home: Path) -> None:
    run("visits", "add", "walk.yaml", cwd=home)
    told = json.loads(run("visits", "list", "audits/evening.yaml", "--format", "json", cwd=home).stdout)
    assert (told["visits"][0]["by"], told["visits"][0]["answers"]) == ("Ben", 1)
    assert told["open"] == {"name": None, "asked": 4, "open": 3}
    assert told["by_place"] == [{"name": "harbour", "asked": 2, "open": 1}]


def test_an_audit_without_a_visit_says_so_in_each_language(home: Path) -> None:
    said = {"en": "There is no visit yet.", "ru": "Визитов пока нет.", "zh": "还没有走访。"}
    for language, words in said.items():
        done = run("visits", "list", "audits/evening.yaml", "--lang", language, cwd=home)
        assert done.stdout.startswith(words)
