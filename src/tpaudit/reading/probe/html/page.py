"""A page of HTML as records: its texts, links, fields and what its head says."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from tpaudit.documents.site import Answered, Block, Form, Link, Page, Picture
from tpaudit.reading.probe.addresses import joined
from tpaudit.reading.probe.html.charset import page_text
from tpaudit.reading.probe.html.fields import FIELDS, is_field, take_button, take_field, take_form
from tpaudit.reading.probe.html.names import element_name, name_within, single_spaced
from tpaudit.reading.probe.html.reader import Reader
from tpaudit.reading.probe.html.tree import Node, attributes, hides, parsed, steps

_INLINE_NAMES: Final = (
    "a abbr acronym area b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter output"
    " progress q ruby s samp small span strike strong sub sup time tt u var wbr path use svg"
)
_INLINE: Final = frozenset(_INLINE_NAMES.split())
_LONGEST_BLOCK: Final = 20_000
_SENT_ON: Final = re.compile(r"\s*0*[0-5]?(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?(?P<to>\S.*)", re.IGNORECASE)
"""A page that goes on to another one within 5 seconds; one that takes longer is there to be read."""
_MOST_STRUCTURED: Final = 20


def page_of(answered: Answered, clicks: int) -> Page | None:
    """Return what stands on a page; None if it nests too deeply to be read."""
    root = parsed(page_text(answered.body, answered.content_type))
    if root is None:
        return None
    nodes, labels = _named(root)
    reader = Reader(base=_base(root, answered.url), nodes=nodes, labels=labels)
    for entered, node in steps(root):
        tag = node.tag or ""
        if tag == "-text":
            if entered:
                _text(reader, node)
        elif tag[:1] not in "-!":
            (_enter if entered else _leave)(reader, node, tag)
    _break(reader)
    return _page(reader, root, answered.url, clicks)


def _page(reader: Reader, root: Node, url: str, clicks: int) -> Page:
    own = attributes(root)
    title = root.css_first("head > title")
    return Page(
        url=url,
        clicks=clicks,
        lang=own.get("lang"),
        html=root.tag == "html",
        title=single_spaced(title.text() or "") if title is not None else "",
        viewports=tuple(_viewports(root)),
        blocks=tuple(reader.blocks),
        links=tuple(reader.links),
        forms=tuple(_checked(form, reader.buttons.get(place)) for place, form in enumerate(reader.forms)),
        fields=tuple(reader.fields),
        pictures=tuple(reader.pictures),
        structured=tuple(reader.structured[:_MOST_STRUCTURED]),
        plain_text=single_spaced("".join(reader.plain))[:_LONGEST_BLOCK],
        dates=tuple(reader.dates),
        scripts=reader.scripts,
        refresh=_refresh(root, reader.base),
    )


def _checked(form: Form, buttons: bool | None) -> Form:
    return replace(form, checked=bool(buttons) and not form.scripted)


def _viewports(root: Node) -> list[str]:
    metas = [attributes(node) for node in root.css("meta[name]")]
    return [own.get("content", "") for own in metas if own["name"].strip().lower() == "viewport"]


def _refresh(root: Node, base: str) -> str:
    """Return where a page sends everybody on to by itself; one for browsers without scripts does not count."""
    for node in root.css("meta[http-equiv][content]"):
        own, around = attributes(node), node.parent
        match = _SENT_ON.match(own["content"])
        if own["http-equiv"].strip().lower() != "refresh" or match is None:
            continue
        if around is None or around.tag != "noscript":
            return joined(base, match["to"].strip("\"' ")) or ""
    return ""


def _base(root: Node, url: str) -> str:
    base = root.css_first("base[href]")
    return (joined(url, attributes(base).get("href", "")) if base is not None else None) or url


def _named(root: Node) -> tuple[dict[str, Node], dict[str, list[str]]]:
    """Return the elements by id, and the texts of labels by the id of what they belong to."""
    nodes: dict[str, Node] = {}
    for node in root.css("[id]"):
        nodes.setdefault(attributes(node).get("id", ""), node)
    labels: dict[str, list[str]] = {}
    for node in root.css("label[for]"):
        labels.setdefault(attributes(node)["for"], []).append(name_within(node))
    return nodes, labels


def _text(reader: Reader, node: Node) -> None:
    if not reader.hidden and len(reader.text) < _LONGEST_BLOCK:
        raw = node.text_content or ""
        spaced = single_spaced(raw)
        if raw[:1].isspace() and reader.text and not reader.text.endswith(" "):
            reader.text += " "
        reader.text += spaced
        if spaced and raw[-1:].isspace():
            reader.text += " "
        if not reader.foreign and len(reader.plain) < _LONGEST_BLOCK:
            reader.plain.append(f"{raw[:_LONGEST_BLOCK]} ")


def _break(reader: Reader) -> None:
    """End a block of text: the next text stands elsewhere on the page."""
    if reader.link is not None and len(reader.text) > reader.link_from:
        reader.linked.append((reader.link_from, len(reader.text), reader.link))
    if reader.text.strip():
        reader.blocks.append(Block(text=reader.text.rstrip(), linked=tuple(reader.linked)))
    reader.text, reader.linked, reader.link_from = "", [], 0


def _enter(reader: Reader, node: Node, tag: str) -> None:
    own = attributes(node)
    if tag not in _INLINE and tag not in FIELDS:
        _break(reader)
    reader.hidden += hides(tag, own)
    reader.unseen_by_programs += own.get("aria-hidden") == "true"
    reader.foreign += _is_foreign(tag, own)
    if tag == "label":
        reader.around.append("" if "for" in own else name_within(node))
    elif tag == "form":
        take_form(reader, node, own)
    elif tag == "script":
        _script(reader, node, own)
    elif tag == "img" or own.get("role") == "img":
        _picture(reader, tag, own)
    elif tag in ("a", "area") or own.get("role") == "link":
        _link(reader, node, tag, own)
    if "datetime" in own and not reader.hidden:
        reader.dates.append(own["datetime"])
    if tag in ("button", "input"):
        take_button(reader, tag, own)
    if is_field(tag, own):
        take_field(reader, node, tag, own)


def _is_foreign(tag: str, own: Mapping[str, str]) -> bool:
    return tag != "html" and "lang" in own


def _leave(reader: Reader, node: Node, tag: str) -> None:
    own = attributes(node)
    if tag not in _INLINE and tag not in FIELDS:
        _break(reader)
    reader.hidden -= hides(tag, own)
    reader.unseen_by_programs -= own.get("aria-hidden") == "true"
    reader.foreign -= _is_foreign(tag, own)
    if tag == "label" and reader.around:
        reader.around.pop()
    elif (tag == "form" and not reader.table_form) or (tag == "table" and reader.table_form):
        reader.form, reader.table_form = None, False
    elif tag == "a" and reader.link is not None:
        if len(reader.text) > reader.link_from:
            reader.linked.append((reader.link_from, len(reader.text), reader.link))
        reader.link = None


def _script(reader: Reader, node: Node, own: Mapping[str, str]) -> None:
    if own.get("type", "").lower() == "application/ld+json":
        reader.structured.append(node.text() or "")
    else:
        reader.scripts = True


def _picture(reader: Reader, tag: str, own: Mapping[str, str]) -> None:
    if reader.hidden or tag == "svg":
        return
    silent = bool(reader.unseen_by_programs) or own.get("role") in ("none", "presentation")
    named = own.get("alt") if tag == "img" else None
    named = single_spaced(own.get("aria-label", "") or own.get("title", "")) or named
    reader.pictures.append(Picture(source=own.get("src", ""), alt=named, silent=silent))


def _link(reader: Reader, node: Node, tag: str, own: Mapping[str, str]) -> None:
    if "href" not in own and own.get("role") != "link":
        return
    written = own.get("href", "").strip()
    visible = not (reader.hidden or reader.unseen_by_programs)
    if tag == "a":
        reader.link, reader.link_from = len(reader.links), len(reader.text)
    text = name_within(node) if tag != "area" else ""
    reader.links.append(
        Link(
            href=joined(reader.base, written) or written,
            text=text,
            name=single_spaced(own.get("alt", ""))
            if tag == "area"
            else element_name(text, own, reader.nodes),
            role=own.get("role", ""),
            visible=visible,
        )
    )
