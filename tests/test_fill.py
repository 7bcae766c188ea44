"""Filling in a visit in the terminal: by plain lines, through a pseudo-terminal, killed at any moment."""

import os
import pty
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final, Self

import pytest
from program import run

from tpaudit.documents.visit import Visit
from tpaudit.operations.collecting.fill import Filling, FillRequest, TypedAnswer
from tpaudit.reading.parse import parse
from tpaudit.reading.yaml.builder import read
from tpaudit.showing.scaffold.visits.visit import visit_as_text

ROOT: Final = Path(__file__).parent.parent
KILLS: Final = 100 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 12
"""How often the program is killed; `HYPOTHESIS_PROFILE=thorough` makes it a hundred times."""
AUDIT: Final = """\
format: 1
places: {harbour: Harbour}
touchpoints:
  table: {name: The table, stage: evening, checklists: {short: }}
  door: {name: {zh: 门口, ru: Дверь}, stage: evening, checklists: {short: }}
"""
CHECKLIST: Final = """\
format: 1
checklist: short
items:
  works: {ask: {en: Does it work?, ru: Работает?, zh: 能用吗？}, answer: yes-no, must: true, why: Nothing else matters.}
  wait: {ask: How long?, answer: duration, score: {full: 1s, zero: 9s}, only_if: {works: yes}}
  who: {ask: Who was it?, answer: choice, options: {person: {points: 100, label: A person}, bot: 0}}
  polite: {ask: How polite?, answer: 1-5, means: {1: curt, 5: kind}}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a workspace with one audit."""
    (tmp_path / "checklists").mkdir()
    (tmp_path / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    (tmp_path / "checklists" / "short.yaml").write_text(CHECKLIST, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(AUDIT, encoding="utf-8")
    return tmp_path


def filled(home: Path, typed: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command without a terminal; what is typed comes through a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "tpaudit", "fill", "a.yaml", *words],
        cwd=home,
        input=typed,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def visits(home: Path) -> list[Visit]:
    """Return the visits of the audit, each of which has to be a sound file."""
    found = []
    for path in sorted((home / "a.visits").glob("*.yaml")):
        visit, diagnostics = parse(str(path), read(path.read_bytes()), Visit)
        assert (visit is None, diagnostics.problems) == (False, []), path.read_text(encoding="utf-8")
        found.append(visit)
    return [visit for visit in found if visit is not None]


def answers(home: Path) -> dict[str, str]:
    """Return the answers of the only visit."""
    (visit,) = visits(home)
    return {address: given[0].answer for address, given in visit.answers.items()}


def test_answers_are_taken_as_people_type_them_and_the_visit_is_sound(home: Path) -> None:
    typed = "y | Shines\n2,5s\n2\n6\n5\nНет\nn/a\nNobody there\n4\n"
    done = filled(home, typed, "--by", "Ben", "--place", "harbour")
    assert done.returncode == 0
    assert answers(home) == {
        "table/short.works": "yes",
        "table/short.wait": "2.5s",
        "table/short.who": "bot",
        "table/short.polite": "5",
        "door/short.works": "Нет",
        "door/short.who": "n/a",
        "door/short.polite": "4",
    }
    (visit,) = visits(home)
    assert (visit.visit.by, visit.visit.place, visit.visit.until is None) == ("Ben", "harbour", False)
    assert "That is no answer to this question" in done.stdout
    assert run("validate", "--strict", "a.yaml", cwd=home).returncode == 0


ALL_KINDS: Final = """\
format: 1
checklist: short
only_if: {open: yes}
items:
  open: {ask: Is it open?, answer: yes-no, wants: {fail: note}}
  seen: {ask: What is broken?, answer: several, start: 100, options: {dusty: -20, cold: -40, rats: {points: 0, fails: true}}, \
wants: {fail: [note, photo]}}
  whole: {ask: What else is broken?, answer: several, options: {good: 100, new: 20}}
  again: {ask: Would you recommend it?, answer: nps}
  words: {ask: What did they say?, answer: text, only_if: {again: ["<9"]}}
  thanks: {ask: Did they thank?, answer: yes-no, only_if: {again: [">=9"]}}
  day: {ask: When does it arrive?, answer: date}
  hour: {ask: When did it close?, answer: time}
  price: {ask: What did it cost?, answer: money}
  steps: {ask: How many steps?, answer: number, weight: 0}
"""


def test_every_kind_of_answer_is_typed_and_what_it_wants_is_asked_for(home: Path) -> None:
    (home / "checklists" / "short.yaml").write_text(ALL_KINDS, encoding="utf-8")
    (home / "evidence").mkdir()
    (home / "evidence" / "rat.jpg").write_bytes(b"\xff\xd8\xff\xd9")
    beside = "Under the counter\nevidence/no.jpg\nevidence/rat.jpg\n"
    typed = f"3/40\nOne day\n1, 3\n{beside}none\n11\n8\nGood, but: slow | twice\n2026-11-03\n21:05\n4,90 EUR\n7,5\n"
    done = filled(home, typed, "--by", "Ben", "--touchpoints", "table")
    assert answers(home) == {
        "table/short.open": "3/40",
        "table/short.seen": "dusty, rats",
        "table/short.whole": "none",
        "table/short.again": "8",
        "table/short.words": "Good, but: slow",
        "table/short.day": "2026-11-03",
        "table/short.hour": "21:05",
        "table/short.price": "4,90 EUR",
        "table/short.steps": "7.5",
    }
    (visit,) = visits(home)
    seen = visit.answers["table/short.seen"][0]
    assert (seen.note, seen.evidence[0].file) == ("Under the counter", "evidence/rat.jpg")
    assert visit.answers["table/short.open"][0].note == "One day"
    assert "There is no such file below the audit's folder." in done.stdout
    assert "A note is wanted with this answer." in done.stdout
    checked = run("validate", "--strict", "a.yaml", cwd=home, together=True)
    assert (checked.returncode, checked.stdout) == (0, "1 file: no errors, no warnings\n")


def test_a_photo_outside_the_audits_folder_is_none(home: Path) -> None:
    filling = Filling(str(home / "a.yaml"), FillRequest(walk="x"))
    outside = home.parent / "outside.jpg"
    outside.write_bytes(b"")
    assert filling.photo(str(outside)) is None
    assert filling.photo("a.yaml") == "a.yaml"


def test_a_question_says_why_goes_back_and_is_skipped(home: Path) -> None:
    done = filled(home, "?\nyes\nb\nno\ns\nq\n", "--touchpoints", "table")
    assert "Nothing else matters." in done.stdout
    assert answers(home) == {"table/short.works": "no"}
    assert "Answers saved: 1," in done.stdout
    assert "Skipped: 1." in done.stdout


def test_the_next_call_goes_on_where_the_last_one_stopped(home: Path) -> None:
    filled(home, "yes\n", "--by", "Ben")
    filled(home, "yes\n", "--by", "Carla")
    done = filled(home, "3s\nq\n", "--by", "Ben")
    assert done.stdout.startswith("Going on with a.visits/ben-")
    assert sorted(len(visit.answers) for visit in visits(home)) == [1, 2]


def test_a_finished_visit_is_not_gone_on_with(home: Path) -> None:
    for _ in range(2):
        filled(home, "yes\n3s\n1\n5\n", "--by", "Ben", "--touchpoints", "table")
    assert [len(visit.answers) for visit in visits(home)] == [4, 4]


def test_only_what_nobody_has_answered_is_asked_on_request(home: Path) -> None:
    filled(home, "yes\n3s\n1\nq\n", "--by", "Carla", "--touchpoints", "table")
    done = filled(home, "4\n", "--by", "Ben", "--touchpoints", "table", "--open")
    assert "still to ask: 1" in done.stdout
    assert done.stdout.count("still to ask") == 1


def test_nothing_is_written_where_nothing_is_answered(home: Path) -> None:
    done = filled(home, "s\nn/a\n\nq\n")
    assert "Nothing was answered" in done.stdout
    assert not (home / "a.visits").exists()


def test_what_a_visit_says_beside_answers_stays(home: Path) -> None:
    filled(home, "yes\nq\n", "--by", "Ben")
    (path,) = (home / "a.visits").glob("*.yaml")
    text = (
        path.read_text(encoding="utf-8") + "findings: {table/x: {kind: praise, says: 'A: # b', effort: 2h}}\n"
    )
    path.write_text(text, encoding="utf-8")
    filled(home, "3s\nq\n", "--by", "Ben")
    (visit,) = visits(home)
    assert (len(visit.answers), visit.findings["table/x"].says) == (2, "A: # b")


@pytest.mark.parametrize("path", sorted((ROOT / "audits").glob("*/*.yaml")), ids=lambda path: path.stem)
def test_a_visit_that_is_written_anew_says_the_same(path: Path) -> None:
    visit = parse(str(path), read(path.read_bytes()), Visit)[0]
    assert visit is not None
    assert parse("x", read(visit_as_text(visit).encode()), Visit)[0] == visit


@pytest.mark.parametrize(
    "text",
    ["null", "~", "a: b # c", "1:30", "- x", "yes", "\u2028", "'\"\\", " x", "2026-11-03", "n\nm", "喂 🎉"],
)
def test_any_note_and_answer_survives_the_file(text: str) -> None:
    said = {"a/b.c": [{"answer": text, "note": text}, {"answer": text}], "a/null": {"answer": text}}
    visit = Visit.model_validate({"format": 1, "visit": {"by": text}, "answers": said})
    assert parse("x", read(visit_as_text(visit).encode()), Visit)[0] == visit


def test_a_name_that_is_not_known_is_refused(home: Path) -> None:
    done = filled(home, "", "--touchpoints", "tabel")
    assert (done.returncode, "there is no touchpoint `tabel`" in done.stderr) == (2, True)
    assert filled(home, "", "--place", "harbor").returncode == 2


def test_what_another_answer_makes_pointless_is_not_asked(home: Path) -> None:
    request = FillRequest(touchpoints=("table",), walk="x", minute="2026-11-03T12:30")
    filling = Filling(str(home / "a.yaml"), request)
    assert len(filling.to_ask()) == 4
    for path, data in filling.with_answer("table/short.works", TypedAnswer("no"), "2026-11-04T00:10").items():
        path.parent.mkdir()
        path.write_bytes(data)
    filling.written()
    assert [one.address for one in filling.to_ask()] == ["table/short.who", "table/short.polite"]
    assert visits(home)[0].answers["table/short.works"][0].on == "2026-11-04T00:10"


# Through a terminal


class Terminal:
    """The program at a terminal of its own."""

    def __init__(self, home: Path, *words: str) -> None:
        """Start it."""
        self.screen, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tpaudit", "fill", "a.yaml", *words],
            cwd=home,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env=os.environ | {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
        )
        os.close(theirs)
        self.said = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.screen)

    def expect(self, text: str, times: int = 1) -> None:
        """Read what comes until a text stood there so many times."""
        until = time.monotonic() + 30
        while self.said.count(text) < times:
            assert time.monotonic() < until, f"{text!r} does not come; there was:\n{self.said}"
            if select.select([self.screen], [], [], 0.1)[0]:
                try:
                    self.said += os.read(self.screen, 65536).decode("utf-8", "replace")
                except OSError:  # the program has ended
                    assert self.said.count(text) >= times, self.said
                    return

    def type(self, text: str) -> None:
        os.write(self.screen, text.encode())


def test_a_terminal_asks_with_wide_letters_and_stops_at_control_c(home: Path) -> None:
    with Terminal(home, "--by", "王", "--lang", "zh") as terminal:
        terminal.expect("能用吗？")
        terminal.expect("? b s q")
        terminal.type("是 | 门口很好找，привет\r")
        terminal.expect("How long?")
        time.sleep(0.2)  # until it asks
        terminal.type("\x03")
        terminal.process.wait(20)
    (visit,) = visits(home)
    assert visit.answers["table/short.works"][0].note == "门口很好找，привет"
    assert visit.visit.by == "王"


def test_a_program_that_is_killed_at_any_moment_loses_one_answer_at_most(home: Path) -> None:
    names = [f"t{number}" for number in range(3 * KILLS)]
    touches = "".join(f"  {name}: {{stage: s, checklists: {{short: }}}}\n" for name in names)
    (home / "a.yaml").write_text(f"format: 1\ntouchpoints:\n{touches}", encoding="utf-8")
    chance, known = random.Random(11), 0  # noqa: S311 - no secret
    for _ in range(KILLS):
        with Terminal(home, "--by", "Ben") as terminal:
            terminal.expect("still to ask")
            terminal.expect("? b s q")
            for number in range(chance.randrange(1, 3)):
                terminal.type("n/a | x\r")
                terminal.expect("still to ask", number + 2)
                known += 1
            terminal.type("n/a | x\r")
            time.sleep(chance.random() * 0.1)
            os.killpg(terminal.process.pid, signal.SIGKILL)
        saved = len(answers(home))
        assert known <= saved <= known + 1
        known = saved
