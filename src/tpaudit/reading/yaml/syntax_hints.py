"""Syntax hints: libyaml's errors in plain words, with the fix."""

import re
from typing import Any, Final

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
    if line[mark.column : mark.column + 1] in {">", "|"} or "block scalar" in problem:
        return SyntaxFault(position, 'a text that starts with > or | needs quotes; write it as in ">3m"')
    for complaint, hint in HINTS.items():
        if complaint in problem:
            return SyntaxFault(position, hint)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return SyntaxFault(position, HINTS["cannot start any token"])
    return SyntaxFault(
        position,
        f"this is not YAML ({problem}); check quotes, brackets and indentation on this line and before it",
    )


def _unfinished_start(error: Any) -> Any:
    """Return where an unclosed quote, bracket or key starts; None if the error stands where it was noticed."""
    context, mark = error.context or "", error.context_mark
    if "quoted scalar" in context and "end of stream" in error.problem:
        return mark
    unfinished = "simple key" in context or ("flow" in context and mark.line < error.problem_mark.line)
    return mark if unfinished else None


def unreadable_character(error: Any, text: str) -> SyntaxFault:
    """Return the fault of a character that YAML does not allow."""
    found = re.search(_UNREADABLE, text)
    index = found.start() if found else 0
    what = f"the character U+{ord(found[0]):04X}" if found else f"a character ({error.reason})"
    return SyntaxFault(
        position_of(text, index),
        f"{what} cannot stand in YAML; remove it, or write it as an escape in double quotes",
    )


def not_utf8(error: UnicodeDecodeError) -> SyntaxFault:
    """Return the fault of a file that is not UTF-8, at its first bad byte."""
    before = error.object[: error.start].decode("utf-8")
    message = f"byte 0x{error.object[error.start]:02x} is not UTF-8; save the file as UTF-8"
    return SyntaxFault(position_of(before, len(before)), message)


def position_of(text: str, index: int) -> Position:
    """Return the line and column of a character; lines are counted as libyaml counts them."""
    lines = re.split("\r\n|[\r\n\x85\u2028\u2029]", text[:index])
    return Position(len(lines), len(lines[-1]) + 1)
