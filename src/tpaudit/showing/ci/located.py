"""Results as a CI service wants them: placed from the repository's root, and marked for the next run."""

from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Final, NamedTuple

from tpaudit.results.verdict import Checked, Result, Verdict
from tpaudit.showing.text.numbers import visible
from tpaudit.showing.text.results.gate import says
from tpaudit.showing.text.results.verdict import called, explaining, moved_words
from tpaudit.showing.text.translate import ENGLISH, Translate

PathOf = Callable[[str], str]
"""Says a file's path from the repository's root, with slashes."""
FEW: Final = 10
"""How many items of one result are listed where room is short."""


class Located(NamedTuple):
    """A result with all that a CI service asks of it."""

    audit: Checked
    file: str
    """The audit's path from the repository's root, with slashes."""
    result: Result
    path: str
    """From the repository's root, with slashes."""
    line: int
    mark: str
    """The same in every run, as long as it is the same thing in the same audit; of no two results the same."""


def located(verdict: Verdict, place: PathOf) -> Iterator[Located]:
    """Yield every result of every audit in the order in which they are listed."""
    met = Counter[str]()
    for audit in verdict.audits:
        file = place(audit.file)
        for result in audit.results:
            mark = _mark(file, result)
            met[mark] += 1
            again = f":{met[mark]}" if met[mark] > 1 else ""
            yield Located(
                audit=audit,
                file=file,
                result=result,
                path=place(result.file),
                line=max(result.line, 1),
                mark=mark + again,
            )


def _mark(file: str, result: Result) -> str:
    """Return a hash of what a result is about; lines, scores and days may change, and it stays."""
    promise = result.about if result.kind in ("promise", "fact") else ""
    about = (file, result.rule, result.kind, result.at, result.place or "", promise)
    return sha256("\0".join(about).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def sentence(result: Result, say: Translate = ENGLISH) -> str:
    """Return what a result says and of what, on one line that a terminal shows as it is."""
    return visible(say("{what} {text}", what=called(result, say), text=says(result, say)))


def explanation(found: Located) -> list[str]:
    """Return the command that explains an error, as a list of one; an empty list for all else."""
    command = explaining(found.result, found.audit, found.file) if found.result.counts else ""
    return [command] if command else []


def severity(result: Result) -> str:
    """Return how bad a result is, as linters call it: `error`, `warning`, or `info` for what is waived."""
    if result.waiver:
        return "info"
    return "error" if result.level == "error" else "warning"


def carried(result: Result, most: int | None = None, say: Translate = ENGLISH) -> list[str]:
    """Return a line for each item that carries a result, or for the first of them and how many there are."""
    items = result.items or []
    more = len(items) - (len(items) if most is None else most)
    rest = [say("and {more} more", more=more)] if more > 0 else []
    return [visible(moved_words(each, say)) for each in items[:most]] + rest
