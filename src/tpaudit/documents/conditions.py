"""Conditions: which items wait for the answers of others, within a checklist and across checklists."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tpaudit.documents import answers
from tpaudit.documents.checklist import ANSWERED, Checklist, Item
from tpaudit.documents.scalars import named
from tpaudit.documents.wanted import read_wanted

_Fault = tuple[tuple[str, ...], str]
_DOT: Final = "."


def waits_for(checklist: Checklist, item_id: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return what an item waits for: the address `checklist.item` of each item, and the answers wanted of it.

    What stands at the top of the checklist is waited for by every item but those that it names, and those
    that these wait for in turn.
    """
    own = list(checklist.items[item_id].only_if.items())
    top = [] if item_id in _asked_first(checklist) else list(checklist.only_if.items())
    return [(full_address(checklist, other), texts) for other, texts in (*top, *own)]


def full_address(checklist: Checklist, named_item: str) -> str:
    """Return the address of an item that an `only_if` names: in its own checklist unless it says another."""
    return named_item if _DOT in named_item else f"{checklist.checklist}.{named_item}"


def condition_faults(checklist: Checklist) -> Iterator[_Fault]:
    """Yield what is wrong with the conditions of a checklist that can be told from the checklist alone."""
    circling = _circling(checklist)
    for other, texts in checklist.only_if.items():
        yield from _faults(checklist, ("only_if",), other, texts, circling)
    for item_id, item in checklist.items.items():
        for other, texts in item.only_if.items():
            yield from _faults(checklist, ("items", item_id, "only_if"), other, texts, circling)


def _faults(
    checklist: Checklist, path: tuple[str, ...], other: str, texts: tuple[str, ...], circling: frozenset[str]
) -> Iterator[_Fault]:
    own_id = _own(checklist, other)
    message = (
        _no_answer(texts)
        if own_id is None
        else _own_fault(checklist, own_id, texts, circling if path[0] == "items" else frozenset())
    )
    if message:
        yield (*path, other), message


def _own_fault(
    checklist: Checklist, item_id: str, texts: tuple[str, ...], circling: frozenset[str]
) -> str | None:
    item = checklist.items.get(item_id)
    if item is None:
        return f"this checklist has no item `{item_id}`; expected one of {', '.join(checklist.items)}"
    if item_id in circling:
        return f"`{item_id}` waits for itself; expected conditions without a circle"
    return _no_answer(texts) or untaken(item_id, item, texts)


def _no_answer(texts: tuple[str, ...]) -> str | None:
    return None if texts else "no answer is named; write `answered`, or the answers that are wanted"


def untaken(name: str, item: Item, texts: Iterable[str]) -> str | None:
    """Say which wanted answer an item does not take, None if it takes all of them."""
    for text in texts:
        if read_wanted(item, text) is None:
            return f"`{name}` does not take {named(text)}; it takes {answers.takes(item, also=ANSWERED)}"
    return None


def elsewhere(checklist: Checklist) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """Yield the conditions on items of other checklists: the path to the key, the address, the answers wanted."""
    for other, texts in checklist.only_if.items():
        if _own(checklist, other) is None:
            yield ("only_if", other), other, texts
    for item_id, item in checklist.items.items():
        for other, texts in item.only_if.items():
            if _own(checklist, other) is None:
                yield ("items", item_id, "only_if", other), other, texts


def _own(checklist: Checklist, other: str) -> str | None:
    """Return the id of an item of this checklist that a condition names, None if it is another's."""
    name, dot, item_id = other.partition(_DOT)
    if not dot:
        return other
    return item_id if name == checklist.checklist else None


def _waiting(checklist: Checklist) -> dict[str, set[str]]:
    """Return the items of this checklist that each item names itself."""
    return {
        item_id: {own for other in item.only_if if (own := _own(checklist, other)) in checklist.items}
        for item_id, item in checklist.items.items()
    }


def _asked_first(checklist: Checklist) -> set[str]:
    """Return the items that the top of a checklist names, and what they wait for."""
    if not checklist.only_if:
        return set()
    waiting = _waiting(checklist)
    found: set[str] = set()
    todo = [own for other in checklist.only_if if (own := _own(checklist, other)) is not None]
    while todo:
        item_id = todo.pop()
        if item_id not in found:
            found.add(item_id)
            todo.extend(waiting.get(item_id, ()))
    return found


def _circling(checklist: Checklist) -> frozenset[str]:
    """Return the items that wait for themselves.

    First goes, again and again, what waits for nothing that is left: of a chain without a circle nothing stays.
    """
    waiting = _waiting(checklist)
    named_by = {item_id: set(others) for item_id, others in waiting.items()}
    awaited_by: dict[str, list[str]] = {}
    for item_id, others in waiting.items():
        for other in others:
            awaited_by.setdefault(other, []).append(item_id)
    free = [item_id for item_id, others in waiting.items() if not others]
    while free:
        gone = free.pop()
        del waiting[gone]
        for item_id in awaited_by.get(gone, ()):
            waiting[item_id].discard(gone)
            if not waiting[item_id]:
                free.append(item_id)
    return frozenset(item_id for item_id in waiting if item_id in _needs(named_by, item_id))


def _needs(waiting: Mapping[str, set[str]], item_id: str) -> set[str]:
    """Return every item that an item waits for, directly or through others."""
    found: set[str] = set()
    todo = list(waiting[item_id])
    while todo:
        other = todo.pop()
        if other not in found:
            found.add(other)
            todo.extend(waiting[other])
    return found
