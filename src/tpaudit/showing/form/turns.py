"""How answers turn out: which are poor, and which come with a note or a photo, as far as a form has to know."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from tpaudit.documents.answers import SEVERAL, answer_kind, read_answer, scale
from tpaudit.documents.checklist import Item
from tpaudit.documents.wants import HALF

_FAR: Final = 1e9
"""A number beyond every limit that people write."""
_BESIDE: Final = 1e-6
"""How far beside a limit, in parts of it and at least, a curve is looked at."""
_HALVINGS: Final = 80
"""How often the way between two values is halved until it is as short as numbers allow."""
_DECIMALS: Final = 8
"""To how many decimals a form gets the value at which answers become poor; its tolerance is finer still."""


def poor_answers(item: Item, buttons: list[str]) -> dict[str, Any]:
    """Return which answers are poor: below 50 points, or failing; of what delights none, unless it wants something.

    `answers` are texts of buttons, `ranges` measured values between two ends (none of them included, None for no
    end), and `sum` is for several: where it starts, and what each option adds, None for one that fails; below 0 it is
    poor.
    """
    if item.wow and not item.wants.model_fields_set:
        return {"answers": [], "ranges": []}
    poor: dict[str, Any] = {
        "answers": [text for text in buttons if _is_poor(item, text)],
        "ranges": list(_ranges(item)),
    }
    if item.answer == SEVERAL:
        poor["sum"] = _sum(item)
    return poor


def wanted_beside(item: Item) -> Mapping[str, list[str]]:
    """Return what an answer wants if it fails, if it passes, and always; of what is never scored always alone."""
    wants = item.wants
    if not is_scored(item):
        return {"fail": [], "pass": [], "any": list(wants.always)}
    return {"fail": list(wants.fail), "pass": list(wants.passing), "any": list(wants.always)}


def is_scored(item: Item) -> bool:
    """Tell whether answers have points: not those of a recorded kind, nor what is measured without a curve."""
    kind = answer_kind(item.answer)
    return not kind.recorded and (kind.measured is None or item.curve is not None)


def _is_poor(item: Item, text: str) -> bool:
    answer = read_answer(item, text)
    return answer is not None and answer.score is not None and (answer.fails or answer.score < HALF)


def _sum(item: Item) -> dict[str, Any]:
    most = (item.of or 100.0) / 100.0
    return {
        "start": item.start / most - HALF,
        "adds": {
            option_id: None if option.fails else option.points / most
            for option_id, option in item.options.items()
        },
    }


def _ranges(item: Item) -> Iterator[list[float | None]]:
    """Yield the ranges of measured values that are poor."""
    values = _looked_at(item)
    begun: float | None = None
    is_open = bool(values) and _points(item, values[0]) < HALF
    for before, after in pairwise(values):
        is_poor = _points(item, after) < HALF
        if is_poor == is_open:
            continue
        turn = round(_turn(item, before, after), _DECIMALS)
        if is_open:
            yield [begun, turn]
        begun, is_open = turn, is_poor
    if is_open:
        yield [begun, None]


def _turn(item: Item, low: float, high: float) -> float:
    """Return the value between two at which an answer becomes poor, or ceases to be."""
    is_poor = _points(item, low) < HALF
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if (_points(item, middle) < HALF) == is_poor:
            low = middle
        else:
            high = middle
    return high


def _points(item: Item, value: float) -> float:
    ends = scale(item.answer)
    if ends is None:
        return item.points(value) or 0.0
    bottom, top = ends if item.of is None else (0, item.of)
    return 100.0 * (value - bottom) / (top - bottom)


def _looked_at(item: Item) -> list[float]:
    """Return the values between which points only rise or only fall; none for what is not measured."""
    ends = scale(item.answer)
    if ends is not None:
        return sorted(float(end) for end in ends)
    if answer_kind(item.answer).measured is None or item.curve is None:
        return []
    limits = [limit.value for limit in item.curve.limits()]
    beside = [limit + sign * max(_BESIDE, abs(limit) * _BESIDE) for limit in limits for sign in (-1, 1)]
    far = max([_FAR, *(abs(limit) * 2 for limit in limits)])
    return sorted({-far, *beside, *limits, far})
