"""Checks: what does not go together within a checklist."""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents import answers
from tpaudit.documents.checklist import Checklist, Item, curve_fault
from tpaudit.documents.conditions import condition_faults
from tpaudit.documents.measurements import MEASUREMENTS
from tpaudit.documents.net_promoter import NPS
from tpaudit.documents.options import option_faults
from tpaudit.documents.worded import OR, Worded, fixed, linked


def checklist_faults(checklist: Checklist) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong between the keys of a checklist: the path to the key, and the message."""
    for item_id, item in checklist.items.items():
        for path, message in _item_faults(item):
            yield ("items", item_id, *path), message
    yield from condition_faults(checklist)


def _item_faults(item: Item) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what does not go together in an item."""
    kind = item.answer
    if item.score is not None:
        message = curve_fault(kind, item.score)
        if message:
            yield ("score",), message
    elif answers.answer_kind(kind).measured is not None and item.curve is None and item.weight:
        yield (
            ("answer",),
            Worded(
                "a {kind} needs `score`; write its curve, such as score: {sample}",
                kind=kind,
                sample=_sample(kind),
            ),
        )
    yield from option_faults(item)
    for key, right in _ONLY_WITH.items():
        if key in item.model_fields_set and not (kind in right or (key == "means" and answers.scale(kind))):
            only = linked(right, OR)
            yield (
                (key,),
                Worded(
                    "`{key}` does not go with {kind}; expected it only where the answer is {only}",
                    key=key,
                    kind=kind,
                    only=only,
                ),
            )
    if item.probe is not None and kind not in MEASUREMENTS[item.probe]:
        kinds = linked(MEASUREMENTS[item.probe], OR)
        yield (
            ("probe",),
            Worded(
                "`{probe}` does not answer a {kind}; expected it where the answer is {kinds}",
                probe=item.probe,
                kind=kind,
                kinds=kinds,
            ),
        )
    yield from _means_faults(item)
    yield from _kind_faults(item)
    if item.tolerate and not item.must and not any(option.fails for option in item.options.values()):
        yield (
            ("tolerate",),
            "nothing of this item breaks a touchpoint; expected `must`, or an option that fails",
        )
    yield from _wow_faults(item)


_ONLY_WITH: Final = {
    "options": ("choice", answers.SEVERAL),
    "means": (fixed("a scale such as 1-5"),),
    "good": ("yes-no",),
    "start": (answers.SEVERAL,),
}
"""Keys of an item that go with some kinds of answer."""


def _kind_faults(item: Item) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what does not go with what is recorded and not scored, and with a net promoter question."""
    kind = item.answer
    recorded = answers.answer_kind(kind).recorded
    if recorded and item.weight and "weight" in item.model_fields_set:
        yield ("weight",), Worded("a {kind} is recorded and not scored; drop `weight`, or write 0", kind=kind)
    curveless = answers.answer_kind(kind).measured is not None and item.curve is None
    for key in ("must", "wow") if recorded or curveless else ():
        if getattr(item, key):
            yield (key,), Worded("`{key}` does not go with what is recorded and not scored; drop it", key=key)
    if kind == NPS and item.must:
        yield ("must",), "`must` does not go with nps, of which one mark is no failure; drop it"
    if kind == NPS and item.combine not in ("mean", "latest"):
        yield ("combine",), "the marks of an nps are counted together; expected mean or latest"


def _wow_faults(item: Item) -> Iterator[tuple[tuple[str, ...], str]]:
    if not item.wow:
        return
    if item.must:
        yield ("must",), "a wow item cannot be a must; drop one of the two"
    for option_id, option in item.options.items():
        if option.fails:
            yield ("options", option_id), "an option of a wow item cannot fail a touchpoint; drop `fails`"


def _sample(kind: str) -> str:
    samples = {"duration": "{full: 10s, zero: 60s}", "percent": "{full: 95, zero: 50}"}
    return samples.get(kind, "{full: 2, zero: 10}")


def _means_faults(item: Item) -> Iterator[tuple[tuple[str, ...], str]]:
    ends = answers.scale(item.answer)
    if ends is None:
        return
    for key in item.means:
        if key not in {str(step) for step in range(min(ends), max(ends) + 1)}:
            yield (
                ("means", key),
                Worded(
                    "`{key}` is not on the scale; expected a whole number from {low} to {high}",
                    key=key,
                    low=min(ends),
                    high=max(ends),
                ),
            )
