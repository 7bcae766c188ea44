"""What has been read of a page so far, while its elements are gone through."""

from dataclasses import dataclass, field

from tpaudit.documents.site import Block, Form, FormField, Link, Picture
from tpaudit.reading.probe.html.tree import Node


@dataclass
class Reader:
    """What has been read of a page so far, and what is open at this place of it."""

    base: str
    nodes: dict[str, Node]
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    fields: list[FormField] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    structured: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    around: list[str] = field(default_factory=list)
    """The texts of the label elements that are open."""
    hidden: int = 0
    unseen_by_programs: int = 0
    foreign: int = 0
    """How many of the open elements say a language of their own."""
    plain: list[str] = field(default_factory=list)
    buttons: dict[int | None, bool] = field(default_factory=dict)
    """By the form: whether every button that sends it lets browsers check it first."""
    form: int | None = None
    table_form: bool = False
    scripts: bool = False
    text: str = ""
    linked: list[tuple[int, int, int]] = field(default_factory=list)
    link: int | None = None
    link_from: int = 0
