"""Speaking: in which language the person at the keyboard is answered, and who says so to an error."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import Any, Final

from tpaudit.documents.worded import Worded
from tpaudit.errors import TpauditError

ENGLISH: Final = "en"
"""The language in which everything is written."""
_ARGUMENT: Final = "argument"
_OPTION: Final = "--lang"
_SPOKEN: Final = ("en", "ru", "zh")
_WORDS: Final = "tpaudit.words"
"""Where the command line is kept for all commands of a call."""


class Reporter:
    """Writes messages to the error stream, in the language asked for or else in that of the workspace.

    The workspace is looked up when the first message comes.
    """

    def __init__(self, lang: str | None, named: Iterable[str | None] = ()) -> None:
        """Take what `--lang` says, and the paths that the command line names, in their order."""
        self._lang, self._named = lang, [path for path in named if path]

    @cached_property
    def language(self) -> str:
        """The language of the messages."""
        from tpaudit.operations.asked.language import answering_language

        return answering_language(self._lang, self._named)

    def __call__(self, *messages: object) -> None:
        """Write messages, a line each; what they are is in `message_lines`."""
        from tpaudit.cli.output import report

        report(*messages, language=self.language)


def remember(context: Any, words: Iterable[str]) -> None:
    """Keep the command line as it was given, for who answers before its options are read; the first to say it is right."""
    context.meta.setdefault(_WORDS, tuple(words))


def language_of(context: Any) -> str:
    """Return the language in which a command answers, however much of its command line is read yet."""
    words = context.meta.get(_WORDS, ())
    return spoken(words, _named(context))


def spoken(words: Sequence[str], named: Iterable[str] = ()) -> str:
    """Return the language that a command line asks for, or that of the workspace of what it names, or English.

    `named` are paths that are known to be inputs; behind them come all words that look like a file of ours.
    """
    from tpaudit.operations.asked.language import answering_language

    return answering_language(_asked(words), [*named, *(word for word in words if _is_ours(word))])


def said_of_a_bug(words: Sequence[str]) -> str:
    """Return what is said of a bug, in the language of who typed a command line, as far as it can be known.

    Nothing of this may fail in its turn: where the workspace cannot be read, or nothing can be translated, there is
    what `--lang` asks for, and English.
    """
    msg = Worded("tpaudit: this is a bug in tpaudit; please report it with the lines above")
    for language_by in (spoken, _asked):
        with suppress(Exception):
            from tpaudit.showing.terminal.problems import spoken_text

            return spoken_text(msg, language_by(words) or ENGLISH)
    return msg


def _is_ours(word: str) -> bool:
    """Tell whether a word of a command line looks like a file of ours."""
    return word.lower().endswith((".yaml", ".yml"))


@contextmanager
def answered(context: Any) -> Iterator[None]:
    """Tell an error that comes out of a command the language in which it is said; the innermost command decides."""
    try:
        yield
    except TpauditError as error:
        error.language = error.language or language_of(context)
        raise


def _asked(words: Sequence[str]) -> str | None:
    """Return the language that a command line asks for, the last one; of one that cannot be, None."""
    said = None
    for word, following in zip(words, (*words[1:], ""), strict=False):
        option, _, value = word.partition("=")
        if option == _OPTION:
            said = value or following
    return said if said in _SPOKEN else None


def _named(context: Any) -> Iterator[str]:
    """Yield the audit that a command adds to, and its arguments: what it is about, where its options say how."""
    to = context.params.get("to")
    if isinstance(to, str) and _is_ours(to):
        yield to
    for parameter in context.command.params:
        if parameter.param_type_name == _ARGUMENT:
            value = context.params.get(parameter.name)
            for one in value if isinstance(value, list | tuple) else (value,):
                if isinstance(one, str | os.PathLike) and os.fspath(one):
                    yield os.fspath(one)
