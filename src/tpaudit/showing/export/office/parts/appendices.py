"""The appendices that tell of each touchpoint, as blocks of a document: what failed there, and every answer."""

import base64
from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.results.scorecard import ItemScore, TouchpointScore
from tpaudit.results.visits import EvidenceShown, FindingShown
from tpaudit.showing.export.office.blocks import (
    DocumentHeading,
    DocumentPhoto,
    Grid,
    Paragraph,
    WrittenBlock,
)
from tpaudit.showing.export.office.parts.answers import answer_blocks
from tpaudit.showing.report.parts.sentences import ReportSentences
from tpaudit.showing.report.results import ReportResults
from tpaudit.showing.report.tables import unassessed
from tpaudit.showing.text.figures.marks import strung
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.headline import band_word
from tpaudit.showing.text.results.scorecard import claim_words, told_words
from tpaudit.showing.text.translate import Translate

_LARGEST: Final = 8_000_000
"""How many bytes of pictures a report takes."""
_SHOWN_BY_WORD: Final = ("data:image/png", "data:image/jpeg", "data:image/gif")


def appendix_blocks(
    results: ReportResults, locale: Locale, sentences: ReportSentences, *, full: bool
) -> Iterator[WrittenBlock]:
    """Yield appendix A, in a full report appendix B as well, and what was not assessed."""
    yield from _Touchpoints(results, locale, sentences).all()
    if full:
        yield from answer_blocks(results, locale)
    yield from _not_assessed(results, locale.say)


class _Touchpoints:
    """Writes appendix A."""

    def __init__(self, results: ReportResults, locale: Locale, sentences: ReportSentences) -> None:
        self.results, self.locale, self.sentences = results, locale, sentences
        self.card, self.say, self.points = results.card, locale.say, locale.points
        self.pictures_left = _LARGEST

    def all(self) -> Iterator[WrittenBlock]:
        name = self.say("Appendix {letter}: {name}", letter="A", name=self.say("Touchpoints"))
        yield DocumentHeading(text=name, level=1, apart=True)
        for touch_id, touch in self.card.links().items():
            yield DocumentHeading(text=touch.name, level=2)
            yield Paragraph(text=" · ".join(filter(None, self._head(touch))))
            yield from (Paragraph(text=text, style="List Bullet") for text in self.sentences.broken[touch_id])
            if touch.items:
                yield self._items(touch)
            for finding in touch.findings.values():
                yield self._finding(finding)
                yield from self._photos(finding.evidence)
            for item in touch.items.values():
                for seen in item.observations:
                    yield from self._photos(seen.evidence)

    def _head(self, touch: TouchpointScore) -> Iterator[str]:
        """Yield what a touchpoint is, and how it scored."""
        yield self.card.stages[touch.stage].name or touch.stage
        yield self.locale.word(touch.channel) if touch.channel else ""
        yield self.say("{word}: {text}", word=self.say("Score"), text=self.points(touch.score))
        yield self.say(band_word(touch))

    def _items(self, touch: TouchpointScore) -> Grid:
        heads = ("Question", "Score", "What falls short")
        return Grid(
            headings=[self.say(head) for head in heads],
            rows=[
                [
                    item.ask,
                    self.points(item.score) if item.score is not None else self.say(item.state),
                    _falls_short(item, self.say),
                ]
                for item in touch.items.values()
            ],
            numbers=frozenset({1}),
        )

    def _finding(self, finding: FindingShown) -> Paragraph:
        quote = self.say("‘{text}’", text=finding.quote) if finding.quote else None
        about = strung(filter(None, [finding.says, finding.fix, quote]), self.locale.language)
        text = self.say("{name}: {text}", name=self.say(finding.kind), text=about)
        return Paragraph(text=text, style="List Bullet")

    def _photos(self, evidence: Sequence[EvidenceShown]) -> Iterator[DocumentPhoto]:
        """Yield the pictures among the evidence, as long as the report does not grow too large for mail."""
        for piece in evidence:
            file = self.results.files.get(piece.file or "")
            if file is None or file.picture is None or not file.picture.startswith(_SHOWN_BY_WORD):
                continue
            data = base64.b64decode(file.picture.partition(",")[2])
            if len(data) <= self.pictures_left:
                self.pictures_left -= len(data)
                yield DocumentPhoto(data=data, caption=piece.shows or piece.quote or "")


def _falls_short(item: ItemScore, say: Translate) -> str:
    """Return what falls short; nothing where that is the question alone, which stands beside it."""
    claim = item.shortfall
    if claim is None or not (claim.fails or claim.text):
        return ""
    return told_words(claim, say) if claim.text else claim.fault or claim_words(claim, say)


def _not_assessed(results: ReportResults, say: Translate) -> Iterator[WrittenBlock]:
    left, links = list(unassessed(results.card)), results.card.links()
    if left:
        yield DocumentHeading(text=say("What was not assessed"), level=1)
        yield Grid(
            headings=[say(head) for head in ("Touchpoint", "Question", "Why")],
            rows=[
                [
                    links[question.touchpoint].name,
                    question.ask,
                    "\n".join([say(question.why), *question.notes]),
                ]
                for question in left
            ],
        )
