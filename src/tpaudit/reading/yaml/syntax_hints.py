"""Syntax hints: libyaml's errors in plain words, with the fix."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from tpaudit.documents.worded import OR, Worded, linked
from tpaudit.reading.yaml.slips import slips
from tpaudit.reading.yaml.source_map import Position, SyntaxFault

HINTS: Final = {
    "mapping values are not allowed": "a colon stands inside a text without quotes; put the text in quotes, or after `|`",
    "cannot start any token": "a tab or a reserved character starts this; indent with spaces, and put texts that start with @, ` or % in quotes",
    "did not find expected ',' or '}'": 'this `{` is not closed, or a text in it needs quotes; write {key: value, key: "a text"}',
    "did not find expected ',' or ']'": "this `[` is not closed, or a text in it needs quotes; write [one, two]",
    "unexpected end of stream": "a quote is opened and never closed; close it",
    "did not find expected key": "this line does not fit the indentation, or a text above it needs quotes; line it up with the keys around it",
    "did not find expected '-' indicator": "this line is not an entry of the list above; start it with `- `, or line it up with the key",
    "could not find expected ':'": "a key without a colon; write `key: value`, or put a text of several lines after `|`",
    "found undefined alias": "nothing is anchored under this name; write the value out",
    "found unknown escape character": "a backslash in double quotes starts an escape; write \\\\, or use single quotes",
    "did not find expected hexdecimal number": "a backslash in double quotes starts an escape; write \\\\, or use single quotes",
    "while scanning an alias": 'a text that starts with * needs quotes; write it as in "*new"',
    "while scanning an anchor": 'a text that starts with & needs quotes; write it as in "& Co"',
    "block sequence entries are not allowed": "a list starts on the line of its key; start it on the next line, or write [one, two]",
    "did not find expected node content": "a bracket or comma stands where a value is wanted; put the text in quotes, or remove it",
    "directive": "a line that starts with % is read as an order to YAML; put the text in quotes, or remove the line",
    "undefined tag handle": "tags are not read; write the value without the `!`",
    "found unexpected document indicator": "`---` or `...` ends a document here; close the quote or bracket before it",
}
"""Part of libyaml's complaint, and the message for a person."""
_UNREADABLE: Final = r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def syntax_fault(error: Any, text: str) -> SyntaxFault:
    """Return the fault of a libyaml error: what is wrong in plain words, and how to fix it."""
    mark = _unfinished_start(error) or error.problem_mark or error.context_mark
    position = Position(mark.line + 1, mark.column + 1)
    problem = " ".join(filter(None, [error.context, error.problem]))
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    likelier = _slip(lines, mark.line, problem)
    if likelier is not None:
        return likelier
    if line[mark.column : mark.column + 1] in {">", "|"} or "block scalar" in problem:
        return SyntaxFault(position, 'a text that starts with > or | needs quotes; write it as in ">3m"')
    for complaint, hint in HINTS.items():
        if complaint in problem:
            return SyntaxFault(position, hint)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return SyntaxFault(position, HINTS["cannot start any token"])
    return SyntaxFault(
        position,
        Worded(
            "this is not YAML ({problem}); check quotes, brackets and indentation on this line and before it",
            problem=problem,
        ),
    )


def _slip(lines: list[str], number: int, problem: str) -> SyntaxFault | None:
    """Return the fault of a slip of the keyboard in the line of an error, or in the one before it."""
    may_start_above = any(complaint in problem for complaint in _NOTICED_LATE)
    above = list(_text_above(lines, number))
    for suspect in (number, *above) if may_start_above else (number,):
        for slip in slips(lines[suspect]) if suspect < len(lines) else ():
            return SyntaxFault(Position(suspect + 1, slip.position + 1), slip.message)
    before = above[0] if above else number
    if "mapping values are not allowed" in problem and _is_too_deep(lines, before, number):
        indented, beside = (_indentation(lines[where]) for where in (number, before))
        message = Worded(
            "this line starts in column {indented}, deeper than the key above it, which has a value already; expected column {beside}, or that value in quotes",
            indented=indented + 1,
            beside=beside + 1,
        )
        return SyntaxFault(Position(number + 1, indented + 1), message)
    return _between_columns(lines, number) if "did not find expected key" in problem else None


def _between_columns(lines: list[str], number: int) -> SyntaxFault | None:
    """Return the fault of a key that stands in no column of the keys above it; None if it stands in one."""
    if number >= len(lines) or not _KEY.match(lines[number]):
        return None
    indented, columns = _indentation(lines[number]), list[int]()
    for line in reversed(lines[:number]):
        if _KEY.match(line) and (not columns or _indentation(line) < columns[-1]):
            columns.append(_indentation(line))
            if columns[-1] <= indented:
                break
    if not columns or columns[-1] == indented:
        return None
    expected = linked((str(column + 1) for column in sorted(columns)[:2]), OR)
    message = Worded(
        "this line starts in column {indented}; expected column {expected}, as the keys above it",
        indented=indented + 1,
        expected=expected,
    )
    return SyntaxFault(Position(number + 1, indented + 1), message)


def _text_above(lines: list[str], number: int) -> Iterator[int]:
    """Yield the few lines above that may be one text with a line, from below: up to the next key."""
    filled = (above for above in range(min(number, len(lines)) - 1, -1, -1) if lines[above].strip())
    for above in islice(filled, _MAX_LINES_ABOVE):
        yield above
        if _KEY.match(lines[above]):
            return


_MAX_LINES_ABOVE: Final = 5
_NOTICED_LATE: Final = (
    "mapping values are not allowed",
    "could not find expected ':'",
    "did not find expected key",
)
"""Complaints about a line that may be right, as the one before it is wrong."""
_KEY: Final = re.compile(r" *[^\s:#'\"{\[][^:#'\"{\[]*:(?= |$)")


def _is_too_deep(lines: list[str], before: int, number: int) -> bool:
    """Tell whether a line with a key stands deeper than a key that has its value beside it."""
    above, line = _KEY.match(lines[before]), _KEY.match(lines[number])
    if above is None or line is None or not lines[before][above.end() :].strip():
        return False
    return _indentation(lines[number]) > _indentation(lines[before])


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _unfinished_start(error: Any) -> Any:
    """Return where an unclosed quote, bracket or key starts; None if the error stands where it was noticed."""
    context, mark = error.context or "", error.context_mark
    if "quoted scalar" in context and "end of stream" in error.problem:
        return mark
    unfinished = "simple key" in context or ("flow" in context and mark.line < error.problem_mark.line)
    return mark if unfinished else None


def key_without_colon(written: str, before: str) -> str:
    """Return what is wrong with a key without a colon, by the character before it."""
    if ":" in written:
        return Worded(
            "`{written}` is read as a key without a value; put a space after the colon, or the text in quotes",
            written=written,
        )
    if before == ",":
        return Worded(
            "`{written}` was cut off from the text before the comma; put the text in quotes, or after `|`",
            written=written,
        )
    return Worded(
        "`{written}` is a key without a value; write `{written}: ..`, or put a text in quotes",
        written=written,
    )


def unreadable_character(error: Any, text: str) -> SyntaxFault:
    """Return the fault of a character that YAML does not allow."""
    found = re.search(_UNREADABLE, text)
    index = found.start() if found else 0
    what = (
        Worded("the character U+{code}", code=f"{ord(found[0]):04X}")
        if found
        else Worded("a character ({reason})", reason=error.reason)
    )
    return SyntaxFault(
        position_of(text, index),
        Worded(
            "{what} cannot stand in YAML; remove it, or write it as an escape in double quotes", what=what
        ),
    )


def not_utf8(error: UnicodeDecodeError) -> SyntaxFault:
    """Return the fault of a file that is not UTF-8, at its first bad byte."""
    before = error.object[: error.start].decode("utf-8")
    message = Worded(
        "byte 0x{byte} is not UTF-8; save the file as UTF-8", byte=f"{error.object[error.start]:02x}"
    )
    return SyntaxFault(position_of(before, len(before)), message)


def position_of(text: str, index: int) -> Position:
    """Return the line and column of a character; lines are counted as libyaml counts them."""
    lines = re.split("\r\n|[\r\n\x85\u2028\u2029]", text[:index])
    return Position(len(lines), len(lines[-1]) + 1)
