"""What a trend says in words: of each point, and of a whole line."""

from tpaudit.results.trend import TrendLine, TrendPoint
from tpaudit.showing.text.locale import Locale


def trend_sentence(line: TrendLine, locale: Locale) -> str:
    """Return what became of a score since the point before, and whether chance explains it."""
    say, newest = locale.say, line.points[-1]
    if newest.change is None:
        return say("{score} points", score=locale.points(newest.score))
    names = {"score": locale.points(newest.score), "change": locale.signed(newest.change)}
    if newest.moved is None:
        return say("{score} points, {change}; whether that is chance is not known", **names)
    if not newest.moved:
        return say("{score} points, {change}: no more than chance explains", **names)
    if newest.change < 0:
        return say("{score} points, {change}: a fall that chance does not explain", **names)
    return say("{score} points, {change}: a rise that chance does not explain", **names)


def point_words(point: TrendPoint, locale: Locale) -> str:
    """Return what a point shows: its day, score, range, and whether it lies outside the limits."""
    say = locale.say
    texts = [locale.day(point.day), locale.points(point.score)]
    if point.low is not None and point.high is not None:
        texts.append(
            say("by chance {low} to {high}", low=locale.points(point.low), high=locale.points(point.high))
        )
    texts.append(say("visits: {count}", count=point.visits))
    if point.outside:
        texts.append(say("outside the control limits"))
    return say(", ").join(text for text in texts if text)
