"""How an audit was made, as blocks of a document: appendix C, and how far observers agree."""

from collections.abc import Iterator, Mapping
from typing import Final

from tpaudit.results.agreement import Agreement, MethodPair
from tpaudit.results.visits import VisitShown
from tpaudit.showing.export.office.blocks import DocumentHeading, Grid, Paragraph, WrittenBlock
from tpaudit.showing.report.filters import report_filters
from tpaudit.showing.report.parts.anonymous import Personal
from tpaudit.showing.report.parts.sentences import ReportSentences
from tpaudit.showing.report.results import ReportResults
from tpaudit.showing.report.tables import sections
from tpaudit.showing.text.figures.marks import enumerated, in_sentences, marks, told
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import folded

_DISPUTED: Final = 10
"""How many questions are named that observers see differently; more are counted."""
_WIDEST: Final = 3
"""How many questions are named at which two methods differ."""


def method_blocks(
    results: ReportResults, locale: Locale, sentences: ReportSentences, taken_out: Mapping[Personal, int]
) -> Iterator[WrittenBlock]:
    """Yield appendix C; `taken_out` is how much of each kind the report is without."""
    writer = _Method(results, locale)
    name = locale.say("Appendix {letter}: {name}", letter="C", name=locale.say("Method"))
    yield DocumentHeading(text=name, level=1, apart=True)
    yield from (Paragraph(text=text) for text in sentences.method)
    yield from writer.visits()
    yield from writer.missing(taken_out)
    yield from writer.checklists()
    if "observers" in sections(results) and results.card.agreement:
        yield from writer.observers(results.card.agreement, sentences.agreement)


class _Method:
    """Writes appendix C of one report."""

    def __init__(self, results: ReportResults, locale: Locale) -> None:
        self.results, self.card, self.texts = results, results.card, results.audit
        self.locale, self.say, self.mark = locale, locale.say, marks(locale.language)
        self.links = results.card.links()

    def visits(self) -> Iterator[WrittenBlock]:
        """Yield who walked when, how and where, and what came of it."""
        if self.card.visits:
            yield DocumentHeading(text=self.say("Visits"), level=2)
            yield Grid(
                headings=[self.say(head) for head in ("When", "How", "Place", "Scenario")],
                rows=[self._visit(visit) for visit in self.card.visits.values()],
            )

    def _visit(self, visit: VisitShown) -> list[str]:
        locale = self.locale
        tags = [
            self.say("past") if visit.past else "",
            enumerated(map(locale.word, visit.outcome), locale.language),
            self.say(visit.felt) if visit.felt else "",
        ]
        told_of = [visit.scenario or "", " · ".join(filter(None, tags)), folded(visit.note or "")]
        if visit.internal:
            told_of.append(self.say("{name}: {text}", name=self.say("Internal"), text=folded(visit.internal)))
        return [
            told([locale.day(visit.on), visit.by or ""], locale.language),
            locale.word(visit.method) if visit.method else "",
            self.texts.places.get(visit.place or "", ""),
            "\n".join(filter(None, told_of)),
        ]

    def missing(self, taken_out: Mapping[Personal, int]) -> Iterator[Paragraph]:
        """Yield how many names, phone numbers and addresses were taken out, and which evidence is not there."""
        counted = [f"{self.say(kind)} {count}" for kind, count in taken_out.items()]
        absent = [file.path for file in self.results.files.values() if file.missing and file.path]
        for phrase, listed in (("Taken out of this report", counted), ("Evidence that is not there", absent)):
            if listed:
                text = enumerated(listed, self.locale.language)
                yield Paragraph(text=self.say("{name}: {text}", name=self.say(phrase), text=text))

    def checklists(self) -> Iterator[WrittenBlock]:
        """Yield which checklists were used, each with its fingerprint."""
        if self.card.checklists:
            names = {
                checklist: section.name
                for touch in self.links.values()
                for checklist, section in touch.sections.items()
            }
            yield DocumentHeading(text=self.say("Checklists"), level=2)
            yield Grid(
                headings=[self.say(head) for head in ("Checklist", "Version", "Fingerprint")],
                rows=[
                    [self._named(name, names.get(name)), str(used.version or ""), used.fingerprint]
                    for name, used in self.card.checklists.items()
                ],
            )

    def _named(self, checklist: str, name: str | None) -> str:
        return checklist if name in (None, checklist) else f"{name}\n{checklist}"

    def observers(self, agreement: Agreement, sentences: list[str]) -> Iterator[WrittenBlock]:
        """Yield how far observers agree, where they do not, and what the methods say."""
        yield DocumentHeading(text=self.say("Do observers agree?"), level=1)
        if agreement.whole.pairs:
            yield Paragraph(text=in_sentences(sentences, self.locale.language))
        if agreement.disputed:
            yield DocumentHeading(text=self.say("Disputed most; usually the question is unclear"), level=2)
            for at in agreement.disputed[:_DISPUTED]:
                yield Paragraph(text=f"{self._asked(at)}\n{self._heard(agreement, at)}", style="List Bullet")
            more = len(agreement.disputed) - _DISPUTED
            if more > 0:
                yield Paragraph(text=self.say("and {more} more", more=more))
        if agreement.methods:
            yield DocumentHeading(
                text=self.say("By method: the means of the items that both scored"), level=2
            )
            heads = ("Method", "Against", "Items", "Score", "Score of the other", "Difference")
            yield Grid(
                headings=[self.say(head) for head in heads],
                rows=[self._pair(pair) for pair in agreement.methods],
                numbers=frozenset({2, 3, 4, 5}),
            )

    def _asked(self, at: str) -> str:
        touch_id, _, address = at.partition("/")
        touch = self.links.get(touch_id)
        return self.say("{name}: {text}", name=touch.name, text=touch.items[address].ask) if touch else at

    def _heard(self, agreement: Agreement, at: str) -> str:
        """Return who answered what."""
        touch_id, _, address = at.partition("/")
        question, write = self.texts.touchpoints[touch_id].questions[address], report_filters(self.locale)
        answers = []
        for heard in agreement.items[at].heard:
            who = told([heard.by, write["word"](heard.method)], self.locale.language)
            answer = heard.label
            if answer is None:
                answer = write["answer"](heard.answer, question.answers, question.kind)
            answers.append(self.say("{name}: {text}", name=who, text=answer) if who else answer)
        return self.mark.semicolon.join(answers)

    def _pair(self, pair: MethodPair) -> list[str]:
        points = self.locale.points
        widest = [
            f"{self._asked(gap.at)} {points(gap.score)} / {points(gap.other_score)}"
            for gap in pair.widest[:_WIDEST]
        ]
        return [
            self.say(pair.method),
            "\n".join([self.say(pair.other), *widest]),
            str(pair.items),
            points(pair.score),
            points(pair.other_score),
            self.locale.signed(pair.difference),
        ]
