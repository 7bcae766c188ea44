"""What is known of a journey and what is not, as the first page of a report says it."""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.computed import Computed, record
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.report.parts.lines import BoardLine, board_line
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.headline import band_of, no_question_applies

_KNOWN: Final = 0.5
"""Of what is assessed less, the page says that little is known."""


@record
class Known(Computed):
    """What is known, and what is not."""

    unknown: list[BoardLine]
    """Of what nothing or little is known, the most important first."""
    known: str
    """That something is known of everything, in a sentence; empty where it is not, or no question applies."""
    thinly: str
    """How many answers rest on a single observation, in a sentence; empty if none does."""


def known_and_unknown(card: Scorecard, locale: Locale, *, applies: bool) -> Known:
    """Return what is known of a journey, and what is not; `applies` says that any question does."""
    writer = _Writer(card, locale)
    unknown = list(writer.unknown())
    return Known(
        unknown=unknown,
        known=writer.known() if applies and not unknown else "",
        thinly=writer.thinly_known(),
    )


class _Writer:
    def __init__(self, card: Scorecard, locale: Locale) -> None:
        self.card = card
        self.links = card.links()
        self.locale = locale
        self.say = locale.say

    def unknown(self) -> Iterator[BoardLine]:
        """Yield the touchpoints of which nothing or little is known, the most important first."""
        say, percent = self.say, self.locale.percent
        for touch_id, touch in sorted(self.links.items(), key=lambda link: -link[1].importance):
            if touch.missing or no_question_applies(touch):
                continue
            if touch.score is None:
                yield board_line(touch_id, touch, say("not assessed"))
            elif band_of(touch) == "thin" or (touch.coverage or 0.0) < _KNOWN:
                yield board_line(touch_id, touch, say("only {share} assessed", share=percent(touch.coverage)))

    def known(self) -> str:
        if (self.card.coverage or 0.0) > 1.0 - TOLERANCE:
            return self.say("Every question has an answer.")
        return self.say("Of every touchpoint at least half is known.")

    def thinly_known(self) -> str:
        scored = [item for touch in self.links.values() for item in touch.items.values() if item.rests_on]
        single = sum(item.rests_on is not None and item.rests_on.observations == 1 for item in scored)
        phrase = "Questions answered by one observation alone: {count} of {of}"
        number = self.locale.number
        return self.say(phrase, count=number(single), of=number(len(scored))) if single else ""
