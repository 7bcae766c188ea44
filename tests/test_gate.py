"""The gate: an edit of an audit, its checklists or its settings, and everything that the gate says of it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import fsum
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import examples
from program import run

import tpaudit
from tpaudit import LoadedAudit, Scorecard
from tpaudit.judging.compare.attribution import parts, split
from tpaudit.judging.compare.significance import observations_needed, smallest_clear_drop, student_t_quantile
from tpaudit.judging.gate.cases import Around
from tpaudit.judging.gate.check import check_audit, verdict
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.results.verdict import Checked, Result, Unjudged
from tpaudit.showing.text.results.gate import says

ROOT: Final = Path(__file__).parent.parent
Load = Callable[..., LoadedAudit]

AUDIT: Final = """
company: {name: Kiln}
audit: {date: 2026-11-01, auditor: Anna, method: walkthrough}
journey: {stages: {buy: Buy, get: Get}}
touchpoints:
  line:
    name: Order line
    stage: buy
    owner: Sales
    importance: 5
    promises: {open: The line opens at nine}
    checklists:
      phone:
        number: yes
        pick-up: [12s, 14s, 11s]
        polite: 4
        who: person
        music: n/a
        smile: yes
  parcel:
    name: Parcel
    stage: get
    checklists:
      box:
        whole: yes
        neat: 3
  desk:
    name: Desk
    stage: get
    missing: true
"""
PHONE: Final = """
number: {ask: Is it shown?, answer: yes-no, weight: 3, must: true}
pick-up: {ask: How long?, answer: duration, score: {full: 10s, zero: 60s}}
polite: {ask: How polite?, answer: 1-5, weight: 2}
who: {ask: Who answers?, answer: choice, only_if: {pick-up: answered}, options: {person: 100, menu: 60, bot: {points: 0, fails: true}}}
music: {ask: Is the music good?, answer: yes-no}
smile: {ask: Did they make you smile?, answer: yes-no, wow: true}
"""
BOX: Final = """
whole: {ask: Is it whole?, answer: yes-no}
neat: {ask: How neat?, answer: 1-5, valid_for: 30d}
"""
SETTINGS: Final = "gate: {}\n"

Edit = tuple[str, str]


def judged(
    load: Load, edits: Sequence[Edit], *, before: Sequence[Edit] = (), as_of: str = "2026-11-10"
) -> Checked:
    """Return what the gate says after some edits; those `before` are made on both sides.

    It says the same where only what differs is scored in full, on either side.
    """
    old = [_edited(text, before) for text in (AUDIT, PHONE, BOX, SETTINGS)]
    new = [_edited(text, edits) for text in old]
    assert edits == [] or new != old, "an edit that finds nothing to edit"
    earlier = _load(load, old, as_of)
    kept = tpaudit.score(earlier)
    audit = _load(load, new, as_of)
    about = Around(before=earlier, in_git=True)
    checked = check_audit(audit, tpaudit.score(audit), kept, baseline="main", about=about)
    plain = score_audit(audit, detailed=False)
    assert check_audit(audit, plain, None, baseline="main", about=about) == checked
    return checked


def _edited(text: str, edits: Sequence[Edit]) -> str:
    for old, new in edits:
        text = text.replace(old, new)
    return text


def _load(load: Load, texts: Sequence[str], as_of: str) -> LoadedAudit:
    audit, phone, box, workspace = texts
    return load(audit, settings=workspace, as_of=as_of, phone=phone, box=box)


def told(one: Checked) -> set[str]:
    """Return each result in a word: its level, rule, kind and address."""
    return {
        f"{'waived' if result.waiver else result.level} {result.rule} {result.kind} {result.at}".strip()
        for result in one.results
    }


WAIVED: Final = "waivers:\n  {}: {{reason: Known, approved_by: Marta, until: {}}}\ntouchpoints:"

EDITS: Final[dict[str, tuple[Sequence[Edit], set[str]]]] = {
    "nothing": ([], set()),
    "a name": ([("Order line", "Phone")], set()),
    "an answer in other words": ([("number: yes", "number: true")], set()),
    "a worse answer": (
        [("neat: 3", "neat: 2")],
        {"error regression fell parcel"},
    ),
    "a better answer": ([("neat: 3", "neat: 5")], set()),
    "a fix does not cancel a fall elsewhere": (
        [("polite: 4", "polite: 5"), ("neat: 3", "neat: 2")],
        {"error regression fell parcel"},
    ),
    "within a touchpoint items net": (
        [("whole: yes", "whole: 1/2"), ("neat: 3", "neat: 5")],
        {"warn item fell parcel/box.whole"},
    ),
    "a must fails": (
        [("number: yes", "number: no")],
        {"error broken must line/phone.number", "error regression fell line"},
    ),
    "an answer that fails": (
        [("who: person", "who: bot")],
        {"error broken fails line/phone.who", "error regression fell line"},
    ),
    "the touchpoint goes missing": (
        [("    name: Parcel\n", "    name: Parcel\n    missing: true\n")],
        {"error regression fell parcel", "error broken missing parcel"},
    ),
    "what was missing is there": ([("    missing: true\n", "    checklists: {box: {whole: no}}\n")], set()),
    "a promise is broken": (
        [
            (
                "    stage: get\n    checklists",
                "    stage: get\n    breaks: {line/open: It opens at ten}\n    checklists",
            )
        ],
        {"error broken promise line"},
    ),
    "an answer is taken away": ([("        neat: 3\n", "")], {"error removed item parcel/box.neat"}),
    "an answer becomes n/a": (
        [("neat: 3", "neat: {answer: n/a, note: Not seen}")],
        {"error removed item parcel/box.neat"},
    ),
    "what only follows from an answer is not removed": (
        [("pick-up: [12s, 14s, 11s]", "pick-up: never"), ("        who: person\n", "")],
        {"error regression fell line", "error removed observation line/phone.pick-up"},
    ),
    "one of three observations is taken away": (
        [("[12s, 14s, 11s]", "[12s, 11s]")],
        {"error removed observation line/phone.pick-up"},
    ),
    "an observation is replaced by a newer one": (
        [("[12s, 14s, 11s]", "[12s, {answer: 14s, on: 2026-11-05}, 11s]")],
        set(),
    ),
    "all observations are replaced by one": ([("[12s, 14s, 11s]", "{answer: 10s, on: 2026-11-05}")], set()),
    "the touchpoint is taken away": (
        [(AUDIT[AUDIT.index("  parcel:") : AUDIT.index("  desk:")], "")],
        {"error removed touchpoint parcel"},
    ),
    "the touchpoint is renamed": (
        [("  parcel:\n", "  packet:\n    was: [parcel]\n")],
        set(),
    ),
    "the item is renamed": (
        [("neat: {ask", "tidy: {was: [neat], ask"), ("neat: 3", "tidy: 3")],
        set(),
    ),
    "a renamed touchpoint that fell": (
        [("  parcel:\n", "  packet:\n    was: [parcel]\n"), ("neat: 3", "neat: 1")],
        {"error regression fell packet"},
    ),
    "the checklist drops an item": (
        [("neat: {ask: How neat?, answer: 1-5, valid_for: 30d}\n", ""), ("        neat: 3\n", "")],
        {"error removed dropped parcel/box.neat", "warn yardstick moved parcel"},
    ),
    "the checklist asks more": (
        [("whole: {ask", "new: {ask: New?, answer: yes-no}\nwhole: {ask")],
        set(),
    ),
    "the checklist asks more, and it is bad": (
        [
            ("whole: {ask", "new: {ask: New?, answer: yes-no}\nwhole: {ask"),
            ("whole: yes", "whole: yes\n        new: no"),
        ],
        set(),
    ),
    "a stricter curve": ([("zero: 60s", "zero: 20s")], {"warn yardstick moved line"}),
    "another weight": ([("answer: 1-5, weight: 2", "answer: 1-5, weight: 4")], {"warn yardstick moved line"}),
    "a stricter curve hides nothing": (
        [("zero: 60s", "zero: 20s"), ("[12s, 14s, 11s]", "[18s, 19s, 19s]")],
        {"error regression fell line", "warn yardstick moved line"},
    ),
    "a gentler curve hides nothing": (
        [("full: 10s, zero: 60s", "full: 60s, zero: 90s"), ("polite: 4", "polite: 3")],
        {"error regression fell line", "warn yardstick moved line"},
    ),
    "an own standard": (
        [("touchpoints:", "standards: {phone.pick-up: {full: 5s, zero: 15s}}\ntouchpoints:")],
        {"warn yardstick moved line"},
    ),
    "another importance": ([("importance: 5", "importance: 4")], {"warn yardstick importance line"}),
    "a question becomes a must": (
        [
            (
                "whole: {ask: Is it whole?, answer: yes-no}",
                "whole: {ask: Is it whole?, answer: yes-no, must: true}",
            ),
            ("whole: yes", "whole: no"),
        ],
        {"error broken must parcel/box.whole", "error regression fell parcel", "warn yardstick rules parcel"},
    ),
    "the rules alone break it": (
        [
            ("box:\n        whole: yes\n        neat: 3", "box:\n        whole: yes\n        neat: 3"),
            ("neat: {ask: How neat?, answer: 1-5", "neat: {ask: How neat?, must: true, answer: 1-9"),
        ],
        {"warn yardstick moved parcel", "warn yardstick must parcel/box.neat"},
    ),
    "new knowledge is no fall": (
        [("        music: n/a\n", "        music: no\n")],
        set(),
    ),
    "a new touchpoint": (
        [("  desk:", "  chat:\n    stage: buy\n    checklists: {box: {whole: no}}\n  desk:")],
        set(),
    ),
    "a new touchpoint that is broken warns": (
        [("  desk:", "  chat:\n    stage: buy\n    missing: true\n  desk:")],
        {"warn broken missing chat"},
    ),
    "a raised `since` takes the evidence away": (
        [("auditor: Anna", "since: 2026-11-02, auditor: Anna")],
        {"warn coverage past"},
    ),
    "a waived fall": (
        [("neat: 3", "neat: 2"), ("touchpoints:", WAIVED.format("parcel/box.neat", "2026-12-31"))],
        {"waived regression fell parcel", "warn gate waiver parcel/box.neat"},
    ),
    "a waived touchpoint": (
        [("neat: 3", "neat: 2"), ("touchpoints:", WAIVED.format("parcel", "2026-12-31"))],
        {"waived regression fell parcel", "warn gate waiver parcel"},
    ),
    "a waiver holds on its last day": (
        [("number: yes", "number: no"), ("touchpoints:", WAIVED.format("line/phone.number", "2026-11-10"))],
        {
            "waived broken must line/phone.number",
            "waived regression fell line",
            "warn gate waiver line/phone.number",
            "warn waiver ends line/phone.number",
        },
    ),
    "a waiver is over the day after": (
        [("neat: 3", "neat: 2"), ("touchpoints:", WAIVED.format("parcel/box.neat", "2026-11-09"))],
        {
            "error regression fell parcel",
            "warn gate waiver parcel/box.neat",
            "warn waiver expired parcel/box.neat",
        },
    ),
    "a waiver with a floor that is not reached": (
        [
            ("neat: 3", "neat: 2"),
            ("touchpoints:", WAIVED.format("parcel/box.neat", "2026-12-31, floor: 40")),
        ],
        {"error regression fell parcel", "warn gate waiver parcel/box.neat"},
    ),
    "a waiver with a floor that is kept": (
        [
            ("neat: 3", "neat: 2"),
            ("touchpoints:", WAIVED.format("parcel/box.neat", "2026-12-31, floor: 25")),
        ],
        {"waived regression fell parcel", "warn gate waiver parcel/box.neat"},
    ),
    "a waiver of one item does not hold another": (
        [
            ("whole: yes", "whole: no"),
            ("neat: 3", "neat: 2"),
            ("touchpoints:", WAIVED.format("parcel/box.neat", "2026-12-31")),
        ],
        {"error regression fell parcel", "warn gate waiver parcel/box.neat"},
    ),
    "a waived item that rises pays for nothing": (
        [
            ("whole: yes", "whole: no"),
            ("neat: 3", "neat: 5"),
            (
                "  parcel:\n    name: Parcel\n    stage: get\n    checklists:\n      box:\n",
                "  parcel:\n    name: Parcel\n    stage: get\n    checklists:\n      box:\n",
            ),
            ("touchpoints:", WAIVED.format("parcel/box.neat", "2026-12-31")),
        ],
        {"error regression fell parcel", "warn gate waiver parcel/box.neat"},
    ),
    "a waiver with a floor does not reach what is removed": (
        [
            ("        neat: 3\n", ""),
            ("touchpoints:", WAIVED.format("parcel/box.neat", "2026-12-31, floor: 20")),
        ],
        {"error removed item parcel/box.neat", "warn gate waiver parcel/box.neat"},
    ),
    "what was missing is neither there nor missing": (
        [("    missing: true\n", "    checklists: {box: }\n")],
        {"error removed unscored desk"},
    ),
    "an item is ruled out by a new condition and its answer taken away": (
        [
            (
                "neat: {ask: How neat?, answer: 1-5,",
                "neat: {ask: How neat?, answer: 1-5, only_if: {whole: no},",
            ),
            ("        neat: 3\n", ""),
        ],
        {"error removed item parcel/box.neat", "warn yardstick rules parcel"},
    ),
    "one of three observations becomes n/a": (
        [("[12s, 14s, 11s]", "[12s, 11s, {answer: n/a, note: x}]")],
        {"error removed observation line/phone.pick-up"},
    ),
    "one of three is taken away, another said in other words": (
        [("[12s, 14s, 11s]", "[12000ms, 11s]")],
        {"error removed observation line/phone.pick-up"},
    ),
    "a scale that does not take the old answer any more, and a worse one": (
        [("How neat?, answer: 1-5", "How neat?, answer: 1-2"), ("neat: 3", "neat: 1")],
        {"error regression fell parcel", "warn yardstick rules parcel"},
    ),
    "another kind of answer that says the same": (
        [
            ("How neat?, answer: 1-5", "How neat?, answer: choice, options: {fair: 50, bad: 0}"),
            ("neat: 3", "neat: fair"),
        ],
        {"warn yardstick rules parcel"},
    ),
    "two touchpoints become one": (
        [
            (AUDIT[AUDIT.index("  parcel:") : AUDIT.index("  desk:")], ""),
            ("    owner: Sales", "    owner: Sales\n    was: [parcel]"),
        ],
        {"warn removed merged parcel"},
    ),
    "a new touchpoint takes over the id of a renamed one": (
        [
            (
                "  parcel:\n",
                "  parcel: {stage: get, checklists: {box: {whole: no}}}\n  packet:\n    was: [parcel]\n",
            )
        ],
        set(),
    ),
    "a waived removal": (
        [("        neat: 3\n", ""), ("touchpoints:", WAIVED.format("parcel/box.neat", "2026-12-31"))],
        {"waived removed item parcel/box.neat", "warn gate waiver parcel/box.neat"},
    ),
    "a waiver for what is gone": (
        [
            (AUDIT[AUDIT.index("  parcel:") : AUDIT.index("  desk:")], ""),
            ("touchpoints:", WAIVED.format("parcel", "2026-12-31")),
        ],
        {"waived removed touchpoint parcel", "warn gate waiver parcel"},
    ),
    "a waiver that leads to nothing": (
        [("touchpoints:", WAIVED.format("parcle", "2026-12-31"))],
        {"error waiver nothing parcle", "warn gate waiver parcle"},
    ),
    "a waiver about to end": (
        [("touchpoints:", WAIVED.format("parcel", "2026-11-24"))],
        {"warn gate waiver parcel", "warn waiver ends parcel"},
    ),
    "a waiver with time left": (
        [("touchpoints:", WAIVED.format("parcel", "2026-11-25"))],
        {"warn gate waiver parcel"},
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_the_gate_says_of_an_edit(name: str, load: Load) -> None:
    edits, expected = EDITS[name]
    one = judged(load, edits)
    assert told(one) == expected
    for result in one.results:
        assert says(result)
        assert result.line >= 1
        assert result.file


def test_the_parts_of_every_edit_add_up(load: Load) -> None:
    for edits, _ in EDITS.values():
        comparison = judged(load, edits).comparison
        assert comparison is not None
        for one in (comparison.journey, *comparison.touchpoints.values()):
            if one.old is not None and one.new is not None:
                assert fsum((one.yardstick, one.experience, one.knowledge)) == pytest.approx(
                    one.new - one.old, abs=1e-9
                )


# Limits: a rule that holds, and one that does not

RULES: Final[dict[str, tuple[str, Sequence[Edit], set[str]]]] = {
    "a drop within max_drop": (
        "regression: {level: error, max_drop: 13}\n  item: off",
        [("neat: 3", "neat: 2")],
        set(),
    ),
    "a drop beyond max_drop": (
        "regression: {level: error, max_drop: 12}\n  item: off",
        [("neat: 3", "neat: 2")],
        {"error regression fell parcel"},
    ),
    "a drop of max_drop": (
        "regression: {level: error, max_drop: 12.5}\n  item: off",
        [("neat: 3", "neat: 2")],
        set(),
    ),
    "a rule that is off": ("regression: off\n  item: off", [("neat: 3", "neat: 2")], set()),
    "what would fail warns where the gate is advisory": (
        "preset: advisory\n  item: off",
        [("neat: 3", "neat: 2"), ("whole: yes", "whole: 1/2"), ("        smile: yes\n", "")],
        {"warn regression fell parcel", "warn removed item line/phone.smile"},
    ),
    "what would warn fails where the gate is strict": (
        "preset: strict",
        [("neat: 3", "neat: 5"), ("whole: yes", "whole: 1/2"), ("importance: 5", "importance: 4")],
        {
            "error item fell parcel/box.whole",
            "error yardstick importance line",
            "warn na note line/phone.music",
        },
    ),
    "what is written wins over the preset": (
        "preset: strict\n  item: warn\n  na: off",
        [("neat: 3", "neat: 5"), ("whole: yes", "whole: 1/2")],
        {"warn item fell parcel/box.whole"},
    ),
    "the preset that stands where none is written": (
        "preset: standard\n  item: off",
        [("neat: 3", "neat: 2")],
        {"error regression fell parcel"},
    ),
    "an exemption alone leaves the preset as it is": (
        "preset: advisory\n  regression: {level: off, only: [line]}\n  item: off",
        [("neat: 3", "neat: 2"), ("polite: 4", "polite: 3")],
        {"warn regression fell parcel"},
    ),
    "an exemption alone leaves the rule as it is": (
        "regression: {level: off, only: [line]}\n  item: off",
        [("neat: 3", "neat: 2"), ("polite: 4", "polite: 3")],
        {"error regression fell parcel"},
    ),
    "a fall by what an item's address names": (
        'regression: {level: error, only: ["parcel/box.n*"]}\n  item: off',
        [("neat: 3", "neat: 2"), ("polite: 4", "polite: 3")],
        {"error regression fell parcel"},
    ),
    "a rule that warns": (
        "regression: warn\n  item: off",
        [("neat: 3", "neat: 2")],
        {"warn regression fell parcel"},
    ),
    "only elsewhere": (
        "regression: {level: error, only: [line]}\n  item: off",
        [("neat: 3", "neat: 2")],
        set(),
    ),
    "only there, by a pattern": (
        'regression: {level: error, only: ["par*"]}\n  item: off',
        [("neat: 3", "neat: 2")],
        {"error regression fell parcel"},
    ),
    "only there, by its stage": (
        'regression: {level: error, only: ["stage:get"]}\n  item: off',
        [("neat: 3", "neat: 2")],
        {"error regression fell parcel"},
    ),
    "only another owner's": (
        'regression: {level: error, only: ["owner:Sales"]}\n  item: off',
        [("neat: 3", "neat: 2")],
        set(),
    ),
    "an item by its address": (
        'regression: off\n  item: {level: error, only: ["parcel/box.*"]}',
        [("neat: 3", "neat: 2"), ("polite: 4", "polite: 3")],
        {"error item fell parcel/box.neat"},
    ),
    "all but one": (
        "regression: [error, {level: off, only: [parcel]}]\n  item: off",
        [("neat: 3", "neat: 2"), ("polite: 4", "polite: 3")],
        {"error regression fell line"},
    ),
    "off for one place is not off for all": (
        "regression: [error, {level: off, only: [place:north]}]\n  item: off",
        [("neat: 3", "neat: 2")],
        {"error regression fell parcel"},
    ),
    "the strictest of several counts": (
        "regression: [warn, {level: error, only: [parcel]}]\n  item: off",
        [("neat: 3", "neat: 2"), ("polite: 4", "polite: 3")],
        {"error regression fell parcel", "warn regression fell line"},
    ),
    "a floor that is kept": ("floor: {level: error, journey: 50, touchpoint: 0}", [], set()),
    "the floor of a touchpoint": (
        "floor: {level: error, touchpoint: 80}",
        [],
        {"error floor touchpoint parcel", "error floor touchpoint desk"},
    ),
    "the floor of a stage": ("floor: {level: error, stage: 80}", [], {"error floor stage stage:get"}),
    "the floor of the journey": ("floor: {level: warn, journey: 90}", [], {"warn floor journey"}),
    "a floor for one stage": (
        'floor: {level: error, touchpoint: 99, only: ["stage:buy"]}',
        [],
        {"error floor touchpoint line"},
    ),
    "enough is assessed": ("coverage: {level: error, min: 100}", [], set()),
    "too little is assessed": (
        "coverage: {level: error, min: 90}\n  removed: off",
        [("        neat: 3\n", "")],
        {"error coverage journey"},
    ),
    "too little of one touchpoint": (
        "coverage: {level: error, min: 90, only: [parcel]}\n  removed: off",
        [("        neat: 3\n", "")],
        {"error coverage touchpoint parcel"},
    ),
    "too much is n/a, and no note says why": (
        "na: {level: error, max: 12}",
        [],
        {"error na share line", "error na note line/phone.music"},
    ),
    "n/a with a note, and not too much": (
        "na: {level: error, max: 13}",
        [("music: n/a", "music: {answer: n/a, note: No music}")],
        set(),
    ),
    "stale": (
        "stale: error",
        [("neat: 3", "neat: {answer: 3, on: 2026-10-01}")],
        {"error stale stale parcel/box.neat"},
    ),
    "not stale": ("stale: error", [("neat: 3", "neat: {answer: 3, on: 2026-10-11}")], set()),
    "broken is off": (
        "broken: off\n  regression: off\n  item: off",
        [("number: yes", "number: no")],
        set(),
    ),
    "removed is off": ("removed: off", [("        neat: 3\n", "")], set()),
    "the yardstick is an error": (
        "yardstick: error",
        [("zero: 60s", "zero: 20s")],
        {"error yardstick moved line"},
    ),
    "facts that are said otherwise": (
        "consistency: error",
        [
            ("touchpoints:", "facts: {phone: 020 7946 0018}\ntouchpoints:"),
            ("    owner: Sales", "    owner: Sales\n    says: {phone: 020 7946 0099}"),
        ],
        {"error consistency fact line"},
    ),
    "facts that are said in another way": (
        "consistency: error",
        [
            ("touchpoints:", "facts: {phone: 020 7946 0018}\ntouchpoints:"),
            ("    owner: Sales", "    owner: Sales\n    says: {phone: (020) 7946-0018}"),
        ],
        set(),
    ),
    "a gap": (
        "gap: error",
        [("journey: {stages: {buy: Buy, get: Get}}", "journey: {stages: {buy: Buy, get: Get, use: Use}}")],
        {"error gap stage stage:use"},
    ),
    "no gap": ("gap: error", [], set()),
    "too few contacts for one of the personas": (
        "gap: error",
        [
            ("buy: Buy, get: Get", "buy: {name: Buy, contacts: {ideal: [2, 3], zero: [0, 9]}}, get: Get"),
            ("touchpoints:", "personas: {rosa: Rosa, graham: Graham}\ntouchpoints:"),
            ("    owner: Sales", "    owner: Sales\n    starts: company\n    personas: [rosa]"),
        ],
        {"error gap too-few stage:buy"},
    ),
    "waivers are off": (
        "waiver: off",
        [("touchpoints:", WAIVED.format("parcle", "2026-01-31"))],
        {"warn gate waiver parcle"},
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_what_a_rule_says(name: str, load: Load) -> None:
    rules, edits, expected = RULES[name]
    assert told(judged(load, edits, before=[("gate: {}", f"gate:\n  {rules}")])) == expected


# Few observations


def pick_ups(load: Load, old: str, new: str, more: str = "") -> list[Result]:
    results = judged(
        load, [(old, new)], before=[("12s, 14s, 11s", old), *([("gate: {}", more)] if more else [])]
    ).results
    return [result for result in results if result.rule in ("regression", "item")]


def test_a_drop_that_few_observations_do_not_settle_warns_and_says_how_many_would(load: Load) -> None:
    results = pick_ups(load, "20s, 40s, 30s", "20s, 40s, 30s, 40s")
    assert {(one.rule, one.kind, one.level) for one in results} == {("regression", "unsettled", "warn")}
    assert {one.count for one in results} == {None}
    assert "spread too widely" in says(results[0])


def test_more_observations_like_these_would_settle_it(load: Load) -> None:
    results = pick_ups(load, "30s, 30s, 30s, 31s, 29s", "30s, 30s, 30s, 31s, 29s, 50s, 31s")
    assert {one.kind for one in results} == {"unsettled"}
    count = results[0].count
    assert count is not None
    assert f"{count} more observation" in says(results[0])
    old = [60.0, 60.0, 60.0, 58.0, 62.0]
    new = [*old, 20.0, 58.0]
    drop = 60.0 - 54.0
    assert count == observations_needed(old, new, drop)


def test_a_drop_that_is_clear_fails_however_few_observe(load: Load) -> None:
    assert {
        one.level for one in pick_ups(load, "12s, 13s, 12s", "40s, 41s, 40s") if one.rule == "regression"
    } == {"error"}


def test_two_observations_are_too_few_to_judge_a_spread(load: Load) -> None:
    assert {one.kind for one in pick_ups(load, "20s, 40s", "25s, 45s")} == {"fell"}


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(1, 6.3138), (2, 2.9200), (3, 2.3534), (5, 2.0150), (10, 1.8125), (30, 1.6973), (120, 1.6577)],
)
def test_the_quantiles_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    assert student_t_quantile(freedom) == pytest.approx(quantile, abs=5e-5)


def test_the_bound_is_welchs() -> None:
    # Variances 1 and 4 of four each: the error is √(1/4 + 4/4), the freedom 1.25² / (0.0625/3 + 1/3).
    old, new = [-1.0, 1.0, -1.0, 1.0], [-2.0, 2.0, -2.0, 2.0]
    spread = 4 / 3
    error = (spread / 4 + 4 * spread / 4) ** 0.5
    freedom = 1.25**2 / (0.25**2 / 3 + 1 / 3)
    assert smallest_clear_drop(old, new) == pytest.approx(student_t_quantile(freedom) * error)


@given(
    st.lists(st.floats(0, 100), min_size=3, max_size=8),
    st.lists(st.floats(0, 100), min_size=3, max_size=8),
    st.floats(0.01, 100),
)
def test_as_many_observations_as_it_wants_settle_it_and_one_less_does_not(
    old: list[float], new: list[float], drop: float
) -> None:
    more = observations_needed(old, new, drop)
    if drop >= smallest_clear_drop(old, new) or more is None:
        return
    assert drop >= smallest_clear_drop(old, new, more)
    assert drop < smallest_clear_drop(old, new, more - 1)


# Properties


ANSWERS: Final = {
    "number": ["yes", "no", "1/3", "n/a", None],
    "pick-up": ["12s", "[20s, 30s, 40s]", "never", "55s", None],
    "polite": ["1", "3", "5", "[2, 4]", None],
    "who": ["person", "menu", "bot", None],
    "smile": ["yes", "no", None],
    "music": ["yes", "no", "n/a", None],
}
phones = st.fixed_dictionaries({item: st.sampled_from(found) for item, found in ANSWERS.items()})
yardsticks = st.tuples(
    st.sampled_from(["60s", "20s", "90s"]), st.sampled_from(["2", "4"]), st.sampled_from(["3", "1"])
)
touches = st.dictionaries(
    st.sampled_from(["line", "chat", "desk"]),
    st.tuples(st.sampled_from([1, 3, 5]), st.booleans(), phones),
    min_size=1,
)
Side = tuple[dict[str, tuple[int, bool, dict[str, str | None]]], tuple[str, str, str]]


def _side(load: Load, side: Side) -> LoadedAudit:
    found, (zero, weight, must) = side
    lines = ["company: {name: K}", "audit: {date: 2026-11-01}", "touchpoints:"]
    for name, (importance, missing, answers) in found.items():
        lines += [f"  {name}:", "    stage: s", f"    importance: {importance}"]
        lines += ["    missing: true"] if missing else []
        lines += ["    checklists:", "      phone:"]
        lines += [f"        {item}: {answer}" for item, answer in answers.items() if answer and not missing]
    phone = (
        PHONE.replace("60s", zero)
        .replace("1-5, weight: 2", f"1-5, weight: {weight}")
        .replace("weight: 3", f"weight: {must}")
    )
    return load("\n".join(lines) + "\n", phone=phone)


@settings(
    deadline=None, max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(old=st.tuples(touches, yardsticks), new=st.tuples(touches, yardsticks))
def test_the_parts_always_add_up_and_are_carried_by_their_items(old: Side, new: Side, load: Load) -> None:
    kept = tpaudit.score(_side(load, old))
    audit = _side(load, new)
    card = tpaudit.score(audit)
    comparison = split(kept, audit, card)
    for one in (comparison.journey, *comparison.touchpoints.values()):
        if one.old is not None and one.new is not None:
            assert fsum((one.yardstick, one.experience, one.knowledge)) == pytest.approx(
                one.new - one.old, abs=1e-9
            )
    for one in comparison.touchpoints.values():
        carried = [item.points for item in one.moved if item.part == "experience" and item.points is not None]
        if carried or one.experience == pytest.approx(0.0):
            assert fsum(carried) == pytest.approx(one.experience, abs=1e-9)


@settings(
    deadline=None, max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(side=st.tuples(touches, yardsticks))
def test_check_against_itself_always_passes(side: Side, load: Load) -> None:
    audit = _side(load, side)
    card = tpaudit.score(audit)
    one = check_audit(audit, card, card, baseline="itself")
    assert [result for result in one.results if result.counts] == []
    assert one.comparison is not None
    assert {
        part
        for split in one.comparison.touchpoints.values()
        for part in (split.yardstick, split.experience, split.knowledge)
    } <= {0.0}


@settings(
    deadline=None, max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(side=st.tuples(touches, yardsticks), worse=st.sampled_from(["number", "polite", "who"]))
def test_no_worse_answer_passes_in_silence(side: Side, worse: str, load: Load) -> None:
    found, rules = side
    name = next(iter(found))
    importance, _, answers = found[name]
    best = {"number": "yes", "polite": "5", "who": "person"}[worse]
    worst = {"number": "no", "polite": "1", "who": "bot"}[worse]
    good: Side = (found | {name: (importance, False, answers | {worse: best})}, rules)
    bad: Side = (found | {name: (importance, False, answers | {worse: worst})}, rules)
    kept = tpaudit.score(_side(load, good))
    audit = _side(load, bad)
    one = check_audit(audit, tpaudit.score(audit), kept, baseline="main")
    assert [result for result in one.results if result.counts and result.at.startswith(name)]


@given(st.lists(st.none() | st.floats(0, 100), min_size=4, max_size=4))
def test_a_step_without_a_score_moves_nothing(steps: list[float | None]) -> None:
    moved = parts(*steps)
    for part, (_, after) in zip(moved, pairwise(steps), strict=True):
        assert after is not None or part == 0.0
    if steps[0] is not None and steps[-1] is not None:
        assert fsum(moved) == pytest.approx(steps[-1] - steps[0], abs=1e-9)


# Places


def test_a_rule_for_one_place_looks_at_what_was_seen_there(load: Load) -> None:
    places = [("touchpoints:", "places: {north: North, south: South}\ntouchpoints:")]
    seen = "neat: [{answer: 5, place: north}, {answer: 3, place: south}]"
    before = [
        *places,
        ("neat: 3", seen),
        ("gate: {}", "gate:\n  regression: {level: error, only: [place:north]}\n  item: off"),
    ]
    worse_south = judged(load, [("{answer: 3, place: south}", "{answer: 1, place: south}")], before=before)
    assert told(worse_south) == set()
    worse_north = judged(load, [("{answer: 5, place: north}", "{answer: 4, place: north}")], before=before)
    assert told(worse_north) == {"error regression fell parcel"}
    assert [one.place for one in worse_north.results] == ["north"]


# Kept scorecards


def test_a_scorecard_kept_as_json_is_a_baseline_like_the_audit_itself(load: Load) -> None:
    from pydantic import TypeAdapter

    from tpaudit.showing.data.scorecard import as_json

    audit = _load(load, (AUDIT, PHONE, BOX, SETTINGS), "2026-11-10")
    kept: Scorecard = TypeAdapter(Scorecard).validate_python(json.loads(as_json(tpaudit.score(audit))))
    worse = _load(load, (AUDIT.replace("neat: 3", "neat: 2"), PHONE, BOX, SETTINGS), "2026-11-10")
    one = check_audit(worse, tpaudit.score(worse), kept, baseline="kept.json")
    assert told(one) == {"error regression fell parcel"}


def test_a_result_counts_unless_it_warns_or_is_waived(load: Load) -> None:
    (result,) = judged(load, [("neat: 3", "neat: 2")]).results
    assert result.counts
    assert not replace(result, level="warn").counts


def test_the_projects_own_audits_pass_its_own_gate() -> None:
    done = run("check", "audits", "--as-of", "2026-11-21", cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("PASS")


# What is the same on both sides is no news

BREAKS: Final = (
    "    stage: get\n    checklists",
    "    stage: get\n    breaks: {line/open: It opens at ten}\n    checklists",
)


def test_a_promise_that_was_broken_before_is_not_newly_broken(load: Load) -> None:
    assert told(judged(load, [("polite: 4", "polite: 5")], before=[BREAKS])) == set()


def test_a_promise_that_one_renamed_breaks_as_before_is_not_newly_broken(load: Load) -> None:
    renamed = [("  parcel:\n", "  packet:\n    was: [parcel]\n"), ("polite: 4", "polite: 5")]
    assert told(judged(load, renamed, before=[BREAKS])) == set()


def test_a_question_renamed_while_it_is_broken_is_not_broken_by_the_rules(load: Load) -> None:
    before = [("number: yes", "number: no")]
    edits = [
        ("number: {ask", "shown: {was: [number], ask"),
        ("number: no", "shown: no"),
        ("polite: 4", "polite: 5"),
    ]
    assert told(judged(load, edits, before=before)) == set()


def test_what_breaks_by_the_rules_points_at_where_it_stands_now(load: Load) -> None:
    edits = [("neat: {ask: How neat?, answer: 1-5", "neat: {ask: How neat?, must: true, answer: 1-9")]
    (fault,) = [one for one in judged(load, edits).results if one.kind == "must"]
    assert fault.file.endswith("a.yaml")
    assert "main" not in fault.file


GONE: Final = "  gone:\n    stage: get\n{}  desk:\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("    checklists: {box: {whole: no}}\n", {"error removed touchpoint gone"}),
        ("    checklists: {box: }\n", set()),
        ("    missing: true\n", {"error removed touchpoint gone"}),
        ("    promises: {soon: Soon}\n", {"error removed touchpoint gone"}),
        ("    checklists: {box: {whole: {answer: n/a, note: x}}}\n", set()),
    ],
    ids=["scored", "open", "missing", "broken without a score", "n/a"],
)
def test_a_touchpoint_taken_away_is_told_if_anything_was_known_of_it(
    body: str, expected: set[str], load: Load
) -> None:
    with_it = GONE.format(body)
    before = [("  desk:\n", with_it)]
    after = [(with_it, "  desk:\n")]
    if "promises" in body:
        before.append((BREAKS[0], BREAKS[1].replace("line/open", "gone/soon")))
        after.append(("    breaks: {gone/soon: It opens at ten}\n", ""))
    assert told(judged(load, after, before=before)) == expected


def test_a_median_is_not_judged_by_its_mean(load: Load) -> None:
    before = [("zero: 60s}}", "zero: 60s}, combine: median}"), ("12s, 14s, 11s", "20s, 40s, 30s")]
    results = judged(load, [("20s, 40s, 30s", "25s, 45s, 35s")], before=before).results
    assert {one.kind for one in results} == {"fell"}


def test_of_several_doubtful_items_the_largest_wish_is_told(load: Load) -> None:
    before = [
        ("12s, 14s, 11s", "30s, 30s, 30s, 31s, 29s"),
        ("polite: 4", "polite: [4, 4, 4, 4, 3]"),
    ]
    edits = [("31s, 29s", "31s, 29s, 50s, 31s"), ("[4, 4, 4, 4, 3]", "[4, 4, 4, 4, 3, 1, 3]")]
    rows = [edits[:1], edits[1:], edits]
    each = [judged(load, some, before=before).results for some in rows]
    counts = {place: found.count for place, (found,) in enumerate(each)}
    results = each[-1]
    (fell,) = [one for one in results if one.rule == "regression"]
    assert fell.kind == "unsettled"
    assert None not in counts.values()
    assert len(set(counts.values())) == 2
    assert fell.count == max(count for count in counts.values() if count is not None)


def test_a_mean_of_many_is_read_again_as_one(load: Load) -> None:
    mean = ("polite: 4", "polite: {answer: 3.5, of: 20}")
    one = judged(load, [("zero: 60s", "zero: 20s")], before=[mean])
    assert one.comparison is not None
    assert one.comparison.touchpoints["line"].experience == 0.0


def test_a_verdict_counts_what_fails_warns_and_is_waived(load: Load) -> None:
    edits = [
        ("whole: yes", "whole: no"),
        ("neat: 3", "neat: 2"),
        ("touchpoints:", WAIVED.format("parcel/box.neat", "2026-12-31")),
    ]
    one = verdict([judged(load, edits)], as_of=None, against="main")
    assert (one.passed, one.errors, one.warnings, one.waived) == (False, 1, 1, 0)
    nothing = verdict(
        [], as_of=None, against="main", unjudged=[Unjudged(file="a.yaml", why="it does not load")]
    )
    assert (nothing.passed, nothing.errors) == (False, 0)
