"""Stories: what happens to a customer, in one line each, and what a person would say of the company then."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import yaml

import tpaudit
from tpaudit import Scorecard
from tpaudit.documents.answers import scale
from tpaudit.documents.checklist import Checklist, Item
from tpaudit.documents.journey import Journey
from tpaudit.reading.workspace.sources import SAMPLES
from tpaudit.reading.workspace.workspace import Workspace

Scored = Callable[..., Scorecard]
BUILT_IN: Final = Workspace(SAMPLES, None)

BEST: Final = "best"
WORST: Final = "worst"
MISSING: Final = {"missing": "yes"}
SHOP, CLINIC, KITCHEN = "online-shop", "clinic", "restaurant-delivery"
STORE, FIRM, SOFTWARE = "retail-shop", "b2b-service", "subscription-software"


def problem(says: str, severity: str = "critical", **more: str) -> dict[str, Any]:
    """Return a touchpoint's findings with one problem in them."""
    return {"findings": {"it": {"kind": "problem", "says": says, "severity": severity, **more}}}


class Story(NamedTuple):
    """Everything is perfect in a shipped journey, but for what `but` says."""

    journey: str
    but: Mapping[str, Any]
    """Answers by address, all answers of a touchpoint (`worst`), or keys of a touchpoint."""
    broken: str = ""
    """What is broken: ids with spaces between."""
    weakest: str | None = None
    bottleneck: str | None = None
    band: str = "fair"
    """What the journey is called."""


# fmt: off
STORIES: Final = {
    "everything is as it should be": Story(SHOP, {}, band="strong"),
    "support never answers": Story(SHOP, {"support/response-time.answered-at-all": "no"}, "support", "support", "support"),
    "support answers a sharp mail rudely": Story(SHOP, {"support/email.sharp-demand": "rude"}, "support", "support", "support"),
    "support answers a sharp mail with a standard text": Story(SHOP, {"support/email.sharp-demand": "cold"}, band="strong"),
    "support answers 37 of 40 mails": Story(SHOP, {"support/response-time.answered-at-all": "37/40"}, "support", "support", "support"),
    "support answered 37 mails and left 3": Story(SHOP, {"support/response-time.answered-at-all": ["yes"] * 37 + ["no"] * 3}, "support", "support", "support"),
    "the site confirms while nobody packs": Story(SHOP, {"confirmation/order-confirmation.real": "no"}, "confirmation", "confirmation", "confirmation"),
    "the site confirms while the kitchen takes no orders": Story(KITCHEN, {"confirmation": {"promises": {"cooked": "We cook it now"}}, "food": {"breaks": {"confirmation/cooked": "The kitchen is closed"}}}, "confirmation", "confirmation"),
    "no confirmation comes at all": Story(KITCHEN, {"confirmation": MISSING}, "confirmation", "confirmation", "confirmation"),
    "a confirmation never came": Story(KITCHEN, {"confirmation/order-confirmation.confirmation-comes": "never"}, "confirmation", "confirmation", "confirmation"),
    "nobody answers the phone, three times": Story(SHOP, {"order-line/phone": {"pick-up-time": ["never"] * 3}}, "order-line", "order-line", "order-line"),
    "nobody answers the phone of the clinic": Story(CLINIC, {"booking-phone/phone.pick-up-time": "never"}, "booking-phone", "booking-phone", "booking-phone"),
    "one of three calls is not answered": Story(STORE, {"phone/phone.pick-up-time": ["8s", "9s", "never"]}, "phone", "phone", "phone"),
    "a bot answers": Story(SHOP, {"order-line/phone.who-answers": "bot"}, "order-line", "order-line", "order-line"),
    "the number is missing on one page of ten only": Story(SHOP, {"order-line/phone.number-on-every-page": "9/10"}, band="strong"),
    "the number is missing on the terms page only": Story(SHOP, {"order-line/phone.number-on-every-page": "3/4"}, band="strong"),
    "the number is missing on two pages of four": Story(SHOP, {"order-line/phone.number-on-every-page": "2/4"}, "order-line"),
    "a parcel never arrives": Story(SHOP, {"parcel": problem("The parcel never arrived")}, "parcel", "parcel"),
    "parcels do not come, none of them": Story(SHOP, {"parcel": MISSING}, "parcel", "parcel", "parcel"),
    "parcels arrive smashed": Story(SHOP, {"parcel/packaging.intact": "no"}, "parcel", "parcel", "parcel"),
    "the wrong thing is in the parcel": Story(SHOP, {"parcel/packaging.complete": "wrong"}, "parcel", "parcel", "parcel"),
    "the courier leaves it in the rain": Story(SHOP, {"courier/delivery.right-place": "left"}, "courier", "courier", "courier"),
    "everything about the site is at its worst": Story(SHOP, {"website": WORST}, "website", "website", "website"),
    "everything about the product is at its worst": Story(SHOP, {"product": WORST}, "product", "product", "product"),
    "the product does not do its job": Story(STORE, {"product/product.does-its-job": "no"}, "product", "product", "product"),
    "the treatment does not help": Story(CLINIC, {"treatment/service-done.did-its-job": "no"}, "treatment", "treatment", "treatment"),
    "the software loses data": Story(SOFTWARE, {"software": problem("Two documents were gone")}, "software", "software"),
    "the form cannot be sent": Story(SHOP, {"checkout/web-form.sends": "no"}, "checkout", "checkout", "checkout"),
    "the form empties itself on an error": Story(CLINIC, {"booking-form/web-form.errors": "wipes"}, "booking-form", "booking-form", "booking-form"),
    "the total appears after paying": Story(SHOP, {"payment/payment.total-shown": "no"}, "payment", "payment", "payment"),
    "the bill is higher than agreed": Story(KITCHEN, {"bill/payment.same-total": "no"}, "bill", "bill", "bill"),
    "the till charges more than the shelf says": Story(STORE, {"till/point-of-sale.price-right": "no"}, "till", "till", "till"),
    "the contract hides the price": Story(FIRM, {"contract/contract.total-price": "no"}, "contract", "contract", "contract"),
    "the guest stands before a closed door": Story(FIRM, {"events/events.as-announced": "no"}, "events", "events", "events", band="strong"),
    "there is no way to call back": Story(FIRM, {"call-back": MISSING}, "call-back", "call-back", "call-back"),
    "nobody gets a reminder": Story(CLINIC, {"reminder": MISSING}, "reminder", "reminder", "reminder"),
    "a complaint meets silence": Story(STORE, {"complaint-answer": problem("Nobody wrote back in three weeks")}, "complaint-answer", "complaint-answer"),
    "a complaint met silence, and that is fixed": Story(STORE, {"complaint-answer": problem("Nobody wrote back", resolved="2026-11-20")}, band="strong"),
    "a poster is torn": Story(STORE, {"shop-floor": problem("A poster is torn", "cosmetic")}, band="strong"),
    "the queue is a bother, and a major one": Story(STORE, {"till": problem("The queue is long", "major")}, band="strong"),
    "the toilets are dirty": Story(KITCHEN, {"toilets/quick.works": "no"}, "toilets", "toilets", "toilets", band="strong"),
    "post goes on after saying stop": Story(FIRM, {"further-services/contact-pressure.stops-when-asked": "never"}, "further-services", "further-services", "further-services", band="strong"),
    "the leaflet is a lie": Story(STORE, {"leaflet": problem("The offer does not exist")}, "leaflet", "leaflet", band="strong"),
    "two things are broken, and the worse one is named": Story(SHOP, {"order-line/phone.who-answers": "bot", "support": WORST}, "order-line support", "support", "support"),
    "a broken line counts before a poor site": Story(SHOP, {"order-line/phone.number-on-every-page": "no", "reviews": WORST}, "order-line", "order-line", "reviews"),
    "the top search result of an owner without targets": Story(SHOP, {"search-result/media-metrics.targets-set": "0", "courier/delivery.window": "3h", "courier/delivery.on-time": "no", "courier/delivery.reschedule": "no"}, weakest="courier", bottleneck="courier", band="strong"),
    "a waiter is rude": Story(KITCHEN, {"waiter": WORST}, "waiter", "waiter", "waiter"),
    "the doctor does not listen": Story(CLINIC, {"doctor/consultation.listened": "1"}, "doctor", "doctor", "doctor"),
    "the promised call back never comes": Story(SHOP, {"call-back/call-back.came": "no"}, "call-back", "call-back", "call-back"),
    "the call back comes three hours late": Story(SHOP, {"call-back/call-back.late-by": "3h"}, band="strong"),
    "the parcel never arrives": Story(SHOP, {"courier/delivery.arrived": "no"}, "courier", "courier", "courier"),
    "the courier is an hour late": Story(SHOP, {"courier/delivery.late-by": "1h", "courier/delivery.on-time": "no"}, band="strong"),
    "the courier is a week late": Story(SHOP, {"courier/delivery.late-by": "7d", "courier/delivery.on-time": "no"}, "courier", "courier", "courier"),
    "the money comes back after 60 days": Story(SHOP, {"returns/returns.money-back": "60d"}, "returns", "returns", "returns"),
    "the site does not open": Story(SHOP, {"website/website.opens": "no"}, "website", "website", "website"),
    "the site has no version for phones": Story(SHOP, {"website/website.fits-phone": "few"}, "website", "website", "website"),
    "two pages of four do not fit a phone": Story(SHOP, {"website/website.fits-phone": "most"}, band="strong"),
    "the line costs extra and nobody says so": Story("telecom-utility", {"line/call-quality.cost": "hidden"}, "line", "line", "line"),
    "no answer can be found on the site": Story(SHOP, {"website/website.find-answer": "never"}, "website", "website", "website"),
    "the order does not go through": Story(SHOP, {"product-page/online-shop.order-goes-through": "no"}, "product-page", "product-page", "product-page"),
    "the food cannot be eaten": Story(KITCHEN, {"food/meal-and-hygiene.edible": "no"}, "food", "food", "food"),
    "nobody receives the visitor": Story(CLINIC, {"waiting-room/office.received": "never"}, "waiting-room", "waiting-room", "waiting-room"),
    "the visitor is greeted after five minutes": Story(CLINIC, {"waiting-room/office.received": "5m"}, band="strong"),
    "the caller is put through to nobody": Story(FIRM, {"team-handover/handover.wait-between": "never"}, "team-handover", "team-handover", "team-handover"),
    "nothing else is offered": Story(STORE, {"add-ons/cross-selling.right-time": "n/a"}, band="strong"),
    "nobody gets through at the check-in machine": Story("hotel", {"check-in-wait/self-checkout.gets-through": "no"}, "check-in-wait", "check-in-wait", "check-in-wait"),
    "a hotel has no machine": Story("hotel", {"check-in-wait/self-checkout": {"gets-through": "n/a"}}, band="strong"),
    "the help at the machine takes five minutes": Story("hotel", {"check-in-wait/self-checkout.help-comes": "5m"}, band="strong"),
    "pages hang on the way to the booking": Story("travel-courier", {"website/site-speed.main-thing-loads": "no"}, "website", "website", "website"),
    "the visitor stands before a locked office": Story(CLINIC, {"waiting-room/office.open-as-said": "no"}, "waiting-room", "waiting-room", "waiting-room"),
    "steps keep a wheelchair out of the clinic": Story(CLINIC, {"waiting-room/office.step-free": "shut-out"}, band="strong"),
    "a repair takes sixty days": Story(STORE, {"repairs/after-sales.days-away": "60d"}, "repairs", "repairs", "repairs"),
    "a repair takes a month": Story(STORE, {"repairs/after-sales.days-away": "30d"}, band="strong"),
    "the app falls shut three times in a quarter of an hour": Story("hotel", {"guest-app/app.no-crash": "3"}, "guest-app", "guest-app", "guest-app", band="strong"),
    "after the guarantee nothing is repaired": Story(STORE, {"repairs/after-sales.repair-offered": "refused"}, band="strong"),
    "one of three promises of the leaflet is empty": Story(STORE, {"leaflet/advertising.keeps-word": "2/3"}, "leaflet", "leaflet", "leaflet", band="strong"),
    "the leaflet reaches seven of ten who can use it": Story(STORE, {"leaflet/advertising.where-it-stands": "7/10"}, band="strong"),
    "nobody looks at the figures of the ads": Story("purchase", {"advertising/media-metrics": WORST}, weakest="advertising", bottleneck="advertising", band="strong"),
    "the farewell has none of the eight signs": Story("lifecycle-client", {"farewell/good-touchpoint": WORST}, weakest="farewell", bottleneck="farewell"),
    "the home of the entry is gone": Story("estate-agent", {"portal/advertising.keeps-word": "no"}, "portal", "portal", "portal"),
    "nobody says who gets the home": Story("estate-agent", {"decision": MISSING}, "decision", "decision", "decision"),
    "customers expect more than the agent gives": Story("estate-agent", {"survey": WORST}, weakest="survey", bottleneck="survey", band="strong"),
    "the receptionist is rude": Story(CLINIC, {"waiting-room/office.reception-manner": "1"}, "waiting-room", "waiting-room", "waiting-room"),
}
# fmt: on


HARMLESS: Final = {
    "feedback-request": "who is asked nothing, or asked badly, still has what was bought",
    "gifts": "nobody is owed a gift",
    "good-touchpoint": "it asks how good a touchpoint is, on top of a list that asks whether it works",
    "loyalty": "nobody is owed a reward before joining",
    "media-metrics": "no customer meets the company's own figures",
    "personalisation": "a touchpoint works without it, and what looks like spying may have been told and forgotten",
    "satisfaction": "it asks customers how it was, and what went wrong stands at the touchpoint where it did",
    "servqual-care": "it asks customers how near the company comes to an excellent one, and not what went wrong",
    "servqual-manner": "it asks customers the same of other respects",
    "reviews": "others wrote them, and a doubtful review may be a true one",
}
"""Checklists without an answer that breaks a touchpoint, and why."""


@cache
def journey_of(name: str) -> Journey:
    """Return a shipped journey."""
    journey, _ = BUILT_IN.journey(name)
    assert journey is not None
    return journey


@cache
def checklist_of(name: str) -> Checklist:
    """Return a shipped checklist."""
    prepared, _ = BUILT_IN.checklist(name)
    assert prepared is not None
    return prepared.checklist


def answer(item: Item, which: str) -> str:
    """Return the best or the worst answer to an item."""
    if item.options:
        points = {option_id: option.points or 0.0 for option_id, option in item.options.items()}
        return (max if which == BEST else min)(points, key=points.__getitem__)
    if item.answer == "nps":
        return "10" if which == BEST else "0"
    if item.score is not None:
        limits = {str(limit): item.points(limit.value) or 0.0 for limit in item.score.limits()}
        return max(limits, key=limits.__getitem__) if which == BEST else _far(item)
    ends = scale(item.answer)
    if ends is not None:
        return str(ends[which == BEST])
    return "yes" if item.good == (which == BEST) else "no"


def _far(item: Item) -> str:
    """Return what was measured at its worst."""
    if item.answer == "duration":
        return "never"
    return min(("0", "100", "1000"), key=lambda text: item.points(float(text)) or 0.0)


def told(story: Story) -> str:
    """Return the audit of a story."""
    touchpoints = {}
    for touch_id, expected in journey_of(story.journey).expects.items():
        touchpoints[touch_id] = {
            "stage": expected.stage,
            "importance": f"{expected.importance:g}",
            "checklists": {name: dict(_answers(touch_id, name, story)) for name in expected.checklists},
        }
        keys = story.but.get(touch_id)
        if isinstance(keys, dict):
            touchpoints[touch_id] |= keys
            if "missing" in keys:
                del touchpoints[touch_id]["checklists"]
    audit = {"audit": {"date": "2026-11-14"}, "journey": story.journey, "touchpoints": touchpoints}
    return yaml.safe_dump(audit, allow_unicode=True, sort_keys=False)


def _answers(touch_id: str, checklist: str, story: Story) -> Iterator[tuple[str, Any]]:
    section = story.but.get(f"{touch_id}/{checklist}", story.but.get(touch_id))
    for item_id, item in checklist_of(checklist).items.items():
        address = f"{touch_id}/{checklist}.{item_id}"
        if address in story.but:
            yield item_id, story.but[address]
        elif isinstance(section, dict) and f"{touch_id}/{checklist}" in story.but:
            if item_id in section:
                yield item_id, section[item_id]
        else:
            yield item_id, answer(item, WORST if section == WORST else BEST)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_the_verdict_is_what_a_person_would_say(story: Story, scored: Scored) -> None:
    card = scored(told(story))
    assert card.broken == [touch_id for touch_id in card.links() if touch_id in story.broken.split()]
    assert all(card.links()[touch_id].band == "broken" for touch_id in card.broken)
    assert story.weakest in (None, card.weakest)
    assert story.bottleneck in (None, card.bottleneck)
    assert card.band == story.band


@pytest.mark.parametrize("journey", sorted(BUILT_IN.sources("journeys")))
def test_a_total_failure_of_one_list_breaks_its_touchpoint_and_no_other(journey: str, scored: Scored) -> None:
    expects = journey_of(journey).expects
    failures = [
        (touch_id, failure)
        for touch_id, expected in expects.items()
        for failure in _total_failures(expected.checklists)
    ]
    for some in (failures[::2], failures[1::2]):
        but = {f"{touch_id}/{address}": failing for touch_id, (address, failing) in some}
        assert scored(told(Story(journey, but))).broken == list(
            dict.fromkeys(touch_id for touch_id, _ in some)
        )


@pytest.mark.parametrize("journey", sorted(BUILT_IN.sources("journeys")))
def test_whatever_is_missing_is_broken_wherever_it_is(journey: str, scored: Scored) -> None:
    touches = list(journey_of(journey).expects)
    for some in (touches[::2], touches[1::2]):
        assert scored(told(Story(journey, dict.fromkeys(some, MISSING)))).broken == some


def _total_failures(checklists: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the address and the answer of the first item of each list that breaks a touchpoint."""
    for name in checklists:
        items = checklist_of(name).items.items()
        for item_id, item in items:
            failing = next((option_id for option_id, option in item.options.items() if option.fails), None)
            if item.must or failing:
                yield f"{name}.{item_id}", failing or answer(item, WORST)
                break


def _can_fail(item: Item) -> bool:
    return any(option.fails for option in item.options.values())


def test_only_lists_that_can_break_nothing_are_excused() -> None:
    lists = BUILT_IN.sources("checklists")
    harmless = {
        name
        for name in lists
        if not any(item.must or _can_fail(item) for item in checklist_of(name).items.values())
    }
    assert harmless == set(HARMLESS)


def test_there_are_stories_enough() -> None:
    assert len(STORIES) >= 40
    assert len({story.journey for story in STORIES.values()}) >= 8


def test_the_sample_audit_is_broken_where_its_sources_say_so() -> None:
    card = tpaudit.score(tpaudit.load(str(Path(__file__).parent.parent / "audits/roastery.yaml")))
    assert card.broken == ["website", "order-line", "confirmation", "complaint-answer"], (
        "51 of 60 who recommend the shop and 3 burst bags of 40 break nothing"
    )
