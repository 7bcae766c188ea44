"""consent-box: whether consent to advertising is a box of its own, empty until somebody ticks it.

Yes-no: no if a checkbox about advertising, offers or a newsletter is ticked when the page opens, or speaks of terms as
well; yes if there is such a box and none of them is like that. All forms of the site count.

Open: no checkbox about advertising was found, or one is to be ticked by those who want none.
"""

import re
from typing import Final

from tpaudit.documents.site import FormField
from tpaudit.judging.measure.forms import accessible_name, fields_of
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_ADVERTISING: Final = re.compile(
    r"newsletter|\badvertis|\bmarketing\b|\bpromotion|\bspecial offers?\b|\bnews and offers\b|\bwerbung\b|\bangebote\b"
    r"|рассылк|реклам|акци[яийю]|营销|促销|优惠|广告|资讯",
    re.IGNORECASE,
)
_TERMS: Final = re.compile(
    r"\bterms\b|\bconditions\b|\bagb\b|\bnutzungsbedingungen\b|услови|оферт|соглашени|条款|协议",
    re.IGNORECASE,
)


_REFUSAL: Final = re.compile(
    r"\bdo not\b|\bdon['’]t\b|\brather not\b|\bopt[- ]out\b|\bnicht\b|\bkeine?n?\b"
    r"|\bне (?:хочу|желаю|присыл|получать|отправл)|отказ|不(?:要|想|接收|希望|同意)|勿",
    re.IGNORECASE,
)


def _wrong(field: FormField) -> Message | None:
    if field.checked:
        return Message(phrase="the box is ticked from the start: {label}", values={"label": _label(field)})
    if _TERMS.search(accessible_name(field)):
        return Message(phrase="one box for terms and advertising: {label}", values={"label": _label(field)})
    return None


def _label(field: FormField) -> str:
    return accessible_name(field)[:200]


def _measure(case: SiteCase) -> Measured:
    boxes = [
        (page, field)
        for page, field in fields_of(case)
        if field.type == "checkbox" and _ADVERTISING.search(accessible_name(field))
    ]
    if not boxes:
        return open_because("no box about advertising was found on the pages that were read")
    refusal = next((field for _, field in boxes if _REFUSAL.search(accessible_name(field))), None)
    if refusal is not None:
        return open_because(
            "the box is to be ticked by those who want no advertising; look by hand: {label}",
            label=_label(refusal),
        )
    for page, field in boxes:
        wrong = _wrong(field)
        if wrong is not None:
            return Measured(answers=("no",), note=wrong, evidence=(Seen(link=page.url, shows=wrong),))
    page, field = boxes[0]
    note = Message(phrase="an empty box of its own: {label}", values={"label": _label(field)})
    return Measured(answers=("yes",), note=note, evidence=(Seen(link=page.url, shows=note),))


CONSENT_BOX: Final = Measurement(id="consent-box", measure=_measure)
