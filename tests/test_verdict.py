"""What is said of a score: broken is broken, thin is thin, and findings count."""

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from program import run as run_program
from strategies import Case, cases
from test_properties import lay_out, thorough

import tpaudit
from tpaudit import LoadedAudit, Scorecard
from tpaudit.documents.checklist import Item
from tpaudit.documents.reach import reach
from tpaudit.judging.gate.check import check_audit
from tpaudit.reading.validate import problems_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.results.scorecard import Problems, TouchpointScore
from tpaudit.showing.ci.formats import FORMATS

Scored = Callable[..., Scorecard]
Load = Callable[..., LoadedAudit]


def run(*words: str) -> str:
    """Return what a command prints."""
    return run_program(*words, cwd=Path.cwd()).stdout


def only(card: Scorecard) -> TouchpointScore:
    """Return the only touchpoint."""
    [touch] = card.touchpoints.values()
    return touch


# Rates, limits and what is tolerated

FACTS = {
    "a rate": "37/40",
    "one by one": f"[{', '.join(['yes'] * 37 + ['no'] * 3)}]",
    "half and half": "[17/20, 20/20]",
    "rates and single answers": f"[36/36, yes, {', '.join(['no'] * 3)}]",
}


@pytest.mark.parametrize("answers", FACTS.values(), ids=FACTS)
@pytest.mark.parametrize(
    ("tolerate", "broken"), [("", True), (", tolerate: 7%", True), (", tolerate: 7.5%", False)]
)
def test_the_same_facts_get_the_same_verdict(
    answers: str, tolerate: str, broken: bool, scored: Scored
) -> None:
    touch = only(
        scored(
            f"touchpoints: {{a: {{stage: s, checklists: {{q: {{it: {answers}}}}}}}}}",
            q=f"it: {{ask: Whole?, answer: yes-no, must: true{tolerate}}}",
        )
    )
    assert [(fault.failing, fault.of) for fault in touch.faults] == ([(3, 40)] if broken else [])
    assert (touch.band == "broken") is broken


def test_a_rate_where_no_is_good_counts_what_is_not(scored: Scored) -> None:
    audit = "touchpoints: {a: {stage: s, checklists: {q: {it: 3/40}}}}"
    [fault] = only(scored(audit, q="it: {ask: Dirty?, answer: yes-no, good: no, must: true}")).faults
    assert (fault.failing, fault.of) == (3, 40)


@pytest.mark.parametrize(
    ("must", "answer", "broken"),
    [
        ("true", "49.9", True),
        ("true", "50", False),
        ("80", "79.9", True),
        ("80", "80", False),
        ("1", "0", True),
        ("1", "1", False),
        ("100", "99.9", True),
        ("no", "0", False),
    ],
)
def test_a_must_breaks_below_its_limit(must: str, answer: str, broken: bool, scored: Scored) -> None:
    card = scored(
        f"touchpoints: {{a: {{stage: s, checklists: {{q: {{it: {answer}}}}}}}}}",
        q=f"it: {{ask: How good?, answer: number, score: {{full: 100, zero: 0}}, must: {must}}}",
    )
    assert bool(only(card).faults) is broken


def test_a_must_of_one_breaks_on_never(scored: Scored) -> None:
    items = "it: {ask: How long?, answer: duration, score: {full: 10s, zero: 60s}, must: 1}"
    audit = "touchpoints: {{a: {{stage: s, checklists: {{q: {{it: {}}}}}}}}}"
    assert scored(audit.format("[10s, never]"), q=items).broken == ["a"]
    assert scored(audit.format("[10s, 59s]"), q=items).broken == []


def test_options_that_fail_may_be_tolerated(scored: Scored) -> None:
    items = "it: {{ask: Who?, answer: choice, options: {{a: 100, b: {{points: 90, fails: yes}}}}{}}}"
    audit = "touchpoints: {x: {stage: s, checklists: {q: {it: [a, a, a, b]}}}}"
    [fault] = only(scored(audit, q=items.format(""))).faults
    assert (fault.kind, fault.failing, fault.of) == ("fails", 1, 4)
    assert only(scored(audit, q=items.format(", tolerate: 25%"))).faults == []


# What waits for an answer

ARRIVED = """\
checklist: parcel
only_if: {arrived: yes}
items:
  named: {ask: Was a day named?, answer: yes-no}
  arrived: {ask: Did it arrive?, answer: yes-no, only_if: {named: answered}}
  neat: {ask: Neat?, answer: yes-no}
"""


def test_every_other_item_waits_for_the_top_of_a_checklist(tmp_path: Path) -> None:
    states = _states(tmp_path, "parcel: {named: yes, arrived: no}", parcel=ARRIVED)
    assert states == {"parcel.named": "scored", "parcel.arrived": "scored", "parcel.neat": "n/a"}
    states = _states(tmp_path, "parcel: {named: yes}", parcel=ARRIVED)
    assert states == {"parcel.named": "scored", "parcel.arrived": "open", "parcel.neat": "open"}


MAIL = "checklist: mail\nitems: {answered: {ask: Answered?, answer: yes-no, was: [replied]}}\n"
TONE = "checklist: tone\nitems: {kind: {ask: Kind?, answer: 1-5, only_if: {mail.answered: yes}}}\n"


@pytest.mark.parametrize(
    ("applied", "state"),
    [
        ("mail: {answered: no}, tone: {}", "n/a"),
        ("mail: {answered: yes}, tone: {}", "open"),
        ("mail: {}, tone: {}", "open"),
        ("tone: {}", "open"),
    ],
    ids=["not met", "met", "open", "not applied, so void"],
)
@pytest.mark.parametrize("named", ["answered", "replied"])
def test_an_item_may_wait_for_one_of_another_checklist(
    applied: str, state: str, named: str, tmp_path: Path
) -> None:
    states = _states(tmp_path, applied, mail=MAIL, tone=TONE.replace("mail.answered", f"mail.{named}"))
    assert states["tone.kind"] == state


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("post.answered: yes", "there is no checklist `post`"),
        ("mail.answer: yes", "there is no item `mail.answer`; "),
        ("mail.answered: perhaps", "`mail.answered` does not take `perhaps`"),
    ],
)
def test_a_condition_on_another_checklist_must_lead_somewhere(
    condition: str, said: str, tmp_path: Path
) -> None:
    tone = TONE.replace("mail.answered: yes", condition)
    _write(tmp_path, "mail: {}, tone: {}", mail=MAIL, tone=tone)
    problems = problems_of(str(tmp_path / "a.yaml"), Workspaces())
    assert [said in problem.message for problem in problems if not problem.warning] == [True]


def _states(folder: Path, applied: str, **checklists: str) -> dict[str, str]:
    """Return the state of each item of a touchpoint that some checklists are put to."""
    _write(folder, applied, **checklists)
    card = tpaudit.score(tpaudit.load(str(folder / "a.yaml")))
    return {address: item.state for address, item in only(card).items.items()}


def _write(folder: Path, applied: str, **checklists: str) -> None:
    (folder / "checklists").mkdir(exist_ok=True)
    for name, text in checklists.items():
        (folder / f"checklists/{name}.yaml").write_text(f"format: 1\n{text}", encoding="utf-8")
    audit = f"format: 1\ntouchpoints: {{a: {{stage: s, checklists: {{{applied}}}}}}}\n"
    (folder / "a.yaml").write_text(audit, encoding="utf-8")


# What an item can reach

REACHES = {
    "a poor best option": ("answer: choice, options: {a: 6, b: 0}", "its points range from 0 to 6, so it can never pass"),
    "a poor best step": ("answer: number, score: {at_most: {3: 60}}", "its points range from 0 to 60, so it can never pass"),
    "a good worst option": ("answer: choice, options: {a: 100, b: 55}", "its points range from 55 to 100, so it can never fail"),
    "a worst option below the limit of a must": ("answer: choice, options: {a: 100, b: 55}, must: 60", ""),
    "a worst option that fails": ("answer: choice, options: {a: 100, b: {points: 55, fails: yes}}", ""),
    "a share of at least nothing": ("answer: percent, score: {at_least: {50: 100, 0: 60}}", "from 60 to 100, so it can never fail"),
    "never is always possible": ("answer: duration, score: {at_least: {5m: 100, 0s: 60}}", ""),
    "a line": ("answer: number, score: {full: 2, zero: 10}", ""),
    "a bell": ("answer: percent, score: {p10: 99, median: 95}", ""),
    "an ideal": ("answer: number, score: {ideal: [2, 3], zero: [0, 10]}", ""),
    "a delighter at half": ("answer: choice, wow: true, options: {a: 60, b: 55}", ""),
}  # fmt: skip


@pytest.mark.parametrize(("item", "said"), REACHES.values(), ids=REACHES)
def test_an_item_that_can_never_fail_or_never_pass_is_warned_of(item: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "q.yaml"
    path.write_text(f"format: 1\nchecklist: q\nitems: {{it: {{ask: It?, {item}}}}}\n", encoding="utf-8")
    problems = problems_of(str(path), Workspaces())
    assert [(said in problem.message, problem.warning) for problem in problems] == [(True, True)] * bool(said)


def test_a_yes_no_reaches_everything() -> None:
    assert reach(Item.model_validate({"ask": "It?", "answer": "yes-no"})) == (0, 100)


# Findings

REVIEW = """
places: {{north: North Street}}
touchpoints:
  site:
    stage: s
    findings:
      basket: {{kind: problem, says: The basket empties itself, severity: critical, place: north{resolved}}}
      font: {{kind: problem, says: The font is odd, severity: cosmetic}}
      slow: {{kind: problem, says: It is slow}}
      idea: {{kind: idea, says: Sell more, severity: critical}}
  desk: {{stage: s, findings: {{rude: {{kind: problem, says: Rude, severity: major}}}}}}
"""


def test_an_audit_of_findings_alone_has_a_verdict(load: Load, tmp_path: Path) -> None:
    card = tpaudit.score(load(REVIEW.format(resolved="")))
    assert card.problems == Problems(critical=1, major=1, cosmetic=1, unrated=1)
    assert (card.score, card.band, card.enough, card.broken, card.weakest) == (
        None,
        None,
        False,
        ["site"],
        "site",
    )
    assert {name: (touch.band, touch.problems) for name, touch in card.touchpoints.items()} == {
        "site": ("broken", 3),
        "desk": (None, 1),
    }
    text = run("score", str(tmp_path / "a.yaml"))
    assert text.splitlines()[2:5] == [
        "Weakest link: site (broken). Problems found: critical 1, major 1, cosmetic 1,",
        "unrated 1.",
        "Broken: site.",
    ]
    assert "✗ site: critical problem: The basket empties itself (North Street)" in text
    assert text.index("site: 3 problems, critical 1") < text.index("desk: 1 problem\n")
    for shape in ("md", "html"):
        report = run("report", str(tmp_path / "a.yaml"), "--format", shape)
        assert "The basket empties itself (North Street)" in report
        assert "Weakest link: site (broken)." in report


def test_a_resolved_finding_is_history(load: Load, tmp_path: Path) -> None:
    resolved = ", resolved: 2026-11-20, resolved_by: Ann"
    card = tpaudit.score(load(REVIEW.format(resolved=resolved)))
    assert (card.broken, card.problems.critical, card.touchpoints["site"].problems) == ([], 0, 2)
    basket = card.touchpoints["site"].findings["basket"]
    assert (basket.resolved, basket.resolved_by) == ("2026-11-20", "Ann")
    assert "basket" not in run("plan", str(tmp_path / "a.yaml"))
    for audience in ("client", "internal"):
        report = run("report", str(tmp_path / "a.yaml"), "--format", "md", "--audience", audience)
        assert "resolved 20 November 2026" in report or "resolved 2026-11-20" in report


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("resolved_by: Ann", "`resolved_by` without `resolved`"),
        (
            "on: 2026-11-03, resolved: 2026-11-02",
            "2026-11-02 lies before the day on which it was found, 2026-11-03",
        ),
    ],
)
def test_a_finding_that_cannot_have_been_resolved_so_is_warned_of(
    keys: str, said: str, tmp_path: Path
) -> None:
    text = f"format: 1\ntouchpoints: {{a: {{stage: s, findings: {{f: {{kind: problem, says: Bad, {keys}}}}}}}}}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    [problem] = problems_of(str(tmp_path / "a.yaml"), Workspaces())
    assert problem.warning
    assert said in problem.message


def test_the_gate_finds_what_a_critical_problem_breaks(load: Load, tmp_path: Path) -> None:
    fixed = REVIEW.format(resolved=", resolved: 2026-11-20")
    old = tpaudit.score(load(fixed))
    audit = load(REVIEW.format(resolved=""))
    [result] = check_audit(audit, tpaudit.score(audit), old, baseline="old").results
    assert (result.rule, result.at, result.kind) == ("finding", "site/findings.basket", "new")
    now = load(fixed)
    assert check_audit(now, tpaudit.score(now), old, baseline="old").results == []
    (tmp_path / "a.yaml").write_text(f"format: 1\n{REVIEW.format(resolved='')}", encoding="utf-8")
    assert "Weakest link: site (broken)." in run("check", str(tmp_path / "a.yaml"))


# Too little is no verdict

MANY = "\n".join(f"q{number}: {{ask: Q, answer: yes-no}}" for number in range(100))


def test_one_answer_of_a_hundred_is_no_verdict(load: Load, tmp_path: Path) -> None:
    audit = "touchpoints: {a: {stage: s, checklists: {q: {q0: yes}}}}"
    card = tpaudit.score(load(audit, q=MANY))
    assert (card.score, card.band, card.enough, only(card).enough) == (100, None, False, False)
    text = run("score", str(tmp_path / "a.yaml"))
    assert "\nToo little is known: 1.0 % assessed.\n" in text
    assert "of 100" not in text
    assert "strong" not in text
    assert "Weakest" not in text
    assert "thin: too little was assessed for a verdict" in text
    assert "Too little is known" in run("plan", str(tmp_path / "a.yaml"))
    markdown = run("report", str(tmp_path / "a.yaml"), "--format", "md")
    assert "**Too little is known: 1.0 % assessed.**" in markdown
    assert "100.0 strong" not in markdown
    assert "thin" in run("score", str(tmp_path / "a.yaml"), str(tmp_path / "a.yaml"))


@pytest.mark.parametrize(("answered", "enough"), [(29, False), (30, True)])
def test_enough_is_thirty_percent_unless_the_workspace_says_otherwise(
    answered: int, enough: bool, scored: Scored
) -> None:
    answers = ", ".join(f"q{number}: yes" for number in range(answered))
    audit = f"touchpoints: {{a: {{stage: s, checklists: {{q: {{{answers}}}}}}}}}"
    assert scored(audit, q=MANY).enough is enough
    assert scored(audit, q=MANY, settings="enough: 29").enough
    assert scored(audit, q=MANY, settings="enough: 0").band == "strong"


def test_what_is_broken_is_named_however_little_is_known(load: Load, tmp_path: Path) -> None:
    load(
        "touchpoints: {a: {stage: s, checklists: {q: {q0: no}}}}",
        q=MANY.replace("yes-no}", "yes-no, must: true}"),
    )
    text = run("score", str(tmp_path / "a.yaml"))
    assert "Weakest link: a (0.0, broken). Too little is known: 1.0 % assessed." in text


def test_plan_does_not_leave_alone_what_is_strong_by_one_answer(load: Load, tmp_path: Path) -> None:
    load("touchpoints: {a: {stage: s, checklists: {q: {q0: yes, q1: 9/10}}}}", q=MANY)
    assert "a/q.q1" in run("plan", str(tmp_path / "a.yaml"), "--format", "json").partition('"left_out"')[0]


# Properties


def verdicts(case: Case) -> Iterator[tuple[Scorecard, dict[str, str]]]:
    """Yield a random audit's scorecard, and what each output says of it."""
    with TemporaryDirectory() as folder:
        lay_out(Path(folder), case.files())
        file = f"{folder}/a.yaml"
        shapes = {
            "table": ("score",),
            "csv": ("score", "--format", "csv"),
            "report": ("report", "--format", "md"),
        }
        said = {name: run(words[0], file, *words[1:]) for name, words in shapes.items()}
        said |= {f"explain {at}": run("explain", file, at) for at in case.audit["touchpoints"]}
        yield tpaudit.score(tpaudit.load(file)), said


PRAISE = re.compile(r"\b(strong|fair|good)\b")
FLOOR = "gate: {floor: {level: error, touchpoint: 100}}\n"
"""A gate by which every touchpoint that lacks a point is in the verdict."""


def links_in(report: str, touch_id: str) -> list[str]:
    """Return what a report says after each link to a touchpoint, up to the next link or the end of the line."""
    return re.findall(rf"\[{touch_id}\]\(#touchpoint-{touch_id}\)[^\[\n]*", report)


@thorough(15)
@given(cases())
def test_no_broken_touchpoint_is_called_strong_fair_or_good_anywhere(case: Case) -> None:
    for card, said in verdicts(case):
        rows = list(csv.DictReader(said["csv"].splitlines()))
        for touch_id, touch in card.links().items():
            assert (touch.band == "broken") is touch.broken is bool(touch.faults)
            assert not (touch.broken and touch.provisional)
            about = [
                *re.findall(rf"^✗ (?:→ )?{touch_id} .*$", said["table"], re.MULTILINE),
                *re.findall(rf"^### {touch_id}: .*$", said["report"], re.MULTILINE),
                *links_in(said["report"], touch_id),
                *re.findall(rf"^{touch_id}: .*$", said.get(f"explain {touch_id}", ""), re.MULTILINE)[:1],
            ]
            if touch.broken:
                assert [line for line in about if PRAISE.search(line)] == []
                assert {row["touchpoint_band"] for row in rows if row["touchpoint"] == touch_id} == {"broken"}


@thorough(10)
@given(cases())
def test_no_output_of_the_gate_calls_a_broken_touchpoint_strong_fair_or_good(case: Case) -> None:
    with TemporaryDirectory() as folder:
        lay_out(Path(folder), case.files() | {"tpaudit.yaml": f"format: 1\n{FLOOR}".encode()})
        file = f"{folder}/a.yaml"
        card = tpaudit.score(tpaudit.load(file))
        for shape in ("text", *FORMATS):
            said = run("check", file, "--against", file, "--format", shape)
            for touch_id in card.broken:
                # The headline names the weakest link beside the journey's band.
                about = re.findall(rf"\b{touch_id}(?:/[\w.]+)? (?:(?!\. Score )[^\n])*", said)
                assert [line for line in about if PRAISE.search(line)] == [], shape


def unseen(case: Case) -> Case:
    """Return an audit before anybody walked: its questions, without an answer, a feeling or something missing."""
    audit = case.audit | {
        part: {
            link_id: {key: value for key, value in link.items() if key not in ("missing", "felt")}
            | {"checklists": dict.fromkeys(link["checklists"])}
            for link_id, link in case.audit[part].items()
        }
        for part in ("touchpoints", "handovers")
    }
    audit["journey"] = audit["journey"] | {"expects": {"promise": {"stage": "s", "name": "A promise"}}}
    return Case(audit, case.checklists)


@thorough(15)
@given(cases())
def test_nothing_is_said_of_what_nobody_observed(case: Case) -> None:
    with TemporaryDirectory() as folder:
        lay_out(Path(folder), unseen(case).files())
        file = f"{folder}/a.yaml"
        card = tpaudit.score(tpaudit.load(file), whole=True)
        said = run("score", file) + run("report", file, "--audience", "internal") + run("explain", file)
    assert card.gaps is not None
    assert (card.gaps.found, card.gaps.contacts) == ([], {})
    assert not card.disagreements
    assert card.agreement is None
    assert (card.broken, card.score, card.observations) == ([], None, 0)
    for words in ("What is missing", "Contacts per customer", "observers agree", "disagree", "pressed"):
        assert words not in said


@thorough(60)
@given(cases())
def test_the_journey_is_never_strong_above_what_is_weak_or_broken_and_matters(case: Case) -> None:
    with TemporaryDirectory() as folder:
        lay_out(Path(folder), case.files())
        card = tpaudit.score(tpaudit.load(f"{folder}/a.yaml"))
    links = card.links()
    low = [link for link in links.values() if link.importance >= 3 and link.band in ("weak", "broken")]
    assert not (low and card.band == "strong")
    assert (card.band is None) is not card.enough
    assert card.weakest is None or not card.broken or card.weakest in card.broken
    assert card.bottleneck is None or links[card.bottleneck].band != "strong"
