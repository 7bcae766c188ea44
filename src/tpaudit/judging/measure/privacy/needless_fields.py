"""needless-fields: how many fields of the form ask for what its purpose does not need.

Number: 0 if the form asks for a name, one way to answer (an e-mail address or a phone number), a subject, a message
and consent at most.

Open: it asks for more, which are named: whether the purpose needs them is for a person to say; or the form is not
clear (`--form PAGE` says which is meant).
"""

import re
from typing import Final

from tpaudit.documents.site import FormField
from tpaudit.documents.worded import listing
from tpaudit.judging.measure.forms import accessible_name, field_title, meant_form
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_NAMES: Final = {
    "e-mail": r"\be-?mail\b|почт|邮箱|邮件",
    "phone": r"\b(?:tele)?phone\b|\btelefon\b|\bmobile\b|\btel\b|телефон|电话|手机",
    "name": r"\bnames?\b|\b(?:vor|nach)name\b|имя|фамил|姓名|名字|称呼",
    "subject": r"\bsubject\b|\btopic\b|\bbetreff\b|\bthema\b|тема|主题",
    "message": r"\bmessage\b|\bquestion\b|\bcomments?\b|\bnachricht\b|\bfrage\b|сообщен|вопрос|留言|问题|内容",
}
_KINDS: Final = {name: re.compile(words, re.IGNORECASE) for name, words in _NAMES.items()}
_BY_TYPE: Final = {"email": "e-mail", "tel": "phone"}
_CONSENT: Final = re.compile(
    r"\bagree\b|\bconsent\b|\baccept\b|\bprivacy\b|\bdatenschutz|\beinverstanden\b|\bstimme\b|соглас|同意|隐私",
    re.IGNORECASE,
)


def _kind(field: FormField) -> str:
    """Return what a field asks for; empty if that is none of what every message needs."""
    if field.type in _BY_TYPE:
        return _BY_TYPE[field.type]
    words = f"{accessible_name(field)} {field.name} {field.placeholder}".replace("_", " ")
    if field.type == "checkbox":
        return "consent" if _CONSENT.search(words) else ""
    if field.type not in ("text", "textarea"):
        return ""
    found = [kind for kind, asked in _KINDS.items() if asked.search(words)]
    if found == ["name"] and re.search(
        r"\b(?:company|user|pet|file|product)[-_ ]?name\b", words, re.IGNORECASE
    ):
        return ""
    return (
        found[0] if len(found) == 1 else "message" if field.type == "textarea" and "message" in found else ""
    )


def _measure(case: SiteCase) -> Measured:
    form = meant_form(case)
    if isinstance(form, Measured):
        return form
    kinds = [(field, _kind(field)) for field in form.fields]
    more = [field_title(field) for field, kind in kinds if not kind]
    if not more and {"e-mail", "phone"} <= {kind for _, kind in kinds}:
        more = [field_title(field) for field, kind in kinds if kind == "phone"]
    if more:
        return open_because("whether the purpose needs {fields} is for a person to say", fields=listing(more))
    names = listing(field_title(field) for field in form.fields)
    note = Message(
        phrase="the form asks for nothing that an answer does not need: {fields}", values={"fields": names}
    )
    return Measured(answers=("0",), note=note, evidence=(Seen(link=form.page.url, shows=names),))


NEEDLESS_FIELDS: Final = Measurement(id="needless-fields", measure=_measure)
