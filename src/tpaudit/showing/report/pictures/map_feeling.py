"""The feelings of a journey map: the line that rises and falls, and what people said at its peaks and valleys."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from tpaudit.results.scorecard import TouchpointScore
from tpaudit.showing.report.pictures.letters import lines_within, shortened, text_width
from tpaudit.showing.report.pictures.map_records import MapFeeling, MapLine, MapWords
from tpaudit.showing.text.translate import Translate

FEELING: Final = 138.0
"""The height of the line with what people said above and below."""
_STEP: Final = 17.0
"""The height of one of the five feelings."""
_SIZE: Final = 12.8
_LINE: Final = 15.0
_ROOM: Final = 240.0
"""How wide what somebody said may be."""
_CLEAR: Final = 0.5
"""From so far on a feeling is more than neutral."""
_SHORT: Final = 80
"""Letters of a quote that is read at a glance."""
_FELT: Final = {1: frozenset({"positive", "delighted"}), -1: frozenset({"negative", "angry"})}


def felt_at(
    across: Mapping[str, float], links: Mapping[str, TouchpointScore], middle: float
) -> list[MapFeeling]:
    """Return a point for each touchpoint of which somebody said how it felt; `across` has the middle of each."""
    return [
        MapFeeling(
            id=name, x=x, y=round(middle - feeling * _STEP, 1), handover=links[name].source is not None
        )
        for name, x in sorted(across.items(), key=lambda place: place[1])
        if (feeling := links[name].feeling) is not None
    ]


def line_of(felt: Sequence[MapFeeling], across: Mapping[str, float]) -> list[MapLine]:
    """Return the pieces of the line of feeling: direct ones, and those that pass touchpoints nobody felt at."""
    silent = sorted(set(across.values()) - {point.x for point in felt})
    return [
        MapLine(
            path=f"M{start.x} {start.y}L{end.x} {end.y}",
            direct=not any(start.x < x < end.x for x in silent),
        )
        for start, end in pairwise(felt)
    ]


def words_of(
    felt: Sequence[MapFeeling],
    links: Mapping[str, TouchpointScore],
    numbers: Mapping[str, str],
    ends: tuple[float, float],
    middle: float,
    say: Translate,
) -> list[MapWords]:
    """Return what people said at peaks and in valleys, the most extreme first, where nothing covers another.

    `ends` is the room from left to right.
    """
    found: list[MapWords] = []
    for way in (1, -1):
        taken: list[tuple[float, float]] = []
        for point in _extremes(felt, links, way):
            words, left, right = _beside(point, _said(links[point.id], numbers[point.id], way, say), ends)
            if all(right + 10 < start or end + 10 < left for start, end in taken):
                words.y = (
                    middle - 2 * _STEP - 12 - _LINE * (len(words.lines) - 1)
                    if way > 0
                    else middle + 2 * _STEP + 17
                )
                taken.append((left, right))
                found.append(words)
    return found


def _extremes(felt: Sequence[MapFeeling], links: Mapping[str, TouchpointScore], way: int) -> list[MapFeeling]:
    """Return the points above or below neutral: the most extreme, and of those with words, first."""
    clear = [point for point in felt if (links[point.id].feeling or 0.0) * way > _CLEAR]
    return sorted(
        clear,
        key=lambda point: (-abs(links[point.id].feeling or 0.0), not _quote(links[point.id], way), point.x),
    )


def _said(touch: TouchpointScore, number: str, way: int, say: Translate) -> str:
    """Return the name of a touchpoint, with the best quote or else note from there, which takes most of the room."""
    name, quote = f"{number} {touch.name}", _quote(touch, way)
    text = say("“{quote}”", quote=quote) if quote else _note(touch, way)
    if not text:
        return name
    return say("{name}: {text}", name=shortened(name, _ROOM * 0.55, _SIZE), text=text)


def _note(touch: TouchpointScore, way: int) -> str:
    """Return what somebody noted who felt like it; the first of the short notes, else of all."""
    notes = [
        " ".join(seen.note.split())
        for item in touch.items.values()
        for seen in item.observations
        if seen.note and seen.felt in _FELT[way] and not seen.benchmark
    ]
    notes += [found.says for found in touch.findings.values() if found.felt in _FELT[way]]
    return next((note for note in notes if len(note) <= _SHORT), notes[0] if notes else "")


def _quote(touch: TouchpointScore, way: int) -> str:
    """Return what somebody said who felt like it; the first of the short ones, else of all."""
    quotes = list(_quotes(touch, way))
    return next((quote for quote in quotes if len(quote) <= _SHORT), quotes[0] if quotes else "")


def _quotes(touch: TouchpointScore, way: int) -> Iterator[str]:
    """Yield the quotes of a touchpoint from people who felt like it, then from the others."""
    said: list[tuple[str | None, str]] = [
        (seen.felt, piece.quote)
        for item in touch.items.values()
        for seen in item.observations
        for piece in seen.evidence
        if piece.quote and not seen.benchmark
    ]
    for finding in touch.findings.values():
        quotes = [finding.quote, *(piece.quote for piece in finding.evidence)]
        said += [(finding.felt, quote) for quote in quotes if quote]
    yield from (quote for felt, quote in said if felt in _FELT[way])
    yield from (quote for felt, quote in said if felt is None)


def _beside(point: MapFeeling, text: str, ends: tuple[float, float]) -> tuple[MapWords, float, float]:
    """Return a text at a point, to the side on which it has room, and from where to where it reaches."""
    lines = lines_within(text, min(_ROOM, ends[1] - ends[0]), _SIZE, 2)
    width = max(text_width(line, _SIZE) for line in lines)
    end = point.x - 6 + width > ends[1]
    x = max(ends[0] + width, min(ends[1], point.x + 6)) if end else max(ends[0], point.x - 6)
    left, right = (x - width, x) if end else (x, x + width)
    return MapWords(x=round(x, 1), y=0.0, mark=(point.x, point.y), end=end, lines=lines), left, right
