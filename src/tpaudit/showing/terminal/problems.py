"""Problems in the language of people: the words change, and file, line, column and address stay."""

import re
from typing import Final

from tpaudit.documents.worded import COMMA, Listing, Worded, fixed
from tpaudit.errors import BaselineError, InputError, Problem, TpauditError
from tpaudit.results.passed_over import PassedOver
from tpaudit.showing.text.translate import Translate, translator

_ENGLISH: Final = "en"
_DOMAIN: Final = "messages"
_PLACE: Final = re.compile(r"\{\w+\}")
"""What a message may begin with: where it is about, which is written as in English."""


def message_lines(message: object, language: str) -> list[str]:
    """Return the lines of a message: of an error its own words, the problems of its files, or both."""
    if isinstance(message, TpauditError):
        problems = message.problems if isinstance(message, InputError | BaselineError) else ()
        own = (
            [] if isinstance(message, InputError) else [f"tpaudit: {spoken_text(message.message, language)}"]
        )
        return [*own, *(problem_line(problem, language) for problem in problems)]
    if isinstance(message, Problem):
        return [problem_line(message, language)]
    if isinstance(message, PassedOver):
        return [f"tpaudit: {message.path}: {spoken_text(message.said, language)}"]
    return [spoken_text(str(message) if not isinstance(message, str) else message, language)]


def spoken_text(message: str, language: str) -> str:
    """Return a message in a language."""
    return said_in(message, translator(language or _ENGLISH, _DOMAIN))


def problem_line(problem: Problem, language: str) -> str:
    """Return the line of a problem as people and editors read it: FILE:LINE:COLUMN: ADDRESS: what; what was expected."""
    if language in ("", _ENGLISH):
        return str(problem)
    say = translator(language, _DOMAIN)
    return problem.told(said_in(problem.message, say), say("warning"))


def summary_line(files: int, errors: int, warnings: int, language: str) -> str:
    """Return how many files were checked, and how much is wrong in them."""
    say = translator(language, _DOMAIN)
    return say(
        "{files}: {errors}, {warnings}",
        files=say("{count} files", one="{count} file", number=files, count=files)
        if files
        else say("no files"),
        errors=say("{count} errors", one="{count} error", number=errors, count=errors)
        if errors
        else say("no errors"),
        warnings=say("{count} warnings", one="{count} warning", number=warnings, count=warnings)
        if warnings
        else say("no warnings"),
    )


def said_in(message: str, say: Translate) -> str:
    """Return a message in another language; a value in it is translated only if it is worded as well."""
    worded = fixed(message)
    values = {name: _said_value(value, say) for name, value in worded.values.items()}
    text = say(worded.template)
    opening, place, rest = worded.template.partition(": ")
    if text == worded.template and place and _PLACE.fullmatch(opening):
        text = opening + place + say(rest)
    return text.format(**values)


def _said_value(value: object, say: Translate) -> object:
    if isinstance(value, Listing):
        return say(COMMA).join(value.words)
    return said_in(value, say) if isinstance(value, Worded) else value
