"""newest-date: how old the newest date on the site is.

Duration: the days from the newest date that is not in the future to the day of the probe. Dates count as
`<time datetime>`, as `datePublished` or `dateModified` of structured data, and written as `2026-11-03`, `3.11.2026`,
`3 November 2026`, `November 3, 2026`, `3 ноября 2026`, `2026年11月3日`. A lone year, as beside a copyright, is none.

Open: no date was found.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from tpaudit.documents.site import Page
from tpaudit.judging.measure.facts.structured import structured_values
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_MONTHS: Final = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "янв фев мар апр ма[йя] июн июл авг сен окт ноя дек",
)
_MONTH: Final = "|".join(f"{name}[^\\W\\d_]*" for names in _MONTHS for name in names.split())
_DATES: Final = re.compile(
    r"(?<!\d)(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)(?!\d)"
    r"|(?<![\d.])(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?P<w3>{_MONTH})\.?,?\s(?P<y3>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\w)(?P<w4>{_MONTH})\.?\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y4>(?:19|20)\d\d)(?!\d)"
    r"|(?P<y5>(?:19|20)\d\d)年(?P<m5>\d{1,2})月(?P<d5>\d{1,2})日",
    re.IGNORECASE,
)


def _dates(page: Page) -> Iterator[date]:
    texts = [*page.dates, *(block.text for block in page.blocks)]
    for key in ("datePublished", "dateModified"):
        texts += [value for text in page.structured for value in structured_values(text, key)]
    for text in texts:
        if not _YEAR.search(text):
            continue
        for match in _DATES.finditer(text):
            found = {name[0]: value for name, value in match.groupdict().items() if value}
            month = int(found["m"]) if "m" in found else _month(found["w"])
            try:
                yield date(int(found["y"]), month, int(found["d"]))
            except ValueError:
                continue


def _month(word: str) -> int:
    return next(
        place
        for names in _MONTHS
        for place, name in enumerate(names.split(), start=1)
        if re.match(name, word, re.IGNORECASE)
    )


def _measure(case: SiteCase) -> Measured:
    day = date.fromisoformat(case.on)
    found = [(stated, page.url) for page in case.site.pages for stated in _dates(page) if stated <= day]
    if not found:
        return open_because("no date was found on the pages that were read")
    newest, url = max(found, key=lambda entry: entry[0])
    return Measured(
        answers=(f"{(day - newest).days}d",),
        note=Message(phrase="the newest date is {date}", values={"date": newest.isoformat()}),
        evidence=(Seen(link=url, shows=newest.isoformat()),),
    )


NEWEST_DATE: Final = Measurement(id="newest-date", measure=_measure)
