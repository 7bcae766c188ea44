"""label-words: how many labels of fields say what belongs in the field.

Yes-no: a rate; percent: the share; n/a where no field has a label that is to be seen.

A label counts as bad if it consists of words that would fit every field or belong to a button, such as "Menu", "Go" or
"Enter text" (the list of `link-words`; rule cc0f0a of the W3C's ACT rules). Only what is to be seen counts. Whether a
longer label is apt is for a person to say. Fields without a label are those of `visible-labels`.
"""

from typing import Final

from tpaudit.judging.measure.forms import field_title, fields_of, visible_label
from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, not_applicable
from tpaudit.judging.measure.words.empty_words import says_nothing
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_OF_PAGES: Final = frozenset({"menu", "меню", "菜单"})
"""Words of what stands around forms; a link may well be called so."""


def _measure(case: SiteCase) -> Measured:
    tally = Tally()
    for page, field in fields_of(case):
        label = visible_label(field)
        if not label:
            continue
        if says_nothing(label, _OF_PAGES):
            phrase = "the label of the field {field} is only {text}"
            values = {"field": field_title(field), "text": label}
            tally.bad.append(Seen(link=page.url, shows=Message(phrase=phrase, values=values)))
        else:
            tally.well(page.url)
    if not tally.good and not tally.bad:
        return not_applicable("no field of the site has a label that is to be seen")
    return tally.measured(case.kind, "{good} of {all} labels say what belongs in the field")


LABEL_WORDS: Final = Measurement(id="label-words", measure=_measure)
