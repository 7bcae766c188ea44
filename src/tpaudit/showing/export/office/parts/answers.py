"""Every question with its answers, as blocks of a document: appendix B of a full report."""

from collections.abc import Callable, Iterator
from typing import Final

from tpaudit.results.scorecard import ItemScore, ObservationScore, TouchpointScore
from tpaudit.results.visits import EvidenceShown
from tpaudit.showing.export.office.blocks import DocumentHeading, Grid, Paragraph, WrittenBlock
from tpaudit.showing.report.filters import report_filters
from tpaudit.showing.report.results import QuestionTexts, ReportResults
from tpaudit.showing.text.figures.marks import marks, told
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import folded

_TAGS: Final[tuple[tuple[Callable[[ItemScore], object], str], ...]] = (
    (lambda item: item.must, "Must-be item"),
    (lambda item: item.wow, "Delighter"),
    (lambda item: item.waived, "waived"),
    (lambda item: item.stale, "stale"),
    (lambda item: item.standard, "own standard"),
    (lambda item: item.rests_on and item.rests_on.observations == 1, "one observation"),
)
"""What is said of a question, and when."""


def answer_blocks(results: ReportResults, locale: Locale) -> Iterator[WrittenBlock]:
    """Yield appendix B: for each touchpoint the questions that were answered, and what was answered."""
    say, answers = locale.say, _Answers(results, locale)
    name = say("Appendix {letter}: {name}", letter="B", name=say("All questions"))
    yield DocumentHeading(text=name, level=1, apart=True)
    for touch_id, touch in results.card.links().items():
        yield DocumentHeading(text=touch.name, level=2)
        yield Paragraph(text=answers.about(touch))
        rows = list(answers.rows(touch_id, touch))
        if rows:
            heads = ("Question", "Answers", "Score")
            yield Grid(
                headings=[say(head) for head in heads],
                rows=rows,
                numbers=frozenset({2}),
                named=frozenset({0}),
            )


class _Answers:
    """Writes the answers of one report."""

    def __init__(self, results: ReportResults, locale: Locale) -> None:
        self.texts, self.files = results.audit, results.files
        self.locale, self.say, self.mark = locale, locale.say, marks(locale.language)
        self.filters = report_filters(locale)

    def about(self, touch: TouchpointScore) -> str:
        """Return what a touchpoint weighs and loses, and what its score rests on."""
        locale, rests = self.locale, touch.rests_on
        known = {
            "Kind": locale.word(touch.kind) if touch.kind else "",
            "Owner": touch.owner or "",
            "Importance": locale.number(touch.importance),
            "Score": locale.points(touch.score),
            "Lost": locale.points(touch.lost),
            "Assessed": locale.percent(touch.coverage),
        }
        parts = [
            self.say("{name}: {text}", name=self.say(word), text=text) for word, text in known.items() if text
        ]
        if rests:
            phrase = "observations: {observations}, visits: {visits}, observers: {observers}"
            counts = {name: getattr(rests, name) for name in ("observations", "visits", "observers")}
            parts.append(
                self.say("{name}: {text}", name=self.say("Rests on"), text=self.say(phrase, **counts))
            )
        return " · ".join(parts)

    def rows(self, touch_id: str, touch: TouchpointScore) -> Iterator[list[str]]:
        """Yield the questions that were answered, each with its answers."""
        questions = self.texts.touchpoints[touch_id].questions
        for address, item in touch.items.items():
            if item.state == "scored" or item.observations:
                yield self._row(item, questions[address])

    def _row(self, item: ItemScore, question: QuestionTexts) -> list[str]:
        said = [self.say(word) for holds, word in _TAGS if holds(item)]
        answers = [self.filters["nps"](item.nps)] if item.nps else []
        for seen in item.observations:
            answers += self._answer(seen, question)
        score = [self.locale.points(item.score)] if item.state == "scored" else [self.say(item.state)]
        lost = self.filters["points_seen"](item.lost)
        if lost and item.state == "scored":
            score.append(f"−{lost}")
        return ["\n".join(filter(None, [item.ask, " · ".join(said)])), "\n".join(answers), "\n".join(score)]

    def _answer(self, seen: ObservationScore, question: QuestionTexts) -> Iterator[str]:
        """Yield an answer with what is known of it, and below it what was noted and what backs it."""
        text = seen.label
        if text is None:
            text = self.filters["answer"](seen.answer, question.answers, question.kind)
        if seen.of:
            text += f"{self.mark.opening}{self.say('mean of {count}', count=seen.of)}{self.mark.closing}"
        if seen.score is not None:
            text += f" → {self.locale.points(seen.score)}"
        tags = [
            self.say("past") if seen.past else "",
            self.say("stands beside") if seen.benchmark else "",
        ]
        yield " · ".join(filter(None, [text, *tags, self.filters["about"](seen, self.texts.places)]))
        if seen.note:
            yield folded(seen.note)
        if seen.disputed:
            who = [self.say("disputed"), seen.disputed.by, self.locale.day(seen.disputed.on)]
            decided = f"{self.say(seen.disputed.decision)}{self.mark.semicolon}{seen.disputed.why}"
            yield self.say("{name}: {text}", name=told(who, self.locale.language), text=decided)
        if seen.internal:
            yield self.say("{name}: {text}", name=self.say("Internal"), text=folded(seen.internal))
        for piece in seen.evidence:
            yield from self._backed(piece)

    def _backed(self, piece: EvidenceShown) -> Iterator[str]:
        if piece.quote:
            yield self.say("‘{text}’", text=piece.quote)
        file = self.files.get(piece.file or "")
        where = piece.shows or piece.link or (file.path if file else None)
        if where:
            yield self.say("{name}: {text}", name=self.say("Evidence"), text=where)
