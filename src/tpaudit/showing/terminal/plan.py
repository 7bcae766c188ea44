"""Plans as tables for people: the steps in order, then what is left for later, wow, and what became of actions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tpaudit.results.plan import REASONS, Plan, Step
from tpaudit.showing.terminal.table import COLUMNS, Line, Piece
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import fitted, visible, width, wrapped
from tpaudit.showing.text.plan import APART, PlanWords

_WHOLE: Final = 15
"""How many steps are shown in full; the rest take a line each."""
MANY_STEPS: Final = 12
"""How many steps that are for later, or left out, are shown before the rest is counted."""
_FEW: Final = 5
"""The same of delighters, and of faults to turn round."""
_WIDTHS: Final = (4, 5, 5, 5)
"""Columns of a step's number, gain, hours and cost; a longer cost makes room for itself in every row."""


def plan_lines(plan: Plan, *, tongue: Locale, columns: int = COLUMNS) -> list[Line]:
    """Return a whole plan."""
    page = _Page(plan, tongue, columns)
    parts = (page.head, page.steps, page.later, page.left_out, page.wow, page.turned, page.apart, page.ended)
    return [line for part in parts for line in part()]


class _Page:
    """A plan being laid out."""

    def __init__(self, plan: Plan, tongue: Locale, columns: int) -> None:
        self.plan = plan
        self.words = PlanWords(plan, tongue)
        self.say = tongue.say
        self.columns = columns
        costs = [width(self.words.cost(step)) for step in (*plan.steps, *plan.later)]
        self.widths = (*_WIDTHS[:-1], max([_WIDTHS[-1], *costs]), 1)

    def head(self) -> Iterator[Line]:
        plan = self.plan
        title = visible(plan.company or plan.id)
        about = ", ".join(filter(None, [visible(plan.id) if plan.company else "", plan.date]))
        about = fitted(about, min(width(about), self.columns // 2))
        yield [Piece(fitted(title, self.columns - width(about) - 2), "bold"), Piece("  " + about, "dim")]
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
            yield from self._step(str(number), step) if number <= _WHOLE else [self._short(str(number), step)]
        yield []
        yield from self._legend()

    def _step(self, number: str, step: Step) -> Iterator[Line]:
        words, head = self.words, self._head(number, step)
        space = " " * width(head)
        for at, line in enumerate(wrapped(visible(words.task(step)), self.columns - width(head))):
            yield [Piece((space if at else head) + line, "red" if step.broken else "")]
        about = "; ".join(filter(None, [words.where(step), ", ".join(words.who(step))]))
        for line in wrapped(visible(about), self.columns - width(head)):
            yield [Piece(space + line, "bold" if step.overdue else "dim")]

    def _short(self, number: str, step: Step) -> Line:
        """Return a step in one line, cut where it is too long; what is overdue says so first."""
        head = self._head(number, step)
        text = self.say("{text} ({more})", text=self.words.task(step), more=self.words.where(step))
        if step.overdue:
            text = self.say("{name}: {text}", name=", ".join(self.words.who(step)), text=text)
        return [
            Piece(head + fitted(visible(text), self.columns - width(head)), "red" if step.broken else "dim")
        ]

    def _head(self, number: str, step: Step) -> str:
        words = self.words
        mark = "✗" * step.broken + number.rjust(_WIDTHS[0] - step.broken)
        return self._row(mark, words.gain(step), words.hours(step), words.cost(step), "⚙" * _automated(step))

    def _row(self, *cells: str) -> str:
        """Lay out the first columns, a mark as the last; a figure that is too wide makes its row wider."""
        filled = [" " * (size - width(text)) + text for text, size in zip(cells, self.widths, strict=True)]
        return " ".join([*filled, ""])

    def _legend(self) -> Iterator[Line]:
        plan = self.plan
        marks = {
            "✗ broken": any(one.broken for one in plan.steps),
            "⚙ software can do it": any(map(_automated, plan.steps)),
            "≤ at most, if it comes without fault": plan.at_most,
            "~ no effort is said: medium is counted": any(one.guessed for one in plan.steps),
        }
        for mark, there in marks.items():
            if there:
                yield from self._paragraph(self.say(mark), "dim")

    def later(self) -> Iterator[Line]:
        """Show what does not fit, or is not needed, in a line each."""
        later = self.plan.later
        if later:
            yield from self._title(self.say("Later"))
            yield from self._paragraph(self.words.later())
            yield from self._few(later)

    def left_out(self) -> Iterator[Line]:
        """Show what is not planned and why; what is strong is counted only, since it is to be left alone."""
        reasons = [reason for reason in REASONS if self.plan.left_out[reason]]
        if reasons:
            yield from self._title(self.say("Left out"))
        for reason in reasons:
            yield from self._paragraph(self.words.left_out(reason))
            if reason != "strong":
                yield from self._few(self.plan.left_out[reason])

    def _few(self, steps: Sequence[Step]) -> Iterator[Line]:
        """Show the first steps in a line each, and every one that is overdue."""
        shown = [step for at, step in enumerate(steps) if at < MANY_STEPS or step.overdue]
        yield from (self._short("", step) for step in shown)
        yield from self._more(len(steps) - len(shown))

    def wow(self) -> Iterator[Line]:
        phrase = "What would delight, once the faults are mended:"
        yield from self._ideas("Wow", phrase, "☆", self.words.delights())

    def turned(self) -> Iterator[Line]:
        phrase = "What could make a strength of a fault:"
        yield from self._ideas("Turned round", phrase, "↻", self.words.turned())

    def _ideas(self, title: str, phrase: str, mark: str, ideas: Mapping[str, str]) -> Iterator[Line]:
        if not ideas:
            return
        yield from self._title(self.say(title))
        yield from self._paragraph(self.say(phrase))
        for text, where in list(ideas.items())[:_FEW]:
            for line in wrapped(visible(f"{mark} {text}"), self.columns, "  ", "  "):
                yield [Piece(line)]
            yield [Piece("    " + fitted(visible(where), self.columns - 4), "dim")]
        yield from self._more(len(ideas) - _FEW)

    def apart(self) -> Iterator[Line]:
        """Show the open actions that are no step, with whose they are and by when."""
        apart = self.words.apart()
        if apart:
            yield from self._title(self.say("Other open actions"))
            yield from self._paragraph(self.say(APART))
        for action in apart:
            yield from self._paragraph(action.task, "", "  ")
            about = ", ".join(self.words.who(action))
            yield from self._paragraph(about, "bold" if action.overdue else "dim", "    ")

    def ended(self) -> Iterator[Line]:
        ended = self.words.ended()
        if ended:
            yield from self._title(self.say("Actions that are done"))
        for action in ended:
            style = {"came-back": "red", "verified": "green"}.get(action.state, "yellow")
            text = self.say("{name}: {text}", name=self.words.seen(action), text=action.task)
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
    return any(one.automate for one in step.fixes)
