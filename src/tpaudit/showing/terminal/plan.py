"""Plans as tables: the steps in order, then what is left for later, wow items, and the state of actions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tpaudit.results.plan import REASONS, Plan, Step
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.text.figures.marks import apart, told
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import fitted, visible, width, wrapped
from tpaudit.showing.text.results.plan import APART, PlanWords
from tpaudit.showing.text.results.steps import StepWords

_SHOWN_IN_FULL: Final = 15
"""How many steps are shown in full; the others take one line each."""
MAX_STEPS: Final = 12
"""How many steps that are for later, or left out, are shown; the rest is only counted."""
_MAX_IDEAS: Final = 5
"""The same for delighters, and for faults to turn round."""
_WIDTHS: Final = (4, 5, 5, 5)
"""The widths of a step's number, gain, hours and cost; a longer cost widens the column in every row."""


def plan_lines(plan: Plan, *, locale: Locale, columns: int = COLUMNS) -> list[Line]:
    """Return the table of a plan."""
    page = _Page(plan, locale, columns)
    parts = (page.head, page.steps, page.later, page.left_out, page.wow, page.turned, page.apart, page.ended)
    return [line for part in parts for line in part()]


class _Page:
    """The layout of one plan."""

    def __init__(self, plan: Plan, locale: Locale, columns: int) -> None:
        self.plan = plan
        self.words = PlanWords(plan, locale)
        self.step_words = StepWords(locale)
        self.say, self.locale = locale.say, locale
        self.columns = columns
        cost_widths = [width(self.step_words.cost(step)) for step in (*plan.steps, *plan.later)]
        self.widths = (*_WIDTHS[:-1], max([_WIDTHS[-1], *cost_widths]), 1)

    def head(self) -> Iterator[Line]:
        plan = self.plan
        title = visible(plan.company or plan.id)
        details = told(
            [visible(plan.id) if plan.company else "", self.locale.day(plan.date)], self.say.language
        )
        free = max(self.columns // 2, self.columns - width(title) - 2)
        details = fitted(details, min(width(details), free))
        yield [Piece(fitted(title, self.columns - width(details) - 2), "bold"), Piece("  " + details, "dim")]
        yield []
        yield from self._paragraph(self.words.verdict(), "bold")
        for text in self.words.sums():
            yield from self._paragraph(text)

    def steps(self) -> Iterator[Line]:
        plan = self.plan
        if plan.reached and not plan.steps:
            return
        yield []
        if not plan.steps:
            yield from self._paragraph(
                self.say("No step fits." if plan.later else "There is nothing to plan.")
            )
            return
        heads = (self.say("gain"), self.say("hours"), plan.currency)
        cells = [fitted(visible(head), min(width(visible(head)), 5)) for head in heads]
        yield [Piece(self._row("", *cells, "") + self.say("what to do"), "dim")]
        for number, step in enumerate(plan.steps, 1):
            yield from (
                self._step(str(number), step)
                if number <= _SHOWN_IN_FULL
                else [self._short(str(number), step)]
            )
        yield []
        yield from self._legend()

    def _step(self, number: str, step: Step) -> Iterator[Line]:
        words, head = self.step_words, self._head(number, step)
        space = " " * width(head)
        for index, line in enumerate(wrapped(visible(words.task(step)), self.columns - width(head))):
            yield [Piece((space if index else head) + line, "red" if step.broken else "")]
        for line in wrapped(visible(words.failed(step)), self.columns - width(head)):
            yield [Piece(space + line)]
        details = apart([words.where(step), told(words.who(step), self.say.language)], self.say.language)
        for line in wrapped(visible(details), self.columns - width(head)):
            yield [Piece(space + line, "bold" if step.overdue else "dim")]

    def _short(self, number: str, step: Step) -> Line:
        """Return a step in one line, truncated if it is too long; an overdue step starts with that."""
        head = self._head(number, step)
        text = self.say("{text} ({more})", text=self.step_words.task(step), more=self.step_words.where(step))
        if step.overdue:
            text = self.say(
                "{name}: {text}", name=told(self.step_words.who(step), self.say.language), text=text
            )
        return [
            Piece(head + fitted(visible(text), self.columns - width(head)), "red" if step.broken else "dim")
        ]

    def _head(self, number: str, step: Step) -> str:
        words = self.step_words
        mark = "✗" * step.broken + number.rjust(_WIDTHS[0] - step.broken)
        return self._row(mark, words.gain(step), words.hours(step), words.cost(step), "⚙" * _automated(step))

    def _row(self, *cells: str) -> str:
        """Return the first columns, the last of them a mark; a number that is too wide makes its row wider."""
        filled = [" " * (size - width(text)) + text for text, size in zip(cells, self.widths, strict=True)]
        return " ".join([*filled, ""])

    def _legend(self) -> Iterator[Line]:
        plan = self.plan
        marks = {
            "✗ broken": any(step.broken for step in plan.steps),
            "⚙ software can do it": any(map(_automated, plan.steps)),
            "≤ at most, if it is done perfectly": plan.at_most,
            "~ no effort is said: medium is counted": any(step.guessed for step in plan.steps),
        }
        for mark, shown in marks.items():
            if shown:
                yield from self._paragraph(self.say(mark), "dim")

    def later(self) -> Iterator[Line]:
        """Yield the steps that do not fit, or are not needed, one line each."""
        later = self.plan.later
        if later:
            yield from self._title(self.say("Later"))
            yield from self._paragraph(self.words.later())
            yield from self._few(later)

    def left_out(self) -> Iterator[Line]:
        """Yield what is not planned, and why; fixes of strong touchpoints are only counted."""
        reasons = [reason for reason in REASONS if self.plan.left_out[reason]]
        if reasons:
            yield from self._title(self.say("Left out"))
        for reason in reasons:
            yield from self._paragraph(self.words.left_out(reason))
            if reason != "strong":
                yield from self._few(self.plan.left_out[reason])

    def _few(self, steps: Sequence[Step]) -> Iterator[Line]:
        """Yield the first steps and all overdue ones, one line each."""
        shown = [step for index, step in enumerate(steps) if index < MAX_STEPS or step.overdue]
        yield from (self._short("", step) for step in shown)
        yield from self._more(len(steps) - len(shown))

    def wow(self) -> Iterator[Line]:
        phrase = "What would delight, once the problems are fixed:"
        yield from self._ideas("Wow", phrase, "☆", self.words.delights())

    def turned(self) -> Iterator[Line]:
        phrase = "What could turn a problem into a strength:"
        yield from self._ideas("Turn it into a strength", phrase, "↻", self.words.turned())

    def _ideas(self, title: str, phrase: str, mark: str, ideas: Mapping[str, str]) -> Iterator[Line]:
        if not ideas:
            return
        yield from self._title(self.say(title))
        yield from self._paragraph(self.say(phrase))
        for text, where in list(ideas.items())[:_MAX_IDEAS]:
            for line in wrapped(visible(f"{mark} {text}"), self.columns, "  ", "  "):
                yield [Piece(line)]
            yield [Piece("    " + fitted(visible(where), self.columns - 4), "dim")]
        yield from self._more(len(ideas) - _MAX_IDEAS)

    def apart(self) -> Iterator[Line]:
        """Yield the open actions that are not a step, with owner and due day."""
        apart = self.words.apart()
        if apart:
            yield from self._title(self.say("Other open actions"))
            yield from self._paragraph(self.say(APART))
        for action in apart:
            yield from self._paragraph(action.task, "", "  ")
            details = told(self.step_words.who(action), self.say.language)
            yield from self._paragraph(details, "bold" if action.overdue else "dim", "    ")

    def ended(self) -> Iterator[Line]:
        ended = self.words.ended()
        if ended:
            yield from self._title(self.say("Actions that are done"))
        for action in ended:
            style = {"came-back": "red", "verified": "green"}.get(action.state, "yellow")
            text = self.say("{name}: {text}", name=self.step_words.seen(action), text=action.task)
            yield from self._paragraph(text, style, "  ")

    def _title(self, text: str) -> Iterator[Line]:
        yield []
        yield [Piece(text.upper(), "bold")]

    def _more(self, count: int) -> Iterator[Line]:
        if count > 0:
            yield [Piece("    " + self.say("and {more} more", more=count), "dim")]

    def _paragraph(self, text: str, style: str = "", indent: str = "") -> Iterator[Line]:
        for line in wrapped(visible(text), self.columns, indent, indent):
            yield [Piece(line, style)]


def _automated(step: Step) -> bool:
    return any(fix.automate for fix in step.fixes)
