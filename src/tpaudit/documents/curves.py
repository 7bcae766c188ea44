"""Curves: from a measured value to 0-100 points. A curve is one class here and one line in `SHAPES`."""

import math
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Annotated, Any, Final, NamedTuple

from tpaudit.documents.durations import EXPECTED, in_words, seconds
from tpaudit.documents.fields import OneOf, Record, Written
from tpaudit.documents.scalars import Bare, as_text, named, number, points, written, wrong
from tpaudit.documents.worded import Worded

TOLERANCE: Final = 1e-9
_ERFINV_08: Final = 0.9061938024368232
"""erf⁻¹(0.8): where the log-normal curve gives 90 points."""


class Limit(NamedTuple):
    """A point on the axis of a curve: `10s` in seconds, `95%` in percent, `4.5` as it is."""

    value: float
    unit: str = ""
    """`s` for a duration, `%` for a percentage, empty for a plain number."""

    def __str__(self) -> str:
        """Write the limit as a person would in a file."""
        return in_words(self.value) if self.unit == "s" else as_text(self.value) + self.unit


def limit(value: object) -> Limit:
    """Read one limit; raise on what is neither a duration, a percentage nor a number."""
    if isinstance(value, Limit):
        return value
    text = written(value)
    if text is None or not text[:1].isdecimal():
        return Limit(number(value))
    if text.endswith("%"):
        return Limit(number(text[:-1].rstrip()), "%")
    amount = seconds(text)
    if amount is not None:
        return Limit(amount, "s")
    if any(letter.isalpha() for letter in text):
        msg = Worded(
            "{value} is neither a number nor a duration; {expected}, or a plain number",
            value=named(value),
            expected=EXPECTED,
        )
        raise wrong(msg)
    return Limit(number(value))


_ENDS: Final = 2
_SCHEMA: Final = {"type": ["number", "string"]}
WrittenLimit = Annotated[Limit, Written(limit, **_SCHEMA)]


def _pair(value: object) -> object:
    if not isinstance(value, list | tuple) or len(value) != _ENDS:
        msg = Worded("{value} stands where two limits are wanted; write them as [2, 3]", value=named(value))
        raise wrong(msg)
    return tuple(limit(end) for end in value)


WrittenPair = Annotated[
    tuple[Limit, Limit], Written(_pair, type="array", items=_SCHEMA, minItems=2, maxItems=2)
]


class Linear(Record):
    """100 points at `full`, 0 at `zero`, a straight line between, clamped outside."""

    full: WrittenLimit
    """The limit that earns 100 points, such as 10s, 95% or 4.5."""
    zero: WrittenLimit
    """The limit that earns none."""

    def fault(self) -> str | None:
        """Say what is wrong between the keys."""
        if self.full.value == self.zero.value:
            return Worded("full and zero are both {full}; expected two different limits", full=self.full)
        return None

    def limits(self) -> Iterable[Limit]:
        """Return every limit of the curve."""
        return (self.full, self.zero)

    def points(self, value: float) -> float:
        """Return the points of a value, 0-100."""
        share = (value - self.zero.value) / (self.full.value - self.zero.value)
        return 100.0 * min(1.0, max(0.0, share))

    def working(self, value: float) -> str:
        """Write the sum out."""
        x, full, zero = as_text(value), as_text(self.full.value), as_text(self.zero.value)
        return Worded(
            "({x} - {zero}) / ({full} - {zero}) of 100, within 0-100 [full {limit}, zero {other}]",
            x=x,
            zero=zero,
            full=full,
            limit=self.full,
            other=self.zero,
        )


class LogNormal(Record):
    """90 points at `p10`, 50 at `median`, log-normal between and beyond: how web performance is scored.

    Source: the complementary log-normal distribution of Lighthouse's metric scores, as
    50·(1 - erf(z)) with z = ln(value/median)·erf⁻¹(0.8) / -ln(p10/median). With p10 above the median
    more is better, and value, p10 and median are inverted.
    """

    p10: WrittenLimit
    """The limit that earns 90 points."""
    median: WrittenLimit
    """The limit that earns 50 points."""

    def fault(self) -> str | None:
        """Say what is wrong between the keys."""
        if min(self.p10.value, self.median.value) <= 0 or math.log(self.p10.value) == math.log(
            self.median.value
        ):
            return Worded(
                "p10 is {p10}, median is {median}; expected two different limits above 0",
                p10=self.p10,
                median=self.median,
            )
        return None

    def limits(self) -> Iterable[Limit]:
        """Return every limit of the curve."""
        return (self.p10, self.median)

    def points(self, value: float) -> float:
        """Return the points of a value, 0-100; at 0 and below the better or worse end of the curve."""
        spread = math.log(self.p10.value) - math.log(self.median.value)
        if value <= 0:
            return 100.0 if spread < 0 else 0.0
        z = (math.log(value) - math.log(self.median.value)) * _ERFINV_08 / abs(spread)
        return 50.0 * (1.0 - math.erf(z if spread < 0 else -z))

    def working(self, value: float) -> str:
        """Write the sum out."""
        x, p10, median = as_text(value), as_text(self.p10.value), as_text(self.median.value)
        inverse = "" if self.p10.value < self.median.value else "-"
        formula = f"50·(1 - erf({inverse}ln({x}/{median})·0.9062/|ln({p10}/{median})|))"
        return Worded(
            "{formula} [90 at {limit}, 50 at {other}]", formula=formula, limit=self.p10, other=self.median
        )


def _falling(steps: Mapping[Limit, float]) -> str | None:
    """Say what is wrong with steps, sorted from the best limit to the worst."""
    if not steps:
        return "no step is given; write limits and their points, such as {10s: 100, 30s: 60}"
    for (a, first), (b, second) in pairwise(steps.items()):
        if first < second:
            worse = Worded(
                "{b} gives {second} points, more than the {first} of {a}",
                b=b,
                second=as_text(second),
                first=as_text(first),
                a=a,
            )
            return Worded("{worse}; expected points that fall as the value gets worse", worse=worse)
    return None


def _steps(*, rising: bool) -> Callable[[Any], object]:
    """Return the function that reads steps and sorts them from the best limit to the worst."""

    def in_order(value: object) -> dict[Limit, float]:
        if not isinstance(value, Mapping):
            msg = Worded(
                "{value} stands where steps are wanted; write limits and points, such as {{10s: 100}}",
                value=named(value),
            )
            raise wrong(msg)
        read = [
            (limit(Bare(key) if isinstance(key, str) else key), key, points(p)) for key, p in value.items()
        ]
        steps = sorted(read, key=lambda step: step[0].value, reverse=rising)
        for (a, first, _), (b, second, _) in pairwise(steps):
            if a.value == b.value:
                msg = Worded(
                    "the limits {first} and {second} are the same; expected limits that differ",
                    first=first,
                    second=second,
                )
                raise wrong(msg)
        return {most: worth for most, _, worth in steps}

    return in_order


_POINTS: Final = {"type": "number", "minimum": 0, "maximum": 100}


class AtMost(Record):
    """The points of the first limit that the value does not exceed; beyond the last, 0."""

    at_most: Annotated[
        dict[Limit, float], Written(_steps(rising=False), type="object", additionalProperties=_POINTS)
    ]
    """Limits and their points, such as {10s: 100, 30s: 60}: the first limit that is not exceeded counts;
    beyond the last there are 0 points."""

    def fault(self) -> str | None:
        """Say what is wrong between the steps."""
        return _falling(self.at_most)

    def limits(self) -> Iterable[Limit]:
        """Return every limit of the curve."""
        return self.at_most

    def points(self, value: float) -> float:
        """Return the points of a value, 0-100."""
        return next((p for most, p in self.at_most.items() if value <= most.value + TOLERANCE), 0.0)

    def working(self, value: float) -> str:
        """Name the step."""
        reached = next((most for most in self.at_most if value <= most.value + TOLERANCE), None)
        if reached is None:
            return Worded("more than {limit}", limit=list(self.at_most)[-1])
        return Worded("at most {limit}", limit=reached)


class AtLeast(Record):
    """The points of the highest limit that the value reaches; below the last, 0."""

    at_least: Annotated[
        dict[Limit, float], Written(_steps(rising=True), type="object", additionalProperties=_POINTS)
    ]
    """Limits and their points, such as {95: 100, 90: 70}: the highest limit that is reached counts; below the
    last there are 0 points."""

    def fault(self) -> str | None:
        """Say what is wrong between the steps."""
        return _falling(self.at_least)

    def limits(self) -> Iterable[Limit]:
        """Return every limit of the curve."""
        return self.at_least

    def points(self, value: float) -> float:
        """Return the points of a value, 0-100."""
        return next((p for least, p in self.at_least.items() if value >= least.value - TOLERANCE), 0.0)

    def working(self, value: float) -> str:
        """Name the step."""
        reached = next((least for least in self.at_least if value >= least.value - TOLERANCE), None)
        if reached is None:
            return Worded("less than {limit}", limit=list(self.at_least)[-1])
        return Worded("at least {limit}", limit=reached)


class Ideal(Record):
    """100 points inside `ideal`, falling in a straight line to 0 at either end of `zero`."""

    ideal: WrittenPair
    """From where to where it earns 100 points: [2, 3]."""
    zero: WrittenPair
    """The ends at which nothing is left of it: [0, 10]."""

    def fault(self) -> str | None:
        """Say what is wrong between the keys."""
        ends = [self.zero[0], *self.ideal, self.zero[1]]
        if any(a.value > b.value for a, b in pairwise(ends)):
            shape = Worded(
                "ideal [{low}, {high}] is not inside zero [{least}, {most}]",
                low=self.ideal[0],
                high=self.ideal[1],
                least=self.zero[0],
                most=self.zero[1],
            )
            return Worded("{shape}; expected both from low to high, zero around ideal", shape=shape)
        return None

    def limits(self) -> Iterable[Limit]:
        """Return every limit of the curve."""
        return (*self.ideal, *self.zero)

    def points(self, value: float) -> float:
        """Return the points of a value, 0-100."""
        (low, high), (bottom, top) = self.ideal, self.zero
        if value < low.value:
            return (
                100.0 * max(0.0, value - bottom.value) / (low.value - bottom.value)
                if bottom.value < low.value
                else 0.0
            )
        if value > high.value:
            return (
                100.0 * max(0.0, top.value - value) / (top.value - high.value)
                if high.value < top.value
                else 0.0
            )
        return 100.0

    def working(self, value: float) -> str:
        """Say on which side of the ideal the value lies."""
        (low, high), (bottom, top) = self.ideal, self.zero
        if low.value <= value <= high.value:
            return Worded("inside the ideal {low} to {high}", low=low, high=high)
        end, edge = (bottom, low) if value < low.value else (top, high)
        return Worded("from 100 at {limit} in a straight line to 0 at {other}", limit=edge, other=end)


SHAPES: Final = {
    "ideal": Ideal,
    "full": Linear,
    "p10": LogNormal,
    "median": LogNormal,
    "at_most": AtMost,
    "at_least": AtLeast,
}
"""The key that a curve is known by, and its class."""


def _shape(value: object) -> str | None:
    if isinstance(value, Record):
        return type(value).__name__
    if isinstance(value, dict):
        return next((curve.__name__ for key, curve in SHAPES.items() if key in value), None)
    return None


Curve = Annotated[
    Linear | LogNormal | AtMost | AtLeast | Ideal,
    OneOf(
        _shape,
        "this is not a curve; expected full and zero, p10 and median, at_most, at_least, or ideal and zero",
        **{curve.__name__: curve for curve in SHAPES.values()},
    ),
]


def written_curve(curve: Linear | LogNormal | AtMost | AtLeast | Ideal) -> str:
    """Return a curve as it stands in a file, on one line."""
    return _mapping({key: getattr(curve, key) for key in type(curve).model_fields})


def _mapping(values: Mapping[Any, Any]) -> str:
    return f"{{{', '.join(f'{key}: {_written(value)}' for key, value in values.items())}}}"


def _written(value: object) -> str:
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, tuple) and not isinstance(value, Limit):
        return f"[{', '.join(map(str, value))}]"
    return as_text(value) if isinstance(value, float) else str(value)
