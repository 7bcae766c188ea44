"""Five facts that a question counts: all found is an answer, fewer leave it open with what to look for."""

from collections.abc import Mapping, Sequence

from tpaudit.judging.measure.measurement import open_because
from tpaudit.results.message import Message, MessageValue, Term, in_a_row
from tpaudit.results.probed import Measured, Seen


def all_of(wanted: Sequence[str], found: Mapping[str, Seen]) -> Measured:
    """Return the number of facts if each was found, with where each stands.

    Otherwise the question stays open: what was not found may stand there in other words.
    """
    missing = [name for name in wanted if name not in found]
    if not found:
        return open_because("none of the facts was found in words that are known here; look by hand")
    if missing:
        values = {"found": _list_of([name for name in wanted if name in found]), "missing": _list_of(missing)}
        return Measured(note=Message(phrase="found: {found}; look by hand for: {missing}", values=values))
    note = Message(phrase="all are stated: {found}", values={"found": _list_of(wanted)})
    return Measured(answers=(str(len(wanted)),), note=note, evidence=tuple(found[name] for name in wanted))


def _list_of(names: Sequence[str]) -> MessageValue:
    return in_a_row([Term(text=name) for name in names])
