"""A portfolio's figures are those of plain SQL over the export of the same audits, computed from single answers."""

import random
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

import duckdb
import pytest
from chains import write
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples
from program import run

from tpaudit.operations.portfolio.portfolio import PortfolioRequest, portfolio
from tpaudit.results.portfolio import Portfolio

CHECKLISTS: Final = {
    "till": "  list: {ask: Is there a list?, answer: yes-no, must: true}\n"
    "  second: {ask: Is a second product suggested?, answer: yes-no}\n"
    "  clear: {ask: How clean is it?, answer: 1-5, weight: 2}\n",
    "hall": "  tidy: {ask: Is it tidy?, answer: yes-no, weight: 3}\n"
    "  seat: {ask: Is there a seat?, answer: yes-no, must: true}\n",
}
ITEMS: Final = {
    "till/till.list": ["yes", "no", "n/a"],
    "till/till.second": ["yes", "no", "n/a"],
    "till/till.clear": ["1", "2", "3", "5"],
    "seats/hall.tidy": ["yes", "no"],
    "seats/hall.seat": ["yes", "no"],
}
AS_OF: Final = "2026-05-31"
TABLES: Final = """
CREATE TEMP VIEW answered AS
    SELECT audit_no, touchpoint, item, avg(score) AS score FROM (  -- one method, one voice
        SELECT audit_no, touchpoint, item, method, avg(score) AS score
        FROM observations WHERE counts AND score IS NOT NULL GROUP BY ALL)
    GROUP BY ALL;
CREATE TEMP VIEW links AS
    SELECT audit_no, touchpoint, any_value(t.importance) AS importance,
           sum(answered.score * i.weight) / sum(i.weight) AS score
    FROM answered JOIN items AS i USING (audit_no, touchpoint, item) JOIN touchpoints AS t USING (audit_no, touchpoint)
    GROUP BY ALL;
CREATE TEMP VIEW scores AS
    SELECT audit_no, sum(importance * score) / sum(importance) AS score FROM links GROUP BY ALL;
CREATE TEMP VIEW looks AS
    SELECT * FROM visits AS v WHERE EXISTS (
        FROM observations AS o
        WHERE o.audit_no = v.audit_no AND o.visit = v.visit AND o.counts AND o.score IS NOT NULL);
CREATE TEMP VIEW waves AS
    SELECT a.audit_no, a.branch, a.region, a.asked, a.file, a.broken > 0 AS broken,
           coalesce(max(looks.day), any_value(a.day)) AS day, count(looks.visit) AS visits,
           any_value(CASE WHEN a.enough THEN scores.score END) AS score
    FROM audits AS a LEFT JOIN looks USING (audit_no) LEFT JOIN scores USING (audit_no) GROUP BY ALL;
CREATE TEMP VIEW newest AS
    FROM waves QUALIFY row_number() OVER (PARTITION BY branch ORDER BY day DESC, file DESC) = 1;
CREATE TEMP VIEW ranked AS
    SELECT *, count(*) OVER alike AS of,
           rank() OVER (alike ORDER BY round(score, 6) DESC) AS rank,
           100 * percent_rank() OVER (alike ORDER BY round(score, 6)) AS percentile
    FROM newest WHERE score IS NOT NULL WINDOW alike AS (PARTITION BY asked);
CREATE TEMP VIEW months AS
    SELECT unnest(range(DATE '2025-10-01', DATE '2026-06-01', INTERVAL 1 MONTH))::DATE AS month;
CREATE TEMP VIEW walked AS
    SELECT w.branch, w.day AS audited, l.day, l.method, l.visit FROM waves AS w LEFT JOIN looks AS l USING (audit_no);
CREATE TEMP VIEW due AS
    WITH known AS (
        SELECT branch, date_trunc('month', min(least(audited, day))) AS since FROM walked GROUP BY branch)
    SELECT k.branch, month, 2 * (month >= since)::INT AS planned,
           count(w.visit) FILTER (w.method = 'mystery-shopper') AS done
    FROM known AS k CROSS JOIN months
    LEFT JOIN walked AS w ON w.branch = k.branch AND date_trunc('month', w.day) = month
    GROUP BY ALL;
"""


class Wave(NamedTuple):
    """An audit of a branch: its month, whether it has seats, and its visits by day."""

    month: int
    seats: bool
    visits: list[tuple[int, str, dict[str, str]]]


answers = st.fixed_dictionaries({}, optional={key: st.sampled_from(told) for key, told in ITEMS.items()})
visits = st.tuples(
    st.integers(1, 28), st.sampled_from(["mystery-shopper", "mystery-shopper", "team"]), answers
)
waves = st.builds(Wave, st.integers(1, 5), st.sampled_from([True, True, False]), st.lists(visits, max_size=3))
branches = st.tuples(st.sampled_from(["North", "South", None]), st.lists(waves, min_size=1, max_size=2))


def written(folder: Path, found: list[tuple[str | None, list[Wave]]]) -> None:
    """Write the audits of some branches."""
    write(
        folder / "tpaudit.yaml",
        "format: 1\nschedule: {monthly: {every: 1 month, visits: 2, method: mystery-shopper}}\n",
    )
    for name, items in CHECKLISTS.items():
        write(folder / f"checklists/{name}.yaml", f"format: 1\nchecklist: {name}\nitems:\n{items}")
    for number, (region, own) in enumerate(found):
        where = f", region: {region}" if region else ""
        for index, wave in enumerate(own):
            stem = folder / f"audits/b{number}-{index}"
            seats = "  seats: {stage: s, importance: 2, checklists: {hall: }}\n" if wave.seats else ""
            write(
                stem.with_suffix(".yaml"),
                f"format: 1\ncompany: {{name: Chain, branch: b{number}{where}}}\n"
                f"audit: {{date: 2026-{wave.month:02}-28}}\n"
                f"touchpoints:\n  till: {{stage: s, importance: 4, checklists: {{till: }}}}\n{seats}",
            )
            for place, (day, method, told) in enumerate(wave.visits):
                lines = "".join(
                    f"  {key}: {answer if answer != 'n/a' else '{answer: n/a, note: shut}'}\n"
                    for key, answer in told.items()
                    if wave.seats or key.startswith("till")
                )
                if lines:
                    head = f"visit: {{on: 2026-{wave.month:02}-{day:02}, by: Anna, method: {method}}}\n"
                    write(
                        stem.with_suffix(".visits") / f"{place}.yaml", f"format: 1\n{head}answers:\n{lines}"
                    )


def held(folder: Path) -> Portfolio:
    """Hold the portfolio of a workspace against SQL over its export; return it."""
    judged = portfolio(folder / "audits", PortfolioRequest(as_of=AS_OF))
    done = run("export", "audits", "all.duckdb", "--to", "duckdb", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    with duckdb.connect(folder / "all.duckdb") as base:
        base.execute(TABLES)
        check_branches(judged, base)
        check_groups(judged, base)
        check_missed(judged, base)
        check_visits(judged, base)
    return judged


def check_branches(judged: Portfolio, base: duckdb.DuckDBPyConnection) -> None:
    every = base.sql("SELECT branch, score, visits, day::VARCHAR, region, broken FROM newest ORDER BY branch")
    lines = sorted(judged.branches, key=lambda line: line.id)
    found = [
        (
            line.id,
            line.score and pytest.approx(line.score),
            line.visits,
            line.day,
            line.region,
            line.failing > 0,
        )
        for line in lines
    ]
    assert every.fetchall() == found
    places = base.sql("SELECT branch, rank, of, percentile FROM ranked ORDER BY branch").fetchall()
    assert places == [
        (line.id, line.rank, line.of, 0.0 if line.percentile is None else pytest.approx(line.percentile))
        for line in lines
        if line.score is not None
    ]


def check_groups(judged: Portfolio, base: duckdb.DuckDBPyConnection) -> None:
    common = " ".join(f"{name}@{mark}" for name, mark in sorted(judged.asked_alike[0].checklists.items()))
    means = base.execute(
        "SELECT coalesce(region, ''), count(*), avg(score), min(score), max(score), count(*) FILTER (broken)"
        " FROM ranked WHERE asked = ? GROUP BY ALL ORDER BY 1",
        [common],
    ).fetchall()
    regions = any(line.region for line in judged.branches)
    shown = sorted(judged.groups, key=lambda group: group.name)
    assert (means if regions else []) == [
        (group.name, group.branches, *map(pytest.approx, (group.mean, group.low, group.high)), group.broken)
        for group in shown
    ]
    [mean] = base.execute("SELECT avg(score) FROM ranked WHERE asked = ?", [common]).fetchall()
    assert mean == (judged.mean and pytest.approx(judged.mean),)


def check_missed(judged: Portfolio, base: duckdb.DuckDBPyConnection) -> None:
    missed = base.sql("""
        SELECT touchpoint || '/' || item AS address, must,
               count(*) FILTER (a.score < 50 - 1e-9 OR i.breaks) AS missed, count(*) AS seen,
               (list(branch ORDER BY round(r.score, 6), branch) FILTER (a.score < 50 - 1e-9 OR i.breaks))[:10]
        FROM ranked AS r JOIN items AS i USING (audit_no) JOIN answered AS a USING (audit_no, touchpoint, item)
        GROUP BY ALL HAVING missed > 0
        ORDER BY must DESC, missed / seen DESC, seen DESC, address""").fetchall()
    assert missed == [(each.item, each.must, each.missed, each.of, each.branches) for each in judged.missed]


def check_visits(judged: Portfolio, base: duckdb.DuckDBPyConnection) -> None:
    [monthly] = judged.schedule
    periods = base.sql(
        "SELECT month::VARCHAR, sum(planned)::INT, sum(least(planned, done))::INT FROM due GROUP BY ALL ORDER BY 1"
    ).fetchall()
    assert periods == [(period.first, period.planned, period.done) for period in monthly.periods]
    lacking = base.sql("""
        SELECT branch, sum(greatest(planned - done, 0))::INT AS missing,
               list(planned ORDER BY month), list(done ORDER BY month)
        FROM due GROUP BY branch HAVING missing > 0 ORDER BY missing DESC, length(branch), branch""").fetchall()
    assert lacking == [(line.branch, line.missing, line.planned, line.done) for line in monthly.lines]
    assert monthly.missing == sum(row[1] for row in lacking)


@given(st.lists(branches, min_size=1, max_size=6))
@settings(max_examples=examples(60))
def test_the_figures_of_any_chain_are_those_of_sql(found: list[tuple[str | None, list[Wave]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), found)
        held(Path(folder))


def test_the_figures_of_a_large_chain_are_those_of_sql(tmp_path: Path) -> None:
    chance = random.Random(19)  # noqa: S311 - the same figures every time

    def visit(quality: float) -> tuple[int, str, dict[str, str]]:
        good = {
            key: told[0] if key.endswith((".list", ".second", ".tidy", ".seat")) else "5"
            for key, told in ITEMS.items()
        }
        bad = {key: "no" if told[0] == "yes" else "2" for key, told in ITEMS.items()}
        said = {
            key: (good if chance.random() < quality else bad)[key] for key in ITEMS if chance.random() < 0.9
        }
        return chance.randint(1, 28), "mystery-shopper", said

    found: list[tuple[str | None, list[Wave]]] = []
    for _ in range(60):
        quality = chance.uniform(0.3, 1.0)
        own = [Wave(month, chance.random() < 0.8, [visit(quality) for _ in range(2)]) for month in (3, 4)]
        found.append((chance.choice(["North", "South", "East"]), own))
    written(tmp_path, found)
    judged = held(tmp_path)
    assert len(judged.asked_alike) == 2
    assert {group.name for group in judged.groups} == {"North", "South", "East"}
    assert len(judged.missed) == len(ITEMS)
