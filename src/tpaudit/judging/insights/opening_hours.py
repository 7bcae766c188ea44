"""Opening hours in English, Russian and Chinese, brought to one form: which days, from when to when.

`Mon-Fri 9-18`, `Mo–Fr 09:00–18:00`, `Пн-Пт 9:00-18:00` and `周一至周五 9-18` are the same hours. Without
days they are those of every day of which nothing else is said; the order of parts makes no difference, and
closed days need no word: `10-20, Mon closed` is `Tue-Sun 10-20`.
"""

import re
from typing import Final, NamedTuple

Opening = tuple[int, int, int]
"""A weekday (0 is Monday), and from which minute of the day to which."""
_DAY_MINUTES: Final = 24 * 60
_NOON: Final = 12 * 60
_MOST: Final = 100
"""So many days, times and marks between them are read of one text; a longer one is text."""
_WEEK: Final = frozenset(range(7))
_STEMS: Final = (
    ("mo", "mon", "monday", "mondays", "пн", "понедельник", "понедельника", "понедельникам", "понедельнику"),
    ("tu", "tue", "tues", "tuesday", "tuesdays", "вт", "вторник", "вторника", "вторникам", "вторнику"),
    ("we", "wed", "wednesday", "wednesdays", "ср", "среда", "среды", "средам", "среду"),
    ("th", "thu", "thur", "thurs", "thursday", "thursdays", "чт", "четверг", "четверга", "четвергам"),
    ("fr", "fri", "friday", "fridays", "пт", "пятница", "пятницы", "пятницам", "пятницу"),
    ("sa", "sat", "saturday", "saturdays", "сб", "суббота", "субботы", "субботам", "субботу"),
    ("su", "sun", "sunday", "sundays", "вс", "воскресенье", "воскресенья", "воскресеньям"),
)
_DAYS: Final = {name: day for day, names in enumerate(_STEMS) for name in names}
_CHINESE: Final = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_SETS: Final = {
    **dict.fromkeys(
        ("weekdays", "weekday", "будни", "будням", "будние", "будним", "工作日", "平日"), frozenset(range(5))
    ),
    **dict.fromkeys(("weekend", "weekends", "выходные", "выходным", "周末", "週末"), frozenset((5, 6))),
    **dict.fromkeys(("daily", "everyday", "ежедневно", "每天", "每日", "天天"), _WEEK),
}
_CLOSED: Final = ("closed", "выходной", "закрыто", "休息", "不营业", "闭馆", "公休")
_OFF: Final = "выходные"
"""Weekends, or days off where other days stand beside it: `сб, вс — выходные`."""
_DASHES: Final = ("-", "~", "to", "till", "until", "through", "thru", "до", "по", "至", "到")
_FILLERS: Final = (
    "from",
    "and",
    "on",
    "at",
    "open",
    "с",
    "со",
    "и",
    "в",
    "во",
    "открыто",
    "дни",
    "дням",
    "营业时间",
    "营业",
)
_LATE: Final = ("pm", "p.m.", "p.m", "下午", "晚上")
_EARLY: Final = ("am", "a.m.", "a.m", "上午", "早上", "凌晨")
_TOKEN: Final = re.compile(
    r"""(?P<always>24\s*/\s*7|(?:全天\s*)?24\s*(?:hours?|h\b|часа|ч\b|小时|小時)(?:\ (?:(?:a|per)\ day|в\ (?:сутки|день))\b)?
       |全天|круглосуточно|(?:a)?round\ the\ clock)
    |(?P<set>every\ ?day|каждый\ день|без\ выходных|周末|週末|工作日|平日|每天|每日|天天)
    |(?:周|週|星期|礼拜)(?P<chinese>[一二三四五六日天])
    |(?:(?P<half>上午|下午|早上|晚上|凌晨)\s*)?(?<!\d)(?P<hour>\d{1,2})
       (?:[:.](?P<minute>\d{2})|[点點时時](?P<spoken>半|\d{2})?分?)?(?!\d)
       \s*(?P<mark>[ap]\.?m\b\.?|(?:h|ч|час|часов|uhr)\b)?
    |(?P<word>休息|不营业|闭馆|公休|营业时间|营业|至|到|[a-zа-яё]+|[-~])
    |(?P<bare>[一二三四五六日天])
    |(?P<sep>[,;/&+|、，；。\n])
    |[\s:.()]""",
    re.VERBOSE,
)
_LASTING: Final = re.compile(r"24\s*(?:hours?|h|часа|ч|小时|小時)\.?")


class _Token(NamedTuple):
    kind: str
    """day, days, off, time, open, closed, dash or sep."""
    value: int = 0
    days: frozenset[int] = frozenset()
    mark: str = ""
    bare: bool = False
    """Of a time, an hour alone, such as 9: neither 9:00 nor 09."""


def opening_hours(text: str) -> frozenset[Opening] | None:
    """Return when it is open; None if the text does not speak of opening hours alone.

    The text is in lower case, its dashes are `-`. How long something takes, `24 hours`, is no time of day.
    """
    tokens = None if _LASTING.fullmatch(text) else _tokens(text)
    parts = _parts(tokens) if tokens and len(tokens) <= _MOST else None
    opened = _without_closed(parts) if parts else None
    if opened is None:
        return None
    parts, closed = opened
    rules = _rules(parts)
    if not all(spans for _, spans in rules):  # days of which nothing is said
        return None
    rest = _WEEK.difference(*(days for days, _ in rules))
    hours = {(day, *span) for days, spans in rules for day in (days or rest) - closed for span in spans}
    return frozenset(hours) or None


def _tokens(text: str) -> list[_Token] | None:
    """Return what the text is made of; None if anything else is in it."""
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            return None
        at = found.end()
        if found.lastgroup is None:
            continue
        token = _token(found, tokens)
        if token is None:
            return None
        if token.kind:
            tokens.append(token)
    return tokens


def _token(found: re.Match[str], before: list[_Token]) -> _Token | None:
    if found["always"]:
        return _Token("open")
    if found["set"]:
        return _Token("days", days=_SETS.get(found["set"], _WEEK))
    if found["chinese"]:
        return _Token("day", _CHINESE[found["chinese"]])
    if found["bare"]:  # 周一至五
        follows = bool(before) and before[-1].kind in ("dash", "day", "sep")
        return _Token("day", _CHINESE[found["bare"]]) if follows else None
    if found["hour"]:
        return _time(found)
    return _Token("sep") if found["sep"] else _word(found["word"])


def _time(found: re.Match[str]) -> _Token | None:
    spoken = found["spoken"]
    minutes = 30 if spoken == "半" else int(found["minute"] or spoken or 0)
    value = int(found["hour"]) * 60 + minutes
    mark = found["half"] or found["mark"] or ""
    if minutes >= 60 or value > _DAY_MINUTES:  # noqa: PLR2004 - an hour
        return None
    if mark in _LATE and value < _NOON:
        value += _NOON
    elif mark in _EARLY and value >= _NOON:
        value -= _NOON
    half = "pm" if mark in _LATE else "am" if mark in _EARLY else ""
    return _Token("time", value, mark=half, bare=found[0].strip() == str(value // 60))


def _word(word: str) -> _Token | None:
    if word in _DAYS:
        return _Token("day", _DAYS[word])
    if word in _SETS:
        return _Token("off" if word == _OFF else "days", days=_SETS[word])
    if word in _CLOSED:
        return _Token("closed")
    if word in _DASHES:
        return _Token("dash")
    return _Token("") if word in _FILLERS else None


_Part = frozenset[int] | tuple[int, int] | str
"""Days, a span of minutes, `closed`, or `,` between any of them."""
_Rule = tuple[frozenset[int], list[tuple[int, int]]]
"""Which spans hold on which days; without days on all of which nothing else is said."""


def _parts(tokens: list[_Token]) -> list[_Part] | None:
    """Return days and spans in their order; None where a time stands alone."""
    parts: list[_Part] = []
    at = 0
    while at < len(tokens):
        one = tokens[at]
        last = tokens[at + 2] if at + 2 < len(tokens) and tokens[at + 1].kind == "dash" else None
        ranged = last is not None and last.kind == one.kind and one.kind in ("day", "time")
        if one.kind == "time":
            if last is None or not ranged:
                return None
            parts.append(_span(one, last))
        elif one.kind == "day":
            parts.append(_days(one.value, last.value if last and ranged else one.value))
        elif one.kind == "off":
            beside = isinstance(parts[-1], frozenset) if parts else False
            named = beside or (at + 1 < len(tokens) and tokens[at + 1].kind == "day")
            parts.append("closed" if named else one.days)
        elif one.kind in ("days", "open"):
            parts.append(one.days if one.kind == "days" else (0, _DAY_MINUTES))
        elif one.kind in ("closed", "sep"):
            parts.append("closed" if one.kind == "closed" else ",")
        at += 3 if ranged else 1
    return parts


def _days(first: int, last: int) -> frozenset[int]:
    """Return the days from one to another, over the end of the week if need be."""
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def _span(one: _Token, last: _Token) -> tuple[int, int]:
    """Return a span of minutes; of `1-5 pm` both are meant, of `9-5 pm` the end alone, and of `9-5`, too."""
    start = one.value
    if not one.mark and last.mark == "pm" and start + _NOON < last.value:
        start += _NOON
    if one.bare and last.bare and 0 < last.value <= start <= _NOON:
        return start, last.value + _NOON
    return start, last.value or _DAY_MINUTES


def _without_closed(parts: list[_Part]) -> tuple[list[_Part], frozenset[int]] | None:
    """Return what is left without the closed days, and these; None where none stand beside the word."""
    closed = frozenset[int]()
    while "closed" in parts:
        at = parts.index("closed")
        before, after = parts[:at][::-1], parts[at + 1 :]
        side = min((before, after), key=_far)
        taken = _taken(side)
        if not taken:
            return None
        closed = closed.union(*(part for part in side[:taken] if isinstance(part, frozenset)))
        parts = [
            *before[taken if side is before else 0 :][::-1],
            ",",
            *after[taken if side is after else 0 :],
        ]
    return parts, closed


def _run(side: list[_Part]) -> tuple[list[int], bool]:
    """Return where, going away from `closed`, days stand, and whether the last of them touch a span."""
    end = next((at for at, part in enumerate(side) if isinstance(part, tuple) or part == "closed"), len(side))
    days = [at for at in range(end) if isinstance(side[at], frozenset)]
    return days, bool(days) and days[-1] + 1 == end < len(side) and isinstance(side[end], tuple)


def _far(side: list[_Part]) -> tuple[bool, bool, bool]:
    """Tell how far the days on a side are from `closed`: none, behind a comma, or rather a span's."""
    days, touching = _run(side)
    return not days, bool(days) and days[0] > 0, touching and len(days) == 1


def _taken(side: list[_Part]) -> int:
    """Return how many parts of a side `closed` takes; of several days those that touch a span are the span's."""
    days, touching = _run(side)
    if touching and len(days) > 1:
        days.pop()
    return days[-1] + 1 if days else 0


def _rules(parts: list[_Part]) -> list[_Rule]:
    """Return which spans hold on which days: days stand before their spans, or all of them behind.

    Spans before a comma and days that have spans of their own are those of all other days.
    """
    said = [part for part in parts if not isinstance(part, str)]
    if not any(isinstance(part, tuple) for part in said):
        return [(frozenset(), [])]
    behind = isinstance(said[0], tuple) and (isinstance(said[-1], frozenset) or _adjacent(parts))
    rules: list[_Rule] = [(frozenset(), [])]
    for part in said:
        days, spans = rules[-1]
        if isinstance(part, tuple if behind else frozenset) and (days if behind else spans):
            rules.append((frozenset(), []))
            days, spans = rules[-1]
        if isinstance(part, frozenset):
            rules[-1] = (days | part, spans)
        else:
            spans.append(part)
    return rules


def _adjacent(parts: list[_Part]) -> bool:
    """Tell whether days follow a span without a comma before any stand behind one."""
    first = next((at for at, part in enumerate(parts) if isinstance(part, frozenset)), 0)
    return first > 0 and isinstance(parts[first - 1], tuple)
