"""Trends: how scores went by the days of their visits, over a folder or back along the audits that one follows."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from tpaudit.errors import UsageError
from tpaudit.judging.portfolio.trend import judge_trend
from tpaudit.operations.asked.given import StrPath
from tpaudit.operations.asked.reporting import Report, unreported
from tpaudit.operations.many.judged import Engine
from tpaudit.operations.portfolio.extracts import WatchJudged, given_beginning, read_extracts
from tpaudit.reading.files.disk import contents
from tpaudit.reading.files.heads import head_of
from tpaudit.reading.workspace.sources import TEMPLATES
from tpaudit.results.trend import Trend
from tpaudit.showing.text.locale import Locale


class TrendRequest(NamedTuple):
    """What is asked of a trend."""

    since: str | None = None
    """A day, or its beginning: 2026, 2026-01."""
    languages: tuple[str, ...] = ()
    engine: Engine = Engine()
    cached: bool = False
    """What has not changed is taken from an earlier run, and what is judged is kept for the next."""


class TrendRead(NamedTuple):
    """A trend, and how it is shown."""

    trend: Trend
    language: str
    limits: tuple[float, float]
    whole: bool
    """Every audit could be judged."""


def trend(path: StrPath, request: TrendRequest | None = None, report: Report = unreported) -> Trend:
    """Return how scores went: of the branches of a folder, or of an audit and those that it follows.

    Audits that cannot be judged are left out, and what is wrong with them goes to `report`. Raises UsageError where
    there is none that can.
    """
    return read_trend(os.fspath(path), request or TrendRequest(), report).trend


def read_trend(
    path: str, request: TrendRequest, report: Report = unreported, watch: WatchJudged | None = None
) -> TrendRead:
    """Return the same with the language and the bands of the first audit; `watch` passes on what is judged."""
    since = given_beginning("since", request.since)
    paths = [path] if os.path.isdir(path) else list(_followed(path))
    found = read_extracts(
        paths,
        request.languages,
        engine=request.engine,
        cached=request.cached,
        report=report,
        watch=watch,
    )
    judged = judge_trend(found.waves, since)
    return TrendRead(trend=judged, language=found.language, limits=found.limits, whole=found.whole)


def _followed(file: str) -> Iterator[str]:
    """Yield an audit, the one that it follows and so on, as far as their files are there."""
    met: set[str] = set()
    while os.path.realpath(file) not in met:
        met.add(os.path.realpath(file))
        yield file
        try:
            before = head_of(contents(file)).follows
        except UsageError:
            return  # judging it says why
        if before is None or not os.path.isfile(os.path.join(os.path.dirname(file), before)):
            return
        file = os.path.join(os.path.dirname(file), before)


def trend_picture(judged: Trend, locale: Locale, *, page: bool) -> str:
    """Return a trend as a picture (SVG), or as an HTML page with it."""
    from tpaudit.showing.portfolio.trend_picture import trend_contents
    from tpaudit.showing.report.template import render_page  # only pictures need templates

    name = "trend.html.j2" if page else "trend.svg.j2"
    return render_page(name, trend_contents(judged, locale), locale, TEMPLATES / "report")
