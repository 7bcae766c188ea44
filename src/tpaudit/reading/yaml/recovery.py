"""Recovery: reads on behind a syntax error, so that one run reports those that follow."""

from collections.abc import Callable, Iterator
from typing import Final

from tpaudit.reading.yaml.source_map import SyntaxFault

_MAX_FAULTS: Final = 20
"""How many syntax errors of one file are looked for."""
_MAX_LETTERS: Final = 4_000_000
"""How many letters are read again, all together."""

Read = Callable[[str], tuple[SyntaxFault | None, list[SyntaxFault]]]
"""Returns the syntax error of a text, None if there is none, and the faults of what could be read."""


def faults_behind(fault: SyntaxFault, text: str, read: Read) -> Iterator[SyntaxFault]:
    """Yield the faults that show once the block of a syntax error is left out, and so on with the next.

    Reading goes on at the next line that is indented as far as the one with the error, or less.
    """
    lines = text.splitlines(keepends=True)
    met = set[int]()
    found: SyntaxFault | None = fault
    for _ in range(min(_MAX_FAULTS, _MAX_LETTERS // (len(text) + 1))):
        if found is None or found.place.line in met or not _leave_out(lines, found.place.line - 1):
            return
        met.add(found.place.line)
        found, others = read("".join(lines))
        if found is not None and found.place.line not in met:
            yield found
        yield from others


def _leave_out(lines: list[str], first: int) -> bool:
    """Make a line and what belongs to it empty; False if there is nothing."""
    if first >= len(lines) or not lines[first].strip():
        return False
    indentation, is_entry = _indentation(lines[first]), _is_entry(lines[first])
    for number in range(first, len(lines)):
        line = lines[number]
        if number > first and line.strip():
            depth = _indentation(line)
            # A list may stand as far left as its key.
            if depth < indentation or (depth == indentation and (is_entry or not _is_entry(line))):
                break
        lines[number] = line[len(line.rstrip("\r\n\x85\u2028\u2029")) :]
    return True


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_entry(line: str) -> bool:
    return line.lstrip(" ").startswith(("- ", "-\n", "-\r"))
