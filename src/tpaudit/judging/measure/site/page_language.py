"""page-language: how many pages say in which language they are, so that browsers and screen readers know.

Yes-no: a rate; percent: the share. The `lang` of the page must be there and begin with a language code of two
letters that exists (rules b5c3f8 and bf051a of the W3C's ACT rules). Whether the text is in that language is not
looked at.

Open: a page says a code of three letters, whose list is too long to be looked up here.
"""

from typing import Final

from tpaudit.documents.site import Page
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because, over_pages
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured

_CODES: Final = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el"
    " en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it"
    " iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo"
    " mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh"
    " si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh"
    " yi yo za zh zu"
)
_KNOWN: Final = frozenset(_CODES.split())
"""Language subtags of two letters of the IANA registry."""
_LONG: Final = 3
_FALSE_FRIENDS: Final = frozenset(
    {"eng", "deu", "ger", "fra", "fre", "spa", "rus", "zho", "chi", "ita", "por", "nld"}
)
"""Codes of three letters of languages that have one of two, which alone is allowed."""


def _code(page: Page) -> str:
    return (page.lang or "").strip().partition("-")[0].lower()


def said_language(page: Page) -> str | None:
    """Return the language code of two letters that a page says; None for none, or one that does not exist."""
    code = _code(page)
    return code if code in _KNOWN else None


def _wrong(page: Page) -> Message | None:
    if page.lang is None or not page.lang.strip():
        return Message(phrase="the page says no language")
    if _code(page) in _KNOWN:
        return None
    return Message(phrase="{value} is no language", values={"value": page.lang})


def _measure(case: SiteCase) -> Measured:
    long = [
        page for page in case.site.pages if len(_code(page)) == _LONG and _code(page) not in _FALSE_FRIENDS
    ]
    if long:
        return open_because("{value} may be a language or not; look it up", value=long[0].lang or "")
    return over_pages(case, _wrong, "{good} of {all} pages say their language")


PAGE_LANGUAGE: Final = Measurement(id="page-language", measure=_measure)
