"""site-facts: whether five facts stand on the site: price, hours, place, delivery, returns or cancelling.

Number: 5 if each is there: an amount with its currency; opening hours; an address; a text or link about delivery; a
text or link about returns, refunds or cancelling.

Open: one of them was not found, which is named: it may be said in other words, or that the company has no such thing.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from tpaudit.documents.site import Page
from tpaudit.judging.measure.facts.addresses import addresses_on
from tpaudit.judging.measure.facts.counted import all_of
from tpaudit.judging.measure.facts.hours import hours_on
from tpaudit.judging.measure.measurement import Measurement, SiteCase
from tpaudit.judging.measure.site.price_stated import prices_on
from tpaudit.results.probed import Measured, Seen

_DELIVERY: Final = re.compile(
    r"\b(?:deliver(?:y|ies|ed|s)?|shipping|lieferung|lieferzeit|versand|livraison|envío|spedizione)\b|доставк|配送|送货|发货|运费",
    re.IGNORECASE,
)
_RETURNS: Final = re.compile(
    r"\b(?:returns|return (?:policy|it|them|within|goods|items)|refunds?|cancellations?|right of (?:withdrawal|return))\b"
    r"|\bcancel (?:your|an|the|a) |\brückgabe|\bwiderruf|\bstorn|\bremboursement\b|возврат|вернуть|отмен(?:а|ить)|退货|退款|退换|取消",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _words(pattern: re.Pattern[str]) -> Callable[[Page], Iterator[str]]:
    """Return what finds the texts of a page, links included, that have a word of a list."""

    def found(page: Page) -> Iterator[str]:
        yield from (block.text for block in page.blocks if _has(pattern, block.text))
        yield from (link.text for link in page.links if link.visible and _has(pattern, link.text))

    return found


_FACTS: Final[dict[str, Callable[[Page], Iterator[str]]]] = {
    "a price": prices_on,
    "opening hours": lambda page: (hours.text for hours in hours_on(page)),
    "an address": addresses_on,
    "delivery": _words(_DELIVERY),
    "returns or cancelling": _words(_RETURNS),
}


def _measure(case: SiteCase) -> Measured:
    found: dict[str, Seen] = {}
    for name, texts in _FACTS.items():
        for page in case.site.pages:
            text = next(texts(page), None)
            if text is not None:
                found[name] = Seen(link=page.url, shows=text[:200])
                break
    return all_of([*_FACTS], found)


SITE_FACTS: Final = Measurement(id="site-facts", measure=_measure)
