"""Forms: which one of a site is meant, and what its fields are called."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from tpaudit.documents.site import FormField, Page
from tpaudit.judging.measure.measurement import SiteCase, open_because
from tpaudit.results.message import Message, in_a_row
from tpaudit.results.probed import Measured

_SEARCH: Final = frozenset({"q", "s", "query", "search", "keyword", "keywords", "text", "поиск"})
_LEAST: Final = 2
"""Fields of a form that is more than a search or a newsletter."""
_PERSONAL: Final = frozenset({"password"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteForm:
    """A form of a site: the first page that shows it, and its fields."""

    page: Page
    fields: tuple[FormField, ...]
    scripted: bool
    """Its checks may be those of a script."""
    checked: bool
    """Browsers check its fields before it is sent."""
    whole: bool
    """Its fields stand in a form element, and not loose on the page."""
    name: str

    @property
    def path(self) -> str:
        """Return the path of its page."""
        return urlsplit(self.page.url).path

    @property
    def title(self) -> Message | str:
        """Return what tells it from others in a message: its page, and how many fields it has."""
        if self.name:
            return f"{self.path}#{self.name}"
        return Message(phrase="{text} ({more})", values={"text": self.path, "more": len(self.fields)})


def fillable(field: FormField) -> bool:
    """Tell whether a person can fill a field in."""
    return field.visible and not field.disabled


def fields_of(case: SiteCase) -> Iterator[tuple[Page, FormField]]:
    """Yield every field of a site that a person can fill in."""
    for page in case.site.pages:
        for field in page.fields:
            if fillable(field):
                yield page, field


def meant_form(case: SiteCase) -> SiteForm | Measured:
    """Return the form that an audit means, or why it is not clear which it is.

    Searches, sign-ins and boxes of one field are none. The same fields with the same target are one form, however
    many pages show it. Of several it is the one on the page that was named.
    """
    forms = list(_forms(case))
    if case.form is not None:
        forms = [form for form in forms if case.form in (form.path, f"{form.path}#{form.name}")]
    forms = [form for form in forms if form.whole] or forms
    if not forms:
        return open_because("no form to fill in was found; one that a script makes needs a person to look")
    if len(forms) > 1:
        names = in_a_row([form.title for form in forms])
        return open_because(
            "it is not clear which form is meant: {forms}; --form PAGE or PAGE#ID says it", forms=names
        )
    return forms[0]


def _forms(case: SiteCase) -> Iterator[SiteForm]:
    met: set[object] = set()
    for page in case.site.pages:
        for place in [*range(len(page.forms)), None]:
            fields = tuple(field for field in page.fields if field.form == place and fillable(field))
            same = (page.forms[place].action if place is not None else "", *_shape(fields))
            if _is_meant(page, place, fields) and (case.form is not None or same not in met):
                met.add(same)
                yield _form(page, place, fields)


def _form(page: Page, place: int | None, fields: tuple[FormField, ...]) -> SiteForm:
    form = page.forms[place] if place is not None else None
    return SiteForm(
        page=page,
        fields=fields,
        scripted=page.scripts or (form is not None and form.scripted),
        checked=form is not None and form.checked,
        whole=form is not None,
        name=form.name if form is not None else "",
    )


def _shape(fields: tuple[FormField, ...]) -> Iterator[tuple[str, str]]:
    yield from ((field.type, field.name) for field in fields)


def _is_meant(page: Page, place: int | None, fields: tuple[FormField, ...]) -> bool:
    if place is not None and page.forms[place].search:
        return False
    searching = any(field.type == "search" or field.name.casefold() in _SEARCH for field in fields)
    return (
        len(fields) >= _LEAST
        and not (searching and len(fields) <= _LEAST)
        and not any(field.type in _PERSONAL for field in fields)
    )


def visible_label(field: FormField) -> str:
    """Return the label that stays while somebody types; a placeholder does not."""
    return " ".join(text for text in (*field.labels, *field.labelled_in_sight) if text)


def accessible_name(field: FormField) -> str:
    """Return what programs call a field; empty if nothing does."""
    return (
        " ".join(field.labelled_by)
        or field.aria_label
        or " ".join(field.labels)
        or field.content
        or field.title
        or field.placeholder
    )


def field_title(field: FormField) -> str:
    """Return what a field is called in a message."""
    return field.name or field.placeholder or field.type
