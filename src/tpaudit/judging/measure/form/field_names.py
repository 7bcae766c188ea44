"""field-names: how many fields of the site have a name for screen readers.

Yes-no: a rate; percent: the share; n/a where the site has no fields.

The name comes from `aria-labelledby`, `aria-label`, the label, the content of a checkbox or switch by role, `title`
or the placeholder, as browsers compute it (rule e086e5 of the W3C's ACT rules). Hidden fields do not count.
"""

from typing import Final

from tpaudit.judging.measure.forms import accessible_name, field_title, fields_of
from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, not_applicable
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_NO_ROLE: Final = frozenset({"none", "presentation"})


def _measure(case: SiteCase) -> Measured:
    tally = Tally()
    for page, field in fields_of(case):
        if field.role in _NO_ROLE and field.disabled:
            continue
        if accessible_name(field).strip():
            tally.well(page.url)
        else:
            wrong = Message(phrase="the field {field} has no name", values={"field": field_title(field)})
            tally.bad.append(Seen(link=page.url, shows=wrong))
    if not tally.good and not tally.bad:
        return not_applicable("the site has no fields to fill in")
    return tally.measured(case.kind, "{good} of {all} fields have a name")


FIELD_NAMES: Final = Measurement(id="field-names", measure=_measure)
