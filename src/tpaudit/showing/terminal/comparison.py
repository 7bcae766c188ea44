"""Comparisons: which scores changed, by which part, and by which items."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.comparison import PARTS, Comparison, Split, TouchpointSplit
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.text.figures.numerals import numeral
from tpaudit.showing.text.numbers import change, fitted, rounded, visible, width, wrapped
from tpaudit.showing.text.results.gate import listed, moved_claim, moved_item
from tpaudit.showing.text.results.headline import headline
from tpaudit.showing.text.translate import ENGLISH, Translate

COMPARISON_CELLS: Final = {"then": 7, "now": 7, "change": 8} | dict(zip(PARTS, (11, 12, 11), strict=True))
"""The least width of each number: then, now, change and the three parts."""


def comparison_lines(
    comparison: Comparison, columns: int = COLUMNS, say: Translate = ENGLISH
) -> Iterator[Line]:
    """Yield a table of why two scorecards differ."""
    return _Page(comparison, columns, say).lines()


class _Page:
    """The layout of one comparison in one language."""

    def __init__(self, comparison: Comparison, columns: int, say: Translate) -> None:
        self.comparison, self.columns, self.say = comparison, columns, say
        self.heads = [say(head) for head in COMPARISON_CELLS]
        self.widths = [
            max(minimum, width(head) + 1)
            for minimum, head in zip(COMPARISON_CELLS.values(), self.heads, strict=True)
        ]
        self.name = columns - sum(self.widths)

    def lines(self) -> Iterator[Line]:
        comparison, touches = self.comparison, self.comparison.touchpoints
        label_width = max(map(width, self.heads[:2])) + 2
        for head, file in zip(self.heads, (comparison.old_file, comparison.new_file), strict=False):
            yield [Piece(fitted(head, label_width), "dim"), Piece(visible(file))]
        if comparison.standing is not None:
            text = visible(headline(comparison.standing, self.say, self._points))
            yield from ([Piece(line, "bold")] for line in wrapped(text, self.columns, "", "  "))
        yield []
        yield [Piece(fitted("", self.name) + self._cells(self.heads), "dim")]
        for split in touches.values():
            if _moved(split):
                yield from self._touchpoint(split)
        yield [Piece(self._row(self.say("Journey"), comparison.journey), "bold")]
        yield []
        yield from self._rest()

    def _row(self, name: str, split: Split) -> str:
        change_ = None if split.old is None or split.new is None else split.new - split.old
        numbers = (
            "-" if number is None else numeral(change(number), self.say.language)
            for number in (change_, *_parts(split))
        )
        return fitted(visible(name), self.name) + self._cells(
            [self._points(split.old), self._points(split.new), *numbers]
        )

    def _points(self, value: float | None) -> str:
        return numeral(rounded(value), self.say.language)

    def _cells(self, texts: Sequence[str]) -> str:
        return "".join(
            fitted(text, cell_width, right=True) for text, cell_width in zip(texts, self.widths, strict=True)
        )

    def _touchpoint(self, split: TouchpointSplit) -> Iterator[Line]:
        fell = split.old is not None and split.new is not None and split.new < split.old - TOLERANCE
        yield [Piece(self._row(split.name, split), "red" if fell else "green" if _differs(split) else "")]
        for item in split.moved:
            names = {
                "old": self._points(item.old),
                "new": self._points(item.new),
                "part": self.say(item.part),
            }
            text = self.say("{answers} ({old} → {new}, {part})", answers=moved_item(item, self.say), **names)
            text = visible(moved_claim(text, item, self.say))
            yield from ([Piece(line, "dim")] for line in wrapped(text, self.columns, "  ", "  "))

    def _rest(self) -> Iterator[Line]:
        """Yield what is only on one side, and how many touchpoints did not change."""
        both, say = _of(self.comparison, "both"), self.say
        weighed = [split for split in both if split.old_importance != split.new_importance]
        added, gone = _of(self.comparison, "added"), _of(self.comparison, "removed")
        importances = [
            (split.name, f"{split.old_importance:g} → {split.new_importance:g}") for split in weighed
        ]
        yield from self._named(
            "Only now: {names}.", [(split.name, self._points(split.new)) for split in added]
        )
        yield from self._named(
            "Only then: {names}.", [(split.name, self._points(split.old)) for split in gone]
        )
        yield from self._named("Importance: {names}.", importances)
        same = sum(not _moved(split) for split in both)
        one, many = "{count} touchpoint as before.", "{count} touchpoints as before."
        text = say(many, one=one, number=same, count=same) if same else say("No touchpoint is as before.")
        yield [Piece(text)]

    def _named(self, phrase: str, pairs: Sequence[tuple[str, str]]) -> Iterator[Line]:
        """Yield a list of touchpoints, each with a number; nothing if there are none."""
        if pairs:
            names = listed(
                (self.say("{text} ({more})", text=name, more=more) for name, more in pairs), self.say
            )
            text = visible(self.say(phrase, names=names))
            yield from ([Piece(line)] for line in wrapped(text, self.columns, "", "  "))


def _moved(split: TouchpointSplit) -> bool:
    return split.state == "both" and (
        bool(split.moved) or (split.old is None) != (split.new is None) or _differs(split)
    )


def _differs(split: Split) -> bool:
    differs = split.old is not None and split.new is not None and abs(split.new - split.old) > TOLERANCE
    return differs or any(abs(part) > TOLERANCE for part in _parts(split))


def _parts(split: Split) -> list[float]:
    return [getattr(split, part) for part in PARTS]


def _of(comparison: Comparison, state: str) -> list[TouchpointSplit]:
    return [split for split in comparison.touchpoints.values() if split.state == state]
