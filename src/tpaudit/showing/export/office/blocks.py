"""Blocks: what a written document is made of, whatever program it is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tpaudit.documents.workspace import Paper


@dataclass(slots=True, match_args=False, kw_only=True)
class DocumentHeading:
    """A heading of one of two levels."""

    text: str
    level: int
    apart: bool = False
    """It begins a page."""


@dataclass(slots=True, match_args=False, kw_only=True)
class Paragraph:
    """A paragraph of one style."""

    text: str
    style: str = "Normal"


@dataclass(slots=True, match_args=False, kw_only=True)
class Grid:
    """A table with a row of headings."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = field(default_factory=frozenset)
    """Which columns hold figures, and stand on the right."""
    named: frozenset[int] = frozenset()
    """In which columns the first line says what the others are about, and is bold."""


@dataclass(slots=True, match_args=False, kw_only=True)
class ScoreLine:
    """The score in large figures, and what is said of it."""

    score: str
    about: str
    """Of how many points, and in which band."""
    range: str
    """What may change it; empty where nothing may."""


@dataclass(slots=True, match_args=False, kw_only=True)
class ShortList:
    """A short list below a heading of its own, beside others."""

    heading: str
    lines: Sequence[str]
    after: Sequence[str] = ()
    """What is said below the list."""
    alarm: bool = False


@dataclass(slots=True, match_args=False, kw_only=True)
class Columns:
    """Lists side by side."""

    columns: Sequence[ShortList]


@dataclass(slots=True, match_args=False, kw_only=True)
class DocumentPhoto:
    """A picture with what is to be seen on it."""

    data: bytes
    caption: str
    wide: bool = False
    """It takes the whole width of the page, and its caption is for those who do not see it."""
    tallest: float | None = None
    """How tall it is at most, in centimetres; null where the page alone limits it."""


@dataclass(slots=True, match_args=False, kw_only=True)
class NewPage:
    """From here on there are new pages, upright or across."""

    across: bool


WrittenBlock = DocumentHeading | Paragraph | Grid | ScoreLine | Columns | DocumentPhoto | NewPage


@dataclass(slots=True, match_args=False, kw_only=True)
class DrawnPictures:
    """A report's own pictures, as PNG or as SVG."""

    scores: Sequence[bytes] = ()
    """The scores along the journey; none or one."""
    map: Sequence[bytes] = ()
    """The panels of the journey map, in order."""
    logos: Mapping[str, bytes] = field(default_factory=dict)
    """Logos that a document does not show as they are, by their data addresses."""
    failed: int = 0
    """How many pictures could not be drawn, and are left out."""


@dataclass(slots=True, match_args=False, kw_only=True)
class WrittenReport:
    """A report as blocks, with what stands on its cover."""

    title: str
    kind: str
    """What sort of report it is."""
    about: Sequence[str]
    """Date, author and for whom it is, as far as they are known."""
    head: str
    """What stands at the head of every page but the first."""
    foot: str
    """What stands at the foot of them, before the number of the page."""
    logos: Sequence[str]
    """Those of the author and the client, as data addresses."""
    contents: str
    """What stands above the table of contents."""
    language: str
    colour: str
    """The accent colour, as `#rrggbb`."""
    paper: Paper
    decision: Sequence[WrittenBlock]
    """The first page, for those who decide."""
    blocks: Sequence[WrittenBlock]
    """All that follows the table of contents."""
