"""A kind of import: what it is called, and how it reads a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.results.imported import Imported


class ImportSource(NamedTuple):
    """A file that is imported."""

    name: str
    """Its path as it was given, for messages."""
    data: bytes
    sheet: str | None = None
    """The sheet of a workbook that was asked for."""
    touchpoint: str | None = None
    """The touchpoint that it is about."""
    media: str | None = None
    """A folder or an archive with its pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportKind:
    """A kind of import; the docstring of its module is its page in the manual."""

    id: str
    """What is typed: `tpaudit import csv`."""
    help: str
    """What it reads, in English, on one line."""
    read: Callable[[ImportSource, LoadedAudit, ImportMap], Imported]
    """Read one file for an audit. Raises InputError or UsageError for a file of which nothing can be read."""
    options: frozenset[str] = frozenset({"map", "sheet", "encoding"})
    """The options that mean anything to it; others are refused."""
    grows: bool = True
    """A later file of the same name is the same source with more in it; else it is another occasion."""
    needs_map: bool = True
    """It gives nothing without a map; else an empty one stands for none."""
