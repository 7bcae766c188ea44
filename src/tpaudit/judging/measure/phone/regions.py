"""The country of a company, as far as its site gives it away: national phone numbers are read by it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from tpaudit.documents.site import Page, Site
from tpaudit.judging.measure.phone.phones import country_of, dialled, numbers_in

_COUNTRY: Final = re.compile(r'"addressCountry"\s*:\s*(?:\{[^{}]*"name"\s*:\s*)?"([A-Z]{2})"')
_TOP_LEVEL: Final = {"uk": "GB", "рф": "RU", "xn--p1ai": "RU", "su": "RU", "xn--fiqs8s": "CN"}
_NO_COUNTRY: Final = frozenset({"io", "co", "ai", "me", "tv", "cc", "ly", "fm", "gg", "eu", "to", "ws", "im"})
"""Two letters that are sold to everybody."""


def region_of(site: Site, stated: tuple[str, ...] = ()) -> str | None:
    """Return the country of a site, such as GB; None if nothing gives it away.

    First the company's own number with `+`, then the structured address, the host's ending, the language of the
    pages with its country, and last the numbers with `+` that stand on the pages or in their links.
    """
    for text in stated:
        for found in numbers_in(text, None):
            return country_of(found.e164)
    structured: Counter[str] = Counter(
        country for page in site.pages for text in page.structured for country in _COUNTRY.findall(text)
    )
    if structured:
        return structured.most_common(1)[0][0]
    ending = (urlsplit(site.start).hostname or "").rpartition(".")[2]
    if ending in _TOP_LEVEL or (len(ending) == 2 and ending.isalpha() and ending not in _NO_COUNTRY):  # noqa: PLR2004
        return _TOP_LEVEL.get(ending, ending.upper())
    return _by_pages(site)


def _by_pages(site: Site) -> str | None:
    spoken: Counter[str] = Counter(
        part.upper() for page in site.pages for part in re.findall(r"[-_]([a-zA-Z]{2})\Z", page.lang or "")
    )
    if spoken:
        return spoken.most_common(1)[0][0]
    numbers = (number for page in site.pages for number in _with_country(page))
    countries = Counter(country for number in numbers if (country := country_of(number)))
    return countries.most_common(1)[0][0] if countries else None


def _with_country(page: Page) -> Iterator[str]:
    """Yield the numbers of a page that say their country: many are national in the text and whole in the link."""
    for block in page.blocks:
        if "+" in block.text:
            yield from (found.e164 for found in numbers_in(block.text, None))
    for link in page.links:
        digits = dialled(link.href)
        if digits is not None and digits.startswith("+"):
            yield digits
