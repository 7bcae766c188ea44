"""The next wave of an audit: the same touchpoints and questions, every answer empty with the last one beside it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tpaudit.documents.asked import Asked
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.scalars import Bare
from tpaudit.showing.scaffold.audit import comment, scalar
from tpaudit.showing.text.figures.marks import enumerated, marks
from tpaudit.showing.text.items import ItemWords

_HEAD: Final = ("company", "journey", "not_expected", "places", "personas", "facts", "standards")
_TOUCH: Final = (
    *("name", "stage", "from", "to", "channel", "kind", "device", "action", "as", "importance", "personas"),
    *("owner", "promises", "missing"),
)
"""What a touchpoint is, and not what was found there."""
_ABOUT: Final = ("auditor", "method", "scope")
_MOST: Final = 6
"""How many answers of last time are written out."""


class NextWave(NamedTuple):
    """What the next wave of an audit is written from."""

    earlier: LoadedAudit
    written: Mapping[str, object]
    """What stands in its file."""
    id: str
    follows: str
    """The earlier file, by its path from the new one."""
    date: str | None


def wave_text(wave: NextWave, item_words: ItemWords) -> str:
    """Return the file of the next wave."""
    return "\n".join(_wave(wave, item_words)) + "\n"


def _wave(wave: NextWave, item_words: ItemWords) -> Iterator[str]:
    yield "format: 1"
    yield from _sections(wave.written, ("company",))
    yield ""
    yield "audit:"
    yield f"  id: {wave.id}"
    yield f"  follows: {scalar(wave.follows)}"
    yield (
        f"  date: {wave.date}"
        if wave.date
        else f"  date:  # {item_words.say('the day of the audit, such as 2026-11-14')}"
    )
    yield from _keys(_mapping(wave.written.get("audit")), _ABOUT, "  ")
    yield from _sections(wave.written, _HEAD[1:])
    touches = {touch.id: touch for touch in wave.earlier.touches}
    for section in ("touchpoints", "handovers"):
        documents = _mapping(wave.written.get(section))
        if documents:
            yield ""
            yield f"{section}:"
            for touch_id, document in documents.items():
                yield ""
                yield from _touchpoint(touches[touch_id], _mapping(document), item_words)
    yield from _open_actions(wave)


def _sections(written: Mapping[str, object], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if written.get(name):
            yield ""
            yield from _keys(written, (name,), "")


def _touchpoint(touch: AuditedTouchpoint, document: Mapping[str, object], words: ItemWords) -> Iterator[str]:
    yield f"  {touch.id}:"
    yield from _keys(document, _TOUCH, "    ")
    if touch.asked:
        yield "    checklists:"
    last = ""
    for asked in touch.asked.values():
        if asked.question.checklist != last:
            last = asked.question.checklist
            yield f"      {last}:"
        yield from comment(words.text(asked.question.item.ask), "        ")
        yield from comment(_last_time(asked, words), "        ")
        yield f"        {asked.question.item_id}:"


def _last_time(asked: Asked, words: ItemWords) -> str:
    """Return what was answered last time, with the first note, as a comment; empty where nothing was."""
    if not asked.observed:
        return ""
    answers = [seen.text for seen in asked.observed]
    language = words.say.language
    few = enumerated([*answers[:_MOST], *(["..."] if len(answers) > _MOST else [])], language)
    day = max((seen.on or "" for seen in asked.observed), default="")[:10]
    note = next((words.text(seen.note) for seen in asked.observed if seen.note), "")
    said = words.say("Last time: {answers}", answers=words.aside(few, day))
    return f"{said}{marks(language).stop}{note}" if note else said


def _open_actions(wave: NextWave) -> Iterator[str]:
    actions = _mapping(wave.written.get("actions"))
    still_open = {name for name, action in wave.earlier.audit.actions.items() if action.status != "done"}
    if still_open:
        yield ""
        yield "actions:"
        yield from _keys(actions, [name for name in actions if name in still_open], "  ")


def _keys(written: Mapping[str, object], names: Sequence[str], indent: str) -> Iterator[str]:
    """Yield some keys of a mapping with what was written for them."""
    for name in names:
        value = written.get(name)
        if isinstance(value, dict) and value:
            yield f"{indent}{scalar(name)}:"
            yield from _keys(value, [*value], f"{indent}  ")
        elif value is not None and value not in ({}, []):
            yield f"{indent}{scalar(name)}: {_value(value)}"


def _value(value: object) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{scalar(key)}: {_value(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return value.text if isinstance(value, Bare) else scalar(str(value))


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
