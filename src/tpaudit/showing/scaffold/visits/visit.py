"""A visit as a file: everything that it says, in the order of its keys."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tpaudit.documents.scalars import as_text
from tpaudit.documents.visit import Visit
from tpaudit.showing.scaffold.audit import scalar

_PLAIN_ANSWER: Final = re.compile(r"[^\W_][\w.%/-]*(?: [\w.]+)*\Z")
_PLAIN_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?\Z", re.ASCII)
_NOTHING: Final = "null"
_PLAIN: Final = {"answer": _PLAIN_ANSWER, "on": _PLAIN_MOMENT, "until": _PLAIN_MOMENT}
"""Keys whose texts stand without quotes where they look like this; they are read as they are written."""


def visit_as_text(visit: Visit) -> str:
    """Return the file of a visit; what it is read from says the same, but comments are not kept."""
    return written_as_text(visit.model_dump(exclude_unset=True, exclude_none=True, by_alias=True))


def written_as_text(data: dict[str, Any]) -> str:
    """Return the file of a visit from what it says; answers are lists of observations by question."""
    data = dict(data)
    if data.get("answers"):
        data["answers"] = {address: _shortest(given) for address, given in data["answers"].items()}
    head = {key: data.pop(key) for key in ("format", "visit", "form", "source") if key in data}
    sections: list[dict[str, Any]] = [
        {key: value} for key, value in (head | data).items() if value or key == "visit"
    ]
    return "\n".join("".join(f"{line}\n" for line in _mapping(section)) for section in sections)


def _shortest(observations: Sequence[dict[str, Any]]) -> Any:
    """Return observations as people write them: one alone without its list, an answer alone without its key."""
    written = [_plainest(observation) for observation in observations]
    return written[0] if len(written) == 1 else written


def _plainest(observation: dict[str, Any]) -> Any:
    """Return an observation without the answer that its three counts make, and an answer alone by itself."""
    if len(observation) == 1:
        return observation.get("answer", observation)
    if "promoters" not in observation:
        return observation
    return {key: value for key, value in observation.items() if key != "answer"}


def _mapping(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        name = key if re.fullmatch(r"[^\W\d_][\w./-]*", key) else scalar(key)
        # What stands under a question without a mapping is its answer.
        yield from _entry(f"{name}:", "answer" if "/" in key else key, value)


def _entry(start: str, key: str, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield start if value else f"{start} {{}}"
        yield from (f"  {line}" for line in _mapping(value))
    elif isinstance(value, list | tuple):
        yield start if value else f"{start} []"
        for entry in value:
            first, *rest = _mapping(entry) if isinstance(entry, Mapping) else [_scalar(key, entry)]
            yield f"  - {first}"
            yield from (f"    {line}" for line in rest)
    else:
        yield f"{start} {_scalar(key, value)}"


def _scalar(key: str, value: Any) -> str:
    if isinstance(value, int | float):
        return as_text(value)
    plain = _PLAIN.get(key)
    if plain and plain.match(value) and value.casefold() != _NOTHING:
        return str(value)
    return scalar(value)
