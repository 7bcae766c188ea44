"""A mailbox, as times of response: how many threads got an answer, and after how long.

A message that answers nothing starts a thread. Its first answer is the earliest message below it that a person wrote
from another address. Receipts, out-of-office notes and bounces are no answer (Auto-Submitted, Precedence and the
like). A thread without an answer is `never`, and not left out. The answers go to `answered-at-all` and `first-answer`
of the checklist `response-time`; each thread is an observation. No address, name, subject or text is kept: threads are
called by the number of their message in the file.

```sh
tpaudit import mbox help.mbox --to audits/roastery.yaml --touchpoint support --map mail.map.yaml
```

A map may say who answers, in which hours, and what is written:

```yaml
mail:
  ours: example.org               # only addresses of this domain answer, and what they start is no question
  hours: Mon-Fri 9-18, Sat 10-14  # only these hours count, by the clock of who answered
  holidays: [2026-12-25, 2026-12-26]
  within: 27h                     # what comes later, by these hours, is no answer
  as: median                      # one observation for all that were answered; or mean
```
"""

from collections.abc import Iterator, Sequence
from math import fsum
from statistics import median
from typing import Final, NamedTuple

from tpaudit.documents.durations import in_words
from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.mail_map import MailMap
from tpaudit.documents.working_hours import WorkingHours, seconds_between, working_hours_of
from tpaudit.reading.imports.json_file import unusable
from tpaudit.reading.imports.kind import ImportKind, ImportSource
from tpaudit.reading.imports.mail.messages import messages
from tpaudit.reading.imports.mail.threads import Thread, Threads, threads_of
from tpaudit.reading.imports.placing import placed
from tpaudit.results.imported import Imported
from tpaudit.results.reported import LeftOpen, Reported, ReportedAnswer, ToolReport

_CHECKLIST: Final = "response-time"
_ANSWERED: Final = "answered-at-all"
_FIRST_ANSWER: Final = "first-answer"


class MailWay(NamedTuple):
    """How a mailbox is read."""

    ours: Sequence[str] = ()
    hours: WorkingHours | None = None
    summary: str = "each"
    within: float | None = None
    """In seconds of the same clock; what took longer is no answer."""


class _Timed(NamedTuple):
    """A thread, and the seconds until its first answer; None where there was none in time."""

    thread: Thread
    seconds: float | None


def mbox(file: str, source: bytes, way: MailWay = MailWay()) -> Reported:  # noqa: B008 it is frozen
    """Return the times of response of a mailbox; raises InputError for what is none, or without a question."""
    found = threads_of(messages(file, source), way.ours)
    timed = [_timed(thread, way) for thread in found.threads]
    late = [each for each in timed if each.seconds is not None and each.seconds < 0]
    counted = [each for each in timed if each not in late]
    if not counted:
        raise unusable(file, "no message in it starts a thread", "questions and their answers")
    days = [_minute(each.thread) for each in counted]
    answers = (_answered(counted), *_first_answers(counted, way.summary))
    return Reported(
        reports=(ToolReport(key="mbox", on=max(days)[:10], answers=answers),),
        left_open=(
            *(
                LeftOpen(where=f"message {mail.number}", why="no date that can be read")
                for mail in found.undated
            ),
            *(LeftOpen(where=_where(each.thread), why="answered before it was sent") for each in late),
        ),
        left_out=_left_out(found),
        figures=tuple(_figures(counted)),
        unit="messages and threads",
        method="measurement",
        why_left_out="they are no question of a customer",
    )


def _timed(thread: Thread, way: MailWay) -> _Timed:
    asked, answered = thread.question.sent, thread.answer.sent if thread.answer else None
    if asked is None or answered is None:
        return _Timed(thread, None)
    backwards = (answered - asked).total_seconds() < 0
    seconds = -1.0 if backwards else seconds_between(asked, answered, way.hours)
    return _Timed(thread, None if way.within is not None and seconds > way.within else seconds)


def _minute(thread: Thread) -> str:
    return f"{thread.question.sent:%Y-%m-%dT%H:%M}"


def _where(thread: Thread) -> str:
    return f"message {thread.question.number}"


def _times(timed: Sequence[_Timed]) -> list[float]:
    return [each.seconds for each in timed if each.seconds is not None]


def _answered(timed: Sequence[_Timed]) -> ReportedAnswer:
    times = len(_times(timed))
    single = "yes" if times else "no"
    rate = f"{times}/{len(timed)}" if len(timed) > 1 else single
    return ReportedAnswer(checklist=_CHECKLIST, item=_ANSWERED, answer=rate, where="threads")


def _first_answers(timed: Sequence[_Timed], summary: str) -> Iterator[ReportedAnswer]:
    times = _times(timed)
    if summary == "each":
        for each in timed:
            seconds = each.seconds
            yield ReportedAnswer(
                checklist=_CHECKLIST,
                item=_FIRST_ANSWER,
                answer="never" if seconds is None else in_words(seconds),
                where=_where(each.thread),
                on=_minute(each.thread),
            )
    elif times:
        amount = median(times) if summary == "median" else fsum(times) / len(times)
        yield ReportedAnswer(
            checklist=_CHECKLIST,
            item=_FIRST_ANSWER,
            answer=in_words(float(round(amount))),
            where="threads",
            note=summary,
            of=len(times),
        )


def _left_out(found: Threads) -> dict[str, int]:
    counts = {
        "automatic messages": found.automatic,
        "answers to what is not in the file": found.orphans,
        "threads that the company started": found.own,
    }
    return {what: count for what, count in counts.items() if count}


def _figures(timed: Sequence[_Timed]) -> Iterator[str]:
    hours = [seconds / 3600 for seconds in _times(timed)]
    yield f"{len(hours)} of {len(timed)} threads answered"
    if hours:
        yield f"hours until the first answer: median {median(hours):.4f}, mean {fsum(hours) / len(hours):.4f}"


def _read(source: ImportSource, audit: LoadedAudit, mapping: ImportMap) -> Imported:
    return placed(mbox(source.name, source.data, _way(mapping.mail)), source, audit)


def _way(mail: MailMap | None) -> MailWay:
    if mail is None:
        return MailWay()
    hours = working_hours_of(mail.hours, frozenset(mail.holidays)) if mail.hours else None
    return MailWay(ours=mail.ours, hours=hours, summary=mail.summary, within=mail.within)


MBOX: Final = ImportKind(
    id="mbox",
    help="a mailbox: how many got an answer, and after how long",
    read=_read,
    options=frozenset({"touchpoint", "map"}),
    needs_map=False,
)
