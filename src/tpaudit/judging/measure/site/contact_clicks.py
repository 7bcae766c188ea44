"""contact-clicks: how many clicks lead from the first page to a way of reaching the company.

Number: the fewest clicks to a page with the company's phone number, an e-mail address, or a form to write in. 0 is
the first page itself.

Open: no page that was read has any of them.
"""

import re
from typing import Final

from tpaudit.documents.site import Page
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")


def e_mails(page: Page) -> list[str]:
    """Return the e-mail addresses that are to be seen or linked on a page, lower case, each once."""
    shown = [address for block in page.blocks for address in _MAIL.findall(block.text)]
    linked = [
        link.href[7:].partition("?")[0] for link in page.links if link.href.lower().startswith("mailto:")
    ]
    found = (
        address.lower().rstrip(".") for address in (*shown, *linked) if _MAIL.fullmatch(address.rstrip("."))
    )
    return list(dict.fromkeys(found))


def _measure(case: SiteCase) -> Measured:
    phones = case.phones_found()
    with_phone = {one.page.url: one.written for one in phones.mentions if one.e164 in phones.company}
    ways = [(page.clicks, page, way) for page in case.site.pages if (way := _way(page, with_phone))]
    if not ways:
        return open_because(
            "no phone number, e-mail address or message form was found on the pages that were read"
        )
    clicks, page, way = min(ways, key=lambda entry: entry[0])
    return Measured(
        answers=(str(clicks),),
        note=Message(
            phrase="clicks from the first page to {way}: {clicks}", values={"way": way, "clicks": clicks}
        ),
        evidence=(Seen(link=page.url, shows=way),),
    )


def _way(page: Page, with_phone: dict[str, str]) -> str | Message | None:
    if page.url in with_phone:
        return with_phone[page.url]
    mails = e_mails(page)
    if mails:
        return mails[0]
    writing = any(field.type == "textarea" and field.visible for field in page.fields)
    return Message(phrase="a form to write in") if writing else None


CONTACT_CLICKS: Final = Measurement(id="contact-clicks", measure=_measure)
