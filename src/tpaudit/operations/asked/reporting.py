"""Reporting: what an operation has to say on its way goes to whoever called it, message by message."""

from collections.abc import Callable

Report = Callable[[object], None]
"""Takes a problem, a path that is passed over, an error, or a line of text; `str` of it is what people read."""


def unreported(_message: object) -> None:
    """Take a message that nobody wants to hear."""
