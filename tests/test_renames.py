"""`was`: what was answered under an old id is read under the new one."""

from pathlib import Path

import pytest

import tpaudit
from tpaudit.errors import InputError

CALL = """\
format: 1
checklist: call
items:
  works: {ask: Does it work?, answer: yes-no, was: [runs]}
  fast: {ask: How long?, answer: duration, score: {full: 10s, zero: 60s}, was: [quick]}
"""
AUDIT = """\
format: 1
journey: {stages: {buying: {name: Buying, was: [purchase]}}}
standards: {order-line/call.quick: {full: 20s, zero: 60s}}
touchpoints:
  phone:
    stage: purchase
    was: order-line
    checklists:
      call:
        runs: [yes, no]
        works: yes
        quick: 40s
    findings: {rude: {kind: problem, says: Rude}}
waivers:
  order-line/call.runs: {reason: r, approved_by: a, until: 2027-01-01}
actions:
  mend: {for: [order-line/findings.rude, order-line], task: t}
"""
VISIT = """\
format: 1
visit: {by: ben}
answers: {order-line/call.runs: no}
findings: {order-line/slow: {kind: remark, says: Slow}}
"""


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    for name, text in {"checklists/call": CALL, "a": AUDIT, "a.visits/ben": VISIT}.items():
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "a.yaml"


def test_old_ids_of_items_touchpoints_and_stages_are_read_as_the_new_ones(audit: Path) -> None:
    card = tpaudit.score(tpaudit.load(str(audit)))
    phone = card.touchpoints["phone"]
    works, fast = phone.items["call.works"], phone.items["call.fast"]
    assert phone.stage == "buying"
    lines = [(one.answer, one.line) for one in works.observations]
    assert lines == [("yes", 11), ("yes", 10), ("no", 10), ("no", 3)]
    assert works.score == 50
    assert fast.score == 50
    assert (fast.line, fast.observations[0].line) == (12, 12)
    assert works.waived
    assert set(phone.findings) == {"rude", "slow"}


def test_an_id_that_nothing_ever_had_is_an_error_still(audit: Path) -> None:
    audit.write_text(AUDIT.replace("quick: 40s", "quik: 40s"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        tpaudit.load(str(audit))
    assert [problem.line for problem in caught.value.problems] == [12]
