"""form-named: whether a screen reader can name every field of the form and every error.

Yes-no: no if a field of the form has no name, as `field-names` computes it.

Open: every field has a name, since what is read out after a mistake is for a person to hear; or the form is not clear
(`--form PAGE` says which is meant).
"""

from typing import Final

from tpaudit.documents.worded import listing
from tpaudit.judging.measure.forms import accessible_name, field_title, meant_form
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    form = meant_form(case)
    if isinstance(form, Measured):
        return form
    nameless = [field_title(field) for field in form.fields if not accessible_name(field).strip()]
    if not nameless:
        return open_because("every field of the form has a name; make a mistake to hear what is said of it")
    names = listing(nameless)
    note = Message(phrase="fields of the form without a name: {fields}", values={"fields": names})
    return Measured(answers=("no",), note=note, evidence=(Seen(link=form.page.url, shows=names),))


FORM_NAMED: Final = Measurement(id="form-named", measure=_measure)
