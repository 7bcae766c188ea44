"""Checklists for people: as a list, in full, as a paper form, and what a newer version would change."""

import difflib
from collections.abc import Iterable, Iterator
from typing import Final

from tpaudit.documents.answers import scale
from tpaudit.documents.checklist import Checklist, Item
from tpaudit.documents.durations import in_words
from tpaudit.results.catalogue import AuditChange, CatalogueEntry, ChecklistChange
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.terminal.problems import problem_line
from tpaudit.showing.text.figures.marks import enumerated
from tpaudit.showing.text.items import ItemWords
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.markdown import in_markdown
from tpaudit.showing.text.numbers import fitted, visible, wrapped

_BLANK: Final = "…" * 16
_STEPS: Final = 11
"""Scales with fewer steps are ticked on paper; longer ones are written."""


def catalogue_lines(entries: Iterable[CatalogueEntry], item_words: ItemWords) -> Iterator[Line]:
    """Yield a line for each checklist: id, title, version, number of items, and where it comes from."""
    for entry in entries:
        checklist = entry.checklist
        title = item_words.text(checklist.title) if checklist.title is not None else ""
        count = item_words.say(
            "{count} items", one="{count} item", number=len(checklist.items), count=len(checklist.items)
        )
        standing = item_words.say(entry.standing, version=entry.version)
        yield [
            Piece(fitted(entry.name, 24) + " ", "bold"),
            Piece(fitted(title, 25) + " "),
            Piece(fitted(checklist.version or "", 5), "dim"),
            Piece(enumerated([count, standing], item_words.say.language)),
        ]


def shown_whole(checklist: Checklist, item_words: ItemWords) -> Iterator[Line]:
    """Yield a checklist in full: items, answers, weights, curves, reasons and fixes."""
    yield [Piece(_title(checklist, item_words), "bold"), Piece(f"  {checklist.version or ''}", "dim")]
    if checklist.about is not None:
        yield from _paragraph(item_words.text(checklist.about), "")
    for item_id, item in checklist.items.items():
        yield []
        yield [
            Piece(item_id, "bold"),
            *([Piece(f"  {_mark(item, item_words)}")] if _mark(item, item_words) else []),
        ]
        yield from _paragraph(item_words.text(item.ask), "  ")
        for text in _facts(checklist, item, item_words):
            yield from _paragraph(text, "    ", hang="  ")


def _title(checklist: Checklist, item_words: ItemWords) -> str:
    return item_words.text(checklist.title) if checklist.title is not None else checklist.checklist


def _mark(item: Item, item_words: ItemWords) -> str:
    if item.must:
        return item_words.must(item)
    return item_words.say("Delighter") if item.wow else ""


def _facts(checklist: Checklist, item: Item, item_words: ItemWords) -> Iterator[str]:
    """Yield the details of an item, one text each."""
    say = item_words.say
    condition = item_words.condition(checklist, item)
    yield from [condition] if condition else []
    yield item_words.named("Answers", item_words.takes(item))
    for answer, meaning in item_words.meanings(item):
        option = item.options.get(answer)
        worth = say("{points} points", points=item_words.write.number(option.points)) if option else ""
        fails = f" ✗ {say('fails the touchpoint')}" if option and option.fails else ""
        yield f"  {item_words.aside(f'{answer} = {meaning}', worth)}{fails}"
    if not item.good:
        yield say("The good answer is no")
    yield from filter(None, (item_words.worth(item), item_words.most(item), item_words.counts(item)))
    yield from item_words.wants(item)
    for name, text in (
        ("Why", item.why),
        ("What to do", item.fix),
        ("Turn it into a strength", item.turn_round),
        ("Software", item.automate),
    ):
        if text is not None:
            effort = item_words.effort(item) if name == "What to do" else ""
            yield item_words.aside(item_words.named(name, item_words.text(text)), effort)
    if item.watch_for:
        yield item_words.starts_early(item)
    if item.valid_for is not None:
        yield say("Stays valid for {time}", time=item_words.write.duration(in_words(item.valid_for)))


def _paragraph(text: str, indent: str, hang: str = "") -> Iterator[Line]:
    inner = " " * (len(text) - len(text.lstrip()))
    for line in wrapped(visible(text.strip()), COLUMNS, indent + inner, hang):
        yield [Piece(line)]


def paper(checklist: Checklist, item_words: ItemWords) -> str:
    """Return a paper form in Markdown, with boxes to tick during a visit."""
    return "\n".join(_paper(checklist, item_words)) + "\n"


def _paper(checklist: Checklist, item_words: ItemWords) -> Iterator[str]:
    yield f"# {in_markdown(_title(checklist, item_words))}"
    yield ""
    if checklist.about is not None:
        yield in_markdown(item_words.text(checklist.about))
        yield ""
    yield "  \n".join(item_words.named(name, _BLANK) for name in ("Touchpoint", "Place", "Who", "When"))
    yield ""
    numbers = {item_id: f"({number})" for number, item_id in enumerate(checklist.items, start=1)}
    for number, item in enumerate(checklist.items.values(), start=1):
        question = f"**{in_markdown(item_words.text(item.ask))}**"
        yield f"{number}. {item_words.aside(question, _mark(item, item_words))}"
        yield ""
        condition = item_words.condition(checklist, item, numbers)
        if condition:
            yield f"   *{in_markdown(condition)}*"
            yield ""
        yield "  \n".join(
            f"   {line}" for line in (*_boxes(item, item_words), item_words.named("Note", _BLANK))
        )
        yield ""


def _boxes(item: Item, item_words: ItemWords) -> Iterator[str]:
    """Yield the lines where an answer is ticked or written."""
    ends, nothing = scale(item.answer), f"☐ {item_words.say('n/a')}"
    if item.answer == "yes-no":
        yield f"☐ {item_words.say('yes')}   ☐ {item_words.say('no')}   {nothing}"
    elif item.options:
        for _, meaning in item_words.meanings(item):
            yield f"☐ {in_markdown(meaning)}"
        yield nothing
    elif ends is not None and abs(ends[1] - ends[0]) < _STEPS:
        low, high = sorted(ends)
        yield "   ".join(f"☐ {step}" for step in range(low, high + 1)) + f"   {nothing}"
        for number, meaning in item_words.meanings(item):
            yield f"{number} = {in_markdown(meaning)}"
    else:
        yield f"{item_words.aside(_BLANK, in_markdown(item_words.takes(item)))}   {nothing}"


def change_lines(changes: Iterable[ChecklistChange | AuditChange], locale: Locale) -> Iterator[Line]:
    """Yield what a newer version of checklists would change, and what it would do to audits."""
    for change in changes:
        if isinstance(change, ChecklistChange):
            names = (change.path, locale.say("{path} (built in)", path=change.path))
            yield from difference(change.old, change.new, names)
            continue
        yield []
        if change.after is None:
            yield [Piece(f"{change.file}:", "bold")]
            yield from ([Piece(f"  {problem_line(each, locale.language)}")] for each in change.problems)
        else:
            yield from moved_lines(change.before, change.after, locale)


def difference(old: str, new: str, names: tuple[str, str]) -> Iterator[Line]:
    """Yield the unified diff of two versions of a file; `names` are their titles."""
    styles = {"+": "green", "-": "red", "@": "cyan"}
    for line in difflib.unified_diff(old.splitlines(), new.splitlines(), *names, lineterm=""):
        yield [Piece(line, styles.get(line[:1], ""))]


def moved_lines(before: Scorecard, after: Scorecard, locale: Locale) -> Iterator[Line]:
    """Yield how a newer version changes the scores of an audit; one line if no touchpoint changes."""
    then, now = before.links(), after.links()
    changes = [
        (f"  {now[name].name}", then[name].score, now[name].score)
        for name in then
        if name in now
        and (then[name].score != now[name].score or bool(then[name].broken) != bool(now[name].broken))
    ]
    step = _step(before.score, after.score, locale)
    yield [Piece(locale.say("{name}: {text}", name=before.file, text=step), "bold")]
    for name, old, new in changes:
        yield [Piece(locale.say("{name}: {text}", name=name, text=_step(old, new, locale)))]


def _step(old: float | None, new: float | None, locale: Locale) -> str:
    return locale.points(old) if old == new else f"{locale.points(old)} → {locale.points(new)}"
