"""The contents of a report for Word: the same results and sentences as in the other formats, as blocks."""

import base64
from collections.abc import Iterator, Sequence

from tpaudit.documents.workspace import Paper
from tpaudit.results.scorecard import GroupScore, TouchpointScore
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
from tpaudit.showing.export.office.parts.appendices import appendix_blocks
from tpaudit.showing.export.office.parts.decision import decision_blocks
from tpaudit.showing.export.office.parts.legends import map_legend
from tpaudit.showing.export.office.parts.method import method_blocks
from tpaudit.showing.export.office.parts.moved import moved_blocks
from tpaudit.showing.export.office.parts.planned import planned_blocks
from tpaudit.showing.report.contents import Depth
from tpaudit.showing.report.parts.anonymous import TakenOut, taken_counts
from tpaudit.showing.report.parts.sentences import ReportSentences, report_sentences
from tpaudit.showing.report.results import ACCENT, ReportResults
from tpaudit.showing.report.tables import compared
from tpaudit.showing.text.figures.marks import apart
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.headline import band_word
from tpaudit.showing.text.results.scorecard import delight_words


def word_contents(
    results: ReportResults,
    locale: Locale,
    pictures: DrawnPictures,
    taken_out: Sequence[TakenOut] = (),
    *,
    paper: Paper,
    depth: Depth = "report",
) -> WrittenReport:
    """Return a report as blocks, as deep as it is asked for; the results are those that the reader may see."""
    writer = _Writer(results, locale, pictures=pictures)
    blocks = list(writer.main()) if depth != "board" else []
    if depth != "board":
        blocks += appendix_blocks(results, locale, writer.sentences, full=depth == "full")
        blocks += method_blocks(results, locale, writer.sentences, taken_counts(taken_out))
    return writer.all(blocks, paper)


class _Writer:
    """Writes the blocks of one report."""

    def __init__(self, results: ReportResults, locale: Locale, *, pictures: DrawnPictures) -> None:
        self.drawn = pictures
        self.results, self.locale = results, locale
        self.card, self.say, self.points = results.card, locale.say, locale.points
        self.sentences: ReportSentences = report_sentences(results, locale)

    def all(self, blocks: Sequence[WrittenBlock], paper: Paper) -> WrittenReport:
        """Return the report whose first page these blocks follow."""
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
            blocks=blocks,
        )

    def main(self) -> Iterator[WrittenBlock]:
        """Yield what explains the first page."""
        yield from self._summary()
        yield from planned_blocks(self.results, self.locale)
        yield from moved_blocks(self.results, self.locale)
        yield from self._map()
        yield from self._journey()
        yield from self._places()
        yield from self._whole()

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
        yield map_legend(self.locale)
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
