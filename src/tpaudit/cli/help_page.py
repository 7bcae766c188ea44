"""The help in other languages than English: its texts, headings and placeholders, in lines as wide as they look."""

import inspect
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial, reduce
from typing import Any, Final

from tpaudit.showing.text.numbers import width, wrapped
from tpaudit.showing.text.translate import Translate, translator

DOMAIN: Final = "help"
"""The catalogue of what `--help` says, and of what typer says itself."""
_WIDEST, _NARROWEST, _MARGIN = 80, 50, 2
"""Columns of a page: no more and no fewer, and how many of the terminal's are left free."""
_INDENT: Final = 2
_FIRST_COLUMN: Final = 30
"""Columns of what an explanation stands beside; what is wider has a line of its own."""
_AS_IT_STANDS: Final = "\b"
"""Opens a paragraph that is not wrapped: examples."""
_EXTRA: Final = re.compile(r"(?:^|  )\[([^\[\]]*)\]$")
"""What typer adds to an explanation: a default, limits, that it must be given."""
_PLACEHOLDER: Final = re.compile(r"\b[A-Z]{2,}\b")
_OF_AN_ARGUMENT: Final = re.compile(r"^([^-<]*) <[^>]*>")
_KIND: Final = re.compile(r"<[a-z ]+>$|\b(?:INTEGER|FLOAT) RANGE$")
"""What an option takes, as typer writes it since 0.27, and before."""
_BEFORE: Final = {"INTEGER RANGE": "<int range>", "FLOAT RANGE": "<float range>"}
_TWICE: Final = re.compile(r"\[\[(\w+)(?:(\.\.\.)\]\]\.\.\.|\]\])")
"""An argument that is called `[AUDIT]` because it may be left out, in the brackets that typer puts around it."""


def translate(context: Any, language: str) -> None:
    """Let the help and the usage of a context's command be written in a language; what has no translation stays."""
    context.formatter_class = partial(_Page, translator(language, DOMAIN))
    for command in getattr(context.command, "commands", {}).values():
        command.short_help = next(_paragraphs(command.help or ""))


def said_placeholders(text: str, say: Translate) -> str:
    """Return a text with the placeholders in it, such as FILE, in a language."""
    return _PLACEHOLDER.sub(lambda found: say(found[0]), text)


def page_texts(text: str) -> Iterator[str]:
    """Yield the paragraphs of a help that are translated: all but examples."""
    yield from (each for each in _paragraphs(text) if not each.startswith(_AS_IT_STANDS))


def _paragraphs(text: str) -> Iterator[str]:
    for each in inspect.cleandoc(text).split("\n\n"):
        yield each if each.startswith(_AS_IT_STANDS) else " ".join(each.split("\n"))


class _Page:
    """What typer writes a page of help into."""

    def __init__(self, say: Translate, **_: object) -> None:
        self.width = max(min(shutil.get_terminal_size().columns, _WIDEST) - _MARGIN, _NARROWEST)
        self._say, self._indent, self._lines = say, 0, list[str]()

    def getvalue(self) -> str:
        return "".join(f"{line}\n" for line in self._lines)

    def write_usage(self, prog: str, args: str = "", _: object = None) -> None:
        """Write how a command is called."""
        told = said_placeholders(_TWICE.sub(r"[\1\2]", args), self._say)
        self._write_beside(self._say("Usage: {command}", command=f"{prog} "), told)

    def write_paragraph(self) -> None:
        """Leave a line free, but on top."""
        if self._lines:
            self._lines.append("")

    def write_text(self, text: str) -> None:
        """Write paragraphs, examples as they stand."""
        before = " " * self._indent
        for number, each in enumerate(_paragraphs(text)):
            if number:
                self.write_paragraph()
            if each.startswith(_AS_IT_STANDS):
                self._lines += [before + line for line in each.split("\n")[1:]]
            else:
                self._lines += wrapped(self._say(each), self.width, before)

    def write_dl(self, rows: Iterable[tuple[str, str]]) -> None:
        """Write what there is, with an explanation beside each."""
        told = [(self._name(first), self._explanation(second)) for first, second in rows]
        column = min(max(width(first) for first, _ in told), _FIRST_COLUMN)
        for first, second in told:
            before = " " * self._indent + first
            if width(first) > column:
                self._lines.append(before)
                before = ""
            self._write_beside(before + " " * (self._indent + column + 2 - width(before)), second)

    @contextmanager
    def indentation(self) -> Iterator[None]:
        self._indent += _INDENT
        yield
        self._indent -= _INDENT

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Write what stands below a heading."""
        self.write_paragraph()
        self._lines.append(self._say(f"{name}:"))
        with self.indentation():
            yield

    def _write_beside(self, before: str, text: str) -> None:
        lines = wrapped(text, self.width - width(before)) or [""]
        blank = " " * width(before)
        self._lines += [(blank if number else before) + line for number, line in enumerate(lines)]

    def _name(self, text: str) -> str:
        bare = _OF_AN_ARGUMENT.sub(r"\1", text)
        return said_placeholders(
            _KIND.sub(lambda kind: self._say(_BEFORE.get(kind[0], kind[0])), bare), self._say
        )

    def _explanation(self, text: str) -> str:
        extra = _EXTRA.search(text)
        said = self._say(text[: extra.start()] if extra else text)
        return f"{said}  [{reduce(self._joined, map(self._extra, extra[1].split('; ')))}]" if extra else said

    def _extra(self, text: str) -> str:
        name, colon, value = text.partition(": ")
        return self._say(f"{name}: {{value}}", value=value) if colon else self._say(text)

    def _joined(self, first: str, other: str) -> str:
        return self._say("{first}; {other}", first=first, other=other)
