"""The probe against servers on loopback: what it asks, what it never does, and what stays open and why."""

import contextlib
import gzip
import json
import os
import pty
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from program import Done
from program import run as run_program
from sites import HTML, LocalSite, Pages, Reply, bomb, dripping, moved, serving

import tpaudit
from tpaudit.documents.measurements import MEASUREMENTS
from tpaudit.documents.site import Answered, Site
from tpaudit.judging.measure.measurement import SiteCase
from tpaudit.judging.measure.registry import MEASURES
from tpaudit.reading.probe.addresses import bounds, joined, public
from tpaudit.reading.probe.crawl import ELSEWHERE, crawl
from tpaudit.reading.probe.fetch import (
    DAMAGED,
    MAX_BYTES,
    NO_CONNECTION,
    PACKED,
    REFUSED_ADDRESS,
    TOO_LARGE,
    TOO_SLOW,
    Network,
)
from tpaudit.reading.probe.html.charset import page_text
from tpaudit.reading.probe.html.page import page_of
from tpaudit.reading.probe.recording import Recording

ROOT: Final = Path(__file__).parent.parent
AUDIT: Final = """
format: 1
company: {name: Kiln, website: "%s"}
audit: {date: 2026-12-31, auditor: Anna, method: walkthrough}
journey: {stages: {buy: Buy}}
facts: {phone: "+44 20 7946 0018"}
touchpoints:
  web: {stage: buy, checklists: {phone: {}, own: {}}}
"""
EXTRA: Final = {"number": "score: {full: 0, zero: 9}", "duration": "score: {full: 1s, zero: 9d}"}
CHOICE: Final = "options: {all: 100, most: 50, few: 0}"


def own_checklist() -> str:
    """Return a checklist with an item for every measurement."""
    lines = ["format: 1", "checklist: own", "items:"]
    for name, (kind, *_) in MEASUREMENTS.items():
        lines += [f"  {name}:", "    ask: Is it?", f"    answer: {kind}", f"    probe: {name}"]
        lines += [f"    {EXTRA.get(kind, CHOICE)}"] if kind in {*EXTRA, "choice"} else []
    return "\n".join(lines) + "\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Callable[[str], Path]:
    """Return what writes an audit of a site with every measurement asked."""

    def write(url: str) -> Path:
        (tmp_path / "checklists").mkdir(exist_ok=True)
        (tmp_path / "checklists/own.yaml").write_text(own_checklist(), "utf-8")
        (tmp_path / "a.yaml").write_text(AUDIT % url, "utf-8")
        return tmp_path

    return write


def probing(folder: Path, *words: str, env: dict[str, str] | None = None) -> Done:
    return run_program("probe", "a.yaml", "--as-of", "2026-11-28", *words, cwd=folder, env=env)


LIVE: Final = ("--allow-private", "--delay", "0s")
SHOP: Final[Pages] = {
    "/": '<html lang=en><title>Home</title><a href=/contact>Contact</a> <a href="/gone">x</a>'
    ' <a href=https://other.example/>o</a> <a href="/logout">Log out</a> <a href=/brochure.pdf>b</a>'
    "<form action=/send method=post><label>Name<input name=n required></label><input placeholder=Mail type=email></form>",
    "/contact": "<html lang=en><title>Contact</title><p>Call <a href='tel:+442079460018'>020 7946 0018</a></p>",
}


def crawled(pages: Pages, most: int = 50, **more: Any) -> tuple[Site, LocalSite]:
    with serving(pages) as site, Network(delay=0, allow_private=True, **more) as network:
        return crawl(network, site.url, bounds(site.url), most), site


def problems(site: Site) -> list[str]:
    return [unread.problem for unread in site.unread]


def test_a_probe_writes_a_visit_that_loads_and_scores(workspace: Callable[[str], Path]) -> None:
    with serving(SHOP) as site:
        folder = workspace(site.url)
        (folder / "a.visits").mkdir()
        done = probing(folder, *LIVE, "-o", "a.visits/probe.yaml")
    assert done.returncode == 0, done.stderr
    assert "pages read: 2" in done.stderr
    assert "web/own.load-time: this needs a browser" in done.stderr
    audit = tpaudit.load(str(folder / "a.yaml"))
    (touch,) = audit.touches
    said = {
        name: [one.text for one in asked.observed] for name, asked in touch.asked.items() if asked.observed
    }
    assert said["phone.number-on-every-page"] == ["1/2"]
    assert said["phone.dial-link"] == ["yes"]
    assert said["own.visible-labels"] == ["1/2"]
    assert said["own.dead-links"] == ["yes"]
    assert "own.load-time" not in said
    (visit,) = audit.visits
    assert (visit.walk.method, visit.walk.by, visit.walk.on) == ("probe", "tpaudit probe", "2026-11-28")
    assert re.match(r"tpaudit [\d.]+, selectolax [\d.]+, ", str(visit.walk.note))
    observed = touch.asked["phone.number-on-every-page"].observed[0]
    assert [(one.link, one.shows) for one in observed.evidence] == [
        (f"{site.url}contact", "020 7946 0018"),
        (site.url, "no phone number of the company"),
    ]
    answered = [one for asked in touch.asked.values() for one in asked.observed]
    assert all(one.evidence for one in answered), [one.text for one in answered if not one.evidence]
    assert tpaudit.score(audit).score is not None


def test_a_probe_asks_by_get_for_pages_of_the_site_alone(workspace: Callable[[str], Path]) -> None:
    with serving(
        {**SHOP, "/": Reply(str(SHOP["/"]).encode(), headers={**HTML, "Set-Cookie": "a=b"})}
    ) as site:
        probing(
            workspace(site.url),
            *LIVE,
            env={"HTTP_PROXY": "http://127.0.0.1:9", "ALL_PROXY": "http://127.0.0.1:9"},
        )
    assert sorted(site.asked) == ["GET /", "GET /contact", "GET /gone", "GET /robots.txt"]
    assert all("Cookie" not in headers and "Referer" not in headers for headers in site.headers)
    assert all(headers["User-Agent"].startswith("tpaudit-probe/") for headers in site.headers)


def test_pages_that_name_different_hours_are_named(workspace: Callable[[str], Path]) -> None:
    pages: Pages = {
        "/": "<title>Home</title><p>Mon-Fri 9:00-18:00</p><a href=/contact>Contact</a>",
        "/contact": "<title>Contact</title><p>Mon-Fri 9:00-17:00</p>",
    }
    with serving(pages) as site:
        done = probing(workspace(site.url), *LIVE, "-o", "visit.yaml")
    said = f"opening-hours: Mon-Fri 9:00-18:00 ({site.url}), but also Mon-Fri 9:00-17:00 ({site.url}contact)"
    assert said in done.stderr.splitlines()


def test_a_proposal_that_is_taken_over_lets_the_consistency_check_find_the_footer(
    workspace: Callable[[str], Path],
) -> None:
    footer = "<footer>Mon-Fri 9:00-18:00, 020 7946 0018</footer>"
    pages: Pages = {
        "/": f"<title>Home</title><a href=/contact>Contact</a>{footer}",
        "/contact": f"<title>Contact</title><p>Mon-Fri 9:00-17:00</p><a href=/about>About</a>{footer}",
        "/about": f"<title>About</title><p>Tel. 020 7946 0019</p>{footer}",
    }
    with serving(pages) as site:
        folder = workspace(site.url)
        visit = probing(folder, *LIVE).stdout
    proposal = visit[visit.index("\n# What the site says of facts") :].splitlines()[2:]
    taken = yaml.safe_load("\n".join(line.removeprefix("# ") for line in proposal))
    assert taken["facts"] == {"opening-hours": "Mon-Fri 9:00-18:00"}
    audit = yaml.safe_load((folder / "a.yaml").read_text("utf-8"))
    audit["facts"] |= taken["facts"]
    audit["touchpoints"]["web"] |= taken["touchpoints"]["web"]
    (folder / "a.yaml").write_text(yaml.safe_dump(audit), "utf-8")
    (folder / "tpaudit.yaml").write_text("format: 1\ngate: {consistency: error}\n", "utf-8")
    checked = run_program("check", "a.yaml", "--format", "json", cwd=folder)
    found = json.loads(checked.stdout)["audits"][0]["results"]
    assert checked.returncode == 1
    assert {one["about"]: one["said"] for one in found if one["rule"] == "consistency"} == {
        "phone": f"020 7946 0019 ({site.url}about)",
        "opening-hours": f"Mon-Fri 9:00-17:00 ({site.url}contact)",
    }


def test_a_dry_run_asks_nothing(workspace: Callable[[str], Path]) -> None:
    with serving(SHOP) as site:
        done = probing(workspace(site.url), "--dry-run", "--only", "phone")
    assert site.asked == []
    assert done.stdout.splitlines()[-1] == "item: web/phone.dial-link"


def test_a_replay_gives_the_same_bytes_without_a_network(workspace: Callable[[str], Path]) -> None:
    with serving(SHOP) as site:
        folder = workspace(site.url)
        live = probing(folder, *LIVE, "--record", "kept")
    again = run_program("probe", "a.yaml", "--replay", "kept", cwd=folder)
    assert live.returncode == again.returncode == 0, live.stderr + again.stderr
    assert again.stdout == live.stdout
    assert "answer: 1/2" in live.stdout.replace('"', "")


@pytest.mark.parametrize("recorded", [True, False])
def test_what_was_seen_before_a_crash_can_be_judged(
    workspace: Callable[[str], Path], *, recorded: bool
) -> None:
    def slow(path: str) -> Reply:
        time.sleep(0.2)
        return Reply(f"<a href={path}x>x</a>".encode(), headers=HTML)

    with serving({"*": slow}) as site:
        folder = workspace(site.url)
        words = ["probe", "a.yaml", *LIVE, *(["--record", "kept"] if recorded else []), "-o", "visit.yaml"]
        process = subprocess.Popen(
            [sys.executable, "-m", "tpaudit", *words],
            cwd=folder,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "TMPDIR": str(folder)},
        )
        while len(site.asked) < 4:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        said = process.communicate(timeout=10)[1]
    assert not (folder / "visit.yaml").exists()
    kept = "kept" if recorded else said.partition("--replay ")[2].strip()
    done = run_program("probe", "a.yaml", "--replay", kept, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "the probe ended before it had seen every page" in done.stdout
    assert int(re.search(r"pages read: (\d+)", done.stdout)[1]) >= 1  # type: ignore[index]


@pytest.mark.parametrize("words", [(), ("-o", "visit.yaml"), ("--dry-run",), ("--url", "ftp://kiln.example")])
def test_a_probe_that_has_written_its_visit_keeps_nothing_else(
    workspace: Callable[[str], Path], words: tuple[str, ...]
) -> None:
    with serving(SHOP) as site:
        folder = workspace(site.url)
        (folder / "kept").mkdir()
        probing(folder, *LIVE, *words, env={"TMPDIR": str(folder / "kept")})
    assert [*(folder / "kept").iterdir()] == []


def test_answers_are_kept_if_the_visit_cannot_be_written(workspace: Callable[[str], Path]) -> None:
    with serving(SHOP) as site:
        folder = workspace(site.url)
        (folder / "kept").mkdir()
        code = (
            "import tpaudit.showing.scaffold.visits.probed as shown\n"
            "shown.probed_visit = lambda *_: 1 / 0\n"
            "from tpaudit.cli.main import main; main()"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, "probe", "a.yaml", *LIVE],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "TMPDIR": str(folder / "kept")},
        )
        (kept,) = (folder / "kept").iterdir()
    assert done.returncode != 0
    again = run_program("probe", "a.yaml", "--replay", str(kept), cwd=folder)
    assert "pages read: 2" in again.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_probe_that_is_stopped_writes_what_it_has_seen(
    workspace: Callable[[str], Path], number: signal.Signals
) -> None:
    def slow(path: str) -> Reply:
        time.sleep(0.1 if len(path) < 4 else 20)
        return Reply(f"<p>Call 020 7946 0018</p><a href={path}x>x</a>".encode(), headers=HTML)

    with serving({"*": slow, "/robots.txt": ""}) as site:
        folder = workspace(site.url)
        words = ("probe", "a.yaml", *LIVE, "--as-of", "2026-11-28", "-o", "visit.yaml")
        process = subprocess.Popen(
            [sys.executable, "-m", "tpaudit", *words], cwd=folder, stderr=subprocess.PIPE, encoding="utf-8"
        )
        while "GET /xxx" not in site.asked:
            time.sleep(0.05)
        process.send_signal(number)
        said = process.communicate(timeout=10)[1]
    assert process.returncode == 128 + number
    written = (folder / "visit.yaml").read_text("utf-8")
    assert "# the probe was stopped before it had seen every page" in written
    assert "pages read: 3" in said
    assert 'answer: "3/3"' in written


def test_a_slow_probe_says_on_a_terminal_how_far_it_is(workspace: Callable[[str], Path]) -> None:
    with serving(SHOP) as site:
        folder = workspace(site.url)
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "tpaudit", "probe", "a.yaml", *LIVE, "-o", "visit.yaml"]
        process = subprocess.Popen(command, cwd=folder, stderr=theirs, env={**os.environ, "TERM": "xterm"})
        os.close(theirs)
        seen = b""
        with contextlib.suppress(OSError):  # the terminal is gone with the program
            while piece := os.read(ours, 4096):
                seen += piece
        os.close(ours)
        assert process.wait() == 0
    assert b"1/50" in seen
    assert f"{site.url}contact".encode() in seen


def test_a_recording_that_breaks_off_within_a_line_is_read_up_to_there(
    workspace: Callable[[str], Path],
) -> None:
    with serving(SHOP) as site:
        folder = workspace(site.url)
        probing(folder, *LIVE, "--record", "kept")
    index = folder / "kept/recording.jsonl"
    index.write_bytes(index.read_bytes()[:-20])
    assert probing(folder, "--replay", "kept").returncode == 0


@pytest.mark.parametrize(
    "text",
    ["", "[]\n", "{}\n", "{\n", "null\n", "[" * 5000 + "\n", '{"also": [], "tools": [], "pages": "x"}\n'],
)
def test_a_folder_that_is_no_recording_is_refused(workspace: Callable[[str], Path], text: str) -> None:
    folder = workspace("https://kiln.example")
    (folder / "kept").mkdir()
    (folder / "kept/recording.jsonl").write_text(text, "utf-8")
    done = probing(folder, "--replay", "kept")
    assert (done.returncode, done.stdout) == (2, "")
    assert "this is no recording of a probe" in done.stderr


REFUSED: Final = [
    (("--only", "fone"), "the nearest is `phone`"),
    (("--pages", "0"), "expected a whole number from 1 to 500"),
    (("--delay", "soon"), "is not a duration"),
    (("--region", "GBR"), "expected two letters"),
    (("--runs", "3"), "expected it with --browser"),
    (("--replay", "kept", "--browser"), "--replay judges what was recorded"),
    (("--replay", "nowhere"), "no such file"),
    (("--dry-run", "--record", "kept"), "nothing to record"),
    (("--url", "ftp://kiln.example"), "no address of the web"),
    (("--url", "https://anna:secret@kiln.example"), "no address of the web"),
    (("--record", "checklists"), "there is something in it already"),
]


@pytest.mark.parametrize(
    ("words", "said"), REFUSED, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_what_cannot_be_done_is_refused_in_a_line(
    workspace: Callable[[str], Path], words: tuple[str, ...], said: str
) -> None:
    done = probing(workspace("https://kiln.example"), *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_audit_without_a_site_is_told_how_to_name_one(workspace: Callable[[str], Path]) -> None:
    folder = workspace("x")
    (folder / "a.yaml").write_text((AUDIT % "x").replace(', website: "x"', ""), "utf-8")
    assert "company: {website: https://...}" in probing(folder).stderr


@pytest.mark.parametrize("package", ["httpcore2", "protego", "selectolax", "w3lib"])
def test_a_missing_package_names_the_extra(workspace: Callable[[str], Path], package: str) -> None:
    folder = workspace("https://kiln.example")
    code = f"import sys; sys.modules[{package!r}] = None; from tpaudit.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "probe", "a.yaml"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.endswith("expected: pip install 'tpaudit[probe]'\n")


# robots.txt, redirects and traps


def test_robots_txt_is_heeded() -> None:
    robots = "User-agent: *\nDisallow: /contact\n"
    site, server = crawled({**SHOP, "/robots.txt": robots})
    assert "GET /contact" not in server.asked
    assert "robots.txt asks programs to leave this page alone" in problems(site)


def test_a_host_whose_robots_txt_fails_is_left_alone() -> None:
    site, server = crawled({**SHOP, "/robots.txt": Reply(status=503)})
    assert server.asked == ["GET /robots.txt"]
    assert problems(site) == ["robots.txt of the host cannot be read, so nothing else there is asked for"]


def test_the_delay_of_robots_txt_is_kept() -> None:
    began = time.monotonic()
    crawled({"/": "<p>x", "/robots.txt": "User-agent: *\nCrawl-delay: 0.3\n"})
    assert time.monotonic() - began > 0.29


def test_redirects_end() -> None:
    pages: dict[str, Any] = {
        "/": "".join(f"<a href={path}>x</a>" for path in ("/round", "/far0", "/out", "/once"))
    }
    pages |= {"/round": moved("/back"), "/back": moved("/round"), "/once": moved("/end"), "/end": "<p>end"}
    pages |= {f"/far{n}": moved(f"/far{n + 1}") for n in range(9)} | {"/out": moved("https://other.example/")}
    site, _ = crawled(pages)
    assert sorted(problems(site)) == ["it redirects more than five times", "its redirects go in a circle"]
    assert len(site.pages) == 2


def test_a_first_page_that_leads_to_another_host_says_so() -> None:
    site, _ = crawled({"/": moved("https://other.example/")})
    assert problems(site) == ["it leads to another host; --also HOST lets a probe follow"]


def test_a_calendar_is_no_trap() -> None:
    def month(path: str) -> Reply:
        number = int(path.rpartition("=")[2] or 0) if "=" in path else 0
        return Reply(f"<p>{path}</p><a href=/cal?month={number + 1}>next</a>".encode(), headers=HTML)

    site, server = crawled({"*": month, "/robots.txt": ""})
    assert len(server.asked) <= 13
    assert site.cut.startswith("addresses that differ by a number only")


def test_a_path_that_grows_for_ever_is_no_trap() -> None:
    def deeper(path: str) -> Reply:
        return Reply(f"<p>{path}</p><a href='{path.rstrip('/')}/more/'>x</a>".encode(), headers=HTML)

    site, _ = crawled({"*": deeper, "/robots.txt": ""})
    assert len(site.pages) == 3


def test_no_more_pages_are_read_than_asked_for() -> None:
    links = "".join(f"<a href=/{chr(97 + n)}>x</a>" for n in range(20))
    site, server = crawled(
        {"*": lambda path: Reply(f"<p>{path}{links}".encode(), headers=HTML), "/robots.txt": ""}, 5
    )
    assert (len(site.pages), len(server.asked)) == (5, 6)
    assert site.cut == "the site has more pages than were asked for; --pages N asks for more"


# What servers do


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_server_that_refuses_programs_leaves_everything_open(
    workspace: Callable[[str], Path], status: int
) -> None:
    with serving({"/": Reply(b"no", status, HTML), "/robots.txt": ""}) as site:
        done = probing(workspace(site.url), *LIVE)
    assert done.returncode == 0
    assert "answer:" not in done.stdout
    assert f"open: no page could be read: the server answers {status}" in done.stdout


def test_a_visit_in_which_everything_is_open_loads(workspace: Callable[[str], Path]) -> None:
    with serving({"/": Reply(b"no", 403, HTML), "/robots.txt": ""}) as site:
        folder = workspace(site.url)
        (folder / "a.visits").mkdir()
        probing(folder, *LIVE, "-o", "a.visits/probe.yaml")
    (touch,) = tpaudit.load(str(folder / "a.yaml")).touches
    assert not any(asked.observed for asked in touch.asked.values())


def test_a_page_that_a_script_builds_says_nothing_by_its_html(workspace: Callable[[str], Path]) -> None:
    page = "<html lang=en><title>Kiln</title><div id=root></div><script src=/app.js></script>"
    with serving({"/": page, "/robots.txt": ""}) as site:
        done = probing(workspace(site.url), *LIVE)
    assert "answer:" not in done.stdout
    assert "a script builds the page" in done.stdout
    assert "open: this needs a browser" in done.stdout


HOSTILE: Final = "\"'}}{{{{ # : - [x] \u202e\u2028\x07 | > &lt;b&gt; %s ${{x}} `id` \\"


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_what_a_site_says_stays_a_text_of_the_visit(workspace: Callable[[str], Path], language: str) -> None:
    page = (
        f"<html lang='{HOSTILE.replace(chr(39), '')}'><title>{HOSTILE}</title><p>Call 020 7946 0018 {HOSTILE}</p>"
        f"<p>Mon-Fri 9:00-18:00 {HOSTILE}</p><img src='{HOSTILE.replace(chr(39), '')}'><p>$5 {HOSTILE}</p>"
        f'<form><input name="{HOSTILE.replace(chr(34), "")}" required><input></form><a href="/gone{chr(10)}: x">y</a>'
    )
    with serving({"/": page, "/robots.txt": ""}) as site:
        folder = workspace(site.url)
        (folder / "a.visits").mkdir()
        done = probing(folder, *LIVE, "--lang", language, "-o", "a.visits/probe.yaml")
    assert done.returncode == 0, done.stderr
    (touch,) = tpaudit.load(str(folder / "a.yaml")).touches
    assert [one.text for one in touch.asked["own.hours-stated"].observed] == ["yes"]
    assert "<b> %s ${{x}} `id`" in str(touch.asked["own.hours-stated"].observed[0].note)


def test_a_page_cannot_fill_the_visit_with_a_text_without_end(workspace: Callable[[str], Path]) -> None:
    with serving({"/": f"<html lang='{'x' * 900_000}'><p>x", "/robots.txt": ""}) as site:
        done = probing(workspace(site.url), *LIVE)
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) < 600


BUSY: Final = {
    "an element with attributes without end": "<a "
    + " ".join(f"a{number}=x" for number in range(100_000))
    + ">",
    "attributes that look like one text": "<a " + 'x" ' * 100_000 + ">",
    "labels of one field without end": "<label for=f>l</label>" * 5_000 + "<input id=f>" * 5_000,
    "digits without end": "<p>" + "0123456789 " * 90_000 + "</p>",
    "phone numbers without end": "".join(f"<p>Tel. +44 20 7946 {number:04}</p>" for number in range(9_000)),
    "descriptions without end": '<input aria-describedby="' + "a " * 2_000 + '">' + "<p id=a>" + "x" * 9_000,
    "elements within one another": "<div>" * 200_000,
    "links without end": "".join(f"<a href=/p{number}x>l</a> " for number in range(20_000)),
    "structured data within itself": "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
    "a number of a million digits": "<script type='application/ld+json'>{\"price\":"
    + "9" * 1_000_000
    + "}</script>",
    "links of scripts and files": "<a href='javascript:x()'>a</a><a href=file:///etc/passwd>b</a><a href=//[::1>c</a>",
}


@pytest.mark.parametrize("html", BUSY.values(), ids=BUSY)
def test_a_page_made_to_keep_a_program_busy_does_not(html: str) -> None:
    started = time.process_time()
    site, server = crawled({"/": f"<html lang=en><title>Kiln</title><p>Call us</p>{html}"}, 1)
    case = SiteCase(site=site, on="2026-11-28", region="GB")
    for name, (kind, *_) in MEASUREMENTS.items() if site.pages else ():
        MEASURES[name].measure(replace(case, kind=kind))
    assert time.process_time() - started < 5
    assert server.asked == ["GET /robots.txt", "GET /"]
    assert bool(site.pages) != bool(site.unread)


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "javascript:alert(1)", "http://169.254.169.254/latest", "//[::1"]
)
def test_a_redirect_to_what_is_no_page_of_the_site_is_not_followed(to: str) -> None:
    site, server = crawled({"/": moved(to)})
    assert problems(site) in ([ELSEWHERE], ["the server answers {status}"])
    assert server.asked == ["GET /robots.txt", "GET /"]


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "deflate"])
def test_an_encoding_that_was_not_asked_for_is_not_unpacked(encoding: str) -> None:
    body = gzip.compress(b" " * 50_000_000, 9)
    site, server = crawled({"/": Reply(body, headers={**HTML, "Content-Encoding": encoding})})
    assert problems(site) == [PACKED]
    assert {headers["Accept-Encoding"] for headers in server.headers} == {"gzip"}


@pytest.mark.parametrize(
    "headers", [{"X-A": "a" * 1_000_000}, {f"X-{number}": "a" for number in range(20_000)}]
)
def test_headers_without_end_are_cut_off(headers: dict[str, str]) -> None:
    assert problems(crawled({"/": Reply(b"x", headers={**HTML, **headers})})[0]) == [DAMAGED]


def test_an_answer_that_unpacks_without_end_is_cut_off() -> None:
    reply = bomb(300)
    tracemalloc.start()
    site, _ = crawled({"/": reply})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problems(site) == [TOO_LARGE]
    assert peak < 4 * MAX_BYTES


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(b"x" * (MAX_BYTES + 1), headers=HTML), TOO_LARGE),
        (Reply(b"no gzip", headers={**HTML, "Content-Encoding": "gzip"}), DAMAGED),
        (Reply(b"no brotli", headers={**HTML, "Content-Encoding": "br"}), PACKED),
        (Reply(b"<div>" * 20_000, headers=HTML), "the page nests its elements too deeply to be read"),
        (Reply(b"%PDF", headers={"Content-Type": "application/pdf"}), "this is no HTML page"),
    ],
    ids=["too large", "no gzip", "brotli", "too deep", "no page"],
)
def test_an_answer_that_cannot_be_read_says_why(reply: Reply, said: str) -> None:
    site, _ = crawled({"/": reply})
    assert problems(site) == [said]


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\nContent-Type: text/html\r\n\r\n",
    ],
    ids=["before the answer", "in a header", "in the body"],
)
def test_a_server_that_drips_is_left_in_time(first: bytes) -> None:
    began = time.monotonic()
    with dripping(first, b"x") as url, Network(delay=0, allow_private=True, seconds=0.5) as network:
        assert network.get(url).problem in (TOO_SLOW, DAMAGED)
    assert time.monotonic() - began < 3


def test_a_server_that_dies_half_way_leaves_what_was_seen() -> None:
    links = "".join(f"<a href=/{name}>x</a>" for name in "abcdefgh")
    with serving({"/": links, "/robots.txt": ""}) as server, Network(delay=0, allow_private=True) as network:
        first = network.get(server.url)
    assert first.status == 200

    class Dying:
        """The first page as the server gave it; then the server is gone, and the network says so."""

        def __init__(self, network: Network) -> None:
            self.network = network

        def wait(self, seconds: float) -> None:
            self.network.wait(seconds)

        def get(self, url: str) -> Answered:
            seen = {server.url: first, f"{server.url}robots.txt": Answered(url=url, status=404)}
            return seen.get(url) or self.network.get(url)

    with Network(delay=0, allow_private=True) as network:
        site = crawl(Dying(network), server.url, bounds(server.url), 50)
    assert len(site.pages) == 1
    assert problems(site) == [NO_CONNECTION] * 4
    assert site.cut == "the server stopped answering"


CYRILLIC: Final = "<html lang=ru><title>Печь</title><p>Звоните нам в любое время, мы рядом с вами"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (CYRILLIC.encode("cp1251"), "text/html; charset=windows-1251"),
        (f'<meta charset="windows-1251">{CYRILLIC}'.encode("cp1251"), "text/html"),
        (CYRILLIC.encode("cp1251"), "text/html"),
        (CYRILLIC.encode(), "text/html"),
        (b"\xef\xbb\xbf" + CYRILLIC.encode(), "text/html; charset=windows-1251"),
        (CYRILLIC.encode("utf-16"), "text/html"),
    ],
    ids=["header", "meta", "cp1251 unsaid", "utf-8 unsaid", "byte order mark", "utf-16"],
)
def test_a_page_is_read_in_its_encoding(body: bytes, content_type: str) -> None:
    page = page_of(Answered(url="https://kiln.example/", status=200, content_type=content_type, body=body), 0)
    assert page is not None
    assert page.title == "Печь"


def test_western_text_without_an_encoding_stays_western() -> None:
    assert "Straße, Öffnungszeiten, Café" in page_text(
        "<p>Straße, Öffnungszeiten, Café".encode("cp1252"), "text/html"
    )


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3"),
        *("192.0.0.8", "192.0.0.170", "192.88.99.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "239.1.1.1"),
        *(
            "240.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fe80::1%eth0",
            "fc00::1",
            "ff02::1",
            "ff0e::1",
        ),
        *(
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
        ),
        *("kiln.example", "", "0x7f.1", "2130706433"),
    ],
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_a_public_address_is_allowed(address: str) -> None:
    assert public(address)


def test_this_machine_is_asked_only_when_it_is_allowed(workspace: Callable[[str], Path]) -> None:
    with serving(SHOP) as site:
        done = probing(workspace(site.url), "--delay", "0s")
    assert site.asked == []
    assert "answer:" not in done.stdout
    assert f"no page could be read: {REFUSED_ADDRESS}" in done.stdout


@pytest.mark.parametrize("found", [["127.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["::ffff:127.0.0.1"], []])
def test_a_host_with_one_address_that_is_not_public_is_refused(found: list[str]) -> None:
    with Network(delay=0, allow_private=False, find=lambda *_: found) as network:
        assert network.get("http://kiln.example/").problem == REFUSED_ADDRESS


def test_a_host_is_looked_up_once_and_connected_to_as_it_was_checked() -> None:
    answers = iter([["127.0.0.1"], ["192.0.2.1"]])
    with serving({"/": "<p>here", "/robots.txt": ""}) as site:
        port = site.url.rstrip("/").rpartition(":")[2]
        with Network(delay=0, allow_private=True, find=lambda *_: next(answers)) as network:
            answered = network.get(f"http://kiln.example:{port}/")
    assert answered.body == b"<p>here"
    assert site.headers[0]["Host"] == f"kiln.example:{port}"


def test_a_host_that_turns_private_between_two_requests_is_refused() -> None:
    answers: Iterator[list[str]] = iter([["1.1.1.1"], ["127.0.0.1"]])
    with serving({"/": "<p>secret"}) as site:
        port = int(site.url.rstrip("/").rpartition(":")[2])
        with Network(delay=0, allow_private=False, find=lambda *_: next(answers), seconds=0.3) as network:
            network.get(f"http://kiln.example:{port}/")
            assert network.get(f"http://kiln.example:{port}/").problem == REFUSED_ADDRESS
    assert site.asked == []


def test_a_look_up_that_hangs_is_left_in_time() -> None:
    over = threading.Event()
    try:
        began = time.monotonic()
        hanging = Network(delay=0, allow_private=True, find=lambda *_: [str(over.wait(30))], seconds=0.3)
        with hanging as network:
            assert network.get("http://kiln.example/").problem == TOO_SLOW
        assert time.monotonic() - began < 3
    finally:
        over.set()


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("https://kiln.example/a", True),
        ("http://www.kiln.example/", True),
        ("https://shop.kiln.example/", True),
        ("https://kiln.example:8443/", False),
        ("https://evilkiln.example/", False),
        ("https://kiln.example.evil.example/", False),
        ("https://kiln.example@evil.example/", False),
        ("https://cdn.example/", True),
        ("ftp://kiln.example/", False),
    ],
)
def test_a_site_ends_at_its_hosts(url: str, *, inside: bool) -> None:
    assert bounds("https://www.kiln.example/", ("cdn.example",)).holds(url) is inside


@pytest.mark.parametrize(
    ("href", "whole"),
    [
        ("b?x=1#part", "https://kiln.example/a/b?x=1"),
        ("//печь.рф/ж", "https://xn--e1atzu.xn--p1ai/%D0%B6"),
        ("javascript:alert(1)", None),
        ("http://[::1", None),
        ("https://KILN.example:443", "https://kiln.example/"),
        ("/a b\n", "https://kiln.example/a%20b"),
    ],
)
def test_a_link_leads_where_browsers_go(href: str, whole: str | None) -> None:
    assert joined("https://kiln.example/a/", href) == whole


# How much it takes


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux's /proc")
def test_fifty_pages_take_little_time_and_memory(workspace: Callable[[str], Path]) -> None:
    row = "<div class=card><h3>Cup {n}</h3><p>A cup of stoneware, 0.3 l, from £{n}.50 a piece</p><a href=/p{n}x>more</a></div>"
    rows = "".join(row.replace("{n}", str(n)) for n in range(80))
    foot = (
        "<footer><p>Call <a href='tel:+442079460018'>020 7946 0018</a></p><p>Mon-Fri 9:00-18:00</p></footer>"
    )
    names = [f"{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(60)]
    nav = "".join(f"<a href=/{name}>{name}</a>" for name in names)

    def page(path: str) -> Reply:
        return Reply(
            f"<html lang=en><title>{path}</title>{nav}<p>{path}</p>{rows}{foot}".encode(), headers=HTML
        )

    code = (
        "import re, sys\nfrom tpaudit.cli.main import main\ntry:\n    main()\nfinally:\n"
        "    peak = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())\n"
        "    sys.stderr.write(f'\\nPEAK {peak[1]}')"
    )
    with serving({"*": page, "/robots.txt": ""}) as site:
        folder = workspace(site.url)
        compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
        for turn in range(2):  # the first time compiles what is imported, as an installation does
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            done = subprocess.run(
                [sys.executable, "-c", code, "probe", "a.yaml", *LIVE, "-o", f"visit-{turn}.yaml"],
                cwd=folder,
                capture_output=True,
                encoding="utf-8",
                check=False,
                env={**os.environ, **compiled},
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    assert "pages read: 50" in done.stderr
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = int(done.stderr.rpartition("PEAK ")[2]) / 1024
    sys.stdout.write(f"{seconds:.2f} s, {peak:.0f} MiB\n")
    assert peak < 150
    assert seconds < 2


def test_a_closed_port_is_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with Network(delay=0, allow_private=True) as network:
        assert network.get(f"http://127.0.0.1:{port}/").problem == NO_CONNECTION


def test_a_recording_answers_for_what_it_has(workspace: Callable[[str], Path]) -> None:
    with serving(SHOP) as site:
        folder = workspace(site.url)
        probing(folder, *LIVE, "--record", "kept")
    recording = Recording(folder / "kept")
    assert recording.get(f"{site.url}contact").status == 200
    assert recording.get(f"{site.url}never").problem == "this page is not in the recording"
