"""Commands with help of one's own: the user's language, and the user's audit in the place of the sample."""

import os
import re
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup

from tpaudit.cli.speaking import ENGLISH, answered, language_of, remember

_SAMPLE: Final = "audits/roastery.yaml"
_NAME: Final = re.compile(r"roastery")
_NONE: Final = "audit.yaml"
"""Stands in the examples where there is no audit yet."""


class _Own:
    """What commands and groups of them have in common: help of one's own, and errors in one's own language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line."""
        remember(ctx, args)
        with answered(ctx):
            read: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]  # typer's class comes behind
        return read

    def invoke(self, ctx: Any) -> Any:
        """Run the command, or say what there is."""
        with answered(ctx):
            return super().invoke(ctx)  # type: ignore[misc]

    def get_usage(self, ctx: Any) -> str:
        """Return the line that says how the command is called."""
        _translate(ctx)
        return str(super().get_usage(ctx))  # type: ignore[misc]

    def get_help(self, ctx: Any) -> str:
        """Return the help."""
        _translate(ctx)
        return with_own_audit(super().get_help(ctx))  # type: ignore[misc]


class OwnCommand(_Own, TyperCommand):
    """A command whose help speaks of the user's own audit, and which speaks the user's language."""


class OwnGroup(_Own, TyperGroup):
    """A group of commands that does."""


def _translate(context: Any) -> None:
    """Put the texts of a command into the language of the help, if it is not the one they are written in."""
    language = language_of(context)
    if language == ENGLISH:
        return
    from tpaudit.cli.help_page import translate

    translate(context, language)


def with_own_audit(text: str) -> str:
    """Return a text with the first audit of the workspace around us wherever it speaks of the sample."""
    if "roastery" not in text or os.path.exists(_SAMPLE):
        return text
    own = _own_audit()
    stem = os.path.splitext(os.path.basename(own))[0]
    return _NAME.sub(lambda _: stem, text.replace(_SAMPLE, own))


def _own_audit() -> str:
    from tpaudit.errors import TpauditError
    from tpaudit.operations.asked.only_audit import newest, workspace_audits

    try:
        found = workspace_audits()
        return next(iter(newest(found) or found), _NONE)
    except TpauditError:
        return _NONE
