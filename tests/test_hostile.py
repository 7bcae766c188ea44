"""Files that mean harm, or that nobody meant: bounded time and memory, one clear message, and nothing obeyed."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import program
import pytest

import tpaudit
from tpaudit.documents.scalars import Bare
from tpaudit.judging.plan.plan import Wish, make_plan
from tpaudit.reading.audit.load import examine
from tpaudit.reading.validate import problems_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read
from tpaudit.showing.data.plan import plan_in_markdown
from tpaudit.showing.data.scorecard import SCORE_COLUMNS, as_csv, as_json
from tpaudit.showing.terminal.console import plain
from tpaudit.showing.terminal.explaining.explain import explained
from tpaudit.showing.terminal.plan import plan_lines
from tpaudit.showing.terminal.table import scorecard_lines
from tpaudit.showing.text.locale import Locale

ROOT: Final = Path(__file__).parent.parent
CASES: Final = ROOT.parent / "shared" / "cases"
SECONDS: Final = 2.0
MEGABYTES: Final = 200.0

LIMITED: Final = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
sys.argv = ["tpaudit", *sys.argv[1:]]
runpy.run_module("tpaudit", run_name="__main__")
"""
"""Runs the program so that nothing it does can take the machine with it."""


MEASURED: Final = """
import os, subprocess, sys
process = subprocess.Popen([sys.executable, "-c", *sys.argv[2:]])
_, status, usage = os.wait4(process.pid, 0)
with open(sys.argv[1], "w") as file:
    print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss, file=file)
"""
"""Starts it from a process that is small: what starts a process counts as its memory until it runs."""


class Run(NamedTuple):
    """What came of running the program."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


def run(folder: Path, *words: str) -> Run:
    """Run the program in a folder and measure it."""
    with (folder / ".out").open("wb+") as out, (folder / ".err").open("wb+") as err:
        started = [sys.executable, "-S", "-c", MEASURED, ".measured", LIMITED, *words]
        subprocess.run(started, cwd=folder, stdout=out, stderr=err, check=True)
        code, seconds, kilobytes = (folder / ".measured").read_text(encoding="utf-8").split()
        out.seek(0)
        err.seek(0)
        return Run(int(code), out.read().decode(), err.read().decode(), float(seconds), int(kilobytes) / 1024)


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files down below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def assert_bounded(done: Run) -> None:
    """Hold a run to its limits; a signal or a traceback is a failure whatever came before it."""
    assert done.code in (0, 2), done.err[-2000:]
    assert "Traceback" not in done.err
    assert done.seconds < SECONDS
    assert done.megabytes < MEGABYTES


# Cases from elsewhere


def listed(name: str) -> list[Any]:
    """Return the cases of a list that lies beside the checkout; none if it is not there."""
    path = CASES / name
    if not path.is_file():
        return []
    found = json.loads(path.read_text(encoding="utf-8"))
    return list(found["cases"]) if isinstance(found, dict) else list(found)


HOSTILE: Final[list[dict[str, str]]] = listed("hostile-yaml.json")
SUITE: Final[list[dict[str, Any]]] = listed("yaml-test-suite.json")
ABSENT: Final = "the cases of others lie beside the checkout where they are used, and are not here"

SAYS: Final = {
    "billion-laughs.yaml": (6, "aliases repeat more than"),
    "deep-nesting-1000.yaml": (1, "nested more than"),
    "self-reference.yaml": (1, "the alias `*a` stands inside its own anchor"),
    "duplicate-keys.yaml": (3, "the key `title` is repeated; it stands first at line 1"),
    "tabs.yaml": (2, "indent with spaces"),
    "latin1.yaml": (1, "is not UTF-8"),
    "nul-byte.yaml": (1, "U+0000"),
    "tag-python-apply.yaml": (2, "the tag `!!python/object/apply:os.system` is not read"),
    "tag-include-tag.yaml": (2, "the tag `!include` is not read"),
    "tag-bad-timestamp.yaml": (2, "the tag `!!timestamp` is not read"),
}
"""The line that a message about a hostile file names, and what it says."""


@pytest.mark.skipif(not HOSTILE, reason=ABSENT)
@pytest.mark.parametrize("name", [case["file"] for case in HOSTILE])
def test_a_hostile_file_gets_a_message_and_does_no_harm(name: str, tmp_path: Path) -> None:
    write(tmp_path, {name: (CASES / "hostile-yaml" / name).read_bytes()})
    done = run(tmp_path, "validate", name)
    assert_bounded(done)
    assert done.code == 2
    assert re.match(rf"{re.escape(name)}:\d+:\d+: ", done.out)
    if name in SAYS:
        line, words = SAYS[name]
        assert re.search(rf"^{re.escape(name)}:{line}:\d+: .*{re.escape(words)}", done.out, re.MULTILINE)
    assert not (tmp_path / "tpaudit-pwned").exists()


@pytest.mark.skipif(not HOSTILE, reason=ABSENT)
def test_scoring_all_of_them_says_something_of_each_and_does_no_harm(tmp_path: Path) -> None:
    names = [case["file"] for case in HOSTILE]
    write(tmp_path, {name: (CASES / "hostile-yaml" / name).read_bytes() for name in names})
    done = run(tmp_path, "score", *names)
    assert_bounded(done)
    assert (done.code, done.out) == (2, "")
    assert {line.partition(":")[0] for line in done.err.splitlines()} == set(names)
    assert not (tmp_path / "tpaudit-pwned").exists()


@pytest.mark.skipif(not HOSTILE, reason=ABSENT)
def test_every_file_that_must_be_refused_for_its_writing_has_its_words() -> None:
    accepted = {"bom-utf8.yaml", "huge-int.yaml"}
    assert {case["file"] for case in HOSTILE} == set(SAYS) | accepted


@pytest.mark.skipif(not HOSTILE, reason=ABSENT)
def test_a_byte_order_mark_is_read_over() -> None:
    assert read((CASES / "hostile-yaml/bom-utf8.yaml").read_bytes()).data == {"title": "café"}


@pytest.mark.skipif(not HOSTILE, reason=ABSENT)
def test_a_number_of_thousands_of_digits_is_out_of_range(tmp_path: Path) -> None:
    number = (CASES / "hostile-yaml/huge-int.yaml").read_text(encoding="utf-8").split()[1]
    write(tmp_path, {"a.yaml": f"format: 1\ntouchpoints:\n  a: {{stage: s, importance: {number}}}\n"})
    done = run(tmp_path, "validate", "a.yaml")
    assert_bounded(done)
    assert f"a number of {len(number)} characters is out of range" in done.out


LENIENT: Final = {
    "DK95/01": "a tab indents the second line of a quoted text, whose spaces fold to one anyway",
    "G5U8": "a lone dash in brackets is read as the text `-`",
    "SU5Z": "a comment stands right behind a closing quote, and nothing of the text is lost",
    "Y79Y/003": "a tab indents a line within brackets, where indentation says nothing",
}
"""What the suite refuses, and libyaml reads without losing anything, each with what it does."""


OTHERWISE: Final = {
    "JEF9/02": "an empty text ends without a line break, which libyaml does not add",
    "Y2GN": "libyaml ends an anchor's name at the colon",
}
"""What libyaml reads otherwise than the suite says."""


def ids(case: dict[str, Any]) -> str:
    return f"{case['id']} {case['name']}"


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Sequence[str]]:
    """Return everything that `validate` and `score` say of each document of the suite, in one run of each."""
    folder = tmp_path_factory.mktemp("suite")
    names = {case["id"].replace("/", "-") + ".yaml": case["id"] for case in SUITE}
    for case, name in zip(SUITE, names, strict=True):
        (folder / name).write_bytes(case["yaml"].encode("utf-8", "surrogatepass"))
    said: dict[str, list[str]] = {case["id"]: [] for case in SUITE}
    for command in ("validate", "score"):
        done = run(folder, command, *names)
        assert done.code == 2
        assert "Traceback" not in done.err
        for line in (done.out + done.err).splitlines():
            name, found, _ = line.partition(".yaml:")
            if found:
                said[names[name + ".yaml"]].append(line)
    return said


@pytest.mark.skipif(not SUITE, reason=ABSENT)
@pytest.mark.parametrize("case", SUITE, ids=ids)
def test_any_document_of_the_suite_gets_messages_with_line_and_column(
    case: dict[str, Any], suite: Mapping[str, Sequence[str]]
) -> None:
    lines = suite[case["id"]]
    assert lines, "none of these documents is an audit, so something is said of each"
    for line in lines:
        place = re.match(r"[\w-]+\.yaml:(\d+):(\d+): .", line)
        assert place, line
        assert 1 <= int(place[1]) <= len(re.split("\r\n|[\r\n\x85\u2028\u2029]", case["yaml"])) + 1
        assert int(place[2]) >= 1


@pytest.mark.skipif(not SUITE, reason=ABSENT)
@pytest.mark.parametrize("case", [case for case in SUITE if case["error"]], ids=ids)
def test_what_the_suite_refuses_is_refused(case: dict[str, Any]) -> None:
    faults = read(case["yaml"].encode("utf-8", "surrogatepass")).faults
    assert bool(faults) != (case["id"] in LENIENT), LENIENT.get(case["id"], "this should be refused")


@pytest.mark.skipif(not SUITE, reason=ABSENT)
@pytest.mark.parametrize("case", [case for case in SUITE if not case["error"]], ids=ids)
def test_what_is_read_without_complaint_says_what_the_suite_says(case: dict[str, Any]) -> None:
    tree = read(case["yaml"].encode("utf-8", "surrogatepass"))
    if not tree.faults:
        assert (texts(tree.data) == built(case["events"])) != (case["id"] in OTHERWISE)


def texts(data: object) -> object:
    """Return data with every scalar as the text that was written, nothing as None."""
    if isinstance(data, dict):
        return {key: texts(value) for key, value in data.items()}
    if isinstance(data, list):
        return [texts(one) for one in data]
    return data.text if isinstance(data, Bare) else data


_ESCAPES: Final = {"\\n": "\n", "\\t": "\t", "\\b": "\b", "\\r": "\r", "\\\\": "\\"}


def built(events: str) -> object:
    """Return the data that the suite's events of one document describe."""
    lines = iter(
        line for line in events.splitlines() if line[:4] in ("+MAP", "-MAP", "+SEQ", "-SEQ", "=VAL", "=ALI")
    )
    anchors: dict[str, object] = {}

    def node(line: str) -> object:
        anchor = re.search(r" &(\S+)", line.partition(" :")[0])
        found: Any
        if line.startswith("=ALI"):
            return anchors[line.removeprefix("=ALI *")]
        if line.startswith("+MAP"):
            found = {}
            while not (key := next(lines)).startswith("-MAP"):
                name = re.sub(r"^=VAL (?:&\S+ )?.", "", key)
                found[unescaped(name)] = node(next(lines))
        elif line.startswith("+SEQ"):
            found = []
            while not (entry := next(lines)).startswith("-SEQ"):
                found.append(node(entry))
        else:
            style, text = re.fullmatch(r"=VAL (?:&\S+ )?(.)(.*)", line).groups()  # type: ignore[union-attr]
            found = None if style == ":" and text in ("", "~", "null") else unescaped(text)
        if anchor:
            anchors[anchor[1]] = found
        return found

    return node(next(lines))


def unescaped(text: str) -> str:
    return re.sub(r"\\[ntbr\\]", lambda one: _ESCAPES[one[0]], text)


# Own cases: size and depth

CALL: Final = """\
format: 1
checklist: call
items:
  polite: {ask: How polite?, answer: 1-5}
  time: {ask: How long?, answer: duration, score: {full: 10s, zero: 60s}}
  works: {ask: Does it work?, answer: yes-no, must: true}
"""
SMALL: Final = "format: 1\ntouchpoints:\n  a: {stage: s, checklists: {call: {polite: 3}}}\n"
MANY: Final = 100_000


def laughs(width: int, depth: int) -> str:
    """Return aliases of aliases: width to the power of depth texts if they were written out."""
    rows = [f"a0: &a0 [{', '.join(['lol'] * width)}]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, depth)]
    return "\n".join(rows) + "\n"


LARGE: Final[dict[str, dict[str, str | bytes]]] = {
    "open brackets": {"a.yaml": "[" * MANY},
    "open braces": {"a.yaml": "{a: " * MANY},
    "dashes": {"a.yaml": "- " * MANY},
    "question marks": {"a.yaml": "? " * MANY},
    "keys below keys": {"a.yaml": "".join(" " * depth + "a:\n" for depth in range(1_000))},
    "closing brackets": {"a.yaml": "]" * MANY},
    "quotes": {"a.yaml": '"' * MANY},
    "exclamation marks": {"a.yaml": "a: " + "!" * MANY},
    "ampersands": {"a.yaml": "a: " + "&" * MANY},
    "percent signs": {"a.yaml": "%" * MANY},
    "a key of a million letters": {"a.yaml": "? " + "x" * 1_000_000 + "\n: y\n"},
    "a text of a million letters": {"a.yaml": f"a: {'x' * 1_000_000}\n"},
    "a note of a million letters": {"a.yaml": SMALL.replace("stage: s", f"stage: s, note: '{'x ' * 500_000}'")},
    "a name of a hundred thousand letters": {"a.yaml": SMALL.replace("stage: s", f"stage: s, name: '{'ж' * MANY}'")},
    "a question of twenty thousand letters": {
        "a.yaml": SMALL,
        "checklists/call.yaml": CALL.replace("How polite?", f"'{'话' * 20_000}'"),
    },
    "a million spaces": {"a.yaml": SMALL + " " * 1_000_000},
    "a million empty lines": {"a.yaml": SMALL + "\n" * 1_000_000},
    "a billion laughs": {"a.yaml": laughs(9, 9)},
    "laughs, two at a time": {"a.yaml": laughs(2, 64)},
    "laughs among touchpoints": {"a.yaml": SMALL + "personas:\n  x: &x {name: y}\nplaces: {" + "".join(
        f"p{n}: *x, " for n in range(20_000)) + "}\n"},
    "a visit nested deep": {"a.yaml": SMALL, "a.visits/v.yaml": "format: 1\nvisit: " + "{a: " * MANY},
    "answers of a visit nested deep": {
        "a.yaml": SMALL,
        "a.visits/v.yaml": "format: 1\nvisit: {}\nanswers: {a/call.polite: " + "[" * 50 + "]" * 50 + "}\n",
    },
    "a checklist nested deep": {"a.yaml": SMALL, "checklists/call.yaml": CALL + "  x: " + "[" * MANY},
    "an item nested deep": {"a.yaml": SMALL, "checklists/call.yaml": CALL + "  x: " + "{a: " * 50 + "}" * 50 + "\n"},
    "settings nested deep": {"a.yaml": SMALL, "tpaudit.yaml": "format: 1\ngate: " + "[" * MANY},
    "a billion laughs in a checklist": {"a.yaml": SMALL, "checklists/call.yaml": laughs(9, 9)},
    "a billion laughs in a visit": {"a.yaml": SMALL, "a.visits/v.yaml": laughs(9, 9)},
    "an id of a hundred thousand letters": {"a.yaml": SMALL.replace("  a:", f"  ? {'a' * MANY}\n  :")},
    "a repeated key, ten thousand times": {"a.yaml": SMALL + "x: y\n" * 10_000},
    "ten thousand touchpoints without a stage": {
        "a.yaml": "format: 1\ntouchpoints:\n" + "".join(f"  t{n}: {{}}\n" for n in range(10_000))
    },
    "bytes of every kind": {"a.yaml": bytes(range(256)) * 4_000},
    "zeros": {"a.yaml": bytes(1_000_000)},
}  # fmt: skip


SCORED: Final = {
    *("a note of a million letters", "a million spaces", "a million empty lines", "laughs among touchpoints"),
    *(
        "an id of a hundred thousand letters",
        "a name of a hundred thousand letters",
        "a question of twenty thousand letters",
    ),
}
"""What is large and right: it is scored, and only the others are refused."""


@pytest.mark.parametrize("name", LARGE)
def test_size_and_depth_stay_within_bounds(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"checklists/call.yaml": CALL, **LARGE[name]})
    done = run(tmp_path, "score" if name in SCORED else "validate", "a.yaml")
    assert_bounded(done)
    if name in SCORED:
        assert (done.code, done.err) == (0, "")
    else:
        assert re.match(r"[\w./]+\.yaml:\d+:\d+: ", done.out)


@pytest.mark.parametrize("where", ["behind a text", "on lines of their own", "in a long text"])
def test_three_hundred_thousand_hashes_take_time_that_grows_with_them(where: str, tmp_path: Path) -> None:
    hashes = {
        "behind a text": "audit: {note: x" + " #a" * 300_000 + "\n}\n",
        "on lines of their own": " #a\n" * 300_000,
        "in a long text": "audit:\n  note: |\n" + "    a #a\n" * 300_000,
    }
    write(tmp_path, {"checklists/call.yaml": CALL, "a.yaml": SMALL + hashes[where]})
    done = run(tmp_path, "validate", "a.yaml")
    assert done.code == (2 if where == "behind a text" else 0)
    assert done.seconds < 5
    assert done.megabytes < MEGABYTES


# Own cases: numbers

NUMBERS: Final = (
    *(
        "9" * 5_000,
        "9" * 33,
        "9" * 32,
        "0." + "0" * 29 + "1",
        "1e400",
        "1e-400",
        "1e5",
        "-1e5",
        ".inf",
        "-.inf",
        ".nan",
    ),
    *(
        "-1",
        "-0",
        "0",
        "1001",
        "0x10",
        "0o7",
        "1_000",
        "1:30",
        "٣",
        "１",
        "²",
        "½",
        "1,5",
        "--1",
        "+1",
        "5.",
        ".5",
        "'1'",
    ),
    *(
        "1e",
        "true",
        "null",
        "~",
        "''",
        "[1]",
        "{a: 1}",
        "2026-11-03",
        "100.0000000000000001",
        "99999999999999999999",
    ),
)
ITEM: Final = "format: 1\nchecklist: call\nitems:\n  polite: {ask: x, answer: 1-5}\n  x: "
NUMERIC: Final[dict[str, dict[str, str]]] = {
    "format": {"a.yaml": SMALL.replace("format: 1", "format: @")},
    "importance": {"a.yaml": SMALL.replace("stage: s", "stage: s, importance: @")},
    "of": {"a.yaml": SMALL.replace("polite: 3", "polite: {answer: 3.5, of: @}")},
    "reach": {"a.yaml": SMALL + "reach: {s: @}\n"},
    "reached": {"a.yaml": SMALL + "reach: {s: {reached: @, left_because: {x: @}}}\n"},
    "cost": {"a.yaml": SMALL + "actions: {x: {for: a, task: t, cost: @, effort: @}}\n"},
    "floor of a waiver": {
        "a.yaml": SMALL
        + "waivers: {a/call.polite: {reason: r, approved_by: b, until: 2026-01-01, floor: @}}\n"
    },
    "an answer on a scale": {"a.yaml": SMALL.replace("polite: 3", "polite: [@, {answer: @, of: 3}]")},
    "an answer of yes or no": {"a.yaml": SMALL.replace("polite: 3", "works: [@, @/@]")},
    "an answer of a duration": {"a.yaml": SMALL.replace("polite: 3", "time: [@, @s, '>@m', PT@S]")},
    "an answer of a number": {
        "checklists/call.yaml": ITEM + "{ask: x, answer: number, score: {full: 2, zero: 10}}\n",
        "a.yaml": SMALL.replace("polite: 3", "x: [@, {answer: @}]"),
    },
    "an answer of a percentage": {
        "checklists/call.yaml": ITEM + "{ask: x, answer: percent, score: {at_least: {90: 100, 50: 0}}}\n",
        "a.yaml": SMALL.replace("polite: 3", "x: ['@%', @]"),
    },
    "weight": {"checklists/call.yaml": ITEM + "{ask: x, answer: yes-no, weight: @}\n"},
    "points of an option": {
        "checklists/call.yaml": ITEM + "{ask: x, answer: choice, options: {a: @, b: {points: @}}}\n"
    },
    "ends of a scale": {"checklists/call.yaml": ITEM + "{ask: x, answer: @-5}\n"},
    "other end of a scale": {"checklists/call.yaml": ITEM + "{ask: x, answer: 1-@}\n"},
    "full and zero": {"checklists/call.yaml": ITEM + "{ask: x, answer: number, score: {full: @, zero: 3}}\n"},
    "durations of a curve": {
        "checklists/call.yaml": ITEM + "{ask: x, answer: duration, score: {full: 1s, zero: @s}}\n"
    },
    "p10 and median": {
        "checklists/call.yaml": ITEM + "{ask: x, answer: number, score: {p10: @, median: 7}}\n"
    },
    "limits of steps": {
        "checklists/call.yaml": ITEM + "{ask: x, answer: number, score: {at_most: {@: 50, 3: @}}}\n"
    },
    "ideal": {
        "checklists/call.yaml": ITEM + "{ask: x, answer: number, score: {ideal: [@, 5], zero: [0, @]}}\n"
    },
    "valid_for and effort": {
        "checklists/call.yaml": ITEM + "{ask: x, answer: yes-no, valid_for: @d, effort: @h}\n"
    },
    "standards": {"a.yaml": SMALL + "standards: {call.time: {full: @s, zero: 3s}}\n"},
    "contacts": {
        "a.yaml": SMALL + "journey: {stages: {s: {name: S, contacts: {ideal: [@, 3], zero: [0, @]}}}}\n"
    },
    "importance of what is expected": {
        "a.yaml": SMALL + "journey: {stages: {s: S}, expects: {x: {name: X, stage: s, importance: @}}}\n"
    },
    "bands": {"tpaudit.yaml": "format: 1\nbands: {strong: @, fair: 60}\n"},
    "plan": {"tpaudit.yaml": "format: 1\nplan: {hours_per_day: @, effort: {low: @h, medium: @, high: @d}}\n"},
    "gate": {
        "tpaudit.yaml": "format: 1\ngate: {floor: {level: warn, journey: @}, na: {level: off, max: @}}\n"
    },
}
"""Files with @ where a number is to stand, by what the number is."""


@pytest.mark.parametrize("field", NUMERIC)
def test_a_number_that_is_none_is_refused_and_one_that_is_scores_finitely(field: str, tmp_path: Path) -> None:
    for position, number in enumerate(NUMBERS):
        folder = tmp_path / str(position)
        files = {
            "a.yaml": SMALL,
            "checklists/call.yaml": CALL,
            "tpaudit.yaml": "format: 1\n",
            **NUMERIC[field],
        }
        write(folder, {name: text.replace("@", number) for name, text in files.items()})
        everything_of(str(folder / "a.yaml"))


def everything_of(file: str) -> str:
    """Return all that can be said of an audit: its problems, or every view of its scorecard."""
    loaded = examine(file, workspaces=Workspaces())
    if loaded.audit is None:
        assert loaded.problems
        assert all(len(problem.message) < 1_000 for problem in loaded.problems)
        return "\n".join(map(str, loaded.problems))
    card = tpaudit.score(loaded.audit, by="method", whole=True)
    views = [as_json(card), as_csv(card), plain(scorecard_lines(card, language="ru", limits=(60, 80)))]
    views += [
        plain(explained(tpaudit.explain(loaded.audit, address))) for address in (None, "a", "a/call.polite")
    ]
    for wish in (Wish(), Wish(budget=1, days=1), Wish(target=50) if card.score is not None else Wish()):
        made, tongue = make_plan(loaded.audit, card, wish, ("ru",)), Locale("ru")
        views += [plain(plan_lines(made, locale=tongue)), plan_in_markdown(made, tongue), as_json(made)]
    return "\n".join(views)


SHAPES: Final = (
    "[]",
    "{}",
    "'x'",
    "12",
    "[[]]",
    "[null]",
    "{a: null}",
    "[{a: [b]}]",
    "true",
    "''",
    "[{answer: 1}, {}]",
)
FULL: Final = {
    "audit": "audits/everything.yaml",
    "checklist": "checklists/everything.yaml",
    "visit": "audits/everything.visits/one.yaml",
    "journey": "journeys/everything.yaml",
    "workspace": "tpaudit.yaml",
}


@pytest.mark.parametrize("kind", FULL)
def test_any_shape_at_any_key_is_answered_with_messages(kind: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/cases/valid", tmp_path, dirs_exist_ok=True)
    file = tmp_path / FULL[kind]
    lines = file.read_text(encoding="utf-8").splitlines()
    for position, line in enumerate(lines):
        key = re.match(r"( *(?:- )?[^\s#'\"{}\[\],&*!|>%@`-][^:{}\[\]]*:) *(?=\S|$)", line)
        if key:
            shape = SHAPES[position * 5 % len(SHAPES)]
            file.write_text(
                "\n".join([*lines[:position], f"{key[1]} {shape}", *lines[position + 1 :]]), encoding="utf-8"
            )
            assert all(one.line >= 1 and one.message for one in problems_of(str(file), Workspaces()))


# Own cases: what a terminal or a spreadsheet would obey

ESCAPES: Final = r"\e[31m\e]0;t\a\x9b31m\x90q\x9c\u202ered\u2066x\u2069\u200fy\x7f\b\r\n\tz\u2028"
OBEYED: Final = {"Cc", "Cs", "Zl", "Zp"}
TURNS: Final = {
    chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}

EVIL_CHECKLIST: Final = """\
format: 1
checklist: evil
title: "$"
items:
  asks: {ask: "ask$", answer: yes-no, must: true, why: "$", fix: "$", automate: "$", turn_round: "$"}
  pleases: {ask: "ask$", answer: yes-no, wow: true}
  delights: {ask: "ask$", answer: yes-no, wow: true, fix: "fix$"}
  chooses: {ask: "ask$", answer: choice, options: {one: {points: 10, label: "label$", fails: true}}}
  counts: {ask: "ask$", answer: number, unit: "unit$", score: {full: 2, zero: 10}}
"""
EVIL_AUDIT: Final = """\
format: 1
company: {name: "company$"}
audit: {auditor: "auditor$", scope: "scope$"}
places: {north: "north$"}
personas: {regular: "regular$"}
journey: {stages: {first: "stage$"}}
touchpoints:
  gone: {name: "gone$", stage: first, owner: "owner$", missing: true, note: "note$",
    findings: {found: {kind: idea, says: "says$"}}}
  asked: {name: "asked$", stage: first, owner: "owner$", promises: {kept: "kept$"},
    checklists: {evil: {asks: {answer: no, note: "note$", by: "by$", place: north, evidence: [{quote: "quote$"}]},
      pleases: yes, chooses: {answer: "label$", internal: "internal$"}}}}
  fixed: {name: "fixed$", stage: first, findings: {bad: {kind: problem, says: "says$", fix: "fix$", effort: 1h}}}
  breaks: {name: "breaks$", stage: first, breaks: {asked/kept: "broken$"}, checklists: {evil: }}
actions:
  todo: {for: asked/evil.asks, task: "task$", owner: "owner$", due: 2026-01-01}
  done: {for: breaks, task: "task$", status: done, done: 2026-01-01}
"""
EVIL_FILE: Final = "audit\x1b[31m\u202e\x9bm\x07.yaml"


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of files whose every text and name tries to give orders to a terminal."""
    folder = tmp_path_factory.mktemp("evil")
    write(
        folder,
        {
            EVIL_FILE: EVIL_AUDIT.replace("$", ESCAPES),
            "checklists/evil.yaml": EVIL_CHECKLIST.replace("$", ESCAPES),
            "worse/wrong.yaml": f'format: 1\n"key{ESCAPES}": 1\ntouchpoints: {{"id{ESCAPES}": {{stage: "s{ESCAPES}"}}}}\n'
            f'waivers: {{"at{ESCAPES}": {{reason: x, approved_by: y, until: "{ESCAPES}"}}}}\n',
            f"worse/visit.visits/{EVIL_FILE}": f'format: 1\nvisit: {{on: "{ESCAPES}"}}\nanswers: {{"{ESCAPES}": 1}}\n',
            "worse/visit.yaml": "format: 1\ntouchpoints: {a: {stage: s}}\n",
        },
    )
    return folder


def commands() -> Iterator[tuple[str, ...]]:
    yield from (
        ("score", EVIL_FILE, "--by", cut, "--lang", "ru") for cut in ("stage", "persona", "place", "owner")
    )
    yield from (("score", EVIL_FILE, "--format", shape) for shape in ("json", "csv"))
    yield from (("score", "."), ("score", "worse"), ("score", "nothing\x1b[31m.yaml"))
    yield from (
        ("score", EVIL_FILE, f"--{option}", "\x1b[31m\x9b") for option in ("persona", "as-of", "lang")
    )
    yield from (("explain", EVIL_FILE, *address) for address in ((), ("gone",), ("asked",)))
    yield from (("explain", EVIL_FILE, "\x1b[31m\u202e"), ("validate", "."), ("validate", "nothing\x1b[31m"))
    yield from (("plan", EVIL_FILE, "--format", shape) for shape in ("table", "markdown", "csv", "json"))
    yield from (("plan", EVIL_FILE, f"--{option}", "\x1b[31m\x9b") for option in ("budget", "days", "target"))
    yield ("score", EVIL_FILE, "-o", "no/such\x1b[31m/file")


COMMANDS: Final = list(commands())


@pytest.fixture(scope="module")
def answered(evil: Path) -> Mapping[tuple[str, ...], "subprocess.CompletedProcess[str]"]:
    """Return what comes of every command line."""
    return {words: program.run(*words, cwd=evil) for words in COMMANDS}


@pytest.mark.parametrize(
    "words", COMMANDS, ids=lambda words: " ".join(words).encode("unicode_escape").decode()
)
def test_nothing_that_a_terminal_obeys_reaches_it(
    words: tuple[str, ...], answered: Mapping[tuple[str, ...], "subprocess.CompletedProcess[str]"]
) -> None:
    done = answered[words]
    assert done.returncode in (0, 2)
    breaks = "\r\n\t" if "csv" in words else "\n"
    for stream in (done.stdout, done.stderr):
        assert "Traceback" not in stream
        assert not [
            one
            for one in stream
            if one not in breaks and (unicodedata.category(one) in OBEYED or one in TURNS)
        ]


def test_json_still_says_every_character(evil: Path) -> None:
    card = json.loads(program.run("score", EVIL_FILE, "--format", "json", cwd=evil).stdout)
    said = json.loads(
        f'"{ESCAPES}"'.replace(r"\e", r"\u001b").replace(r"\a", r"\u0007").replace(r"\x", r"\u00")
    )
    assert card["file"] == EVIL_FILE
    assert card["company"] == f"company{said}"
    assert card["touchpoints"]["asked"]["items"]["evil.asks"]["observations"][0]["note"] == f"note{said}"


PAYLOADS: Final = [
    *(
        json.loads((CASES / "csv-injection.json").read_text(encoding="utf-8"))["payloads"]
        if CASES.is_dir()
        else ()
    ),
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "  +1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "=",
        "-",
        "a;=1",
        "a; -1",
        "a\t=1",
        "a\n=1",
        'a;"=1"',
        ';"" @x',
    ),
]
STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("payload", PAYLOADS, ids=repr)
def test_no_cell_of_a_csv_starts_a_formula_and_its_text_is_still_there(payload: str, tmp_path: Path) -> None:
    text = json.dumps(payload)
    write(
        tmp_path,
        {
            "checklists/evil.yaml": "format: 1\nchecklist: evil\nitems:\n"
            f"  asks: {{ask: {text}, answer: choice, options: {{one: {{points: 1, label: {text}}}}}}}\n",
            "a.yaml": f"format: 1\ncompany: {{name: {text}}}\ntouchpoints:\n  a:\n    stage: s\n    name: {text}\n"
            f"    owner: {text}\n    checklists:\n"
            f"      evil: {{asks: {{answer: {text}, by: {text}, note: {text}}}}}\n",
        },
    )
    card = tpaudit.score(tpaudit.load(str(tmp_path / "a.yaml")))
    (row,) = csv.reader(io.StringIO(as_csv(card), newline=""))
    assert len(row) == len(SCORE_COLUMNS)
    for cell in row:
        assert not cell.startswith(STARTS)
        assert not cell.lstrip(" ").startswith(STARTS)
    for separator in ";\t":
        for other_row in csv.reader(io.StringIO(as_csv(card), newline=""), delimiter=separator):
            assert not [cell for cell in other_row if cell.lstrip(" ").startswith(STARTS)]
    said = dict(zip(SCORE_COLUMNS, row, strict=True))
    for column in ("company", "name", "owner", "question", "answer", "by", "note"):
        assert said[column].replace("'", "") == payload.replace("'", "")


def test_a_text_that_starts_no_formula_is_a_cell_as_it_is(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"checklists/call.yaml": CALL, "a.yaml": SMALL.replace("stage: s", "stage: s, owner: 'a=b, \"c\"'")},
    )
    rows = list(
        csv.reader(io.StringIO(as_csv(tpaudit.score(tpaudit.load(str(tmp_path / "a.yaml")))), newline=""))
    )
    assert {row[SCORE_COLUMNS.index("owner")] for row in rows} == {'a=b, "c"'}


# Own cases: tags

PAYLOAD_TAGS: Final[dict[str, Callable[[str], str]]] = {
    "apply": lambda command: f"!!python/object/apply:os.system ['{command}']",
    "new": lambda command: f"!!python/object/new:subprocess.check_output [['{command}']]",
    "name": lambda _: "!!python/name:os.system",
    "module": lambda _: "!!python/module:os",
    "a tag written out": lambda command: f"!<tag:yaml.org,2002:python/object/apply:os.system> ['{command}']",
}


@pytest.mark.parametrize("kind", PAYLOAD_TAGS)
@pytest.mark.parametrize(
    "file", ["a.yaml", "a.visits/v.yaml", "checklists/call.yaml", "journeys/own.yaml", "tpaudit.yaml"]
)
def test_a_tag_never_runs(kind: str, file: str, tmp_path: Path) -> None:
    payload = PAYLOAD_TAGS[kind](f"touch {tmp_path}/pwned")
    audit = SMALL + "journey: own\n"
    write(tmp_path, {"checklists/call.yaml": CALL, "a.yaml": audit, file: f"format: 1\nx: {payload}\n"})
    found = examine(str(tmp_path / "a.yaml"), workspaces=Workspaces())
    assert found.audit is None
    assert any("the tag `" in problem.message and problem.line == 2 for problem in found.problems)
    assert not (tmp_path / "pwned").exists()
