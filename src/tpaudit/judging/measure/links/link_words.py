"""link-words: how many links are called by more than a word that says nothing, such as "more" or "here".

Yes-no: a rate; percent: the share; n/a where no link has a text.

Words that say nothing are a closed list in English, German, French, Spanish, Russian and Chinese: more, read more,
here, click here, go, link, details, download, and the names of formats (PDF, EPUB, plain text). A list of links in a
screen reader has nothing else (rule aizyf1 of the W3C's ACT rules). Whether a longer text is apt is for a person to
say. Links without any text are those of `link-names`.
"""

from typing import Final

from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, not_applicable
from tpaudit.judging.measure.words.empty_words import says_nothing
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    tally = Tally()
    for page in case.site.pages:
        for link in page.links:
            if not link.visible or link.role not in ("", "link") or not link.name.strip():
                continue
            if says_nothing(link.name):
                phrase = "the link to {link} is called only {text}"
                values = {"link": link.href, "text": link.name}
                tally.bad.append(Seen(link=page.url, shows=Message(phrase=phrase, values=values)))
            else:
                tally.well(page.url)
    if not tally.good and not tally.bad:
        return not_applicable("no link of the site has a text")
    return tally.measured(case.kind, "{good} of {all} links say more than a word that fits every link")


LINK_WORDS: Final = Measurement(id="link-words", measure=_measure)
