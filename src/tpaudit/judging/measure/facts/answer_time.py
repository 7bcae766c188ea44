"""answer-time: whether the site says beforehand by when an answer will come.

Yes-no: yes if a page with an e-mail address or a form for messages names a time for answers, such as "we reply within
24 hours". It is asked of touchpoints that the site is the way to: those with no channel, or with the channel
`website`, `web-form` or `e-mail`.

Open: no such words were found, or messages are written elsewhere, as in a messenger.
"""

import re
from typing import Final

from tpaudit.documents.site import Page
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.judging.measure.site.contact_clicks import e_mails
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_CHANNELS: Final = (None, "website", "web-form", "e-mail", "email")
_SPAN: Final = (
    r"(?:(?:\d+|an?|one|two|three|a few|einem?|zwei|drei)(?:\s?(?:-|–|to|bis)\s?\d+)?\s?(?:working |business )?"
    r"(?:minute|hour|day|h\b|stunde|tag|werktag|arbeitstag)|the same day|(?:one|the next|next) (?:working|business) day)"
)
_TIME: Final = re.compile(
    rf"\b(?:answer|repl(?:y|ies)|respon[ds]|get back|be in touch|hear (?:back )?from us|call you back)\w*\b.{{0,40}}"
    rf"\b(?:within|in|after|by|on)\s{_SPAN}"
    rf"|\b(?:within|in)\s{_SPAN}\w*.{{0,40}}\b(?:answer|reply|respond|response)"
    rf"|\bantwort\w*\b.{{0,40}}\binnerhalb\b.{{0,10}}{_SPAN}|\binnerhalb\b.{{0,10}}{_SPAN}.{{0,40}}\bantwort"
    r"|(?:ответ|отвеча|перезвон|свяжемся).{0,40}(?:в течение|через|за)\s.{0,12}(?:минут|час|дн|день|дня|рабоч)"
    r"|(?:в течение|через|за)\s.{0,12}(?:минут|час|дн|день|дня)\w*.{0,40}(?:ответ|отвеч|перезвон|свяжемся)"
    r"|(?:\d+|[一二两三])\s?个?(?:分钟|小时|工作日|天)(?:之?内)?.{0,10}(?:回复|答复|回电|联系您)",
    re.IGNORECASE,
)
_LONGEST: Final = 300


def _takes_messages(page: Page) -> bool:
    return bool(e_mails(page)) or any(field.type == "textarea" and field.visible for field in page.fields)


def _measure(case: SiteCase) -> Measured:
    if case.channel not in _CHANNELS:
        return open_because(
            "messages to this touchpoint are not written on the site (channel {channel}); look there",
            channel=case.channel or "",
        )
    for page in filter(_takes_messages, case.site.pages):
        for block in page.blocks:
            if len(block.text) <= _LONGEST and _TIME.search(block.text):
                note = Message(
                    phrase="the site names a time for answers: {text}", values={"text": block.text}
                )
                return Measured(
                    answers=("yes",), note=note, evidence=(Seen(link=page.url, shows=block.text),)
                )
    return open_because(
        "no time for answers was found beside an address or a form; it may be said in other words"
    )


ANSWER_TIME: Final = Measurement(id="answer-time", measure=_measure)
