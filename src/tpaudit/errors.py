"""Every error that tpaudit raises on purpose.

TpauditError            a message for the person at the keyboard
├── InputError          files that cannot be judged, with every problem found in them
├── UsageError          a request that cannot be met: an unknown persona, a file that is not there
└── BaselineError       there is nothing to compare with

Anything else that is raised is a bug and keeps its traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tpaudit.reading.problems import Problem

NO: Final = 1
"""The exit code of a gate that says no."""
CANNOT_JUDGE: Final = 2
"""The exit code of input that cannot be judged."""
NO_BASELINE: Final = 3
"""The exit code where there is nothing to compare with."""
BUG: Final = 70
"""The exit code of a fault of our own."""


class TpauditError(Exception):
    """What went wrong, in words for the person at the keyboard."""


class UsageError(TpauditError):
    """The request cannot be met as it was put."""


class BaselineError(TpauditError):
    """There is nothing to compare with; the message names the command that mends it."""

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
