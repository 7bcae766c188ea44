"""Labels beside marks: each where it covers no other label and no mark, or nowhere."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tpaudit.showing.report.pictures.letters import lines_with_end, text_width

_SIZE: Final = 11.0
"""The font's size."""
_LINE: Final = 12.0
"""The height of a line."""
_ROOMS: Final = ((112.0, 2, 0.0), (84.0, 3, 2.0), (140.0, 2, 3.0))
"""How wide a label may be, in how many lines, and how bad that is."""
_CUT: Final = 12.0
"""How bad it is to leave out a part of a name."""
_SHIFTS: Final = (0.0, -8.0, 8.0, -16.0, 16.0, -26.0, 26.0, -38.0, 38.0)
"""How far a label may lie above or below the height of its mark."""
_LEADER: Final = 10.0
"""From so far on a line leads from the mark to its label."""
_NEVER: Final = 50.0
"""The weight of what a label must not cover."""


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Box") -> bool:
        """Tell whether two rectangles have anything in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class LabelPlace(NamedTuple):
    """Where a label stands."""

    x: float
    y: float
    """Of the first line's foot."""
    end: bool
    """Whether it ends there."""
    lines: list[str]
    leader: bool
    """Whether a line leads to it."""


class Labels:
    """The labels of one picture."""

    def __init__(self, room: Box) -> None:
        """Take the rectangle that no label leaves."""
        self._room = room
        self._taken: list[tuple[Box, float]] = []

    def avoid(self, box: Box, weight: float = _NEVER) -> None:
        """Take note of what labels should not cover, and how bad that would be."""
        self._taken.append((box, weight))

    def place(
        self, mark: tuple[float, float], text: tuple[str, str], radius: float, *, bold: bool
    ) -> LabelPlace | None:
        """Return where the label of a mark stands best, and put it there; None where there is no room.

        `text` is a name and what is never left out behind it; `bold` letters take more room.
        """
        best: tuple[float, LabelPlace, Box] | None = None
        candidates = list(self._candidates(mark, text, radius, bold=bold))
        near = self._near([box for _, box, _ in candidates])
        for place, box, cost in candidates:
            most = _NEVER if best is None else best[0]
            bad = _badness(box, cost, near, most) if cost < most else most
            if bad < most:
                best = bad, place, box
        if best is None:
            return None
        self.avoid(best[2])
        return best[1]

    def _near(self, boxes: Sequence[Box]) -> list[tuple[Box, float]]:
        """Return what any of the rectangles could cover: most of a picture is out of a label's reach."""
        if not boxes:
            return []
        left, top, right, bottom = zip(*boxes, strict=True)
        around = Box(left=min(left), top=min(top), right=max(right), bottom=max(bottom))
        return [taken for taken in self._taken if around.covers(taken[0])]

    def _candidates(
        self, mark: tuple[float, float], text: tuple[str, str], radius: float, *, bold: bool
    ) -> Iterator[tuple[LabelPlace, Box, float]]:
        """Yield places within the picture beside a mark, with what each costs by itself."""
        x, y = mark
        for room, most, shape in _ROOMS:
            lines = lines_with_end(*text, room, _SIZE, most, bold=bold)
            bad = shape + _CUT * any("…" in line for line in lines)
            width = max(text_width(line, _SIZE, bold=bold) for line in lines)
            for shift in _SHIFTS:
                top = y + shift - _LINE * len(lines) / 2
                for end in (False, True):
                    left = x - radius - 3 - width if end else x + radius + 3
                    box = Box(left=left, top=top, right=left + width, bottom=top + _LINE * len(lines))
                    if self._holds(box):
                        foot = round(top + _LINE - 2.5, 1)
                        edge = round(box.right if end else left, 1)
                        leader = abs(shift) > _LEADER
                        place = LabelPlace(x=edge, y=foot, end=end, lines=lines, leader=leader)
                        yield place, box, abs(shift) / 4 + end + bad

    def _holds(self, box: Box) -> bool:
        room = self._room
        return (
            room.left <= box.left
            and box.right <= room.right
            and room.top <= box.top
            and box.bottom <= room.bottom
        )


def _badness(box: Box, cost: float, near: Iterable[tuple[Box, float]], most: float) -> float:
    """Return what a place costs with all that it covers; as soon as that is `most`, no more is added."""
    left, top, right, bottom = box
    for taken, weight in near:  # as `covers` has it, without a call: it is asked thousands of times
        if left < taken[2] and taken[0] < right and top < taken[3] and taken[1] < bottom:
            cost += weight
            if cost >= most:
                break
    return cost
