"""The library: built-in checklists, journeys and samples keep what they promise."""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args

import pytest
import typer.main

from tpaudit import score
from tpaudit.cli.app import command_line
from tpaudit.documents.audit import Audit
from tpaudit.documents.checklist import Checklist, Method, curve_fault
from tpaudit.documents.journey import Journey
from tpaudit.documents.text import say
from tpaudit.documents.visit import Outcome, Visit
from tpaudit.reading.audit.load import load_audit
from tpaudit.reading.validate import problems_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read
from tpaudit.showing.text.translate import translator

ROOT: Final = Path(__file__).parent.parent
CHECKLISTS: Final = sorted((ROOT / "checklists").glob("*.yaml"))
JOURNEYS: Final = sorted((ROOT / "templates" / "journeys").glob("*.yaml"))
AUDITS: Final = sorted((ROOT / "audits").glob("*.yaml"))
FINGERPRINTS: Final = ROOT / "tests" / "cases" / "golden" / "translations.json"
LANGUAGES: Final = ("en", "ru", "zh")
LAW: Final = re.compile(
    r"Directive|Regulation|WCAG|ISO \d|RFC|§|CFR|ADA |AI Act|GDPR|ФЗ|закон[ау]? о |ГОСТ|ТР ТС|СП \d|постановлени"
    r"|法第|法（|管理办法|标识办法|条例（|规定（|GB \d"
)
FOREIGN: Final = re.compile(r"\bЕС\b|США|Директив|директив|Регламент|GDPR|\bADA\b|欧盟|美国|指令")
"""Law of the EU and the USA, as other languages name it."""
OF_THE_AUDITOR: Final = {"mystery-shopping"}
"""Lists that are asked of the audit itself: no customer meets what they look at, so no journey proposes them."""
PLAIN: Final = {"e-mail"}
"""Ids that people write in just this way."""
LONGEST_CLAIM: Final = 72
"""How many characters, in the language that needs most."""
ROWS: Final = re.findall(
    r"^\| (S\d+) \| [^|]+ \| ([^|]+) \| [^|]+ \|$",
    (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
ITEMS: Final = {
    path.stem: Checklist.model_validate(read(path.read_bytes()).data).items for path in CHECKLISTS
}


def texts(data: Any) -> Iterator[dict[str, str]]:
    """Yield every text by language."""
    if isinstance(data, dict):
        if set(data) & set(LANGUAGES):
            yield data
        else:
            for key, value in data.items():
                yield from texts(value) if key != "channel" else ()


def stem(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", [*CHECKLISTS, *JOURNEYS], ids=stem)
def test_every_text_is_there_in_three_languages(path: Path) -> None:
    data = read(path.read_bytes()).data
    assert [text for text in texts(data) if set(text) != set(LANGUAGES)] == []
    for text in texts(data):
        assert not re.search("[А-Яа-я\u4e00-\u9fff]", text["en"]), text
        assert re.search("[А-Яа-я]", text["ru"]), text
        assert re.search("[\u4e00-\u9fff]", text["zh"]), text
        assert not re.search("[А-Яа-я]", text["zh"] + text["en"]), text


@pytest.mark.parametrize("path", CHECKLISTS, ids=stem)
def test_a_built_in_checklist_has_what_a_consultant_needs(path: Path) -> None:
    document = Checklist.model_validate(read(path.read_bytes()).data)
    assert document.title
    assert document.about
    assert document.version
    assert document.suits or path.stem in {"handover", *OF_THE_AUDITOR}
    assert 4 <= len(document.items) <= 12
    for item_id, item in document.items.items():
        wanted = (item.why, item.fix, item.effort, item.smallest, item.methods, item.valid_for)
        assert all(wanted), item_id
        if item.means:
            assert len(item.means) >= 2, item_id
    assert sum(item.must > 0 for item in document.items.values()) <= 3


@pytest.mark.parametrize("path", CHECKLISTS, ids=stem)
def test_the_id_of_an_item_says_what_yes_means(path: Path) -> None:
    for item_id, item in ITEMS[path.stem].items():
        if not item.good:
            assert not item_id.startswith(("no-", "not-")), item_id
            assert not {"honest", "clear", "right", "fair", "up"} & set(item_id.split("-")), item_id


@pytest.mark.parametrize("path", CHECKLISTS, ids=stem)
def test_what_an_item_claims_is_a_short_sentence_and_no_question(path: Path) -> None:
    for item_id, data in read(path.read_bytes()).data["items"].items():
        claims = [data[key] for key in ("shortfall", "strength") if key in data]
        assert len(claims) == (1 if data.get("wow") else 2), item_id
        for claim in claims:
            assert not any(mark in said for said in claim.values() for mark in "?？"), item_id
            assert max(map(len, claim.values())) <= LONGEST_CLAIM, item_id
            assert claim["en"].rstrip(".") not in data["ask"]["en"], item_id


def test_every_law_that_is_named_has_a_line_in_the_sources() -> None:
    sources = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z.-]+)`", sources))
    for path in CHECKLISTS:
        for item_id, data in read(path.read_bytes()).data["items"].items():
            if any(LAW.search(text) for text in data["why"].values()):
                assert {path.stem, f"{path.stem}.{item_id}"} & named, f"{path.stem}.{item_id}"
    items = {f"{name}.{item_id}" for name, of_list in ITEMS.items() for item_id in of_list}
    assert {name for name in named if "." in name} - items == set()


@pytest.mark.parametrize("path", CHECKLISTS, ids=stem)
def test_readers_of_russian_and_chinese_are_told_no_law_of_another_place(path: Path) -> None:
    for item_id, data in read(path.read_bytes()).data["items"].items():
        for language in ("ru", "zh"):
            assert not FOREIGN.search(data["why"][language]), f"{item_id} ({language})"


def test_a_text_that_changed_changed_in_every_language() -> None:
    now = dict(_fingerprints())
    stored = json.loads(FINGERPRINTS.read_text(encoding="utf-8")) if FINGERPRINTS.exists() else {}
    left_behind = [
        address
        for address, hashes in now.items()
        if address in stored
        and 0 < sum(new != old for new, old in zip(hashes, stored[address], strict=True)) < len(LANGUAGES)
    ]
    assert left_behind == [], (
        "these changed in some languages only; if that is right, delete them from the file"
    )
    if "TPAUDIT_ACCEPT" in os.environ:
        lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in now.items())
        FINGERPRINTS.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    assert now == json.loads(FINGERPRINTS.read_text(encoding="utf-8")), "read the texts, then accept them"


def _fingerprints() -> Iterator[tuple[str, list[str]]]:
    """Yield for each item, and each head of a checklist or journey, a hash for each language."""
    for path in (*CHECKLISTS, *JOURNEYS):
        data = read(path.read_bytes()).data
        parts = data.pop("items", {}) | data.pop("expects", {})
        for name, part in {"": data, **parts}.items():
            said = list(texts(part))
            yield (
                f"{path.stem}.{name}".rstrip("."),
                [
                    hashlib.sha256("\n".join(text[language] for text in said).encode()).hexdigest()[:8]
                    for language in LANGUAGES
                ],
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_channels_methods_and_outcomes_have_names_for_people(language: str) -> None:
    named = translator(language)
    journeys = [Journey.model_validate(read(path.read_bytes()).data) for path in JOURNEYS]
    channels = {
        name for journey in journeys for expected in journey.expects.values() for name in expected.channels
    }
    words = {*channels, *get_args(Method), *get_args(Outcome)} - PLAIN
    if language == "en":
        assert {named(word) for word in words if "-" in named(word)} == {"mini-program"}
    else:
        assert {word for word in words if named(word) == word} == set()


def test_chinese_customers_get_messages_and_mini_programs_where_others_get_mails_and_pages() -> None:
    shop = Journey.model_validate(read((ROOT / "templates/journeys/online-shop.yaml").read_bytes()).data)
    confirmation = shop.expects["confirmation"].channel
    assert [say(confirmation, (language,)) for language in LANGUAGES] == ["e-mail", "messenger", "messenger"]
    for path in JOURNEYS:
        for touch, expected in Journey.model_validate(read(path.read_bytes()).data).expects.items():
            if expected.channels & {
                "search",
                "social",
                "reviews",
                "marketplace",
                "messenger",
                "mini-program",
            }:
                named = path.stem, touch, expected.examples
                assert isinstance(expected.examples, dict) or "e-mail" in expected.channels, named


@pytest.mark.parametrize("path", JOURNEYS, ids=stem)
def test_a_journey_asks_of_each_touchpoint_what_a_person_can_answer(path: Path) -> None:
    journey = Journey.model_validate(read(path.read_bytes()).data)
    assert {expected.stage for expected in journey.expects.values()} == set(journey.stages)
    assert any(expected.silence for expected in journey.expects.values())
    assert all(stage.contacts for stage in journey.stages.values())
    most = max(expected.importance for expected in journey.expects.values())
    assert [touch for touch, expected in journey.expects.items() if expected.importance == most] != []
    for touch, expected in journey.expects.items():
        asked = sum(len(ITEMS[name]) for name in expected.checklists)
        most = 22 if "servqual-care" in expected.checklists else 20
        assert 5 <= asked <= most or expected.checklists == ("quick",), touch


WAITS: Final = re.compile(
    r"next day|working days?\b(?! without)|days ahead|a week\b|two weeks|first week|(for|the same|when the) (one )?month"
    r"|within a month|last 30 days|two months|60 days"
)
PASSES: Final = {"order-confirmation.confirmation-comes"}
"""Items that name days, and are answered within one."""


def test_what_has_to_be_waited_for_says_how_long() -> None:
    named = {
        f"{name}.{item_id}": item.watch_for
        for name, items in ITEMS.items()
        for item_id, item in items.items()
        if WAITS.search(say(item.ask, ("en",))) and f"{name}.{item_id}" not in PASSES
    }
    assert len(named) >= 15
    assert [address for address, time in named.items() if not time] == []


def test_a_standard_of_a_journey_fits_an_item_that_is_asked() -> None:
    for path in JOURNEYS:
        for touch, expected in Journey.model_validate(read(path.read_bytes()).data).expects.items():
            for address, curve in expected.standards.items():
                name, _, item_id = address.partition(".")
                assert name in expected.checklists, (path.stem, touch)
                assert curve_fault(ITEMS[name][item_id].answer, curve) is None, (path.stem, touch)


@pytest.mark.parametrize(("channel", "within"), [("chat", 600), ("messenger", 4 * 3600)])
def test_who_writes_in_a_chat_or_messenger_is_answered_sooner_than_by_mail(channel: str, within: int) -> None:
    for path in JOURNEYS:
        for touch, expected in Journey.model_validate(read(path.read_bytes()).data).expects.items():
            if expected.channel == channel and "response-time" in expected.checklists:
                curve = expected.standards["response-time.first-answer"]
                by_mail = ITEMS["response-time"]["first-answer"].points(within)
                assert curve.points(within) < (by_mail or 0.0), (path.stem, touch)


def test_nothing_is_more_important_than_what_friends_say() -> None:
    for path in JOURNEYS:
        expects = Journey.model_validate(read(path.read_bytes()).data).expects.values()
        most = max(expected.importance for expected in expects)
        assert {one.importance for one in expects if "recommendations" in one.checklists} <= {most}, path.stem
    for language in LANGUAGES:
        about = Checklist.model_validate(
            read((ROOT / "checklists/recommendations.yaml").read_bytes()).data
        ).about
        assert about is not None
        assert re.search("83 ?%", say(about, (language,)))


def test_the_readme_and_the_docs_count_the_checklists() -> None:
    assert f"{len(CHECKLISTS)} checklists" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"There are {len(CHECKLISTS)} that ship" in (ROOT / "docs/checklists.md").read_text(
        encoding="utf-8"
    )
    assert f"there are {len(CHECKLISTS)} checklists" in (ROOT / "docs/first-audit.md").read_text(
        encoding="utf-8"
    )


def test_servqual_asks_22_pairs_in_its_five_respects() -> None:
    respects = [
        tag
        for name in ("servqual-care", "servqual-manner")
        for item in ITEMS[name].values()
        for tag in item.tags
    ]
    assert {tag: respects.count(tag) for tag in respects} == {
        "reliability": 5,
        "empathy": 5,
        "responsiveness": 4,
        "assurance": 4,
        "tangibles": 4,
    }


def test_every_checklist_is_proposed_by_a_journey() -> None:
    proposed = {
        name
        for path in JOURNEYS
        for expected in Journey.model_validate(read(path.read_bytes()).data).expects.values()
        for name in expected.checklists
    }
    assert set(ITEMS) - proposed == OF_THE_AUDITOR


@pytest.mark.parametrize("path", [*CHECKLISTS, *JOURNEYS, *AUDITS, ROOT / "tpaudit.yaml"], ids=stem)
def test_everything_that_ships_validates(path: Path) -> None:
    said = [str(problem) for problem in problems_of(str(path), Workspaces())]
    assert [line for line in said if "is the built-in one" not in line] == []


def test_the_samples_are_as_bad_or_as_good_as_their_stories() -> None:
    cards = {path.stem: score(load_audit(str(path))) for path in AUDITS}
    delivery, weather = cards["dostavka-edy"], cards["weather-app"]
    assert delivery.band == "weak"
    assert {"confirmation", "order-form", "kitchen", "site-to-kitchen", "order-phone"} <= set(delivery.broken)
    assert weather.band == "fair"
    days = {
        one.on[:10]
        for touch in weather.touchpoints.values()
        for item in touch.items.values()
        for one in item.observations
        if one.on
    }
    assert days == {"2026-09-16"}


def test_the_samples_show_every_key_of_audits_and_visits() -> None:
    written: set[str] = set()
    for path in AUDITS:
        for file in (path, *path.with_suffix(".visits").glob("*.yaml")):
            _gather(read(file.read_bytes()).data, written)
    fields = {field.alias or name for model in (Audit, Visit) for name, field in model.model_fields.items()}
    assert fields - written == {"source"}  # which `tpaudit import` writes


def _gather(data: Any, into: set[str]) -> None:
    if isinstance(data, dict):
        into.update(data)
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        _gather(value, into)


def test_the_coverage_page_names_every_row_once_in_order() -> None:
    assert [row for row, _ in ROWS] == [f"S{number}" for number in range(1, 27)]


@pytest.mark.parametrize(("row", "where"), ROWS, ids=[row for row, _ in ROWS])
def test_what_the_coverage_page_names_is_there(row: str, where: str) -> None:
    assert row
    commands = set(getattr(typer.main.get_command(command_line()), "commands", {}))
    names = re.findall(r"`([^`]+)`", where)
    assert names
    pages = [(ROOT / "docs" / page).read_text(encoding="utf-8") for page in ("files.md", "scorecard.md")]
    keys = {key for page in pages for key in re.findall(r"`([a-z_]+)`", page)}
    for name in names:
        checklist, _, item = name.partition(".")
        known = (
            name.removeprefix("tpaudit ").split()[0] in commands
            if name.startswith("tpaudit ")
            else item in ITEMS[checklist]
            if item
            else name in keys or any(path.stem == name for path in JOURNEYS)
        )
        assert known, name
