"""Threads: who answered a question first, and when."""

from collections.abc import Sequence
from typing import NamedTuple

from tpaudit.reading.imports.mail.messages import Mail


class Thread(NamedTuple):
    """A question, and the first answer of a person; None if there is none."""

    question: Mail
    answer: Mail | None


class Threads(NamedTuple):
    """The threads of a mailbox, and what belongs to none."""

    threads: tuple[Thread, ...]
    automatic: int
    """Messages that programs sent."""
    orphans: int
    """Answers to what is not in the file."""
    own: int
    """Threads that the company started."""
    undated: tuple[Mail, ...]
    """Messages without a date that can be read."""


def threads_of(mails: Sequence[Mail], ours: Sequence[str] = ()) -> Threads:
    """Return the threads that customers started.

    The first answer is the earliest message below the question from another address; where `ours` names addresses or
    domains, from one of those, and a thread that one of those started is none.
    """
    first_of: dict[str, Mail] = {}
    for mail in mails:
        first_of.setdefault(mail.message_id, mail)
    roots = _roots(mails, first_of)
    below: dict[str, list[Mail]] = {}
    for mail, root in roots:
        if mail is not root and not mail.automatic and mail.sent is not None:
            below.setdefault(root.message_id, []).append(mail)
    starters = [mail for mail, root in roots if mail is root and not mail.answers]
    asked = [mail for mail in starters if not mail.automatic and mail.sent is not None]
    customers = [mail for mail in asked if not _is_one_of(mail.sender, ours)]
    return Threads(
        threads=tuple(Thread(mail, _first(mail, below.get(mail.message_id, ()), ours)) for mail in customers),
        automatic=sum(mail.automatic for mail in mails),
        orphans=sum(mail is root and bool(mail.answers) for mail, root in roots),
        own=len(asked) - len(customers),
        undated=tuple(mail for mail in mails if mail.sent is None and not mail.automatic),
    )


def _roots(mails: Sequence[Mail], first_of: dict[str, Mail]) -> list[tuple[Mail, Mail]]:
    """Return each message with the one at the root of its thread; what leads in a circle has itself."""
    known: dict[str, Mail] = {}
    found = []
    for mail in mails:
        way: list[Mail] = []
        current = mail
        seen: set[str] = set()
        while current.message_id not in known and current.message_id not in seen:
            seen.add(current.message_id)
            way.append(current)
            above = next((first_of[name] for name in current.answers if name in first_of), None)
            if above is None:
                break
            current = above
        root = known.get(current.message_id, current)
        known |= {passed.message_id: root for passed in way}
        found.append((mail, root))
    return found


def _first(question: Mail, answers: Sequence[Mail], ours: Sequence[str]) -> Mail | None:
    from_others = (
        mail
        for mail in answers
        if mail.sender != question.sender and (not ours or _is_one_of(mail.sender, ours))
    )
    return min(from_others, key=_when, default=None)


def _when(mail: Mail) -> tuple[float, int]:
    return (mail.sent.timestamp() if mail.sent else 0.0, mail.number)


def _is_one_of(sender: str, ours: Sequence[str]) -> bool:
    """Tell whether an address is one of those named, or belongs to a domain that is."""
    domain = sender.rpartition("@")[2]
    return any(
        name in (sender, domain) or domain.endswith(f".{name}")
        for name in (each.lower().removeprefix("@") for each in ours)
    )
