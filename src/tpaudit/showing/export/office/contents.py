"""The contents of a report for Word: the same results and sentences as in the other formats, as blocks."""

import base64
from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.workspace import Paper
from tpaudit.results.scorecard import GroupScore, TouchpointScore
from tpaudit.results.visits import EvidenceShown
from tpaudit.showing.export.office.blocks import (
    DocumentHeading,
    DocumentPhoto,
    DrawnPictures,
    Grid,
    NewPage,
    Paragraph,
    WrittenBlock,
    WrittenReport,
)
from tpaudit.showing.export.office.decision import decision_blocks
from tpaudit.showing.export.office.moved import moved_blocks
from tpaudit.showing.export.office.planned import planned_blocks
from tpaudit.showing.report.parts.anonymous import TakenOut, taken_counts
from tpaudit.showing.report.parts.sentences import ReportSentences, report_sentences
from tpaudit.showing.report.results import ACCENT, ReportResults
from tpaudit.showing.report.tables import compared, unassessed
from tpaudit.showing.text.figures.marks import apart, strung
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.headline import band_word
from tpaudit.showing.text.results.scorecard import claim_words, delight_words

_LARGEST: Final = 8_000_000
"""How many bytes of pictures a report takes."""
_SHOWN_BY_WORD: Final = ("data:image/png", "data:image/jpeg", "data:image/gif")


def word_contents(
    results: ReportResults,
    locale: Locale,
    pictures: DrawnPictures,
    taken_out: Sequence[TakenOut] = (),
    *,
    paper: Paper,
) -> WrittenReport:
    """Return a report as blocks; the results are those that the reader may see."""
    written = _Writer(results, locale, pictures=pictures).all(paper)
    if taken_out:
        written.blocks = [*written.blocks, _taken_out(taken_out, locale)]
    return written


def _taken_out(taken_out: Sequence[TakenOut], locale: Locale) -> Paragraph:
    """Return how many names, phone numbers and mail addresses the report is without."""
    say, counts = locale.say, taken_counts(taken_out)
    text = say(", ").join(f"{say(kind)} {count}" for kind, count in counts.items() if count)
    return Paragraph(text=say("{name}: {text}", name=say("Taken out of this report"), text=text))


class _Writer:
    """Writes the blocks of one report."""

    def __init__(self, results: ReportResults, locale: Locale, *, pictures: DrawnPictures) -> None:
        self.drawn = pictures
        self.results, self.locale = results, locale
        self.card, self.say, self.points = results.card, locale.say, locale.points
        self.sentences: ReportSentences = report_sentences(results, locale)
        self.pictures_left = _LARGEST

    def all(self, paper: Paper) -> WrittenReport:
        audit = self.results.audit
        day, title, kind = (
            self.locale.day(self.card.date),
            self.card.company or self.card.id,
            self.say("Touchpoint audit"),
        )
        return WrittenReport(
            title=title,
            kind=kind,
            about=list(filter(None, [day, audit.auditor, audit.branding.name, *self._cover()])),
            head=" · ".join(filter(None, [title, kind, audit.cover.confidentiality])),
            foot=" · ".join(filter(None, [day, audit.cover.prepared_by])),
            colour=audit.branding.colour or ACCENT,
            logos=list(self._logos()),
            contents=self.say("Contents"),
            language=self.locale.language,
            paper=paper,
            decision=list(decision_blocks(self.results, self.sentences, self.locale, self.drawn.scores)),
            blocks=[
                *self._summary(),
                *planned_blocks(self.results, self.locale),
                *moved_blocks(self.results, self.locale),
                *self._map(),
                *self._journey(),
                *self._places(),
                *self._whole(),
                *self._touchpoints(),
                *self._not_assessed(),
            ],
        )

    def _cover(self) -> Iterator[str]:
        """Yield for whom the report is, and the rest that stands on a cover."""
        cover, say = self.results.audit.cover, self.say
        for phrase, text in (
            ("Prepared for", cover.prepared_for if cover.prepared_for != self.card.company else ""),
            (
                "Prepared by",
                cover.prepared_by if cover.prepared_by != self.results.audit.branding.name else "",
            ),
            ("Version", cover.version),
            ("Who may read it", cover.confidentiality),
        ):
            if text:
                yield say("{name}: {text}", name=say(phrase), text=text)

    def _logos(self) -> Iterator[str]:
        for logo in (self.results.audit.branding.logo, self.results.audit.cover.logo):
            if logo:
                drawn = self.drawn.logos.get(logo)
                yield f"data:image/png;base64,{base64.b64encode(drawn).decode()}" if drawn else logo

    def _heading(self, phrase: str, level: int = 1) -> DocumentHeading:
        return DocumentHeading(text=self.say(phrase), level=level)

    def _summary(self) -> Iterator[WrittenBlock]:
        """Yield the verdict, what is broken and what delights."""
        yield self._heading("In short")
        yield Paragraph(text=self.sentences.headline)
        if self.sentences.problems:
            yield Paragraph(text=self.sentences.problems)
        links = self.card.links()
        if self.card.broken:
            yield self._heading("Failing outright, whatever the score", 2)
        for touch_id in self.card.broken:
            yield self._bullet(links[touch_id].name, self.sentences.broken[touch_id])
        delights = [
            (touch.name, [delight_words(touch.items[address]) for address in touch.delights])
            for touch in links.values()
            if touch.delights
        ]
        if delights:
            yield self._heading("Delights", 2)
        for name, said in delights:
            yield self._bullet(name, said)

    def _bullet(self, name: str, said: Sequence[str]) -> Paragraph:
        text = self.say("{name}: {text}", name=name, text=apart(said, self.locale.language)) if said else name
        return Paragraph(text=text, style="List Bullet")

    def _journey(self) -> Iterator[WrittenBlock]:
        """Yield the scores by stage and by touchpoint."""
        yield self._heading("Where the points are lost")
        yield self._groups("Stage", list(self.card.stages.items()))
        heads = ("Touchpoint", "Stage", "Score", "Interval", "Assessed", "Lost", "Verdict")
        yield Grid(
            headings=[self.say(head) for head in heads],
            rows=[self._link(touch) for touch in self.card.links().values()],
            numbers=frozenset({2, 3, 4, 5}),
        )

    def _groups(self, head: str, groups: Sequence[tuple[str, GroupScore]]) -> Grid:
        heads = (head, "Score", "Interval", "Assessed", "Lost")
        return Grid(
            headings=[self.say(text) for text in heads],
            rows=[
                [
                    group.name or group_id,
                    self.points(group.score),
                    self._interval(group.low, group.high),
                    self.locale.percent(group.coverage),
                    self.points(group.lost),
                ]
                for group_id, group in groups
            ],
            numbers=frozenset({1, 2, 3, 4}),
        )

    def _link(self, touch: TouchpointScore) -> list[str]:
        return [
            touch.name,
            self.card.stages[touch.stage].name or touch.stage,
            self.points(touch.score),
            self._interval(touch.low, touch.high),
            self.locale.percent(touch.coverage),
            self.points(touch.lost),
            self.say(band_word(touch)),
        ]

    def _interval(self, low: float | None, high: float | None) -> str:
        return "" if low is None else f"{self.points(low)}–{self.points(high)}"

    def _map(self) -> Iterator[WrittenBlock]:
        """Yield the journey map, on pages across."""
        if not self.drawn.map:
            return
        yield NewPage(across=True)
        yield self._heading("Journey map")
        for data in self.drawn.map:
            yield DocumentPhoto(data=data, caption=self.say("Journey map"), wide=True)
        yield NewPage(across=False)

    def _places(self) -> Iterator[WrittenBlock]:
        grouped = self.card.grouped
        if grouped is not None and compared(self.card) is not None:
            yield self._heading("Places compared")
            groups = [(place, group) for place, group in grouped.groups.items() if place]
            yield self._groups("Place", groups)

    def _whole(self) -> Iterator[WrittenBlock]:
        """Yield what is said of the journey as a whole."""
        said = self.sentences
        for phrase, texts in (
            ("Where customers are lost", [said.losses, said.ended]),
            ("What is missing", said.gaps),
            ("Feeling", said.disagreements),
        ):
            known = [text for text in texts if text]
            if known:
                yield self._heading(phrase)
            yield from (Paragraph(text=text, style="List Bullet") for text in known)

    def _touchpoints(self) -> Iterator[WrittenBlock]:
        name = self.say("Appendix {letter}: {name}", letter="A", name=self.say("Touchpoints"))
        yield DocumentHeading(text=name, level=1, apart=True)
        for touch_id, touch in self.card.links().items():
            yield DocumentHeading(text=touch.name, level=2)
            yield Paragraph(text=" · ".join(filter(None, self._head(touch))))
            yield from (Paragraph(text=text, style="List Bullet") for text in self.sentences.broken[touch_id])
            if touch.items:
                yield self._items(touch)
            for finding in touch.findings.values():
                about = [
                    finding.says,
                    finding.fix,
                    self.say("‘{text}’", text=finding.quote) if finding.quote else None,
                ]
                yield Paragraph(
                    text=self.say(
                        "{name}: {text}",
                        name=self.say(finding.kind),
                        text=strung(filter(None, about), self.locale.language),
                    ),
                    style="List Bullet",
                )
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
                    claim_words(item.shortfall, self.say) if item.shortfall else "",
                ]
                for item in touch.items.values()
            ],
            numbers=frozenset({1}),
        )

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

    def _not_assessed(self) -> Iterator[WrittenBlock]:
        left = list(unassessed(self.card))
        if left:
            yield self._heading("What was not assessed")
            links = self.card.links()
            yield Grid(
                headings=[self.say(head) for head in ("Touchpoint", "Question", "State")],
                rows=[
                    [links[question.touchpoint].name, question.ask, self.say(question.why)]
                    for question in left
                ],
            )
