"""Refusing a command line that typer cannot read: what typer says of it, in the language of who typed it."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from functools import reduce
from io import StringIO
from typing import Any, Final

from typer._click.exceptions import ClickException, NoArgsIsHelpError

from tpaudit.cli.help_page import DOMAIN, said_placeholders
from tpaudit.showing.text.numbers import visible
from tpaudit.showing.text.translate import Translate, translator

_SAID: Final = (
    "No such option: {option} (Possible options: {known})",
    "No such option: {option} ('(Possible options: {known})',)",
    "No such option: {option}",
    "No such command {name}. Did you mean {known}?",
    "No such command {name}.",
    "Missing command.",
    "Missing argument {name}. Choose from: {known}",
    "Missing argument {name}.",
    "Missing option {name}. Choose from: {known}",
    "Missing option {name}.",
    "Option {name} requires an argument.",
    "Option {name} does not take a value.",
    "Got unexpected extra argument(s) ({words})",
    "Invalid value for {name}: {fault}",
    "Value error, {value} is not one of {known}.",
    "{value} is not one of {known}.",
    "Input should be a valid integer, unable to parse string as an integer",
    "Input should be a valid number, unable to parse string as a number",
    "Input should be greater than or equal to {limit}",
    "Input should be less than or equal to {limit}",
    "Input should be a finite number",
    "{value} is not a valid integer range.",
    "{value} is not a valid int range.",
    "{value} is not a valid float range.",
    "{value} is not in the range {limits}.",
    "{shell} completion installed in {path}",
    "Completion will take effect once you restart the terminal",
    "Shell {shell} is not supported.",
)
"""What typer says, what is more special first; what it may say beside that stays English."""
_AND: Final = "{first}, {other}"
_LIST: Final = "known"
_VALUE: Final = re.compile(r"\\\{(\w+)\\\}")
_QUOTED: Final = re.compile(r"'[A-Z]+'")
"""A placeholder, as typer names an argument."""


def refusal(error: Any, language: str) -> str:
    """Return the lines that say what typer found wrong with a command line, in a language that is not English."""
    say = translator(language, DOMAIN)
    context, lines = error.ctx, []
    if context is not None:
        asked = f"{context.command_path} {context.help_option_names[0]}"
        lines = [*context.get_usage().splitlines(), say("Help: {command}", command=asked), ""]
    said = said_of_typer(" ".join(error.format_message().split()), say)
    return "".join(f"{visible(line)}\n" for line in [*lines, say("Error: {fault}", fault=said)])


def said_of_typer(message: str, say: Translate) -> str:
    """Return a message of typer in a language; as it is where it is none that we know."""
    for template in _SAID:
        found = re.fullmatch(_VALUE.sub(r"(?P<\1>.+?)", re.escape(template)), message)
        if found:
            values = {name: _value(name, value, say) for name, value in found.groupdict().items()}
            return say(template, **values)
    return message


def _value(name: str, value: str, say: Translate) -> str:
    if name == "fault":
        return said_of_typer(value, say)
    if name == _LIST:
        return reduce(lambda first, other: say(_AND, first=first, other=other), value.split(", "))
    return _QUOTED.sub(lambda found: said_placeholders(found[0], say), value) if name == "name" else value


@contextmanager
def translated(words: Sequence[str]) -> Iterator[None]:
    """Write what typer says on standard output while it installs completions, in the language of who asks for it."""
    from tpaudit.cli.speaking import spoken

    said, say = StringIO(), translator(spoken(words), DOMAIN)
    try:
        with redirect_stdout(said):
            yield
    finally:
        sys.stdout.writelines(f"{said_of_typer(line, say)}\n" for line in said.getvalue().splitlines())


def abort(words: Sequence[str]) -> None:
    """Say on the error stream that a command was stopped by who typed it."""
    from tpaudit.cli.speaking import spoken

    sys.stderr.write(f"{translator(spoken(words), DOMAIN)('Aborted!')}\n")


def refuse(error: ClickException, words: Sequence[str]) -> None:
    """Say on the error stream why a command line cannot be read; of one that says nothing, what could be said."""
    from tpaudit.cli.speaking import ENGLISH, spoken

    language = spoken(words)
    if language == ENGLISH or isinstance(error, NoArgsIsHelpError):
        error.show()
    else:
        sys.stderr.write(refusal(error, language))
