"""picture-texts: how many pictures have a text for people who do not see them.

Yes-no: a rate; percent: the share; n/a where there are no pictures. An empty `alt` says that a picture is decoration,
and is good; a missing one is not. Whether a text is apt is for a person to say. Pictures of stylesheets do not count.
"""

from typing import Final

from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, not_applicable
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    tally = Tally()
    for page in case.site.pages:
        for picture in page.pictures:
            if picture.alt is not None or picture.silent:
                tally.well(page.url)
            else:
                values = {"picture": picture.source}
                wrong = Message(phrase="the picture {picture} has no text", values=values)
                tally.bad.append(Seen(link=page.url, shows=wrong))
    if not tally.good and not tally.bad:
        return not_applicable("the site has no pictures")
    return tally.measured(case.kind, "{good} of {all} pictures have a text")


PICTURE_TEXTS: Final = Measurement(id="picture-texts", measure=_measure)
