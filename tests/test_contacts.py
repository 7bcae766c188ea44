"""Contacts: who starts them, which of them were observed, and shipped journeys in which nothing is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import tpaudit
from tpaudit import LoadedAudit
from tpaudit.cli.init import init
from tpaudit.documents.answers import read_answer, scale
from tpaudit.documents.checklist import Item
from tpaudit.documents.contacts import usual_starter
from tpaudit.results.insights import Gaps
from tpaudit.results.scorecard import Scorecard

Load = Callable[..., LoadedAudit]
JOURNEYS: Final = sorted(
    path.stem for path in (Path(__file__).parent.parent / "templates/journeys").glob("*.yaml")
)
PRESSED: Final = "journey: {stages: {s: {name: S, contacts: {ideal: [1, 1], zero: [0, 3]}}}}\n"
GOOD: Final = (
    "good: {ask: Good?, answer: yes-no}\nwhen: {ask: When?, answer: duration, score: {full: 1h, zero: 9h}}"
)


def best(item: Item) -> str:
    """Return an answer that earns 100 points and breaks nothing."""
    ends = scale(item.answer)
    limits = [str(limit) for limit in item.score.limits()] if item.score else []
    tried = ["yes", "no", *map(str, ends or ()), *item.options, *limits, "10", "0", "0s", "1000000", "10000d"]
    answers = ((text, read_answer(item, text)) for text in tried)
    return next(text for text, answer in answers if answer and answer.score == 100 and not answer.fails)


def gaps(audit: LoadedAudit) -> Gaps:
    found = tpaudit.score(audit, whole=True).gaps
    assert found is not None
    return found


def contacts(audit: LoadedAudit) -> tuple[int, int]:
    pressure = gaps(audit).contacts["s"]
    return pressure.contacts, pressure.unobserved


def touchpoints(*keys: str, answer: str = "yes") -> str:
    lines = [
        f"  t{n}: {{stage: s, {key}, checklists: {{g: {{good: {answer}}}}}}}\n" for n, key in enumerate(keys)
    ]
    return "touchpoints:\n" + "".join(lines)


def filled(folder: Path, journey: str) -> Scorecard:
    """Return the scorecard of a journey's template in which every question has its best answer."""
    init(folder, journey, None, "", False, shown=False)
    file = next((folder / "audits").glob("*.yaml"))
    audit = tpaudit.load(str(file))
    answers = [
        f'  {touch.id}/{address}: "{best(asked.question.item)}"\n'
        for touch in audit.touches
        for address, asked in touch.asked.items()
    ]
    visit = file.with_suffix(".visits") / "perfect.yaml"
    visit.write_text("format: 1\nvisit: {by: ann}\nanswers:\n" + "".join(answers), encoding="utf-8")
    return tpaudit.score(tpaudit.load(str(file)), whole=True)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_shipped_journey_filled_in_perfectly_has_nothing_wrong_with_it(
    journey: str, tmp_path: Path
) -> None:
    card = filled(tmp_path, journey)
    assert card.gaps is not None
    assert (card.score, card.band, card.broken, card.gaps.found) == (100, "strong", [], [])


@pytest.mark.parametrize("journey", JOURNEYS)
def test_of_an_untouched_template_nothing_is_said(journey: str, tmp_path: Path) -> None:
    init(tmp_path, journey, None, "", False, shown=False)
    audit = tpaudit.load(str(next((tmp_path / "audits").glob("*.yaml"))))
    card = tpaudit.score(audit, whole=True)
    assert card.gaps is not None
    assert (card.gaps.found, card.gaps.contacts, card.agreement, card.disagreements) == ([], {}, None, [])
    assert card.visits == {}


@pytest.mark.parametrize(
    ("channel", "kind", "starter"),
    [
        ("e-mail", "digital", "company"),
        ("e-mail", "human", "customer"),
        ("messenger", None, "company"),
        ("advertising", "human", "company"),
        ("phone", "human", "customer"),
        ("website", "digital", "customer"),
        (None, None, "customer"),
    ],
)
def test_who_usually_starts_a_contact(channel: str | None, kind: str | None, starter: str) -> None:
    assert usual_starter(channel, kind) == starter


def test_what_the_customer_starts_presses_nobody(load: Load) -> None:
    form_and_phone = touchpoints("channel: website", "channel: phone", "channel: e-mail, kind: digital")
    assert contacts(load(PRESSED + form_and_phone, g=GOOD)) == (1, 0)
    said = touchpoints("starts: company", "starts: customer, channel: e-mail", "channel: sms")
    assert contacts(load(PRESSED + said, g=GOOD)) == (2, 0)


def test_a_journey_says_who_starts_what_it_expects(load: Load) -> None:
    expects = PRESSED.replace("}}}}", "}}}, expects: {call: {name: C, stage: s, starts: company}}}", 1)
    assert contacts(load(expects + touchpoints("as: call, channel: phone"), g=GOOD)) == (1, 0)
    own = touchpoints("as: call, channel: phone, starts: customer")
    assert gaps(load(expects + own, g=GOOD)).contacts == {}


def test_the_same_expected_touchpoint_by_mail_and_by_message_is_one_contact(load: Load) -> None:
    expects = PRESSED.replace("}}}}", "}}}, expects: {note: {name: N, stage: s, channel: e-mail}}}", 1)
    both = touchpoints("as: note, channel: e-mail", "as: note, channel: sms")
    assert contacts(load(expects + both, g=GOOD)) == (1, 0)
    unobserved = both + "  t2: {stage: s, as: note, channel: post, checklists: {g: }}\n"
    assert contacts(load(expects + unobserved, g=GOOD)) == (1, 0)


@pytest.mark.parametrize("answer", ["no", "n/a", "[]"])
def test_what_nobody_saw_happen_is_no_contact(answer: str, load: Load) -> None:
    seen = (
        touchpoints("starts: company")
        + f"  x: {{stage: s, starts: company, checklists: {{g: {{good: {answer}}}}}}}\n"
    )
    assert contacts(load(PRESSED + seen, g=GOOD))[0] == 1


def test_what_never_came_is_no_contact(load: Load) -> None:
    never = "touchpoints: {t: {stage: s, starts: company, checklists: {g: {when: never}}}}\n"
    found = gaps(load(PRESSED + never, g=GOOD))
    assert [gap.kind for gap in found.found] == ["too-few"]


def test_too_few_is_not_said_while_some_are_unobserved(load: Load) -> None:
    some = (
        "touchpoints:\n  a: {stage: s, checklists: {g: {good: yes}}}\n"
        "  b: {stage: s, starts: company, checklists: {g: }}\n"
    )
    found = gaps(load(PRESSED + some, g=GOOD))
    assert [(gap.kind, gap.address) for gap in found.found] == [("unscored", "b")]
    assert (found.contacts["s"].contacts, found.contacts["s"].unobserved) == (0, 1)


def test_each_persona_has_the_contacts_seen_in_its_shoes(load: Load) -> None:
    walked = (
        "personas: {new: New, old: Old}\n"
        "touchpoints:\n"
        "  a: {stage: s, starts: company, checklists: {g: {good: {answer: yes, persona: old}}}}\n"
        "  b: {stage: s, starts: company, checklists: {g: {good: {answer: yes, persona: old}}}}\n"
        "  c: {stage: s, starts: company, checklists: {g: {good: yes}}}\n"
    )
    pressure = gaps(load(PRESSED + walked, g=GOOD)).contacts["s"]
    assert (pressure.persona, pressure.contacts) == ("old", 3)
    for_new = tpaudit.score(load(PRESSED + walked, g=GOOD), persona="new", whole=True).gaps
    assert for_new is not None
    assert (for_new.contacts["s"].contacts, for_new.contacts["s"].unobserved) == (1, 2)
