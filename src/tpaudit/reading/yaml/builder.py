"""YAML as tpaudit reads it: libyaml's events, built into plain data that remembers its places.

Every scalar stays as it was written (`str`, or `Bare` where YAML would take it for a number, a date or
a flag); null is None. What YAML would lose or turn into something else in silence is a fault here.
"""

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from tpaudit.documents.scalars import Bare
from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import BOM
from tpaudit.reading.yaml.lost_text import TextPart, cut_off
from tpaudit.reading.yaml.source_map import Position, SyntaxFault, Tree
from tpaudit.reading.yaml.syntax_hints import place_of, syntax, unreadable_text

try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs do not export it
except ImportError as reason:
    message = (
        "PyYAML is installed here without libyaml; install a wheel: pip install --only-binary :all: pyyaml"
    )
    raise UsageError(message) from reason

DEPTH: Final = 60
"""How deep data may be nested; a file of any format needs less than ten."""
BORROWED: Final = 100_000
"""How many values aliases may repeat in one file, a long text as several; what is written out is not counted."""
_ONE_VALUE: Final = 50
"""How many characters of a text count as one value."""

_DIGITS: Final = "0123456789+-.~"
_SUSPECT: Final = _DIGITS + "nNtTfF"
"""First letters of a plain scalar that may not be text; the empty text counts as one of them."""
_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BARE: Final = re.compile(
    r"[-+]?(?:0[xob][0-9a-fA-F_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|"
    r"\.(?:inf|Inf|INF|nan|NaN|NAN))\Z|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?\Z|(?:true|True|TRUE|false|False|FALSE)\Z"
)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str | Bare | None:
    """Return what a plain scalar is that may be more than text; remembered, as most recur."""
    if text in _NULL:
        return None
    return Bare(text) if _BARE.match(text) else text


class _StopError(Exception):
    """Reading cannot go on."""

    def __init__(self, mark: Any, message: str) -> None:
        super().__init__(message)
        self.fault = SyntaxFault(Position(mark.line + 1, mark.column + 1), message)


@contextmanager
def without_collection() -> Iterator[None]:
    """Hold back the collector of cycles: what is built makes none, and a large file would pay for its walks."""
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.enable()


def read(source: bytes) -> Tree:
    """Return the data of a YAML file with its places and faults; data is None where it could not be read."""
    text, fault = _decoded(source)
    if fault is None:
        try:
            with without_collection():
                tree = _Builder(text).build()
        except yaml.MarkedYAMLError as error:
            fault = syntax(error, text)
        except yaml.reader.ReaderError as error:
            fault = unreadable_text(error, text)
        except _StopError as stop:
            fault = stop.fault
        else:
            tree.faults.extend(cut_off(text, _parts(text)))
            tree.faults.sort()
            return tree
    return Tree(
        data=None,
        marks={},
        start=fault.place,
        faults=[fault, *cut_off(text, _parts(text), until=fault.place)],
    )


def _decoded(source: bytes) -> tuple[str, SyntaxFault | None]:
    source = source.removeprefix(BOM)
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8")
        place = place_of(before, len(before))
        return "", SyntaxFault(
            place, f"byte 0x{source[error.start]:02x} is not UTF-8; save the file as UTF-8"
        )
    return text, None


class _Builder:
    """Builds data from events with a stack of its own, so that no depth of a file becomes depth here."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parser = CParser(text)
        self.faults: list[SyntaxFault] = []
        self.anchors: dict[str, Any] = {}
        self.open_anchors: dict[int, str] = {}
        self.sizes: dict[int, tuple[int, int]] = {}
        self.repeated: dict[tuple[int, str], Any] = {}
        """Where a key that is repeated stands first, by its mapping's marks and itself."""
        self.borrowed = 0
        self.marked = "!" in text or "&" in text
        """Only where these stand can there be a tag or an anchor."""

    def build(self) -> Tree:
        """Return the data of the one document."""
        events: Callable[[], Any] = self.parser.get_event
        events()
        start = events()
        if start.__class__ is StreamEndEvent:
            raise _StopError(start.start_mark, "the file is empty; expected keys and values")
        first = events()
        marks: dict[int, Any] = {}
        if first.__class__ is ScalarEvent or first.__class__ is AliasEvent:
            raise _StopError(
                first.start_mark, "a single text stands here; expected keys and values, such as format: 1"
            )
        data = self._opened(first, marks)
        self._fill(data, marks)
        events()
        after = events()
        if after.__class__ is DocumentStartEvent:
            raise _StopError(
                after.start_mark, "a second document starts here; expected one document, without `---` within"
            )
        mark = first.start_mark
        return Tree(
            data=data, marks=marks, start=Position(mark.line + 1, mark.column + 1), faults=self.faults
        )

    def _fill(self, node: Any, marks: dict[int, Any]) -> None:  # noqa: C901, PLR0912, PLR0915 - one loop
        """Read events into a container until it ends: one loop, since every file passes through here."""
        events: Callable[[], Any] = self.parser.get_event
        marked, suspect = self.marked, _SUSPECT
        stack: list[tuple[Any, Any]] = []
        own = marks[id(node)]
        while True:
            if node.__class__ is dict:
                while (event := events()).__class__ is ScalarEvent:
                    key, key_mark = event.value, event.start_mark
                    if marked and (event.tag is not None or event.anchor is not None):
                        self._refuse_mark(event)
                    if key in own or not key or (key == "<<" and not event.style):
                        self._check_key(event, own)
                    event = events()
                    own[key] = (key_mark, event.start_mark)
                    if event.__class__ is not ScalarEvent:
                        break
                    value: str | Bare | None = event.value
                    if event.value[:1] in suspect and not event.style:
                        value = _plain(event.value)
                        if not event.value:
                            self._check_lost(event, key_mark)
                    if marked and (event.tag is not None or event.anchor is not None):
                        self._note_anchor(event, value)
                    node[key] = value
                else:
                    if event.__class__ is not MappingEndEvent:
                        what = _what(event.__class__)
                        raise _StopError(event.start_mark, f"{what} cannot be a key; write a plain key")
                if event.__class__ is AliasEvent:
                    node[key] = self._alias(event, len(stack))
                    continue
            else:
                while (event := events()).__class__ is ScalarEvent:
                    own.append(event.start_mark)
                    value = event.value
                    if event.value[:1] in suspect and not event.style:
                        value = _plain(event.value)
                    if marked and (event.tag is not None or event.anchor is not None):
                        self._note_anchor(event, value)
                    node.append(value)
                if event.__class__ is not SequenceEndEvent:
                    own.append(event.start_mark)
                if event.__class__ is AliasEvent:
                    node.append(self._alias(event, len(stack)))
                    continue
            if event.__class__ is MappingEndEvent or event.__class__ is SequenceEndEvent:
                if not stack:
                    return
                if marked:
                    self._closed(node)
                node, own = stack.pop()
                continue
            child = self._opened(event, marks)
            if node.__class__ is dict:
                node[key] = child
            else:
                node.append(child)
            stack.append((node, own))
            if len(stack) > DEPTH:
                raise _StopError(
                    event.start_mark, f"data is nested more than {DEPTH} deep; expected a flatter file"
                )
            node, own = child, marks[id(child)]

    def _opened(self, event: Any, marks: dict[int, Any]) -> Any:
        if event.__class__ is MappingStartEvent:
            node: Any = {}
            marks[id(node)] = {}
        elif event.__class__ is SequenceStartEvent:
            node = []
            marks[id(node)] = []
        if self.marked:
            self._note_anchor(event, node)
            self.open_anchors[id(node)] = event.anchor
        return node

    def _closed(self, node: Any) -> None:
        self.open_anchors.pop(id(node), None)

    def _check_key(self, event: Any, own: dict[str, Any]) -> None:
        key, mark = event.value, event.start_mark
        if key in own:
            first = self.repeated.setdefault((id(own), key), own[key][0])
            message = f"the key `{key}` stands here again; it first stands at line {first.line + 1}, column {first.column + 1}; keep one"
            self.faults.append(SyntaxFault(Position(mark.line + 1, mark.column + 1), message))
        elif key == "<<":
            raise _StopError(mark, "the merge key `<<` is not read; write the keys out")
        elif not event.style:
            self.faults.append(
                SyntaxFault(
                    Position(mark.line + 1, mark.column + 1), "a key is missing before the colon; write one"
                )
            )

    def _check_lost(self, event: Any, key_mark: Any) -> None:
        """Refuse a key without a colon: half a text that was cut at a comma, or `weight:3` without its space."""
        start = key_mark.index
        written = self.text[start : event.start_mark.index].strip()
        if written.endswith(":"):
            return
        before = start
        while before and self.text[before - 1].isspace():
            before -= 1
        if ":" in written:
            message = f"`{written}` is read as a key without a value; put a space after the colon, or the text in quotes"
        elif self.text[before - 1 : before] == ",":
            message = f"`{written}` was cut off from the text before the comma; put the text in quotes, or after `|`"
        else:
            message = f"`{written}` is a key without a value; write `{written}: ..`, or put a text in quotes"
        self.faults.append(SyntaxFault(Position(key_mark.line + 1, key_mark.column + 1), message))

    def _refuse_mark(self, event: Any) -> None:
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise _StopError(event.start_mark, f"the tag `{tag}` is not read; write the value without it")

    def _note_anchor(self, event: Any, value: Any) -> None:
        self._refuse_mark(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = value

    def _alias(self, event: Any, depth: int) -> Any:
        name, mark = event.anchor, event.start_mark
        if name not in self.anchors:
            raise _StopError(mark, f"nothing is anchored as `&{name}` before this; write the value out")
        value = self.anchors[name]
        if id(value) in self.open_anchors:
            raise _StopError(mark, f"the alias `*{name}` stands within what it names; write the value out")
        size, height = self._size(value)
        self.borrowed += size
        if self.borrowed > BORROWED:
            raise _StopError(
                mark, f"aliases repeat more than {BORROWED} values; write the file without aliases"
            )
        if depth + height > DEPTH:
            raise _StopError(mark, f"aliases nest data more than {DEPTH} deep; expected a flatter file")
        return value

    def _size(self, value: Any) -> tuple[int, int]:
        """Return how many values stand in a value, itself included, and how deep, aliases written out."""
        if value.__class__ is str:
            return 1 + len(value) // _ONE_VALUE, 0
        if value.__class__ not in (dict, list):
            return 1, 0
        found = self.sizes.get(id(value))
        if found is None:
            parts = [self._size(part) for part in (value.values() if isinstance(value, dict) else value)]
            size, height = sum(size for size, _ in parts), max((height for _, height in parts), default=0)
            found = self.sizes[id(value)] = (1 + size, 1 + height)
        return found


def _what(kind: type) -> str:
    return {AliasEvent: "an alias", MappingStartEvent: "a mapping"}.get(kind, "a list")


def _parts(text: str) -> Iterator[TextPart]:
    """Yield the parts of a text as far as it can be read."""
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            plain = isinstance(event, ScalarEvent) and not event.style
            yield TextPart(event.end_mark, getattr(event, "value", None) if plain else None)
    except yaml.YAMLError:
        return
