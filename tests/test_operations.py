"""Operations: data in, results and problems out, and nothing printed."""

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import program
import pytest

import tpaudit
from tpaudit.operations.gate.ratchet import propose_gate
from tpaudit.operations.many.batch import score_files
from tpaudit.operations.many.judged import Engine, ScoreRequest
from tpaudit.operations.reports.report import ReportOptions, report_on
from tpaudit.operations.starting.checklists import (
    catalogue,
    checklist_changes,
    copies,
    differing,
    new_checklist,
    workspace_here,
)
from tpaudit.operations.starting.init import StartRequest, journeys, start
from tpaudit.operations.starting.schema import schema
from tpaudit.results.catalogue import AuditChange, ChecklistChange
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.data.scorecard import as_json

HOUSE: Final = Path(tpaudit.__file__).parent
DAY: Final = "2026-11-20"
AUDIT: Final = """\
format: 1
audit: {id: shop, date: 2026-11-01}
touchpoints:
  desk:
    stage: sale
    checklists:
      phone: {number-on-every-page: no, politeness: [{answer: 2, by: ann}, {answer: 4, by: ben}]}
"""
BROKEN: Final = "format: 1\ntouchpoints: {desk: {stage: sale, chanel: phone}}\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace with one audit in git, and work there."""
    (tmp_path / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    (tmp_path / "shop.yaml").write_text(AUDIT, encoding="utf-8")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        named = ["-c", "user.name=ann", "-c", "user.email=ann@example.org"]
        subprocess.run(["git", *named, *words], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_everything_public_is_there_and_is_imported_only_when_it_is_asked_for() -> None:
    for name in tpaudit.__all__:
        assert getattr(tpaudit, name) is not None, name
    words = "import sys, tpaudit; print(sorted(name for name in sys.modules if name.startswith('tpaudit.')))"
    result = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert ast.literal_eval(result.stdout) == ["tpaudit.errors", "tpaudit.version"]
    with pytest.raises(AttributeError, match="nothing"):
        _ = tpaudit.nothing


def imported(path: Path) -> set[str]:
    """Return the name of every module that a module imports, wherever it does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
    return found


def modules(room: str) -> list[Path]:
    return sorted((HOUSE / room).rglob("*.py"))


@pytest.mark.parametrize("path", modules("operations"), ids=lambda path: path.stem)
def test_no_operation_knows_the_command_line_or_prints(path: Path) -> None:
    for module in imported(path):
        assert module not in {"sys", "typer", "rich"}
        assert not module.startswith("tpaudit.cli")
    text = path.read_text(encoding="utf-8")
    assert "print(" not in text
    assert not any(code in text for code in ("CANNOT_JUDGE", "NO_BASELINE", "EXIT_CODES"))


@pytest.mark.parametrize("path", modules("showing/terminal"), ids=lambda path: path.stem)
def test_what_the_terminal_shows_is_judged_and_read_elsewhere(path: Path) -> None:
    assert not any(module.startswith(("tpaudit.judging", "tpaudit.reading")) for module in imported(path))


OPERATIONS: Final[dict[str, Callable[[], object]]] = {
    "load": lambda: tpaudit.load("shop.yaml"),
    "validate": lambda: tpaudit.validate(["shop.yaml", "broken.yaml"]),
    "score": lambda: tpaudit.score(tpaudit.load("shop.yaml"), whole=True),
    "explain": lambda: tpaudit.explain(tpaudit.load("shop.yaml"), "desk"),
    "plan": lambda: tpaudit.plan(tpaudit.load("shop.yaml"), days=1),
    "render": lambda: tpaudit.render(tpaudit.load("shop.yaml"), tpaudit.score(tpaudit.load("shop.yaml"))),
    "check": lambda: tpaudit.check(as_of=DAY, against="HEAD"),
    "check without a baseline": lambda: tpaudit.check("shop.yaml", as_of=DAY, against="nowhere"),
    "compare": lambda: tpaudit.compare("HEAD:shop.yaml", "shop.yaml"),
    "history": lambda: tpaudit.history("shop.yaml"),
    "a report of a file": lambda: report_on("shop.yaml", ReportOptions(against="shop.yaml")),
    "a gate": lambda: propose_gate(["shop.yaml"]),
    "a catalogue": lambda: catalogue(workspace_here()),
    "probe": lambda: tpaudit.probe(
        tpaudit.load("shop.yaml"), tpaudit.ProbeRequest(on=DAY, url="http://127.0.0.1:1/", delay=0)
    ),
    "a new audit": lambda: start(Path("new"), StartRequest(journey="purchase")),
    "journeys": lambda: journeys(Path()),
    "a schema": lambda: schema("audit"),
    "status": lambda: tpaudit.status("."),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_returns_something_prints_nothing_and_writes_nothing(
    name: str, shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (shop / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    before = {path: path.read_bytes() for path in shop.glob("*") if path.is_file()}
    assert OPERATIONS[name]()
    assert tuple(capfd.readouterr()) == ("", "")
    assert {path: path.read_bytes() for path in shop.glob("*") if path.is_file()} == before
    assert not (shop / "new").exists()


def test_validating_returns_problems_and_what_is_passed_over(shop: Path) -> None:
    (shop / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    (shop / "lost.yaml").symlink_to(shop / "nowhere.yaml")
    result = tpaudit.validate(str(shop))
    assert (result.errors, result.warnings) == (1, 1)
    assert [problem.address for problem in result.problems] == ["desk.chanel", "desk/phone"]
    assert [Path(passed.path).name for passed in result.passed] == ["lost.yaml"]
    assert {Path(file).name for file in result.files} == {"broken.yaml", "shop.yaml", "tpaudit.yaml"}


def test_the_gate_returns_its_messages_and_hands_each_over_as_it_comes(shop: Path) -> None:
    (shop / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    heard: list[object] = []
    result = tpaudit.check(as_of=DAY, against="nowhere", report=heard.append)
    assert heard == result.messages
    assert (result.judged, result.compared) == (False, False)
    assert {type(message) for message in result.messages} == {tpaudit.Problem, tpaudit.BaselineError}
    assert {one.file for one in result.verdict.unjudged} == {"broken.yaml", "shop.yaml"}


def test_the_gate_says_no_in_its_verdict_alone(shop: Path) -> None:
    (shop / "shop.yaml").write_text(AUDIT.replace("answer: 4", "answer: 1"), encoding="utf-8")
    result = tpaudit.check(Path("shop.yaml"), as_of=DAY, against="HEAD")
    assert (result.judged, result.compared, result.messages) == (True, True, [])
    assert not result.verdict.passed
    assert result.language == "en"


def test_an_explanation_holds_the_voices_of_what_is_explained(shop: Path) -> None:
    audit = tpaudit.load(shop / "shop.yaml")
    whole, desk = tpaudit.explain(audit), tpaudit.explain(audit, "desk")
    item = tpaudit.explain(audit, "desk/phone.politeness")
    assert (whole.touchpoint, whole.item, whole.voices) == (None, None, {})
    assert desk.touchpoint is not None
    assert (desk.touchpoint.id, desk.item) == ("desk", None)
    assert item.item == "phone.politeness"
    assert item.voices == desk.voices == {"phone.politeness": {None: {None: 50.0}}}
    assert tpaudit.explain(audit, "desk/phone.number-on-every-page").voices == {}
    for address, near in (("des", "desk"), ("desk/phone.politenes", "desk/phone.politeness")):
        with pytest.raises(tpaudit.UsageError, match=f"nearest is `{near}`"):
            tpaudit.explain(audit, address)


def id_of(card: Scorecard) -> str:
    return card.id


@pytest.mark.parametrize("jobs", [1, 2])
def test_of_many_audits_only_what_is_wanted_is_kept(jobs: int, shop: Path) -> None:
    for name in ("a", "b"):
        (shop / f"{name}.yaml").write_text(AUDIT.replace("id: shop", f"id: {name}"), encoding="utf-8")
    (shop / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    batch = score_files(["."], ScoreRequest(keep=as_json, languages=("ru",)), Engine(jobs=jobs))
    results = list(batch.results)
    assert (batch.total, batch.whole) == (4, True)
    assert [type(result.kept) for result in results] == [str, str, type(None), str]
    assert [len(result.problems) for result in results] == [1, 1, 1, 1]
    assert [result.problems[0].warning for result in results] == [True, True, False, True]
    assert {result.language for result in results if result.kept} == {"ru"}


def test_what_is_kept_of_an_audit_is_for_the_caller_to_say(shop: Path) -> None:
    batch = score_files([str(shop)], ScoreRequest(keep=id_of))
    assert [result.kept for result in batch.results] == ["shop"]


def test_what_is_passed_over_is_reported_before_an_error_ends_it(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("format: 1\naudit: {id: a}\n", encoding="utf-8")
    heard: list[object] = []
    with pytest.raises(tpaudit.UsageError, match="no audit in there"):
        score_files([str(tmp_path)], ScoreRequest(keep=id_of), report=heard.append)
    assert len(heard) == 1
    with pytest.raises(tpaudit.UsageError, match="no audit in there"):
        propose_gate([str(tmp_path)], heard.append)
    assert len(heard) == 2


def test_an_own_checklist_is_held_against_the_built_in_one(shop: Path) -> None:
    home = workspace_here()
    (path, data), *others = copies(home, ["phone"]).items()
    assert others == []
    path.parent.mkdir()
    path.write_bytes(data.replace(b"weight: 3", b"weight: 2", 1))
    home = workspace_here()
    assert differing(home) == differing(home, "phone") == ["phone"]
    change, audit = checklist_changes(home, ["phone"])
    assert isinstance(change, ChecklistChange)
    assert change.old != change.new
    assert isinstance(audit, AuditChange)
    assert audit.after is not None
    assert (audit.file, audit.before.score != audit.after.score) == ("shop.yaml", True)
    standing = {entry.name: entry.standing for entry in catalogue(home)}
    assert (standing["phone"], standing["chat"]) == ("own, differs from the built-in one", "built in")
    assert list(new_checklist(home, "mine", "phone")) == [Path("checklists/mine.yaml")]
    assert not (shop / "checklists" / "mine.yaml").exists()
    for wrong in ("Mine", "no such"):
        with pytest.raises(tpaudit.UsageError, match="not an id"):
            new_checklist(home, wrong)
    with pytest.raises(tpaudit.UsageError, match="not a copy"):
        differing(home, "chat")


def test_a_gate_is_proposed_only_where_there_is_none(shop: Path) -> None:
    proposal = propose_gate()
    (path, text), *_ = proposal.files.items()
    assert text.decode() == "format: 1\n" + proposal.gate
    path.write_bytes(text)
    again = propose_gate()
    assert (again.gate, again.files, again.path.name) == (proposal.gate, {}, "tpaudit.yaml")
    assert shop.samefile(path.parent)


WRONG: Final[dict[str, tuple[Callable[[Any], object], str]]] = {
    "a day to load": (
        lambda _: tpaudit.load("shop.yaml", as_of="tomorrow"),
        "as_of: `tomorrow` is not a date",
    ),
    "a day of the gate": (lambda _: tpaudit.check(as_of="2026-02-30"), "as_of: "),
    "a cut": (lambda audit: tpaudit.score(audit, by="places"), "by: `places` is not known; .* `place`|stage"),  # type: ignore[arg-type]
    "a persona": (lambda audit: tpaudit.score(audit, persona="ann"), "ann"),
    "a negative budget": (lambda audit: tpaudit.plan(audit, budget=-1), "budget: `-1` is out of range"),
    "no number": (lambda audit: tpaudit.plan(audit, days=float("nan")), "days: nan is not a finite number"),
    "no end": (lambda audit: tpaudit.plan(audit, budget=float("inf")), "budget: inf is not a finite number"),
    "a target": (lambda audit: tpaudit.plan(audit, target=101), "target: `101` is out of range"),
    "a target and a limit": (
        lambda audit: tpaudit.plan(audit, target=50, days=1),
        "without a budget and days",
    ),
    "a kind": (lambda _: schema("audits"), "nearest is `audit`"),
    "a folder's history": (lambda _: tpaudit.history("."), "expected its file"),
    "a path of no audit": (lambda _: tpaudit.check(["gone.yaml"], as_of=DAY), "no such file or folder"),
    "a journey": (lambda _: start(Path(), StartRequest(journey="purchas")), "nearest is `purchase`"),
}


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_refused_in_words(name: str) -> None:
    ask, message = WRONG[name]
    with pytest.raises(tpaudit.UsageError, match=message):
        ask(tpaudit.load("shop.yaml"))


def test_a_folder_without_any_file_of_ours_is_not_valid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("", "compose.yaml"):
        if name:
            Path(name).write_text("services: {}\n", encoding="utf-8")
        with pytest.raises(tpaudit.UsageError, match=r"^\.: no file to check in there; expected audits"):
            tpaudit.validate(".")
    Path("linked").symlink_to(tmp_path)
    assert program.run("validate", ".", cwd=tmp_path).returncode == 2
