"""zoom-allowed: how many of the pages with a viewport let people zoom in.

Yes-no: a rate; percent: the share; n/a where no page says anything of it. `user-scalable=no` and a `maximum-scale`
below 2 forbid it (rule b4f0c3 of the W3C's ACT rules).
"""

import re
from typing import Final

from tpaudit.judging.measure.measurement import Measurement, SiteCase, Tally, not_applicable
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_SCALABLE: Final = re.compile(r"user-scalable\s*=\s*([^,;\s]+)", re.IGNORECASE)
_MAXIMUM: Final = re.compile(r"maximum-scale\s*=\s*([^,;\s]+)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[+-]?\d*\.?\d+")
_WCAG: Final = 2
"""Text must grow to twice its size."""


def _measure(case: SiteCase) -> Measured:
    tally, spoken_of = Tally(), False
    for page in case.site.pages:
        said = [
            viewport for viewport in page.viewports if _SCALABLE.search(viewport) or _MAXIMUM.search(viewport)
        ]
        spoken_of = spoken_of or bool(said)
        forbidding = [viewport for viewport in said if forbids_zoom(viewport)]
        if forbidding:
            phrase = "the viewport says {value}"
            tally.bad.append(
                Seen(link=page.url, shows=Message(phrase=phrase, values={"value": forbidding[0]}))
            )
        elif page.viewports:
            tally.well(page.url)
    if not spoken_of:
        return not_applicable("no page says anything of zooming, so that people can")
    return tally.measured(case.kind, "{good} of {all} pages with a viewport let people zoom in")


def forbids_zoom(viewport: str) -> bool:
    """Tell whether what a viewport says keeps people from zooming in to twice the size."""
    scalable, maximum = _SCALABLE.search(viewport), _MAXIMUM.search(viewport)
    if scalable and not _is_yes(scalable[1].lower()):
        return True
    return maximum is not None and not _is_enough(maximum[1].lower())


def _is_yes(value: str) -> bool:
    """Read the value as browsers do: words, or a number that is 1 at least in either direction."""
    if value in ("yes", "device-width", "device-height"):
        return True
    number = _NUMBER.match(value)
    return number is not None and abs(float(number[0])) >= 1


def _is_enough(value: str) -> bool:
    """Read a greatest scale as browsers do: one that is negative is none, a word that is no number is 0.1."""
    if value in ("device-width", "device-height"):
        return True
    number = _NUMBER.match(value)
    return number is not None and not 0 <= float(number[0]) < _WCAG


ZOOM_ALLOWED: Final = Measurement(id="zoom-allowed", measure=_measure)
