"""`tpaudit checklists`, run in a workspace as people do."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from program import Done
from program import run as run_program

from tpaudit.documents.checklist import Checklist
from tpaudit.reading.yaml.builder import read

Run = Callable[..., Done]
BUILT_IN = Path(__file__).parent.parent / "checklists"
AUDIT = """\
format: 1
touchpoints:
  phone: {stage: s, checklists: {phone: {number-on-every-page: no, dial-link: yes}}}
  quick: {stage: s, checklists: {quick: {works: yes}}}
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    (tmp_path / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")

    def tpaudit(*words: str) -> Done:
        return run_program("checklists", *words, cwd=tmp_path, env={"COLUMNS": "80"})

    return tpaudit


def lowered(tmp_path: Path, version: str = "0.9") -> Path:
    """Have an older copy of `phone` in the workspace, in which the number weighs 1."""
    own = tmp_path / "checklists" / "phone.yaml"
    own.parent.mkdir(exist_ok=True)
    text = (BUILT_IN / "phone.yaml").read_text(encoding="utf-8")
    own.write_text(text.replace("weight: 3", "weight: 1").replace('"1.0"', f'"{version}"'), encoding="utf-8")
    return own


def test_the_list_says_whose_a_checklist_is_and_what_is_newer(run: Run, tmp_path: Path) -> None:
    lowered(tmp_path)
    run("add", "web-form")
    run("new", "bakery")
    lines = {line.split()[0]: line for line in run("list").stdout.splitlines()}
    assert lines["phone"].endswith("9 items, own, built-in 1.0 is newer")
    assert lines["web-form"].endswith("9 items, own")
    assert lines["bakery"].endswith("1 item, own")
    assert lines["quick"].endswith("5 items, built in")
    lowered(tmp_path, "1.0")
    assert "own, differs from the built-in one" in run("list").stdout
    assert len(lines) == len(list(BUILT_IN.glob("*.yaml"))) + 1


def test_a_copy_is_the_built_in_one_to_the_byte_and_never_written_over(run: Run, tmp_path: Path) -> None:
    assert run("add", "phone", "web-form").stdout == "checklists/phone.yaml\nchecklists/web-form.yaml\n"
    for name in ("phone", "web-form"):
        assert (tmp_path / f"checklists/{name}.yaml").read_bytes() == (BUILT_IN / f"{name}.yaml").read_bytes()
    again = run("add", "quick", "phone")
    assert again.returncode == 2
    assert "checklists/phone.yaml is there already" in again.stderr
    assert "the nearest is `phone`" in run("add", "phon").stderr


def test_an_update_shows_lines_and_scores_and_writes_only_when_told(run: Run, tmp_path: Path) -> None:
    own = lowered(tmp_path)
    (tmp_path / "a.yaml").write_text(AUDIT, encoding="utf-8")
    before = own.read_bytes()
    shown = run("update", "phone")
    assert '-version: "0.9"\n+version: "1.0"\n' in shown.stdout
    assert "-    weight: 1\n+    weight: 3\n" in shown.stdout
    assert shown.stdout.endswith("a.yaml: 75.0 → 62.5\n  phone: 50.0 → 25.0\n")
    assert "nothing is written" in shown.stderr
    assert own.read_bytes() == before
    assert run("update").stdout == shown.stdout
    assert run("update", "--write").returncode == 0
    assert own.read_bytes() == (BUILT_IN / "phone.yaml").read_bytes()
    assert run("update").stderr == "every copy is as the built-in one\n"


def test_an_update_that_an_audit_would_not_survive_says_where(run: Run, tmp_path: Path) -> None:
    own = lowered(tmp_path)
    own.write_text(own.read_text(encoding="utf-8").replace("dial-link:", "tap-link:"), encoding="utf-8")
    (tmp_path / "a.yaml").write_text(AUDIT.replace("dial-link", "tap-link"), encoding="utf-8")
    assert "  a.yaml:3:68: phone/phone.tap-link: the checklist `phone` has no item" in run("update").stdout


@pytest.mark.parametrize("name", ["quick", "nope"])
def test_only_a_copy_can_be_updated(name: str, run: Run) -> None:
    assert run("update", name).returncode == 2


def test_a_new_checklist_validates_alone_and_on_top_of_another(run: Run, tmp_path: Path) -> None:
    run("new", "bakery")
    run("new", "hotel-phone", "--extends", "phone")
    run("new", "phone", "--extends", "phone")
    done = run_program("validate", "--strict", "checklists", cwd=tmp_path)
    assert (done.stdout, done.returncode) == ("", 0)
    assert "works" in run("show", "hotel-phone").stdout
    assert "pick-up-time" in run("show", "hotel-phone").stdout
    assert run("new", "bakery").returncode == 2
    assert "is not an id" in run("new", "My List").stderr


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_a_new_checklist_is_in_the_language_of_the_workspace(run: Run, tmp_path: Path, language: str) -> None:
    (tmp_path / "tpaudit.yaml").write_text(f"format: 1\nlanguage: {language}\n", encoding="utf-8")
    run("new", "bakery")
    run("new", "hotel-phone", "--extends", "phone")
    assert run_program("validate", "--strict", "checklists", cwd=tmp_path).returncode == 0
    for name in ("bakery", "hotel-phone"):
        text = (tmp_path / f"checklists/{name}.yaml").read_text(encoding="utf-8")
        assert not re.search(r"Does|works,|What|Why|An item|such", text)
        assert not re.search(r"ask: [^\n]*[A-Za-z]", text)


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_item_is_shown_and_printed_in_every_language(path: Path, language: str) -> None:
    from tpaudit.showing.terminal.console import plain
    from tpaudit.showing.terminal.workspace.checklists import paper, shown_whole
    from tpaudit.showing.text.items import ItemWords
    from tpaudit.showing.text.translate import translator

    checklist = Checklist.model_validate(read(path.read_bytes()).data)
    asking = ItemWords(translator(language), (language, "en"))
    text, form = plain(shown_whole(checklist, asking)), paper(checklist, asking)
    for item_id in checklist.items:
        assert f"\n{item_id}" in text
    assert form.count("\n   ☐ ") + form.count("…   ☐ ") + form.count("）   ☐ ") + form.count(")   ☐ ") >= len(
        checklist.items
    )
    assert sum(line[:1].isdigit() for line in form.splitlines()) == len(checklist.items)
    if language != "en":
        assert "Weight" not in text
        assert "Note" not in form


def test_a_form_leaves_what_checklists_say_as_it_is(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "checklists/x.yaml"
    own.parent.mkdir()
    ask = "<b>a_b*c</b> [x](y) \\e[31m"
    own.write_text(
        f"format: 1\nchecklist: x\nitems: {{a: {{ask: '{ask}', answer: yes-no}}}}\n", encoding="utf-8"
    )
    assert r"1. **\<b\>a\_b\*c\</b\> \[x\](y) \\e\[31m**" in run("show", "x", "--format", "md").stdout
