"""Generates audits of any size with a checklist of their own: for the same numbers the same bytes.

python tests/benchmarks/generate.py FOLDER [AUDITS [TOUCHPOINTS [ITEMS]]]
"""

import argparse
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

STAGES: Final = ("before", "during", "after", "service")
CHECKLIST: Final = "bench"
_SEED: Final = 2026
_NOTES: Final = (
    "The person was friendly but had to ask a colleague twice before answering the question in full",
    "Rang four times and was then picked up by the answering machine in the back office, which thanked for the call",
)

_ITEMS: Final = (
    "{ask: Is it there, answer: yes-no, must: true}",
    "{ask: How quick is it, answer: duration, score: {full: 10s, zero: 60s}}",
    "{ask: How polite is it, answer: 1-5, weight: 2}",
    "{ask: How long does it take, answer: duration, score: {p10: 10s, median: 60s}}",
    "{ask: Is it said on the site, answer: yes-no}",
    "{ask: How quick is it at noon, answer: duration, score: {full: 10s, zero: 60s}, combine: median}",
    "{ask: How helpful is it, answer: 1-5, weight: 2}",
    '{ask: How long is the wait, answer: duration, score: {at_most: {"10s": 100, "60s": 50}}}',
)
"""Eight questions that recur in a longer checklist; `_ANSWERS` answers them four by four."""


def workspace(folder: Path, audits: int, touchpoints: int = 20, items: int = 8) -> Path:
    """Write a workspace with its checklist and so many audits; return the audits' folder."""
    (folder / "checklists").mkdir(parents=True)
    (folder / "audits").mkdir()
    (folder / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    _write(folder / "checklists" / f"{CHECKLIST}.yaml", checklist(items))
    for number in range(audits):
        _write(folder / "audits" / f"a{number:04}.yaml", audit(number, touchpoints, items))
    return folder / "audits"


def checklist(items: int) -> Iterator[str]:
    """Yield the lines of a checklist of so many items."""
    yield "format: 1"
    yield f"checklist: {CHECKLIST}"
    yield "items:"
    for item in range(items):
        yield f"  item-{item}: {_ITEMS[item % len(_ITEMS)]}"


def audit(number: int, touchpoints: int, items: int) -> Iterator[str]:
    """Yield the lines of an audit; line by line, so that a large one takes no memory here."""
    chance = random.Random(_SEED + number)  # noqa: S311 (the same numbers every time is what is wanted)
    yield "format: 1"
    yield f"company: {{name: Shop {number}, size: small}}"
    yield f"audit: {{id: a{number}, date: 2026-11-14, auditor: anna, method: walkthrough}}"
    yield "journey: purchase"
    yield "touchpoints:"
    for touchpoint in range(touchpoints):
        yield from _touchpoint(chance, touchpoint, items)


def actions(touchpoints: int, items: int = 8) -> Iterator[str]:
    """Yield the lines of an action for each item, with an effort and a cost of its own."""
    chance = random.Random(_SEED)  # noqa: S311 (as above)
    yield "actions:\n"
    for touchpoint in range(touchpoints):
        for item in range(items):
            target = f"touchpoint-{touchpoint}/{CHECKLIST}.item-{item}"
            effort, cost = chance.randint(20, 3000), chance.randint(0, 100_000) / 100
            yield f"  a{touchpoint}-{item}: {{for: {target}, task: Fix it, effort: {effort}m, cost: {cost}}}\n"


def _touchpoint(chance: random.Random, number: int, items: int) -> Iterator[str]:
    yield f"  touchpoint-{number}:"
    yield f"    name: Touchpoint number {number}"
    yield f"    stage: {STAGES[number % len(STAGES)]}"
    yield "    channel: phone"
    yield "    kind: human"
    yield f"    importance: {1 + number % 5}"
    yield "    owner: Sales"
    yield "    note: |"
    yield "      A few words about what this touchpoint is"
    yield "      and why it matters."
    yield "    checklists:"
    yield f"      {CHECKLIST}:"
    for item in range(items):
        yield from _ANSWERS[item % len(_ANSWERS)](chance, item)


def _scalar(chance: random.Random, item: int) -> Iterator[str]:
    yield f"        item-{item}: {chance.choice(['yes', 'no'])}"


def _flow_mapping(chance: random.Random, item: int) -> Iterator[str]:
    rest = "on: 2026-11-03, by: ben, method: mystery-shopper"
    yield f"        item-{item}: {{answer: {_wait(chance)}, {rest}}}"


def _block_mapping(chance: random.Random, item: int) -> Iterator[str]:
    yield f"        item-{item}:"
    yield f"          answer: {chance.randint(1, 5)}"
    yield f"          note: {_NOTES[0]}"
    yield "          evidence:"
    yield "            - quote: One moment please, I will ask somebody who knows about it"
    yield f"          on: 2026-11-{1 + item % 14:02}"
    yield "          by: carla"


def _list(chance: random.Random, item: int) -> Iterator[str]:
    yield f"        item-{item}:"
    yield f"          - {_wait(chance)}"
    yield f"          - answer: {_wait(chance)}"
    yield f"            note: {_NOTES[1]}"


_ANSWERS: Final[tuple[Callable[[random.Random, int], Iterator[str]], ...]] = (
    _scalar,
    _flow_mapping,
    _block_mapping,
    _list,
)
"""The ways to write an answer, in turn."""


def _wait(chance: random.Random) -> str:
    return f"{chance.randint(5, 70)}s"


def _write(file: Path, lines: Iterator[str]) -> None:
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in lines)


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("audits", type=int, nargs="?", default=1)
    parser.add_argument("touchpoints", type=int, nargs="?", default=20)
    parser.add_argument("items", type=int, nargs="?", default=8)
    asked = parser.parse_args()
    workspace(asked.folder, asked.audits, asked.touchpoints, asked.items)


if __name__ == "__main__":
    main()
