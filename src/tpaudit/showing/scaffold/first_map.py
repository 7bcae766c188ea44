"""The first map of a table: what was guessed, to be looked through, and what is left to a person."""

from collections.abc import Iterator, Sequence

from tpaudit.results.imported import GuessedColumn, GuessedMap
from tpaudit.showing.scaffold.audit import scalar
from tpaudit.showing.text.translate import Translate


def map_as_text(guessed: GuessedMap, say: Translate) -> str:
    """Return the file of a guessed map; no cell of the table is in it but words that a question does not take."""
    return "".join(f"{line}\n" for line in _lines(guessed, say))


def _lines(guessed: GuessedMap, say: Translate) -> Iterator[str]:
    about = "Which column answers which question. Look it through; what stands here without a question is left out."
    yield f"# {say(about)}"
    yield f"# {say('Keys: docs/files.md, Keys of a map.')}"
    yield "format: 1"
    known = [column for column in guessed.columns if column.questions]
    yield "columns:" if guessed.columns else "columns: {}"
    for column in known:
        yield from _matched(column, say)
    others = [column for column in guessed.columns if not column.questions]
    if others:
        yield f"  # {say('These are like no question: write one behind the colon, or leave them out.')}"
    for column in others:
        yield f"  {_name(column.heading)}:  # {_cells(column, say)}"
    values = dict.fromkeys(value for column in known for value in column.values)
    if values:
        yield f"# {say('What cells say that their questions do not take: write the answer behind each.')}"
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


def _matched(column: GuessedColumn, say: Translate) -> Iterator[str]:
    first, *others = column.questions
    if others:
        several = say(", ").join(column.questions)
        yield f"  # {say('One of {several}:', several=several)}"
        yield f"  {_name(column.heading)}:  # {_cells(column, say)}"
    else:
        yield f"  {_name(column.heading)}: {first}  # {_cells(column, say)}"


def _cells(column: GuessedColumn, say: Translate) -> str:
    return say("{count} cells", one="{count} cell", number=column.filled, count=column.filled)


def _name(text: str) -> str:
    """Return a text as YAML; signs that nobody sees are written as escapes."""
    written = scalar(text)
    if text.isprintable():
        return written
    quoted = written if written.startswith('"') else f'"{written}"'
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in quoted)
