"""Opening hours in English, Russian and Chinese, in one form: which days, from when to when.

`Mon-Fri 9-18`, `Mo–Fr 09:00–18:00`, `Пн-Пт 9:00-18:00` and `周一至周五 9-18` are the same hours. Without
days they apply to every day that is not mentioned otherwise; the order of parts makes no difference, and
closed days need not be mentioned: `10-20, Mon closed` is `Tue-Sun 10-20`.
"""

import re
from typing import Final, NamedTuple

Opening = tuple[int, int, int]
"""A weekday (0 is Monday), and the first and last minute of the day."""
_DAY_MINUTES: Final = 24 * 60
_NOON: Final = 12 * 60
_MAX_TOKENS: Final = 100
"""How many days, times and separators are read from one text; a longer one is compared as text."""
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
_PIECE: Final = r"""
    (?P<always>24\s*/\s*7|%(all_day)s24\s*(?:hours?|h\b|часа|ч\b%(hours)s)(?:\ (?:(?:a|per)\ day|в\ (?:сутки|день))\b)?
       |%(always)sкруглосуточно|(?:a)?round\ the\ clock)
    |(?P<set>every\ ?day|каждый\ день|без\ выходных%(sets)s)
    |(?P<chinese>%(day)s)
    |(?:(?P<half>%(half)s)\s*)?(?<!\d)(?P<hour>\d{1,2})
       (?:[:.](?P<minute>\d{2})|%(clock)s(?P<spoken>半|\d{2})?分?)?(?!\d)
       \s*(?P<mark>[ap]\.?m\b\.?|(?:h|ч|час|часов|uhr)\b)?
    |(?P<word>%(words)s[a-zа-яё]+|[-~])
    |(?P<bare>%(bare)s)
    |(?P<sep>[,;/&+|\n%(marks)s])
    |[\s:.()]"""
"""What a text is made of, whose Chinese parts take as long to compile as all others."""
_WESTERN: Final = {
    **dict.fromkeys(("all_day", "hours", "always", "sets", "words", "marks"), ""),
    **dict.fromkeys(("day", "half", "clock", "bare"), "(?!)"),
}
_EASTERN: Final = {
    "all_day": r"(?:全天\s*)?",
    "hours": "|小时|小時",
    "always": "全天|",
    "sets": "|周末|週末|工作日|平日|每天|每日|天天",
    "day": r"(?:周|週|星期|礼拜)[一二三四五六日天]",
    "half": "上午|下午|早上|晚上|凌晨",
    "clock": "[点點时時]",
    "words": "休息|不营业|闭馆|公休|营业时间|营业|至|到|",
    "bare": "[一二三四五六日天]",
    "marks": "、，；。",
}
_DURATION: Final = re.compile(r"24\s*(?:hours?|h|часа|ч|小时|小時)\.?")


class _Token(NamedTuple):
    kind: str
    """day, days, off, time, open, closed, dash or sep."""
    value: int = 0
    days: frozenset[int] = frozenset()
    mark: str = ""
    bare: bool = False
    """Of a time, an hour alone, such as 9: neither 9:00 nor 09."""


def opening_hours(text: str) -> frozenset[Opening] | None:
    """Return when it is open; None if the text holds anything but opening hours.

    The text must be in lower case, its dashes `-`. A duration such as `24 hours` is not opening hours.
    """
    tokens = None if _DURATION.fullmatch(text) else _tokens(text)
    parts = _parts(tokens) if tokens and len(tokens) <= _MAX_TOKENS else None
    open_and_closed = _without_closed(parts) if parts else None
    if open_and_closed is None:
        return None
    parts, closed = open_and_closed
    rules = _rules(parts)
    if not all(spans for _, spans in rules):  # days without hours
        return None
    other_days = _WEEK.difference(*(days for days, _ in rules))
    hours = {(day, *span) for days, spans in rules for day in (days or other_days) - closed for span in spans}
    return frozenset(hours) or None


def _tokens(text: str) -> list[_Token] | None:
    """Return the tokens of a text; None if it holds anything else."""
    tokens: list[_Token] = []
    index = 0
    eastern = max(text, default="") >= "\u2e80"  # the first of the Chinese signs
    pattern = re.compile(_PIECE % (_EASTERN if eastern else _WESTERN), re.VERBOSE)
    while index < len(text):
        match = pattern.match(text, index)
        if match is None:
            return None
        index = match.end()
        if match.lastgroup is None:
            continue
        token = _token(match, tokens)
        if token is None:
            return None
        if token.kind:
            tokens.append(token)
    return tokens


def _token(match: re.Match[str], earlier: list[_Token]) -> _Token | None:
    if match["always"]:
        return _Token("open")
    if match["set"]:
        return _Token("days", days=_SETS.get(match["set"], _WEEK))
    if match["chinese"]:
        return _Token("day", _CHINESE[match["chinese"][-1]])
    if match["bare"]:  # 周一至五
        follows = bool(earlier) and earlier[-1].kind in ("dash", "day", "sep")
        return _Token("day", _CHINESE[match["bare"]]) if follows else None
    if match["hour"]:
        return _time(match)
    return _Token("sep") if match["sep"] else _word(match["word"])


def _time(match: re.Match[str]) -> _Token | None:
    spoken = match["spoken"]
    minutes = 30 if spoken == "半" else int(match["minute"] or spoken or 0)
    value = int(match["hour"]) * 60 + minutes
    mark = match["half"] or match["mark"] or ""
    if minutes >= 60 or value > _DAY_MINUTES:  # noqa: PLR2004 - an hour
        return None
    if mark in _LATE and value < _NOON:
        value += _NOON
    elif mark in _EARLY and value >= _NOON:
        value -= _NOON
    half = "pm" if mark in _LATE else "am" if mark in _EARLY else ""
    return _Token("time", value, mark=half, bare=match[0].strip() == str(value // 60))


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
"""Days and their spans; without days, the spans apply to all days that are not mentioned."""


def _parts(tokens: list[_Token]) -> list[_Part] | None:
    """Return days and spans in their order; None if a time has no end."""
    parts: list[_Part] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        last = tokens[index + 2] if index + 2 < len(tokens) and tokens[index + 1].kind == "dash" else None
        is_range = last is not None and last.kind == token.kind and token.kind in ("day", "time")
        if token.kind == "time":
            if last is None or not is_range:
                return None
            parts.append(_span(token, last))
        elif token.kind == "day":
            parts.append(_days(token.value, last.value if last and is_range else token.value))
        elif token.kind == "off":
            after_days = isinstance(parts[-1], frozenset) if parts else False
            beside_days = after_days or (index + 1 < len(tokens) and tokens[index + 1].kind == "day")
            parts.append("closed" if beside_days else token.days)
        elif token.kind in ("days", "open"):
            parts.append(token.days if token.kind == "days" else (0, _DAY_MINUTES))
        elif token.kind in ("closed", "sep"):
            parts.append("closed" if token.kind == "closed" else ",")
        index += 3 if is_range else 1
    return parts


def _days(first: int, last: int) -> frozenset[int]:
    """Return the days from one to another, across the end of the week if needed."""
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def _span(first: _Token, last: _Token) -> tuple[int, int]:
    """Return a span of minutes: in `1-5 pm` both times are pm, in `9-5 pm` and `9-5` only the end."""
    start = first.value
    if not first.mark and last.mark == "pm" and start + _NOON < last.value:
        start += _NOON
    if first.bare and last.bare and 0 < last.value <= start <= _NOON:
        return start, last.value + _NOON
    return start, last.value or _DAY_MINUTES


def _without_closed(parts: list[_Part]) -> tuple[list[_Part], frozenset[int]] | None:
    """Return the parts without the closed days, and these days; None if `closed` has no days beside it."""
    closed = frozenset[int]()
    while "closed" in parts:
        index = parts.index("closed")
        before, after = parts[:index][::-1], parts[index + 1 :]
        side = min((before, after), key=_distance)
        count = _parts_closed(side)
        if not count:
            return None
        closed = closed.union(*(part for part in side[:count] if isinstance(part, frozenset)))
        parts = [
            *before[count if side is before else 0 :][::-1],
            ",",
            *after[count if side is after else 0 :],
        ]
    return parts, closed


def _days_beside(side: list[_Part]) -> tuple[list[int], bool]:
    """Return the indexes of days, going away from `closed`, and whether the last of them touches a span."""
    end = next(
        (index for index, part in enumerate(side) if isinstance(part, tuple) or part == "closed"), len(side)
    )
    days = [index for index in range(end) if isinstance(side[index], frozenset)]
    return days, bool(days) and days[-1] + 1 == end < len(side) and isinstance(side[end], tuple)


def _distance(side: list[_Part]) -> tuple[bool, bool, bool]:
    """Return a sort key for the side of `closed` with its days: no days, behind a comma, or days of a span come last."""
    days, touching = _days_beside(side)
    return not days, bool(days) and days[0] > 0, touching and len(days) == 1


def _parts_closed(side: list[_Part]) -> int:
    """Return how many parts of a side belong to `closed`; of several days, the one at a span belongs to the span."""
    days, touching = _days_beside(side)
    if touching and len(days) > 1:
        days.pop()
    return days[-1] + 1 if days else 0


def _rules(parts: list[_Part]) -> list[_Rule]:
    """Return which spans apply to which days: days stand before their spans, or all of them after.

    Spans before a comma and days with spans of their own apply to all other days.
    """
    days_and_spans = [part for part in parts if not isinstance(part, str)]
    if not any(isinstance(part, tuple) for part in days_and_spans):
        return [(frozenset(), [])]
    days_follow = isinstance(days_and_spans[0], tuple) and (
        isinstance(days_and_spans[-1], frozenset) or _adjacent(parts)
    )
    rules: list[_Rule] = [(frozenset(), [])]
    for part in days_and_spans:
        days, spans = rules[-1]
        if isinstance(part, tuple if days_follow else frozenset) and (days if days_follow else spans):
            rules.append((frozenset(), []))
            days, spans = rules[-1]
        if isinstance(part, frozenset):
            rules[-1] = (days | part, spans)
        else:
            spans.append(part)
    return rules


def _adjacent(parts: list[_Part]) -> bool:
    """Tell whether the first days follow a span without a comma between them."""
    first = next((index for index, part in enumerate(parts) if isinstance(part, frozenset)), 0)
    return first > 0 and isinstance(parts[first - 1], tuple)
