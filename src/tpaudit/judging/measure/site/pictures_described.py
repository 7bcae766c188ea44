"""pictures-described: how many pictures that carry information have a text that may say it.

Yes-no: a rate; percent: the share; n/a where there are none. A picture with an empty `alt`, or that is hidden from
programs, is said to be decoration and does not count. A missing text counts as none, and so does the name of a file,
such as `IMG_2041.jpg`. Whether a text is apt is for a person to say.
"""

import re
from typing import Final

from tpaudit.documents.site import Picture
from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, not_applicable
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_FILE_NAME: Final = re.compile(
    r"\S+\.(?:avif|gif|jpe?g|png|svg|webp)|(?:img|dsc|image|photo|pict?)[-_ ]?\d+", re.IGNORECASE
)


def _measure(case: SiteCase) -> Measured:
    tally = Tally()
    for page in case.site.pages:
        for picture in page.pictures:
            if picture.silent or picture.alt == "":
                continue
            if picture.alt and not _FILE_NAME.fullmatch(picture.alt.strip()):
                tally.well(page.url)
            else:
                tally.bad.append(Seen(link=page.url, shows=_wrong(picture)))
    if not tally.good and not tally.bad:
        return not_applicable("the site has no pictures that carry information")
    return tally.measured(case.kind, "{good} of {all} pictures that are no decoration have a text")


def _wrong(picture: Picture) -> Message:
    if picture.alt:
        return Message(phrase="the picture is called by its file, {name}", values={"name": picture.alt})
    return Message(phrase="the picture {picture} has no text", values={"picture": picture.source})


PICTURES_DESCRIBED: Final = Measurement(id="pictures-described", measure=_measure)
