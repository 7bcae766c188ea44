"""A visit as a probe writes it: answers with what was seen, and what stays open with the reason."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.results.message import MessageValue
from tpaudit.results.probed import Measured, Probed, SaidFact, Seen
from tpaudit.showing.scaffold.audit import scalar
from tpaudit.showing.text.numbers import visible
from tpaudit.showing.text.results.gate import value_in_words
from tpaudit.showing.text.translate import Translate

_LONGEST: Final = 400
_SINGLE: Final = ("opening-hours", "address")
"""Facts of which a site that says several things contradicts itself, or speaks of several places."""
_LISTED: Final = ("phone", *_SINGLE)
"""Facts of which everything that the site says is proposed; of others a list of goods would come of it."""


def probed_visit(probed: Probed, say: Translate) -> str:
    """Return the file of a visit in a language."""
    return "\n".join(_lines(probed, say)) + "\n"


def open_items(probed: Probed, say: Translate) -> list[str]:
    """Return a line for each question that the probe leaves open."""
    return [
        f"{item.address}: {_in_words(item.measured.note, say)}"
        for item in probed.items
        if not item.measured.answers
    ]


def contradictions(probed: Probed, say: Translate) -> list[str]:
    """Return a line for each fact of which the site says two things where only one can be so."""
    facts = next(iter(probed.proposals.values()), ())
    lines: list[str] = []
    for fact in _SINGLE:
        said = [one for one in facts if one.fact == fact]
        lines += [
            say(
                "{fact}: {value} ({page}), but also {other} ({there})",
                fact=fact,
                value=said[0].value,
                page=said[0].links[0],
                other=other.value,
                there=other.links[0],
            )
            for other in said[1:]
        ]
    return lines


def _in_words(said: MessageValue, say: Translate) -> str:
    return _shortened(value_in_words(said, say))


def _shortened(text: str) -> str:
    """Return a text of a page no longer than people read."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _lines(probed: Probed, say: Translate) -> Iterator[str]:
    yield _comment(
        say(
            "What tpaudit probe measured at {site}; pages read: {count}",
            site=probed.site,
            count=len(probed.pages),
        )
    )
    if probed.cut is not None:
        yield _comment(_in_words(probed.cut, say))
    for page in probed.unread:
        yield _comment(say("not read: {page}: {reason}", page=page.link, reason=_in_words(page.why, say)))
    yield "format: 1"
    yield ""
    yield "visit:"
    yield f"  on: {probed.on}"
    yield "  by: tpaudit probe"
    yield "  method: probe"
    yield f"  note: {scalar(', '.join(probed.tools))}"
    yield ""
    yield "answers:"
    for item in probed.items:
        yield from _answer(item.address, item.measured, say)
    yield from _proposals(probed, say)


def _answer(address: str, measured: Measured, say: Translate) -> Iterator[str]:
    note = _in_words(measured.note, say)
    if not measured.answers:
        yield f"  {_comment(say('{state}: {reason}', state=say('open'), reason=note))}"
        yield f"  {address}:"
        return
    yield f"  {address}:"
    first, *others = measured.answers
    dash, indent = ("    - ", "      ") if others else ("    ", "    ")
    yield f"{dash}answer: {_word(first)}"
    yield f"{indent}note: {scalar(note)}"
    if measured.evidence:
        yield f"{indent}evidence:"
        for seen in measured.evidence:
            yield from _seen(seen, indent, say)
    for answer in others:
        yield f"    - answer: {_word(answer)}"


def _word(answer: str) -> str:
    """Return an answer as a value: words of ours stand without quotes."""
    return answer if answer in ("yes", "no", "n/a") else scalar(answer)


def _seen(seen: Seen, indent: str, say: Translate) -> Iterator[str]:
    shown = _in_words(seen.shows, say)
    yield f"{indent}  - link: {scalar(seen.link)}"
    yield f"{indent}    shows: {scalar(shown)}"


def _proposals(probed: Probed, say: Translate) -> Iterator[str]:
    """Yield what the site says of facts, as comments: a person decides which of it is so."""
    if not probed.proposals:
        return
    yield ""
    yield _comment(say("What the site says of facts, to be taken over into the audit:"))
    if probed.unstated:
        said = next(iter(probed.proposals.values()))
        yield "# facts:"
        for fact in probed.unstated:
            most = next(one for one in said if one.fact == fact)
            yield visible(f"#   {fact}: {scalar(most.value)}")
    yield "# touchpoints:"
    for touch_id, facts in probed.proposals.items():
        yield f"#   {touch_id}:"
        yield "#     says:"
        for fact in dict.fromkeys(fact.fact for fact in facts):
            yield from _fact([one for one in facts if one.fact == fact], say)


def _fact(values: Sequence[SaidFact], say: Translate) -> Iterator[str]:
    listed = len(values) if values[0].fact in _LISTED else 1
    yield f"#       {values[0].fact}:"
    for one in values[:listed]:
        yield visible(f"#         - text: {scalar(one.value)}")
        yield visible(f"#           seen: {scalar(one.links[0])}")
    for other in values[listed:]:
        text = say("also said: {value} ({page})", value=scalar(other.value), page=other.links[0])
        yield visible(f"#         # {text}")


def _comment(text: str) -> str:
    return f"# {' '.join(visible(text).split())}"
