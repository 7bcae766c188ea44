"""Conditions: which items wait for the answers of others, within a checklist and across checklists."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from tpaudit.documents import answers
from tpaudit.documents.checklist import ANSWERED, Checklist, Item, OnlyIf
from tpaudit.documents.identifiers import is_identifier
from tpaudit.documents.scalars import named
from tpaudit.documents.wanted import read_wanted
from tpaudit.documents.worded import Worded, listing

_Fault = tuple[tuple[str, ...], str]
_Leaf = tuple[str, tuple[str, ...]]
_DOT: Final = "."
ANY: Final = "any"
_NOT: Final = "not"
VISIT: Final = ("device", "persona", "place")
"""What a condition may ask of the visits themselves, where the checklist has no item of that name."""


class GroupedConditions(NamedTuple):
    """Groups of conditions of which one has to hold, under `any`, or none may, under `not`."""

    word: str
    groups: tuple[tuple[_Leaf, ...], ...]

    def is_unmet(self, holds: Callable[[_Leaf], bool | None]) -> bool:
        """Tell whether it is certain not to hold; `holds` returns None for a condition of which nothing follows."""
        held = [_all_hold([holds(leaf) for leaf in group]) for group in self.groups]
        return all(each is False for each in held) if self.word == ANY else True in held


def _all_hold(held: list[bool | None]) -> bool | None:
    return False if False in held else None if None in held else True


def waits_for(checklist: Checklist, item_id: str) -> list[_Leaf]:
    """Return what an item waits for: the address `checklist.item` of each item, and the answers wanted of it.

    What stands at the top of the checklist is waited for by every item but those that it names, and those
    that these wait for in turn. What the visits are asked for has its word as its address.
    """
    return [
        (full_address(checklist, other), _texts(wishes))
        for only_if in _all_for(checklist, item_id)
        for other, wishes in only_if.items()
        if not _is_choice(other, wishes)
    ]


def choices_for(checklist: Checklist, item_id: str) -> list[GroupedConditions]:
    """Return the groups of conditions that an item waits for, its own and those at the top of the checklist."""
    return [
        GroupedConditions(
            word,
            tuple(
                tuple((full_address(checklist, other), texts) for other, texts in group.items())
                for group in wishes
                if not isinstance(group, str)
            ),
        )
        for only_if in _all_for(checklist, item_id)
        for word, wishes in only_if.items()
        if _is_choice(word, wishes)
    ]


def _all_for(checklist: Checklist, item_id: str) -> list[OnlyIf]:
    own = checklist.items[item_id].only_if
    return [own] if item_id in _asked_first(checklist) else [checklist.only_if, own]


def _is_choice(word: str, wishes: Iterable[object]) -> bool:
    return word in (ANY, _NOT) and any(isinstance(wish, Mapping) for wish in wishes)


def _texts(wishes: Iterable[object]) -> tuple[str, ...]:
    return tuple(wish for wish in wishes if isinstance(wish, str))


def _leaves(only_if: OnlyIf) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each condition, those in groups too: the key under which it stands, what it names, what it wants."""
    for key, wishes in only_if.items():
        if _is_choice(key, wishes):
            for group in wishes:
                if not isinstance(group, str):
                    yield from ((key, other, texts) for other, texts in group.items())
        else:
            yield key, key, _texts(wishes)


def full_address(checklist: Checklist, named_item: str) -> str:
    """Return the address of an item that an `only_if` names: in its own checklist unless it says another."""
    if _DOT in named_item or _is_of_visit(checklist, named_item):
        return named_item
    return f"{checklist.checklist}.{named_item}"


def _is_of_visit(checklist: Checklist, name: str) -> bool:
    return name in VISIT and name not in checklist.items


def condition_faults(checklist: Checklist) -> Iterator[_Fault]:
    """Yield what is wrong with the conditions of a checklist that can be told from the checklist alone."""
    circling = _circling(checklist)
    yield from _faults(checklist, ("only_if",), checklist.only_if, frozenset())
    for item_id, item in checklist.items.items():
        yield from _faults(checklist, ("items", item_id, "only_if"), item.only_if, circling)


def _faults(
    checklist: Checklist, path: tuple[str, ...], only_if: OnlyIf, circling: frozenset[str]
) -> Iterator[_Fault]:
    for key, wishes in only_if.items():
        message = _form_fault(checklist, key, wishes)
        if message:
            yield (*path, key), message
            return
    for key, other, texts in _leaves(only_if):
        message = _fault(checklist, other, texts, circling)
        if message:
            yield (*path, key), message


def _form_fault(checklist: Checklist, key: str, wishes: tuple[object, ...]) -> str | None:
    """Say what is wrong with the way in which a condition is written: answers for items, groups for any and not."""
    groups = [wish for wish in wishes if isinstance(wish, Mapping)]
    if key not in (ANY, _NOT) or (key in checklist.items and not groups):
        return (
            Worded("conditions stand where an answer of `{key}` is wanted; write one answer", key=key)
            if groups
            else None
        )
    if len(groups) < len(wishes) or not all(groups):
        sample = "any: [{arrived: yes}, {called: yes}]" if key == ANY else "not: {arrived: yes}"
        return Worded("`{key}` takes conditions; write {sample}", key=key, sample=sample)
    within = next((other for group in groups for other in group if other in (ANY, _NOT)), None)
    if within is not None and within not in checklist.items:
        return Worded(
            "`{within}` stands within `{key}`; expected conditions on items, one beside the other",
            within=within,
            key=key,
        )
    return None


def _fault(checklist: Checklist, other: str, texts: tuple[str, ...], circling: frozenset[str]) -> str | None:
    if _is_of_visit(checklist, other):
        bad = next((text for text in texts if not is_identifier(text)), None)
        return (
            _no_answer(texts)
            if bad is None
            else Worded("{bad} is no id; expected the id of a {other}", bad=named(bad), other=other)
        )
    own_id = _own(checklist, other)
    return _no_answer(texts) if own_id is None else _own_fault(checklist, own_id, texts, circling)


def _own_fault(
    checklist: Checklist, item_id: str, texts: tuple[str, ...], circling: frozenset[str]
) -> str | None:
    item = checklist.items.get(item_id)
    if item is None:
        return Worded(
            "this checklist has no item `{item_id}`; expected one of {listed}",
            item_id=item_id,
            listed=listing(checklist.items),
        )
    if item_id in circling:
        return Worded("`{item_id}` waits for itself; expected conditions without a circle", item_id=item_id)
    return _no_answer(texts) or untaken(item_id, item, texts)


def _no_answer(texts: tuple[str, ...]) -> str | None:
    return None if texts else "no answer is named; write `answered`, or the answers that are wanted"


def untaken(name: str, item: Item, texts: Iterable[str]) -> str | None:
    """Say which wanted answer an item does not take, None if it takes all of them."""
    for text in texts:
        if read_wanted(item, text) is None:
            return Worded(
                "`{name}` does not take {text}; it takes {takes}",
                name=name,
                text=named(text),
                takes=answers.takes(item, also=ANSWERED),
            )
    return None


def elsewhere(checklist: Checklist) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """Yield the conditions on items of other checklists: the path to the key, the address, the answers wanted."""
    parts: list[tuple[tuple[str, ...], OnlyIf]] = [(("only_if",), checklist.only_if)]
    parts += [(("items", item_id, "only_if"), item.only_if) for item_id, item in checklist.items.items()]
    for path, only_if in parts:
        for key, other, texts in _leaves(only_if):
            if _own(checklist, other) is None:
                yield (*path, key), other, texts


def _own(checklist: Checklist, other: str) -> str | None:
    """Return the id of an item of this checklist that a condition names, None if it is another's."""
    name, dot, item_id = other.partition(_DOT)
    if not dot:
        return other
    return item_id if name == checklist.checklist else None


def _waiting(checklist: Checklist) -> dict[str, set[str]]:
    """Return the items of this checklist that each item names itself."""
    return {
        item_id: {
            own for _, other, _ in _leaves(item.only_if) if (own := _own(checklist, other)) in checklist.items
        }
        for item_id, item in checklist.items.items()
    }


def _asked_first(checklist: Checklist) -> set[str]:
    """Return the items that the top of a checklist names, and what they wait for."""
    if not checklist.only_if:
        return set()
    waiting = _waiting(checklist)
    found: set[str] = set()
    todo = [own for _, other, _ in _leaves(checklist.only_if) if (own := _own(checklist, other)) is not None]
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
