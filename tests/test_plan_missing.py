"""Plans for what does not exist: a task, an effort and the software, for each touchpoint that a journey expects."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

import tpaudit
from tpaudit import Plan
from tpaudit.documents.journey import Journey
from tpaudit.reading.workspace.sources import SAMPLES
from tpaudit.reading.workspace.workspace import Workspace

BUILT_IN: Final = Workspace(SAMPLES, None)
JOURNEYS: Final = sorted(BUILT_IN.sources("journeys"))
WORKING_DAY: Final = 8.0
Planned = Callable[[Mapping[str, Any]], Plan]


def journey_named(name: str) -> Journey:
    journey, _ = BUILT_IN.journey(name)
    assert journey is not None
    return journey


@pytest.fixture
def planned(tmp_path: Path) -> Planned:
    """Return the plan of an audit that is given as data."""

    def plan(audit: Mapping[str, Any]) -> Plan:
        file = tmp_path / "a.yaml"
        data = {"format": "1", "audit": {"date": "2026-11-14"}, **audit}
        file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return tpaudit.plan(tpaudit.load(str(file)), language="en")

    return plan


@pytest.mark.parametrize("name", JOURNEYS)
def test_whatever_is_missing_has_a_task_and_an_effort(name: str, planned: Planned) -> None:
    expects = journey_named(name).expects
    marked = {touch: {"stage": expected.stage, "missing": "yes"} for touch, expected in expects.items()}
    steps = planned({"journey": name, "touchpoints": marked}).steps
    assert sorted(step.fixes[0].touchpoint for step in steps) == sorted(expects)
    assert [step.fixes[0].at for step in steps if not step.task or step.guessed or step.hours <= 0] == []


@pytest.mark.parametrize("name", JOURNEYS)
def test_what_an_audit_does_not_name_at_all_has_them_too(name: str, planned: Planned) -> None:
    expects = journey_named(name).expects
    first = next(iter(expects))
    only = {first: {"stage": expects[first].stage, "checklists": {"quick": {"works": "yes"}}}}
    gaps = [
        fix
        for step in planned({"journey": name, "touchpoints": only}).steps
        for fix in step.fixes
        if fix.kind == "gap"
    ]
    assert {fix.touchpoint for fix in gaps} == set(expects) - {first}
    assert [fix.at for fix in gaps if not fix.fix or fix.effort is None] == []


def test_a_web_shop_takes_weeks_and_a_reminder_an_afternoon(planned: Planned) -> None:
    shop = {"product-page": {"stage": "research", "missing": "yes"}}
    step = planned({"journey": "online-shop", "touchpoints": shop}).steps[0]
    assert step.task.startswith("Open an account with a shop service")
    assert step.fixes[0].automate == "A shop service brings basket, payment and mails."
    assert step.hours >= 20 * WORKING_DAY
    reminder = {"reminder": {"stage": "before", "missing": "yes"}}
    named = {**reminder["reminder"], "stage": journey_named("clinic").expects["reminder"].stage}
    step = planned({"journey": "clinic", "touchpoints": {"reminder": named}}).steps[0]
    assert step.hours <= WORKING_DAY


def test_a_fix_that_the_audit_names_comes_before_that_of_the_journey(planned: Planned) -> None:
    finding = {"kind": "problem", "says": "There is none", "fix": "Ours", "effort": "2h"}
    shop = {"product-page": {"stage": "research", "missing": "yes", "findings": {"none": finding}}}
    steps = planned({"journey": "online-shop", "touchpoints": shop}).steps
    assert [(step.task, step.hours) for step in steps if step.fixes[0].touchpoint == "product-page"] == [
        ("Ours", 2.0)
    ]


def test_a_journey_of_ones_own_may_say_it_and_need_not(planned: Planned) -> None:
    own = {
        "stages": {"s": "Stage"},
        "expects": {
            "a": {"name": "A", "stage": "s", "fix": "Build it", "effort": "high"},
            "b": {"name": "B", "stage": "s"},
        },
    }
    marked = {touch: {"stage": "s", "missing": "yes"} for touch in ("a", "b")}
    steps = {step.fixes[0].at: step for step in planned({"journey": own, "touchpoints": marked}).steps}
    assert (steps["a"].task, steps["a"].hours, steps["a"].guessed) == ("Build it", 15 * WORKING_DAY, False)
    assert (steps["b"].task, steps["b"].guessed) == ("", True)


def test_the_library_does_not_promise_a_company_in_a_fortnight() -> None:
    efforts = {
        f"{name}.{item_id}": item.effort
        for name in BUILT_IN.sources("checklists")
        for prepared, _ in [BUILT_IN.checklist(name)]
        if prepared is not None
        for item_id, item in prepared.checklist.items.items()
    }
    assert {
        efforts["website.fits-phone"],
        efforts["app.start-time"],
        efforts["personalisation.recognised"],
    } == {"high"}
    assert sum(effort in {"high", "10d", "5d"} for effort in efforts.values()) >= 35
