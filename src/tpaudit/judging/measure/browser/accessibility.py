"""accessibility: whether the pages pass the rules of axe-core. Needs `--browser`.

Yes-no: a violation of any rule for WCAG 2 A and AA is a no; else all that apply have passed: yes; n/a if none applied.

Open: axe-core could not decide one of them. A machine finds a part of what is wrong: a yes does not say that a site
is accessible.
"""

from typing import Final

from tpaudit.judging.measure.browser.rules_of_axe import by_axe
from tpaudit.judging.measure.measurement import Measurement, SiteCase
from tpaudit.results.probed import Measured


def _measure(case: SiteCase) -> Measured:
    return by_axe(case, lambda _: True)


ACCESSIBILITY: Final = Measurement(id="accessibility", measure=_measure, browser=True)
