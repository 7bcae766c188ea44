"""Items in words: the answers that an item takes, when it is asked, and how many points an answer gives."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tpaudit.documents.answers import scale
from tpaudit.documents.checklist import ANSWERED, PASS, Checklist, Item
from tpaudit.documents.conditions import ANY, VISIT, GroupedConditions, choices_for, waits_for
from tpaudit.documents.curves import AtLeast, AtMost, Ideal, Linear, LogNormal
from tpaudit.documents.durations import in_words
from tpaudit.documents.text import say as text_in
from tpaudit.showing.text.figures.marks import apart
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import folded
from tpaudit.showing.text.translate import Translate


class ItemWords:
    """Describes items in one language; texts fall back to the first language that they have."""

    def __init__(self, say: Translate, languages: Sequence[str]) -> None:
        """Take the function that translates phrases, and the languages of texts, the preferred one first."""
        self.say = say
        self.languages = languages
        self.write = Locale(say.language)

    def text(self, text: object) -> str:
        """Return a text of a file in the preferred language, on one line."""
        return folded(text_in(text, self.languages))  # type: ignore[arg-type]

    def takes(self, item: Item) -> str:
        """Return which answers an item takes."""
        ends = scale(item.answer)
        if ends is not None:
            return self.say("a whole number from {low} to {high}", low=min(ends), high=max(ends))
        if item.answer == "number" and item.unit is not None:
            return self.say("a number ({unit})", unit=self.text(item.unit))
        return self.say(_TAKES[item.answer])

    def meanings(self, item: Item) -> Iterator[tuple[str, str]]:
        """Yield each answer that has a meaning of its own, with its meaning."""
        for option_id, option in item.options.items():
            yield option_id, self.text(option.label) if option.label is not None else option_id
        for number in sorted(item.means, key=int):
            yield number, self.text(item.means[number])

    def named(self, name: str, text: str) -> str:
        """Return a text with a translated name before it."""
        return self.say("{name}: {text}", name=self.say(name), text=text)

    def aside(self, text: str, more: str) -> str:
        """Return a text with more in brackets after it; without brackets if there is no more."""
        return self.say("{text} ({more})", text=text, more=more) if more else text

    def condition(self, checklist: Checklist, item: Item, names: Mapping[str, str] | None = None) -> str:
        """Return when an item is asked, empty if always; `names` are the names of other items, by id."""
        given_names = names or {}
        item_id = next(name for name, asked in checklist.items.items() if asked is item)

        def worded(condition: tuple[str, Sequence[str]]) -> str:
            other = condition[0].removeprefix(f"{checklist.checklist}.")
            name = given_names.get(other, self.visit_word(condition[0]) if condition[0] in VISIT else other)
            return self.waits(name, checklist.items.get(other), condition[1])

        conditions = dict(waits_for(checklist, item_id)).items()
        return self.only_if(conditions, choices_for(checklist, item_id), worded)

    def only_if(
        self,
        conditions: Iterable[tuple[str, Sequence[str]]],
        choices: Iterable[GroupedConditions],
        worded: Callable[[tuple[str, Sequence[str]]], str],
    ) -> str:
        """Return when an item is asked, given the words of a condition; empty if always."""
        parts = [*map(worded, conditions), *(self._choice(choice, worded) for choice in choices)]
        return self.say("Only if {conditions}.", conditions=self.say(" and ").join(parts)) if parts else ""

    def visit_word(self, key: str) -> str:
        """Return what a visit says of itself, as people say it: device, persona, place."""
        return self.say(key.capitalize()).lower()

    def _choice(self, choice: GroupedConditions, worded: Callable[[tuple[str, Sequence[str]]], str]) -> str:
        groups = [self.say(" and ").join(map(worded, group)) for group in choice.groups]
        said = self.say(" or ").join(groups)
        if choice.word != ANY:
            return self.say("not ({conditions})", conditions=said)
        return self.say("({conditions})", conditions=said) if len(groups) > 1 else said

    def waits(self, name: str, item: Item | None, wanted: Sequence[str]) -> str:
        """Return one condition: what is waited for by its name, the item where it is known, and the answers wanted."""
        if ANSWERED in wanted:
            return self.say("{item} is answered", item=name)
        labels = {} if item is None else dict(self.meanings(item))
        quoted = (self._wanted(labels.get(text, self.say(text))) for text in wanted)
        return self.say("{item} is {answers}", item=name, answers=self.say(" or ").join(quoted))

    def _wanted(self, text: str) -> str:
        return text if text.startswith(_SIGNS) else self.say("‘{text}’", text=text)

    def must(self, item: Item) -> str:
        """Return that an item is a must-be item, with its limit and what it tolerates; empty if it is none."""
        if not item.must:
            return ""
        limit = "" if item.must == PASS else f"≥ {self.write.number(item.must)}"
        share = self.write.number(item.tolerate)
        tolerated = self.say("up to {share} % may fail", share=share) if item.tolerate else ""
        more = self.say(", ").join(filter(None, [limit, tolerated]))
        return self.aside(self.say("Must-be item"), more)

    def worth(self, item: Item) -> str:
        """Return in one line how a measured value becomes points; empty for items without a curve."""
        curve, say, write = item.curve, self.say, self.write.limit
        match curve:
            case Linear():
                return say(
                    "100 points at {full}, 0 at {zero}", full=write(curve.full), zero=write(curve.zero)
                )
            case LogNormal():
                return say(
                    "90 points at {p10}, 50 at {median}", p10=write(curve.p10), median=write(curve.median)
                )
            case Ideal():
                (low, high), (bottom, top) = curve.ideal, curve.zero
                return say(
                    "100 points from {low} to {high}, 0 at {bottom} and {top}",
                    low=write(low),
                    high=write(high),
                    bottom=write(bottom),
                    top=write(top),
                )
            case AtMost():
                steps = curve.at_most.items()
                return self._apart(
                    say("up to {limit}: {points}", limit=write(limit), points=self.write.number(points))
                    for limit, points in steps
                )
            case AtLeast():
                steps = curve.at_least.items()
                return self._apart(
                    say("from {limit} on: {points}", limit=write(limit), points=self.write.number(points))
                    for limit, points in steps
                )
        return ""

    def _apart(self, texts: Iterable[str]) -> str:
        return apart(texts, self.say.language)

    def most(self, item: Item) -> str:
        """Return what full points are, where that is not 100, and where the points of several start."""
        if item.of is not None:
            return self.say("{points} points are 100", points=self.write.number(item.of))
        return self.say("Starts at 100; what is found takes points off") if item.start else ""

    def counts(self, item: Item) -> str:
        """Return how much an item counts, or that it is recorded only; empty for a wow item."""
        if not item.counted_weight:
            return self.say("Recorded, not scored")
        return "" if item.wow else self.say("Weight {weight}", weight=self.write.number(item.weight))

    def wants(self, item: Item) -> Iterator[str]:
        """Yield what an answer has to come with, a sentence for each way it may turn out."""
        wants = item.wants
        for phrase, wanted in (
            ("Every answer wants {what}.", wants.always),
            ("An answer below 50 points wants {what}.", wants.fail),
            ("An answer of 50 points or more wants {what}.", wants.passing),
        ):
            if wanted:
                what = self.say(" and ").join(self.say(_WANTED[thing]) for thing in wanted)
                yield self.say(phrase, what=what)

    def starts_early(self, item: Item) -> str:
        """Say that an answer is not had on one walk, and how long it takes where that is known."""
        if item.watch_for is None:
            return self.say("This takes days: start early.")
        return self.say("This takes {time}: start early.", time=self.write.duration(in_words(item.watch_for)))

    def effort(self, item: Item) -> str:
        """Return the effort of the fix, and for which companies it makes sense."""
        if item.effort is None:
            return ""
        effort = self.write.duration(self.say(item.effort))
        if item.smallest in (None, "solo"):
            return self.say("effort {effort}", effort=effort)
        return self.say("effort {effort}, from a {size} company", effort=effort, size=self.say(item.smallest))


_SIGNS = (">", "<")
"""How a comparison begins."""
_WANTED = {"note": "a note", "photo": "a photo"}
_TAKES = {
    "yes-no": "yes, no, or a rate such as 37/40",
    "duration": 'a duration such as 45s or 2m 30s, never, or ">3m" if you gave up',
    "number": "a number",
    "percent": "a percentage such as 95",
    "choice": "one of these",
    "several": "any of these with commas between, or none",
    "nps": "a whole number from 0 to 10",
    "text": "a text",
    "date": "a day such as 2026-11-03",
    "time": "a time such as 12:30",
    "money": "a sum such as 4.90 EUR",
}
