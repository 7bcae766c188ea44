"""Scorecards as tables, the same for a pipe and for a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tpaudit.results.scorecard import Fault, GroupScore, Scorecard, TouchpointScore
from tpaudit.results.standing import standing_of
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.terminal.places import place_lines
from tpaudit.showing.text.figures.marks import enumerated, marks, told
from tpaudit.showing.text.figures.numerals import numeral
from tpaudit.showing.text.figures.shares import lost_as_shown
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import bar, fitted, percent, rounded, visible, width, wrapped
from tpaudit.showing.text.results.headline import (
    THIN,
    WEAKEST,
    band_of,
    band_word,
    banded,
    headline,
    problem_words,
)
from tpaudit.showing.text.results.scorecard import benchmark_words, delight_words, fault_words
from tpaudit.showing.text.translate import Translate, translator

_MAX_NAMED: Final = 20
"""How many broken touchpoints or delights are named; the rest is only counted."""
BOTTLENECK: Final = "Bottleneck: {name}, which costs {lost} points."
_WORDS: Final = frozenset({"channel", "kind"})
"""What may cut the journey by words that have a name in each language."""
_OTHER_COLUMNS: Final = 43
"""The width of a row without name and band: score, bar, interval, coverage, lost and the spaces between."""
_LEAST_BAND: Final = 7
"""The width of the column of bands, unless a word in it needs more."""


def scorecard_lines(
    card: Scorecard, *, language: str, limits: Sequence[float], columns: int = COLUMNS, persona: str = ""
) -> list[Line]:
    """Return the table of one scorecard; `limits` are the scores at which a band begins.

    `persona` is the name of the card's persona; else its id.
    """
    page = _Page(card=card, say=translator(language), limits=limits, columns=columns)
    return [
        *page.head(persona),
        *page.broken(),
        *page.problems(),
        *page.table(),
        *page.tail(),
        *page.breakdown(),
    ]


class _Page:
    """The layout of one scorecard."""

    def __init__(self, card: Scorecard, say: Translate, limits: Sequence[float], columns: int) -> None:
        self.card = card
        self.say = say
        self.limits = limits
        self.columns = columns
        words = (self._touch_band(touch) for touch in card.links().values())
        self.band = max(_LEAST_BAND, *map(width, (*words, self._journey_band())))
        self.name = columns - _OTHER_COLUMNS - self.band
        self.lost = lost_as_shown(card, limits)
        self.write = Locale(say.language, limits)

    def head(self, persona: str) -> Iterator[Line]:
        card, say = self.card, self.say
        title = visible(card.company or card.id)
        about = [visible(card.id) if card.company else "", self.write.day(card.date), self._persona(persona)]
        details = told(about, say.language)
        free = max(self.columns // 2, self.columns - width(title) - 2)
        details = fitted(details, min(width(details), free))
        title = fitted(title, self.columns - width(details) - 2)
        yield [Piece(title, "bold"), Piece("  " + details, "dim")]
        yield []
        verdict = headline(standing_of(card), say, self._points)
        yield from self._paragraph(visible(verdict), "bold")
        if card.broken:
            yield from self._paragraph(
                say("Broken: {names}.", names=self._names(self._called(card.broken))), "bold red"
            )
        problems = problem_words(card.problems, say)
        if problems not in verdict:
            yield from self._paragraph(problems)
        yield from self._certainty()
        beside = benchmark_words(card, say, self._points)
        yield from self._paragraph(visible(beside)) if beside else ()

    def _persona(self, name: str) -> str:
        persona = visible(name or self.card.persona or "")
        return self.say("persona {persona}", persona=persona) if persona else ""

    def _certainty(self) -> Iterator[Line]:
        card, say = self.card, self.say
        yield from self._paragraph(
            say(
                "{coverage} % assessed; observations: {observations}, visits: {visits}.",
                coverage=self._figure(percent(card.coverage or 0.0)),
                observations=card.observations,
                visits=sum(not visit.past for visit in card.visits.values()),
            )
        )
        if card.score is not None and card.low != card.high:
            phrase = "Between {low} and {high}, depending on the questions still open."
            yield from self._paragraph(say(phrase, low=self._points(card.low), high=self._points(card.high)))

    def _called(self, broken: Sequence[str]) -> list[str]:
        links = self.card.links()
        return [visible(links[touch_id].name) for touch_id in broken]

    def _names(self, names: Sequence[str]) -> str:
        """Return the first names, and how many more there are."""
        more = len(names) - _MAX_NAMED
        rest = [self.say("and {more} more", more=more)] if more > 0 else []
        return enumerated([*names[:_MAX_NAMED], *rest], self.say.language)

    def _points(self, value: float | None) -> str:
        return self._figure(rounded(value, self.limits))

    def _figure(self, text: str) -> str:
        return self.write.numeral(text)

    def _paragraph(self, text: str, style: str = "", indent: str = "") -> Iterator[Line]:
        for line in wrapped(text, self.columns, indent):
            yield [Piece(line, style)]

    def broken(self) -> Iterator[Line]:
        if not self.card.broken:
            return
        yield []
        yield [Piece(self.say("FAILING OUTRIGHT, whatever the score"), "bold red")]
        links = self.card.links()
        faults = [(touch_id, fault) for touch_id in self.card.broken for fault in links[touch_id].faults]
        for touch_id, fault in faults[:_MAX_NAMED]:
            yield from self._fault(touch_id, links[touch_id], fault)
        if len(faults) > _MAX_NAMED:
            yield [Piece("  " + self.say("and {more} more", more=len(faults) - _MAX_NAMED), "red")]

    def _fault(self, touch_id: str, touch: TouchpointScore, fault: Fault) -> Iterator[Line]:
        what = fault_words(fault, self.say, addressed=True)
        name = visible(touch.name)
        named = name if name == touch_id else self.say("{text} ({more})", text=name, more=touch_id)
        head = f"✗ {named}{marks(self.say.language).colon}"
        for line in wrapped(head + what, self.columns, hang="  "):
            yield [Piece(line, "red")]
        yield [Piece(f"  {fault.file}:{fault.line}", "dim")]

    def problems(self) -> Iterator[Line]:
        """Yield how many problems were found at each touchpoint, those with a critical one first."""
        found = {touch_id: touch for touch_id, touch in self.card.links().items() if touch.problems}
        if not found:
            return
        yield []
        yield [Piece(self.say("PROBLEMS FOUND"), "bold")]
        for touch_id in sorted(found, key=lambda touch_id: not _critical(found[touch_id])):
            yield from self._problems(found[touch_id])

    def _problems(self, touch: TouchpointScore) -> Iterator[Line]:
        critical = _critical(touch)
        counts = [
            self.say("{count} problems", one="{count} problem", number=touch.problems, count=touch.problems)
        ]
        counts += [f"{self.say('critical')} {critical}"] if critical else []
        text = self.say("{name}: {text}", name=visible(touch.name), text=self.say(", ").join(counts))
        for line in wrapped(text, self.columns, "  ", "  "):
            yield [Piece(line, "red" if critical else "")]

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
        journey = self.card
        lost = None if journey.score is None else self.lost.journey
        yield [Piece("─" * self.columns, "dim")]
        yield self._row("", self.say("Journey"), journey, self._journey_band(), lost, "bold")

    def _columns(
        self, name: str, score: str, band: str, interval: str, assessed: str, lost: str, filled: str = ""
    ) -> str:
        cells = [
            fitted(name, self.name),
            fitted(score, 5, right=True),
            fitted(filled, 10),
            fitted(band, self.band),
            fitted(interval, 11),
            fitted(assessed, 5, right=True),
            fitted(lost, 6, right=True),
        ]
        return " ".join(cells).rstrip()

    def _stage(self, stage: str, group: GroupScore) -> Line:
        name = visible(group.name or stage)
        return self._row(
            "",
            name.upper(),
            group,
            "",
            self.lost.stages[stage] if group.score is not None else None,
            "bold cyan",
        )

    def _touch(self, touch_id: str, touch: TouchpointScore) -> Line:
        mark = "✗" if touch.broken else "★" if touch.delights else " "
        arrow = "→ " if touch_id in self.card.handovers else ""
        word = self._touch_band(touch)
        lost = self.lost.touchpoints[touch_id] if touch.score is not None else None
        style = "red" if touch.broken else STYLES.get(touch.band or "", "dim")
        return self._row(mark, arrow + visible(touch.name), touch, word, lost, style)

    def _touch_band(self, touch: TouchpointScore) -> str:
        return self._band(band_word(touch), touch.provisional and touch.enough)

    def _journey_band(self) -> str:
        card = self.card
        word = THIN if card.score is not None and not card.enough else card.band
        return self._band(word, card.provisional and card.enough)

    def _band(self, band: str | None, provisional: bool) -> str:
        return self.say("open") if band is None else banded(band, self.say, provisional=provisional)

    def _row(
        self,
        mark: str,
        name: str,
        scored: "TouchpointScore | GroupScore | Scorecard",
        band: str,
        lost: float | None,
        style: str,
    ) -> Line:
        interval = between(scored.low, scored.high, self.limits, self.say.language)
        head = fitted(name, self.name) if not mark else f"{mark} {fitted(name, self.name - 2)}"
        rest = self._columns(
            head,
            self._points(scored.score),
            band,
            interval,
            self._figure(percent(scored.coverage)),
            self._figure(rounded(lost)),
            bar(scored.score),
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
            if touch.score is None or not (card.enough or touch.broken):
                continue
            name, score = visible(touch.name), self._points(touch.score)
            lost = self._figure(rounded(self.lost.touchpoints[touch_id]))
            yield from self._paragraph(say(label, name=name, score=score, lost=lost))
            yield [Piece(f"  {touch.file}:{touch.line}", "dim")]
        yield from self._delights()

    def _delights(self) -> Iterator[Line]:
        """Yield what delights as sentences, each with its address."""
        found = [
            (touch_id, address) for touch_id, touch in self.card.links().items() for address in touch.delights
        ]
        for touch_id, address in found[:_MAX_NAMED]:
            touch, say = self.card.links()[touch_id], self.say
            words = say("{name}: {text}", name=touch.name, text=delight_words(touch.items[address]))
            text = visible(say("{text} ({more})", text=f"★ {words}", more=f"{touch_id}/{address}"))
            yield from ([Piece(line, "green")] for line in wrapped(text, self.columns, hang="  "))
        if len(found) > _MAX_NAMED:
            yield [Piece("  " + self.say("and {more} more", more=len(found) - _MAX_NAMED), "green")]

    def _legend(self, touches: Iterable[TouchpointScore]) -> str:
        touches = list(touches)
        found = []
        if self.card.broken:
            found.append(self.say("✗ broken"))
        if any(touch.delights for touch in touches):
            found.append(self.say("★ delights"))
        if any(touch.provisional and touch.enough for touch in touches):
            found.append(self.say("? the band could still change with the open questions"))
        if any(band_of(touch) == THIN for touch in touches):
            found.append(self.say("thin: too little was assessed for a verdict"))
        return "   ".join(found)

    def breakdown(self) -> Iterator[Line]:
        grouped = self.card.grouped
        if grouped is None:
            return
        yield []
        yield [Piece(self.say(f"By {grouped.by}"), "bold")]
        if grouped.by in ("place", "method"):
            lines = place_lines(self.card, grouped, self.say, self._points, self.columns)
            yield from ([Piece(text, style)] for text, style in lines)
        else:
            for group, part in grouped.groups.items():
                named = self.write.word(group) if grouped.by in _WORDS else part.name or group
                name = visible(named) or self.say("not stated")
                lost = part.lost if part.score is not None else None
                yield self._row("", name, part, "", lost, "")


STYLES: Final = {"strong": "green", "fair": "yellow", "weak": "magenta", "broken": "red"}


def _critical(touch: TouchpointScore) -> int:
    return sum(fault.kind == "finding" for fault in touch.faults)


def between(low: float | None, high: float | None, limits: Sequence[float], language: str) -> str:
    """Return an interval as text, such as 60.0-80.0; one number if both ends are the same."""
    ends = dict.fromkeys(numeral(rounded(end, limits), language) for end in (low, high))
    return "" if low is None else "-".join(ends)
