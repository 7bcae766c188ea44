"""Places compared: the worst first, each by a name of its own, with what fails there."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import html5lib
import program
import pytest

from tpaudit import Scorecard
from tpaudit.results.places import common_start, failing_places, place_rows
from tpaudit.showing.report.pages import readable_cells
from tpaudit.showing.terminal.table import scorecard_lines

Score = Callable[..., Scorecard]
ITEMS: Final = "n: {ask: How clean is it?, answer: 0-100}\nmust: {ask: Is there a list of allergens?, answer: yes-no, must: true}"


def chain(count: int, name: str = "Harbour Bakeries, branch number {} in the old town") -> str:
    """Return an audit of so many places; the list is missing at every seventh."""
    places = ", ".join(f"p{number}: {name.format(number)!r}" for number in range(count))
    answers = ", ".join(f"{{answer: {100 - number}, place: p{number}}}" for number in range(count))
    lists = ", ".join(
        f"{{answer: {'no' if number % 7 == 0 else 'yes'}, place: p{number}}}" for number in range(count)
    )
    return (
        f"places: {{{places}}}\ntouchpoints:\n"
        f"  till: {{name: Till, stage: s, checklists: {{g: {{n: [{answers}], must: [{lists}]}}}}}}\n"
    )


def said(card: Scorecard, columns: int = 80) -> list[str]:
    lines = scorecard_lines(card, language="en", limits=(60.0, 80.0), columns=columns)
    text = ["".join(piece.text for piece in line) for line in lines]
    return text[text.index("By place") :]


@pytest.mark.parametrize("count", [2, 12, 40])
@pytest.mark.parametrize("name", ["Harbour Bakeries, branch number {} in the old town", "Same"])
def test_each_place_is_a_row_of_its_own_and_the_worst_is_the_first(
    count: int, name: str, scored: Score
) -> None:
    card = scored(chain(count, name), by="place", g=ITEMS)
    lines = said(card)
    rows = [line for line in lines[2:] if re.match(r"[✗ ] \S", line)][:count]
    names = [re.split(r"  +\d", row[2:])[0] for row in rows]
    assert (len(names), len(set(names))) == (count, count)
    scores = [float(re.findall(r"\d+\.\d", row)[0]) for row in rows]
    assert scores == sorted(scores)
    assert max(map(len, lines)) <= 80


def test_what_fails_says_at_how_many_places_and_at_which(scored: Score) -> None:
    text = " ".join(" ".join(said(scored(chain(40, "Branch {}"), by="place", g=ITEMS))).split())
    expected = "✗ Till: Is there a list of allergens? (fails at 6 of 40 places: Branch 35, Branch 28, Branch 21, Branch 14, Branch 7, Branch 0)"
    assert expected in text


def test_the_head_of_a_place_is_cut_within_no_word(scored: Score) -> None:
    lines = said(scored(chain(2, "Kitchen of house {}"), by="place", g=ITEMS))
    assert lines[-3].split() == ["Kitchen", "of", "Kitchen", "of"]
    assert re.split("  +", lines[-2].strip()) == ["house 0", "house 1", "all"]
    assert {len(line) for line in lines[-2:]} == {80}
    long = said(scored(chain(2, "Kitchenette{}house"), by="place", g=ITEMS))
    assert long[-2].count("…") == 2


def test_a_rivals_place_is_not_counted_where_something_fails(scored: Score) -> None:
    audit = chain(8, "Branch {}").replace("p7: 'Branch 7'", "p7: {name: Rival, benchmark: true}")
    text = " ".join(" ".join(said(scored(audit, by="place", g=ITEMS))).split())
    assert "Rival" in text
    assert "fails at 1 of 7 places: Branch 0" in text


def test_a_place_knows_what_fails_there_and_nothing_else(scored: Score) -> None:
    groups = scored(chain(8), by="place", g=ITEMS).grouped
    assert groups is not None
    assert {place: group.fails for place, group in groups.groups.items() if group.fails} == {
        "p0": ["till/g.must"],
        "p7": ["till/g.must"],
    }
    assert failing_places(place_rows(groups.groups)) == {
        "till/g.must": [
            "Harbour Bakeries, branch number 7 in the old town",
            "Harbour Bakeries, branch number 0 in the old town",
        ]
    }


@pytest.mark.parametrize(
    ("names", "letters"),
    [(["Branch 12", "Branch 17"], 7), (["North", "Nord"], 0), (["One"], 0), ([], 0), (["A b", "A b"], 2)],
)
def test_names_are_shortened_by_the_words_that_all_begin_with(names: list[str], letters: int) -> None:
    assert common_start(names) == letters


def written(folder: Path, audit: str) -> None:
    (folder / "checklists").mkdir()
    items = ITEMS.replace("\n", "\n  ")
    (folder / "checklists/g.yaml").write_text(
        f"format: 1\nchecklist: g\nitems:\n  {items}\n", encoding="utf-8"
    )
    (folder / "a.yaml").write_text(f"format: 1\n{audit}", encoding="utf-8")


@pytest.mark.parametrize("count", [3, 12])
def test_a_report_in_markdown_has_a_row_for_each_place(count: int, tmp_path: Path) -> None:
    written(tmp_path, chain(count, "Branch {}").replace("answer: no, place: p0", "answer: no, place: p1", 1))
    text = program.run("report", "a.yaml", "--format", "md", cwd=tmp_path).stdout
    section = text.partition("## Places compared")[2].partition("## ")[0]
    rows = re.findall(r"^\| (?:✗ )?(Branch \d+) \| (\d+\.\d) \|", section, re.MULTILINE)
    scores = [float(score) for _, score in rows]
    assert (len(rows), scores) == (count, sorted(scores))
    assert ("fails at 2 of 12 places: Branch 7, Branch 1" in section) == (count > 7)
    assert ("| Touchpoint | " + " | ".join(name for name, _ in rows) + " |" in section) == (count == 3)


@pytest.mark.parametrize(("ending", "twice"), [("md", "\\\\"), ("html", "&amp;amp;")])
def test_no_name_of_a_place_or_a_person_is_escaped_twice(ending: str, twice: str, tmp_path: Path) -> None:
    people = "audit: {auditor: Ann & *Bo*, date: 2026-11-03, method: mystery-shopper}\n"
    written(tmp_path, people + chain(8, "Branch & *{}*"))
    text = program.run("report", "a.yaml", "--format", ending, cwd=tmp_path).stdout
    assert "Branch" in text
    assert twice not in text


def test_a_report_has_a_row_for_each_place(tmp_path: Path) -> None:
    written(tmp_path, chain(12, "Branch {}"))
    assert program.run("report", "a.yaml", "-o", "r.html", cwd=tmp_path).returncode == 0
    root: Any = html5lib.parse((tmp_path / "r.html").read_text(encoding="utf-8"), namespaceHTMLElements=False)
    section = next(node for node in root.iter("section") if node.attrib["id"] == "places")
    [table] = section.iter("table")
    rows = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
    scores = [float(row[1]) for row in rows[1:-1]]
    assert (len(scores), scores) == (12, sorted(scores))
    assert "fails at 2 of 12 places: Branch 7, Branch 0" in "".join(section.itertext())


def test_each_cell_of_a_table_says_its_column_and_is_as_wide_as_its_longest_word() -> None:
    head = '<thead><tr><th>Name</th><th>Q&amp;A "x"</th></tr></thead>'
    text = readable_cells(
        f"<table>{head}<tbody><tr><td>Zustellung, <b>sofort</b></td><td>1</td></tr></tbody></table>"
    )
    assert '<td data-label="Q&amp;A &quot;x&quot;">1</td>' in text
    assert '<th style="min-width:12ch">Name' in text
    bare = "<table><tr><td>1</td></tr></table>"
    assert readable_cells(bare) == bare


ONE_FAILS: Final = """
places: {n: North, s: South}
touchpoints:
  t:
    name: Till
    stage: s
    checklists:
      g:
        n: 90
        must:
          - {answer: no, place: n, on: 2026-11-03, note: It lay in the drawer}
          - {answer: no, place: s, on: 2026-11-02, note: Nobody knew of one}
          - {answer: yes, place: s, on: 2026-11-01}
          - {answer: yes, place: s, on: 2026-11-04}
"""


def test_what_fails_at_a_place_is_the_question_and_what_was_noted_there(
    scored: Score, tmp_path: Path
) -> None:
    items = ITEMS.replace("must: true", "must: true, tolerate: 70%")
    written(tmp_path, ONE_FAILS)
    text = program.run("report", "a.yaml", "--format", "md", cwd=tmp_path).stdout
    section = text.partition("## Places compared")[2].partition("## ")[0]
    north = next(line for line in section.splitlines() if "| ✗ North |" in line)
    south = next(line for line in section.splitlines() if "| ✗ South |" in line)
    assert "Till: Is there a list of allergens? It lay in the drawer |" in north
    assert "Till: Is there a list of allergens? Nobody knew of one |" in south
    terminal = " ".join(" ".join(said(scored(ONE_FAILS, by="place", g=items))).split())
    only = "✗ Till: Is there a list of allergens? It lay in the drawer (fails at 1 of 2 places: North)"
    assert only in terminal
