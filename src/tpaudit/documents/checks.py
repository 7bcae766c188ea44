"""Checks: what does not go together within a checklist."""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents import answers
from tpaudit.documents.checklist import Checklist, Item, curve_fault
from tpaudit.documents.conditions import condition_faults


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
    elif answers.answer_kind(kind).measured is not None:
        yield ("answer",), f"a {kind} needs `score`; write its curve, such as score: {_sample(kind)}"
    if kind == "choice" and not item.options:
        yield (
            ("answer",),
            "a choice needs `options`; write them with their points, such as {good: 100, bad: 0}",
        )
    for key, right in _ONLY_WITH.items():
        if key in item.model_fields_set and not (kind == right or (key == "means" and answers.scale(kind))):
            yield (key,), f"`{key}` does not go with {kind}; expected it only where the answer is {right}"
    yield from _means_faults(item)
    yield from _label_faults(item)
    if item.tolerate and not item.must and not any(option.fails for option in item.options.values()):
        yield (
            ("tolerate",),
            "nothing of this item breaks a touchpoint; expected `must`, or an option that fails",
        )
    yield from _wow_faults(item)


_ONLY_WITH: Final = {"options": "choice", "means": "a scale such as 1-5", "good": "yes-no"}
"""Keys of an item that go with one kind of answer."""


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
                f"`{key}` is not on the scale; expected a whole number from {min(ends)} to {max(ends)}",
            )


def _label_faults(item: Item) -> Iterator[tuple[tuple[str, ...], str]]:
    seen: dict[str, str] = {}
    for option_id, option in item.options.items():
        for name in sorted(option.names(option_id)):
            if name == answers.NOT_APPLICABLE or seen.setdefault(name, option_id) != option_id:
                taken = f"of option `{seen[name]}`" if name in seen else "reserved"
                yield ("options", option_id), f"the name `{name}` is {taken}; expected names that differ"
