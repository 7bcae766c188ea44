"""Links of a site: which of them a probe follows, and which first."""

import re
from collections import Counter
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from tpaudit.documents.site import Link

_MOST_ALIKE: Final = 10
_MOST_SEGMENTS: Final = 12
_NO_PAGES: Final = re.compile(
    r"\.(?:7z|apk|avi|bmp|css|csv|dmg|docx?|eot|epub|exe|gif|gz|ico|ics|jpe?g|js|json|m4a|mov|mp[34]|mpe?g|odt"
    r"|ogg|pdf|png|pptx?|rar|rss|rtf|svg|tar|tiff?|ttf|txt|vcf|wav|webm|webp|woff2?|xlsx?|xml|zip)\Z",
    re.IGNORECASE,
)
_DOES_SOMETHING: Final = re.compile(
    r"log-?out|sign-?out|add[-_]to[-_]?(?:cart|basket|wishlist)|delete|remove|unsubscribe|(?:^|[/=?&])vote"
    r"|(?:^|[?&])action=",
    re.IGNORECASE,
)
"""Addresses that may change something on a careless site although they are only asked for."""
_IMPORTANT: Final = re.compile(
    r"contact|kontakt|imprint|impressum|legal|terms|agb|about|price|preis|контакт|цен|о-нас|联系|价格|关于",
    re.IGNORECASE,
)


class Followed:
    """Says of the links of a site which are worth asking for; keeps count of those that are alike."""

    def __init__(self) -> None:
        """Begin with nothing met."""
        self._alike: Counter[str] = Counter()
        self.left_out = False
        """Some were left out since they are like many others."""

    def takes(self, url: str) -> bool:
        """Tell whether an address of the site is asked for: not files, deeds, and endless rows of the same."""
        parts = urlsplit(url)
        segments = [segment for segment in parts.path.split("/") if segment]
        repeated = max(Counter(segments).values(), default=0)
        if len(segments) > _MOST_SEGMENTS or repeated > 2:  # noqa: PLR2004 - a path that turns in a circle
            self.left_out = True
            return False
        if _NO_PAGES.search(parts.path) or _DOES_SOMETHING.search(f"{parts.path}?{parts.query}"):
            return False
        pattern = _pattern(parts.netloc, parts.path, parts.query)
        self._alike[pattern] += 1
        if ("#" in pattern or "?" in pattern) and self._alike[pattern] > _MOST_ALIKE:
            self.left_out = True
            return False
        return True


def is_important(link: Link) -> bool:
    """Tell whether a link leads to what a probe looks for: contact, imprint, terms, prices."""
    return bool(_IMPORTANT.search(link.href) or _IMPORTANT.search(link.text))


def _pattern(host: str, path: str, query: str) -> str:
    """Return what addresses have in common that differ by a number or by what is asked: a calendar, a list."""
    names = sorted({name for name, _ in parse_qsl(query, keep_blank_values=True)})
    return host + re.sub(r"\d+", "#", path) + (f"?{'&'.join(names)}" if query else "")
