"""text-language: how many pages are written in the language that they say they are in.

Yes-no: a rate; percent: the share; n/a where no page says a language that exists. The language of a text is told by
its letters, or by its small words in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish,
Norwegian, Finnish, Polish, Czech, Turkish, Russian and Ukrainian. Parts with a `lang` of their own do not count (rule
ucwvc8 of the W3C's ACT rules). Pages whose language cannot be told are left out.

Open: no page has text enough to tell.
"""

from typing import Final

from tpaudit.documents.site import Page
from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, not_applicable, open_because
from tpaudit.judging.measure.site.page_language import said_language
from tpaudit.judging.measure.words.languages import same_language, written_language
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    saying = [(page, code) for page in case.site.pages if (code := said_language(page))]
    if not saying:
        return not_applicable("no page says a language that exists")
    tally = Tally()
    for page, code in saying:
        written = written_language(_text(page))
        if written is None:
            continue
        if same_language(written, code):
            tally.well(page.url)
        else:
            values = {"said": code, "written": written}
            wrong = Message(phrase="the page says {said} and is written in {written}", values=values)
            tally.bad.append(Seen(link=page.url, shows=wrong))
    if not tally.good and not tally.bad:
        return open_because("there is too little text to tell its language")
    return tally.measured(case.kind, "{good} of {all} pages are in the language that they say")


def _text(page: Page) -> str:
    return f"{page.title}\n{page.plain_text}"


TEXT_LANGUAGE: Final = Measurement(id="text-language", measure=_measure)
