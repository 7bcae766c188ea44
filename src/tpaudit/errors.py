"""Every error that tpaudit raises on purpose.

TpauditError            a message for the person at the keyboard
├── InputError          files that cannot be judged, with every problem found in them
├── UsageError          a request that cannot be met: an unknown persona, a file that is not there
└── BaselineError       there is nothing to compare with

StoppedError is none of them: somebody stops what takes long, and what is there by then is used. Anything else that
is raised is a bug and keeps its traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


YES: Final = 0
NO: Final = 1
CANNOT_JUDGE: Final = 2
NO_BASELINE: Final = 3
BUG: Final = 70
EXIT_CODES: Final = {
    YES: "done; for `validate` also with warnings, for `score` whatever the score, for `check` also with warnings",
    NO: "`check` says no: something got worse, or lies below a limit",
    CANNOT_JUDGE: "the input cannot be judged: an error in a file, a file that is not there, an unknown option or persona",
    NO_BASELINE: "there is nothing to compare with: no such commit, a clone too shallow, no git, a baseline that does not load",
    BUG: "a bug in tpaudit; please report the lines it printed",
}
"""What each exit code means; of several reasons 70 beats 2, which beats 3, which beats 1."""


class Problem(NamedTuple):
    """One thing wrong at one place of one file."""

    file: str
    line: int
    column: int
    address: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        """Write the line that people and editors read: FILE:LINE:COLUMN: ADDRESS: what; what was expected."""
        return self.told(self.message, "warning")

    def told(self, message: str, warning: str) -> str:
        """Write the line with its message, and the word for a warning, in some language."""
        parts = [f"{self.file}:{self.line}:{self.column}:"]
        if self.warning:
            parts.append(f"{warning}:")
        if self.address:
            parts.append(f"{self.address}:")
        return " ".join([*parts, message])


class TpauditError(Exception):
    """What went wrong, in words for the person at the keyboard."""

    language: str = ""
    """The language in which that person is answered; empty while nobody has said it. Its text is English in any case."""

    @property
    def message(self) -> str:
        """The text as it was raised: worded, if it can be said in other languages."""
        return self.args[0] if self.args else ""


class StoppedError(Exception):
    """Somebody stops what takes long, in the middle of it."""


class UsageError(TpauditError):
    """The request cannot be met as it was put."""


class BaselineError(TpauditError):
    """There is nothing to compare with; the message names the command that fixes it."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        """Keep what is wrong in the files of the baseline, if that is the reason."""
        super().__init__(message)
        self.problems = tuple(problems)


class InputError(TpauditError):
    """Files cannot be judged; `problems` holds what was found, warnings included, sorted by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems for whoever shows them."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        """Let the error travel back from a worker process."""
        return (InputError, (self.problems,))
