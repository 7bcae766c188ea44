"""Chains of branches for the tests: audits of a few questions, with visits, written to a folder.

python tests/chains.py FOLDER [BRANCHES [WAVES [VISITS]]] writes one of waves of an audit for each branch.
"""

import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

CHECKLIST: Final = """\
format: 1
checklist: till
items:
  list: {ask: Is there an allergen list at the till?, answer: yes-no, must: true, shortfall: No allergen list at the till}
  hours: {ask: Are the hours at the door true?, answer: yes-no, must: true, shortfall: Hours at the door untrue}
  second: {ask: Is a second product suggested?, answer: yes-no}
  greeted: {ask: How soon is one greeted?, answer: duration, score: {full: 5s, zero: 60s}}
  clear: {ask: How clean are the tables?, answer: 1-5}
"""
REGIONS: Final = ("North", "West", "South", "East")
PEOPLE: Final = ("Anna", "Ben", "Carla", "Dmitri")
_SEED: Final = 2026


def write(path: Path, text: str) -> None:
    """Write a file of a workspace, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def audit_text(head: str, *, places: Mapping[str, str] | None = None) -> str:
    """Return an audit with one touchpoint; `head` are the lines of `company` and `audit`, `places` what each says."""
    lines = "".join(f"  {place}: {said}\n" for place, said in (places or {}).items())
    return (
        f"format: 1\n{head}"
        + (f"places:\n{lines}" if lines else "")
        + "touchpoints:\n  till:\n    name: The till\n    stage: during\n    owner: Shop\n    checklists: {till: }\n"
        + "  seats:\n    name: The seats\n    stage: after\n    owner: Hall\n    checklists: {hall: }\n"
    )


HALL: Final = """\
format: 1
checklist: hall
items:
  tidy: {ask: Are the tables cleared within five minutes?, answer: yes-no}
  seat: {ask: Is there a free seat?, answer: yes-no}
"""


def visit_text(on: str, by: str, answers: Sequence[str], place: str | None = None) -> str:
    """Return a visit with its seven answers in the order of the checklists."""
    keys = (
        *("till/till.list", "till/till.hours", "till/till.second", "till/till.greeted", "till/till.clear"),
        *("seats/hall.tidy", "seats/hall.seat"),
    )
    at = f", place: {place}" if place else ""
    said = "".join(f"  {key}: {answer}\n" for key, answer in zip(keys, answers, strict=True))
    return f"format: 1\nvisit: {{on: {on}, by: {by}, method: mystery-shopper{at}}}\nanswers:\n{said}"


def chain(folder: Path, branches: int = 40, waves: int = 8, visits: int = 2) -> None:
    """Write a chain of audits of their own: each branch with a quality, each wave with visits of its month."""
    chance = random.Random(_SEED)  # noqa: S311 - the same figures every time
    write(
        folder / "tpaudit.yaml",
        "format: 1\nschedule: {monthly: {every: 1 month, visits: 2, method: mystery-shopper}}\n",
    )
    write(folder / "checklists" / "till.yaml", CHECKLIST)
    write(folder / "checklists" / "hall.yaml", HALL)
    for branch in range(branches):
        quality = chance.uniform(0.35, 0.95)
        for wave in range(waves):
            stem = f"b{branch:05}-{wave + 1}"
            before = f", follows: b{branch:05}-{wave}.yaml" if wave else ""
            head = (
                f"company: {{name: Harbour & Hill, branch: Branch {branch}, region: {REGIONS[branch % 4]},"
                f" format: {'kiosk' if branch % 3 else 'flagship'}}}\n"
                f"audit: {{id: {stem}, date: 2026-{wave + 3:02}-28{before}}}\n"
            )
            write(folder / "audits" / f"{stem}.yaml", audit_text(head))
            for number in range(visits if chance.random() < 0.9 else visits - 1):
                day = f"2026-{wave + 3:02}-{chance.randint(1, 28):02}"
                text = visit_text(day, chance.choice(PEOPLE), _answers(chance, quality))
                write(folder / "audits" / f"{stem}.visits" / f"{number}.yaml", text)


def _answers(chance: random.Random, quality: float) -> list[str]:
    good = ["yes" if chance.random() < quality else "no" for _ in range(4)]
    rare = "yes" if chance.random() < 0.5 + quality / 2 else "no"
    return [
        rare,
        good[0],
        good[1],
        f"{int(60 - 50 * quality * chance.random())}s",
        str(1 + int(4 * quality)),
        *good[2:],
    ]


if __name__ == "__main__":
    chain(Path(sys.argv[1]), *map(int, sys.argv[2:]))
