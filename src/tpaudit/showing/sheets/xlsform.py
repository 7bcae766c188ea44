"""Checklists as an XLSForm, so that ODK and KoboToolbox can be the form on the phone.

A group is a checklist and a question an item, in every language that it has. What the format has no word for
stands in columns of its own, which other programs pass over and `checklists import` reads.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from tpaudit.documents import answers
from tpaudit.documents.checklist import ANSWERED, Checklist, Item
from tpaudit.documents.columns import ID
from tpaudit.documents.conditions import ANY, GroupedConditions, choices_for, waits_for
from tpaudit.documents.scalars import as_text
from tpaudit.documents.text import say
from tpaudit.documents.wanted import MoreOrLess, read_wanted
from tpaudit.documents.xlsform import NOT_APPLICABLE_NAME, NOTE, PHOTO, YES_NO, form_name, own_column
from tpaudit.showing.sheets.grid import Sheets, item_rows, ordered
from tpaudit.showing.text.items import ItemWords
from tpaudit.showing.text.translate import Translate, translator

_LANGUAGES: Final = {"en": "English (en)", "ru": "Русский (ru)", "zh": "中文 (zh)"}
_SURVEY: Final = ("type", "name", "relevant", "parameters")
_CHOICES: Final = ("list_name", "name")
_TYPES: Final = {"number": "decimal", "percent": "decimal", "nps": "integer", "date": "date", "time": "time"}
"""The types of questions whose answers a form knows; every other answer is typed as text."""
_SELECTS: Final = {"choice": "select_one", "several": "select_multiple"}

_WANTED: Final = (("note", "text", NOTE, "Note"), ("photo", "image", PHOTO, "Photo"))
"""What an answer may want: the type of its question, how the name of that ends, and its label."""

_Row = dict[str, str]


class Exported(NamedTuple):
    """A checklist that becomes a part of a form: its model, and its data as its file says them."""

    checklist: Checklist
    data: Mapping[str, Any]


def xlsform(exported: Sequence[Exported]) -> Sheets:
    """Return the sheets of a form with one group for each checklist."""
    languages = [code for code in _LANGUAGES if any(_speaks(each.checklist, code) for each in exported)] or [
        "en"
    ]
    form = _Form(languages)
    survey = [row for each in exported for row in form.group(each)]
    first = exported[0].checklist
    settings = {
        "form_title": say(first.title, languages) or first.checklist,
        "form_id": "-".join(each.checklist.checklist for each in exported),
        "default_language": _LANGUAGES[languages[0]],
    }
    return {
        "survey": _rows(survey, _SURVEY),
        "choices": _rows(form.choices(exported), _CHOICES),
        "settings": [list(settings), list(settings.values())],
    }


def _speaks(checklist: Checklist, language: str) -> bool:
    return any(isinstance(item.ask, Mapping) and language in item.ask for item in checklist.items.values())


def _rows(rows: Iterable[_Row], first: Sequence[str]) -> list[list[str]]:
    """Return rows under their headings: the form's own columns, then texts, then what only we read."""
    rows = list(rows)
    met = dict.fromkeys(column for row in rows for column in row)
    columns = [*first, *(column for column in met if column not in first)]
    return [columns, *([row.get(column, "") for column in columns] for row in rows)]


class _Form:
    """Writes the rows of a form in some languages."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = languages
        self.translate: dict[str, Translate] = {code: translator(code) for code in languages}

    def texts(self, column: str, text: Any) -> _Row:
        """Return one cell a language; a language that a text lacks gets another one of it."""
        return {
            f"{column}::{_LANGUAGES[code]}": said
            for code in self.languages
            if (said := say(text, (code, *self.languages)))
        }

    def group(self, exported: Exported) -> Iterator[_Row]:
        """Yield a checklist's rows."""
        checklist = exported.checklist
        title = checklist.title or checklist.checklist
        yield {"type": "begin_group", "name": form_name(checklist.checklist), **self.texts("label", title)}
        own_rows = item_rows(exported.data)
        columns = ordered({column for row in own_rows for column in row})
        for own, (item_id, item) in zip(own_rows, checklist.items.items(), strict=True):
            carried = {own_column(column): own[column] for column in columns if column in own}
            yield self._question(checklist, item_id, item) | {own_column(ID): item_id} | carried
            yield from self._wanted(item_id, item)
        yield {"type": "end_group"}

    def _question(self, checklist: Checklist, item_id: str, item: Item) -> _Row:
        return {
            "type": _type(checklist, item_id, item),
            "name": form_name(item_id),
            **({"relevant": relevant} if (relevant := _relevant(checklist, item_id)) else {}),
            **({"parameters": _parameters(item)} if answers.scale(item.answer) else {}),
            **self.texts("label", item.ask),
            **self._hints(item),
        }

    def _wanted(self, item_id: str, item: Item) -> Iterator[_Row]:
        """Yield questions for the note and the photo that an answer may want."""
        wants = {*item.wants.always, *item.wants.fail, *item.wants.passing}
        asked = f"${{{form_name(item_id)}}} != ''"
        for wanted, kind, ending, phrase in _WANTED:
            if wanted in wants:
                texts = {code: self.translate[code](phrase) for code in self.languages}
                row = {"type": kind, "name": form_name(item_id) + ending, "relevant": asked}
                yield row | self.texts("label", texts)

    def _hints(self, item: Item) -> _Row:
        """Return what may be answered, in each language, where the form itself does not show it."""
        if item.answer in {"yes-no", *_SELECTS}:
            return {}
        return {
            f"hint::{_LANGUAGES[code]}": ItemWords(self.translate[code], (code, *self.languages)).takes(item)
            for code in self.languages
        }

    def choices(self, exported: Iterable[Exported]) -> Iterator[_Row]:
        """Yield the lists of answers."""
        yes_no = {"yes": "yes", "no": "no"}
        for name, phrase in yes_no.items():
            yield self._choice(YES_NO, name, {code: self.translate[code](phrase) for code in self.languages})
        yield self._not_applicable(YES_NO)
        for each in exported:
            for item_id, item in each.checklist.items.items():
                list_name = _list_name(each.checklist, item_id)
                for option_id, option in item.options.items():
                    yield self._choice(list_name, option_id, option.label or option_id)
                if item.options:
                    yield self._not_applicable(list_name)

    def _choice(self, list_name: str, name: str, label: Any) -> _Row:
        return {"list_name": list_name, "name": name, **self.texts("label", label)}

    def _not_applicable(self, list_name: str) -> _Row:
        texts = {code: self.translate[code]("not applicable") for code in self.languages}
        return self._choice(list_name, NOT_APPLICABLE_NAME, texts)


def _type(checklist: Checklist, item_id: str, item: Item) -> str:
    if item.answer == "yes-no":
        return f"select_one {YES_NO}"
    if item.answer in _SELECTS:
        return f"{_SELECTS[item.answer]} {_list_name(checklist, item_id)}"
    return "range" if answers.scale(item.answer) else _TYPES.get(item.answer, "text")


def _list_name(checklist: Checklist, item_id: str) -> str:
    return f"{form_name(checklist.checklist)}.{item_id}"


def _parameters(item: Item) -> str:
    ends = answers.scale(item.answer) or (0, 0)
    return f"start={min(ends)} end={max(ends)} step=1"


def _relevant(checklist: Checklist, item_id: str) -> str:
    """Return the condition of an item: each item of this checklist it waits for, with one of the wanted answers."""
    parts = [_expression(checklist, condition) for condition in waits_for(checklist, item_id)]
    parts += [_choice(checklist, choice) for choice in choices_for(checklist, item_id)]
    return " and ".join(filter(None, parts))


def _expression(checklist: Checklist, condition: tuple[str, Sequence[str]]) -> str | None:
    """Return a condition as an expression; None for one that a form cannot ask for."""
    name, _, other_id = condition[0].partition(".")
    if name != checklist.checklist or not other_id:
        return None  # another checklist of the touchpoint, which may be no part of this form, or the visit's
    terms = [_term(checklist.items[other_id], form_name(other_id), text) for text in condition[1]]
    if None in terms:
        return None
    return terms[0] if len(terms) == 1 else f"({' or '.join(filter(None, terms))})"


def _choice(checklist: Checklist, choice: GroupedConditions) -> str | None:
    """Return groups of conditions as an expression; None where a form cannot ask for one of them."""
    groups = [[_expression(checklist, condition) for condition in group] for group in choice.groups]
    if any(term is None for group in groups for term in group):
        return None
    said = " or ".join(" and ".join(filter(None, group)) for group in groups)
    return f"({said})" if choice.word == ANY else f"not({said})"


def _term(other: Item, name: str, text: str) -> str | None:
    """Return a wanted answer as an expression; None for what a form cannot compare, as a wait that was typed."""
    wanted = read_wanted(other, text)
    if isinstance(wanted, MoreOrLess):
        return None if other.answer == "duration" else f"${{{name}}} {wanted.sign} {as_text(wanted.limit)}"
    if wanted == ANSWERED:
        return f"${{{name}}} != ''"
    return f"${{{name}}} = {wanted}" if answers.scale(other.answer) else f"${{{name}}} = '{wanted}'"
