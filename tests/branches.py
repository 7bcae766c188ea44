"""Extracts of branches as a portfolio keeps them, without any files."""

import random
from collections.abc import Sequence

from tpaudit.documents.schedule import Every
from tpaudit.results.branches import (
    AuditShape,
    BranchWave,
    FoundWave,
    ItemShape,
    LinkShape,
    Look,
    PlannedRound,
    ShownFault,
)
from tpaudit.results.claims import Claim
from tpaudit.results.scorecard import Fault


def many(branches: int, regions: Sequence[str | None]) -> list[FoundWave]:
    """Return extracts of so many branches with eight waves each, without files."""
    chance = random.Random(7)  # noqa: S311 - the same figures every time
    fault = Fault(
        kind="must",
        item="ask.a",
        promise=None,
        by=None,
        failing=1,
        of=1,
        note=None,
        file="a.yaml",
        line=1,
        claim=Claim(
            text="No allergen list at the till, nor anybody who knows of one",
            answer="no",
            question="",
            fails=True,
        ),
    )
    shape = AuditShape(
        checklists=(("ask", "0" * 12),),
        links=(LinkShape(id="t", name="Till", stage="s", owner="", importance=3.0),),
        stages=(("s", "Stage"),),
        items=(ItemShape(link=0, address="ask.a", question="Is there a list?", must=True),),
    )
    return [
        FoundWave(wave=_wave(chance, number, wave, shape, fault, regions), chain=str(number), depth=wave)
        for number in range(branches)
        for wave in range(8)
    ]


def _wave(
    chance: random.Random,
    number: int,
    wave: int,
    shape: AuditShape,
    fault: Fault,
    regions: Sequence[str | None],
) -> BranchWave:
    scores = [chance.uniform(30, 100) for _ in range(2)]
    broken = scores[0] < 45
    day = f"2026-{wave + 3:02}-11"
    return BranchWave(
        company="Harbour & Hill",
        audit=f"a{number}-{wave}",
        file=f"audits/a{number}-{wave}.yaml",
        place=None,
        branch=f"Branch {number} <b>",
        name=f"Branch {number} <b>",
        region=regions[number % len(regions)],
        format=None,
        tags=(),
        day=day,
        score=sum(scores) / 2,
        coverage=1.0,
        enough=True,
        shape=shape,
        scores=(scores[0],),
        levels=bytes([int(scores[0]) + 128 * broken]),
        failing=int(broken),
        faults=(ShownFault(touchpoint="Till", fault=fault),) if broken else (),
        looks=tuple(Look(on=day, by="Anna", method=None, score=score) for score in scores),
        broken=bytes([broken]),
        musts=(int(broken), 2),
        rounds=(PlannedRound(name="monthly", every=Every(1, "month"), visits=2, method=None, regions=()),),
    )
