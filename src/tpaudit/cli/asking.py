"""Asking a person: by questionary on a terminal, by plain lines anywhere else."""

import sys
from collections.abc import Callable

Ask = Callable[[str], str | None]
"""Asks for one line; None if the person stops."""


def asker() -> Ask:
    """Return what asks: questionary where there is a terminal and the extra `fill`, else plain lines."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        return _plain
    try:
        import questionary
    except ModuleNotFoundError:
        return _plain

    def ask(prompt: str) -> str | None:
        answer: str | None = questionary.text(prompt, qmark=">").ask()
        return answer if answer is None else _sound(answer)

    return ask


def _plain(prompt: str) -> str | None:
    sys.stdout.write(f"> {prompt} ")
    sys.stdout.flush()
    line = sys.stdin.readline() if sys.stdin else ""
    return _sound(line) if line else None


def _sound(text: str) -> str:
    """Return a line without what cannot be written as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8").strip()
