"""product-facts: whether a product page says price, stock, time of delivery, measures and material.

Number: 5 if each is there, in the page's structured data (JSON-LD) or its text. The page is the one of those that
describe a single product in structured data which says the most.

Open: one of them was not found on it, which is named; or no page describes a product in structured data.
"""

import re
from typing import Final

from tpaudit.documents.site import Page
from tpaudit.judging.measure.facts.counted import all_of
from tpaudit.judging.measure.facts.products import products_on
from tpaudit.judging.measure.facts.structured import structured_holders
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.judging.measure.site.price_stated import prices_on
from tpaudit.results.probed import Measured, Seen

_PATTERNS: Final = {
    "stock": r"\b(?:in|out of) stock\b|\bsold out\b|\bavailable (?:now|from)\b|\bauf lager\b|\bausverkauft\b|\bvorrätig\b"
    r"|в наличии|нет в наличии|有货|缺货|现货|库存",
    "the time of delivery": r"\b(?:deliver|ship|dispatch|arriv)\w*\b.{0,40}\b\d+\s?(?:-|–|to)?\s?\d*\s?(?:hour|(?:working |business )?day|week)"
    r"|\blieferzeit\b.{0,30}\d|\bdelivery (?:tomorrow|today)|доставк.{0,40}\d+\s?(?:[-–]\s?\d+\s?)?(?:час|дн|день|дня)"
    r"|\d+\s?(?:小时|天|日)(?:内)?(?:发货|送达|到货)",
    "measures": r"(?<![\w.,])\d+(?:[.,]\d+)?\s?(?:cm|mm|m|kg|g|ml|l|inch(?:es)?|in|oz|lb|см|мм|кг|г|мл|л|厘米|毫米|克|千克|毫升)(?!\w)"
    r"|\bsizes?\s?:|\bgröße\s?:|размеры?\s?:|尺寸|尺码",
    "material or contents": r"\b(?:material|made (?:of|from)|ingredients|contents|fabric|zutaten|besteht aus)\b|материал|состав|材质|成分|配料|面料",
}
_TEXTS: Final = {name: re.compile(words, re.IGNORECASE) for name, words in _PATTERNS.items()}
_KEYS: Final = {
    "stock": ("availability",),
    "the time of delivery": ("deliveryTime",),
    "measures": ("width", "height", "depth", "weight", "size"),
    "material or contents": ("material",),
}
_PRICE: Final = "a price"


def _facts_on(page: Page) -> dict[str, Seen]:
    """Return what a page says of its product, each with the words or the key that say it."""
    stated = next((one.price for one in products_on(page) if one.price), None) or next(prices_on(page), None)
    found = {_PRICE: Seen(link=page.url, shows=stated)} if stated else {}
    for name, pattern in _TEXTS.items():
        keys = [key for key in _KEYS[name] if any(structured_holders(page, key))]
        said = next((block.text for block in page.blocks if pattern.search(block.text)), None)
        if keys or said:
            found[name] = Seen(link=page.url, shows=(said or f"JSON-LD: {keys[0]}")[:200])
    return found


def _measure(case: SiteCase) -> Measured:
    pages = [page for page in case.site.pages if len(list(products_on(page))) == 1]
    if not pages:
        return open_because("no page describes a product in its structured data (JSON-LD)")
    found = max(map(_facts_on, pages), key=len)
    return all_of([_PRICE, *_TEXTS], found)


PRODUCT_FACTS: Final = Measurement(id="product-facts", measure=_measure)
