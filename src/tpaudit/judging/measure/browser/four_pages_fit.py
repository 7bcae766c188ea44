"""four-pages-fit: whether home, an offer, contact and terms fit a phone. Needs `--browser`.

Choice: `all` of the four, `most` (two or three), `few` (one or none). A page fits if nothing is to be scrolled
sideways at 360 px and no text on it is smaller than 12 px.

Open: one of the four was not found by its address or title.
"""

import re
from typing import Final

from tpaudit.documents.site import Page, Rendered
from tpaudit.judging.measure.browser.shown import NO_BROWSER, as_people_see, not_shown, scrolls_sideways
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message, Term
from tpaudit.results.probed import Measured, Seen

_PAGES: Final = {
    "an offer": r"product|service|shop|store|menu|pricing|leistung|produkt|angebot|услуг|товар|каталог|产品|服务",
    "contact": r"contact|kontakt|контакт|联系",
    "terms": r"terms|conditions|privacy|legal|agb|datenschutz|услови|оферт|соглашени|политик|条款|隐私",
}


def _measure(case: SiteCase) -> Measured:
    if not case.site.browser:
        return open_because(NO_BROWSER)
    shown = as_people_see(case)
    if not shown:
        return not_shown(case)
    chosen = [entry for entry in shown if entry[0].clicks == 0][:1]
    for name, words in _PAGES.items():
        left = [entry for entry in shown if entry not in chosen and _is_about(entry[0], words)]
        if not chosen or not left:
            phrase = "no page for {page} was found; look by hand"
            return Measured(note=Message(phrase=phrase, values={"page": Term(text=name)}))
        chosen.append(left[0])
    fitting = sum(_fits(rendered) for _, rendered in chosen)
    answer = "all" if fitting == len(chosen) else "most" if fitting > 1 else "few"
    return Measured(
        answers=(answer,),
        note=Message(
            phrase="{good} of {all} pages fit a phone", values={"good": fitting, "all": len(chosen)}
        ),
        evidence=tuple(
            Seen(link=page.url, shows=Message(phrase="fits" if _fits(rendered) else "does not fit"))
            for page, rendered in chosen
        ),
    )


def _is_about(page: Page, words: str) -> bool:
    return re.search(words, f"{page.url} {page.title}", re.IGNORECASE) is not None


def _fits(rendered: Rendered) -> bool:
    return scrolls_sideways(rendered) is None and not rendered.small_texts


FOUR_PAGES_FIT: Final = Measurement(id="four-pages-fit", measure=_measure, browser=True)
