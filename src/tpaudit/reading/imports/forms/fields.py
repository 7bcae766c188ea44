"""The fields of a form that `checklists export` made, and the questions that they stand for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tpaudit.documents.checklist import Item
from tpaudit.documents.text import Wording
from tpaudit.documents.xlsform import NOTE, PHOTO, form_name

_ANSWER: Final = ""
"""The part of a question that its answer is, beside its note and its photo."""
_BETWEEN: Final = ("/", "-", ":", ".")
"""What exports put between the name of a group and that of a field."""


class AskedField(NamedTuple):
    """What a field asks for: the answer of a question, or its note or photo."""

    checklist: str
    item: str
    part: str


def asked_by_field(checklists: Mapping[str, Mapping[str, Item]]) -> dict[str, AskedField]:
    """Return what each field asks for, by every name that an export may give it, case folded.

    A field may be called without its group, or by its question in any language, where no other is called so.
    """
    alone: list[tuple[str, AskedField]] = []
    found: dict[str, AskedField] = {}
    for name, items in checklists.items():
        for item_id, item in items.items():
            for part in (_ANSWER, NOTE, PHOTO):
                asked, field = AskedField(name, item_id, part), form_name(item_id) + part
                found |= {f"{form_name(name)}{sign}{field}".casefold(): asked for sign in _BETWEEN}
                alone.append((field.casefold(), asked))
            alone += [(text, AskedField(name, item_id, _ANSWER)) for text in dict.fromkeys(_texts(item.ask))]
    often = Counter(name for name, _ in alone)
    return {name: asked for name, asked in alone if often[name] == 1} | found


def _texts(wording: Wording) -> Iterator[str]:
    texts: Sequence[str] = [wording] if isinstance(wording, str) else list(wording.values())
    yield from (" ".join(text.casefold().split()) for text in texts)


def field_name(name: str) -> str:
    """Return the name of a field as `asked_by_field` has it: without groups around that of its checklist."""
    return " ".join(name.casefold().split())
