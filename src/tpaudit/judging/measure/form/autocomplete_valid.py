"""autocomplete-valid: how many `autocomplete` attributes of the site say something that browsers know.

Yes-no: a rate; percent: the share; n/a where none is used. `on` and `off` do not count, nor do hidden and disabled
fields (rule 73f2c2 of the W3C's ACT rules).
"""

from typing import Final

from tpaudit.judging.measure.form.autocomplete import says_purpose, valid_autocomplete
from tpaudit.judging.measure.forms import field_title, fields_of
from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, not_applicable
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    tally = Tally()
    for page, field in fields_of(case):
        if not says_purpose(field) or field.tag not in ("input", "select", "textarea"):
            continue
        if valid_autocomplete(field.autocomplete or ""):
            tally.well(page.url)
        else:
            phrase = "the field {field} says autocomplete={value}"
            values = {"field": field_title(field), "value": field.autocomplete or ""}
            tally.bad.append(Seen(link=page.url, shows=Message(phrase=phrase, values=values)))
    if not tally.good and not tally.bad:
        return not_applicable("no field says anything of autocomplete")
    return tally.measured(case.kind, "{good} of {all} autocomplete attributes are valid")


AUTOCOMPLETE_VALID: Final = Measurement(id="autocomplete-valid", measure=_measure)
