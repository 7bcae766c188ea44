"""Baselines out of git: real repositories, in every state in which a CI job or a person may have one."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Final, NamedTuple

import program
import pytest

AUDIT: Final = """\
format: 1
company: {name: Kiln}
audit: {id: kiln, date: 2026-11-01}
touchpoints:
  line:
    stage: buy
    checklists:
      own:
        polite: 4
        quick: yes
"""
OWN: Final = """\
format: 1
checklist: own
items:
  polite: {ask: How polite?, answer: 1-5}
  quick: {ask: Was it quick?, answer: yes-no}
"""
WORSE: Final = AUDIT.replace("polite: 4", "polite: 2")
GIT: Final = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.com",
    "GIT_AUTHOR_DATE": "2026-11-02T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-02T12:00:00Z",
}


class Done(NamedTuple):
    """What a run of the program left."""

    code: int
    out: str
    err: str


class Place:
    """A folder with a git repository, in which files are written and committed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def git(self, *args: str, **more: str) -> str:
        done = subprocess.run(
            ["git", *args], cwd=self.folder, env=os.environ | GIT | more, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()

    def write(self, files: Mapping[str, str]) -> "Place":
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return self

    def commit(self, subject: str = "Change", **files: str) -> str:
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "HEAD").strip()

    def run(self, *args: str, at: str = "", **more: str) -> Done:
        done = program.run(*args, cwd=self.folder / at, env=GIT | more)
        return Done(done.returncode, done.stdout, done.stderr)

    def check(self, *args: str, at: str = "", **more: str) -> Done:
        return self.run("check", *args, "--as-of", "2026-11-10", at=at, **more)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return a repository with one audit and its checklist, committed on main and tagged `then`."""
    place = Place(tmp_path / "repo")
    place.git("init", "-q", "-b", "main")
    place.write({"audits/a.yaml": AUDIT, "checklists/own.yaml": OWN})
    place.commit("First")
    place.git("tag", "then")
    return place


def test_what_did_not_change_passes(place: Place) -> None:
    done = place.check("--against", "main")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("PASS")
    assert "as before" in done.out


def test_what_got_worse_fails_and_says_which_why_and_on_what_line(place: Place) -> None:
    place.write({"audits/a.yaml": WORSE})
    done = place.check("--against", "main")
    assert done.code == 1
    assert done.out.startswith("FAIL")
    assert "own.polite: How polite? 4 → 2 (75.0 → 25.0, -25.0 points)" in done.out
    assert "audits/a.yaml:9  (was main:audits/a.yaml:5)" in done.out


def test_the_baseline_is_where_head_parted_unless_the_commit_itself_is_meant(place: Place) -> None:
    place.git("checkout", "-q", "-b", "work")
    place.commit("Work", **{"notes.txt": "x"})
    place.git("checkout", "-q", "main")
    place.commit("Better on main", **{"audits/a.yaml": AUDIT.replace("polite: 4", "polite: 5")})
    place.git("checkout", "-q", "work")
    assert place.check("--against", "main").code == 0
    assert place.check("--against", "main", "--exact").code == 1


def test_a_merge_is_compared_with_the_last_commit_in_common(place: Place) -> None:
    place.git("checkout", "-q", "-b", "work")
    place.commit("Worse", **{"audits/a.yaml": WORSE})
    place.git("checkout", "-q", "main")
    place.commit("Other", **{"audits/b.yaml": AUDIT.replace("id: kiln", "id: other")})
    place.git("merge", "-q", "--no-ff", "-m", "Merge", "work")
    done = place.check("--against", "work")
    assert done.code == 0
    assert "new there" in done.out
    assert place.check("--against", "HEAD^1").code == 1


def test_the_audit_is_followed_by_its_id_through_a_rename(place: Place) -> None:
    (place.folder / "audits/a.yaml").rename(place.folder / "audits/b c é.yaml")
    place.write({"audits/b c é.yaml": WORSE})
    done = place.check("--against", "main")
    assert done.code == 1
    assert "regression" in done.out
    assert "removed" not in done.out


def test_an_audit_without_an_id_is_followed_by_its_companys_name(place: Place) -> None:
    nameless = AUDIT.replace("id: kiln, ", "")
    place.commit(**{"audits/a.yaml": nameless})
    (place.folder / "audits/a.yaml").unlink()
    place.write({"audits/b.yaml": nameless.replace("polite: 4", "polite: 2")})
    assert "regression" in place.check("--against", "main").out
    place.write({"audits/b.yaml": nameless.replace("Kiln", "Other")})
    done = place.check("--against", "main")
    assert done.code == 1
    assert "was an audit that scored 87.5 and is not there any more" in done.out


def test_a_file_of_another_id_is_no_rename_and_the_old_audit_is_missed(place: Place) -> None:
    (place.folder / "audits/a.yaml").unlink()
    place.write({"audits/b.yaml": AUDIT.replace("id: kiln", "id: other")})
    done = place.check("--against", "main")
    assert done.code == 1
    assert "removed" in done.out
    assert "audits/a.yaml:1  (was main:audits/a.yaml)" in done.out
    assert place.check("audits/a.yaml", "--against", "main").code == 1
    assert place.check("audits/b.yaml", "--against", "main").code == 0


def test_a_new_audit_passes_with_a_word_or_is_held_against_the_one_that_it_follows(place: Place) -> None:
    new = WORSE.replace("id: kiln", "id: next")
    place.write({"audits/next.yaml": new})
    done = place.check("audits/next.yaml", "--against", "main")
    assert done.code == 0
    assert "it is new there" in done.out
    place.write({"audits/next.yaml": new.replace("id: next", "id: next, follows: a.yaml")})
    assert place.check("audits/next.yaml", "--against", "main").code == 1
    place.write({"audits/next.yaml": new.replace("id: next", "id: next, follows: gone.yaml")})
    done = place.check("audits/next.yaml", "--against", "main")
    assert (done.code, "gone.yaml" in done.err) == (3, True)


def test_visits_checklists_and_settings_are_those_of_then(place: Place) -> None:
    place.write({"tpaudit.yaml": "format: 1\nbands: {strong: 90, fair: 50}\n"})
    place.commit(
        **{
            "audits/a.visits/one.yaml": "format: 1\nvisit: {on: 2026-11-02, by: Ben}\nanswers: {line/own.polite: 5}\n"
        }
    )
    place.write(
        {
            "checklists/own.yaml": OWN.replace("answer: 1-5", "answer: 1-5, weight: 3"),
            "audits/a.visits/one.yaml": "format: 1\nvisit: {on: 2026-11-02, by: Ben}\nanswers: {line/own.polite: 1}\n",
        }
    )
    done = place.check("--against", "main", "--format", "json")
    (one,) = json.loads(done.out)["audits"]
    split = one["comparison"]["touchpoints"]["line"]
    assert split["old"] == pytest.approx((87.5 + 100) / 2)
    assert split["yardstick"] == pytest.approx((3 * 87.5 + 100) / 4 - split["old"])
    assert split["experience"] == pytest.approx(3 * (37.5 - 87.5) / 4)
    assert split["new"] == pytest.approx((3 * 37.5 + 100) / 4)


def test_a_checklist_that_was_own_and_is_renamed_away_is_read_as_it_was(place: Place) -> None:
    (place.folder / "checklists/own.yaml").unlink()
    place.write({"checklists/mine.yaml": OWN.replace("checklist: own", "checklist: mine")})
    place.write({"audits/a.yaml": AUDIT.replace("own:", "mine:")})
    done = place.check("--against", "main", "--format", "json")
    kinds = [one["kind"] for one in json.loads(done.out)["audits"][0]["results"] if one["rule"] == "removed"]
    assert kinds == ["dropped", "dropped"]


def test_nothing_in_the_repository_is_touched(place: Place) -> None:
    place.write({"audits/a.yaml": WORSE})

    def state() -> dict[str, str]:
        files = sorted(path for path in place.folder.rglob("*") if path.is_file())
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    before = state()
    place.check("--against", "main")
    place.run("history", "audits/a.yaml")
    place.run("compare", "main:audits/a.yaml", "audits/a.yaml")
    assert state() == before


def test_lines_that_end_otherwise_change_nothing(place: Place) -> None:
    place.write({"audits/a.yaml": AUDIT.replace("\n", "\r\n")})
    done = place.check("--against", "main")
    assert done.code == 0
    assert "as before" in done.out


def test_it_runs_from_any_folder(place: Place) -> None:
    place.write({"audits/a.yaml": WORSE})
    done = place.check("--against", "main", at="audits")
    assert done.code == 1
    assert "a.yaml:9  (was main:audits/a.yaml:5)" in done.out
    outside = place.check("repo/audits", "--against", "main", at="..")
    assert outside.code == 1


def test_without_arguments_every_audit_of_the_workspace_is_taken(place: Place) -> None:
    place.write({"tpaudit.yaml": "format: 1\n"})
    place.commit(**{"more/deep/b.yaml": AUDIT.replace("id: kiln", "id: b")})
    place.write({"more/deep/b.yaml": WORSE.replace("id: kiln", "id: b")})
    done = place.check("--against", "main", at="audits")
    assert done.code == 1
    assert os.path.join("..", "more", "deep", "b.yaml") in done.out


def test_no_file_of_a_change_passes_for_the_branch_that_it_is_held_against(place: Place) -> None:
    place.write({"audits/a.yaml": WORSE, "main": WORSE})
    assert place.check("audits", "--against", "main").code == 1


@pytest.mark.parametrize(
    "text", [WORSE.replace("touchpoints:", '"touchpoints":'), "", "\u0000", "format: 1\n"]
)
def test_what_was_an_audit_is_judged_however_it_is_written_now(text: str, place: Place) -> None:
    place.commit(**{"audits/b.yaml": AUDIT.replace("id: kiln", "id: b")})
    place.write({"audits/a.yaml": text})
    done = place.check("--against", "main")
    assert done.code == (1 if "stage" in text else 2)
    assert "audits/a.yaml" in done.out


def test_an_audit_with_quoted_keys_is_one_at_the_baseline_too(place: Place) -> None:
    place.commit(**{"audits/a.yaml": AUDIT.replace("touchpoints:", '"touchpoints":')})
    place.write({"audits/a.yaml": WORSE})
    assert place.check("--against", "main").code == 1


def test_a_workspace_file_put_in_between_hides_nothing(place: Place) -> None:
    place.write({"tpaudit.yaml": "format: 1\n"})
    place.commit(**{"other/b.yaml": AUDIT.replace("id: kiln", "id: b")})
    place.write(
        {"audits/a.yaml": WORSE, "audits/tpaudit.yaml": "format: 1\npaths: {checklists: ../checklists}\n"}
    )
    assert place.check("--against", "main").code == 1


def test_a_folder_moved_behind_a_link_is_found_again(place: Place) -> None:
    place.git("mv", "audits", "walks")
    (place.folder / "audits").symlink_to("walks")
    place.write({"walks/a.yaml": WORSE, "tpaudit.yaml": "format: 1\n"})
    assert place.check("--against", "main").code == 1
    assert place.check("walks", "--against", "main").code == 1


def test_a_copy_that_nobody_made_worse_covers_no_other(place: Place) -> None:
    place.git("mv", "audits/a.yaml", "audits/z.yaml")
    place.write({"audits/0.yaml": AUDIT, "audits/z.yaml": WORSE})
    done = place.check("--against", "main")
    assert done.code == 1
    assert "removed" not in done.out


@pytest.mark.parametrize("kind", ["blob:none", "tree:0"])
def test_a_partial_clone_that_lacks_what_is_needed_is_no_pass(
    kind: str, place: Place, tmp_path: Path
) -> None:
    place.commit(**{"audits/a.yaml": AUDIT.replace("polite: 4", "polite: 5")})
    place.git("config", "uploadpack.allowFilter", "true")
    place.commit("Worse", **{"audits/a.yaml": WORSE})
    clone = Place(tmp_path / "clone")
    place.git("clone", "-q", f"--filter={kind}", f"file://{place.folder}", str(clone.folder))
    clone.git("config", "remote.origin.url", "file:///nowhere")
    done = clone.check("--against", "HEAD~1")
    assert (done.code, "git fetch --refetch" in done.err) == (3, True)
    assert "Traceback" not in done.err


def test_what_a_hook_sets_for_git_leads_nowhere_else(place: Place) -> None:
    place.write({"audits/a.yaml": WORSE})
    hook = {"GIT_DIR": str(place.folder / ".git"), "GIT_INDEX_FILE": ".git/index"}
    for at in ("", "audits"):
        done = place.check("a.yaml" if at else "audits/a.yaml", "--against", "main", at=at, **hook)
        assert (done.code, "was main:audits/a.yaml:5" in done.out) == (1, True)
    assert place.run("history", "audits/a.yaml", GIT_DIR=".git").code == 0


def test_a_path_that_leads_nowhere_is_said(place: Place) -> None:
    done = place.check("audits/a.yaml", "audits/typo.yaml", "--against", "main")
    assert (done.code, "audits/typo.yaml: no such file" in done.err) == (2, True)
    assert place.check("audits/typo.yaml").code == 2


def test_links_round_in_circles_and_odd_files_stop_nothing(place: Place) -> None:
    (place.folder / "audits/loop").symlink_to("..")
    (place.folder / "latest").symlink_to("audits")
    (place.folder / "audits/nowhere.yaml").symlink_to("gone")
    os.mkfifo(place.folder / "audits/pipe.yaml")
    place.write({"tpaudit.yaml": "format: 1\n"})
    place.commit()
    assert place.check("--against", "main").code == 0
    (place.folder / "latest").unlink()
    assert place.check("--against", "main").code == 0


def test_a_folder_that_is_gone_with_its_audit_is_told(place: Place) -> None:
    place.write({"tpaudit.yaml": "format: 1\n"})
    place.commit(**{"deep/er/b.yaml": AUDIT.replace("id: kiln", "id: b")})
    place.git("rm", "-rq", "deep")
    done = place.check("deep/er/b.yaml", "--against", "main")
    assert (done.code, "is not there any more" in done.out) == (1, True)
    assert place.run("history", "no/where.yaml").code == 3


def test_what_a_sparse_checkout_leaves_out_is_not_gone(place: Place) -> None:
    place.commit(**{"other/b.yaml": AUDIT.replace("id: kiln", "id: b")})
    place.git("sparse-checkout", "set", "audits", "checklists")
    done = place.check("--against", "main")
    assert (done.code, "a sparse checkout leaves it out" in done.err) == (0, True)


def test_a_sparse_checkout_without_any_audit_is_no_pass(place: Place) -> None:
    place.commit(**{"other/notes.txt": "x"})
    place.git("sparse-checkout", "set", "other")
    done = place.check("--against", "main")
    assert done.code == 3
    assert "PASS" not in done.out
    assert "audits/a.yaml  not judged" in done.out
    assert "nothing is judged, as a sparse checkout leaves every audit out; expected" in done.err
    place.git("sparse-checkout", "add", "audits", "checklists")
    assert place.check("--against", "main").code == 0


def test_a_scorecard_is_held_against_the_audit_that_it_is_of(place: Place) -> None:
    place.run("score", "audits/a.yaml", "--format", "json", "-o", "kept.json")
    place.write({"audits/b.yaml": AUDIT.replace("id: kiln", "id: b").replace("  line:", "  other:")})
    assert place.check("audits", "--against", "kept.json").code == 0
    assert place.check("audits/b.yaml", "--against", "kept.json").code == 1
    place.run("score", "audits", "--format", "json", "-o", "two.json")
    done = place.run("compare", "two.json", "audits/a.yaml")
    assert (done.code, "2 scorecards" in done.err) == (3, True)


def test_a_scorecard_of_one_persona_is_no_baseline(place: Place) -> None:
    place.write({"audits/a.yaml": AUDIT.replace("touchpoints:", "personas: {rosa: Rosa}\ntouchpoints:")})
    place.run("score", "audits/a.yaml", "--persona", "rosa", "--format", "json", "-o", "kept.json")
    assert place.check("audits", "--against", "kept.json").code == 3
    place.write({"none.json": "[]"})
    assert place.check("audits", "--against", "none.json").code == 3


def test_three_hundred_audits_that_move_are_found_again_in_seconds(place: Place) -> None:
    place.write({"tpaudit.yaml": "format: 1\n"})
    place.commit(**{f"audits/{n}.yaml": AUDIT.replace("id: kiln", f"id: k{n}") for n in range(300)})
    place.git("mv", "audits", "moved")
    done = subprocess.run(
        [sys.executable, "-m", "tpaudit", "check", "--against", "main", "--as-of", "2026-11-10"],
        cwd=place.folder,
        env=os.environ | GIT,
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 0, done.stderr


def test_history_finds_what_happened_beside_a_rename(place: Place) -> None:
    place.commit(
        **{
            "audits/a.visits/one.yaml": "format: 1\nvisit: {on: 2026-11-02, by: B}\nanswers: {line/own.polite: 1}\n"
        }
    )
    place.git("checkout", "-q", "-b", "side")
    place.commit(
        "A visit",
        **{
            "audits/a.visits/one.yaml": "format: 1\nvisit: {on: 2026-11-02, by: B}\nanswers: {line/own.polite: 5}\n"
        },
    )
    place.git("checkout", "-q", "main")
    place.git("mv", "audits/a.yaml", "audits/:b.yaml")
    place.git("mv", "audits/a.visits", "audits/:b.visits")
    place.git("commit", "-q", "-m", "Renamed")
    place.git("merge", "-q", "-m", "Merge", "side")
    found = json.loads(place.run("history", "audits/:b.yaml", "--format", "json").out)
    assert "A visit" in [one["subject"] for one in found]
    assert place.run("history", "audits", "--by", "commits").code == 2


def test_a_pattern_that_reaches_nothing_is_told_since_its_rule_guards_nothing(place: Place) -> None:
    rules = "floor:\n    - {level: error, touchpoint: 99, only: [lin, 'stage:buy']}\n  stale: {level: warn, only: place:x}\n"
    place.write({"tpaudit.yaml": f"format: 1\ngate:\n  {rules}"})
    done = place.check("--against", "main", "--format", "json")
    assert (done.code, done.err) == (1, "")
    results = [one for one in json.loads(done.out)["audits"][0]["results"] if one["kind"] == "unreached"]
    assert [(one["level"], one["file"], one["line"], one["about"]) for one in results] == [
        ("warn", "tpaudit.yaml", 4, "`lin` (gate.floor[1].only[1])"),
        ("warn", "tpaudit.yaml", 5, "`place:x` (gate.stale.only)"),
    ]
    assert "`lin`" in place.check("--against", "main", "--format", "github").out
    assert "unreached" not in place.check("audits", "--against", "main", "--format", "json").out


def test_a_pattern_that_reaches_nothing_fails_a_strict_validation(place: Place) -> None:
    place.write({"tpaudit.yaml": "format: 1\ngate:\n  floor: {level: error, touchpoint: 9, only: [lin]}\n"})
    assert place.run("validate", ".").code == 0
    assert place.run("validate", "--strict", ".").code == 2
    place.write({"audits/a.yaml": AUDIT.replace("  line:\n", "  phone:\n    was: lin\n")})
    assert place.run("validate", "--strict", ".").code == 0


def test_a_rule_about_touchpoints_takes_no_address_of_an_item(place: Place) -> None:
    place.write(
        {
            "tpaudit.yaml": "format: 1\ngate:\n  floor: {level: error, touchpoint: 9, only: [line/own.polite]}\n"
        }
    )
    done = place.run("validate", ".")
    assert done.code == 2
    assert "is about touchpoints, not items; expected `line`" in done.out


@pytest.mark.parametrize("entry", ["level: error, section: 9", "level: off"])
def test_a_floor_of_sections_takes_their_addresses(entry: str, place: Place) -> None:
    place.write({"tpaudit.yaml": f"format: 1\ngate:\n  floor: {{{entry}, only: [line/own]}}\n"})
    assert place.run("validate", "--strict", ".").code == 0


def test_a_workspace_within_is_none_of_it(place: Place) -> None:
    place.write({"tpaudit.yaml": "format: 1\n", "inner/tpaudit.yaml": "format: 1\n", "inner/b.yaml": AUDIT})
    place.commit(**{"inner/checklists/own.yaml": OWN})
    place.write({"inner/b.yaml": WORSE})
    done = place.check("--against", "main")
    assert done.code == 0
    left_out = "passed over: it is a workspace of its own, and not checked here; name it to check it as well"
    assert done.err == f"tpaudit: inner: {left_out}\n"
    assert place.check("inner", "--against", "main").code == 1
    assert place.check("--against", "main", at="inner").code == 1
    (place.folder / "inner/b.yaml").unlink()
    assert place.check("--against", "main").code == 0


CLIENTS: Final = [f"clients/{name}" for name in "abc"]


def clients(place: Place, **more: str) -> Place:
    """Make the repository one of three clients, each a workspace of its own with the same audit."""
    place.git("rm", "-q", "-r", "audits", "checklists")
    for folder in CLIENTS:
        place.write({f"{folder}/tpaudit.yaml": "format: 1\n", f"{folder}/checklists/own.yaml": OWN})
        place.write({f"{folder}/audits/a.yaml": AUDIT.replace("id: kiln", f"id: {folder[-1]}")})
    place.commit(**more)
    return place


@pytest.mark.parametrize(
    ("settings", "at"),
    [({}, ""), ({}, "clients"), ({"tpaudit.yaml": "format: 1\n"}, "")],
    ids=["no settings above", "in a folder between", "settings above, and no audit of their own"],
)
def test_every_workspace_below_is_taken_where_the_root_has_no_audit(
    settings: dict[str, str], at: str, place: Place
) -> None:
    clients(place, **settings)
    done = place.check("--against", "main", at=at)
    assert (done.code, done.err) == (0, "")
    assert [name for name in "abc" if f"{name}/audits/a.yaml" in done.out] == ["a", "b", "c"]
    place.write({"clients/b/audits/a.yaml": WORSE.replace("id: kiln", "id: b")})
    assert place.check("--against", "main", at=at).code == 1
    place.git("checkout", "-q", "clients/b")
    (place.folder / "clients/c/audits/a.yaml").unlink()
    done = place.check("--against", "main", at=at)
    assert (done.code, "is not there any more" in done.out) == (1, True)


def test_a_gate_is_proposed_for_one_workspace_at_a_time(place: Place) -> None:
    done = clients(place).check("--write-gate")
    assert (done.code, "as each has a gate of its own" in done.err) == (2, True)
    assert place.check("--write-gate", "clients/b").code == 0
    assert "\ngate:\n" in (place.folder / "clients/b/tpaudit.yaml").read_text()


def test_one_workspace_of_several_is_judged_by_itself(place: Place) -> None:
    clients(place).write({"clients/b/audits/a.yaml": WORSE.replace("id: kiln", "id: b")})
    assert [place.check("--against", "main", at=folder).code for folder in CLIENTS] == [0, 1, 0]


def test_an_audit_hidden_by_settings_beside_it_is_named(place: Place) -> None:
    place.commit(**{"tpaudit.yaml": "format: 1\ngate: {floor: [{level: error, touchpoint: 80}]}\n"})
    place.write({"audits/new/tpaudit.yaml": "format: 1\n", "audits/new/bad.yaml": WORSE})
    done = place.check("--against", "main")
    assert "tpaudit: audits/new: passed over: it is a workspace of its own" in done.err


def test_a_detached_head_and_a_worktree_are_as_good_as_a_branch(place: Place, tmp_path: Path) -> None:
    place.git("checkout", "-q", "--detach")
    place.commit("Worse", **{"audits/a.yaml": WORSE})
    assert place.check("--against", "main").code == 1
    place.git("worktree", "add", "-q", str(tmp_path / "tree"), "then")
    tree = Place(tmp_path / "tree")
    assert tree.check("--against", "main").code == 0
    tree.write({"audits/a.yaml": WORSE})
    assert tree.check("--against", "main").code == 1


def test_a_submodule_is_compared_by_its_own_commits(place: Place, tmp_path: Path) -> None:
    around = Place(tmp_path / "around")
    around.git("init", "-q", "-b", "trunk")
    around.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(place.folder), "kiln audits")
    around.write({"b.yaml": AUDIT.replace("id: kiln", "id: b"), "checklists/own.yaml": OWN})
    around.commit()
    around.write({"kiln audits/audits/a.yaml": WORSE})
    assert around.check("kiln audits/audits", "--against", "origin/main").code == 1
    assert around.check("b.yaml", "--against", "trunk").code == 0


def test_a_bare_repository_with_a_tree_elsewhere_serves_and_one_without_says_so(
    place: Place, tmp_path: Path
) -> None:
    bare, tree = tmp_path / "bare.git", Place(tmp_path / "tree")
    place.git("clone", "-q", "--bare", str(place.folder), str(bare))
    where = {"GIT_DIR": str(bare), "GIT_WORK_TREE": str(tree.folder)}
    tree.git("checkout", "-q", "-f", "main", **where)
    tree.write({"audits/a.yaml": WORSE})
    assert tree.check("--against", "then", **where).code == 1
    (bare / "b.yaml").write_text(AUDIT, encoding="utf-8")
    (bare / "checklists").mkdir()
    (bare / "checklists/own.yaml").write_text(OWN, encoding="utf-8")
    done = Place(bare).check("b.yaml", "--against", "main")
    assert (done.code, "no working tree" in done.err) == (3, True)


def test_a_shallow_clone_names_the_command_that_mends_it(place: Place, tmp_path: Path) -> None:
    place.git("checkout", "-q", "-b", "work")
    place.commit("Worse", **{"audits/a.yaml": WORSE})
    place.git("checkout", "-q", "main")
    place.commit("On main", **{"notes.txt": "x"})
    clone = Place(tmp_path / "clone")
    place.git(
        "clone",
        "-q",
        "--depth",
        "1",
        "--no-single-branch",
        "-b",
        "work",
        f"file://{place.folder}",
        str(clone.folder),
    )
    done = clone.check("--against", "origin/main")
    assert done.code == 3
    assert "git fetch --unshallow" in done.err
    clone.git("fetch", "-q", "--unshallow")
    assert clone.check("--against", "origin/main").code == 1


def test_a_branch_that_was_not_fetched_names_the_command_that_mends_it(place: Place, tmp_path: Path) -> None:
    place.git("branch", "other")
    clone = Place(tmp_path / "clone")
    place.git("clone", "-q", "--single-branch", f"file://{place.folder}", str(clone.folder))
    done = clone.check("--against", "origin/other")
    assert (done.code, "git fetch origin other" in done.err) == (3, True)
    clone.git("fetch", "-q", "origin", "other:refs/remotes/origin/other")
    assert clone.check("--against", "origin/other").code == 0


def test_links_in_the_tree_are_followed_inside_of_it(place: Place) -> None:
    (place.folder / "audits/link.yaml").symlink_to("a.yaml")
    (place.folder / "audits/out.yaml").symlink_to("/etc/hostname")
    (place.folder / "audits/round.yaml").symlink_to("round.yaml")
    place.commit()
    (place.folder / "audits/a.yaml").write_text(WORSE, encoding="utf-8")
    done = place.check("audits/link.yaml", "--against", "main")
    assert done.code == 1
    assert "main:audits/link.yaml" in done.out


NOTHING: Final[dict[str, tuple[Callable[[Place], object], str, str]]] = {
    "no such branch": (lambda _: None, "nowhere", "there is no commit `nowhere` here"),
    "an empty name": (lambda _: None, "", "there is no commit `` here"),
    "an option for a name": (lambda _: None, "--help", "there is no commit `--help` here"),
    "a name with a line break": (lambda _: None, "a\nb", "there is no commit"),
    "a range": (lambda _: None, "main..main", "there is no commit `main..main` here"),
    "a file of a commit": (lambda _: None, "main:audits/a.yaml", "no such file"),
    "histories without a commit in common": (
        lambda place: (place.git("checkout", "-q", "--orphan", "alone"), place.commit()),
        "main",
        "no commit in common; compare with the commit itself: --exact",
    ),
    "a HEAD without a commit": (
        lambda place: place.git("checkout", "-q", "--orphan", "alone"),
        "main",
        "nothing is committed here yet",
    ),
    "a first commit": (
        lambda _: None,
        "HEAD^",
        "there is no commit `HEAD^` here; HEAD is the first commit, or one of the first; check it without --against",
    ),
    "no commit at all": (
        lambda place: place.git("checkout", "-q", "--orphan", "alone"),
        "HEAD",
        "there is no commit `HEAD` here; nothing is committed here yet; commit once, or check without --against",
    ),
    "no repository": (
        lambda place: (place.folder / ".git").rename(place.folder / "git"),
        "main",
        "not in a git repository",
    ),
    "a baseline that does not load": (
        lambda place: (
            place.commit(**{"audits/a.yaml": AUDIT.replace("stage: buy", "stag: buy")}),
            place.write({"audits/a.yaml": AUDIT}),
        ),
        "main",
        "main:audits/a.yaml:6:5: line.stag: the key `stag` is not known here",
    ),
    "a checklist of the baseline that does not load": (
        lambda place: (
            place.commit(**{"checklists/own.yaml": OWN.replace("answer: 1-5", "answer: 1")}),
            place.write({"checklists/own.yaml": OWN}),
        ),
        "main",
        "main:checklists/own.yaml:4:",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTHING)
def test_no_baseline_is_never_a_silent_pass(name: str, place: Place) -> None:
    prepare, ref, said = NOTHING[name]
    prepare(place)
    done = place.check("audits", "--against", ref)
    assert done.code == 3
    assert "PASS" not in done.out
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_repository_of_somebody_else_says_how_git_wants_it_allowed(place: Place) -> None:
    done = place.check("audits", "--against", "main", GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    assert done.code == 3
    assert "git says: detected dubious ownership in repository at" in done.err
    assert f"; allow it: git config --global --add safe.directory {place.folder}\n" in done.err


def test_what_is_said_of_a_clone_of_depth_1_is_enough_to_compare(place: Place, tmp_path: Path) -> None:
    place.git("checkout", "-q", "-b", "work")
    place.commit("Work", **{"audits/a.yaml": WORSE})
    place.git("checkout", "-q", "main")
    place.commit("More", **{"notes.txt": "x"})
    place.git(
        "clone", "-q", "--depth", "1", "-b", "work", f"file://{place.folder}", str(tmp_path / "shallow")
    )
    shallow = Place(tmp_path / "shallow")
    done = shallow.check("--against", "origin/main")
    assert done.code == 3
    said = "there is no commit `origin/main` here; this clone is shallow: "
    command, _, settings = done.err.partition(said)[2].partition(" (")
    assert settings == "in GitHub's checkout action fetch-depth: 0, in GitLab GIT_DEPTH: 0)\n"
    shallow.git(*command.split()[1:])
    assert shallow.check("--against", "origin/main").code == 1
    assert "no commit `HEAD~9` here; HEAD is" in shallow.check("--against", "HEAD~9").err


def test_without_git_it_says_what_to_install(place: Place, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = place.check("--against", "main", PATH=str(tmp_path / "empty"))
    assert (done.code, "install it" in done.err) == (3, True)


def test_what_cannot_be_judged_beats_a_missing_baseline_and_that_beats_a_no(place: Place) -> None:
    place.write({"audits/a.yaml": WORSE, "audits/b.yaml": AUDIT.replace("stage: buy", "stag: buy")})
    done = place.check("--against", "main")
    assert done.code == 2
    assert "regression" in done.out
    assert "audits/b.yaml:6:5" in done.err
    assert place.check("--against", "nowhere").code == 2
    (place.folder / "audits/b.yaml").unlink()
    place.write({"audits/c.yaml": AUDIT.replace("id: kiln", "id: c, follows: gone.yaml")})
    done = place.check("--against", "main")
    assert (done.code, "regression" in done.out) == (3, True)


def test_a_folder_without_audits_is_no_pass(place: Place) -> None:
    done = place.check("checklists", "--against", "main")
    assert (done.code, "no audit in there" in done.err) == (2, True)
    assert place.check("audits/none.yaml", "--against", "main").code == 2


def test_a_file_is_a_baseline_too(place: Place) -> None:
    place.run("score", "audits/a.yaml", "--format", "json", "-o", "kept.json")
    place.run("score", "audits", "--format", "json", "-o", "all.json")
    place.write({"before.yaml": AUDIT, "audits/a.yaml": WORSE})
    for file in ("kept.json", "all.json", "before.yaml"):
        done = place.check("audits", "--against", file)
        assert done.code == 1, file
        assert f"against {file}" in done.out
    (place.folder / "audits/a.yaml").rename(place.folder / "audits/b.yaml")
    place.write({"two.json": json.dumps([json.loads((place.folder / "kept.json").read_text())] * 2)})
    assert place.check("audits", "--against", "two.json").code == 1


@pytest.mark.parametrize(
    "text", ["", "[", "{}", "[1]", '{"format": 1}', "[" * 100_000, '{"touchpoints": NaN}']
)
def test_a_file_that_is_no_scorecard_says_so(text: str, place: Place) -> None:
    place.write({"kept.json": text})
    done = place.check("audits", "--against", "kept.json")
    assert (done.code, "Traceback" in done.err) == (3, False)
    assert "expected what `tpaudit score --format json` has written" in done.err


# compare


def test_compare_says_why_scores_differ_without_a_verdict(place: Place) -> None:
    place.write(
        {"audits/a.yaml": WORSE, "checklists/own.yaml": OWN.replace("answer: 1-5", "answer: 1-5, weight: 3")}
    )
    done = place.run("compare", "main:audits/a.yaml", "audits/a.yaml")
    assert (done.code, done.err) == (0, "")
    row = next(line for line in done.out.splitlines() if line.startswith("line"))
    assert row.split() == ["line", "87.5", "43.8", "-43.8", "-6.2", "-37.5", "0.0"]
    assert place.run("compare", "then:./a.yaml", "main:audits/a.yaml", at="audits").code == 0
    assert place.run("compare", "main:nothing.yaml", "audits/a.yaml").code == 2
    assert place.run("compare", "nowhere:audits/a.yaml", "audits/a.yaml").code == 3


def test_compare_takes_a_kept_scorecard_for_the_old_side_alone(place: Place) -> None:
    place.run("score", "audits/a.yaml", "--format", "json", "-o", "kept.json")
    assert place.run("compare", "kept.json", "audits/a.yaml", "--format", "json").code == 0
    done = place.run("compare", "audits/a.yaml", "kept.json")
    assert (done.code, "expected an audit" in done.err) == (2, True)


# history


def test_history_has_a_line_for_each_commit_that_changed_the_score(place: Place) -> None:
    place.commit("Nothing of it", **{"notes.txt": "x"})
    place.commit("A comment", **{"audits/a.yaml": AUDIT + "# more\n"})
    place.commit("Worse, the \x1b[31m\x01 of it", **{"audits/a.yaml": WORSE})
    place.commit("A bad one", **{"audits/a.yaml": WORSE.replace("stage: buy", "stag: buy")})
    place.git("mv", "audits/a.yaml", "audits/ü b.yaml")
    place.commit("Renamed and well again", **{"audits/ü b.yaml": WORSE})
    place.commit("Stricter", **{"checklists/own.yaml": OWN.replace("yes-no", "yes-no, weight: 3")})
    visit = "format: 1\nvisit: {on: 2026-11-02, by: Ben}\nanswers: {line/own.quick: no}\n"
    place.commit("A visit", **{"audits/ü b.visits/one.yaml": visit})
    done = place.run("history", "audits/ü b.yaml")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()[1:]
    said = ["A visit", "Stricter", "does not load", "Worse, the", "First"]
    assert [word for word, line in zip(said, lines, strict=True) if word in line] == said
    assert "\x1b" not in done.out
    assert [line[19:24].strip() for line in lines if "load" not in line] == ["43.8", "81.2", "62.5", "87.5"]
    rows = json.loads(place.run("history", "audits/ü b.yaml", "--format", "json").out)
    assert [one["path"] for one in rows] == ["audits/ü b.yaml"] * 2 + ["audits/a.yaml"] * 3
    assert [one["comparison"] is None for one in rows] == [False, False, True, False, True]
    csv = place.run("history", "audits/ü b.yaml", "--format", "csv").out
    assert len(csv.splitlines()) == 6


def test_history_of_what_no_commit_has_says_so(place: Place) -> None:
    place.write({"audits/new.yaml": AUDIT})
    done = place.run("history", "audits/new.yaml")
    assert (done.code, "no commit has this file" in done.err) == (3, True)


def test_history_of_a_merge_and_of_a_subject_that_looks_like_a_commit(place: Place) -> None:
    place.git("checkout", "-q", "-b", "work")
    place.commit("commit\n\nbody", **{"audits/a.yaml": WORSE})
    place.git("checkout", "-q", "main")
    place.git("commit", "-q", "--allow-empty", "--allow-empty-message", "-m", "")
    place.git("merge", "-q", "--no-ff", "-m", "Merge", "work")
    done = place.run("history", "audits/a.yaml", "--format", "json")
    assert [(one["subject"], one["score"]) for one in json.loads(done.out)] == [
        ("commit", 62.5),
        ("First", 87.5),
    ]


# write-gate


def test_write_gate_appends_a_gate_that_today_passes_and_overwrites_none(place: Place) -> None:
    place.write({"tpaudit.yaml": "format: 1\n# Mine\nlanguage: en # too"})
    done = place.check("--write-gate")
    assert done.code == 0
    text = (place.folder / "tpaudit.yaml").read_text()
    assert text.startswith("format: 1\n# Mine\nlanguage: en # too\ngate:\n")
    assert "journey: 87}" in text
    assert place.run("validate", "--strict", "tpaudit.yaml").code == 0
    assert place.check().code == 0
    place.write({"audits/a.yaml": WORSE})
    assert place.check().code == 1
    again = place.check("--write-gate")
    assert "journey: 62}" in again.out
    assert (place.folder / "tpaudit.yaml").read_text() == text


def test_write_gate_holds_each_touchpoint_where_it_is_so_that_nothing_creeps(place: Place) -> None:
    desk = "  desk: {stage: buy, checklists: {own: {polite: [4, 4, 4, 4, 4, 4, 4, 4], quick: yes}}}\n"
    low = "  door: {stage: buy, checklists: {own: {polite: 3, quick: no}}}\n"
    place.commit(**{"audits/a.yaml": AUDIT + desk + low})
    place.commit(**{"audits/b.yaml": AUDIT.replace("id: kiln", "id: b").replace("polite: 4", "polite: 3")})
    assert place.check("--write-gate").code == 0
    text = (place.folder / "tpaudit.yaml").read_text()
    floors = [line.strip() for line in text.splitlines() if "touchpoint: " in line]
    assert floors == [
        "- {level: error, touchpoint: 87, only: [desk]}",
        "- {level: error, touchpoint: 75, only: [line]}",
        "- {level: error, touchpoint: 25}",
    ]
    place.commit()
    assert place.check("--against", "HEAD").code == 0
    for worse in ("4, 4, 3]", "4, 3, 3]"):
        place.write({"audits/a.yaml": AUDIT + desk.replace("4, 4, 4]", worse) + low})
        done = place.check("--against", "HEAD")
        assert (done.code, len(re.findall("error +floor +desk", done.out))) == (1, 1)
        place.commit()


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_write_gate_speaks_the_language_of_the_workspace_or_the_one_asked_for(
    place: Place, language: str
) -> None:
    low = "  door: {stage: buy, checklists: {own: {polite: 1, quick: no}}}\n"
    middling = "  hall: {stage: buy, checklists: {own: {polite: 3, quick: no}}}\n"
    desk = "  desk: {stage: buy, checklists: {own: {polite: 4, quick: yes}}}\n"
    place.write(
        {"audits/a.yaml": AUDIT + low + middling + desk, "tpaudit.yaml": "format: 1\ngate: {broken: warn}\n"}
    )
    plain = place.check("--write-gate").out
    asked = place.check("--write-gate", "--lang", language).out
    place.write({"tpaudit.yaml": f"format: 1\nlanguage: {language}\ngate: {{broken: warn}}\n"})
    assert place.check("--write-gate").out == asked
    assert place.check("--write-gate", "--lang", "en").out == plain
    comments = [
        line.partition("#")[2].replace("`regression`", "") for line in asked.splitlines() if "#" in line
    ]
    assert plain.count("#") == 4 <= len(comments)
    assert not re.search("[A-Za-z]", "".join(comments))
    lines = [[line for line in text.splitlines() if "#" not in line] for text in (asked, plain)]
    assert lines[0] == lines[1]


GATE: Final = "format: 1\nlanguage: {language}\ngate: {{floor: {{level: error, touchpoint: {least}, only: [line, 'stage:buy']}}}}\n"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "floor.touchpoint of line, stage:buy, 50 → 40"),
        ("ru", "floor.touchpoint для line, stage:buy, 50 → 40"),
        ("zh", "line、stage:buy 的 floor.touchpoint，50 → 40"),
    ],
)
def test_a_milder_gate_names_its_key_and_what_it_reaches(place: Place, language: str, said: str) -> None:
    place.commit(**{"tpaudit.yaml": GATE.format(language=language, least=50)})
    place.write({"tpaudit.yaml": GATE.format(language=language, least=40)})
    assert said in " ".join(place.check("--against", "HEAD").out.split())


def test_a_commit_stands_in_the_brackets_of_the_language(place: Place) -> None:
    place.git("checkout", "-q", "-b", "work")
    commit = place.commit(**{"audits/a.yaml": WORSE})
    place.commit()
    assert f" against main ({place.git('rev-parse', 'main')[:12]})\n" in place.check("--against", "main").out
    chinese = place.check("--against", commit, "--lang", "zh")
    assert f"{commit}（{commit[:12]}）" in chinese.out
    assert f"{commit} ({commit[:12]})" in place.check("--against", commit, "--format", "json").out


def test_write_gate_starts_a_workspace_file_where_there_is_none(place: Place) -> None:
    assert place.check("--write-gate", "audits").code == 0
    assert (place.folder / "tpaudit.yaml").read_text().startswith("format: 1\ngate:\n")


def test_a_limit_that_is_missing_is_said(place: Place) -> None:
    place.write({"tpaudit.yaml": dedent("format: 1\ngate: {floor: error, coverage: warn, na: warn}\n")})
    done = place.run("validate", "tpaudit.yaml")
    assert done.code == 2
    assert done.out.count("has no limit to hold anything against") == 2
