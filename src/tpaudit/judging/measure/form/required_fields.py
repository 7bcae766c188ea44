"""required-fields: how many fields of the form must be filled in.

Number: the fields that the HTML marks with `required` or `aria-required`; of a group of radio buttons one.

Open: the form is not clear (`--form PAGE` says which is meant), or no field is marked and a script may demand some.
"""

from typing import Final

from tpaudit.documents.worded import listing
from tpaudit.judging.measure.forms import field_title, meant_form
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    form = meant_form(case)
    if isinstance(form, Measured):
        return form
    groups = {
        (field.type, field.name) if field.type == "radio" else (str(place), field.name): field_title(field)
        for place, field in enumerate(form.fields)
        if field.required
    }
    if not groups and form.scripted:
        return open_because(
            "no field is marked as required, but a script may demand some; send it empty to see"
        )
    phrase = "{required} of {all} fields must be filled in"
    return Measured(
        answers=(str(len(groups)),),
        note=Message(phrase=phrase, values={"required": len(groups), "all": len(form.fields)}),
        evidence=(Seen(link=form.page.url, shows=listing(groups.values()) or form.title),),
    )


REQUIRED_FIELDS: Final = Measurement(id="required-fields", measure=_measure)
