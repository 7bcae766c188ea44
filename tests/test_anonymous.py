"""Names, phone numbers and mail addresses taken out of reports, with a list of what was taken out."""

import re
import zipfile
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import program
import pytest
from test_redact import kinds

from tpaudit.showing.export.results import TableResults
from tpaudit.showing.report.parts import anonymous
from tpaudit.showing.report.results import ReportResults

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


def all_text(path: Path) -> str:
    """Return everything that a file for Word or Excel holds, its properties too; tags between letters left out."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return re.sub(r"<[^>]*>", "", " ".join(parts)) + " ".join(parts)


@pytest.mark.parametrize("audience", ["client", "internal"])
@pytest.mark.parametrize("shape", ["docx", "xlsx"])
def test_what_is_personal_is_taken_out_of_files_for_offices(audit: Path, shape: str, audience: str) -> None:
    to = audit.with_suffix(f".{shape}")
    whole = program.run("report", str(audit), "-o", str(to), "--audience", audience, cwd=audit.parent)
    assert whole.returncode == 0, whole.stderr
    before = all_text(to)
    assert "Priya" in before
    done = program.run(
        "report", str(audit), "-o", str(to), "--audience", audience, "--redact", cwd=audit.parent
    )
    assert done.returncode == 0, done.stderr
    text = all_text(to)
    facts = text.replace("+44 20 7946 0018", "")  # the company's own number, which a fix tells to say
    assert [word for word in SECRET if word in facts] == []
    assert [word for word in KEPT if word in before and word not in text] == []
    assert "taken out: desk/f quote: name (1)\n" in done.stderr
    assert [word for word in SECRET if word in done.stderr] == []
    assert shape == "xlsx" or "Taken out of this report: name" in text


@pytest.mark.parametrize("program_there", [True, False], ids=["Chromium", "weasyprint"])
def test_what_is_personal_is_taken_out_of_a_pdf(
    program_there: bool, audit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pypdf = pytest.importorskip("pypdf", reason="the extra `dev` brings pypdf")
    if not program_there:
        pytest.importorskip("weasyprint", reason="the extra `dev` brings weasyprint")
        monkeypatch.setenv("PATH", str(audit.parent))
    to = audit.with_suffix(".pdf")
    done = program.run("report", str(audit), "-o", str(to), "--redact", cwd=audit.parent)
    assert done.returncode == 0, done.stderr
    pdf = pypdf.PdfReader(to)
    text = " ".join(page.extract_text() for page in pdf.pages).replace("\n", " ")
    said = text + " ".join(map(str, (pdf.metadata or {}).values()))
    assert [word for word in SECRET if word in said and word != "7946 0018"] == []
    assert "Taken out of this report" in text
    links = [
        str(note.get_object().get("/A", {}).get("/URI", ""))
        for page in pdf.pages
        for note in page.get("/Annots") or ()
    ]
    assert [link for link in links if "@" in link or link.startswith("tel:")] == []


def test_links_to_people_and_answers_in_words_are_taken_out(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists/g.yaml").write_text(
        "format: 1\nchecklist: g\nitems:\n  who: {ask: Who answered?, answer: text}\n"
        "  day: {ask: On which day?, answer: date}\n",
        encoding="utf-8",
    )
    (tmp_path / "a.yaml").write_text(
        "format: 1\naudit: {auditor: Vera Kern}\ntouchpoints:\n  t:\n    stage: s\n    checklists:\n      g:\n"
        "        who: {answer: Vera Kern at +44 20 7946 0018, evidence: [{link: 'mailto:otto@shop.example'}, "
        "{link: 'tel:+442079460018'}, {link: 'https://shop.example/?to=otto@shop.example'}]}\n"
        "        day: 2026-11-14\n",
        encoding="utf-8",
    )
    done = program.run(
        *("report", "a.yaml", "-o", "r.html", "--redact", "--depth", "full", "--audience", "internal"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert [word for word in ("Vera", "Kern", "otto@", "7946", "20794") if word in text] == []
    assert "[name] at [phone number]" in text
    assert "https://shop.example/?to=[mail address]" in text
    assert "14 November 2026" in text


NOT_BY_PEOPLE: Final = (
    "actions address apart as_of at before benchmarks bottleneck branch branches broken channel "
    "channels checklists colour company confidentiality contacts currency date decision delights "
    "devices disputed done due effort ends engine facts fails felt files finding findings fingerprint "
    "format groups handover handovers held_back_by id item items kind largest left_because links "
    "logo meet method on other outcome outcomes path persona personas picture place poorest promise "
    "promised promised_by questions region resolved said section sections severity source stage "
    "stages status tags target targets thumbnail touchpoint touchpoints version visit visits was "
    "weakest worst"
)
"""The fields with texts in which nothing is looked for: ids, days, words of the format, and what is a mapping of records."""


def holds_text(hint: Any) -> bool:
    return hint is str or any(map(holds_text, get_args(hint)))


def test_every_field_with_a_text_is_looked_at_or_holds_nothing_of_people() -> None:
    looked_at = (
        *(anonymous.WRITTEN_BY_PEOPLE, anonymous.NAMES_ONLY, anonymous.ON_THE_COVER),
        *(anonymous.NAMED_FILES, anonymous.WHO_DID_IT),
    )
    there = {
        one.name
        for kind in {*kinds(ReportResults), *kinds(TableResults)}
        for one in fields(kind)
        if holds_text(get_type_hints(kind)[one.name]) and not is_dataclass(get_type_hints(kind)[one.name])
    }
    assert there == frozenset().union(*looked_at, NOT_BY_PEOPLE.split())
    assert sum(map(len, looked_at)) + len(NOT_BY_PEOPLE.split()) == len(there), "each is decided once"


EVERYWHERE: Final = """
format: 1
audit: {date: 2026-11-14}
places: {p: {name: Kiosk of Ottokar Geheim}}
personas: {one: {name: Ottokar Geheim, about: As OTTOKAR GEHEIM is}}
touchpoints:
  t:
    name: Desk of Ottokar Geheim
    stage: s
    checklists:
      own: {who: {answer: Veronika, by: Veronika Quernt}, ok: {answer: no, by: Ottokar Geheim, place: p, note: call 8 (495) 123-45-67}}
    findings:
      f:
        kind: problem
        severity: critical
        says: Quernt slept
        fix: Tell Ottokar to call +44 20 7946 0018
        evidence: [{file: ottokar-geheim.png}, {link: "https://shop.example/staff/ottokar-geheim?tel=+442079460018"}]
"""


@pytest.mark.parametrize("audience", ["client", "internal"])
@pytest.mark.parametrize("shape", ["md", "html", "docx", "xlsx"])
def test_no_name_is_left_wherever_it_stands(shape: str, audience: str, tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "a.visits").mkdir()
    (tmp_path / "checklists/own.yaml").write_text(
        "format: 1\nchecklist: own\nitems:\n  who: {ask: Who answered?, answer: text}\n"
        "  ok: {ask: Was Ottokar polite?, answer: yes-no}\n",
        encoding="utf-8",
    )
    (tmp_path / "a.yaml").write_text(EVERYWHERE, encoding="utf-8")
    (tmp_path / "a.visits/ottokar-geheim-2026.yaml").write_text(
        "format: 1\nvisit: {by: Ottokar Geheim}\nanswers: {t/own.ok: yes}\n", encoding="utf-8"
    )
    to = tmp_path / f"r.{shape}"
    depth = ("--depth", "full") if shape in ("md", "html") else ()
    done = program.run(
        *("report", "a.yaml", "-o", str(to), "--audience", audience, "--redact", *depth), cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    text = all_text(to) if shape in ("docx", "xlsx") else to.read_text(encoding="utf-8").replace("\\", "")
    assert re.findall("(?i).{0,20}(?:ottokar|veronika|quernt|geheim).{0,20}", text) == []
    assert [number for number in ("123-45-67", "7946 0018", "7946001") if number in text] == []


def test_the_list_ends_with_what_nobody_looked_at(audit: Path) -> None:
    done = program.run("report", str(audit), "--redact", "--format", "md", cwd=audit.parent)
    assert done.stderr.splitlines()[-1].startswith("not looked at: pictures, logos, templates, ids")
