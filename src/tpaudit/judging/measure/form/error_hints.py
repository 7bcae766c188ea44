"""error-hints: how many fields that can be filled in wrongly say beforehand what belongs in them.

Yes-no: a rate; percent: the share; n/a where the form has no such field.

Such fields are of the types email, tel, url, number, date and password. A hint is a text that `aria-describedby`
points to, or a `title`. What the form says after a mistake is for a person to try.

Open: the form is not clear (`--form PAGE` says which is meant).
"""

from typing import Final

from tpaudit.judging.measure.forms import field_title, meant_form
from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, not_applicable
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_STRICT: Final = frozenset({"email", "tel", "url", "number", "date", "password"})


def _measure(case: SiteCase) -> Measured:
    form = meant_form(case)
    if isinstance(form, Measured):
        return form
    tally = Tally()
    for field in form.fields:
        if field.type not in _STRICT:
            continue
        if field.hint:
            tally.well(form.page.url)
        else:
            wrong = Message(phrase="the field {field} has no hint", values={"field": field_title(field)})
            tally.bad.append(Seen(link=form.page.url, shows=wrong))
    if not tally.good and not tally.bad:
        return not_applicable("no field of the form can be filled in wrongly")
    return tally.measured(case.kind, "{good} of {all} fields say beforehand what belongs in them")


ERROR_HINTS: Final = Measurement(id="error-hints", measure=_measure)
