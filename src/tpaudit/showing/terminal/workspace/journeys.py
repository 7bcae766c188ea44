"""Journeys as people choose among them: a line for each."""

from collections.abc import Iterator, Mapping

from tpaudit.documents.journey import Journey
from tpaudit.showing.text.figures.marks import apart, enumerated
from tpaudit.showing.text.items import ItemWords
from tpaudit.showing.text.numbers import fitted


def journey_lines(journeys: Mapping[str, Journey], item_words: ItemWords) -> Iterator[str]:
    """Yield a line for each journey: id, title, and how many stages and touchpoints it has."""
    for name, journey in journeys.items():
        title = item_words.text(journey.title) if journey.title is not None else name
        stages, touches = len(journey.stages), len(journey.expects)
        counted = [
            item_words.say("{count} stages", one="{count} stage", number=stages, count=stages),
            item_words.say("{count} touchpoints", one="{count} touchpoint", number=touches, count=touches),
        ]
        language = item_words.say.language
        yield f"{fitted(name, 24)} {apart([title, enumerated(counted, language)], language)}"
