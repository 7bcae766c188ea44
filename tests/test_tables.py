"""Scorecards as they are read: JSON key by key, CSV, the table and the explanation as a person sees them.

`TPAUDIT_ACCEPT=1 pytest tests/test_tables.py` rewrites the texts of tests/cases/golden; the difference is
read like code.
"""

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any, Final

import pytest

import tpaudit
from tpaudit import Scorecard
from tpaudit.showing.data.scorecard import SCORE_COLUMNS, as_csv, as_json, csv_head
from tpaudit.showing.terminal.chains.summary import summarised, summary_lines
from tpaudit.showing.terminal.console import plain
from tpaudit.showing.terminal.explaining.explain import explained
from tpaudit.showing.terminal.table import scorecard_lines
from tpaudit.version import VERSION

ROOT: Final = Path(__file__).parent.parent
GOLDEN: Final = Path(__file__).parent / "cases" / "golden"
ROASTERY: Final = "audits/roastery.yaml"
LIMITS: Final = (60.0, 80.0)

Scored = Callable[..., Scorecard]


@pytest.fixture
def scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scored:
    """Return what writes an audit and a checklist `call` where it stands, and scores."""

    def write_and_score(audit: str, call: str = "", **asked: Any) -> Scorecard:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "checklists").mkdir(exist_ok=True)
        items = dedent(call) or "items: {works: {ask: Does it work?, answer: yes-no}}"
        Path("checklists/call.yaml").write_text(f"format: 1\nchecklist: call\n{items}\n", encoding="utf-8")
        Path("a.yaml").write_text("format: 1\n" + dedent(audit).lstrip("\n"), encoding="utf-8")
        return tpaudit.score(tpaudit.load("a.yaml"), **asked)

    return write_and_score


@pytest.fixture(scope="module")
def roastery() -> Iterator[Scorecard]:
    """Return the scorecard of the sample audit, its files named from the top of the checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        yield tpaudit.score(tpaudit.load(ROASTERY))


def same(name: str, text: str) -> None:
    """Hold a text to the one that was accepted."""
    path = GOLDEN / name
    if os.environ.get("TPAUDIT_ACCEPT"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


# JSON

OBSERVATION: Final = {"answer", "score", "on", "by", "method", "place", "visit", "past", "file", "line"}
ITEM: Final = {
    "state",
    "score",
    "weight",
    "lost",
    "must",
    "wow",
    "stale",
    "waived",
    "file",
    "line",
    "observations",
}
TOUCHPOINT: Final = {
    *("name", "stage", "channel", "importance", "score", "low", "high", "coverage", "lost", "broken", "band"),
    *("provisional", "feeling", "missing", "delights", "findings", "items"),
}
STAGE: Final = {"score", "low", "high", "coverage", "lost"}
CHECKLIST: Final = {"version", "fingerprint"}
CARD: Final = {
    *(
        "format",
        "engine",
        "file",
        "id",
        "company",
        "date",
        "score",
        "low",
        "high",
        "coverage",
        "band",
        "provisional",
    ),
    *("weakest", "bottleneck", "broken", "checklists", "stages", "touchpoints", "handovers"),
}
"""What other programs read: these keys stay as they are called, others may come."""


def test_every_key_that_programs_read_is_there(roastery: Scorecard) -> None:
    card = json.loads(as_json(roastery))
    assert set(card) >= CARD
    assert (card["format"], card["engine"], card["file"]) == (1, VERSION, ROASTERY)
    for checklist in card["checklists"].values():
        assert set(checklist) == CHECKLIST
    for stage in card["stages"].values():
        assert set(stage) >= STAGE
    for touch in [*card["touchpoints"].values(), *card["handovers"].values()]:
        assert set(touch) >= TOUCHPOINT
        for item in touch["items"].values():
            assert set(item) >= ITEM
            for observation in item["observations"]:
                assert set(observation) >= OBSERVATION


def test_the_head_of_the_json_reads_as_it_was_accepted(roastery: Scorecard) -> None:
    card = json.loads(as_json(roastery))
    card["engine"] = "0.0.0"
    card["touchpoints"] = {
        key: card["touchpoints"][key] for key in ("order-line", "confirmation", "call-back")
    }
    card["handovers"] = {"web-to-counter": card["handovers"]["web-to-counter"]}
    same("roastery.json", json.dumps(card, ensure_ascii=False, indent=1) + "\n")


def test_numbers_are_not_rounded(scored: Scored) -> None:
    card = json.loads(
        as_json(scored("touchpoints: {a: {stage: s, checklists: {call: {works: [yes, yes, no]}}}}"))
    )
    assert card["score"] == card["touchpoints"]["a"]["items"]["call.works"]["score"] == 200 / 3
    assert card["touchpoints"]["a"]["lost"] == 100 - 200 / 3
    assert "66.66666666666667" in json.dumps(card)


EMPTY: Final = {
    "score": None,
    "low": None,
    "high": None,
    "coverage": None,
    "feeling": None,
    "band": None,
    "lost": 0.0,
}


@pytest.mark.parametrize(
    "touch",
    [
        pytest.param("{stage: s}", id="no checklist is applied"),
        pytest.param("{stage: s, checklists: {call: }}", id="every question is open"),
        pytest.param(
            "{stage: s, checklists: {call: {works: {answer: n/a, note: None.}}}}", id="nothing applies"
        ),
        pytest.param(
            "{stage: s, checklists: {call: {works: {answer: yes, on: 2025-01-01}}}}", id="all is past"
        ),
    ],
)
def test_where_nothing_is_scored_there_is_null_and_not_zero(touch: str, scored: Scored) -> None:
    card = json.loads(as_json(scored(f"audit: {{since: 2026-01-01}}\ntouchpoints: {{a: {touch}}}")))
    found = card["touchpoints"]["a"]
    assert {key: found[key] for key in EMPTY} == EMPTY
    assert [type(found["lost"]), found["provisional"], found["broken"]] == [float, False, False]
    assert [card[key] for key in ("score", "low", "high", "coverage", "band", "weakest", "bottleneck")] == [
        None
    ] * 7
    assert card["stages"]["s"]["lost"] == 0.0
    for item in found["items"].values():
        assert (item["score"], item["lost"]) == (None, 0.0)


def test_what_is_missing_scores_zero_and_is_covered(scored: Scored) -> None:
    card = json.loads(as_json(scored("touchpoints: {a: {stage: s, missing: true, checklists: {call: }}}")))
    found = card["touchpoints"]["a"]
    assert [found[key] for key in ("score", "low", "high", "coverage", "lost")] == [0.0, 0.0, 0.0, 1.0, 100.0]
    assert (found["missing"], found["broken"]) == (True, True)


def test_scores_intervals_and_lost_points_are_floats_throughout(roastery: Scorecard) -> None:
    def figures(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
        if isinstance(value, dict):
            for name, one in value.items():
                yield from figures(one, name)
        elif isinstance(value, list):
            for one in value:
                yield from figures(one, key)
        else:
            yield (key, value)

    names = {"score", "low", "high", "coverage", "lost", "weight", "importance", "feeling"}
    for name, value in figures(json.loads(as_json(roastery))):
        if name in names and value is not None:
            assert isinstance(value, float), name
            if name == "feeling":
                assert -2 <= value <= 2
            elif name not in ("weight", "importance"):
                assert 0 <= value <= (1 if name == "coverage" else 100)


def test_letters_of_every_script_stand_in_json_as_they_are(scored: Scored) -> None:
    text = as_json(scored("company: {name: ООО «Всё» 一切 😀}\ntouchpoints: {}"))
    assert "ООО «Всё» 一切 😀" in text
    assert text.endswith("}\n")


def test_touchpoints_stand_in_the_order_of_the_file(roastery: Scorecard) -> None:
    card = json.loads(as_json(roastery))
    written = re.findall(r"^  ([a-z-]+):$", (ROOT / ROASTERY).read_text(encoding="utf-8"), re.MULTILINE)
    assert list(card["touchpoints"]) == [key for key in written if key in card["touchpoints"]]


# CSV


def rows(card: Scorecard) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_head() + as_csv(card), newline=""), strict=True))


def test_csv_has_a_row_for_each_observation_and_for_each_item_without_one(scored: Scored) -> None:
    card = scored(
        "touchpoints: {a: {stage: s, checklists: {call: {works: [yes, no]}}}, b: {stage: s, checklists: {call: }}}"
    )
    assert [(row["touchpoint"], row["item"], row["answer"], row["state"]) for row in rows(card)] == [
        ("a", "call.works", "yes", "scored"),
        ("a", "call.works", "no", "scored"),
        ("b", "call.works", "", "open"),
    ]


def test_a_row_names_the_line_that_it_comes_from(scored: Scored) -> None:
    card = scored(
        """\
        touchpoints:
          a:
            stage: s
            checklists:
              call:
                works:
                - yes
                - no
        """
    )
    assert [(row["file"], row["line"]) for row in rows(card)] == [("a.yaml", "8"), ("a.yaml", "9")]


def test_figures_of_a_row_are_unrounded_flags_are_words_and_nothing_is_empty(scored: Scored) -> None:
    call = "items: {works: {ask: Does it?, answer: yes-no, must: true}}"
    card = scored(
        "touchpoints: {a: {stage: s, checklists: {call: {works: [yes, yes, no]}}}, b: {stage: s, checklists: {call: }}}",
        call,
    )
    first, last = rows(card)[0], rows(card)[-1]
    assert float(first["item_score"]) == float(first["touchpoint_score"]) == 200 / 3
    assert (first["must"], first["wow"], first["past"]) == ("yes", "no", "no")
    assert (last["item_score"], last["touchpoint_score"], last["score"], last["lost"]) == ("", "", "", "0.0")


def test_commas_quotes_and_line_ends_of_a_text_are_read_back(scored: Scored) -> None:
    note = 'one, "two"\nthree;\tfour'
    card = scored(
        f"touchpoints: {{a: {{stage: s, checklists: {{call: {{works: {{answer: yes, note: {json.dumps(note)}}}}}}}}}}}"
    )
    assert rows(card)[0]["note"] == note
    assert csv_head().endswith("\r\n")
    assert csv_head().rstrip().split(",") == list(SCORE_COLUMNS)


# Tables


def table(card: Scorecard, **asked: Any) -> str:
    return plain(scorecard_lines(card, **{"language": "en", "limits": LIMITS, **asked}))


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_the_table_of_the_sample_audit(language: str, roastery: Scorecard) -> None:
    same(f"roastery.{language}.txt", table(roastery, language=language))


def test_a_narrow_and_a_wide_table_say_the_same(roastery: Scorecard) -> None:
    narrow, wide = (table(roastery, columns=columns) for columns in (60, 120))
    assert re.findall(r"\d+\.\d", narrow) == re.findall(r"\d+\.\d", wide)
    assert max(map(len, narrow.splitlines())) == 60
    assert max(map(len, wide.splitlines())) == 120


def test_what_is_broken_stands_before_every_score(roastery: Scorecard) -> None:
    lines = table(roastery).splitlines()
    assert lines[2].startswith("Weakest link: Order confirmation (0.0, missing). Score 67.6 of 100: fair")
    broken = lines.index(next(line for line in lines if line.startswith("Broken: ")))
    assert broken == 4
    said = " ".join(lines[broken : broken + 2])
    assert all(roastery.links()[touch_id].name in said for touch_id in roastery.broken)


GRADE: Final = "items: {of-it: {ask: How good?, answer: number, score: {full: 100, zero: 0}}}"


@pytest.mark.parametrize(
    ("grade", "shown", "band"),
    [
        ("79.96", "79.9", "fair"),
        ("80", "80.0", "strong"),
        ("79.9999999999", "80.0", "strong"),
        ("59.95", "59.9", "weak"),
        ("60", "60.0", "fair"),
        ("99.96", "99.9", "strong"),
        ("100", "100.0", "strong"),
        ("0.04", "0.0", "weak"),
    ],
)
def test_a_shown_score_never_contradicts_its_band(grade: str, shown: str, band: str, scored: Scored) -> None:
    card = scored(f"touchpoints: {{a: {{stage: s, checklists: {{call: {{of-it: {grade}}}}}}}}}", GRADE)
    weakest = "" if grade == "100" else f" Weakest link: a ({shown})."  # nothing is weak that loses nothing
    assert f"Score {shown} of 100: {band}.{weakest}\n" in table(card)
    assert re.search(rf"^  a +{re.escape(shown)} [█▌·]{{10}} {band} ", table(card), re.MULTILINE)
    assert plain(summary_lines([summarised(card)], language="en", limits=LIMITS)).splitlines()[1].split()[
        :2
    ] == [
        shown,
        band,
    ]


def test_an_audit_without_answers_says_so(scored: Scored) -> None:
    said = table(scored("touchpoints: {a: {stage: s, checklists: {call: }}}"))
    assert "No score yet: nothing is answered." in said
    assert re.search(r"^  a +- +open +- +-$", said, re.MULTILINE)


def test_lines_carry_no_spaces_at_their_ends(roastery: Scorecard) -> None:
    assert [line for line in table(roastery).splitlines() if line != line.rstrip()] == []


# Explanations


def explanation(address: str | None) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        audit = tpaudit.load(ROASTERY)
        return plain(explained(tpaudit.explain(audit, address)))


@pytest.mark.parametrize(
    "address", [None, "order-line", "counter", "confirmation", "call-back", "parcel/packaging.intact"]
)
def test_the_explanation_of_the_sample_audit(address: str | None) -> None:
    same(f"explain.{(address or 'journey').replace('/', '.')}.txt", explanation(address))


def test_every_touchpoint_and_item_of_the_sample_audit_can_be_explained(roastery: Scorecard) -> None:
    for touch_id, touch in roastery.links().items():
        said = explanation(touch_id)
        assert said.startswith(f"{touch_id}: ")
        assert all(address in said for address in touch.items)
        assert max(map(len, said.splitlines())) <= 80
