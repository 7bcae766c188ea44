"""Names, phone numbers and mail addresses taken out of reports, with a list of what was taken out."""

from pathlib import Path
from typing import Final

import program
import pytest

NOTE: Final = (
    "Priya Singh rang Otto at +44 20 7946 0018 or (020) 7946-0018, then wrote to otto.secret@shop.example; "
    "on 2026-11-14 at 12.30 she paid 1 250 for 10 000 beans, order 8812345."
)
AUDIT: Final = f"""
format: 1
audit: {{date: 2026-11-14, auditor: Vera Kern, scope: As Vera saw it.}}
facts: {{phone: "+44 20 7946 0018"}}
touchpoints:
  desk:
    name: Desk
    stage: s
    owner: Olga Owner
    note: {NOTE}
    says: {{phone: "+44 20 7946 0019"}}
    checklists:
      quick:
        works: {{answer: no, by: Otto Secret, note: "Ottoline and Secret said no to otto.secret@shop.example"}}
    findings:
      f: {{kind: problem, says: Olga Owner was away, fix: Ask Marketing, quote: "写信给 王芳，打 13800138000"}}
actions:
  a: {{for: desk/quick.works, task: Ask Priya, owner: Marketing, status: planned}}
"""
SECRET: Final = (
    "Priya",
    "Otto ",
    "otto.secret",
    "7946 0018",
    "7946-0018",
    "Olga Owner",
    "Vera",
    "王芳",
    "13800138000",
)
KEPT: Final = ("Ottoline", "2026-11-14", "12.30", "1 250", "10 000", "8812345", "Marketing")


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    (tmp_path / "tpaudit.yaml").write_text(
        "format: 1\nreports: {names: [Priya Singh, Priya, 王芳]}\n", encoding="utf-8"
    )
    (tmp_path / "a.yaml").write_text(AUDIT, encoding="utf-8")
    return tmp_path / "a.yaml"


@pytest.mark.parametrize("audience", ["client", "internal"])
@pytest.mark.parametrize("shape", ["md", "html"])
def test_what_is_personal_is_taken_out_of_texts(audit: Path, shape: str, audience: str) -> None:
    to = audit.with_suffix(f".{shape}")
    options = ("--audience", audience, "--depth", "full", "--redact")
    done = program.run("report", str(audit), "-o", str(to), *options, cwd=audit.parent)
    assert done.returncode == 0, done.stderr
    text = to.read_text(encoding="utf-8").replace("\\", "")
    facts = text.replace("+44 20 7946 0018", "", 2) if shape == "md" else text
    assert [word for word in SECRET if word in facts and word != "7946 0018"] == []
    assert [word for word in KEPT if word not in text] == []
    assert "+44 20 7946 0019" in text, "what a touchpoint says of the company's facts stays"
    assert "Taken out of this report" in text


def test_a_list_says_what_was_taken_out_and_where_and_not_the_name(audit: Path) -> None:
    done = program.run(
        "report", str(audit), "--redact", "-o", str(audit.with_suffix(".md")), cwd=audit.parent
    )
    assert "taken out: desk note: phone number (2)\n" in done.stderr
    assert "taken out: desk note: mail address (1)\n" in done.stderr
    assert "taken out: desk/f quote: name (1)\n" in done.stderr
    assert [word for word in SECRET if word in done.stderr] == []


def test_without_the_option_texts_stay_as_they_are(audit: Path) -> None:
    done = program.run("report", str(audit), "-o", str(audit.with_suffix(".md")), cwd=audit.parent)
    assert "taken out" not in done.stderr
    assert "Priya Singh rang" in audit.with_suffix(".md").read_text(encoding="utf-8")
