"""contrast: whether every text stands out enough from its background. Needs `--browser`.

Yes-no: by rule `color-contrast` of axe-core (4.5:1 for text of ordinary size): a violation is a no, a pass a yes.

Open: axe-core could not decide of a text, such as one over a picture.
"""

from typing import Final

from tpaudit.judging.measure.browser.rules_of_axe import by_axe
from tpaudit.judging.measure.measurement import Measurement, SiteCase
from tpaudit.results.probed import Measured


def _measure(case: SiteCase) -> Measured:
    return by_axe(case, lambda rule: rule == "color-contrast")


CONTRAST: Final = Measurement(id="contrast", measure=_measure, browser=True)
