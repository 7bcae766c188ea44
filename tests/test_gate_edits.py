"""The gate on real repositories: an edit of any of the files of a workspace, and everything that is said of it."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import examples
from test_git import Place

AUDIT: Final = """\
format: 1
company: {name: Kiln}
audit: {id: kiln, date: 2026-11-01, auditor: Anna, method: walkthrough}
journey: {stages: {buy: Buy, get: Get}}
touchpoints:
  line:
    name: Order line
    stage: buy
    owner: Sales
    checklists:
      phone:
        number: yes
        pick-up: [12s, 14s, 11s]
        polite: 4
        who: person
        loads: 2s
  parcel:
    name: Parcel
    stage: get
    checklists:
      box:
        whole: yes
        neat: 3
"""
OTHER: Final = """\
format: 1
company: {name: Loom}
audit: {id: loom, date: 2026-11-01}
touchpoints:
  desk:
    stage: buy
    checklists: {box: {whole: yes, neat: 5}}
  bench:
    stage: buy
    checklists: {box: {whole: yes, neat: 4}}
"""
PHONE: Final = """\
format: 1
checklist: phone
items:
  number: {ask: Is it shown?, answer: yes-no, weight: 3, must: true}
  pick-up: {ask: How long?, answer: duration, score: {full: 10s, zero: 60s}}
  polite: {ask: How polite?, answer: 1-5, weight: 2}
  who: {ask: Who answers?, answer: choice, options: {person: 100, menu: 60, bot: {points: 0, fails: true}}}
  loads: {ask: How long does the page load?, answer: duration, score: {full: 2s, zero: 10s}}
"""
BOX: Final = """\
format: 1
checklist: box
items:
  whole: {ask: Is it whole?, answer: yes-no}
  neat: {ask: How neat?, answer: 1-5, valid_for: 400d}
"""
SETTINGS: Final = """\
format: 1
bands: {strong: 80, fair: 60}
gate:
  floor: {level: error, touchpoint: 20}
"""
A: Final = "audits/kiln.yaml"
K: Final = "audits/kiln-2.yaml"
L: Final = "audits/loom.yaml"
P: Final = "checklists/phone.yaml"
B: Final = "checklists/box.yaml"
S: Final = "tpaudit.yaml"
BASE: Final = {A: AUDIT, L: OTHER, P: PHONE, B: BOX, S: SETTINGS}
WAIVER: Final = "waivers:\n  {}: {{reason: Known, approved_by: Marta, until: {}}}\ntouchpoints:"
WORSE: Final = (A, "neat: 3", "neat: 2")
FINDING: Final = "    name: Parcel\n    findings: {{smoke: {{kind: {}, says: It smokes}}}}\n"
SHORT: Final = AUDIT[: AUDIT.index("  parcel:")]
MOVED: Final = """\
  parcel:
    stage: buy
    was: kiln/parcel
    checklists: {box: {whole: yes, neat: 3}}
"""
NEW: Final = "format: 1\ncompany: {name: Anvil}\naudit: {id: anvil, date: 2026-11-09}\ntouchpoints:\n"
WALKED: Final = AUDIT.replace(
    "id: kiln, date: 2026-11-01", "id: kiln-2, follows: kiln.yaml, date: 2026-11-09"
)
WAVE: Final = "\n".join(line for line in WALKED.split("\n") if not line.startswith("        "))
FELL: Final = "error regression fell parcel"


class Change(NamedTuple):
    """An edit: texts replaced in files, whole files written, files taken away."""

    edits: Sequence[tuple[str, str, str]] = ()
    writes: Mapping[str, str] = {}
    takes: Sequence[str] = ()
    before: Sequence[tuple[str, str, str]] = ()
    """Made on both sides."""


def changed(*edits: tuple[str, str, str], before: Sequence[tuple[str, str, str]] = ()) -> Change:
    return Change(edits=edits, before=before)


class Judge:
    """A repository that starts anew for each edit."""

    def __init__(self, folder: Path) -> None:
        self.place = Place(folder)
        self.place.git("init", "-q", "-b", "main")
        self.place.write(BASE)
        self.base = self.place.commit("First")

    def judge(self, change: Change, *args: str) -> dict[str, Any]:
        self.place.git("checkout", "-q", "-f", "-B", "work", self.base)
        self.place.git("clean", "-fdq")
        if change.before:
            self._edit(change.before)
            self.place.commit("Before")
        self.place.git("branch", "-f", "then")
        self._edit(change.edits)
        self.place.write(change.writes)
        for name in change.takes:
            path = self.place.folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        done = self.place.check("--against", "then", "--format", "json", *args)
        assert done.out, done.err
        verdict: dict[str, Any] = json.loads(done.out)
        assert done.code == (0 if verdict["passed"] else 1), done.err
        return verdict

    def _edit(self, edits: Sequence[tuple[str, str, str]]) -> None:
        for name, old, new in edits:
            path = self.place.folder / name
            if not old:
                path.write_text(new, encoding="utf-8")
                continue
            text = path.read_text(encoding="utf-8")
            assert old in text, f"an edit that finds nothing to edit: {old}"
            path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(tmp_path_factory.mktemp("gate") / "repo")


def found(verdict: Mapping[str, Any]) -> set[str]:
    """Return each result in a word: its level, rule, kind and address."""
    return {
        f"{'waived' if result['waiver'] else result['level']} {result['rule']} {result['kind']} {result['at']}".strip()
        for audit in verdict["audits"]
        for result in audit["results"]
    }


LOOSER: Final = "error gate loosened"
CASES: dict[str, tuple[Change, set[str]]] = {
    # The judge is not in the dock
    "nothing": (Change(), set()),
    "a worse answer": (changed(WORSE), {FELL}),
    "a rule turned off with a worse answer": (
        changed(WORSE, (S, "gate:", "gate:\n  regression: off\n  item: off")),
        {FELL, LOOSER},
    ),
    "a rule turned off with no worse answer": (changed((S, "gate:", "gate:\n  regression: off")), {LOOSER}),
    "a rule that warns only now": (changed(WORSE, (S, "gate:", "gate:\n  regression: warn")), {FELL, LOOSER}),
    "a fall allowed in the change that falls": (
        changed(WORSE, (S, "gate:", "gate:\n  regression: {level: error, max_drop: 100}")),
        {FELL, LOOSER},
    ),
    "what fell is exempted in the change that falls": (
        changed(WORSE, (S, "gate:", "gate:\n  regression: {level: off, only: [parcel]}")),
        {FELL, LOOSER},
    ),
    "a rule narrowed to elsewhere": (
        changed(WORSE, (S, "gate:", "gate:\n  regression: {level: error, only: [line]}")),
        {FELL, LOOSER},
    ),
    "moved into a stage that is exempt": (
        changed(
            WORSE,
            (A, "stage: get", "stage: buy"),
            before=[(S, "gate:", 'gate:\n  regression: {level: off, only: ["stage:buy"]}')],
        ),
        {FELL},
    ),
    "given to an owner that is exempt": (
        changed(
            WORSE,
            (A, "stage: get\n", "stage: get\n    owner: Sales\n"),
            before=[(S, "gate:", 'gate:\n  regression: {level: off, only: ["owner:Sales"]}')],
        ),
        {FELL},
    ),
    "renamed out of a rule": (
        changed(
            WORSE,
            (A, "  parcel:\n", "  packet:\n    was: [parcel]\n"),
            before=[(S, "gate:", "gate:\n  regression: {level: error, only: [parcel]}")],
        ),
        {"error regression fell packet"},
    ),
    "renamed within an exemption": (
        changed(
            WORSE,
            (A, "  parcel:\n", "  packet:\n    was: [parcel]\n"),
            before=[(S, "gate:", "gate:\n  regression: {level: off, only: [parcel]}\n  item: off")],
        ),
        set(),
    ),
    "a floor lowered below a score that fell": (
        changed(
            (A, "neat: 3", "neat: 1"),
            (A, "whole: yes", "whole: no"),
            (S, "touchpoint: 20", "touchpoint: 0"),
        ),
        {FELL, LOOSER, "error floor touchpoint parcel"},
    ),
    "a floor taken away": (changed((S, "  floor: {level: error, touchpoint: 20}", "  item: warn")), {LOOSER}),
    "lower bands": (changed((S, "fair: 60", "fair: 40")), {LOOSER}),
    "higher bands": (changed((S, "fair: 60", "fair: 70")), set()),
    "a stricter gate": (
        changed((S, "touchpoint: 20", "touchpoint: 30"), (S, "gate:", "gate:\n  item: error")),
        set(),
    ),
    "a rule spelled out as it is by default": (changed((S, "gate:", "gate:\n  regression: error")), set()),
    "a wider `only`": (
        changed(
            (S, "only: [line]", "only: [line, parcel]"),
            before=[(S, "gate:", "gate:\n  regression: {level: error, only: [line]}")],
        ),
        set(),
    ),
    "a narrower exemption": (
        changed(
            (S, "only: [line, parcel]", "only: [line]"),
            before=[(S, "gate:", "gate:\n  regression: {level: off, only: [line, parcel]}")],
        ),
        set(),
    ),
    "the settings taken away": (
        Change(edits=[WORSE], takes=[S]),
        {FELL, LOOSER, "error gate workspace"},
    ),
    "settings of its own that turn the rules off": (
        Change(
            edits=[WORSE],
            writes={
                "audits/tpaudit.yaml": "format: 1\npaths: {checklists: ../checklists}\ngate: {regression: off}\n"
            },
        ),
        {FELL, LOOSER, "error gate workspace"},
    ),
    "the gate of the gate is read from before": (
        changed(WORSE, (S, "gate:", "gate:\n  gate: off\n  regression: off")),
        {FELL, LOOSER},
    ),
    "a team that only wants to be warned of a milder gate": (
        changed(WORSE, (S, "touchpoint: 20", "touchpoint: 10"), before=[(S, "gate:", "gate:\n  gate: warn")]),
        {FELL, "warn gate loosened"},
    ),
    "a waiver that the change adds": (
        changed(WORSE, (A, "touchpoints:", WAIVER.format("parcel", "2026-12-31"))),
        {"waived regression fell parcel", "warn gate waiver parcel"},
    ),
    "a waiver that was there": (
        changed(WORSE, before=[(A, "touchpoints:", WAIVER.format("parcel", "2026-12-31"))]),
        {"waived regression fell parcel"},
    ),
    "a waiver that is lengthened": (
        changed(
            (A, "2026-12-31", "2027-03-31"),
            before=[(A, "touchpoints:", WAIVER.format("parcel", "2026-12-31"))],
        ),
        {"warn gate waiver-longer parcel"},
    ),
    "a waiver that is shortened": (
        changed(
            (A, "2026-12-31", "2026-12-24"),
            before=[(A, "touchpoints:", WAIVER.format("parcel", "2026-12-31"))],
        ),
        set(),
    ),
    "a waiver of a touchpoint that is renamed": (
        changed(
            (A, "  parcel:\n    name", "  packet:\n    was: [parcel]\n    name"),
            before=[(A, "touchpoints:", WAIVER.format("parcel", "2026-12-31"))],
        ),
        set(),
    ),
    "an audit deleted together with the settings": (
        Change(takes=[S, L]),
        {LOOSER, "error gate workspace", "error removed audit"},
    ),
    "an audit deleted and the rule turned off": (
        Change(edits=[(S, "gate:", "gate:\n  removed: off")], takes=[L]),
        {LOOSER, "error removed audit"},
    ),
    # Under both yardsticks
    "a gentler curve hides a fall": (
        changed((A, "loads: 2s", "loads: 9s"), (P, "full: 2s, zero: 10s", "full: 9s, zero: 30s")),
        {"error yardstick hidden line", "warn yardstick rules line"},
    ),
    "a standard hides a fall": (
        changed(
            (A, "loads: 2s", "loads: 9s"),
            (A, "touchpoints:", "standards: {phone.loads: {full: 9s, zero: 30s}}\ntouchpoints:"),
        ),
        {"error yardstick hidden line", "warn yardstick rules line"},
    ),
    "points of an option hide a fall": (
        changed((A, "who: person", "who: menu"), (P, "menu: 60", "menu: 100")),
        {"error yardstick hidden line", "warn yardstick rules line"},
    ),
    "another way to combine hides a fall": (
        changed((A, "[12s, 14s, 11s]", "[12s, 50s, 11s]"), (P, "zero: 60s}}", "zero: 60s}, combine: best}")),
        {"error yardstick hidden line", "warn yardstick moved line"},
    ),
    "a must that is none any more hides a fault": (
        changed((A, "number: yes", "number: no"), (P, "weight: 3, must: true", "weight: 3")),
        {
            "error regression fell line",
            "error yardstick hidden-fault line/phone.number",
            "warn yardstick rules line",
        },
    ),
    "an option that does not fail any more hides a fault": (
        changed((A, "who: person", "who: bot"), (P, "bot: {points: 0, fails: true}", "bot: 100")),
        {
            "error yardstick hidden line",
            "error yardstick hidden-fault line/phone.who",
            "warn yardstick rules line",
        },
    ),
    "weights hide a fall behind a rise": (
        changed(
            (A, "polite: 4", "polite: 5"),
            (A, "loads: 2s", "loads: 9s"),
            (P, "answer: 1-5, weight: 2", "answer: 1-5, weight: 20"),
        ),
        {"error yardstick hidden line", "warn yardstick moved line"},
    ),
    "another folder of checklists hides a fall": (
        Change(
            edits=[(A, "loads: 2s", "loads: 9s"), (S, "gate:", "paths: {checklists: soft}\ngate:")],
            writes={
                "soft/phone.yaml": PHONE.replace("full: 2s, zero: 10s", "full: 9s, zero: 30s"),
                "soft/box.yaml": BOX,
            },
        ),
        {"error yardstick hidden line", "warn yardstick rules line"},
    ),
    "a change of rules that moves nothing": (
        changed((P, "full: 2s, zero: 10s", "full: 2s, zero: 20s")),
        {"warn yardstick rules line"},
    ),
    "a must dropped of what is fulfilled": (
        changed((P, "weight: 3, must: true", "weight: 3")),
        {"warn yardstick rules line"},
    ),
    "evidence that stays fresh for longer": (
        changed((B, "valid_for: 400d", "valid_for: 800d")),
        {"warn yardstick rules parcel", "warn yardstick rules desk", "warn yardstick rules bench"},
    ),
    "another wording of questions": (
        changed(
            (P, "How polite?", "How friendly?"), (P, "bot: {points: 0,", "bot: {label: Robot, points: 0,")
        ),
        set(),
    ),
    "a rule of a question that nobody answered": (
        changed(
            (P, "full: 2s, zero: 10s", "full: 2s, zero: 20s"),
            before=[(A, "        loads: 2s\n", "")],
        ),
        set(),
    ),
    "a fault that went away by the rules alone": (
        changed((P, "weight: 3, must: true", "weight: 3"), before=[(A, "number: yes", "number: no")]),
        {"warn yardstick healed line/phone.number", "warn yardstick rules line"},
    ),
    "a stricter curve and a better answer": (
        changed((A, "loads: 2s", "loads: 1s"), (P, "full: 2s, zero: 10s", "full: 1s, zero: 8s")),
        {"warn yardstick moved line"},
    ),
    "what is hidden within what may fall": (
        changed(
            (A, "loads: 2s", "loads: 3s"),
            (P, "full: 2s, zero: 10s", "full: 3s, zero: 30s"),
            before=[(S, "gate:", "gate:\n  regression: {level: error, max_drop: 5}")],
        ),
        {"warn yardstick rules line"},
    ),
    "what is hidden where a fall only warns": (
        changed(
            (A, "loads: 2s", "loads: 9s"),
            (P, "full: 2s, zero: 10s", "full: 9s, zero: 30s"),
            before=[(S, "gate:", "gate:\n  regression: warn")],
        ),
        {"warn yardstick hidden line", "warn yardstick rules line"},
    ),
    "what is hidden and waived": (
        changed(
            (A, "loads: 2s", "loads: 9s"),
            (P, "full: 2s, zero: 10s", "full: 9s, zero: 30s"),
            before=[(A, "touchpoints:", WAIVER.format("line/phone.loads", "2026-12-31"))],
        ),
        {"waived yardstick hidden line", "warn yardstick rules line"},
    ),
    "an option that is new and worse": (
        changed((A, "who: person", "who: nobody"), (P, "menu: 60", "menu: 60, nobody: 100")),
        {"warn yardstick rules line"},
    ),
    # Replaced, or taken away
    "a survivor in other words does not stand for one that is gone": (
        changed((A, "[12s, 14s, 11s]", "[12000ms, 11s]")),
        {"error removed observation line/phone.pick-up"},
    ),
    "a shifted survivor does not stand for a bad one that is gone": (
        changed((A, "[12s, never]", "[11s]"), before=[(A, "[12s, 14s, 11s]", "[12s, never]")]),
        {"error removed observation line/phone.pick-up"},
    ),
    "one newer answer for two that are gone, and one stays": (
        changed((A, "[12s, 14s, 11s]", "[12s, {answer: 9s, on: 2026-11-05}]")),
        {"error removed observation line/phone.pick-up"},
    ),
    "each that is gone has a newer one": (
        changed((A, "[12s, 14s, 11s]", "[12s, {answer: 9s, on: 2026-11-05}, {answer: 9s, on: 2026-11-05}]")),
        set(),
    ),
    "a new look at all of it": (
        changed((A, "[12s, 14s, 11s]", "{answer: 9s, on: 2026-11-05}")),
        set(),
    ),
    "an older answer replaces none": (
        changed((A, "[12s, 14s, 11s]", "{answer: 9s, on: 2026-10-05}")),
        {"error removed observation line/phone.pick-up"},
    ),
    "three answers written as their mean": (
        changed((A, "[4, 4, 4]", "{answer: 4, of: 3}"), before=[(A, "polite: 4", "polite: [4, 4, 4]")]),
        set(),
    ),
    "a mean of fewer": (
        changed(
            (A, "{answer: 4, of: 9}", "{answer: 4, of: 3}"),
            before=[(A, "polite: 4", "polite: {answer: 4, of: 9}")],
        ),
        {"error removed observation line/phone.polite"},
    ),
    "a rate of as many": (
        changed(
            (A, "[yes, yes, no]", "2/3"),
            before=[(B, "answer: yes-no}", "answer: yes-no}"), (A, "whole: yes", "whole: [yes, yes, no]")],
        ),
        set(),
    ),
    "a good item that the checklist drops warns": (
        Change(
            edits=[
                (A, "        whole: yes\n", ""),
                (B, "  whole: {ask: Is it whole?, answer: yes-no}\n", ""),
                (L, "whole: yes, ", ""),
            ]
        ),
        {
            *(f"warn removed dropped {touch}/box.whole" for touch in ("parcel", "desk", "bench")),
            *(f"warn yardstick moved {touch}" for touch in ("parcel", "bench")),
        },
    ),
    "a bad item that the checklist drops": (
        changed(
            (A, "        neat: 3\n", ""),
            (B, "  neat: {ask: How neat?, answer: 1-5, valid_for: 400d}\n", ""),
            (L, ", neat: 5", ""),
            (L, ", neat: 4", ""),
        ),
        {
            "error removed dropped parcel/box.neat",
            "warn removed dropped desk/box.neat",
            "error removed dropped bench/box.neat",
            *(f"warn yardstick moved {touch}" for touch in ("parcel", "bench")),
        },
    ),
    # Days
    "the date moved under answers that did not change": (
        changed((A, "date: 2026-11-01", "date: 2026-11-09")),
        {"error redated redated"},
    ),
    "the date moved, and every answer has a day of its own": (
        changed(
            (A, "date: 2026-11-01, auditor", "date: 2026-11-09, auditor"),
            before=[
                (A, "number: yes", "number: {answer: yes, on: 2026-10-30}"),
                (
                    A,
                    "        pick-up: [12s, 14s, 11s]\n        polite: 4\n        who: person\n        loads: 2s\n",
                    "",
                ),
                (A, "whole: yes", "whole: {answer: yes, on: 2026-10-30}"),
                (A, "neat: 3", "neat: {answer: 3, on: 2026-10-30}"),
            ],
        ),
        set(),
    ),
    "the date moved by who dated the old answers": (
        changed(
            (A, "date: 2026-11-01, auditor", "date: 2026-11-09, auditor"),
            (A, "whole: yes", "whole: {answer: yes, on: 2026-11-01}"),
            (A, "neat: 3", "neat: 4"),
            before=[(A, AUDIT[AUDIT.index("  line:") : AUDIT.index("  parcel:")], "")],
        ),
        set(),
    ),
    "the date taken away": (
        changed((A, "id: kiln, date: 2026-11-01", "id: kiln")),
        {"error redated redated"},
    ),
    "a team that is warned of moved dates": (
        changed((A, "date: 2026-11-01", "date: 2026-11-09"), before=[(S, "gate:", "gate:\n  redated: warn")]),
        {"warn redated redated"},
    ),
    "what merely became past is coverage": (
        changed((A, "auditor: Anna", "since: 2026-11-02, auditor: Anna")),
        {"warn coverage past"},
    ),
    "what became past and was deleted is removed": (
        changed((A, "auditor: Anna", "since: 2026-11-02, auditor: Anna"), (A, "        neat: 3\n", "")),
        {"warn coverage past", "error removed item parcel/box.neat"},
    ),
    "some answers became past": (
        changed(
            (A, "auditor: Anna", "since: 2026-10-31, auditor: Anna"),
            before=[(A, "neat: 3", "neat: [3, {answer: 3, on: 2026-10-01}]")],
        ),
        set(),
    ),
    # Waivers
    "a waiver that the change adds and that names nothing": (
        changed((A, "touchpoints:", WAIVER.format("parcle", "2026-12-31"))),
        {"warn gate waiver parcle", "error waiver nothing parcle"},
    ),
    "a waiver that named nothing before": (
        changed(before=[(A, "touchpoints:", WAIVER.format("parcle", "2026-12-31"))]),
        {"warn waiver nothing parcle"},
    ),
    "a waiver that ended while nobody looked": (
        changed(before=[(A, "touchpoints:", WAIVER.format("parcel", "2026-11-09"))]),
        {"warn waiver expired parcel"},
    ),
    # Findings
    "a new critical problem": (
        changed((A, "    name: Parcel\n", FINDING.format("problem, severity: critical"))),
        {"error finding new parcel/findings.smoke"},
    ),
    "a new minor problem": (
        changed((A, "    name: Parcel\n", FINDING.format("problem, severity: minor"))),
        set(),
    ),
    "a new critical problem where problems only warn": (
        changed(
            (A, "    name: Parcel\n", FINDING.format("problem, severity: critical")),
            before=[(S, "gate:", "gate:\n  finding: warn")],
        ),
        {"error broken finding parcel/findings.smoke"},
    ),
    "a new critical problem where only what is broken warns": (
        changed(
            (A, "    name: Parcel\n", FINDING.format("problem, severity: critical")),
            before=[(S, "gate:", "gate:\n  broken: warn")],
        ),
        {"error finding new parcel/findings.smoke"},
    ),
    "a new critical problem where problems are off": (
        changed(
            (A, "    name: Parcel\n", FINDING.format("problem, severity: critical")),
            before=[(S, "gate:", "gate:\n  finding: off")],
        ),
        {"error broken finding parcel/findings.smoke"},
    ),
    "a critical remark is no problem": (changed((A, "    name: Parcel\n", FINDING.format("remark"))), set()),
    "a new major problem where majors count": (
        changed(
            (A, "    name: Parcel\n", FINDING.format("problem, severity: major")),
            before=[(S, "gate:", "gate:\n  finding: {level: error, severity: major}")],
        ),
        {"error finding new parcel/findings.smoke"},
    ),
    "majors that do not count any more": (
        changed(
            (A, "    name: Parcel\n", FINDING.format("problem, severity: major")),
            (S, "severity: major", "severity: critical"),
            before=[(S, "gate:", "gate:\n  finding: {level: error, severity: major}")],
        ),
        {"error finding new parcel/findings.smoke", LOOSER},
    ),
    "a problem that got worse": (
        changed(
            (A, "severity: minor", "severity: critical"),
            before=[(A, "    name: Parcel\n", FINDING.format("problem, severity: minor"))],
        ),
        {"error finding raised parcel/findings.smoke"},
    ),
    "a problem that is milder": (
        changed(
            (A, "severity: critical", "severity: minor"),
            before=[(A, "    name: Parcel\n", FINDING.format("problem, severity: critical"))],
        ),
        set(),
    ),
    "a problem deleted": (
        changed(
            (A, FINDING.format("problem, severity: critical"), "    name: Parcel\n"),
            before=[(A, "    name: Parcel\n", FINDING.format("problem, severity: critical"))],
        ),
        {"error removed finding parcel/findings.smoke"},
    ),
    "a small problem deleted": (
        changed(
            (A, FINDING.format("problem"), "    name: Parcel\n"),
            before=[(A, "    name: Parcel\n", FINDING.format("problem"))],
        ),
        {"warn removed finding parcel/findings.smoke"},
    ),
    "a problem resolved": (
        changed(
            (A, "severity: critical", "severity: critical, resolved: 2026-11-08"),
            before=[(A, "    name: Parcel\n", FINDING.format("problem, severity: critical"))],
        ),
        set(),
    ),
    "a resolved problem deleted": (
        changed(
            (A, FINDING.format("problem, severity: critical, resolved: 2026-11-08"), "    name: Parcel\n"),
            before=[
                (A, "    name: Parcel\n", FINDING.format("problem, severity: critical, resolved: 2026-11-08"))
            ],
        ),
        set(),
    ),
    "a resolved problem that is back": (
        changed(
            (A, ", resolved: 2026-11-08", ""),
            before=[
                (A, "    name: Parcel\n", FINDING.format("problem, severity: critical, resolved: 2026-11-08"))
            ],
        ),
        {"error finding new parcel/findings.smoke"},
    ),
    "a problem under another id": (
        changed(
            (A, "smoke:", "fumes:"),
            before=[(A, "    name: Parcel\n", FINDING.format("problem, severity: critical"))],
        ),
        set(),
    ),
    "a new touchpoint with a critical problem warns": (
        Change(
            writes={
                A: AUDIT
                + "  chat:\n    stage: get\n    findings: {smoke: {kind: problem, severity: critical, says: It smokes}}\n"
            }
        ),
        {"warn finding new chat/findings.smoke"},
    ),
    # Names
    "a checklist renamed": (
        Change(
            edits=[(A, "      box:\n", "      crate:\n"), (L, "{box:", "{crate:")],
            writes={"checklists/crate.yaml": BOX.replace("checklist: box", "checklist: crate\nwas: [box]")},
            takes=[B],
        ),
        set(),
    ),
    "a checklist renamed, and a worse answer": (
        Change(
            edits=[(A, "      box:\n", "      crate:\n"), (L, "{box:", "{crate:"), WORSE],
            writes={"checklists/crate.yaml": BOX.replace("checklist: box", "checklist: crate\nwas: [box]")},
            takes=[B],
        ),
        {FELL},
    ),
    "a checklist renamed that audits call by its old name still": (
        Change(
            writes={"checklists/crate.yaml": BOX.replace("checklist: box", "checklist: crate\nwas: [box]")},
            takes=[B],
        ),
        set(),
    ),
    "a checklist replaced by one that extends it": (
        Change(
            edits=[(A, "      box:\n", "      own-box:\n")],
            writes={"checklists/own-box.yaml": "format: 1\nchecklist: own-box\nextends: box\nitems: {}\n"},
        ),
        set(),
    ),
    "a checklist replaced by one that extends it, and a worse answer": (
        Change(
            edits=[(A, "      box:\n", "      own-box:\n"), WORSE],
            writes={"checklists/own-box.yaml": "format: 1\nchecklist: own-box\nextends: box\nitems: {}\n"},
        ),
        {FELL},
    ),
    "two audits that swap their files": (Change(writes={A: OTHER, L: AUDIT}), set()),
    "two audits that swap their files, and a worse answer": (
        Change(writes={A: OTHER, L: AUDIT.replace("neat: 3", "neat: 2")}),
        {FELL},
    ),
    "one audit in the place of another": (
        Change(writes={A: OTHER}, takes=[L]),
        {"error removed audit"},
    ),
    "an audit in a folder of its own": (Change(writes={"audits/2026/kiln.yaml": AUDIT}, takes=[A]), set()),
    "an audit that is renamed and worse": (
        Change(writes={"audits/2026/kiln.yaml": AUDIT.replace("neat: 3", "neat: 2")}, takes=[A]),
        {FELL},
    ),
    "an audit with another id": (changed((A, "id: kiln", "id: oven"), WORSE), {FELL}),
    "a touchpoint moved to another audit": (Change(writes={A: SHORT, L: OTHER + MOVED}), set()),
    "a touchpoint moved to another audit, and worse": (
        Change(writes={A: SHORT, L: OTHER + MOVED.replace("neat: 3", "neat: 2")}),
        {FELL},
    ),
    "a touchpoint moved to an audit that is new": (
        Change(writes={A: SHORT, "audits/new.yaml": NEW + MOVED.replace("neat: 3", "neat: 2")}),
        {FELL},
    ),
    "an audit merged into another": (
        Change(
            writes={
                A: AUDIT
                + "  desk:\n    stage: buy\n    was: loom/desk\n    checklists: {box: {whole: yes, neat: 5}}\n"
                "  bench:\n    stage: buy\n    was: loom/bench\n    checklists: {box: {whole: yes, neat: 4}}\n"
            },
            takes=[L],
        ),
        set(),
    ),
    "an audit of which a part is merged into another": (
        Change(
            writes={
                A: AUDIT
                + "  desk:\n    stage: buy\n    was: loom/desk\n    checklists: {box: {whole: yes, neat: 5}}\n"
            },
            takes=[L],
        ),
        {"error removed audit"},
    ),
    "a new audit that is broken warns": (
        Change(writes={"audits/new.yaml": NEW + "  till:\n    stage: buy\n    missing: true\n"}),
        {"warn broken missing till", "error floor touchpoint till"},
    ),
    # Waves
    "a new wave that nobody has walked yet": (
        Change(writes={K: WAVE}),
        {"warn coverage unwalked"},
    ),
    "a new wave with one touchpoint left out": (
        Change(writes={K: WAVE[: WAVE.index("  parcel:")]}),
        {"warn coverage unwalked"},
    ),
    "a new wave that is as good": (Change(writes={K: WALKED}), set()),
    "a new wave that is worse, with one visit a side": (
        Change(writes={K: WALKED.replace("neat: 3", "neat: 2")}),
        {"error regression few-visits parcel"},
    ),
    "a new wave that is worse, where every fall counts": (
        Change(
            writes={K: WALKED.replace("neat: 3", "neat: 2")},
            before=[(S, "gate:", "gate:\n  regression: {level: error, waves: strict}")],
        ),
        {FELL},
    ),
    "a new wave that is worse, where none does": (
        Change(
            writes={K: WALKED.replace("neat: 3", "neat: 2")},
            before=[(S, "gate:", "gate:\n  regression: {level: error, waves: warn}")],
        ),
        {"warn regression fell parcel"},
    ),
    "a wave by the change that makes waves warn only": (
        Change(
            writes={K: WALKED.replace("neat: 3", "neat: 2")},
            edits=[(S, "gate:", "gate:\n  regression: {level: error, waves: warn}")],
        ),
        {"error regression few-visits parcel", "warn regression fell parcel", LOOSER},
    ),
    "a wave that is there already and is walked now, and worse": (
        Change(writes={K: WALKED.replace("neat: 3", "neat: 2")}, before=[(K, "", WAVE)]),
        {"error regression few-visits parcel"},
    ),
    "a wave that is there already and is walked now, as good": (
        Change(writes={K: WALKED}, before=[(K, "", WAVE)]),
        set(),
    ),
    "a wave that was worse already, and another answer that is better": (
        Change(edits=[(K, "polite: 4", "polite: 5")], before=[(K, "", WALKED.replace("neat: 3", "neat: 2"))]),
        set(),
    ),
    "an audit that is history is not stale": (
        Change(
            writes={K: WALKED},
            before=[
                (B, "valid_for: 400d", "valid_for: 5d"),
                (L, "id: loom, date: 2026-11-01", "id: loom, date: 2026-11-09"),
            ],
        ),
        set(),
    ),
    "an answer changed in an audit that is history": (
        Change(
            edits=[(A, "neat: 3", "neat: 4")],
            writes={K: WALKED.replace("neat: 3", "neat: 4")},
        ),
        {"warn history changed parcel"},
    ),
    "a worse answer in an audit that is history": (
        Change(edits=[WORSE], writes={K: WALKED}),
        {"warn history changed parcel", FELL},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_the_gate_says_of_an_edit_in_git(name: str, judge: Judge) -> None:
    change, expected = CASES[name]
    verdict = judge.judge(change)
    assert found(verdict) == expected
    assert verdict["unjudged"] == []


def test_a_waiver_that_ended_is_an_error_of_the_night(judge: Judge) -> None:
    judge.judge(changed((A, "touchpoints:", WAIVER.format("parcel", "2026-11-09"))))
    done = judge.place.check("--format", "json")
    assert done.code == 1
    assert found(json.loads(done.out)) == {"error waiver expired parcel"}


def test_a_result_stands_on_a_line_that_the_change_has(judge: Judge) -> None:
    verdict = judge.judge(
        changed(
            (A, "[12s, 14s, 11s]", "[\n          12s,\n          11s,\n          55s,\n        ]"), before=[]
        )
    )
    (fell,) = [one for audit in verdict["audits"] for one in audit["results"] if one["rule"] == "regression"]
    lines = (judge.place.folder / A).read_text(encoding="utf-8").splitlines()
    assert lines[fell["line"] - 1].strip() == "55s,"


def test_stale_points_at_the_newest_look(judge: Judge) -> None:
    newest = "[\n          {answer: 3, on: 2026-09-01},\n          {answer: 3, on: 2026-10-01},\n          {answer: 3, on: 2026-08-01},\n        ]"
    verdict = judge.judge(
        changed(
            before=[(A, "neat: 3", f"neat: {newest}"), (B, "400d", "9d"), (L, "2026-11-01", "2026-11-09")]
        )
    )
    (stale,) = [one for audit in verdict["audits"] for one in audit["results"]]
    lines = (judge.place.folder / A).read_text(encoding="utf-8").splitlines()
    assert "2026-10-01" in lines[stale["line"] - 1]


def test_a_past_answer_is_not_printed_as_if_it_counted(judge: Judge) -> None:
    change = changed(
        (A, "auditor: Anna", "since: 2026-10-15, auditor: Anna"),
        before=[(A, "neat: 3", "neat: [3, {answer: 5, on: 2026-10-01}]")],
    )
    done = judge.judge(change)
    moved = [
        item
        for audit in done["audits"]
        for touch in audit["comparison"]["touchpoints"].values()
        for item in touch["moved"]
    ]
    assert {tuple(item["new_answers"]) for item in moved if item["item"] == "box.neat"} == {("3",)}


# Whatever the settings and checklists of the same change say

SETTINGS_EDITS: Final = (
    (S, "gate:", "gate:\n  regression: off\n  item: off"),
    (S, "gate:", "gate:\n  regression: {level: error, max_drop: 100}\n  item: {level: warn, max_drop: 100}"),
    (S, "gate:", 'gate:\n  regression: {level: off, only: ["*"]}\n  item: off'),
    (S, "gate:", 'gate:\n  regression: {level: error, only: ["stage:none"]}'),
    (S, "touchpoint: 20", "touchpoint: 0"),
    (S, "gate:", "gate:\n  yardstick: off\n  gate: off\n  broken: off"),
    (S, "strong: 80, fair: 60", "strong: 2, fair: 1"),
    (S, "gate:", "paths: {checklists: soft}\ngate:"),
)
CHECKLIST_EDITS: Final = (
    (P, "full: 2s, zero: 10s", "full: 50s, zero: 90s"),
    (P, "full: 10s, zero: 60s", "full: 5h, zero: 9h"),
    (P, "menu: 60, bot: {points: 0, fails: true}", "menu: 100, bot: 100"),
    (P, "weight: 3, must: true", "weight: 0.1"),
    (P, "answer: 1-5, weight: 2", "answer: 1-5, weight: 0.001"),
    (P, "answer: 1-5, weight: 2", "answer: 1-5, wow: true"),
    (P, "How long?, answer", "How long?, combine: best, answer"),
    (P, "Who answers?, answer", "Who answers?, only_if: {number: yes}, answer"),
)
WORSE_ANSWERS: Final = (
    (A, "loads: 2s", "loads: 9s"),
    (A, "[12s, 14s, 11s]", "[12s, 50s, 11s]"),
    (A, "who: person", "who: bot"),
    (A, "number: yes", "number: no"),
    (A, "polite: 4", "polite: 1"),
)
Edits = Sequence[tuple[str, str, str]]


def _apart(edits: Edits) -> Edits:
    """Return the first of several edits of the same text."""
    return [*{(name, old): (name, old, new) for name, old, new in reversed(edits)}.values()]


@settings(
    deadline=None, max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    worse=st.sampled_from(WORSE_ANSWERS),
    loosened=st.lists(st.sampled_from(SETTINGS_EDITS), max_size=3, unique=True),
    softer=st.lists(st.sampled_from(CHECKLIST_EDITS), max_size=4, unique=True),
    nearer=st.booleans(),
)
def test_no_edit_of_settings_and_checklists_lets_a_worse_answer_pass_in_silence(
    worse: tuple[str, str, str], loosened: Edits, softer: Edits, nearer: bool, judge: Judge
) -> None:
    checklists = {name: BASE[name] for name in (P, B)}
    for name, old, new in _apart(softer):
        checklists[name] = checklists[name].replace(old, new)
    copies = {name.replace("checklists", "soft"): text for name, text in checklists.items()}
    own = {"audits/tpaudit.yaml": "format: 1\npaths: {checklists: ../checklists}\ngate: {regression: off}\n"}
    change = Change(edits=[worse, *_apart(loosened)], writes=checklists | copies | (own if nearer else {}))
    verdict = judge.judge(change)
    assert verdict["unjudged"] == []
    assert not verdict["passed"] or any(
        word.startswith(("warn yardstick", "warn regression", "warn item")) for word in found(verdict)
    )
