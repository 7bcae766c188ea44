"""Addresses of places on pages: in structured data, or as a line with a street and a postal code."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from tpaudit.documents.site import Page
from tpaudit.judging.measure.facts.structured import structured_values

_LONGEST: Final = 120
"""Characters of a line that may be an address: a sentence about one states none."""
_CODE: Final = (
    r"(?:\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]{2} \d{5}(?:-\d{4})?\b|\b(?:[A-Z]{1,2}-)?\d{4,5} [A-ZÄÖÜ][a-zäöüß]"
    r"|(?<!\d)\d{6}(?!\d))"
)
"""A postal code: British, American with its state, of the continent before its town, or of six digits."""
_STREET: Final = (
    r"(?:\b\d+[a-z]?,? (?:[A-Z][\w'.]*,? ){1,4}(?i:st|street|rd|road|ave|avenue|lane|ln|drive|dr|way|square|blvd|boulevard|place|court|hill|park)\b"
    r"|\b[A-ZÄÖÜ][\w.\-]*(?i:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer) \d+"
    r"|\b(?i:ул|улица|пр|просп|проспект|пер|переулок|наб|пл|площадь|шоссе|бульвар)\b\.? ?[А-ЯЁ\d])"
)
_WHOLE: Final = re.compile(rf"{_STREET}.{{0,60}}{_CODE}|(?<!\d)\d{{6}}(?!\d).{{0,60}}{_STREET}")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]{2,8}[市区县][\u4e00-\u9fff]{1,12}[路街道巷]\s?\d+\s?号")
_DIGIT: Final = re.compile(r"\d")
_LED_IN: Final = re.compile(r"\A(?:(?:our )?address|adresse|anschrift|адрес|地址)\s*[:：]\s*", re.IGNORECASE)
_BESIDE: Final = re.compile(
    r"[\s.,;·|–—()-]*(?:\b(?:tel|telephone|telefon|phone|call|fax|telefax|e-?mail|тел|телефон|факс)\b|电话|传真).*",
    re.IGNORECASE | re.DOTALL,
)
"""What often stands behind an address on the same line; with it, the same address would look like another one."""


def addresses_on(page: Page) -> Iterator[str]:
    """Yield the addresses that a page states: first those of its structured data."""
    for text in page.structured:
        streets = structured_values(text, "streetAddress")
        towns = structured_values(text, "addressLocality")
        if len(streets) == 1:
            yield ", ".join([*streets, *towns[:1]])
    for block in page.blocks:
        if len(block.text) <= _LONGEST and _DIGIT.search(block.text) and _is_address(block.text):
            yield _alone(block.text)


def _alone(text: str) -> str:
    """Return an address without what leads in to it and the numbers beside it."""
    written = _LED_IN.sub("", text)
    return _BESIDE.sub("", written) if _is_address(_BESIDE.sub("", written)) else written


@lru_cache(maxsize=4096)
def _is_address(text: str) -> bool:
    return bool(_WHOLE.search(text) or _CHINESE.search(text))
