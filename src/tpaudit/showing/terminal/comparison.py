"""Comparisons for people: what moved, by which part, and which items carry it."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.comparison import PARTS, Comparison, Split, TouchpointSplit
from tpaudit.showing.terminal.table import COLUMNS, Line, Piece
from tpaudit.showing.text.gate import ENGLISH, change, listed, moves
from tpaudit.showing.text.numbers import fitted, rounded, visible, width, wrapped
from tpaudit.showing.text.translate import Translate

COMPARISON_CELLS: Final = {"then": 7, "now": 7, "change": 8} | dict(zip(PARTS, (11, 12, 11), strict=True))
"""How wide the figures are at least: then, now, change and the three parts."""


def comparison_lines(
    comparison: Comparison, columns: int = COLUMNS, say: Translate = ENGLISH
) -> Iterator[Line]:
    """Yield why two audits differ."""
    return _Page(comparison, columns, say).lines()


class _Page:
    """A comparison being laid out in one language."""

    def __init__(self, comparison: Comparison, columns: int, say: Translate) -> None:
        self.comparison, self.columns, self.say = comparison, columns, say
        self.heads = [say(head) for head in COMPARISON_CELLS]
        self.rooms = [
            max(least, width(head) + 1)
            for least, head in zip(COMPARISON_CELLS.values(), self.heads, strict=True)
        ]
        self.name = columns - sum(self.rooms)

    def lines(self) -> Iterator[Line]:
        comparison, touches = self.comparison, self.comparison.touchpoints
        wide = max(map(width, self.heads[:2])) + 2
        for head, file in zip(self.heads, (comparison.old_file, comparison.new_file), strict=False):
            yield [Piece(fitted(head, wide), "dim"), Piece(visible(file))]
        yield []
        yield [Piece(fitted("", self.name) + self._cells(self.heads), "dim")]
        for one in touches.values():
            if _moved(one):
                yield from self._touchpoint(one)
        yield [Piece(self._row(self.say("Journey"), comparison.journey), "bold")]
        yield []
        yield from self._rest()

    def _row(self, name: str, one: Split) -> str:
        change_ = None if one.old is None or one.new is None else one.new - one.old
        figures = ("-" if each is None else change(each) for each in (change_, *_parts(one)))
        return fitted(visible(name), self.name) + self._cells([rounded(one.old), rounded(one.new), *figures])

    def _cells(self, texts: Sequence[str]) -> str:
        return "".join(fitted(text, room, right=True) for text, room in zip(texts, self.rooms, strict=True))

    def _touchpoint(self, one: TouchpointSplit) -> Iterator[Line]:
        fell = one.old is not None and one.new is not None and one.new < one.old - TOLERANCE
        yield [Piece(self._row(one.name, one), "red" if fell else "green" if _differs(one) else "")]
        for item in one.moved:
            names = {"old": rounded(item.old), "new": rounded(item.new), "part": self.say(item.part)}
            answers = moves(item, self.say)
            text = self.say(
                "{item}: {answers} ({old} → {new}, {part})", item=item.item, answers=answers, **names
            )
            yield from ([Piece(line, "dim")] for line in wrapped(visible(text), self.columns, "  ", "  "))

    def _rest(self) -> Iterator[Line]:
        """Yield what is on one side alone, and how many touchpoints are as they were."""
        both, say = _of(self.comparison, "both"), self.say
        weighed = [one for one in both if one.old_importance != one.new_importance]
        added, gone = _of(self.comparison, "added"), _of(self.comparison, "removed")
        importances = [(one.name, f"{one.old_importance:g} → {one.new_importance:g}") for one in weighed]
        yield from self._named("Only now: {names}.", [(one.name, rounded(one.new)) for one in added])
        yield from self._named("Only then: {names}.", [(one.name, rounded(one.old)) for one in gone])
        yield from self._named("Importance: {names}.", importances)
        same = sum(not _moved(one) for one in both)
        one, many = "{count} touchpoint as before.", "{count} touchpoints as before."
        text = say(many, one=one, number=same, count=same) if same else say("No touchpoint is as before.")
        yield [Piece(text)]

    def _named(self, phrase: str, pairs: Sequence[tuple[str, str]]) -> Iterator[Line]:
        """Yield touchpoints by name, each with a figure; nothing for none."""
        if pairs:
            names = listed(
                (self.say("{text} ({more})", text=name, more=more) for name, more in pairs), self.say
            )
            text = visible(self.say(phrase, names=names))
            yield from ([Piece(line)] for line in wrapped(text, self.columns, "", "  "))


def _moved(one: TouchpointSplit) -> bool:
    return one.state == "both" and (
        bool(one.moved) or (one.old is None) != (one.new is None) or _differs(one)
    )


def _differs(one: Split) -> bool:
    differs = one.old is not None and one.new is not None and abs(one.new - one.old) > TOLERANCE
    return differs or any(abs(part) > TOLERANCE for part in _parts(one))


def _parts(one: Split) -> list[float]:
    return [getattr(one, part) for part in PARTS]


def _of(comparison: Comparison, state: str) -> list[TouchpointSplit]:
    return [one for one in comparison.touchpoints.values() if one.state == state]
