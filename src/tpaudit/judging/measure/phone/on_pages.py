"""phone-on-pages: on how many pages the company's phone number is to be seen.

Yes-no: a rate such as `9/10`, or `yes` and `no` where the site has one page; percent: the share.

The number is the audit's fact `phone`. Without one it is the number that the site's structured data name, or the
one on most pages; on one page of several only if it is called a phone there, or is a link that dials. Numbers of
fax machines, registers, accounts, orders and partners are not the company's. National numbers belong to the
company's country (`--region`, or what the site gives away).

Several numbers that are called phones and stand on the same pages are all the company's.

Open: two numbers stand on equally many pages, but not on the same; no number was found and no country is known; or no page was read.

A stylesheet may hide what the HTML shows: look at one page by eye.
"""

from dataclasses import replace
from typing import Final

from tpaudit.documents.worded import listing
from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, open_because
from tpaudit.judging.measure.phone.phones import Phones
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    phones = case.phones_found()
    if not phones.company:
        return no_company_number(case, phones)
    shown = {one.page.url: one.written for one in reversed(phones.mentions) if one.e164 in phones.company}
    tally = Tally(good=sum(page.url in shown for page in case.site.pages))
    tally.bad = [
        Seen(link=page.url, shows=Message(phrase="no phone number of the company"))
        for page in case.site.pages
        if page.url not in shown
    ]
    measured = tally.measured(
        case.kind, "{phone} is to be seen on {good} of {all} pages", phone=listing(phones.company)
    )
    first = [Seen(link=page.url, shows=shown[page.url]) for page in case.site.pages if page.url in shown][:1]
    return replace(measured, evidence=(*first, *measured.evidence))


def no_company_number(case: SiteCase, phones: Phones) -> Measured:
    """Return what it means that no number is known to be the company's."""
    if phones.rivals:
        return open_because(
            "it is not clear which number is the company's: {numbers}; the audit's fact `phone` can say it",
            numbers=listing(phones.rivals),
        )
    if any(unread.status not in (404, 410) for unread in case.site.unread):
        return open_because("no phone number was found, but some pages could not be read")
    if case.region is None:
        return open_because("no number with a country code was found; --region says in which country to look")
    tally = Tally(
        bad=[Seen(link=page.url, shows=Message(phrase="no phone number")) for page in case.site.pages]
    )
    return tally.measured(case.kind, "no phone number of the company was found on {all} pages")


PHONE_ON_PAGES: Final = Measurement(id="phone-on-pages", measure=_measure)
