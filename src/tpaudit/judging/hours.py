"""Opening hours in English, Russian and Chinese, brought to one form: which days, from when to when.

`Mon-Fri 9-18`, `Mo–Fr 09:00–18:00`, `Пн-Пт 9:00-18:00` and `周一至周五 9-18` are the same hours. Without
days they are those of every day; the order of parts makes no difference, and closed days need no word.
"""

import re
from typing import Final, NamedTuple

Opening = tuple[int, int, int]
"""A weekday (0 is Monday), and from which minute of the day to which."""
_DAY_MINUTES: Final = 24 * 60
_NOON: Final = 12 * 60
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
    **dict.fromkeys(("weekdays", "weekday", "будни", "будням", "工作日", "平日"), frozenset(range(5))),
    **dict.fromkeys(("weekend", "weekends", "выходные", "выходным", "周末", "週末"), frozenset((5, 6))),
    **dict.fromkeys(("daily", "everyday", "ежедневно", "每天", "每日", "天天"), _WEEK),
}
_CLOSED: Final = ("closed", "выходной", "закрыто", "休息", "不营业")
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
    "营业时间",
    "营业",
)
_LATE: Final = ("pm", "p.m.", "p.m", "下午", "晚上")
_EARLY: Final = ("am", "a.m.", "a.m", "上午", "早上", "凌晨")
_TOKEN: Final = re.compile(
    r"""(?P<always>24\s*/\s*7|(?:全天\s*)?24\s*(?:hours?|h\b|часа|ч\b|小时|小時)|全天|круглосуточно|(?:a)?round\ the\ clock)
    |(?P<set>every\ ?day|без\ выходных|周末|週末|工作日|平日|每天|每日|天天)
    |(?:周|週|星期|礼拜)(?P<chinese>[一二三四五六日天])
    |(?:(?P<half>上午|下午|早上|晚上|凌晨)\s*)?(?<!\d)(?P<hour>\d{1,2})
       (?:[:.](?P<minute>\d{2})|[点點时時](?P<spoken>半|\d{2})?分?)?(?!\d)
       \s*(?P<mark>[ap]\.?m\b\.?|(?:h|ч|час|часов|uhr)\b)?
    |(?P<word>休息|不营业|营业时间|营业|至|到|[a-zа-яё]+|[-~])
    |(?P<bare>[一二三四五六日天])
    |(?P<sep>[,;/&+|、，；。\n])
    |[\s:.()]""",
    re.VERBOSE,
)


class _Token(NamedTuple):
    kind: str
    """day, days, time, open, closed, dash or sep."""
    value: int = 0
    days: frozenset[int] = frozenset()
    mark: str = ""


def opening_hours(text: str) -> frozenset[Opening] | None:
    """Return when it is open; None if the text does not speak of opening hours alone.

    The text is in lower case, its dashes are `-`.
    """
    tokens = _tokens(text)
    parts = _parts(tokens) if tokens else None
    if not parts or not any(isinstance(part, tuple) for part in parts):
        return None
    return frozenset((day, *hours) for days, spans in _rules(parts) for day in days for hours in spans)


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
    return _Token("time", value, mark="pm" if mark in _LATE else "am" if mark in _EARLY else "")


def _word(word: str) -> _Token | None:
    if word in _DAYS:
        return _Token("day", _DAYS[word])
    if word in _SETS:
        return _Token("days", days=_SETS[word])
    if word in _CLOSED:
        return _Token("closed")
    if word in _DASHES:
        return _Token("dash")
    return _Token("") if word in _FILLERS else None


_Part = frozenset[int] | tuple[int, int] | None
"""Days, a span of minutes, or None for closed."""


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
        elif one.kind in ("days", "open"):
            parts.append(one.days if one.kind == "days" else (0, _DAY_MINUTES))
        elif one.kind == "closed":
            parts.append(None)
        at += 3 if ranged else 1
    return parts


def _days(first: int, last: int) -> frozenset[int]:
    """Return the days from one to another, over the end of the week if need be."""
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def _span(one: _Token, last: _Token) -> tuple[int, int]:
    """Return a span of minutes; of `1-5 pm` both are meant, of `9-5 pm` the end alone."""
    start = one.value
    if not one.mark and last.mark == "pm" and start + _NOON < last.value:
        start += _NOON
    return start, last.value or _DAY_MINUTES


def _rules(parts: list[_Part]) -> list[tuple[frozenset[int], list[tuple[int, int]]]]:
    """Return which spans hold on which days: days stand before their spans, or all of them behind."""
    if not any(isinstance(part, frozenset) for part in parts):
        return [(_WEEK, [part for part in parts if isinstance(part, tuple)])]
    behind = isinstance(parts[0], tuple)
    rules: list[tuple[frozenset[int], list[tuple[int, int]]]] = []
    days, spans = frozenset[int](), list[tuple[int, int]]()
    latest, turned = frozenset[int](), False
    for part in parts:
        opens = isinstance(part, tuple) if behind else isinstance(part, frozenset)
        if opens and turned:
            rules.append((days, spans))
            days, spans, turned = frozenset(), [], False
        if isinstance(part, frozenset):
            days, latest, turned = days | part, part, behind
        elif isinstance(part, tuple):
            spans.append(part)
            turned = not behind
        elif behind:
            days -= latest
        else:
            turned = True
    return [*rules, (days, spans)]
