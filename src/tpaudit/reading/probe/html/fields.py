"""Forms of a page, their fields and the buttons that send them."""

from collections.abc import Mapping
from typing import Final

from tpaudit.documents.site import Form, FormField
from tpaudit.reading.probe.addresses import joined
from tpaudit.reading.probe.html.errors import error_texts
from tpaudit.reading.probe.html.names import name_within, single_spaced, texts_in_sight, texts_of
from tpaudit.reading.probe.html.reader import Reader
from tpaudit.reading.probe.html.tree import Node

FIELDS: Final = frozenset({"input", "select", "textarea"})
_MOST_LABELS: Final = 10
_NO_FIELD: Final = frozenset({"hidden", "submit", "button", "reset", "image"})
_ROLES_NAMES: Final = (
    "checkbox combobox listbox menuitemcheckbox menuitemradio radio searchbox slider spinbutton switch"
    " textbox"
)
_ROLES: Final = frozenset(_ROLES_NAMES.split())
"""Roles that make a field of an element."""
_BY_CONTENT: Final = frozenset({"checkbox", "menuitemcheckbox", "menuitemradio", "radio", "switch"})
_TABLES: Final = frozenset({"table", "tbody", "thead", "tfoot", "tr"})


def is_field(tag: str, own: Mapping[str, str]) -> bool:
    """Tell whether an element is a field, by its name or by its role."""
    return tag in FIELDS or own.get("role") in _ROLES


def take_form(reader: Reader, node: Node, own: Mapping[str, str]) -> None:
    """Take a form; one that stands between the rows of a table is empty in the tree, and owns what follows."""
    parent = node.parent
    reader.table_form = node.child is None and parent is not None and parent.tag in _TABLES
    reader.form = len(reader.forms)
    reader.forms.append(
        Form(
            action=joined(reader.base, own.get("action", "")) or "",
            method=own.get("method", "get").lower(),
            name=own.get("id") or own.get("name", ""),
            search=own.get("role") == "search",
            scripted="novalidate" in own,
        )
    )


def take_button(reader: Reader, tag: str, own: Mapping[str, str]) -> None:
    """Take a button that sends a form."""
    kind = own.get("type", "submit" if tag == "button" else "").strip().lower()
    if kind in ("submit", "image"):
        owner = _owner(reader, own)
        reader.buttons[owner] = reader.buttons.get(owner, True) and "formnovalidate" not in own


def take_field(reader: Reader, node: Node, tag: str, own: Mapping[str, str]) -> None:
    """Take a field that a person fills in."""
    kind = own.get("type", "text").strip().lower() or "text" if tag == "input" else tag
    if tag == "input" and kind in _NO_FIELD:
        return
    role = own.get("role", "")
    native = tag in FIELDS
    labels = [
        *reader.labels.get(own.get("id", ""), ())[:_MOST_LABELS],
        *(text for text in reader.around if text),
    ]
    title = single_spaced(own.get("title", ""))
    reader.fields.append(
        FormField(
            tag=tag,
            type=kind if native else role,
            name=own.get("name") or own.get("id") or "",
            form=_owner(reader, own),
            visible=not (reader.hidden or reader.unseen_by_programs),
            disabled="disabled" in own or own.get("aria-disabled") == "true",
            required="required" in own or own.get("aria-required") == "true",
            autocomplete=own.get("autocomplete"),
            placeholder=single_spaced(own.get("placeholder", "") or own.get("aria-placeholder", "")),
            labels=tuple(text for text in labels if text) if native else (),
            labelled_by=tuple(texts_of(own.get("aria-labelledby", ""), reader.nodes)),
            labelled_in_sight=tuple(texts_in_sight(own.get("aria-labelledby", ""), reader.nodes)),
            aria_label=single_spaced(own.get("aria-label", "")),
            title=title,
            content=name_within(node) if role in _BY_CONTENT and not native else "",
            hint=" ".join(texts_of(own.get("aria-describedby", ""), reader.nodes)) or title,
            role=role,
            checked="checked" in own or own.get("aria-checked") == "true",
            pattern="pattern" in own,
            errors=error_texts(node, own, reader.nodes),
        )
    )


def _owner(reader: Reader, own: Mapping[str, str]) -> int | None:
    """Return the form of a field: the one that it names, else the one around it."""
    if "form" in own:
        return next((place for place, form in enumerate(reader.forms) if form.name == own["form"]), None)
    return reader.form
