"""visible-labels: how many fields of the form keep a label in sight while somebody types.

Yes-no: a rate such as `7/8`; percent: the share.

A label is a `<label>` that belongs to the field (around it, or by `for`), or a text that `aria-labelledby` points
to. A placeholder is no label: it goes as soon as something is typed. Nor is `aria-label` or `title`: nobody sees it.

Open: the form is not clear (`--form PAGE` says which is meant).
"""

from typing import Final

from tpaudit.judging.measure.forms import field_title, meant_form, visible_label
from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    form = meant_form(case)
    if isinstance(form, Measured):
        return form
    tally = Tally()
    for field in form.fields:
        if visible_label(field):
            tally.well(form.page.url)
        else:
            phrase = (
                "the field {field} has a placeholder only"
                if field.placeholder
                else "the field {field} has no label"
            )
            wrong = Message(phrase=phrase, values={"field": field_title(field)})
            tally.bad.append(Seen(link=form.page.url, shows=wrong))
    return tally.measured(case.kind, "{good} of {all} fields keep a label in sight")


VISIBLE_LABELS: Final = Measurement(id="visible-labels", measure=_measure)
