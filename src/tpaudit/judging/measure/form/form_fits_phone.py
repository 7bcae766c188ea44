"""form-fits-phone: whether the page of the form fits a phone. Needs `--browser`.

Yes-no: yes if the page is no wider than a screen of 360 px, and has a viewport, so that nobody must zoom.

Open: the form is not clear (`--form PAGE` says which is meant), or its page could not be shown.
"""

from typing import Final

from tpaudit.judging.measure.browser.shown import NO_BROWSER, as_people_see, not_shown, scrolls_sideways
from tpaudit.judging.measure.forms import meant_form
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.judging.measure.site.viewport import fits_width
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    if not case.site.browser:
        return open_because(NO_BROWSER)
    form = meant_form(case)
    if isinstance(form, Measured):
        return form
    shown = {page.url: rendered for page, rendered in as_people_see(case)}
    if form.page.url not in shown:
        return not_shown(case)
    wrong = scrolls_sideways(shown[form.page.url]) or fits_width(form.page)
    note = wrong or Message(phrase="the page of the form fits a screen of 360 px")
    return Measured(
        answers=("no" if wrong else "yes",), note=note, evidence=(Seen(link=form.page.url, shows=note),)
    )


FORM_FITS_PHONE: Final = Measurement(id="form-fits-phone", measure=_measure, browser=True)
