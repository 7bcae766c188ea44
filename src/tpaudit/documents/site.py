"""A website as a probe read it: answers of the server, and what stands on each page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_LEAST_TEXT: Final = 80
"""Characters; a page with fewer, without fields and with hardly a link is filled by its script."""
_LEAST_LINKS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came back for one address: an answer of the server, or a problem instead."""

    url: str
    status: int | None = None
    """None where nothing came that could be read."""
    content_type: str = ""
    location: str = ""
    """Where a redirect leads, as the server wrote it."""
    body: bytes = b""
    """Decompressed, and whole."""
    problem: str = ""
    """Why there is no answer: an English phrase, to be translated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An address that was asked for and gave no page."""

    url: str
    problem: str
    """Why: an English phrase, to be translated."""
    status: int | None = None
    source: str = ""
    """The page that links to it; empty for the first one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of a page."""

    href: str
    """Where it leads: a whole address, or as it was written where it is no address of the web."""
    text: str
    """What is to be seen of it."""
    name: str
    """What programs read out for it; empty if there is nothing."""
    role: str = ""
    """Its `role`, where it has one."""
    visible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of visible text between two breaks of the layout, spaces single."""

    text: str
    linked: tuple[tuple[int, int, int], ...] = ()
    """Which parts are links: start, end, and the link's place in `Page.links`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of a page."""

    action: str
    """The address that it sends to, whole."""
    method: str = "get"
    name: str = ""
    """Its id or name."""
    search: bool = False
    """It says of itself that it searches."""
    scripted: bool = False
    """It checks fields by a script of its own (`novalidate`)."""
    checked: bool = False
    """Browsers check its fields before it is sent: it does not forbid that, and a button sends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field that a person fills in."""

    tag: str
    type: str
    """The type of an input, `select`, `textarea`, or the role of another element."""
    name: str = ""
    form: int | None = None
    """The place of its form in `Page.forms`; None outside of all."""
    visible: bool = True
    disabled: bool = False
    required: bool = False
    autocomplete: str | None = None
    placeholder: str = ""
    labels: tuple[str, ...] = ()
    """The texts of the label elements that belong to it."""
    labelled_by: tuple[str, ...] = ()
    """The texts that `aria-labelledby` points to."""
    labelled_in_sight: tuple[str, ...] = ()
    """Those of them that are to be seen."""
    aria_label: str = ""
    title: str = ""
    content: str = ""
    """Text within an element whose role names it by its content."""
    hint: str = ""
    """The text that `aria-describedby` points to, or of `title`."""
    role: str = ""
    checked: bool = False
    """It is ticked when the page opens."""
    pattern: bool = False
    """What is typed must match a `pattern`."""
    errors: tuple[str, ...] = ()
    """Messages for a wrong entry that stand in the HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of a page."""

    source: str
    alt: str | None
    """None where the attribute is missing."""
    silent: bool = False
    """It is hidden, or said to be decoration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands on a page, as far as its HTML says it; styles and scripts have not run."""

    url: str
    clicks: int
    """How many clicks from the first page, on the shortest way found."""
    lang: str | None = None
    html: bool = True
    title: str = ""
    viewports: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    forms: tuple[Form, ...] = ()
    fields: tuple[FormField, ...] = ()
    pictures: tuple[Picture, ...] = ()
    structured: tuple[str, ...] = ()
    """The texts of its JSON-LD."""
    plain_text: str = ""
    """The beginning of its text, without parts that say a language of their own."""
    dates: tuple[str, ...] = ()
    """What `datetime` attributes of visible elements say."""
    scripts: bool = False
    """Scripts belong to it, so that more may come up in a browser."""
    refresh: str = ""
    """Where it sends everybody on to by itself within seconds; empty if nowhere."""
    shown: bool = False
    """It was read as a browser had it once its scripts had run."""

    @property
    def bare(self) -> bool:
        """Tell whether the HTML says next to nothing, since a script is to build the page in a browser."""
        text = sum(len(block.text) for block in self.blocks)
        return (
            self.scripts
            and not self.shown
            and text < _LEAST_TEXT
            and not self.fields
            and len(self.links) < _LEAST_LINKS
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AxeResult:
    """What axe-core says of one rule on one page."""

    rule: str
    outcome: str
    """`violation`, `pass`, `inapplicable` or `incomplete`."""
    first: str = ""
    """The first element it speaks of, by its selector."""
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A page as a browser showed it, at the width of a phone."""

    url: str
    problem: str = ""
    """Why it was not shown: an English phrase, to be translated."""
    scroll_width: int = 0
    client_width: int = 0
    small_texts: int = 0
    texts: int = 0
    """Visible texts, and those below 12 px."""
    small_targets: int = 0
    targets: int = 0
    """Visible links, buttons and fields, and those smaller than 24 x 24 px."""
    covered: bool = False
    """Something fixed lies over the middle of the screen when the page has loaded."""
    consent: tuple[str, ...] = ()
    """The texts of the buttons in the window that speaks of cookies; empty if there is none."""
    scripts_elsewhere: int = 0
    """Scripts of hosts that the probe does not ask."""
    styles_elsewhere: tuple[str, ...] = ()
    """Hosts of stylesheets that the probe does not ask, so that the page does not look as people see it."""
    walked: bool = False
    """It was shown on a desk as well, where the Tab key was pressed: the first page, the contact page, one with a form."""
    stops: int = 0
    """Stops of the Tab key, of the first ones."""
    unseen_stops: tuple[str, ...] = ()
    """Those of them at which the focus makes no difference to be seen."""
    restless: bool = False
    """It changes by itself, so that nothing can be said of the focus."""
    doubled_scroll_width: int = 0
    doubled_client_width: int = 0
    """How wide it is at 200 % on a desk, and how wide its window."""
    doubled_cut: str = ""
    """The beginning of a text that ends outside the window then, though nothing can be scrolled; empty if none does."""
    load_times: tuple[int, ...] = ()
    """Milliseconds until the largest picture or text was there, one for each run."""
    axe: tuple[AxeResult, ...] = ()
    address: str = ""
    """Where the browser was in the end, since a script may go on to another page."""
    html: str = ""
    """The page as it stood once its scripts had run; empty where it has been read already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The pages of a site that a probe could read, and what it could not."""

    start: str
    pages: tuple[Page, ...] = ()
    unread: tuple[Unread, ...] = ()
    cut: str = ""
    """Why there are pages that were not asked for: an English phrase; empty if there are none."""
    rendered: Mapping[str, Rendered] = field(default_factory=dict)
    """By address; empty without a browser."""
    browser: bool = False
    tools: tuple[str, ...] = ()
    """What read it, each with its version."""
