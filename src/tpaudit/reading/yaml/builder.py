"""The YAML reader: builds plain data from libyaml's events and notes where each value stands.

Every scalar stays as it was written (`str`, or `Bare` where YAML would take it for a number, a date or
a flag); null is None. What YAML would lose or change without a word is reported as a fault.
"""

from collections.abc import Callable, Iterator
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

from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import UsageError
from tpaudit.reading.yaml.folded_lines import join_lines, may_fold
from tpaudit.reading.yaml.garbage_collection import without_garbage_collection
from tpaudit.reading.yaml.look_alikes import look_alikes
from tpaudit.reading.yaml.lost_text import TextPart, text_lost_to_comments
from tpaudit.reading.yaml.plain_scalars import FIRST_LETTERS, plain_value
from tpaudit.reading.yaml.recovery import faults_behind
from tpaudit.reading.yaml.source_map import Position, SyntaxFault, Tree
from tpaudit.reading.yaml.syntax_hints import key_without_colon, not_utf8, syntax_fault, unreadable_character

try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs do not export it
except ImportError as reason:
    message = (
        "PyYAML is installed here without libyaml; install a wheel: pip install --only-binary :all: pyyaml"
    )
    raise UsageError(message) from reason

BOM: Final = b"\xef\xbb\xbf"
"""The byte order mark, which some editors write before a text."""
MAX_DEPTH: Final = 60
"""How many levels of nesting are allowed; a file of any format needs less than ten."""
MAX_ALIASED: Final = 100_000
"""How many values aliases may add to one file; a long text counts as several values."""
_CHARACTERS_PER_VALUE: Final = 50
"""How many characters of a text count as one value."""


class _StopError(Exception):
    """Reading cannot go on."""

    def __init__(self, mark: Any, message: str) -> None:
        super().__init__(message)
        self.fault = SyntaxFault(Position(mark.line + 1, mark.column + 1), message)


def read(source: bytes) -> Tree:
    """Return the data of a YAML file with positions and faults; data is None if the file could not be read."""
    try:
        text = source.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        fault = not_utf8(error)
        return Tree(data=None, marks={}, start=fault.place, faults=[fault])
    further: list[SyntaxFault] = []
    try:
        with without_garbage_collection():
            tree = _Builder(text).build()
            if may_fold(text):
                join_lines(tree, text, _events(text))
    except yaml.MarkedYAMLError as error:
        fault = syntax_fault(error, text)
        further = list(faults_behind(fault, text, _faults_of))
    except yaml.reader.ReaderError as error:
        fault = unreadable_character(error, text)
    except _StopError as stop:
        fault = stop.fault
    else:
        tree.faults.extend(text_lost_to_comments(text, _text_parts(text)))
        if not text.isascii():
            tree.faults.extend(look_alikes(tree))
        tree.faults.sort()
        return tree
    lost = text_lost_to_comments(text, _text_parts(text), until=fault.place)
    return Tree(data=None, marks={}, start=fault.place, faults=sorted({fault, *further, *lost}))


def _faults_of(text: str) -> tuple[SyntaxFault | None, list[SyntaxFault]]:
    """Return the syntax error of a text, None if there is none, and the faults of what could be read."""
    try:
        return None, _Builder(text).build().faults
    except yaml.MarkedYAMLError as error:
        return syntax_fault(error, text), []
    except _StopError:
        return None, []


class _Builder:
    """Builds data from events with its own stack, so that deep nesting cannot overflow Python's stack."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parser = CParser(text)
        self.faults: list[SyntaxFault] = []
        self.anchors: dict[str, Any] = {}
        self.open_anchors: dict[int, str] = {}
        self.sizes: dict[int, tuple[int, int]] = {}
        self.repeated: dict[tuple[int, str], Any] = {}
        """The first position of each repeated key, by the id of its mapping's marks and the key."""
        self.aliased = 0
        self.may_have_tags = "!" in text or "&" in text
        """False if the text cannot contain a tag or an anchor, so that the checks for them are skipped."""

    def build(self) -> Tree:
        """Return the data of the one document."""
        next_event: Callable[[], Any] = self.parser.get_event
        next_event()
        document = next_event()
        if document.__class__ is StreamEndEvent:
            raise _StopError(document.start_mark, "the file is empty; expected keys and values")
        opening = next_event()
        marks: dict[int, Any] = {}
        if opening.__class__ is ScalarEvent or opening.__class__ is AliasEvent:
            raise _StopError(
                opening.start_mark, "a single text stands here; expected keys and values, such as format: 1"
            )
        data = self._new_container(opening, marks)
        self._fill(data, marks)
        next_event()
        following = next_event()
        if following.__class__ is DocumentStartEvent:
            raise _StopError(
                following.start_mark,
                "a second document starts here; expected one document, without `---` within",
            )
        start_mark = opening.start_mark
        return Tree(
            data=data,
            marks=marks,
            start=Position(start_mark.line + 1, start_mark.column + 1),
            faults=self.faults,
        )

    def _fill(self, node: Any, marks: dict[int, Any]) -> None:  # noqa: C901, PLR0912, PLR0915 - one loop
        """Read events into a container until it ends: one loop, as it decides how fast every file is read."""
        next_event: Callable[[], Any] = self.parser.get_event
        may_have_tags, first_letters = self.may_have_tags, FIRST_LETTERS
        stack: list[tuple[Any, Any]] = []
        node_marks = marks[id(node)]
        while True:
            if node.__class__ is dict:
                while (event := next_event()).__class__ is ScalarEvent:
                    key, key_mark = event.value, event.start_mark
                    if may_have_tags and (event.tag is not None or event.anchor is not None):
                        self._refuse_tag(event)
                    if key in node_marks or not key or (key == "<<" and not event.style):
                        self._check_key(event, node_marks)
                    event = next_event()
                    node_marks[key] = (key_mark, event.start_mark)
                    if event.__class__ is not ScalarEvent:
                        break
                    value: Any = event.value
                    if value[:1] in first_letters and not event.style:
                        value = plain_value(value)
                        if not event.value:
                            self._check_key_without_colon(event, key_mark)
                    if may_have_tags and (event.tag is not None or event.anchor is not None):
                        self._note_anchor(event, value)
                    node[key] = value
                else:
                    if event.__class__ is not MappingEndEvent:
                        what = fixed(_kind_in_words(event.__class__))
                        raise _StopError(
                            event.start_mark, Worded("{what} cannot be a key; write a plain key", what=what)
                        )
                if event.__class__ is AliasEvent:
                    node[key] = self._aliased_value(event, len(stack))
                    continue
            else:
                while (event := next_event()).__class__ is ScalarEvent:
                    node_marks.append(event.start_mark)
                    value = event.value
                    if value[:1] in first_letters and not event.style:
                        value = plain_value(value)
                    if may_have_tags and (event.tag is not None or event.anchor is not None):
                        self._note_anchor(event, value)
                    node.append(value)
                if event.__class__ is not SequenceEndEvent:
                    node_marks.append(event.start_mark)
                if event.__class__ is AliasEvent:
                    node.append(self._aliased_value(event, len(stack)))
                    continue
            if event.__class__ is MappingEndEvent or event.__class__ is SequenceEndEvent:
                if not stack:
                    return
                if may_have_tags:
                    self._close(node)
                node, node_marks = stack.pop()
                continue
            child = self._new_container(event, marks)
            if node.__class__ is dict:
                node[key] = child
            else:
                node.append(child)
            stack.append((node, node_marks))
            if len(stack) > MAX_DEPTH:
                raise _StopError(
                    event.start_mark,
                    Worded(
                        "data is nested more than {max_depth} deep; expected a flatter file",
                        max_depth=MAX_DEPTH,
                    ),
                )
            node, node_marks = child, marks[id(child)]

    def _new_container(self, event: Any, marks: dict[int, Any]) -> Any:
        if event.__class__ is MappingStartEvent:
            node: Any = {}
            marks[id(node)] = {}
        elif event.__class__ is SequenceStartEvent:
            node = []
            marks[id(node)] = []
        if self.may_have_tags:
            self._note_anchor(event, node)
            self.open_anchors[id(node)] = event.anchor
        return node

    def _close(self, node: Any) -> None:
        self.open_anchors.pop(id(node), None)

    def _check_key(self, event: Any, node_marks: dict[str, Any]) -> None:
        key, mark = event.value, event.start_mark
        if key in node_marks:
            first = self.repeated.setdefault((id(node_marks), key), node_marks[key][0])
            message = Worded(
                "the key `{key}` is repeated; it stands first at line {line}, column {column}; keep one",
                key=key,
                line=first.line + 1,
                column=first.column + 1,
            )
            self._note(mark, message)
        elif key == "<<":
            raise _StopError(mark, "the merge key `<<` is not read; write the keys out")
        elif not event.style:
            self._note(mark, "a key is missing before the colon; write one")

    def _check_key_without_colon(self, event: Any, key_mark: Any) -> None:
        """Note a key without a colon: the rest of a text cut at a comma, or `weight:3` without its space."""
        key_start = key_mark.index
        written = self.text[key_start : event.start_mark.index].strip()
        if written.endswith(":"):
            return
        end_before = key_start
        while end_before and self.text[end_before - 1].isspace():
            end_before -= 1
        self._note(key_mark, key_without_colon(written, self.text[end_before - 1 : end_before]))

    def _note(self, mark: Any, message: str) -> None:
        self.faults.append(SyntaxFault(Position(mark.line + 1, mark.column + 1), message))

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise _StopError(
                event.start_mark, Worded("the tag `{tag}` is not read; write the value without it", tag=tag)
            )

    def _note_anchor(self, event: Any, value: Any) -> None:
        self._refuse_tag(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = value

    def _aliased_value(self, event: Any, depth: int) -> Any:
        name, mark = event.anchor, event.start_mark
        if name not in self.anchors:
            raise _StopError(
                mark, Worded("there is no anchor `&{name}` before this; write the value out", name=name)
            )
        value = self.anchors[name]
        if id(value) in self.open_anchors:
            raise _StopError(
                mark,
                Worded("the alias `*{name}` stands inside its own anchor; write the value out", name=name),
            )
        size, height = self._size(value)
        self.aliased += size
        if self.aliased > MAX_ALIASED:
            raise _StopError(
                mark,
                Worded(
                    "aliases repeat more than {max_aliased} values; write the file without aliases",
                    max_aliased=MAX_ALIASED,
                ),
            )
        if depth + height > MAX_DEPTH:
            raise _StopError(
                mark,
                Worded(
                    "aliases nest data more than {max_depth} deep; expected a flatter file",
                    max_depth=MAX_DEPTH,
                ),
            )
        return value

    def _size(self, value: Any) -> tuple[int, int]:
        """Return how many values a value holds, itself included, and how deep, with aliases written out."""
        if value.__class__ is str:
            return 1 + len(value) // _CHARACTERS_PER_VALUE, 0
        if value.__class__ not in (dict, list):
            return 1, 0
        found = self.sizes.get(id(value))
        if found is None:
            parts = [self._size(part) for part in (value.values() if isinstance(value, dict) else value)]
            size, height = sum(size for size, _ in parts), max((height for _, height in parts), default=0)
            found = self.sizes[id(value)] = (1 + size, 1 + height)
        return found


def _kind_in_words(kind: type) -> str:
    return {AliasEvent: "an alias", MappingStartEvent: "a mapping"}.get(kind, "a list")


def _text_parts(text: str) -> Iterator[TextPart]:
    """Yield the parts of a text, up to the first syntax error."""
    try:
        for event in _events(text):
            plain = isinstance(event, ScalarEvent) and not event.style
            yield TextPart(event.end_mark, getattr(event, "value", None) if plain else None)
    except yaml.YAMLError:
        return


def _events(text: str) -> Iterator[Any]:
    parser = CParser(text)
    while (event := parser.get_event()) is not None:
        yield event
