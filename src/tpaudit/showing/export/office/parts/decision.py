"""The first page of a document: what those who decide need, as the first page of the other reports says it."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.showing.export.office.blocks import (
    Columns,
    DocumentHeading,
    DocumentPhoto,
    Paragraph,
    ScoreLine,
    ShortList,
    WrittenBlock,
)
from tpaudit.showing.export.office.parts.legends import scores_legend
from tpaudit.showing.export.office.parts.planned import measure_grid
from tpaudit.showing.report.parts.board import Board, board
from tpaudit.showing.report.parts.changes import movements
from tpaudit.showing.report.parts.lines import MOST, BoardLine
from tpaudit.showing.report.parts.measures import Measures, measures
from tpaudit.showing.report.parts.sentences import ReportSentences
from tpaudit.showing.report.results import ReportResults
from tpaudit.showing.text.figures.marks import apart
from tpaudit.showing.text.figures.shares import lost_as_shown
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.scorecard import benchmark_words

_PICTURE: Final = 5.0
"""How tall the picture is at most, in centimetres, so that the page stays one on either paper."""


def decision_blocks(
    results: ReportResults, sentences: ReportSentences, locale: Locale, scores: Sequence[bytes]
) -> Iterator[WrittenBlock]:
    """Yield the first page; `scores` is the picture of the scores along the journey, if there is one."""
    plan = measures(results.plan, results.card.broken, locale)
    moved = movements(results, results.earlier, locale) if results.earlier else None
    page = board(results, sentences, plan, moved, lost_as_shown(results.card, locale.limits), locale)
    yield DocumentHeading(text=page.headline, level=1)
    yield from (Paragraph(text=text) for text in (page.scope, page.basis) if text)
    yield from _standing(results, page, locale)
    for data in scores:
        caption = locale.say("Scores along the journey")
        yield DocumentPhoto(data=data, caption=caption, wide=True, tallest=_PICTURE)
        yield scores_legend(locale)
    yield from _to_do(page, plan, locale)
    columns = list(_columns(page, locale))
    if columns:
        yield Columns(columns=columns)


def _standing(results: ReportResults, page: Board, locale: Locale) -> Iterator[WrittenBlock]:
    """Yield the score, what may change it, and how it changed."""
    card, say, points = results.card, locale.say, locale.points
    if card.score is not None and card.enough:
        low, high = points(card.low), points(card.high)
        between = "Between {low} and {high}, depending on the questions still open."
        about = [say("of 100"), say(card.band or "open")]
        if card.provisional:
            share = locale.percent(1 - (card.coverage or 0.0))
            about.append(say("may change: {share} not yet assessed", share=share))
        yield ScoreLine(
            score=points(card.score),
            about=" · ".join(about),
            range=say(between, low=low, high=high) if low != high else "",
        )
    elif page.no_score:
        yield Paragraph(text=page.no_score)
    if page.change:
        why = apart(page.why, locale.language)
        yield Paragraph(text=say("{name}: {text}", name=page.change, text=why) if why else page.change)
    if card.benchmarks:
        yield Paragraph(text=benchmark_words(card, say, points))


def _to_do(page: Board, plan: Measures, locale: Locale) -> Iterator[WrittenBlock]:
    if page.measures:
        yield DocumentHeading(text=page.measures_head, level=2)
        yield measure_grid(page.measures, plan.currency, locale, numbered=True)
        if page.no_measure:
            yield Paragraph(text=page.no_measure)
    elif plan.listed:
        text = "No measure is written for this audit yet; its checklists give general advice."
        yield Paragraph(text=locale.say(text))


def _columns(page: Board, locale: Locale) -> Iterator[ShortList]:
    say = locale.say
    if page.broken:
        heading = f"✗ {say('Failing outright, whatever the score')}"
        yield _column(heading, page.broken, locale, alarm=True)
    if page.strengths:
        yield _column(say("Already strong: leave alone"), page.strengths, locale)
    known = [text for text in (page.known, page.thinly_known) if text]
    if page.unknown or known:
        column = _column(say("Not known yet"), page.unknown, locale)
        column.after = [*column.after, *known]
        yield column


def _column(heading: str, lines: Sequence[BoardLine], locale: Locale, *, alarm: bool = False) -> ShortList:
    more = len(lines) - MOST
    return ShortList(
        heading=heading,
        lines=[_line(line, locale) for line in lines[:MOST]],
        after=[locale.say("and {more} more", more=more)] if more > 0 else [],
        alarm=alarm,
    )


def _line(line: BoardLine, locale: Locale) -> str:
    say = locale.say
    name = f"★ {line.name}" if line.delights else line.name
    if line.score is not None:
        name = say("{text} ({more})", text=name, more=locale.points(line.score))
    return say("{name}: {text}", name=name, text=line.text) if line.text else name
