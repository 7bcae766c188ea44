"""A checklist of another tool's questions as its file: made, or grown by what a later report asks."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from tpaudit.documents.columns import PEOPLE
from tpaudit.documents.scalars import written
from tpaudit.reading.yaml.builder import read
from tpaudit.showing.scaffold.document import document_text

_CLAIMS: Final = ("shortfall", "strength")
"""What one report says only where the answer is bad, and another only where it is good."""
_NO_WEIGHT: Final = "0"
_Data = Mapping[str, Any]


class GrownChecklist(NamedTuple):
    """The file of a checklist, and what it could not take."""

    text: bytes
    missing: tuple[str, ...] = ()
    """Questions that it lacks, or weighs in another way, since somebody has changed the file by hand."""


def grown_checklist(data: _Data, source: bytes | None = None) -> GrownChecklist:
    """Return the file of a checklist with all questions of a report.

    What stands in the file already stays, apart from weights, which are those of the report. A file that an import
    did not write, or that was changed since, stays as it is.
    """
    if source is None:
        return GrownChecklist(_text(data))
    before = _plain(read(source).data)
    items = before.get("items") if isinstance(before, dict) else None
    if not isinstance(items, dict):
        return GrownChecklist(source, tuple(data["items"]))
    changes = dict(_changes(items, data["items"]))
    if not changes:
        return GrownChecklist(source)
    if _text(before) != source:
        return GrownChecklist(source, tuple(changes))
    return GrownChecklist(_text({**before, "version": data["version"], "items": {**items, **changes}}))


def _text(data: _Data) -> bytes:
    return document_text(data, PEOPLE).encode()


def _plain(value: Any) -> Any:
    """Return what was read with every scalar as its text."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return written(value) or ""


def _changes(items: _Data, wanted: _Data) -> Iterator[tuple[str, _Data]]:
    """Yield the questions of a report that a checklist lacks, or that say more than they do there."""
    for item_id, item in wanted.items():
        there = items.get(item_id)
        grown = _grown(there, item) if isinstance(there, dict) else item
        if grown != there:
            yield item_id, grown


def _grown(there: _Data, item: _Data) -> _Data:
    """Return a question with what a report adds to it; what had no weight was not known before."""
    weight, before = item.get("weight", "1"), there.get("weight", "1")
    if before == _NO_WEIGHT != weight:
        return item
    claims = {key: item[key] for key in _CLAIMS if key in item and key not in there}
    weights = {"weight": weight} if weight not in (before, _NO_WEIGHT) else {}
    both = "options" in item and "options" in there
    kept = {"options": {**there["options"], **_more(item["options"], there["options"])}} if both else {}
    return {**there, **kept, **weights, **claims}


def _more(options: _Data, there: _Data) -> _Data:
    return {option_id: option for option_id, option in options.items() if option_id not in there}
