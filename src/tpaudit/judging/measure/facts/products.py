"""Products that a site describes in structured data: what each is called, what it costs, whether it is there."""

from collections.abc import Iterator
from typing import NamedTuple

from tpaudit.documents.site import Page
from tpaudit.judging.measure.facts.structured import structured_things, things_within, word_under


class StatedProduct(NamedTuple):
    """A product as a page describes it."""

    name: str
    price: str
    """With its currency; empty where none is stated."""
    stock: str
    """Whether it is there, in the words of schema.org, such as `InStock`; empty where nothing is said of it."""
    page: Page


def products_on(page: Page) -> Iterator[StatedProduct]:
    """Yield the products that the structured data of a page describe."""
    for product in structured_things(page, "Product"):
        name = word_under(product, "name")
        if name:
            offer = next(iter(things_within(product, "offers")), {})
            amount = word_under(offer, "price") or word_under(offer, "lowPrice")
            price = f"{amount} {word_under(offer, 'priceCurrency')}".strip() if amount else ""
            said = word_under(offer, "availability").rpartition("/")[2]
            yield StatedProduct(name=name, price=price, stock=said, page=page)
