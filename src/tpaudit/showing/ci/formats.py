"""The gate's verdict for programs: each format is one function and one entry."""

from collections.abc import Callable
from typing import Final

from tpaudit.results.verdict import Verdict
from tpaudit.showing.ci.badge import as_badge
from tpaudit.showing.ci.checkstyle import as_checkstyle
from tpaudit.showing.ci.comment import as_markdown
from tpaudit.showing.ci.github import as_github
from tpaudit.showing.ci.gitlab import as_gitlab
from tpaudit.showing.ci.junit import as_junit
from tpaudit.showing.ci.located import PathOf
from tpaudit.showing.ci.rdjson import as_rdjson
from tpaudit.showing.ci.sarif import as_sarif
from tpaudit.showing.data import scorecard as tables


def verdict_as_json(verdict: Verdict, _place: PathOf) -> str:
    """Return the verdict itself, numbers unrounded, files as messages name them."""
    return tables.as_json(verdict)


FORMATS: Final[dict[str, Callable[[Verdict, PathOf], str]]] = {
    "json": verdict_as_json,
    "junit": as_junit,
    "sarif": as_sarif,
    "github": as_github,
    "gitlab": as_gitlab,
    "markdown": as_markdown,
    "checkstyle": as_checkstyle,
    "rdjson": as_rdjson,
    "badge": as_badge,
}
"""What a verdict can be written as; text is laid out for where it goes."""
