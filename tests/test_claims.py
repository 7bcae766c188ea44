"""Claims: what failed or pleased, as a sentence, in every output that says it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import program
import pytest
import yaml

from tpaudit import LoadedAudit, Scorecard
from tpaudit.documents.questions import bare_question
from tpaudit.showing.text.results.scorecard import claim_words
from tpaudit.showing.text.translate import translator

Load = Callable[..., LoadedAudit]
Score = Callable[..., Scorecard]
CHECKLISTS: Final = Path(__file__).parent.parent / "checklists"
ITEMS: Final = """
plain: {ask: "Look around. Is it clean?", answer: yes-no, must: true}
dirty: {ask: Is it dirty?, answer: yes-no, good: no}
worded: {ask: Is it open?, answer: yes-no, shortfall: {en: It is closed, ru: Закрыто}, strength: It is open}
wait: {ask: How long?, answer: duration, score: {full: 1m, zero: 9m}, shortfall: Nobody comes}
who: {ask: Who is it?, answer: choice, options: {nobody: {points: 0, label: {en: Nobody at all, ru: Никого}}, some: 60}}
gift: {ask: Is there a gift?, answer: yes-no, wow: true, shortfall: No gift, strength: There is a gift}
"""


@pytest.mark.parametrize(
    ("ask", "question"),
    [
        ("Is it clean?", "Is it clean?"),
        ("Look for the price. Does the contract name it?", "Does the contract name it?"),
        ("Is it in sight? Look at the home page, a product and the terms.", "Is it in sight?"),
        ("Does it come within three days? (A receipt is no answer.)", "Does it come within three days?"),
        ("Is it fast? Is it easy?", "Is it fast? Is it easy?"),
        ("Does 1.5 of it fit, e.g. here?", "Does 1.5 of it fit, e.g. here?"),
        ("请查看首页。每个页面上都有吗？（购物车也算。）", "每个页面上都有吗？"),
        ("Count the rings", "Count the rings"),
    ],
)
def test_a_question_is_said_without_its_instruction(ask: str, question: str) -> None:
    assert bare_question(ask) == question


CLAIMS: Final = {
    "the note of the newest that fails": (
        "worded",
        "[{answer: no, on: 2026-01-02, note: New}, {answer: no, on: 2026-01-01, note: Old}, {answer: yes, on: 2026-02-01, note: Good}]",
        "New",
    ),
    "of two on one day the later in the file": (
        "worded",
        "[{answer: no, note: A}, {answer: no, note: B}]",
        "B",
    ),
    "a quote where there is no note": (
        "worded",
        "{answer: no, evidence: [{quote: We are closed}]}",
        "We are closed",
    ),
    "what the checklist says": ("worded", "no", "It is closed"),
    "what the checklist says, though an older one has a note": (
        "worded",
        "[{answer: no, on: 2026-01-02}, {answer: no, on: 2026-01-01, note: Old}]",
        "It is closed",
    ),
    "the question and the answer": ("plain", "no", "Is it clean? No"),
    "yes where no is good": ("dirty", "да", "Is it dirty? Yes"),
    "the label of an option": ("who", "nobody", "Who is it? Nobody at all"),
    "never": ("wait", "never", "Nobody comes"),
    "the question alone where it only falls short": ("who", "some", "Who is it?"),
    "no claim of a failure where it only falls short": ("wait", "3m", "How long?"),
}


@pytest.mark.parametrize(("item", "answers", "said"), CLAIMS.values(), ids=CLAIMS)
def test_what_failed_is_a_sentence(item: str, answers: str, said: str, scored: Score) -> None:
    card = scored(f"touchpoints: {{t: {{stage: s, checklists: {{g: {{{item}: {answers}}}}}}}}}\n", g=ITEMS)
    claim = card.touchpoints["t"].items[f"g.{item}"].shortfall
    assert claim is not None
    assert claim_words(claim, translator("en")) == said


def test_what_is_good_is_a_sentence(scored: Score) -> None:
    text = (
        "touchpoints: {t: {stage: s, checklists: {g: {worded: [yes, %s], gift: yes, "
        "plain: {answer: yes, note: Spotless}, dirty: no}}}}\n"
    )
    items = scored(text % "yes", g=ITEMS).touchpoints["t"].items
    said = {name: item.strength for name, item in items.items() if item.strength}
    assert said == {"g.worded": "It is open", "g.gift": "There is a gift", "g.plain": "Spotless"}
    assert scored(text % "no", g=ITEMS).touchpoints["t"].items["g.worded"].strength is None


def test_the_absence_of_a_delight_is_no_fault(scored: Score) -> None:
    card = scored("touchpoints: {t: {stage: s, checklists: {g: {gift: no, plain: yes}}}}\n", g=ITEMS)
    assert [item.shortfall for item in card.touchpoints["t"].items.values()] == [None] * 6


OUTPUTS: Final = {
    "score": ["score", "a.yaml"],
    "explain": ["explain", "a.yaml", "t"],
    "report": ["report", "a.yaml", "--format", "md"],
    "plan": ["plan", "a.yaml"],
    "plan in Markdown": ["plan", "a.yaml", "--format", "markdown"],
    "plan in CSV": ["plan", "a.yaml", "--format", "csv"],
    "score in CSV": ["score", "a.yaml", "--format", "csv"],
}
CHECKS: Final = ("text", "markdown", "github", "gitlab", "sarif", "junit", "checkstyle", "rdjson", "json")


@pytest.mark.parametrize("command", OUTPUTS)
def test_every_output_says_what_failed(command: str, load: Load, tmp_path: Path) -> None:
    load(
        "touchpoints: {t: {stage: s, checklists: {g: {plain: {answer: no, note: Mud on the floor}}}}}\n",
        g=ITEMS,
    )
    assert "Mud on the floor" in program.run(*OUTPUTS[command], cwd=tmp_path).stdout


@pytest.fixture
def fallen(load: Load, tmp_path: Path) -> Path:
    """Return the folder of an audit whose touchpoint fails now, `a.yaml`, and of its past, `before.yaml`."""
    audit = "touchpoints: {t: {stage: s, checklists: {g: {worded: yes, plain: %s}}}}\n"
    load(audit % "yes", g=ITEMS)
    (tmp_path / "a.yaml").rename(tmp_path / "before.yaml")
    load(audit % "{answer: no, note: Mud on the floor}", g=ITEMS)
    return tmp_path


@pytest.mark.parametrize("shape", CHECKS)
def test_every_output_of_the_gate_says_what_failed_and_where(shape: str, fallen: Path) -> None:
    said = program.run("check", "a.yaml", "--against", "before.yaml", "--format", shape, cwd=fallen).stdout
    assert "Mud on the floor" in said
    assert "t/g.plain" in said or "g.plain" in said


def test_a_comparison_says_what_failed_and_where(fallen: Path) -> None:
    said = program.run("compare", "before.yaml", "a.yaml", cwd=fallen).stdout
    assert re.search(r"Is it clean\? Yes → no .*: Mud on the\s+floor", said)


def test_a_delight_is_a_sentence_with_its_address(load: Load, tmp_path: Path) -> None:
    load("touchpoints: {t: {name: Desk, stage: s, checklists: {g: {gift: yes}}}}\n", g=ITEMS)
    assert "★ Desk: There is a gift (t/g.gift)" in program.run("score", "a.yaml", cwd=tmp_path).stdout


def test_what_only_falls_short_is_not_said_to_fail(load: Load, tmp_path: Path) -> None:
    load("touchpoints: {t: {stage: s, checklists: {quick: {works: yes, easy: 4}}}}\n")
    rows = program.run("score", "a.yaml", "--format", "csv", cwd=tmp_path).stdout.splitlines()
    assert [row.split(",")[-1] for row in rows] == ["shortfall", *[""] * (len(rows) - 1)]


def test_an_answer_by_its_label_is_shown_as_the_checklist_writes_it(load: Load, tmp_path: Path) -> None:
    load('touchpoints: {t: {stage: s, checklists: {g: {who: "НИКОГО", plain: yes}}}}\n', g=ITEMS)
    for command in ("explain", "report"):
        said = program.run(*OUTPUTS[command], cwd=tmp_path).stdout
        assert ("Nobody at all" in said, "НИКОГО" in said) == (True, False)


def test_the_section_on_observers_has_the_labels_of_answers(load: Load, tmp_path: Path) -> None:
    load(
        """
        touchpoints:
          t:
            stage: s
            checklists:
              g:
                who:
                  - {answer: "НИКОГО", by: ann, on: 2026-11-03}
                  - {answer: some, by: ben, on: 2026-11-03}
        """,
        g=ITEMS,
    )
    said = program.run("report", "a.yaml", "--audience", "internal", cwd=tmp_path).stdout
    section = said.split("## Do observers agree?")[1].split("##")[0]
    assert "ann: Nobody at all" in section
    assert "НИКОГО" not in section


@pytest.mark.parametrize("name", ["phone", "response-time", "web-form", "packaging"])
def test_claims_of_the_library_are_short_and_no_questions(name: str) -> None:
    items = yaml.safe_load((CHECKLISTS / f"{name}.yaml").read_text(encoding="utf-8"))["items"]
    for item_id, item in items.items():
        assert {"shortfall", "strength"} - item.keys() == ({"shortfall"} if item.get("wow") else set()), (
            item_id
        )
        for text in (*item.get("shortfall", {}).values(), *item["strength"].values()):
            assert len(text) <= 60, text
            assert text[-1] not in "?？.。", text


def appendix_a(folder: Path) -> str:
    """Return the first appendix of the report, with a blank where a number and its unit are held together."""
    said = program.run(*OUTPUTS["report"], cwd=folder).stdout.replace("\u00a0", " ")
    return said.split("## Appendix A")[1]


PLACES: Final = "places: {n: North, w: West, s: South}\n"
HEADS: Final = {
    "of one answer, the answer": ("{plain: {answer: no, note: Mud}}", "Is it clean? No"),
    "of the same answer everywhere, the answer": (
        "{plain: [{answer: no, place: n, note: Mud}, {answer: нет, place: w}, {answer: yes, place: s}]}",
        "Is it clean? No (fails at 2 of 3 places)",
    ),
    "of different durations, between what they lie": (
        "{ring: [{answer: 7m, place: n}, {answer: 480s, place: w}, {answer: 20s, place: s}]}",
        "How long does it ring? 7 min to 480 s (fails at 2 of 3 places)",
    ),
    "of waiting that was given up, over how long": (
        "{ring: [{answer: 7m, place: n}, {answer: '>8m', place: w}]}",
        "How long does it ring? 7 min to over 8 min (fails at 2 of 2 places)",
    ),
    "of durations where one never came, none": (
        "{ring: [{answer: 7m, place: n}, {answer: never, place: w}]}",
        "How long does it ring? (fails at 2 of 2 places)",
    ),
    "of different options, none": (
        "{who: [{answer: nobody, place: n}, {answer: robot, place: w}]}",
        "Who is it? (fails at 2 of 2 places)",
    ),
    "of a task, the task without its full stop": ("{task: nobody}", "Count the rings: Nobody at all"),
    "without places, in how many observations": (
        "{plain: [{answer: no, on: 2026-01-01}, {answer: no, on: 2026-01-02}, yes]}",
        "Is it clean? No (2 of 3 observations)",
    ),
    "with words of the checklist, these and between what the answers lie": (
        "{wait: [{answer: 7m, place: n, note: Friday}, {answer: 8m, place: w}]}",
        "Nobody comes (fails at 2 of 2 places, 7 min to 8 min)",
    ),
}


@pytest.mark.parametrize(("answers", "head"), HEADS.values(), ids=HEADS)
def test_an_item_is_headed_by_what_holds_for_all_that_falls_short(
    answers: str, head: str, load: Load, tmp_path: Path
) -> None:
    items = ITEMS.replace("some: 60", "robot: {points: 10, label: A robot}, some: 60") + RING + TASK
    load(PLACES + f"touchpoints: {{t: {{stage: s, checklists: {{g: {answers}}}}}}}\n", g=items)
    appendix = appendix_a(tmp_path)
    assert re.findall(r"^- (?:✗ )?\*\*(.*?)\*\*", appendix, re.MULTILINE) == [head]


TASK: Final = "task: {ask: Count the rings., answer: choice, options: {nobody: {points: 0, label: Nobody at all}, some: 60}}\n"
RING: Final = "ring: {ask: How long does it ring?, answer: duration, score: {full: 1m, zero: 9m}}\n"


def test_under_the_head_stand_the_places_with_their_answers_the_worst_first(
    load: Load, tmp_path: Path
) -> None:
    answers = (
        "{ring: [{answer: 6m, place: n}, {answer: 8m, place: w, note: Friday}, {answer: 20s, place: s}]}"
    )
    load(PLACES + f"touchpoints: {{t: {{stage: s, checklists: {{g: {answers}}}}}}}\n", g=ITEMS + RING)
    appendix = appendix_a(tmp_path)
    assert re.findall(r"^  - (.*)$", appendix, re.MULTILINE) == ["8 min: Friday; West", "6 min; North"]


def test_no_answer_of_one_is_told_of_all(scored: Score) -> None:
    answers = "{plain: yes, dirty: [no, no], ring: [{answer: 7m}, {answer: 8m}]}"
    card = scored(f"touchpoints: {{t: {{stage: s, checklists: {{g: {answers}}}}}}}\n", g=ITEMS + RING)
    claim = card.touchpoints["t"].items["g.ring"].shortfall
    assert claim is not None
    assert claim_words(claim, translator("ru")) == "How long does it ring? От 7\u00a0мин до 8\u00a0мин"
    assert claim_words(claim, translator("zh")) == "How long does it ring? 7\u00a0分钟～8\u00a0分钟"


def test_a_fault_is_the_question_its_answer_and_the_note(load: Load, tmp_path: Path) -> None:
    load(
        "touchpoints: {t: {name: Desk, stage: s, checklists: {g: {plain: {answer: no, note: Mud}}}}}\n",
        g=ITEMS,
    )
    said = " ".join(program.run("score", "a.yaml", cwd=tmp_path).stdout.split())
    assert "✗ Desk (t): Is it clean? No: Mud (g.plain fails in 1 of 1 observation)" in said


@pytest.mark.parametrize(("language", "said"), [("en", "Dust, A smell"), ("zh", "灰尘、异味")])
def test_several_options_are_joined_as_the_language_joins(
    language: str, said: str, load: Load, tmp_path: Path
) -> None:
    item = (
        "seen: {ask: {en: What is there?, zh: 有什么？}, answer: several, options: {"
        "dust: {points: -60, label: {en: Dust, zh: 灰尘}}, smell: {points: -60, label: {en: A smell, zh: 异味}}},"
        " start: 100}\n"
    )
    load("touchpoints: {t: {stage: s, checklists: {g: {seen: 'dust, smell'}}}}\n", g=item)
    for command in (["report", "a.yaml", "--format", "md", "--depth", "full"], ["explain", "a.yaml", "t"]):
        printed = program.run(*command, "--lang", language, cwd=tmp_path).stdout
        assert said in printed, command
        assert "灰尘, 异味" not in printed, command


def test_a_number_stands_beside_no_fault_that_does_not_say_what_was_counted(
    load: Load, tmp_path: Path
) -> None:
    item = (
        "taps: {ask: How many taps?, answer: number, score: {full: 1, zero: 5}, shortfall: Too many taps}\n"
    )
    answer = "{answer: 4, note: Copy the link first}"
    load(f"touchpoints: {{t: {{stage: s, checklists: {{g: {{taps: {answer}}}}}}}}}\n", g=item)
    assert re.findall(r"^  - (.*)$", appendix_a(tmp_path), re.MULTILINE) == ["Copy the link first"]
