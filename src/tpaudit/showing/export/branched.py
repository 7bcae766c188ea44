"""The columns of a branch: what a chain calls an audit's branch or a place, and what kind it is."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from tpaudit.results.branches import BranchAbout
from tpaudit.showing.export.columns import Column, column

_NOTHING: Final = BranchAbout()


def branch_columns(path: str, place: Callable[[Any], str] = lambda _: "") -> tuple[Column, ...]:
    """Return the columns of a branch; `path` leads from a row's source to what is said of the branches of its audit."""
    branches = attrgetter(path)

    def about(row: Any) -> BranchAbout:
        found: BranchAbout = branches(row).get(place(row), _NOTHING)
        return found

    return (
        column("branch", "text", "What the chain calls the branch.", lambda row: about(row).branch),
        column("region", "text", "Its region.", lambda row: about(row).region),
        column("format", "text", "What kind of branch it is.", lambda row: about(row).format),
        column(
            "tags", "text", "Its tags, with spaces between.", lambda row: " ".join(about(row).tags) or None
        ),
    )
