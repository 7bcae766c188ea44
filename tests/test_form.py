"""Forms: one page without a network, filled in by touch in a real browser, and what comes out of it."""

import base64
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import phone
import polib
import pytest
from program import run

from tpaudit.errors import UsageError
from tpaudit.operations.collecting.form import FormRequest, form
from tpaudit.showing.form.page import form_phrases, script_of
from tpaudit.showing.form.questions import Walker
from tpaudit.showing.text.translate import LOCALE

ROOT: Final = Path(__file__).parent.parent
FORM: Final = ROOT / "templates" / "form"
SAMPLE: Final = str(ROOT / "audits" / "roastery.yaml")
browser: Final = pytest.mark.skipif(not phone.CHROMIUM, reason="no Chromium is installed here")
HOSTILE: Final = '</script><img src=x onerror=alert(1)>{{7*7}} $title ${x} `\\u0022" <!-- ]]> \u2028 слово'


def data_of(page: str) -> dict[str, Any]:
    """Return what a form is made of."""
    found = re.search(r'<script type="application/json" id="form-data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def written(folder: Path, **audits: str) -> Path:
    """Write audits with their touchpoints, and the checklists that they use; return the folder."""
    for name, text in audits.items():
        (folder / f"{name}.yaml").write_text(f"format: 1\n{text}", encoding="utf-8")
    return folder


def with_all_checklists(folder: Path) -> Path:
    """Return an audit with a touchpoint for each checklist that is built in, copied into the workspace."""
    shutil.copytree(ROOT / "checklists", folder / "checklists")
    names = sorted(path.stem for path in (ROOT / "checklists").glob("*.yaml"))
    touches = "".join(
        f"  at-{name}: {{stage: s, name: At {name}, checklists: {{{name}: }}}}\n" for name in names
    )
    written(folder, a=f"places: {{north: North Street}}\ntouchpoints:\n{touches}")
    (folder / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    return folder / "a.yaml"


def form_file(audit: Path, request: FormRequest | None = None, language: str = "en") -> Path:
    """Write the form of an audit beside it."""
    file = audit.with_suffix(f".{language}.html")
    file.write_text(form(str(audit), request or FormRequest(), language=language), encoding="utf-8")
    return file


# The page


def test_a_form_is_one_page_that_asks_for_nothing_and_runs_its_own_script_alone() -> None:
    page = form(SAMPLE, FormRequest())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    scripts, styles = (re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL) for tag in ("script", "style"))
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts + styles]
    assert policy
    assert re.findall(r"'sha256-([^']+)'", policy[1]) == hashes
    assert policy[1].startswith("default-src 'none'; ")
    assert re.findall(r"\b(?:src|href|action)=\S*", page) == ['href="data:,">'], (
        "which asks no host for an icon"
    )
    assert "localStorage" not in page


def test_a_form_is_small_beside_its_texts() -> None:
    page = form(SAMPLE, FormRequest())
    assert len(page.encode()) - len(json.dumps(data_of(page), ensure_ascii=False).encode()) < 150_000


def test_the_same_files_give_the_same_form() -> None:
    assert form(SAMPLE, FormRequest()) == form(SAMPLE, FormRequest())


def test_a_form_does_not_say_what_answers_are_worth() -> None:
    questions = [
        q for touch in data_of(form(SAMPLE, FormRequest()))["touchpoints"] for q in touch["questions"]
    ]
    assert {key for question in questions for key in question} == {
        *("address", "ask", "why", "kind", "must", "options", "unit", "within"),
        *("poor", "wants", "latest", "conditions", "choices", "when"),
    }


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_every_phrase_of_a_form_is_translated(language: str) -> None:
    known = {entry.msgid for entry in polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "tpaudit.po"))}
    assert set(form_phrases(script_of(FORM))) - known == set()


def test_a_form_asks_what_was_chosen_in_the_order_of_the_journey() -> None:
    chosen = data_of(form(SAMPLE, FormRequest(touchpoints=("parcel", "website"))))["touchpoints"]
    assert [touch["id"] for touch in chosen] == ["website", "parcel"]
    owned = data_of(form(SAMPLE, FormRequest(stage="purchase")))["touchpoints"]
    assert {touch["stage"] for touch in owned} == {"Purchase"}
    assert "confirmation" not in {touch["id"] for touch in owned}, "what does not exist is not asked about"


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (FormRequest(touchpoints=("parcle",)), "there is no touchpoint `parcle`.*parcel"),
        (FormRequest(stage="purchse"), "--stage: `purchse` is not known.*purchase"),
        (FormRequest(owner="Nobody"), "--owner: `Nobody` is not known"),
        (FormRequest(walker=Walker(place="nort")), "--place: `nort` is not known.*north"),
        (FormRequest(walker=Walker(persona="regula")), "--persona: `regula` is not known.*regular"),
        (FormRequest(walker=Walker(method="walk")), "--method: `walk` is not known"),
        (FormRequest(touchpoints=("parcel",), stage="purchase"), "no touchpoint is left"),
    ],
)
def test_a_name_that_leads_nowhere_is_named_with_the_nearest(request_: FormRequest, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        form(SAMPLE, request_)


def test_forms_of_two_audits_are_kept_apart_and_languages_of_one_are_not(tmp_path: Path) -> None:
    text = "company: {name: %s}\naudit: {id: a}\ntouchpoints: {x: {stage: s, checklists: {quick: }}}\n"
    written(tmp_path, one=text % "North", two=text % "South")
    forms = [form(str(tmp_path / f"{name}.yaml"), FormRequest(), language=language)
             for name, language in (("one", "en"), ("one", "ru"), ("two", "en"))]  # fmt: skip
    keys = [data_of(page)["key"] for page in forms]
    assert keys[0] == keys[1] != keys[2]


def test_no_text_of_a_file_ends_what_it_stands_in(tmp_path: Path) -> None:
    quoted = json.dumps(HOSTILE)
    written(tmp_path, a=f"company: {{name: {quoted}}}\ntouchpoints: {{x: {{name: {quoted}, stage: s}}}}\n")
    page = form(str(tmp_path / "a.yaml"), FormRequest(walker=Walker(by=HOSTILE)))
    assert page.count("</script>") == 2
    assert data_of(page)["touchpoints"][0]["name"] == HOSTILE
    assert "<img" not in page


def test_the_command_writes_the_page_and_spares_what_it_reads(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "audits", tmp_path / "audits")
    done = run("form", "audits/roastery.yaml", "--lang", "ru", "-o", "walk.html", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert '<html lang="ru">' in (tmp_path / "walk.html").read_text(encoding="utf-8")
    assert run("form", "audits/roastery.yaml", "-o", "audits/roastery.yaml", cwd=tmp_path).returncode == 2


# In a browser


@pytest.mark.browser
@browser
def test_every_question_of_every_checklist_comes_back_as_a_visit_without_a_fault(tmp_path: Path) -> None:
    audit = with_all_checklists(tmp_path)
    with phone.phone(tmp_path / "profile") as context:
        for language in ("en", "ru", "zh"):
            page = phone.opened(context, form_file(audit, language=language))
            if language != "en":
                phone.tap(page, "new walk")  # which asks first, as nothing was sent
                assert len(page.complaints) == 1
                page.complaints.clear()
            page.evaluate(phone.ANSWER_ALL)
            phone.settled(page)
            text = phone.visit_text(page)
            (tmp_path / f"{language}.txt").write_text(text, encoding="utf-8")
            assert page.evaluate("document.querySelector('progress').position") == 1
            assert page.complaints == []
            page.close()
    done = run("visits", "add", "en.txt", "ru.txt", "zh.txt", cwd=tmp_path)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 3)
    done = run("validate", "--strict", "a.yaml", cwd=tmp_path, together=True)
    assert (done.returncode, done.stdout) == (0, "1 file: no errors, no warnings\n")


def hall(folder: Path, count: int) -> Path:
    """Return an audit of one touchpoint with so many questions, every other one a must."""
    kinds = ["yes-no", "1-5", "choice, options: {a: 100, b: 0}", "number, score: {full: 1, zero: 9}"]
    items = "".join(
        f"  q{number}: {{ask: Question {number}?, answer: {kinds[number % 4]}, must: {'yes' if number % 2 else 'no'}}}\n"
        for number in range(count)
    )
    (folder / "checklists").mkdir(exist_ok=True)
    (folder / "checklists" / "long.yaml").write_text(
        f"format: 1\nchecklist: long\nitems:\n{items}", encoding="utf-8"
    )
    (folder / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    written(folder, a="touchpoints: {hall: {name: The hall, stage: s, checklists: {long: }}}\n")
    return folder / "a.yaml"


@pytest.mark.browser
@browser
def test_a_browser_that_is_killed_among_forty_answers_loses_none(tmp_path: Path) -> None:
    """It is killed after every tenth answer, in a thorough run after each."""
    file, profile = form_file(hall(tmp_path, 40)), tmp_path / "profile"
    step = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 10
    for begun in range(0, 40, step):
        with phone.phone(profile) as context:
            page = phone.opened(context, file)
            assert page.locator("progress").get_attribute("value") == str(begun)
            for number in range(begun, begun + step):
                phone.tap(page, "next")
                card = page.locator("[data-address]")
                if number % 4 == 3:
                    card.locator(".amount input").fill("4,5")
                else:
                    card.locator(".two button, .steps button, .stack button").first.tap()
                page.wait_for_selector(f'progress[value="{number + 1}"]')
                phone.settled(page)
            phone.kill(profile)
    with phone.phone(profile) as context:
        text = phone.visit_text(phone.opened(context, file))
    assert len(re.findall(r"^  hall/long\.q\d+:$", text, re.MULTILINE)) == 40
    assert "    answer: 4.5\n" in text


@pytest.mark.browser
@browser
def test_the_forms_of_two_audits_in_one_browser_never_mix(tmp_path: Path) -> None:
    text = "company: {name: %s}\naudit: {id: a}\ntouchpoints: {x: {stage: s, checklists: {quick: }}}\n"
    written(tmp_path, one=text % "North", two=text % "South")
    with phone.phone(tmp_path / "profile") as context:
        pages = [phone.opened(context, form_file(tmp_path / f"{name}.yaml")) for name in ("one", "two")]
        for page, answers in zip(pages, (1, 2), strict=True):
            for _ in range(answers):
                phone.tap(page, "next")
                page.locator("[data-address] .two button, [data-address] .steps button").first.tap()
            phone.settled(page)
        for page, answers in zip(pages, (1, 2), strict=True):
            page.reload()
            page.wait_for_selector(f'progress[value="{answers}"]')
            assert page.complaints == []


@pytest.mark.browser
@browser
def test_a_walk_that_goes_on_in_another_window_is_not_overwritten(tmp_path: Path) -> None:
    with phone.phone(tmp_path / "profile") as context:
        first, second = (phone.opened(context, form_file(hall(tmp_path, 8))) for _ in range(2))
        for page in (first, second):
            phone.tap(page, "next")
            page.locator("[data-address] .two button").first.tap()
        second.wait_for_selector('[role=alert]:has-text("another window")')
        second.reload()
        second.wait_for_selector('progress[value="1"]')
        assert second.locator("[role=alert]").count() == 0


@pytest.mark.browser
@browser
def test_three_hundred_questions_answer_a_tap_within_a_tenth_of_a_second(tmp_path: Path) -> None:
    """Of work, and not by the clock: what others do on the machine meanwhile does not count."""
    with phone.phone(tmp_path / "profile") as context:
        page = phone.opened(context, form_file(hall(tmp_path, 300)))
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        phone.tap(page, "next")
        rounds = [sorted(taps(page, session)) for _ in range(3)]
        for spent in rounds:
            print(f"a tap: median {spent[30]:.0f} ms, longest {spent[-1]:.0f} ms")  # noqa: T201
        assert min(spent[-1] for spent in rounds) < 100, (
            "of the calmest round, as memory is tidied up in some"
        )
        assert page.complaints == []


def taps(page: Any, session: Any) -> Iterator[float]:
    """Answer thirty questions; yield how long each tap kept the processor busy, until the page was drawn, in milliseconds."""
    for target in ("[data-address] button", "[data-key=next]") * 30:
        begun = busy(session)
        page.evaluate(_TAP, target)
        yield busy(session) - begun


def busy(session: Any) -> float:
    """Return for how long the page's thread has run, in milliseconds, without the time that it waited for a processor."""
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(metrics["ThreadTime"])


_TAP: Final = """async (target) => {
  (document.querySelector(target) ?? document.body).click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""


@pytest.mark.browser
@browser
def test_hostile_texts_stay_texts_on_every_screen_and_in_the_visit(tmp_path: Path) -> None:
    text = json.dumps(HOSTILE)
    (tmp_path / "checklists").mkdir()
    (tmp_path / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    (tmp_path / "checklists" / "x.yaml").write_text(
        f"format: 1\nchecklist: x\nitems:\n  a: {{ask: {text}, answer: choice, why: {text}, "
        f"options: {{yes: {{points: 0, label: {text}}}, b: {{points: 100, label: B}}}}}}\n"
        f"  n: {{ask: {text}, answer: number, unit: {text}, score: {{full: 1, zero: 2}}}}\n"
        f"  s: {{ask: {text}, answer: 1-2, means: {{1: {text}, 2: {text}}}}}\n",
        encoding="utf-8",
    )
    written(tmp_path, a=f"company: {{name: {text}}}\nplaces: {{p: {text}}}\npersonas: {{q: {text}}}\n"
            f"touchpoints: {{t: {{name: {text}, stage: s, checklists: {{x: }}}}}}\n")  # fmt: skip
    with phone.phone(tmp_path / "profile") as context:
        page = phone.opened(context, form_file(tmp_path / "a.yaml", FormRequest(walker=Walker(by=HOSTILE))))
        page.locator("select").first.select_option("p")
        phone.tap(page, "next")
        page.locator(".stack button").first.tap()
        page.locator("[data-address] textarea").fill(HOSTILE + "\n# note: |\n  - x\u0085\ud83d")
        phone.tap(page, "tool finding")
        page.locator(".finding textarea").fill(HOSTILE)
        for _ in range(3):
            phone.tap(page, "next")
        phone.settled(page)
        visit = phone.visit_text(page)
        assert page.locator("#app img, #app script").count() == 0
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.locator("#paper img, #paper script").count() == 0
        assert page.complaints == []
    (tmp_path / "a.visits").mkdir()
    (tmp_path / "a.visits" / "v.yaml").write_text(visit, encoding="utf-8")
    done = run("validate", "--strict", "a.yaml", cwd=tmp_path, together=True)
    assert (done.returncode, done.stdout) == (0, "1 file: no errors, no warnings\n")
    findings = run("explain", "a.yaml", "t", cwd=tmp_path)
    assert "onerror" in findings.stdout


@pytest.mark.browser
@browser
@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_no_screen_has_a_fault_of_access_or_is_wider_than_the_phone(tmp_path: Path, language: str) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright")
    file = tmp_path / "walk.html"
    request = FormRequest(touchpoints=("order-line", "counter"), walker=Walker(place="north"))
    file.write_text(form(SAMPLE, request, language=language), encoding="utf-8")
    with phone.phone(tmp_path / "profile", bypass_csp=True) as context:
        page = phone.opened(context, file)
        for screen in _SCREENS:
            for key in screen:
                target = f'[data-key="{key}"]' if not key.startswith(".") else key
                page.locator(target).first.tap()
            faults = [(one["id"], one["nodes"][0]["html"]) for one in axe.Axe().run(page)["violations"]]
            assert (screen, faults) == (screen, [])
            width = page.evaluate("document.documentElement.scrollWidth")
            assert (screen, width <= phone.SCREEN["width"]) == (screen, True)
        assert page.complaints == []


_SCREENS: Final = (
    (),
    ("next", ".two button:last-child", "tool finding"),
    ("order-line/phone.pick-up-time", "never", "start"),
    ("stop", "order-line/phone.politeness", ".steps button", "tool none"),
    ("where",),
)
"""What is tapped, one after the other, before each look at the page."""


@pytest.mark.browser
@browser
def test_what_is_not_asked_goes_and_comes_with_the_answer_that_it_waits_for(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    (tmp_path / "checklists" / "x.yaml").write_text(
        "format: 1\nchecklist: x\nitems:\n  rang: {ask: Did it ring?, answer: yes-no}\n"
        "  wait: {ask: How long?, answer: duration, score: {full: 1s, zero: 9s}, only_if: {rang: yes}}\n"
        "  tone: {ask: What tone?, answer: 1-5, only_if: {wait: answered}}\n",
        encoding="utf-8",
    )
    written(tmp_path, a="touchpoints: {t: {stage: s, checklists: {x: }}}\n")
    with phone.phone(tmp_path / "profile") as context:
        page = phone.opened(context, form_file(tmp_path / "a.yaml"))
        phone.tap(page, "next")
        asked = page.locator(".row, [data-address]")
        assert asked.count() == 3
        page.locator(".two button").last.tap()
        assert asked.count() == 1
        page.locator(".two button").first.tap()
        phone.tap(page, "t/x.wait")
        phone.tap(page, "never")
        assert asked.count() == 2
        assert "x.tone" not in phone.visit_text(page)


@pytest.mark.browser
@browser
def test_a_stopwatch_runs_on_while_the_page_is_closed(tmp_path: Path) -> None:
    file = tmp_path / "walk.html"
    file.write_text(form(SAMPLE, FormRequest(touchpoints=("order-line",))), encoding="utf-8")
    with phone.phone(tmp_path / "profile") as context:
        context.clock.install(time="2026-11-03T12:30:00")
        page = phone.opened(context, file)
        phone.tap(page, "next")
        phone.tap(page, "order-line/phone.pick-up-time")
        phone.tap(page, "start")
        phone.settled(page)
        page.close()
        context.clock.set_system_time("2026-11-03T12:32:05")
        page = phone.opened(context, file)
        assert re.fullmatch(r"2:0\d", page.locator("output").inner_text())
        page.locator(".two button").first.tap()
        phone.tap(page, "never")
        text = phone.visit_text(page)
    timed = r'    - answer: ">2m( \ds)?"\n      on: 2026-11-03T12:32\n    - answer: never\n'
    assert re.search(timed, text)
    assert "  on: 2026-11-03T12:3" in text
    assert "  until: 2026-11-03T12:32\n" in text


def photographed(page: Any, file: Path) -> Path:
    """Write a picture as a phone takes it: large, and saying where that was."""
    page.set_viewport_size({"width": 2000, "height": 500})
    taken = page.screenshot(type="jpeg")
    page.set_viewport_size(phone.SCREEN)
    place = b"Exif\0\0" + b"GPS 51.5 N 0.1 W"
    file.write_bytes(taken[:2] + b"\xff\xe1" + (len(place) + 2).to_bytes(2, "big") + place + taken[2:])
    return file


@pytest.mark.browser
@browser
def test_photos_come_back_small_without_their_place_and_are_found_by_the_audit(tmp_path: Path) -> None:
    audit = hall(tmp_path, 4)
    with phone.phone(tmp_path / "profile", accept_downloads=True) as context:
        page = phone.opened(context, form_file(audit))
        picture = photographed(page, tmp_path / "taken.jpg")
        (tmp_path / "no-picture.jpg").write_text("no picture", encoding="utf-8")
        phone.tap(page, "next")
        page.locator(".two button").last.tap()
        page.locator("[data-address] input[type=file]").set_input_files(
            [picture, tmp_path / "no-picture.jpg"]
        )
        page.wait_for_selector('.notice:has-text("no-picture.jpg")')
        page.wait_for_selector(".photos img[src^=blob]")
        phone.settled(page)
        page.reload()
        page.wait_for_selector(".photos img[src^=blob]")
        with page.expect_download() as download:
            phone.tap(page, "keep")
        download.value.save_as(tmp_path / "walk.zip")
        assert page.complaints == []
    done = run("visits", "add", "walk.zip", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    pictures = list((tmp_path / "evidence").rglob("*.jpg"))
    data = pictures[0].read_bytes()
    assert len(pictures) == 1
    assert b"GPS" not in data
    assert b"Exif" not in data
    start = next(data.index(mark) for mark in (b"\xff\xc0", b"\xff\xc2") if mark in data)
    height, width = (int.from_bytes(data[start + at : start + at + 2], "big") for at in (5, 7))
    assert (width, height) == (1600, 400)
    assert run("validate", "--strict", "a.yaml", cwd=tmp_path).returncode == 0


@pytest.mark.browser
@browser
def test_a_full_phone_is_reported_and_what_is_there_is_still_sent(tmp_path: Path) -> None:
    with phone.phone(tmp_path / "profile") as context:
        file, page = form_file(hall(tmp_path, 8)), context.new_page()
        page.route("**/*", lambda route: route.fulfill(path=file))  # quotas are set for hosts alone
        page.set_default_timeout(8000)
        page.goto("http://localhost/walk.html")
        page.wait_for_selector("html[data-ready]")
        quota = {"origin": "http://localhost", "quotaSize": 1}
        session = context.new_cdp_session(page)  # the quota holds as long as this does
        session.send("Storage.overrideQuotaForOrigin", quota)
        phone.tap(page, "next")
        page.locator(".two button").first.tap()
        page.locator('[data-key="tool note"]').tap()
        page.locator("[data-address] textarea").fill("x" * 3000)
        page.wait_for_selector('[role=alert]:has-text("no room left")')
        assert "saved" not in page.locator("#saved").inner_text()
        assert "x" * 3000 in phone.visit_text(page)


@pytest.mark.browser
@browser
def test_printed_it_is_a_form_on_paper(tmp_path: Path) -> None:
    with phone.phone(tmp_path / "profile") as context:
        page = phone.opened(context, form_file(hall(tmp_path, 8)))
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator("#paper .ask").count() == 9
        assert page.locator("#paper h1").is_visible()
        assert not page.locator("#app").is_visible()


@pytest.mark.browser
@browser
def test_a_new_walk_starts_empty_and_the_one_before_stays_on_the_phone(tmp_path: Path) -> None:
    with phone.phone(tmp_path / "profile") as context:
        page = phone.opened(context, form_file(hall(tmp_path, 4), FormRequest(walker=Walker(by="Ben"))))
        phone.tap(page, "next")
        page.locator(".two button").first.tap()
        before = phone.visit_text(page)
        phone.tap(page, "new walk")
        assert page.complaints.pop().startswith("The latest answers were not sent")
        page.wait_for_selector('progress[value="0"]')
        phone.tap(page, "next")
        page.locator(".two button").first.tap()
        after = phone.visit_text(page)
        walks = page.evaluate(
            """() => new Promise((done) => {
              const opening = indexedDB.open('tpaudit', 1);
              opening.onsuccess = () => {
                const keys = opening.result.transaction('walks').objectStore('walks').getAllKeys();
                keys.onsuccess = () => done(keys.result.length);
              };
            })"""
        )
    assert 'by: "Ben"' in after
    assert re.findall("walk: .*", before) != re.findall("walk: .*", after)
    assert walks == 3, "two walks, and which was the last"
