"""A report's contents: the names that its templates know, and what stands behind them."""

from collections.abc import Mapping
from typing import Any, Literal

from tpaudit.showing.report import tables
from tpaudit.showing.report.parts.board import board
from tpaudit.showing.report.parts.changes import movements
from tpaudit.showing.report.parts.measures import measures
from tpaudit.showing.report.parts.photos import photos
from tpaudit.showing.report.parts.sentences import report_sentences
from tpaudit.showing.report.parts.touchpoints import touchpoints_shown
from tpaudit.showing.report.pictures.journey_map import journey_map
from tpaudit.showing.report.pictures.loss_bars import loss_bars
from tpaudit.showing.report.pictures.score_strip import score_strip
from tpaudit.showing.report.places import places_shown
from tpaudit.showing.report.results import ACCENT, ReportResults
from tpaudit.showing.text.figures.shares import LostShown, lost_as_shown
from tpaudit.showing.text.locale import Locale

Depth = Literal["board", "report", "full"]
"""How much a report says: its first page, what explains it as well, or every question and answer."""


def report_contents(
    results: ReportResults,
    locale: Locale,
    depth: Depth = "report",
    taken_out: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Return what the templates lay out: the results as they are, and beside them tables, words and pictures."""
    lost = lost_as_shown(results.card, locale.limits)
    return {
        **_about(results, locale),
        **_results(results),
        **_tables(results, locale),
        **_pictures(results, locale, lost),
        **_parts(results, locale, lost),
        "lost": lost,
        "depth": depth,
        "taken_out": taken_out or {},
        "spelled_out": dict.fromkeys(results.card.links(), True),
    }


def with_the_worst(contents: Mapping[str, Any], count: int) -> dict[str, Any]:
    """Return the contents of a report in which only so many touchpoints are spelled out: those that lose most."""
    journey, lost = contents["journey"], contents["lost"].touchpoints
    worst = sorted(journey, key=lambda touch_id: (not journey[touch_id].broken, -lost[touch_id]))[:count]
    return {**contents, "spelled_out": dict.fromkeys(worst, True)}


def with_all(contents: Mapping[str, Any], results: ReportResults, locale: Locale) -> dict[str, Any]:
    """Return the contents of a report with what no HTML shows but by a template of one's own."""
    from tpaudit.showing.report.pictures.quadrants import (
        quadrants,
    )  # most reports are HTML by the built-in ones
    from tpaudit.showing.report.pictures.waterfall import waterfall

    fixes = tables.fixes(results.recommendations, locale.say)
    return {
        **contents,
        "fixes": fixes,
        "first_fixes": tables.first_fixes(fixes),
        "quadrants": quadrants(results.card, results.audit.strong),
        "waterfall": waterfall(results.card, contents["lost"].touchpoints, locale.say("all others")),
    }


def _about(results: ReportResults, locale: Locale) -> dict[str, Any]:
    """Return the texts about the audit."""
    card, audit = results.card, results.audit
    branding = audit.branding
    return {
        "language": locale.language,
        "title": card.company or card.id,
        "date": locale.day(card.date),
        "auditor": audit.auditor,
        "scope": audit.scope,
        "note": audit.note,
        "internal": audit.internal,
        "persona": audit.personas[card.persona].name if card.persona else "",
        "branding": {
            "name": branding.name,
            "colour": branding.colour or ACCENT,
            "logo": branding.logo,
        },
        "cover": audit.cover,
    }


def _parts(results: ReportResults, locale: Locale, lost: LostShown) -> dict[str, Any]:
    """Return what the pages say: the first page, what is to do, what moved, what failed where."""
    sentences, plan = report_sentences(results, locale), measures(results.plan, results.card.broken, locale)
    moved = movements(results, results.earlier, locale) if results.earlier else None
    return {
        "sentences": sentences,
        "board": board(results, sentences, plan, moved, lost, locale),
        "measures": plan,
        "movements": moved,
        "failures": touchpoints_shown(results.card, locale),
        "photos": photos(results),
        "absent": [file.path for file in results.files.values() if file.missing and file.path],
    }


def _results(results: ReportResults) -> dict[str, Any]:
    return {
        "card": results.unredacted,
        "scorecard": results.card,
        "journey": results.card.links(),
        "checklists": {
            name: section.name
            for touch in results.card.links().values()
            for name, section in touch.sections.items()
        },
        "audit": results.audit,
        "files": results.files,
        "earlier": results.earlier,
    }


def _tables(results: ReportResults, locale: Locale) -> dict[str, Any]:
    card, earlier = results.card, results.earlier
    return {
        "sections": tables.sections(results),
        "facts_said": tables.facts_said(card),
        "speaking": tables.speaking(card),
        "broken_promises": tables.broken_promises(card),
        "delights": tables.delights(card),
        "compared": tables.compared(card),
        "side_by_side": places_shown(card, locale.say),
        "like_for_like": any(group.alike for group in card.grouped.groups.values())
        if card.grouped
        else False,
        "not_assessed": list(tables.unassessed(card)),
        "changes": tables.changes(card, earlier) if earlier else [],
        "journey_change": tables.journey_change(card, earlier) if earlier else None,
        "action_results": tables.action_results(card, earlier) if earlier else [],
    }


def _pictures(results: ReportResults, locale: Locale, lost: LostShown) -> dict[str, Any]:
    """Return where everything stands in the pictures."""
    card, audit, say = results.card, results.audit, locale.say
    bands = (audit.fair, audit.strong)
    reached = {name: stage.reached for name, stage in audit.stages.items()}
    return {
        "map": journey_map(card, reached, lost.stages, say),
        "score_strip": score_strip(card, lost.stages, bands, locale.points, say),
        "loss_bars": loss_bars(card, lost, locale.points, say),
    }
