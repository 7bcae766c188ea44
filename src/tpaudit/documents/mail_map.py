"""What a map says of a mailbox: who answers there, and when somebody is there to do so."""

from typing import Annotated, Literal

from pydantic import Field

from tpaudit.documents.durations import Duration
from tpaudit.documents.fields import Day, Record, Several, Written
from tpaudit.documents.scalars import named, written, wrong
from tpaudit.documents.worded import Worded
from tpaudit.documents.working_hours import EXPECTED_HOURS, working_hours_of


def _hours(value: object) -> str:
    text = written(value) or ""
    if working_hours_of(text) is None:
        msg = Worded("{value} says no hours; {expected}", value=named(value), expected=EXPECTED_HOURS)
        raise wrong(msg)
    return text


Hours = Annotated[str, Written(_hours, type="string")]


class MailMap(Record):
    """How a mailbox is read."""

    ours: Several[str] = ()
    """Addresses and domains of the company: only they answer, and what they start is no question. Without any,
    everybody answers but who asked."""
    hours: Hours | None = None
    """When somebody is there to answer, by the clock of who answered: `Mon-Fri 9-18, Sat 10-14`. Only these
    hours are counted; without it, all are."""
    holidays: Several[Day] = ()
    """Days on which nobody is there, where `hours` are given."""
    within: Duration | None = None
    """How long an answer may take; what came later, by the same hours, is no answer."""
    summary: Literal["each", "mean", "median"] = Field("each", alias="as")
    """What is written: each thread (default), or the mean or the median of those that were answered."""

    def fault(self) -> str | None:
        """Say what is wrong between the keys."""
        if self.holidays and self.hours is None:
            return "holidays change nothing without hours; write `hours`, such as Mon-Fri 9-18"
        return None
