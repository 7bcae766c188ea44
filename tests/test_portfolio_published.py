"""A portfolio of real branches: 44 mystery-shopping visits of a retail chain, held against the published figures."""

import json
from math import fsum
from pathlib import Path
from typing import Any, Final

import pytest
from chains import write
from program import run
from test_published_visits import PUBLISHED, VISITS, audit, checklist

from tpaudit.operations.portfolio.portfolio import portfolio
from tpaudit.results.portfolio import Portfolio
from tpaudit.showing.text.numbers import width

pytestmark = pytest.mark.skipif(
    not VISITS, reason="the published visits lie outside the project and are not here"
)
PREFIX: Final = "Quick mart Riverside Retail Park, "
REGIONS: Final = ("North", "South", "West")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with an audit of each visit; names have one prefix, regions are dealt out in turn."""
    folder = tmp_path_factory.mktemp("chain")
    for section in PUBLISHED["section_weights"]:
        write(folder / f"checklists/{section.lower()}.yaml", checklist(section))
    for number, (store, visit) in enumerate(VISITS.items()):
        region = REGIONS[number % len(REGIONS)]
        company = f'company: {{name: Quick mart, branch: "{PREFIX}{store[-3:]}", region: {region}}}\n'
        write(folder / f"audits/{store}.yaml", audit(visit).replace("\n", f"\n{company}", 1))
    return folder


@pytest.fixture(scope="module")
def judged(workspace: Path) -> Portfolio:
    return portfolio(workspace / "audits")


def finals() -> dict[str, float]:
    """Return what was published of each visit, by the name of its branch."""
    return {PREFIX + store[-3:]: visit["published_final"] for store, visit in VISITS.items()}


def test_scores_and_their_mean_are_those_that_were_published(judged: Portfolio) -> None:
    published = finals()
    assert len(judged.branches) == len(published) == 44
    for line in judged.branches:
        assert line.score == pytest.approx(published[line.name], abs=0.01)
    assert judged.mean == pytest.approx(fsum(published.values()) / 44, abs=0.01)
    assert [alike.branches for alike in judged.asked_alike] == [44]
    assert {line.told for line in judged.branches} == {None}  # one visit each: nothing tells chance


def test_ranks_and_percentiles_are_those_of_the_published_figures(judged: Portfolio) -> None:
    published = finals()
    for line in judged.branches:
        own = published[line.name]
        clearly_more = sum(score > own + 0.011 for score in published.values())
        perhaps_more = sum(score > own - 0.011 for score in published.values()) - 1
        assert line.rank is not None
        assert line.percentile is not None
        assert 1 + clearly_more <= line.rank <= 1 + perhaps_more
        less = [sum(score < own + edge for score in published.values()) for edge in (-0.011, 0.011)]
        assert 100 * less[0] / 43 <= line.percentile <= 100 * less[1] / 43
    assert [line.score for line in judged.branches] == sorted(line.score or 0 for line in judged.branches)


def test_regions_are_the_means_of_their_branches(judged: Portfolio) -> None:
    scores = list(finals().values())
    for number, region in enumerate(REGIONS):
        [group] = [group for group in judged.groups if group.name == region]
        own = scores[number :: len(REGIONS)]
        assert group.branches == len(own)
        assert group.mean == pytest.approx(fsum(own) / len(own), abs=0.01)
        assert (group.low, group.high) == pytest.approx((min(own), max(own)), abs=0.01)


def test_what_is_missed_most_is_counted_over_the_published_points(judged: Portfolio) -> None:
    points: dict[str, list[float]] = {}
    for visit in VISITS.values():
        for section, items in visit["items"].items():
            for item, got in items.items():
                if isinstance(got, int | float):
                    points.setdefault(f"{section.lower()}/{section.lower()}.{item}", []).append(got)
    missed = {item: sum(got < 50 for got in seen) for item, seen in points.items()}
    worst = sorted(points, key=lambda item: (-missed[item] / len(points[item]), -len(points[item]), item))
    assert [(each.item, each.missed, each.of) for each in judged.missed] == [
        (item, missed[item], len(points[item])) for item in worst[:10]
    ]


def test_the_table_of_real_branches_fits_and_keeps_their_names_apart(workspace: Path) -> None:
    done = run("portfolio", "audits", "--top", "44", cwd=workspace)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert max(map(width, lines)) <= 80
    rows = [line[5:24] for line in lines if line[:4].strip().isdecimal() and line[5:].startswith("…")]
    assert len(rows) == len(set(rows)) == 44


def test_the_page_and_the_json_have_every_branch(workspace: Path) -> None:
    whole: dict[str, Any] = json.loads(run("portfolio", "audits", "--format", "json", cwd=workspace).stdout)
    page = run("portfolio", "audits", "--format", "html", cwd=workspace).stdout
    assert {line["name"] for line in whole["branches"]} == finals().keys()
    assert all(name in page for name in finals())
