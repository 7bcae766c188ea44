"""Speaking: in which language the person at the keyboard is answered, and who says so to an error."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Final

from tpaudit.errors import TpauditError

_ARGUMENT: Final = "argument"
_OPTION: Final = "--lang"
_SPOKEN: Final = ("en", "ru", "zh")


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
        from tpaudit.operations.language import answering_language

        return answering_language(self._lang, self._named)

    def __call__(self, *messages: object) -> None:
        """Write messages, a line each; what they are is in `message_lines`."""
        from tpaudit.cli.output import report

        report(*messages, language=self.language)


@contextmanager
def answered(context: Any, words: Sequence[str] = ()) -> Iterator[None]:
    """Tell an error that comes out of a command the language in which it is said; the innermost command decides.

    `words` are the command line as it was given, where its options are not read yet.
    """
    try:
        yield
    except TpauditError as error:
        if not error.language:
            from tpaudit.operations.language import answering_language

            error.language = answering_language(_asked(context, words), _named(context))
        raise


def _asked(context: Any, words: Sequence[str]) -> str | None:
    """Return the language asked for; of one that cannot be, None."""
    said = context.params.get("lang")
    for word, following in zip(words, (*words[1:], ""), strict=False):
        option, _, value = word.partition("=")
        if option == _OPTION:
            said = value or following
    return said if said in _SPOKEN else None


def _named(context: Any) -> Iterator[str]:
    """Yield the audit that a command adds to, and its arguments: what it is about, where its options say how."""
    to = context.params.get("to")
    if isinstance(to, str) and to.lower().endswith((".yaml", ".yml")):
        yield to
    for parameter in context.command.params:
        if parameter.param_type_name == _ARGUMENT:
            value = context.params.get(parameter.name)
            for one in value if isinstance(value, list | tuple) else (value,):
                if isinstance(one, str | os.PathLike) and os.fspath(one):
                    yield os.fspath(one)
