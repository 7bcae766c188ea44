"""error-messages: what the form does after a mistake, as far as its HTML says it.

Choice: `helps` where browsers themselves check a field by its type (email, url, number, a date) before the form is
sent: they name the field, say what is wrong and keep what was typed. `names` where they check by a `pattern` alone
that no `title` explains. Browsers check unless the form says `novalidate`, and only if a button of the form sends it.

Open: a script may check instead, unless `--browser` has shown the form after its scripts; messages that stand in the
HTML beside the fields are quoted. Or no field is checked by browsers, so that only the server can answer; or the form
is not clear (`--form PAGE` says which is meant). No form is sent to find out.
"""

from functools import reduce
from typing import Final

from tpaudit.documents.site import FormField
from tpaudit.documents.worded import listing
from tpaudit.judging.measure.forms import SiteForm, field_title, meant_form
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_BY_TYPE: Final = frozenset({"email", "url", "number", "date", "time", "month", "week", "datetime-local"})
_MOST_QUOTED: Final = 3


def _measure(case: SiteCase) -> Measured:
    form = meant_form(case)
    if isinstance(form, Measured):
        return form
    strict = [field for field in form.fields if field.type in _BY_TYPE or field.pattern]
    if not form.checked or (form.page.scripts and not form.page.shown):
        return _open(form)
    if not strict:
        return open_because("browsers check no field of the form; make a mistake to see what it does")
    helping = [field for field in strict if field.type in _BY_TYPE or field.title]
    names = listing(map(field_title, helping or strict))
    phrase = (
        "browsers name the field, say what is wrong and keep what was typed: {fields}"
        if helping
        else "browsers name the field and do not say what is wrong: {fields}"
    )
    return Measured(
        answers=("helps" if helping else "names",),
        note=Message(phrase=phrase, values={"fields": names}),
        evidence=(Seen(link=form.page.url, shows=names),),
    )


def _open(form: SiteForm) -> Measured:
    quoted = [_quoted(field, text) for field in form.fields for text in field.errors]
    if not quoted:
        return open_because(
            "a script may check the form, and no message stands in its HTML; make a mistake to see what it does"
        )
    return open_because(
        "a script may check the form; messages in its HTML: {texts}; make a mistake to see them",
        texts=_one_after_the_other(quoted[:_MOST_QUOTED]),
    )


def _quoted(field: FormField, text: str) -> Message:
    return Message(phrase="{name}: {text}", values={"name": field_title(field), "text": text})


def _one_after_the_other(quoted: list[Message]) -> Message:
    return reduce(
        lambda first, other: Message(phrase="{first}; {other}", values={"first": first, "other": other}),
        quoted,
    )


ERROR_MESSAGES: Final = Measurement(id="error-messages", measure=_measure)
