"""link-names: how many links say something to people who hear the page instead of seeing it.

Yes-no: a rate; percent: the share; n/a where there are no links. The name is the link's text, the text of its
picture, its label or its title (rule c487ae of the W3C's ACT rules). Whether it says enough is for a person to say.
"""

from typing import Final

from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, not_applicable
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    tally = Tally()
    for page in case.site.pages:
        for link in page.links:
            if not link.visible or (link.role and link.role != "link" and not link.role.startswith("doc-")):
                continue
            if link.name.strip():
                tally.well(page.url)
            else:
                wrong = Message(phrase="the link to {link} has no text", values={"link": link.href})
                tally.bad.append(Seen(link=page.url, shows=wrong))
    if not tally.good and not tally.bad:
        return not_applicable("the site has no links")
    return tally.measured(case.kind, "{good} of {all} links have a text")


LINK_NAMES: Final = Measurement(id="link-names", measure=_measure)
