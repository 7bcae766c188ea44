"""A waiver put into the text of an audit, with every other line left as it is."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from tpaudit.documents.scalars import Bare
from tpaudit.reading.yaml.builder import BOM, read
from tpaudit.reading.yaml.source_map import Position, Tree

_KEY: Final = "waivers"
_PLAIN: Final = re.compile(r"[^\W\d_][\w ,.()/'-]*[\w.)]")
"""Texts that YAML takes as they are, without quotes."""
_WORDS: Final = frozenset({"yes", "no", "on", "off", "true", "false", "null"})
"""Texts without quotes that some readers of YAML take for something else."""


class NewWaiver(NamedTuple):
    """A waiver to be written."""

    address: str
    reason: str
    approved_by: str
    until: str
    """The last day on which it holds, YYYY-MM-DD."""

    def entry(self) -> dict[str, str]:
        """Return its keys in the order in which they are written."""
        return {"reason": self.reason, "approved_by": self.approved_by}


def with_waiver(source: bytes, waiver: NewWaiver) -> bytes | None:
    """Return the text of an audit with a waiver more; None where no place is found that changes nothing else.

    Comments, layout and line ends stay: what is read again differs by the waiver alone.
    """
    tree = read(source)
    mark = BOM if source.startswith(BOM) else b""
    text = source.removeprefix(BOM).decode("utf-8")
    for candidate in _candidates(text, tree, waiver):
        made = mark + candidate.encode("utf-8", "surrogatepass")
        if _differs_by(waiver, tree.data, read(made)):
            return made
    return None


def flow_entry(waiver: NewWaiver) -> str:
    """Return a waiver on one line, as it may stand between braces or below `waivers:`."""
    keys = ", ".join(f"{key}: {_quoted(value)}" for key, value in waiver.entry().items())
    return f"{_key(waiver.address)}: {{{keys}, until: {waiver.until}}}"


def _differs_by(waiver: NewWaiver, before: Any, after: Tree) -> bool:
    """Tell whether a text that was read again has the waiver, and otherwise the same in the same order."""
    if after.faults or not isinstance(after.data, dict) or not isinstance(after.data.get(_KEY), dict):
        return False
    entry = {**waiver.entry(), "until": Bare(waiver.until)}
    if repr(after.data[_KEY].get(waiver.address)) != repr(entry):
        return False
    rest = {address: each for address, each in after.data[_KEY].items() if address != waiver.address}
    same = {**after.data, _KEY: rest}
    if not rest:
        same, before = ({key: value for key, value in data.items() if key != _KEY} for data in (same, before))
    return repr(same) == repr(before)


def _candidates(text: str, tree: Tree, waiver: NewWaiver) -> Iterator[str]:
    """Yield the text with the waiver at each place that may be the right one, the best first."""
    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    waivers = tree.data.get(_KEY)
    if _KEY not in tree.data:
        indent = " " * (tree.place(next(iter(tree.data)), key=True).column - 1)
        block = [f"{indent}{_KEY}:", *_block(waiver, f"{indent}  ")]
        yield inserted(lines, len(lines), ["", *block], end)
        yield inserted(lines, len(lines), block, end)
    elif waivers is None:
        key = tree.place(_KEY, key=True)
        yield inserted(lines, key.line, _block(waiver, " " * (key.column + 1)), end)
    elif waivers:
        first = tree.place(_KEY, next(iter(waivers)), key=True)
        block = _block(waiver, " " * (first.column - 1))
        yield inserted(lines, _end_of(lines, tree), block, end)
        yield inserted(lines, first.line - 1, block, end)
    if isinstance(waivers, dict):
        yield between_braces(lines, tree.place(_KEY), flow_entry(waiver) + (", " if waivers else ""))


def inserted(lines: list[str], before: int, new: list[str], end: str) -> str:
    """Return lines with new ones before the one at a position; the line above is ended where it is not."""
    head = "".join(lines[:before])
    if head and not head.endswith(("\n", "\r")):
        head += end
    return head + "".join(f"{line}{end}" for line in new) + "".join(lines[before:])


def _end_of(lines: list[str], tree: Tree) -> int:
    """Return the position behind the last line of the waivers, comments of the next key not among them."""
    start = tree.place(_KEY, key=True).line
    following = [tree.place(key, key=True).line for key in tree.data]
    position = min((line - 1 for line in following if line > start), default=len(lines))
    while position > start and (not lines[position - 1].strip() or lines[position - 1].startswith("#")):
        position -= 1
    return position


def between_braces(lines: list[str], value: Position, entry: str) -> str:
    """Return lines with an entry behind the brace that opens a value."""
    line = lines[value.line - 1]
    made = f"{line[: value.column]}{entry}{line[value.column :]}"
    return "".join([*lines[: value.line - 1], made, *lines[value.line :]])


def _block(waiver: NewWaiver, indent: str) -> list[str]:
    keys = [f"{key}: {_scalar(value)}" for key, value in waiver.entry().items()]
    return [
        f"{indent}{_key(waiver.address)}:",
        *(f"{indent}  {line}" for line in (*keys, f"until: {waiver.until}")),
    ]


def _key(address: str) -> str:
    return address if re.fullmatch(r"[^\W\d_][\w./-]*", address) else _quoted(address)


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.lower() not in _WORDS else _quoted(text)


def _quoted(text: str) -> str:
    """Return a text in double quotes; what JSON writes so, YAML reads so."""
    return json.dumps(text, ensure_ascii=False)
