"""Problems in the language of people: the words change, and file, line, column and address stay."""

from typing import Final

from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import Problem
from tpaudit.showing.text.translate import Translate, translator

_ENGLISH: Final = "en"
_DOMAIN: Final = "messages"


def problem_line(problem: Problem, language: str) -> str:
    """Return the line of a problem as people and editors read it: FILE:LINE:COLUMN: ADDRESS: what; what was expected."""
    if language == _ENGLISH:
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
    values = {
        name: said_in(value, say) if isinstance(value, Worded) else value
        for name, value in worded.values.items()
    }
    return say(worded.template).format(**values)
