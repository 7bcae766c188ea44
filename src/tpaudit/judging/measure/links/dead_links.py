"""dead-links: whether a link within the site leads nowhere.

Yes-no: yes if the server answers 404 or 410 to an address that a page of the site links to; number: how many such
addresses. Links to other sites are not followed.

Open, for a yes-no: none was found. Announcements and offers that are over are for a person to find, and further
pages may have such links.
"""

from typing import Final

from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_GONE: Final = frozenset({404, 410})
_MOST_SHOWN: Final = 5


def _measure(case: SiteCase) -> Measured:
    dead = [unread for unread in case.site.unread if unread.status in _GONE and unread.source]
    if case.kind == "yes-no" and not dead:
        return open_because(
            "no link within the site leads nowhere; what is out of date is for a person to see"
        )
    phrase = "links within the site that lead nowhere: {count}"
    return Measured(
        answers=("yes" if case.kind == "yes-no" else str(len(dead)),),
        note=Message(phrase=phrase, values={"count": len(dead)}),
        evidence=tuple(
            Seen(link=unread.source, shows=Message(phrase="the link to {link}", values={"link": unread.url}))
            for unread in dead[:_MOST_SHOWN]
        ),
    )


DEAD_LINKS: Final = Measurement(id="dead-links", measure=_measure)
