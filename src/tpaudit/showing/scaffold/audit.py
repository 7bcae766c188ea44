"""A new audit to be filled in: every touchpoint of a journey, with each question above its empty answer."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from tpaudit.documents.checklist import Checklist, Item, curve_fault
from tpaudit.documents.curves import written_curve
from tpaudit.documents.journey import Expected, InlineJourney, Stage
from tpaudit.documents.scalars import as_text
from tpaudit.showing.text.figures.marks import enumerated
from tpaudit.showing.text.items import ItemWords
from tpaudit.showing.text.numbers import visible, wrapped

_COLUMNS: Final = 100
_PLAIN: Final = re.compile(r"[^\W\d_][^\W_]*(?:[ '’.,()/«»“”—–-]+[^\W_]+)*[.)»”]?\Z")
_DAY: Final = 86_400
"""Seconds: what has to be watched for so long is not had on one walk."""
_SPECIAL: Final = frozenset({"true", "false", "yes", "no", "null", "on", "off", "y", "n"})


class NewAudit(NamedTuple):
    """What a new audit is written from."""

    name: str
    """The audit's id: the file's name without its ending."""
    company: str
    journey_id: str
    journey: InlineJourney
    applied: Mapping[str, tuple[str, ...]]
    """The checklists of each expected touchpoint."""
    checklists: Mapping[str, Checklist]
    language: str
    """The language in which it is written."""
    quick: str = ""
    """The checklist that every touchpoint is asked, if it is the same: its questions stand once, at the top."""
    left_out: tuple[str, ...] = ()
    """What the journey expects and this audit leaves out, by id."""
    size: str = ""
    """The company's size; empty if it is not known."""


def audit_text(new_audit: NewAudit, item_words: ItemWords) -> str:
    """Return the audit's file."""
    return "\n".join(_audit(new_audit, item_words)) + "\n"


def _audit(new_audit: NewAudit, item_words: ItemWords) -> Iterator[str]:
    say, journey = item_words.say, new_audit.journey
    yield from _legend(item_words)
    yield from _asked_everywhere(new_audit, item_words)
    yield "format: 1"
    yield ""
    yield "company:"
    yield f"  name: {scalar(new_audit.company or new_audit.name)}"
    yield (
        f"  size: {new_audit.size}" if new_audit.size else f"  size:  # {say('solo, small, medium or large')}"
    )
    yield f"  languages: {new_audit.language}"
    yield ""
    yield "audit:"
    yield f"  id: {new_audit.name}"
    yield f"  date:  # {say('the day of the audit, such as 2026-11-14')}"
    yield f"  auditor:  # {say('who observes, where no answer says otherwise')}"
    yield from comment(
        say("how: walkthrough, mystery-shopper, customer-diary, survey, team, measurement, probe"), "  "
    )
    yield "  method: walkthrough"
    yield ""
    yield f"journey: {new_audit.journey_id}"
    yield ""
    yield "not_expected:"
    for touch_id in new_audit.left_out:
        yield f"  {touch_id}: {scalar(say('Not looked at in this audit'))}"
    yield from _standards(new_audit, item_words)
    yield ""
    yield "touchpoints:"
    for stage_id, stage in journey.stages.items():
        here = [touch_id for touch_id in new_audit.applied if journey.expects[touch_id].stage == stage_id]
        if here:
            yield from _stage(stage_id, stage, item_words)
        for touch_id in here:
            yield from _touchpoint(touch_id, journey.expects[touch_id], new_audit, item_words)


def _standards(new_audit: NewAudit, item_words: ItemWords) -> Iterator[str]:
    """Yield the curves that the journey names for items which are asked, and which take such a curve."""
    curves = {
        f"{touch_id}/{address}": curve
        for touch_id, names in new_audit.applied.items()
        for address, curve in new_audit.journey.expects[touch_id].standards.items()
        for name, _, item_id in [address.partition(".")]
        if name in names
        and (item := new_audit.checklists[name].items.get(item_id))
        and not curve_fault(item.answer, curve)
    }
    if not curves:
        return
    yield ""
    yield from comment(
        item_words.say("What suits these touchpoints better than the limits of the checklist:")
    )
    yield "standards:"
    for address, curve in curves.items():
        yield f"  {address}: {written_curve(curve)}"


def _asked_everywhere(new_audit: NewAudit, item_words: ItemWords) -> Iterator[str]:
    """Yield the questions that every touchpoint is asked, as comments."""
    if not new_audit.quick:
        return
    checklist = new_audit.checklists[new_audit.quick]
    yield "#"
    yield from comment(
        item_words.say("Every touchpoint is asked the same, in one line; write answers behind the colons:")
    )
    for item_id, item in checklist.items.items():
        yield from question(checklist, item, item_words, "", item_id)
    yield ""


def _legend(item_words: ItemWords) -> Iterator[str]:
    """Yield comments that explain how answers are written."""
    say = item_words.say
    yield from comment(say("One word behind each question is enough:"))
    yield "#     pick-up-time: 12s"
    yield from comment(say("With a note, a day or another observer:"))
    yield "#     pick-up-time:"
    yield "#       answer: 31s"
    yield "#       on: 2026-11-03"
    yield "#       note: |"
    yield f"#         {say('Called twice before somebody answered.')}"
    yield from comment(say("Several observations of one question:"))
    yield "#     pick-up-time:"
    yield "#       - 12s"
    yield "#       - never"
    yield from comment(
        say(
            "What did not come to mind stays empty: an empty answer is open, and costs nothing yet. Where a question "
            "does not apply, answer n/a and say why in a note. `missing: yes` beside a touchpoint's name says that it "
            "does not exist. Delete what this company does not have, or list it under not_expected with a reason."
        )
    )
    yield from comment(say("What customers expect and do not find, and what need not be there:"))
    yield "#     touchpoints:"
    yield f"#       call-back: {{name: {say('Promised call back')}, stage: service, missing: yes}}"
    yield "#     not_expected:"
    yield f"#       courier: {say('Customers collect everything themselves.')}"


def _stage(stage_id: str, stage: Stage, item_words: ItemWords) -> Iterator[str]:
    yield ""
    yield f"  # --- {item_words.text(stage.name)} ({stage_id})"
    if stage.about is not None:
        yield from comment(item_words.text(stage.about), "  ")
    if stage.contacts is not None:
        low, high = stage.contacts.ideal
        said = "Contacts that the company starts in this stage: best {low} to {high}"
        yield from comment(item_words.say(said, low=low, high=high), "  ")


def _touchpoint(
    touch_id: str, expected: Expected, new_audit: NewAudit, item_words: ItemWords
) -> Iterator[str]:
    yield ""
    yield f"  {touch_id}:"
    yield f"    name: {scalar(item_words.text(expected.name))}"
    if expected.silence:
        said = "Without it customers hear nothing. If it does not exist: missing: yes"
        yield from comment(item_words.say(said), "    ")
    yield f"    stage: {expected.stage}"
    if expected.channel is not None:
        yield f"    channel: {item_words.text(expected.channel)}"
    if expected.examples is not None:
        yield from comment(item_words.named("For example", item_words.text(expected.examples)), "    ")
    if expected.kind is not None:
        yield f"    kind: {expected.kind}"
    yield f"    importance: {as_text(expected.importance)}"
    if new_audit.quick:
        asked = ", ".join(f"{item_id}: " for item_id in new_audit.checklists[new_audit.quick].items)
        yield f"    checklists: {{{new_audit.quick}: {{{asked}}}}}"
        return
    yield "    owner:"
    yield "    checklists:"
    for name in new_audit.applied[touch_id]:
        checklist = new_audit.checklists[name]
        yield f"      {name}:"
        at_desk = [item_id for item_id, item in checklist.items.items() if _at_desk(item, expected)]
        if at_desk:
            yield from comment(
                item_words.named("At a desk", enumerated(at_desk, item_words.say.language)), "        "
            )
        for item_id, item in sorted(checklist.items.items(), key=lambda entry: _takes_days(entry[1])):
            yield from question(checklist, item, item_words, "        ")
            if _takes_days(item):
                yield from comment(item_words.starts_early(item), "        ")
            yield f"        {item_id}:"


def _takes_days(item: Item) -> bool:
    """Tell whether one has to wait a day or more, or the answer may be as long as two; such questions come last."""
    if item.watch_for is not None:
        return item.watch_for >= _DAY
    limits = item.score.limits() if item.answer == "duration" and item.score is not None else ()
    return any(limit.value >= 2 * _DAY for limit in limits)


def _at_desk(item: Item, expected: Expected) -> bool:
    """Tell whether a question can be answered today, without leaving the desk."""
    methods = {"walkthrough", "measurement", "probe"}.intersection(item.methods)
    return expected.kind == "digital" and bool(methods) and not _takes_days(item)


def question(
    checklist: Checklist, item: Item, item_words: ItemWords, indent: str, name: str = ""
) -> Iterator[str]:
    """Yield the question, after its name if given, when it is asked, and the answers it takes, as comments."""
    yield "#" if name else ""
    marks = [item_words.must(item)] if item.must else [item_words.say("Delighter")] if item.wow else []
    asked = item_words.text(item.ask)
    yield from comment(item_words.say("{name}: {text}", name=name, text=asked) if name else asked, indent)
    if not item.counted_weight:
        marks.append(item_words.say("Recorded, not scored"))
    notes = [*(item_words.say("{text}.", text=mark) for mark in marks), item_words.condition(checklist, item)]
    said = " ".join(filter(None, notes))
    if said:
        yield from comment(said, indent)
    yield from comment(f"= {item_words.takes(item)}", indent)
    for answer, meaning in item_words.meanings(item):
        yield from comment(f"  {answer} = {meaning}", indent)
    for sentence in item_words.wants(item):
        yield from comment(sentence, indent)


def comment(text: str, indent: str = "") -> Iterator[str]:
    """Yield a text as lines of comments; none for no text."""
    hang = " " * (len(text) - len(text.lstrip()))
    for line in wrapped(
        visible(text.strip()), _COLUMNS - len(indent) - 2, hang, hang + ("  " if hang else "")
    ):
        yield f"{indent}# {line}"


def scalar(text: str) -> str:
    """Return a text as a YAML value: as it is if it can only be read as text, else in double quotes."""
    if _PLAIN.match(text) and text.casefold() not in _SPECIAL:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda odd: f"\\u{ord(odd[0]):04x}", quoted)
