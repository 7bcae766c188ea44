"""What a site says of facts: phone, e-mail, opening hours and address, each with the pages that say it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tpaudit.documents.site import Page
from tpaudit.judging.insights.facts import meanings
from tpaudit.judging.measure.hours import hours_on, structured_values
from tpaudit.judging.measure.measurement import SiteCase
from tpaudit.judging.measure.phones import phones_of
from tpaudit.judging.measure.site.contact_clicks import e_mails
from tpaudit.judging.measure.site.price_stated import prices_on
from tpaudit.results.probed import SaidFact

_MOST_VALUES: Final = 5
"""Different values of a fact that are proposed; a site with more of them states a list."""
_MOST_LINKS: Final = 3
_LONGEST: Final = 200


def facts_of_site(case: SiteCase) -> tuple[SaidFact, ...]:
    """Return what a site says of each fact; two texts that mean the same are one, by their first spelling."""
    found: list[SaidFact] = []
    for fact, said in _said(case).items():
        grouped = list(_grouped(fact, said))
        if len(grouped) <= _MOST_VALUES:
            found += grouped
    return tuple(found)


def _said(case: SiteCase) -> dict[str, list[tuple[str, str]]]:
    """Return the texts about each fact with the address of their page."""
    pages = case.site.pages
    phones = phones_of(pages, case.region, case.phones)
    numbers = [(one.written, one.page.url) for one in phones.mentions if one.kind == "phone" and one.valid]
    return {
        "phone": numbers
        or [(one.written, one.page.url) for one in phones.mentions if one.e164 in phones.company],
        "e-mail": [(address, page.url) for page in pages for address in e_mails(page)],
        "opening-hours": [
            (hours.text, page.url)
            for page in pages
            for hours in hours_on(page)
            if re.search(r"\d", hours.text) and len(hours.text) <= _LONGEST
        ],
        "address": [(address, page.url) for page in pages for address in _addresses(page)],
        "price": [(price, page.url) for page in pages for price in prices_on(page)],
    }


def _addresses(page: Page) -> Iterator[str]:
    for text in page.structured:
        streets = structured_values(text, "streetAddress")
        towns = structured_values(text, "addressLocality")
        if len(streets) == 1:
            yield ", ".join([*streets, *towns[:1]])


def _grouped(fact: str, said: Iterable[tuple[str, str]]) -> Iterator[SaidFact]:
    texts = list(dict.fromkeys(said))
    values: dict[object, tuple[str, list[str]]] = {}
    for (text, link), meaning in zip(texts, meanings([text for text, _ in texts]), strict=True):
        links = values.setdefault(meaning, (text, []))[1]
        if link not in links:
            links.append(link)
    for text, links in values.values():
        yield SaidFact(fact=fact, value=text, links=tuple(links[:_MOST_LINKS]))
