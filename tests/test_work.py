"""Work that grows with the square or the cube of a file: each case ends within seconds, or with a message."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import program
import pytest

from tpaudit.reading.diagnostics import nearest

HEAD: Final = "format: 1\ncompany: {name: C}\ntouchpoints:\n"
SECONDS: Final = 5.0
LONG: Final = "abcdefghij" * 18


def touchpoints(count: int, text: str) -> str:
    """Return touchpoints with their numbers filled in."""
    return HEAD + "".join(f"  t{number}: {text.replace('%', str(number))}\n" for number in range(count))


ANSWERED: Final = "{stage: s, checklists: {quick: {works: yes}}}"
OBSERVERS: Final = ", ".join(f"{{answer: yes, by: p{number}}}" for number in range(6_000))
FILES: Final = {
    "600 touchpoints of one score": (touchpoints(600, ANSWERED), ("report", "--format", "html"), 0),
    "stages and channels": (
        touchpoints(700, "{stage: s%, channel: c%, checklists: {quick: {works: yes}}}"),
        ("report", "--format", "html"),
        0,
    ),
    "misspelt keys": (
        touchpoints(1, ANSWERED) + "".join(f"k{n}: x\n" for n in range(20_000)),
        ("validate",),
        2,
    ),
    "misspelt stages with long names": (
        touchpoints(1, ANSWERED)
        + "".join(f"  {LONG}{number}: {{stage: s}}\n" for number in range(500))
        + "handovers:\n"
        + "".join(f"  h{number}: {{from: {LONG}x{number}, to: t0}}\n" for number in range(100)),
        ("validate",),
        2,
    ),
    "6,000 observers": (
        touchpoints(1, f"{{stage: s, checklists: {{quick: {{works: [{OBSERVERS}]}}}}}}"),
        ("explain",),
        0,
    ),
}


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Fail if what is done within takes more processor time."""
    before = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    yield
    assert sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - before < seconds


@pytest.mark.parametrize(("text", "words", "code"), FILES.values(), ids=FILES)
def test_a_large_file_takes_seconds(text: str, words: tuple[str, ...], code: int, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with bounded(SECONDS):
        assert program.run(words[0], "a.yaml", *words[1:], cwd=tmp_path).returncode == code


def test_a_question_that_each_touchpoint_would_repeat_has_a_longest_length(tmp_path: Path) -> None:
    own = "format: 1\nchecklist: big\nitems: {i: {answer: yes-no, ask: " + "q" * 20_001 + "}}\n"
    (tmp_path / "big.yaml").write_text(own, encoding="utf-8")
    done = program.run("validate", "big.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert "items.i.ask: a text of 20001 letters is too long for a checklist" in done.stdout


def chain(folder: Path, length: int) -> None:
    """Write so many checklists, each of which extends the one before."""
    (folder / "checklists").mkdir()
    for number in range(length):
        body = f"extends: c{number - 1}" if number else "items: {x: {ask: Q, answer: yes-no}}"
        text = f"format: 1\nchecklist: c{number}\n{body}\n"
        (folder / "checklists" / f"c{number}.yaml").write_text(text, encoding="utf-8")


def test_a_chain_of_checklists_is_read_once(tmp_path: Path) -> None:
    chain(tmp_path, 150)
    with bounded(SECONDS):
        done = program.run("checklists", "list", cwd=tmp_path)
    assert done.returncode == 0
    assert "c149" in done.stdout


def test_a_chain_without_end_is_one_error(tmp_path: Path) -> None:
    chain(tmp_path, 400)
    with bounded(SECONDS):
        done = program.run("validate", "checklists", cwd=tmp_path)
    assert done.returncode == 2
    message = (
        "extends: more than 200 checklists extend one another up to here; expected what they share in one"
    )
    assert done.stdout == f"checklists/c201.yaml:3:10: {message}\n"


def test_a_name_is_compared_with_no_more_words_than_a_second_allows() -> None:
    words = [f"{LONG}{number}" for number in range(5_000)]
    with bounded(SECONDS):
        assert nearest(f"{LONG}x", words).startswith("the nearest is")
        assert nearest("x" * 200, words).startswith("expected one of")


def test_dots_of_one_place_stand_one_above_another() -> None:
    from tpaudit.showing.report.pictures.quadrants import _Plane

    plane, quadrant = _Plane(), (0.0, 100.0)
    assert [plane.take(100.0, 50.0, quadrant) for _ in range(3)] == [50.0, 32.5, 15.0]
    assert plane.take(105.0, 50.0, quadrant) == 67.5, "above there is no room in the quadrant"
    assert plane.take(150.0, 50.0, quadrant) == 50.0
    assert [plane.take(100.0, 50.0, (45.0, 55.0)) for _ in range(2)] == [50.0, 50.0]
