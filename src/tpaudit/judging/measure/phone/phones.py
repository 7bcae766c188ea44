"""Phone numbers on pages: which there are, where they stand, and which of them is the company's."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from tpaudit.documents.site import Block, Page

_DIGITS: Final = 6
"""The fewest digits of a number; a text with fewer is not searched."""
_LOOKS_LIKE_ONE: Final = re.compile(rf"\d(?:\D{{0,4}}\d){{{_DIGITS - 1}}}")
_NEAR: Final = 30
_MOST_LETTERS: Final = 20_000
"""Letters of a page among which possible numbers are looked for: that takes 20 µs a letter."""
_MOST_OWN: Final = 10
"""Numbers that can all be the company's."""
"""Characters before a number in which a word says what it is."""
_FAX: Final = re.compile(r"\b(?:tele)?fax\b|факс|传真|傳真", re.IGNORECASE)
_PHONE: Final = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|cell|call|ring|hotline|whatsapp|telefon|mobil|anruf)"
    r"|тел|моб|звон|горяч|电话|電話|手机|热线|致电|拨打",
    re.IGNORECASE,
)
_NO_PHONE: Final = re.compile(
    r"\b(?:vat|ust-?id|st-?nr|hr[ab]|iban|bic|swift|abn|acn|ein|siret|siren|cif|nif|sku|isbn|ean|qq|duns)\b"
    r"|\b(?:reg(?:istration|\.)?|company|tax|licen[cs]e|account|order|invoice|article|item|part|serial|id)\b"
    r"\.?\s*(?:no|nr|number|num|id|#|№)?\b|инн|кпп|огрн|окпо|бик|р/с|к/с|сч[её]т|лиценз|артикул|заказ"
    r"|信用代码|备案|许可证|税号|账号|订单",
    re.IGNORECASE,
)
"""Words before numbers of registers, accounts and orders, many of which would be phone numbers as well."""
_OTHERS: Final = re.compile(
    r"\bpartner|\b(?:web\s?design|site|website|powered|built|made) by\b|\bagency\b|\bpolice\b|\bemergency\b"
    r"|\bdata protection\b|datenschutz|\bsupervisory\b|партн[её]р|разработ|роспотребнадзор|合作伙伴|技术支持",
    re.IGNORECASE,
)
"""Words beside numbers of somebody else: a partner, whoever made the site, an authority."""
_SHORT: Final = 120
"""Characters of a block, such as a line of a footer, in which a number stands for itself."""
_PLACEHOLDER: Final = re.compile(r"(\d)\1{6,}|0?1234567890?\Z|(?<!\d)(?:123){2,}")
_SEPARATORS: Final = re.compile(r"[\s().\-–\u2010\u2011\u00a0]|%20")
_TEL: Final = re.compile(r"tel:(?!//)(\+?\d{3,17})(?:;[\w=.;+-]*)?(?:,[\d,]*)?\Z", re.IGNORECASE)

NumberKind = Literal["phone", "fax", "other"]


class Found(NamedTuple):
    """A phone number in a text."""

    e164: str
    start: int
    end: int
    written: str
    valid: bool
    """It is a number of the numbering plan, and not only of its length."""


@lru_cache(maxsize=4096)
def numbers_in(text: str, region: str | None, *, possible: bool = False) -> tuple[Found, ...]:
    """Return the phone numbers of a text; `possible` takes those of a right length that nobody can have.

    A number without a country code belongs to the region; without a region it is none.
    """
    if not _LOOKS_LIKE_ONE.search(text):
        return ()
    from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number, is_valid_number

    leniency = Leniency.POSSIBLE if possible else Leniency.VALID
    return tuple(
        Found(
            e164=format_number(match.number, PhoneNumberFormat.E164),
            start=match.start,
            end=match.end,
            written=match.raw_string,
            valid=is_valid_number(match.number),
        )
        for match in PhoneNumberMatcher(text, region, leniency=leniency, max_tries=200)
    )


def country_of(e164: str) -> str | None:
    """Return the country of a number with `+`, such as GB; None for what is none."""
    from phonenumbers import NumberParseException, parse, region_code_for_number

    try:
        return region_code_for_number(parse(e164, None))
    except NumberParseException:
        return None


def one_number(text: str, region: str | None) -> str | None:
    """Return the number that a text as a whole is, in E.164; None if it is none of a possible length."""
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_possible_number, parse

    try:
        number = parse(text, region)
    except NumberParseException:
        return None
    return format_number(number, PhoneNumberFormat.E164) if is_possible_number(number) else None


def dialled(href: str) -> str | None:
    """Return the digits that a `tel:` link dials, with `+` where it has one; None if it is malformed."""
    match = _TEL.match(_SEPARATORS.sub("", href.strip()))
    return match[1] if match else None


@dataclass(slots=True, kw_only=True)
class Mention:
    """A number at one place of a page."""

    page: Page
    e164: str
    written: str
    kind: NumberKind
    labelled: bool
    valid: bool
    href: str | None
    """Where a tap on it leads; None if it is no link."""


def mentions(page: Page, region: str | None) -> Iterator[Mention]:
    """Yield every phone number that is to be seen on a page."""
    before, left = "", _MOST_LETTERS
    for block in page.blocks:
        candidates: Sequence[Found] = ()
        if _LOOKS_LIKE_ONE.search(block.text):
            candidates = numbers_in(block.text, region)
            if not candidates and len(block.text) <= left:
                left -= len(block.text)
                candidates = _possible(block, region, before)
        for found in candidates:
            near = f"{before[-_NEAR:]} {block.text[max(0, found.start - _NEAR) : found.start]}"
            href = _href(page, block, found)
            yield Mention(
                page=page,
                e164=found.e164,
                written=found.written,
                kind=_kind(block.text, block.text[max(0, found.start - _NEAR) : found.start], near),
                labelled=bool(_PHONE.search(near)) or (href or "").lower().startswith("tel:"),
                valid=found.valid,
                href=href,
            )
        before = block.text if len(block.text) <= _NEAR else ""


def _possible(block: Block, region: str | None, before: str) -> Sequence[Found]:
    """Return the numbers of a block without a valid one that are possible and clearly meant to be dialled."""
    called = bool(_PHONE.search(block.text) or _PHONE.search(before) or block.linked)
    return [
        found
        for found in numbers_in(block.text, region, possible=True)
        if (called or (found.written[0] in "+(" and len(block.text) <= _SHORT))
        and not _PLACEHOLDER.search(re.sub(r"\D", "", found.written))
    ]


def _kind(whole: str, before: str, near: str) -> NumberKind:
    just_before = re.split(r"\d", before)[-1]  # what stands before an earlier number belongs to that one
    if _FAX.search(just_before) and not _PHONE.search(just_before):
        return "fax"
    last = max((match.end() for match in _NO_PHONE.finditer(near)), default=-1)
    said = max((match.end() for match in _PHONE.finditer(near)), default=-1)
    return "other" if last > said or _OTHERS.search(whole) or _OTHERS.search(near) else "phone"


def _href(page: Page, block: Block, found: Found) -> str | None:
    for start, end, place in block.linked:
        if start <= found.start < end:
            return page.links[place].href
    return None


@dataclass(slots=True, kw_only=True)
class Phones:
    """The phone numbers of a site."""

    company: tuple[str, ...]
    """The company's numbers in E.164; empty where it is not clear which they are."""
    mentions: list[Mention] = field(default_factory=list)
    rivals: tuple[str, ...] = ()
    """The numbers between which it is not clear."""


def phones_of(pages: Sequence[Page], region: str | None, stated: Sequence[str] = ()) -> Phones:
    """Return the numbers of a site, and which is the company's.

    It is the one that the audit states. Without one it is that of the structured data, or the one on most pages;
    a number that stands on one page of several must be called a phone or be a link that dials. Several that are
    called phones and stand on the very same pages are all the company's.
    """
    found = [mention for page in pages for mention in mentions(page, region)]
    known = tuple(number for number in (one_number(text, region) for text in stated) if number)
    if known:
        return Phones(company=known, mentions=found)
    own = [mention for mention in found if mention.kind == "phone"]
    own = [mention for mention in own if mention.valid] or own
    on_pages = Counter(number for number, _ in {(one.e164, one.page.url) for one in own})
    labelled = {mention.e164 for mention in own if mention.labelled}
    likely = {
        number: count
        for number, count in on_pages.items()
        if number in labelled or count > 1 or len(pages) == 1
    }
    structured = _structured(pages, region) & set(likely)
    best = structured or _most(likely)
    if (
        1 < len(best) <= _MOST_OWN
        and best <= labelled
        and len({_pages_of(number, own) for number in best}) == 1
    ):
        return Phones(company=tuple(sorted(best)), mentions=found)
    if len(best) != 1:
        return Phones(company=(), mentions=found, rivals=tuple(sorted(best)))
    return Phones(company=tuple(best), mentions=found)


def _pages_of(number: str, found: Sequence[Mention]) -> frozenset[str]:
    return frozenset(mention.page.url for mention in found if mention.e164 == number)


def _most(counts: dict[str, int]) -> set[str]:
    top = max(counts.values(), default=0)
    return {number for number, count in counts.items() if count == top}


def _structured(pages: Sequence[Page], region: str | None) -> set[str]:
    """Return the numbers that the structured data of the pages call the company's."""
    texts = re.findall(
        r'"telephone"\s*:\s*"([^"]{3,40})"', "\n".join(text for page in pages for text in page.structured)
    )
    return {number for number in (one_number(text, region) for text in texts) if number}
