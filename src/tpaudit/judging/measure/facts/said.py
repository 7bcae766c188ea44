"""What a site says of facts, from its phone to its products, each with the pages that say it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tpaudit.judging.insights.facts import meanings
from tpaudit.judging.measure.facts.addresses import addresses_on
from tpaudit.judging.measure.facts.hours import hours_alone, hours_on
from tpaudit.judging.measure.facts.products import StatedProduct, products_on
from tpaudit.judging.measure.measurement import SiteCase
from tpaudit.judging.measure.site.contact_clicks import e_mails
from tpaudit.judging.measure.site.price_stated import prices_on
from tpaudit.results.probed import SaidFact

_MOST_VALUES: Final = 5
"""Different values of a fact that are proposed; a site with more of them states a list."""
_MOST_TEXTS: Final = 50
_MOST_LINKS: Final = 3
_LONGEST: Final = 200


def facts_of_site(case: SiteCase) -> tuple[SaidFact, ...]:
    """Return what a site says of each fact, first what most pages say.

    Two texts that mean the same are one, by their first spelling.
    """
    found: list[SaidFact] = []
    for fact, said in _said(case).items():
        grouped = sorted(_grouped(fact, said), key=lambda one: -one.pages)
        if len(grouped) <= _MOST_VALUES:
            found += grouped
    return tuple(found)


def _said(case: SiteCase) -> dict[str, list[tuple[str, str]]]:
    """Return the texts about each fact with the address of their page."""
    pages = case.site.pages
    phones = case.phones_found()
    numbers = [(one.written, one.page.url) for one in phones.mentions if one.kind == "phone" and one.valid]
    return {
        "phone": numbers
        or [(one.written, one.page.url) for one in phones.mentions if one.e164 in phones.company],
        "e-mail": [(address, page.url) for page in pages for address in e_mails(page)],
        "opening-hours": [
            (hours.text if hours.structured else hours_alone(hours.text), page.url)
            for page in pages
            for hours in hours_on(page)
            if re.search(r"\d", hours.text) and len(hours.text) <= _LONGEST
        ],
        "address": [(address, page.url) for page in pages for address in addresses_on(page)],
        "price": [(price, page.url) for page in pages for price in prices_on(page)],
        "product": [(_product(one), page.url) for page in pages for one in products_on(page)],
    }


def _product(product: StatedProduct) -> str:
    return ", ".join(text for text in (product.name, product.price, product.stock) if text)[:_LONGEST]


def _grouped(fact: str, said: Iterable[tuple[str, str]]) -> Iterator[SaidFact]:
    """Yield each meaning once; nothing of a fact that a site says in too many ways to compare."""
    links_of: dict[str, list[str]] = {}
    for text, link in dict.fromkeys(said):
        links_of.setdefault(text, []).append(link)
    if len(links_of) > _MOST_TEXTS:
        return
    values: dict[object, tuple[str, list[str]]] = {}
    for text, meaning in zip(links_of, meanings(list(links_of)), strict=True):
        values.setdefault(meaning, (text, []))[1].extend(links_of[text])
    for text, links in values.values():
        pages = tuple(dict.fromkeys(links))
        yield SaidFact(fact=fact, value=text, links=pages[:_MOST_LINKS], pages=len(pages))
