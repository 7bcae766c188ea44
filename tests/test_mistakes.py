"""Mistakes that people make, and odd surroundings: nothing is lost, nothing ends in a traceback."""

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from program import run

import tpaudit
from tpaudit.documents.audit import Audit
from tpaudit.reading.audit.load import examine
from tpaudit.reading.validate import problems_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read

Files = Callable[..., Path]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Return what writes files, each without its `format`, by their paths; `/` of a path is written `__`."""

    def write(**texts: str) -> Path:
        for name, text in texts.items():
            path = tmp_path / (name.replace("__", "/") + ".yaml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("format: 1\n" + text, encoding="utf-8")
        return tmp_path

    return write


def said(folder: Path, name: str = "a.yaml") -> list[str]:
    return [
        str(one).replace(f"{folder}/", "")
        for one in sorted(set(problems_of(str(folder / name), Workspaces())))
    ]


A = "touchpoints:\n  a: {stage: s, checklists: {call: %s}}\n"


# A file with a mistake ends in a traceback


def test_a_condition_that_names_no_item_is_a_message_in_the_audit_as_well(files: Files) -> None:
    call = "checklist: call\nitems:\n  works: {ask: x, answer: yes-no}\n  warm: {ask: x, answer: yes-no, only_if: {work: yes}}\n"
    assert len(said(files(checklists__call=call, a=A % "{}"))) == 1


def test_a_curve_that_is_missing_is_a_message_in_the_audit_as_well(files: Files) -> None:
    call = "checklist: call\nitems: {time: {ask: x, answer: duration}}\n"
    assert len(said(files(checklists__call=call, a=A % "{time: 12s}"))) == 1


@pytest.mark.parametrize("items", ["[a]", "x", "12"])
def test_items_of_the_wrong_shape_are_a_message_where_a_checklist_extends(items: str, files: Files) -> None:
    folder = files(checklists__call=f"checklist: call\nextends: quick\nitems: {items}\n", a=A % "{}")
    assert [line for line in said(folder) if ": warning: " not in line]


@pytest.mark.parametrize("key", ["--3", "? " + "9" * 5000], ids=["two signs", "5,000 digits"])
def test_a_meaning_of_no_number_is_a_message(key: str, files: Files) -> None:
    folder = files(
        c="checklist: c\nitems:\n  a:\n    ask: x\n    answer: 1-5\n    means:\n      %s\n      : x\n"
        % ("? " + key.removeprefix("? "))
    )
    assert "is not on the scale" in said(folder, "c.yaml")[0]


def test_a_zero_byte_in_a_path_is_a_message(files: Files) -> None:
    assert said(files(tpaudit='paths: {checklists: "a\\0b"}\n', a=A % "{}"))


def test_limits_of_a_log_normal_curve_that_only_just_differ_are_scored_or_refused(files: Files) -> None:
    call = "checklist: call\nitems: {n: {ask: x, answer: number, score: {p10: 10000000000000000, median: 10000000000000002}}}\n"
    folder = files(checklists__call=call, a=A % "{n: 5}")
    found = examine(str(folder / "a.yaml"), workspaces=Workspaces())
    assert found.problems or tpaudit.score(found.audit)  # type: ignore[arg-type]


# What is written is lost in silence


def test_limits_that_are_the_same_in_other_words_are_refused(files: Files) -> None:
    folder = files(
        c="checklist: c\nitems: {a: {ask: x, answer: duration, score: {at_most: {60s: 100, 1m: 60}}}}\n"
    )
    assert "are the same" in said(folder, "c.yaml")[0]


def test_checklists_that_extend_one_another_in_a_circle_are_refused(files: Files) -> None:
    folder = files(
        checklists__call="checklist: call\nextends: other\nitems: {}\n",
        checklists__other="checklist: other\nextends: call\nitems: {}\n",
        a=A % "{}",
    )
    assert said(folder)


def test_evidence_of_nothing_is_refused_wherever_it_stands(files: Files) -> None:
    folder = files(
        a="touchpoints: {a: {stage: s, findings: {f: {kind: idea, says: x, evidence: [{shows: y}]}}}}\n"
    )
    assert "evidence without a file, a link or a quote" in said(folder)[0]


def test_a_null_key_is_absent_wherever_it_stands(files: Files) -> None:
    assert said(files(tpaudit="gate: {item: {level: warn, only: null}}\n"), "tpaudit.yaml") == []


@pytest.mark.parametrize("source", ["a: {b:1}\n", "a: {weight:3, b: c}\n", "a: {b: c, person:100}\n"])
def test_a_colon_without_a_space_in_braces_is_told(source: str) -> None:
    assert read(source.encode()).faults


@pytest.mark.parametrize(
    "source", ["a: Order\n  #1234 came late\nb: c\n", "a:\n  #1234\nb: c\n", "a: [#1\n]\n"]
)
def test_a_hash_that_takes_the_rest_of_a_text_is_told_on_later_lines_too(source: str) -> None:
    assert read(source.encode()).faults


def test_two_visits_of_one_name_are_both_kept_or_refused(files: Files) -> None:
    folder = files(a="touchpoints: {a: {stage: s}}\n", **{"a.visits__x": "visit: {on: 2026-01-01}\n"})
    (folder / "a.visits/x.yml").write_text("format: 1\nvisit: {on: 2026-01-02}\n", encoding="utf-8")
    found = examine(str(folder / "a.yaml"), workspaces=Workspaces())
    assert found.audit is None or len(tpaudit.score(found.audit).visits) == 2


# Not all at once


def test_every_mistake_of_a_checklist_is_told_in_one_run(files: Files) -> None:
    folder = files(
        c="checklist: c\nitems:\n  a: {ask: x, answer: duration}\n  b: {ask: x, answer: yes-no, wieght: 2}\n"
    )
    assert len(said(folder, "c.yaml")) == 2


def test_every_mistake_of_a_visit_is_told_in_one_run(files: Files) -> None:
    folder = files(
        a="touchpoints: {a: {stage: s}}\n",
        **{"a.visits__x": "visit: {felt: bad, place: nowhere}\nanswers: {b/call.x: 1}\n"},
    )
    assert len(said(folder)) == 3


def test_every_mistake_of_the_settings_is_told_in_one_run(files: Files) -> None:
    folder = files(tpaudit="bands: {strong: 101}\ngate: {stale: {level: warn, max: 10}}\n")
    assert len(said(folder, "tpaudit.yaml")) == 2


def test_mistakes_of_what_is_extended_are_told_with_its_own_file(files: Files) -> None:
    folder = files(
        checklists__call="checklist: call\nextends: other\nitems: {}\n",
        checklists__other="checklist: other\nitems: {a: {ask: x, answer: yes-no, wieght: 3}}\n",
        a=A % "{}",
    )
    assert said(folder)[0].startswith("checklists/other.yaml:3:")


def test_what_is_extended_and_cannot_be_read_is_told_with_its_own_file(files: Files) -> None:
    folder = files(
        checklists__call="checklist: call\nextends: other\nitems: {}\n",
        checklists__other="checklist: [\n",
        a=A % "{}",
    )
    assert any(line.startswith("checklists/other.yaml:") for line in said(folder))


# The wrong place, or the wrong word


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ('a: 1\nb: "never closed\nc: d\ne: f\n', (2, 4)),
        ("a: {b: c\nd: e\n", (1, 4)),
        ("a: [b, c\nd: e\n", (1, 4)),
        ("a: b\nno colon\nc: d\n", (2, 1)),
    ],
    ids=["a quote", "a brace", "a bracket", "a key without a colon"],
)
def test_what_is_not_closed_is_told_where_it_opens(source: str, place: tuple[int, int]) -> None:
    assert read(source.encode()).faults[0].place == place


def test_a_third_repetition_names_where_the_key_first_stands() -> None:
    assert "line 1, column 1" in read(b"a: 1\na: 2\na: 3\n").faults[1].message


@pytest.mark.parametrize("source", ['a: "C:\\Users"\n', "a: *very* nice\n", "a: & Co\n", "a: - b\n"])
def test_no_words_of_libyaml_reach_a_person(source: str) -> None:
    assert "this is not YAML" not in read(source.encode()).faults[0].message


def test_a_key_of_another_curve_is_not_said_to_be_nearest_to_itself(files: Files) -> None:
    folder = files(
        c="checklist: c\nitems: {a: {ask: x, answer: duration, score: {full: 1s, zero: 9s, median: 5s}}}\n"
    )
    assert "the nearest is `median`" not in said(folder, "c.yaml")[0]


def test_points_are_named_as_they_are_written(files: Files) -> None:
    folder = files(c="checklist: c\nitems: {a: {ask: x, answer: choice, options: {a: 101, b: 0}}}\n")
    assert "`101` is out of range" in said(folder, "c.yaml")[0]


@pytest.mark.parametrize("section", ["answers: {a: 3}", "findings: {a: {kind: idea, says: x}}"])
def test_no_message_names_nothing_in_quotes(section: str, files: Files) -> None:
    folder = files(a="touchpoints: {a: {stage: s}}\n", **{"a.visits__x": f"visit: {{}}\n{section}\n"})
    assert "``" not in said(folder)[0]


def test_one_piece_of_evidence_need_not_be_a_list() -> None:
    audit = {
        "format": "1",
        "touchpoints": {
            "a": {"stage": "s", "findings": {"f": {"kind": "idea", "says": "x", "evidence": {"quote": "y"}}}}
        },
    }
    assert Audit.model_validate(audit)


# The program


def test_a_pipe_is_written_to_and_not_replaced(files: Files) -> None:
    folder = files(a="touchpoints: {a: {stage: s}}\n")
    os.mkfifo(folder / "pipe")
    got: list[bytes] = []

    def take() -> None:
        with open(folder / "pipe", "rb") as end:
            got.append(end.read())

    reader = threading.Thread(target=take)
    reader.start()
    run("score", "a.yaml", "-o", "pipe", cwd=folder)
    reader.join()
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


def test_a_file_stays_as_it_was_when_none_of_several_audits_can_be_judged(files: Files) -> None:
    folder = files(a="x: 1\n", b="x: 1\n")
    (folder / "out.json").write_text("old", encoding="utf-8")
    run("score", "a.yaml", "b.yaml", "--format", "json", "-o", "out.json", cwd=folder)
    assert (folder / "out.json").read_text(encoding="utf-8") == "old"


def test_a_full_disk_is_a_message_and_no_bug(files: Files) -> None:
    folder = files(a="touchpoints: {a: {stage: s}}\n")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tpaudit", "score", "a.yaml"],
            cwd=folder,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 2


def test_a_closed_standard_output_is_no_bug(files: Files) -> None:
    folder = files(a="touchpoints: {a: {stage: s}}\n")
    closing = (
        "import os, runpy, sys; os.close(1); sys.stdout = None; sys.argv = ['tpaudit', 'score', 'a.yaml']; "
    )
    program = [sys.executable, "-c", closing + "runpy.run_module('tpaudit', run_name='__main__')"]
    done = subprocess.run(program, cwd=folder, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


def test_a_file_name_that_is_not_utf_8_can_be_written_out(files: Files) -> None:
    folder = files(a="touchpoints: {a: {stage: s}}\n")
    os.rename(folder / "a.yaml", os.fsdecode(os.fsencode(folder) + b"/\xff.yaml"))
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tpaudit",
            "score",
            os.fsdecode(b"\xff.yaml"),
            "--format",
            "json",
            "-o",
            "out",
        ],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert json.loads((folder / "out").read_bytes())


def test_a_reader_that_leaves_is_not_a_gate_that_says_no(files: Files) -> None:
    folder = files(a="touchpoints: {a: {stage: s}}\n")
    theirs, ours = os.pipe()
    os.close(theirs)
    done = subprocess.run(
        [sys.executable, "-m", "tpaudit", "score", "a.yaml"],
        cwd=folder,
        stdout=ours,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(ours)
    assert done.returncode == 0


# Bounds


def test_a_long_text_that_aliases_repeat_stays_bounded(files: Files) -> None:
    answers = (
        "{polite: [{answer: 3, note: &n '" + "x" * 100_000 + "'}" + ", {answer: 3, note: *n}" * 2_000 + "]}"
    )
    folder = files(
        checklists__call="checklist: call\nitems: {polite: {ask: x, answer: 1-5}}\n", a=A % answers
    )
    assert len(run("score", "a.yaml", "--format", "json", cwd=folder).stdout) < 20_000_000


def test_messages_of_one_file_stay_bounded(files: Files) -> None:
    folder = files(a="touchpoints: {}\n" + "".join(f"k{n}: 1\n" for n in range(100_000)))
    assert len(run("validate", "a.yaml", cwd=folder).stdout) < 1_000_000


def test_a_thousand_addresses_that_lead_nowhere_take_seconds(files: Files) -> None:
    touches = "".join(f"  t{n}: {{stage: s, checklists: {{call: }}}}\n" for n in range(3_000))
    waivers = "".join(
        f"  x{n}/call.polit: {{reason: r, approved_by: b, until: 2026-01-01}}\n" for n in range(1_000)
    )
    folder = files(
        checklists__call="checklist: call\nitems: {polite: {ask: x, answer: 1-5}, works: {ask: x, answer: yes-no}, time: {ask: x, answer: yes-no}}\n",
        a=f"touchpoints:\n{touches}waivers:\n{waivers}",
    )
    done = subprocess.run(
        [sys.executable, "-m", "tpaudit", "validate", "a.yaml"],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=15,
    )
    assert done.returncode == 0  # a waiver whose address leads nowhere is a warning


@pytest.mark.parametrize("stages", ["{}", "{s: }"])
def test_a_journey_without_stages_is_a_message(stages: str, files: Files) -> None:
    folder = files(a=f"journey: {{stages: {stages}}}\ntouchpoints: {{a: {{stage: s}}}}\n")
    found = examine(str(folder / "a.yaml"), workspaces=Workspaces())
    assert found.audit is None or tpaudit.score(found.audit)
