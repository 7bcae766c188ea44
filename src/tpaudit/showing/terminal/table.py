"""Scorecards as tables for people: lines of styled pieces, the same for a pipe and for a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tpaudit.results.scorecard import Fault, Groups, GroupScore, Scorecard, TouchpointScore
from tpaudit.showing.text.numbers import bar, fitted, percent, rounded, visible, width, wrapped
from tpaudit.showing.text.scorecard import fault_words
from tpaudit.showing.text.translate import Translate, translator

COLUMNS: Final = 80
_MANY: Final = 20
"""How many broken touchpoints or delights are named before the rest is counted."""
WEAKEST: Final = "Weakest link: {name} ({score})."
BOTTLENECK: Final = "Bottleneck: {name}, which costs {lost} points."
_FIXED: Final = 50
"""Columns that a row takes beside its name: score, bar, band, interval, coverage, lost and their spaces."""


class Piece(NamedTuple):
    """A text with the style that a terminal gives it; a pipe shows the text alone."""

    text: str
    style: str = ""


Line = list[Piece]


def scorecard_lines(
    card: Scorecard, *, language: str, limits: Sequence[float], columns: int = COLUMNS
) -> list[Line]:
    """Return the whole scorecard of one audit; `limits` are the scores at which a band begins."""
    page = _Page(card=card, say=translator(language), limits=limits, columns=columns)
    return [*page.head(), *page.broken(), *page.table(), *page.tail(), *page.cut()]


class _Page:
    """A scorecard being laid out."""

    def __init__(self, card: Scorecard, say: Translate, limits: Sequence[float], columns: int) -> None:
        self.card = card
        self.say = say
        self.limits = limits
        self.columns = columns
        self.name = columns - _FIXED

    def head(self) -> Iterator[Line]:
        card, say = self.card, self.say
        title = visible(card.company or card.id)
        about = ", ".join(
            filter(None, [visible(card.id) if card.company else "", card.date, self._persona()])
        )
        about = fitted(about, min(width(about), self.columns // 2))
        title = fitted(title, self.columns - width(about) - 2)
        yield [Piece(title, "bold"), Piece("  " + about, "dim")]
        yield []
        if card.broken:
            yield from self._paragraph(say("Broken: {names}.", names=self._names(card.broken)), "bold red")
        if card.score is None:
            yield from self._paragraph(say("No score yet: nothing is answered."), "bold")
        else:
            phrase = (
                "Score {score} of 100: {band}, provisional."
                if card.provisional
                else "Score {score} of 100: {band}."
            )
            verdict = say(phrase, score=self._points(card.score), band=say(card.band or ""))
            yield from self._paragraph(verdict, "bold")
        yield from self._sureness()

    def _persona(self) -> str:
        return self.say("persona {persona}", persona=self.card.persona) if self.card.persona else ""

    def _sureness(self) -> Iterator[Line]:
        card, say = self.card, self.say
        yield from self._paragraph(
            say(
                "{coverage} % assessed; observations: {observations}, visits: {visits}.",
                coverage=percent(card.coverage or 0.0),
                observations=card.observations,
                visits=len(card.visits),
            )
        )
        if card.score is not None and card.low != card.high:
            phrase = "From {low} if the open questions all fail to {high} if they all pass."
            yield from self._paragraph(say(phrase, low=self._points(card.low), high=self._points(card.high)))

    def _names(self, names: Sequence[str]) -> str:
        """Name a few; of many the first, and how many more there are."""
        more = len(names) - _MANY
        rest = ", " + self.say("and {more} more", more=more) if more > 0 else ""
        return ", ".join(names[:_MANY]) + rest

    def _points(self, value: float | None) -> str:
        return rounded(value, self.limits)

    def _paragraph(self, text: str, style: str = "", indent: str = "") -> Iterator[Line]:
        for line in wrapped(text, self.columns, indent):
            yield [Piece(line, style)]

    def broken(self) -> Iterator[Line]:
        if not self.card.broken:
            return
        yield []
        yield [Piece(self.say("BROKEN, whatever the scores say"), "bold red")]
        links = self.card.links()
        faults = [(touch_id, fault) for touch_id in self.card.broken for fault in links[touch_id].faults]
        for touch_id, fault in faults[:_MANY]:
            yield from self._fault(touch_id, links[touch_id], fault)
        if len(faults) > _MANY:
            yield [Piece("  " + self.say("and {more} more", more=len(faults) - _MANY), "red")]

    def _fault(self, touch_id: str, touch: TouchpointScore, fault: Fault) -> Iterator[Line]:
        what = fault_words(fault, self.say)
        name = visible(touch.name)
        head = f"✗ {name}: " if name == touch_id else f"✗ {name} ({touch_id}): "
        for line in wrapped(head + what, self.columns, hang="  "):
            yield [Piece(line, "red")]
        yield [Piece(f"  {fault.file}:{fault.line}", "dim")]

    def table(self) -> Iterator[Line]:
        yield []
        yield [
            Piece(
                self._columns(
                    self.say("touchpoint"), *map(self.say, ("score", "band", "interval", "cover", "lost"))
                ),
                "dim",
            )
        ]
        links = self.card.links()
        for stage, group in self.card.stages.items():
            yield self._stage(stage, group)
            for touch_id, touch in links.items():
                if touch.stage == stage:
                    yield self._touch(touch_id, touch)
        whole = self.card
        lost = None if whole.score is None else 100.0 - whole.score
        yield [Piece("─" * self.columns, "dim")]
        yield self._row(
            "", self.say("Journey"), whole, self._band(whole.band, whole.provisional), lost, "bold"
        )

    def _columns(
        self, name: str, score: str, band: str, interval: str, assessed: str, lost: str, filled: str = ""
    ) -> str:
        cells = [
            fitted(name, self.name),
            fitted(score, 5, right=True),
            fitted(filled, 10),
            fitted(band, 7),
            fitted(interval, 11),
            fitted(assessed, 5, right=True),
            fitted(lost, 6, right=True),
        ]
        return " ".join(cells).rstrip()

    def _stage(self, stage: str, group: GroupScore) -> Line:
        name = visible(group.name or stage)
        return self._row(
            "", name.upper(), group, "", group.lost if group.score is not None else None, "bold cyan"
        )

    def _touch(self, touch_id: str, touch: TouchpointScore) -> Line:
        mark = "✗" if touch.broken else "★" if touch.delights else " "
        arrow = "→ " if touch_id in self.card.handovers else ""
        word = self.say("missing") if touch.missing else self._band(touch.band, touch.provisional)
        lost = touch.lost if touch.score is not None else None
        style = "red" if touch.broken else STYLES.get(touch.band or "", "dim")
        return self._row(mark, arrow + visible(touch.name), touch, word, lost, style)

    def _band(self, band: str | None, provisional: bool) -> str:
        return self.say("open") if band is None else self.say(band) + "?" * provisional

    def _row(
        self,
        mark: str,
        name: str,
        of: "TouchpointScore | GroupScore | Scorecard",
        band: str,
        lost: float | None,
        style: str,
    ) -> Line:
        interval = between(of.low, of.high, self.limits)
        head = fitted(name, self.name) if not mark else f"{mark} {fitted(name, self.name - 2)}"
        rest = self._columns(
            head, self._points(of.score), band, interval, percent(of.coverage), rounded(lost), bar(of.score)
        )
        return [Piece(rest, style)]

    def tail(self) -> Iterator[Line]:
        card, say = self.card, self.say
        links = card.links()
        yield []
        yield from self._paragraph(self._legend(links.values()), "dim")
        for label, touch_id in ((WEAKEST, card.weakest), (BOTTLENECK, card.bottleneck)):
            if touch_id is None:
                continue
            touch = links[touch_id]
            name, score, lost = visible(touch.name), self._points(touch.score), rounded(touch.lost)
            yield from self._paragraph(say(label, name=name, score=score, lost=lost))
            yield [Piece(f"  {touch.file}:{touch.line}", "dim")]
        delights = [f"{touch_id}/{item}" for touch_id, touch in links.items() for item in touch.delights]
        if delights:
            yield from self._paragraph(say("Delights: {names}.", names=self._names(delights)), "green")

    def _legend(self, touches: Iterable[TouchpointScore]) -> str:
        touches = list(touches)
        marks = []
        if self.card.broken:
            marks.append(self.say("✗ broken"))
        if any(touch.delights for touch in touches):
            marks.append(self.say("★ delights"))
        if any(touch.provisional for touch in touches):
            marks.append(self.say("? the band could still change with the open questions"))
        return "   ".join(marks)

    def cut(self) -> Iterator[Line]:
        grouped = self.card.grouped
        if grouped is None:
            return
        yield []
        yield [Piece(self.say(f"By {grouped.by}"), "bold")]
        if grouped.by in ("place", "method"):
            yield from self._matrix(grouped)
        else:
            for group, one in grouped.groups.items():
                name = visible(one.name or group) or self.say("without")
                lost = one.lost if one.score is not None else None
                yield self._row("", name, one, "", lost, "")

    def _matrix(self, grouped: Groups) -> Iterator[Line]:
        """Lay out touchpoint × place, in blocks of as many places as fit."""
        cell = 12
        room = max((self.columns - 28) // cell - 1, 1)
        groups = list(grouped.groups.items())
        links = self.card.links()
        for start in range(0, len(groups), room):
            block = groups[start : start + room]
            name = self.columns - cell * (len(block) + 1)
            titles = [visible(one.name or group) or self.say("without") for group, one in block]
            yield [
                Piece(
                    " " * name
                    + "".join(" " + fitted(t, cell - 1, right=True) for t in [*titles, self.say("all")]),
                    "dim",
                )
            ]
            for touch_id, touch in links.items():
                scores = [one.touchpoints.get(touch_id) for _, one in block]
                if any(score is not None for score in scores):
                    yield [Piece(self._cells(visible(touch.name), [*scores, touch.score], name, cell))]
            yield [
                Piece(
                    self._cells(
                        self.say("Journey"), [*(one.score for _, one in block), self.card.score], name, cell
                    ),
                    "bold",
                )
            ]

    def _cells(self, name: str, scores: Sequence[float | None], columns: int, cell: int) -> str:
        return fitted(name, columns) + "".join(fitted(self._points(one), cell, right=True) for one in scores)


STYLES: Final = {"strong": "green", "fair": "yellow", "weak": "magenta"}


def between(low: float | None, high: float | None, limits: Sequence[float]) -> str:
    """Write an interval; of one that is a point, the point."""
    ends = dict.fromkeys(rounded(end, limits) for end in (low, high))
    return "" if low is None else "-".join(ends)
