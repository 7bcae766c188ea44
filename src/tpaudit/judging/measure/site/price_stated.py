"""price-stated: whether the site names a price.

Yes-no: yes if a page shows an amount with its currency, or has a price as structured data (JSON-LD).

Open: none was found; it may stand in a picture, or be fetched by a script.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from tpaudit.documents.site import Page
from tpaudit.judging.measure.facts.structured import structured_values
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_CURRENCY: Final = r"(?:€|£|\$|₽|¥|₴|₸|₹|eur|gbp|usd|rub|cny|chf|pln|руб\.?|грн|тенге|元|zł)"
_AMOUNT: Final = r"\d{1,3}(?:[ .,'\u00a0\u202f]?\d{3}){0,3}(?:[.,]\d{1,2})?"
_DIGIT: Final = re.compile(r"\d")
_PRICE: Final = re.compile(
    rf"(?<![\w])(?:{_CURRENCY})\s?{_AMOUNT}|(?<![\d.,]){_AMOUNT}\s?{_CURRENCY}(?![^\W\d_])", re.IGNORECASE
)


def prices_on(page: Page) -> Iterator[str]:
    """Yield the prices that a page shows, as they are written."""
    for text in page.structured:
        yield from structured_values(text, "priceRange")
    for block in page.blocks:
        if _DIGIT.search(block.text):
            yield from _prices_in(block.text)


@lru_cache(maxsize=4096)
def _prices_in(text: str) -> tuple[str, ...]:
    return tuple(match[0] for match in _PRICE.finditer(text))


def _measure(case: SiteCase) -> Measured:
    for page in case.site.pages:
        for price in prices_on(page):
            note = Message(phrase="the site names a price: {text}", values={"text": price})
            return Measured(answers=("yes",), note=note, evidence=(Seen(link=page.url, shows=price),))
    return open_because("no price was found on the pages that were read")


PRICE_STATED: Final = Measurement(id="price-stated", measure=_measure)
