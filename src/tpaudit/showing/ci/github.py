"""GitHub: a verdict as workflow commands, which put it beside the lines of a pull request."""

from collections.abc import Iterator
from typing import Final

from tpaudit.results.verdict import Verdict
from tpaudit.showing.ci.located import FEW, Located, PathOf, carried, explanation, located, sentence
from tpaudit.showing.text.numbers import visible
from tpaudit.showing.text.results.verdict import called, counted, worst_first

SHOWN: Final = 10
"""How many errors of a step GitHub shows, and how many warnings; it drops the others without a word."""
_TITLE: Final = 120
_MESSAGE: Final = 4_000
"""Characters of a title and of a message, so that a hostile text cannot fill the page."""
_COMMANDS: Final = {"error": "error", "warn": "warning"}


def as_github(verdict: Verdict, place: PathOf) -> str:
    """Return the verdict's figures, and a command for each of the worst errors and warnings.

    No text of a file begins a line or reaches past its command: the first line holds figures alone.
    """
    unwaived = [one for one in located(verdict, place) if one.result.waiver is None]
    unwaived.sort(key=lambda one: worst_first(one.result))
    lines = [f"tpaudit check: {'PASS' if verdict.passed else 'FAIL'}, {counted(verdict)}"]
    for each in verdict.unjudged[:SHOWN]:
        file = _property(place(each.file))
        lines.append(f"::error file={file},line=1,title=not judged::{_data(_cut(each.why, _MESSAGE))}")
    for level, command in _COMMANDS.items():
        lines += _commands(command, [one for one in unwaived if one.result.level == level])
    return "".join(f"{line}\n" for line in lines)


def _commands(command: str, found: list[Located]) -> Iterator[str]:
    for at, one in enumerate(found[:SHOWN], 1):
        more = len(found) - SHOWN if at == SHOWN else 0
        rest = (
            [f"This is one of {len(found)} {command}s: {more} more are not shown here."] if more > 0 else []
        )
        title = _cut(f"{one.result.rule}: {called(one.result)}", _TITLE)
        parts = [sentence(one.result), *carried(one.result, FEW), *explanation(one)]
        message = _cut("\n".join(parts), _MESSAGE)
        about = f"file={_property(one.path)},line={one.line},title={_property(title)}"
        yield f"::{command} {about}::{_data(chr(10).join([message, *rest]))}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _data(text: str) -> str:
    """Escape a text as the runner unescapes it; its lines stay lines of one command."""
    kept = "\n".join(visible(line) for line in text.split("\n"))
    return kept.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
