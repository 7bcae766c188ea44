"""Claims: what failed, ready to be said in a sentence."""

from dataclasses import dataclass, field

from tpaudit.results.computed import Computed


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class Claim(Computed):
    """What falls short at an item."""

    text: str | None
    """The note or quote of the newest observation that falls short, else what the checklist says of such an
    answer; null where nobody has words for it."""
    answer: str
    """The answer of that observation: an option as the checklist writes it, `yes`, `no` or `never`, else as it was
    written."""
    question: str
    """The question without the instruction around it."""
    fails: bool
    """That observation is below 50 points, or has an answer that fails."""
    kind: str = ""
    """Which kind of question it is, such as `duration`, by which the answer is written."""
    fault: str | None = None
    """What the checklist says of such an answer, where the text is a note or quote beside it; else null."""
    noted: bool = False
    """The text is a note or quote, and none of the checklist's words."""
    alike: bool = True
    """All observations that fall short have this answer."""
    ends: list[str] = field(default_factory=list)
    """The least and the most that was measured of them, where that differs; else empty."""
