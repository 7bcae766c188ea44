"""Plans as files: a Markdown checklist to tick in a pull request, and CSV, one row for each step."""

from collections.abc import Iterable, Iterator
from typing import Final

from tpaudit.results.plan import OPEN, REASONS, Plan, Recommendation, Step
from tpaudit.showing.data.scorecard import in_csv
from tpaudit.showing.text.figures.marks import marks, told
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.markdown import in_markdown
from tpaudit.showing.text.results.plan import PlanWords
from tpaudit.showing.text.results.steps import StepWords

PLAN_COLUMNS: Final = (
    *("list", "place", "action", "what", "for", "touchpoint", "gain", "at_most", "hours", "guessed", "cost"),
    *("broken", "severity", "owner", "due", "overdue", "state", "smallest", "automate", "turn_round"),
    *("file", "line", "unsuited", "failed"),
)


def plan_in_markdown(plan: Plan, locale: Locale) -> str:
    """Return a plan as a Markdown checklist: a box for each step, ticked if its action is done and verified."""
    page = _Page(plan, locale)
    return "\n".join(page.whole()) + "\n"


class _Page:
    def __init__(self, plan: Plan, locale: Locale) -> None:
        self.plan = plan
        self.words = PlanWords(plan, locale, addressed=False)
        self.step_words = StepWords(locale, addressed=False)
        self.say = locale.say
        self.locale = locale

    def whole(self) -> Iterator[str]:
        plan, words = self.plan, self.words
        yield f"# {in_markdown(self.say('{name}: {text}', name=self.say('Plan'), text=plan.company or plan.id))}"
        yield from ("", f"**{in_markdown(words.verdict())}**", "")
        yield from (f"- {in_markdown(text)}" for text in words.sums())
        yield from self._section("What to do", (line for step in plan.steps for line in self._step(step)))
        yield from self._section("Later", (line for step in plan.later for line in self._step(step)))
        yield from self._section("Left out", self._left_out())
        yield from self._section("Wow", self._wow())
        yield from self._section("Turn it into a strength", self._turned())
        yield from self._section("Other open actions", self._apart())
        yield from self._section("Actions that are done", self._ended())

    def _section(self, title: str, lines: Iterable[str]) -> Iterator[str]:
        lines = list(lines)
        if lines:
            yield from ("", f"## {in_markdown(self.say(title))}", "", *lines)

    def _step(self, step: Step, box: str = "[ ] ") -> Iterator[str]:
        words = self.step_words
        cost = "" if step.cost is None else self.locale.money(step.cost, self.plan.currency)
        facts = filter(None, [words.gain(step), words.work(step), cost, *words.who(step)])
        mark = "✗ " if step.broken else ""
        yield f"- {box}{mark}**{in_markdown(words.task(step))}**{self._aside(told(facts, self.locale.language))}"
        if words.failed(step):
            yield f"  - {in_markdown(words.failed(step))}"
        yield f"  - {in_markdown(words.where(step))}"
        for text in dict.fromkeys(fix.automate for fix in step.fixes if fix.automate):
            yield f"  - {self.say('Software')}{marks(self.locale.language).colon}{in_markdown(text)}"

    def _aside(self, text: str) -> str:
        """Return a text in the brackets of the language."""
        mark = marks(self.locale.language)
        return f"{mark.opening}{in_markdown(text)}{mark.closing}"

    def _left_out(self) -> Iterator[str]:
        for reason in REASONS:
            if self.plan.left_out[reason]:
                yield f"- {in_markdown(self.words.left_out(reason))}"
                for step in self.plan.left_out[reason] if reason != "strong" else ():
                    yield f"  - {in_markdown(self.step_words.task(step))}{self._aside(self.step_words.where(step))}"

    def _wow(self) -> Iterator[str]:
        for text, where in self.words.delights().items():
            yield f"- [ ] {in_markdown(text)}{self._aside(where)}"

    def _turned(self) -> Iterator[str]:
        for text, where in self.words.turned().items():
            yield f"- {in_markdown(text)}{self._aside(where)}"

    def _apart(self) -> Iterator[str]:
        for action in self.words.apart():
            who = told(self.step_words.who(action), self.locale.language)
            yield f"- [ ] **{in_markdown(action.task)}**{self._aside(who)}"

    def _ended(self) -> Iterator[str]:
        for action in self.words.ended():
            box = "[x]" if action.state == "verified" else "[ ]"
            yield f"- {box} {in_markdown(action.task)}{self._aside(self.step_words.seen(action))}"


def plan_in_csv(plan: Plan, locale: Locale) -> str:
    """Return a plan as CSV (RFC 4180): steps, steps for later, what is left out, wow items and actions."""
    return in_csv(
        [
            PLAN_COLUMNS,
            *([row.get(name) for name in PLAN_COLUMNS] for row in _rows(plan, StepWords(locale))),
        ]
    )


def _rows(plan: Plan, words: StepWords) -> Iterator[dict[str, object]]:
    lists: dict[str, list[Step]] = {"plan": plan.steps, "later": plan.later}
    for name, steps in [*lists.items(), *plan.left_out.items()]:
        yield from (_step(name, position, step, words) for position, step in enumerate(steps, 1))
    for position, delighter in enumerate(plan.delighters, 1):
        cells = {
            name: getattr(delighter, name) for name in ("touchpoint", "hours", "automate", "file", "line")
        }
        yield cells | {
            "list": "wow",
            "place": position,
            "what": delighter.fix or delighter.ask,
            "for": delighter.at,
        }
    for action_id, action in plan.actions.items():
        listed = "open" if action_id in plan.apart else "done"
        if listed == "open" or action.state not in OPEN:
            cells = {name: getattr(action, name) for name in ("owner", "due", "overdue", "cost", "state")}
            targets = " ".join(step.at for step in action.targets)
            yield cells | {"list": listed, "action": action_id, "what": action.task, "for": targets}


def _step(name: str, position: int, step: Step, words: StepWords) -> dict[str, object]:
    cells = {key: getattr(step, key) for key in PLAN_COLUMNS if hasattr(step, key)}
    first = step.fixes[0]
    return cells | {
        "list": name,
        "place": position,
        "what": words.task(step),
        "failed": words.failed(step),
        "for": " ".join(fix.at for fix in step.fixes),
        "touchpoint": " ".join(dict.fromkeys(fix.touchpoint for fix in step.fixes)),
        "smallest": first.smallest,
        "automate": _joined(step.fixes, "automate"),
        "turn_round": _joined(step.fixes, "turn_round"),
        "file": first.file,
        "line": first.line,
    }


def _joined(fixes: Iterable[Recommendation], name: str) -> str:
    return " ".join(dict.fromkeys(text for fix in fixes if (text := getattr(fix, name))))
