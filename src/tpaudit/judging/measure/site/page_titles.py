"""page-titles: how many pages have a title of their own.

Yes-no: a rate; percent: the share. A title that two pages share is nobody's own: in tabs and search results the
pages look alike.
"""

from collections import Counter
from typing import Final

from tpaudit.judging.measure.measurement import Measurement, SiteCase, over_pages
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured


def _measure(case: SiteCase) -> Measured:
    used = Counter(page.title for page in case.site.pages)
    return over_pages(
        case,
        lambda page: (
            Message(phrase="the page has no title")
            if not page.title
            else Message(
                phrase="{count} pages are called {title}",
                values={"count": used[page.title], "title": page.title},
            )
            if used[page.title] > 1
            else None
        ),
        "{good} of {all} pages have a title of their own",
    )


PAGE_TITLES: Final = Measurement(id="page-titles", measure=_measure)
