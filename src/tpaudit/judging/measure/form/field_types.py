"""field-types: how many fields for e-mail and phone bring up the right keyboard on a phone.

Yes-no: a rate; percent: the share; n/a where the form asks for neither.

A field that asks for an e-mail address is good with `type=email`, one that asks for a phone number with `type=tel`.

Open: the form is not clear (`--form PAGE` says which is meant).
"""

import re
from typing import Final

from tpaudit.documents.site import FormField
from tpaudit.judging.measure.forms import field_title, meant_form
from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, not_applicable
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_KINDS: Final = {
    "email": re.compile(r"\be-?mail\b|почт|邮箱", re.IGNORECASE),
    "tel": re.compile(r"\b(?:tele)?phone\b|\btelefon\b|\bmobile\b|телефон|电话|手机", re.IGNORECASE),
}


def _measure(case: SiteCase) -> Measured:
    form = meant_form(case)
    if isinstance(form, Measured):
        return form
    tally = Tally()
    for field in form.fields:
        wanted = _wanted(field)
        if wanted == field.type:
            tally.well(form.page.url)
        elif wanted is not None:
            phrase = "the field {field} is of type {type}; {wanted} would bring up the right keyboard"
            values = {"field": field_title(field), "type": field.type, "wanted": wanted}
            tally.bad.append(Seen(link=form.page.url, shows=Message(phrase=phrase, values=values)))
    if not tally.good and not tally.bad:
        return not_applicable("the form asks for no e-mail address and no phone number")
    return tally.measured(case.kind, "{good} of {all} fields for e-mail and phone have the right type")


def _wanted(field: FormField) -> str | None:
    if field.type in _KINDS:
        return field.type
    words = " ".join((field.name, field.placeholder, *field.labels, field.aria_label)).replace("_", " ")
    named = [kind for kind, asked in _KINDS.items() if asked.search(words)]
    return named[0] if field.type == "text" and len(named) == 1 else None


FIELD_TYPES: Final = Measurement(id="field-types", measure=_measure)
