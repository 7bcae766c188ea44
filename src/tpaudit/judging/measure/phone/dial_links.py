"""dial-links: on how many of the pages that show the company's number a tap on it starts the call.

Yes-no: a rate such as `4/5`, or `yes` and `no` for one page; percent: the share.

A page counts as good if the number is shown there at least once within a link `tel:` that dials this very number.
A link whose digits differ from the number that is shown, or that no phone can read (`tel:` without digits, with
letters, with `//`), is none. Where only some of several places are links, the note of the page says so.

Open: the company's number is not known, or is nowhere to be seen (see `phone-on-pages`).
"""

import re
from typing import Final

from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, open_because
from tpaudit.judging.measure.phone.on_pages import no_company_number
from tpaudit.judging.measure.phone.phones import Mention, dialled, one_number
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    phones = case.phones_found()
    shown: dict[str, list[Mention]] = {}
    for mention in phones.mentions:
        if mention.e164 in phones.company:
            shown.setdefault(mention.page.url, []).append(mention)
    if not shown:
        unclear = no_company_number(case, phones) if not phones.company else None
        return (
            unclear if unclear and not unclear.answers else open_because("the number is nowhere to be seen")
        )
    tally = Tally()
    for url, places in shown.items():
        wrong = _wrong(places, case.region)
        if wrong is None:
            tally.well(url)
        else:
            tally.bad.append(Seen(link=url, shows=wrong))
    some = _half_linked(shown, case.region)
    measured = tally.measured(case.kind, "a tap dials the number on {good} of {all} pages that show it")
    return Measured(answers=measured.answers, note=measured.note, evidence=(*measured.evidence, *some))


def _dials(mention: Mention, region: str | None) -> bool:
    digits = dialled(mention.href or "")
    return digits is not None and (
        one_number(digits, region) == mention.e164 or "+" + digits.lstrip("+") == mention.e164
    )


def _wrong(places: list[Mention], region: str | None) -> Message | None:
    if any(_dials(mention, region) for mention in places):
        return None
    links = [mention for mention in places if re.match("tel:", mention.href or "", re.IGNORECASE)]
    if not links:
        return Message(phrase="{phone} is no link", values={"phone": places[0].written})
    href = links[0].href or ""
    phrase = "{phone} leads to {link}, which is another number" if dialled(href) else "{link} is malformed"
    return Message(phrase=phrase, values={"phone": links[0].written, "link": href})


def _half_linked(shown: dict[str, list[Mention]], region: str | None) -> list[Seen]:
    """Return the first page on which only some of the places dial."""
    for url, places in shown.items():
        good = sum(_dials(mention, region) for mention in places)
        if 0 < good < len(places):
            phrase = "{good} of {all} places on this page are links that dial"
            return [Seen(link=url, shows=Message(phrase=phrase, values={"good": good, "all": len(places)}))]
    return []


DIAL_LINKS: Final = Measurement(id="dial-links", measure=_measure)
