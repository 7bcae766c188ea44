"""Checklists as people read them: listed, in full, on paper, and what a newer version would change."""

import difflib
from collections.abc import Iterable, Iterator
from typing import Final

from tpaudit.documents.answers import scale
from tpaudit.documents.checklist import Checklist, Item
from tpaudit.documents.durations import in_words
from tpaudit.documents.scalars import as_text
from tpaudit.results.catalogue import AuditChange, CatalogueEntry, ChecklistChange
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.terminal.table import COLUMNS, Line, Piece
from tpaudit.showing.text.items import Asking
from tpaudit.showing.text.markdown import in_markdown
from tpaudit.showing.text.numbers import fitted, rounded, visible, wrapped

_BLANK: Final = "…" * 16
_STEPS: Final = 11
"""A scale of more steps than this is written on paper, not ticked."""


def catalogue_lines(entries: Iterable[CatalogueEntry], asking: Asking) -> Iterator[Line]:
    """Yield a line for each checklist: id, title, version, number of items, and whose it is."""
    for entry in entries:
        checklist = entry.checklist
        title = asking.text(checklist.title) if checklist.title is not None else ""
        count = asking.say(
            "{count} items", one="{count} item", number=len(checklist.items), count=len(checklist.items)
        )
        standing = asking.say(entry.standing, version=entry.version)
        yield [
            Piece(fitted(entry.name, 24) + " ", "bold"),
            Piece(fitted(title, 25) + " "),
            Piece(fitted(checklist.version or "", 5), "dim"),
            Piece(f"{count}, {standing}"),
        ]


def shown_whole(checklist: Checklist, asking: Asking) -> Iterator[Line]:
    """Yield a checklist in full: items, answers, weights, curves, reasons and fixes."""
    yield [Piece(_title(checklist, asking), "bold"), Piece(f"  {checklist.version or ''}", "dim")]
    if checklist.about is not None:
        yield from _paragraph(asking.text(checklist.about), "")
    for item_id, item in checklist.items.items():
        yield []
        yield [Piece(item_id, "bold"), *([Piece(f"  {_mark(item, asking)}")] if _mark(item, asking) else [])]
        yield from _paragraph(asking.text(item.ask), "  ")
        for text in _facts(checklist, item, asking):
            yield from _paragraph(text, "    ", hang="  ")


def _title(checklist: Checklist, asking: Asking) -> str:
    return asking.text(checklist.title) if checklist.title is not None else checklist.checklist


def _mark(item: Item, asking: Asking) -> str:
    if item.must:
        return asking.say("Must-be item")
    return asking.say("Delighter") if item.wow else ""


def _facts(checklist: Checklist, item: Item, asking: Asking) -> Iterator[str]:
    """Yield what is to be known about an item, a text each."""
    say = asking.say
    condition = asking.condition(checklist, item)
    yield from [condition] if condition else []
    yield asking.named("Answers", asking.takes(item))
    for answer, meaning in asking.meanings(item):
        option = item.options.get(answer)
        worth = say("{points} points", points=as_text(option.points)) if option else ""
        fails = f" ✗ {say('fails the touchpoint')}" if option and option.fails else ""
        yield f"  {asking.aside(f'{answer} = {meaning}', worth)}{fails}"
    if not item.good:
        yield say("The good answer is no")
    if item.score is not None:
        yield asking.worth(item)
    if not item.wow:
        yield say("Weight {weight}", weight=as_text(item.weight))
    for name, text in (
        ("Why", item.why),
        ("What to do", item.fix),
        ("Turned round", item.turn_round),
        ("Software", item.automate),
    ):
        if text is not None:
            effort = asking.effort(item) if name == "What to do" else ""
            yield asking.aside(asking.named(name, asking.text(text)), effort)
    if item.valid_for is not None:
        yield say("Stays valid for {time}", time=in_words(item.valid_for))


def _paragraph(text: str, indent: str, hang: str = "") -> Iterator[Line]:
    inner = " " * (len(text) - len(text.lstrip()))
    for line in wrapped(visible(text.strip()), COLUMNS, indent + inner, hang):
        yield [Piece(line)]


def paper(checklist: Checklist, asking: Asking) -> str:
    """Return a form in Markdown, with boxes to tick, for an audit on foot."""
    return "\n".join(_paper(checklist, asking)) + "\n"


def _paper(checklist: Checklist, asking: Asking) -> Iterator[str]:
    yield f"# {in_markdown(_title(checklist, asking))}"
    yield ""
    if checklist.about is not None:
        yield in_markdown(asking.text(checklist.about))
        yield ""
    yield "  \n".join(asking.named(name, _BLANK) for name in ("Touchpoint", "Place", "Who", "When"))
    yield ""
    numbers = {item_id: f"({number})" for number, item_id in enumerate(checklist.items, start=1)}
    for number, item in enumerate(checklist.items.values(), start=1):
        question = f"**{in_markdown(asking.text(item.ask))}**"
        yield f"{number}. {asking.aside(question, _mark(item, asking))}"
        yield ""
        condition = asking.condition(checklist, item, numbers)
        if condition:
            yield f"   *{in_markdown(condition)}*"
            yield ""
        yield "  \n".join(f"   {line}" for line in (*_boxes(item, asking), asking.named("Note", _BLANK)))
        yield ""


def _boxes(item: Item, asking: Asking) -> Iterator[str]:
    """Yield the lines in which an answer is ticked or written."""
    ends, nothing = scale(item.answer), f"☐ {asking.say('n/a')}"
    if item.answer == "yes-no":
        yield f"☐ {asking.say('yes')}   ☐ {asking.say('no')}   {nothing}"
    elif item.options:
        for _, meaning in asking.meanings(item):
            yield f"☐ {in_markdown(meaning)}"
        yield nothing
    elif ends is not None and abs(ends[1] - ends[0]) < _STEPS:
        low, high = sorted(ends)
        yield "   ".join(f"☐ {step}" for step in range(low, high + 1)) + f"   {nothing}"
        for number, meaning in asking.meanings(item):
            yield f"{number} = {in_markdown(meaning)}"
    else:
        yield f"{asking.aside(_BLANK, in_markdown(asking.takes(item)))}   {nothing}"


def change_lines(changes: Iterable[ChecklistChange | AuditChange]) -> Iterator[Line]:
    """Yield what a newer version of checklists would change, and what it would do to audits."""
    for change in changes:
        if isinstance(change, ChecklistChange):
            names = (change.path, f"{change.path} (built in)")
            yield from difference(change.old, change.new, names)
            continue
        yield []
        if change.after is None:
            yield [Piece(f"{change.file}:", "bold")]
            yield from ([Piece(f"  {problem}")] for problem in change.problems)
        else:
            yield from moved_lines(change.before, change.after)


def difference(old: str, new: str, names: tuple[str, str]) -> Iterator[Line]:
    """Yield what changes from one version of a file to another, line by line."""
    styles = {"+": "green", "-": "red", "@": "cyan"}
    for line in difflib.unified_diff(old.splitlines(), new.splitlines(), *names, lineterm=""):
        yield [Piece(line, styles.get(line[:1], ""))]


def moved_lines(before: Scorecard, after: Scorecard) -> Iterator[Line]:
    """Yield what a newer version would do to the scores of an audit; one line if it moves none."""
    then, now = before.links(), after.links()
    changes = [
        (f"  {name}", then[name].score, now[name].score)
        for name in then
        if name in now
        and (then[name].score != now[name].score or bool(then[name].broken) != bool(now[name].broken))
    ]
    yield [Piece(f"{before.file}: {_step(before.score, after.score)}", "bold")]
    for name, old, new in changes:
        yield [Piece(f"{name}: {_step(old, new)}")]


def _step(old: float | None, new: float | None) -> str:
    return rounded(old) if old == new else f"{rounded(old)} → {rounded(new)}"
