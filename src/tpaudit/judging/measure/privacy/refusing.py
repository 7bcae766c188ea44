"""refusing: whether cookies can be refused as quickly as accepted. Needs `--browser`.

Yes-no, by the window about cookies that opens over the first page: yes if a button that refuses (or takes only what is
needed) stands beside the one that accepts; no if there is one to accept alone, so that refusing takes longer; n/a if
nothing is asked, and the page has no scripts of other hosts that might. Colours and sizes are for a person to compare.

Open: no window came up, but scripts of other hosts, which a probe does not fetch, may bring one (`--also HOST`
fetches them); or the words of its buttons are not known.
"""

import re
from typing import Final

from tpaudit.documents.site import Rendered
from tpaudit.judging.measure.browser.shown import NO_BROWSER, NOT_SHOWN
from tpaudit.judging.measure.measurement import (
    Measurement,
    SiteCase,
    not_applicable,
    open_because,
    shown_pages,
)
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_REFUSING: Final = re.compile(
    r"\breject|\brefuse|\bdecline|\bdeny\b|\bdisagree\b|\bno,? thanks\b|\bwithout (?:accepting|consent)|\bopt out\b"
    r"|\b(?:only|just) (?:the )?(?:necessary|essential|required)|\b(?:necessary|essential|required)(?: cookies)? only\b"
    r"|\bablehnen\b|\bnur (?:notwendige|erforderliche|essenzielle)|\bohne einwilligung|\brefuser\b|\brechazar\b|\brifiuta"
    r"|отклон|отказ|не соглас|не принима|только (?:необходим|обязательн)|拒绝|不同意|不接受|仅(?:必要|必需)|只(?:接受必|允许必)",
    re.IGNORECASE,
)
_ACCEPTING: Final = re.compile(
    r"\baccept|\bagree\b|\ballow\b|\bok(?:ay)?\b|\bgot it\b|\bi understand\b|\byes\b|\bconsent\b|\bakzeptieren\b|\bzustimmen\b"
    r"|\beinverstanden\b|\bannehmen\b|\baccepter\b|\baceptar\b|\baccetta\b|приня|принима|соглас|хорошо|понятно|接受|同意|允许|知道了|好的",
    re.IGNORECASE,
)


def _measure(case: SiteCase) -> Measured:
    if not case.site.browser:
        return open_because(NO_BROWSER)
    first = next(iter(shown_pages(case)), None)
    if first is None:
        return open_because(NOT_SHOWN)
    page, rendered = first
    if not rendered.consent:
        return _nothing_asked(rendered)
    buttons = " | ".join(rendered.consent)
    refusing = any(_REFUSING.search(text) for text in rendered.consent)
    accepting = any(_ACCEPTING.search(text) and not _REFUSING.search(text) for text in rendered.consent)
    if not accepting:
        return open_because("what the buttons about cookies do is not clear: {buttons}", buttons=buttons)
    phrase = (
        "one click accepts and one refuses: {buttons}"
        if refusing
        else "one click accepts, and no button refuses: {buttons}"
    )
    note = Message(phrase=phrase, values={"buttons": buttons})
    return Measured(
        answers=("yes" if refusing else "no",), note=note, evidence=(Seen(link=page.url, shows=buttons),)
    )


def _nothing_asked(rendered: Rendered) -> Measured:
    if rendered.scripts_elsewhere:
        return open_because(
            "nothing was asked about cookies, but scripts of other hosts may ask: {count} of them; look by hand",
            count=rendered.scripts_elsewhere,
        )
    return not_applicable(
        "nothing is asked about cookies, and no scripts of other hosts are on the first page"
    )


REFUSING: Final = Measurement(id="refusing", measure=_measure, browser=True)
