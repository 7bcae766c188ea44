"""robots.txt: which pages of a host a site asks programs to leave alone, and how slowly to come."""

from typing import Final, NamedTuple

from protego import Protego

from tpaudit.documents.site import Answered

_SLOWEST: Final = 30.0
"""Seconds between two requests: a site that asks for more is asked every half minute."""
_MOST: Final = 500_000
"""Bytes of the file that are read."""
NO_ROBOTS: Final = "robots.txt of the host cannot be read, so nothing else there is asked for"
FORBIDDEN: Final = "robots.txt asks programs to leave this page alone"


class Robots(NamedTuple):
    """What a host asks of programs."""

    rules: Protego | None
    """None where nothing may be asked for."""
    why: str = NO_ROBOTS
    """Why nothing may be asked for: an English phrase, to be translated."""

    def problem(self, url: str, agent: str) -> str:
        """Return why an address must be left alone; empty if it may be asked for."""
        if self.rules is None:
            return self.why
        return "" if self.rules.can_fetch(url, agent) else FORBIDDEN

    def delay(self, agent: str) -> float:
        """Return the seconds between two requests that the host asks for."""
        wanted = None if self.rules is None else self.rules.crawl_delay(agent)
        return min(float(wanted or 0), _SLOWEST)


def robots_of(answered: Answered) -> Robots:
    """Return the rules that an answer for robots.txt stands for.

    As RFC 9309 has it: no such file allows everything, a server that fails allows nothing. Where the host gives no
    answer at all, that is why.
    """
    status = answered.status
    if status is None and answered.problem:
        return Robots(None, answered.problem)
    if status is None or status >= 500 or status == 429:  # noqa: PLR2004 - codes of HTTP
        return Robots(None)
    text = answered.body[:_MOST].decode("utf-8", "replace") if 200 <= status < 300 else ""  # noqa: PLR2004
    return Robots(Protego.parse(text))
