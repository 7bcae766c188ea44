"""autofill: whether the browser is told which fields of the form ask for name, e-mail and address.

Yes-no: yes if every such field has a valid `autocomplete`; no if one of them switches it off or has a word that does
not exist; n/a if none of them is asked for.

Open: one of them has no `autocomplete` at all, since browsers then guess; or the form is not clear.
"""

from typing import Final

from tpaudit.documents.worded import listing
from tpaudit.judging.measure.form.autocomplete import asks_for_person, says_purpose, valid_autocomplete
from tpaudit.judging.measure.forms import field_title, meant_form
from tpaudit.judging.measure.measurement import Measurement, SiteCase, not_applicable, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    form = meant_form(case)
    if isinstance(form, Measured):
        return form
    asked = [field for field in form.fields if asks_for_person(field)]
    if not asked:
        return not_applicable("the form asks for no name, e-mail or address")
    off = [
        field
        for field in asked
        if (field.autocomplete or "").strip().lower() == "off"
        or (says_purpose(field) and not valid_autocomplete(field.autocomplete or ""))
    ]
    guessed = [field for field in asked if field not in off and not says_purpose(field)]
    if off:
        names = listing(map(field_title, off))
        note = Message(phrase="the browser is kept from filling in {fields}", values={"fields": names})
        return Measured(answers=("no",), note=note, evidence=(Seen(link=form.page.url, shows=names),))
    if guessed:
        return open_because(
            "{fields} say nothing of autocomplete, so that browsers guess; try it",
            fields=listing(map(field_title, guessed)),
        )
    names = listing(map(field_title, asked))
    note = Message(phrase="the browser is told what {fields} ask for", values={"fields": names})
    return Measured(answers=("yes",), note=note, evidence=(Seen(link=form.page.url, shows=names),))


AUTOFILL: Final = Measurement(id="autofill", measure=_measure)
