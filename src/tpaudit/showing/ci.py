"""The gate's verdict for programs: each format is one function and one entry."""

from collections.abc import Callable
from typing import Final

from tpaudit.judging.verdict import Verdict
from tpaudit.showing import tables
from tpaudit.showing.comment import as_markdown
from tpaudit.showing.github import as_github
from tpaudit.showing.gitlab import as_gitlab
from tpaudit.showing.junit import as_junit
from tpaudit.showing.placed import Place
from tpaudit.showing.sarif import as_sarif


def as_json(verdict: Verdict, _place: Place) -> str:
    """Return the verdict itself, numbers unrounded, files as messages name them."""
    return tables.as_json(verdict)


FORMATS: Final[dict[str, Callable[[Verdict, Place], str]]] = {
    "json": as_json,
    "junit": as_junit,
    "sarif": as_sarif,
    "github": as_github,
    "gitlab": as_gitlab,
    "markdown": as_markdown,
}
"""What a verdict can be written as; text is laid out for where it goes."""
