"""The first map of a table: what was guessed, to be looked through, and what is left to a person."""

from collections.abc import Iterator, Sequence

from tpaudit.results.imported import GuessedColumn, GuessedMap
from tpaudit.showing.scaffold.audit import scalar

_HEAD = """\
# Which column answers which question. Look it through; what stands here without a question is left out.
# Keys: docs/files.md, Keys of a map.
format: 1
"""


def map_as_text(guessed: GuessedMap) -> str:
    """Return the file of a guessed map; no cell of the table is in it but words that a question does not take."""
    return _HEAD + "".join(f"{line}\n" for line in _lines(guessed))


def _lines(guessed: GuessedMap) -> Iterator[str]:
    known = [column for column in guessed.columns if column.questions]
    yield "columns:" if guessed.columns else "columns: {}"
    for column in known:
        yield from _matched(column)
    others = [column for column in guessed.columns if not column.questions]
    if others:
        yield "  # These are like no question: write one behind the colon, or leave them out."
    for column in others:
        yield f"  {_name(column.heading)}:  # {_cells(column)}"
    values = dict.fromkeys(value for column in known for value in column.values)
    if values:
        yield "# What cells say that their questions do not take: write the answer behind each."
        yield "values:"
        yield from (f"  {_name(value)}:" for value in values)
    for key in ("when", "date", "place", "decimal", "encoding", "sheet"):
        value = getattr(guessed, key)
        if value is not None:
            yield f"{key}: {_name(value)}"
    for key in ("drop", "yes", "no"):
        words: Sequence[str] = getattr(guessed, key)
        if words:
            yield f"{key}: [{', '.join(map(_name, words))}]"


def _matched(column: GuessedColumn) -> Iterator[str]:
    first, *others = column.questions
    if others:
        several = ", ".join(column.questions)
        yield f"  # One of {several}:"
        yield f"  {_name(column.heading)}:  # {_cells(column)}"
    else:
        yield f"  {_name(column.heading)}: {first}  # {_cells(column)}"


def _cells(column: GuessedColumn) -> str:
    return f"{column.filled} cell{'' if column.filled == 1 else 's'}"


def _name(text: str) -> str:
    """Return a text as YAML; signs that nobody sees are written as escapes."""
    written = scalar(text)
    if text.isprintable():
        return written
    quoted = written if written.startswith('"') else f'"{written}"'
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in quoted)
