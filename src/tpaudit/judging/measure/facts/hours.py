"""Opening hours on pages: in structured data, or in a text with days and times."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from tpaudit.documents.site import Page
from tpaudit.judging.measure.facts.structured import (
    structured_holders,
    structured_values,
    things_within,
    word_under,
)

_DAY: Final = (
    r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    r"|weekdays?|weekends?|daily|every ?day|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?"
    r"|mo|di|mi|do|fr|sa|so|täglich|пн|вт|ср|чт|пт|сб|вс|ежедневно|будни|понедельник|вторник|среда|четверг|пятница"
    r"|суббота|воскресенье|(?:周|星期|礼拜)[一二三四五六日天]|每天|工作日)"
)
_TIME: Final = r"(?:\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*(?:[ap]\.?m\.?|uhr|ч)|\d{1,2}[点时])"
_SPAN: Final = rf"{_TIME}\s*(?:-|–|—|to|until|bis|до|至|到|~)\s*(?:\d{{1,2}}|{_TIME})"
_BEFORE: Final = r"(?<![a-zа-яё])"
_AFTER: Final = r"(?![a-zа-яё])"
"""A day is a word of its own; Chinese has no spaces between words."""
_HOURS: Final = re.compile(
    rf"{_BEFORE}{_DAY}{_AFTER}.{{0,40}}?{_SPAN}|{_SPAN}.{{0,20}}?{_BEFORE}{_DAY}{_AFTER}"
    rf"|{_BEFORE}{_DAY}{_AFTER}.{{0,30}}?\d{{1,2}}\s*[-–]\s*\d{{1,2}}(?!\d|[/.]\d)"
    r"|\b(?:open|hours|service|geöffnet)\b\W{0,3}24(?:/7|\s?h(?:ours)?)\b|\A\W*24/7\W*\Z|работаем круглосуточно"
    r"|\A\W*круглосуточно\W*\Z|24小时(?:营业|服务)",
    re.IGNORECASE,
)
_CLOSED: Final = re.compile(r"\A\s*(?:closed|geschlossen|выходной|закрыто|休息)\s*\Z", re.IGNORECASE)
_DAY_ALONE: Final = re.compile(rf"\A\W*{_DAY}\W*\Z", re.IGNORECASE)
_SPAN_ALONE: Final = re.compile(rf"\A\W*{_SPAN}\W*", re.IGNORECASE)
_TELLING: Final = re.compile(
    rf"{_BEFORE}{_DAY}{_AFTER}|{_TIME}|(?<![\d–-])(?<!\d )(?:[01]?\d|2[0-4])\s*[-–—]\s*(?:{_TIME}|(?:[01]?\d|2[0-4])(?!\d|[/.]\d))"
    rf"|{_BEFORE}(?:closed|geschlossen|выходной|закрыто|休息){_AFTER}|24/7",
    re.IGNORECASE,
)
"""What tells of days and times, as opposed to the words, phone numbers and addresses around it."""
_LONGEST: Final = 300
"""Characters of a block that may be hours: an article with a day and a time in it states none."""
_SHORT: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")
_FEW: Final = 2
"""Days that are named one by one, even if they follow each other."""


class StatedHours(NamedTuple):
    """Opening hours as a page states them."""

    text: str
    structured: bool


def hours_on(page: Page) -> Iterator[StatedHours]:
    """Yield the opening hours that a page states: first those of its structured data."""
    for text in page.structured:
        for hours in structured_values(text, "openingHours"):
            yield StatedHours(hours, structured=True)
    yield from _specified(page)
    before = ""
    for block in page.blocks:
        if len(block.text) <= _LONGEST:
            if _states_hours(block.text):
                yield StatedHours(block.text, structured=False)
            elif _DAY_ALONE.match(before) and (_SPAN_ALONE.match(block.text) or _CLOSED.match(block.text)):
                yield StatedHours(f"{before} {block.text}", structured=False)
        before = block.text


def hours_alone(text: str) -> str:
    """Return the part of a text that tells days and times: a footer has a phone number beside them."""
    found = [*_TELLING.finditer(text)]
    if not found:
        return text
    start, end = found[0].start(), found[-1].end()
    part = text[start:end].rstrip()
    return part + text[end] if part.count("(") > part.count(")") and text[end : end + 1] == ")" else part


@lru_cache(maxsize=4096)
def _states_hours(text: str) -> bool:
    return _HOURS.search(text) is not None


def _specified(page: Page) -> Iterator[StatedHours]:
    """Yield hours that are given day by day as one line, such as `Mo-Fr 09:00-18:00; Sa 10:00-14:00`."""
    for place in structured_holders(page, "openingHoursSpecification"):
        spans: dict[str, list[int]] = {}
        for one in things_within(place, "openingHoursSpecification"):
            opens, closes = word_under(one, "opens")[:5], word_under(one, "closes")[:5]
            if opens and closes and not word_under(one, "validFrom"):
                spans.setdefault(f"{opens}-{closes}", []).extend(_days(one))
        if spans:
            parts = [f"{_day_range(days)} {span}".strip() for span, days in spans.items()]
            yield StatedHours("; ".join(parts), structured=True)


def _days(specified: dict[str, Any]) -> Iterator[int]:
    said = specified.get("dayOfWeek")
    for one in said if isinstance(said, list) else [said]:
        if isinstance(one, str):
            name = one.rpartition("/")[2].strip().lower()[:2]
            if name in _SHORT:
                yield _SHORT.index(name)


def _day_range(days: list[int]) -> str:
    """Return days as they are written: `Mo-Fr` where they follow each other, else one by one."""
    found = sorted(set(days))
    names = [_SHORT[day].capitalize() for day in found]
    if len(found) > _FEW and found[-1] - found[0] == len(found) - 1:
        return f"{names[0]}-{names[-1]}"
    return ",".join(names)
