"""Examples of the help, with the user's own audit in the place of the sample."""

import os
import re
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup

from tpaudit.cli.speaking import answered

_SAMPLE: Final = "audits/roastery.yaml"
_NAME: Final = re.compile(r"roastery")
_NONE: Final = "audit.yaml"
"""Stands in the examples where there is no audit yet."""


class OwnCommand(TyperCommand):
    """A command whose help speaks of the user's own audit, and whose errors speak the user's language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line."""
        with answered(ctx, tuple(args)):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with answered(ctx):
            return super().invoke(ctx)

    def get_help(self, ctx: Any) -> str:
        """Return the help."""
        return with_own_audit(super().get_help(ctx))


class OwnGroup(TyperGroup):
    """A group of commands whose help and errors do."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named, or say what there is."""
        with answered(ctx):
            return super().invoke(ctx)

    def get_help(self, ctx: Any) -> str:
        """Return the help."""
        return with_own_audit(super().get_help(ctx))


def with_own_audit(text: str) -> str:
    """Return a text with the first audit of the workspace around us wherever it speaks of the sample."""
    if "roastery" not in text or os.path.exists(_SAMPLE):
        return text
    own = _own_audit()
    stem = os.path.splitext(os.path.basename(own))[0]
    return _NAME.sub(lambda _: stem, text.replace(_SAMPLE, own))


def _own_audit() -> str:
    from tpaudit.errors import TpauditError
    from tpaudit.operations.only_audit import newest, workspace_audits

    try:
        found = workspace_audits()
        return next(iter(newest(found) or found), _NONE)
    except TpauditError:
        return _NONE
