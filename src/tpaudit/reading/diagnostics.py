"""What is wrong in a file, where, and what was expected: messages for people, in plain words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from tpaudit.documents.scalars import Bare, named
from tpaudit.errors import Problem, UsageError

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

    from tpaudit.reading.yaml.source_map import Position, Tree

PathStep = str | int
_FEW: Final = 12
"""How many alternatives a message names before it names the nearest alone."""
_LONG: Final = 200
_TIES: Final = 3
_MANY: Final = 5_000
"""How many words one is compared with, and one file's words altogether."""
_COMPARED: Final = 100_000
_MOST: Final = 1_000
"""How many errors, and how many warnings, of one file are told."""
NEWER: Final = "a newer tpaudit may know it"


def unreadable(file: str, error: UsageError) -> Problem:
    """Return the problem of a file that cannot be read."""
    return Problem(file=file, line=1, column=1, address="", message=str(error).removeprefix(f"{file}: "))


class Diagnostics:
    """Collects the problems of one file, so that all of them are told at once."""

    def __init__(self, file: str, tree: "Tree") -> None:
        """Take the file's path as it was given, and its tree; faults of the writing are noted at once."""
        self.file = file
        self.tree = tree
        self.problems: list[Problem] = []
        self._counts = {False: 0, True: 0}
        self._compared = 0
        for fault in tree.faults:
            self._note(self._problem(fault.place, (), fault.message))
        self.refusals: list[tuple[PathStep, ...]] = []
        """The paths that a model refused."""
        self.refused: frozenset[str] = frozenset()
        """Ids of what is refused for a reason of its own; that nothing is found under them is not news."""

    def error(self, path: Sequence[PathStep], message: str, *, key: bool = False) -> None:
        """Note an error at the value of a path, or at its key."""
        path = tuple(self.tree.known(path))
        place = self.tree.place(*path, key=key)
        self._note(self._problem(place, path, message))

    def warn(self, path: Sequence[PathStep], message: str, *, key: bool = False) -> None:
        """Note a warning at the value of a path, or at its key."""
        place = self.tree.place(*path, key=key)
        self._note(self._problem(place, path, message, warning=True))

    def _problem(
        self, place: "Position", path: Sequence[PathStep], message: str, *, warning: bool = False
    ) -> Problem:
        return Problem(
            file=self.file,
            line=place.line,
            column=place.column,
            address=address(path),
            message=message,
            warning=warning,
        )

    def _note(self, problem: Problem) -> None:
        """Keep a problem; of a flood only the first, since nobody reads on."""
        count = self._counts[problem.warning] = self._counts[problem.warning] + 1
        if count > _MOST:
            return
        if count == _MOST:
            kind = "warnings" if problem.warning else "errors"
            problem = problem._replace(
                address="",
                message=f"there are {_MOST} {kind} in this file, or more; mend those that are told first",
            )
        self.problems.append(problem)

    def unknown(
        self,
        path: Sequence[PathStep],
        what: str,
        name: str,
        known: Iterable[str],
        *,
        key: bool = False,
        nothing: str = "",
        warning: bool = False,
    ) -> None:
        """Note that a name leads nowhere, with the nearest that does."""
        if name.partition("/")[0] not in self.refused and name not in self.refused:
            words = list(known)
            self._compared += len(words)
            likely = name if self._compared < _COMPARED else ""  # to compare takes time: after many, no more
            found = nearest(likely, words, nothing=nothing or "there is none")
            note = self.warn if warning else self.error
            note(path, f"{what} {named(name)}; {found}", key=key)

    def refuse(self, error: "ValidationError", model: "type[BaseModel]") -> None:
        """Note everything that a model refuses, in our words."""
        for detail in error.errors(include_url=False, include_context=True):
            path = tuple(self.tree.known(_steps(detail["loc"])))
            self.refusals.append(path)
            message = _message(detail, path, model)
            self.error(path, message, key=detail["type"] == "extra_forbidden" or "[key]" in detail["loc"])


def _steps(loc: Iterable[PathStep]) -> tuple[PathStep, ...]:
    """Drop what pydantic adds to a path: tags of unions stand in angle brackets, `[key]` marks a key."""
    return tuple(step for step in loc if not (isinstance(step, str) and (step[:1] == "<" or step == "[key]")))


def address(path: Sequence[PathStep]) -> str:
    """Return the address of a path: `touchpoint/checklist.item`, `touchpoint/findings.id`, else dotted."""
    match tuple(path):
        case ("touchpoints" | "handovers", touch, "checklists", checklist, item, *rest):
            head = f"{touch}/{checklist}.{item}"
        case ("touchpoints" | "handovers", touch, "checklists", checklist):
            head, rest = f"{touch}/{checklist}", []
        case ("touchpoints" | "handovers", touch, "findings", finding, *rest):
            head = f"{touch}/findings.{finding}"
        case ("touchpoints" | "handovers" | "answers", first, *rest):
            head = str(first)
        case ("findings", str(first), *rest):
            head = first.replace("/", "/findings.", 1)
        case (first, *rest):
            head = str(first)
        case _:
            return ""
    dotted = head + "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in rest)
    return dotted if len(dotted) <= _LONG else dotted[: _LONG - 3] + "..."


def nearest(word: str, known: Iterable[str], *, nothing: str = "there is none") -> str:
    """Say which known words were likely meant: the nearest, or all if they are few."""
    from difflib import get_close_matches

    words = list(dict.fromkeys(known))
    # Comparing takes time by the length of both and the number of words: what is likely meant is short.
    likely = [one for one in words[:_MANY] if len(one) <= _LONG] if len(word) <= _LONG else []
    close = get_close_matches(word, likely, n=_TIES, cutoff=0.6) if word else []
    if close:  # letters that changed places come first: `aks` is `ask` rather than `was`
        likeliest = min(close, key=lambda one: sorted(one) != sorted(word))
        return f"the nearest is `{likeliest}`"
    if not words:
        return nothing
    return f"expected one of {', '.join(named(one)[1:-1] for one in words[:_FEW])}{', ...' if len(words) > _FEW else ''}"


def _message(detail: Any, path: Sequence[PathStep], model: "type[BaseModel]") -> str:
    """Return our words for one of pydantic's errors."""
    kind, value, key = detail["type"], detail["input"], str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        known = list(_keys(model, path[:-1]))
        if key in known:
            return (
                f"the key {named(key)} does not go with the keys beside it; expected it alone, or without it"
            )
        found = nearest(key, known)
        return f"the key {named(key)} is not known here; {found}, or {NEWER}"
    if kind == "missing":
        what = "has no value" if isinstance(value, dict) and key in value else "is missing"
        return f"the key `{key}` {what}; expected {_described(model, path) or 'a value'}"
    if kind in _WANTED:
        return _WANTED[kind](value, detail.get("ctx", {}))
    return str(detail["msg"])


def _text(value: object, _: object) -> str:
    if isinstance(value, Bare):
        return f"{named(value)} is written as a number, a date or a flag where a text is wanted; put it in quotes"
    if isinstance(value, dict | list):
        return f"{named(value)} stands where a text is wanted; put the text in quotes, or after `|`"
    return f"{named(value)} stands where a text is wanted; write one"


def _literal(value: object, context: Any) -> str:
    words = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
    text = str(value) if isinstance(value, str | Bare) else ""
    known = nearest(text, words)
    alternatives = f"expected one of {', '.join(words)}"
    return f"{named(value)} is not known here; {known if len(words) > _FEW else alternatives}"


def _mapping(value: object, _: object) -> str:
    below = "each as `key: value`, without a dash" if isinstance(value, list) else "each as `key: value`"
    return f"{named(value)} stands where a mapping is wanted; write its keys below it, {below}"


_WANTED: Final[dict[str, Callable[[Any, Any], str]]] = {
    "string_type": _text,
    "literal_error": _literal,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "dict_type": _mapping,
    "tuple_type": lambda value, _: f"{named(value)} stands where a list is wanted; write [one, two]",
}


def _keys(model: "type[BaseModel]", path: Sequence[PathStep]) -> Iterator[str]:
    """Yield the keys that a model knows at a path."""
    for node in _schemas(model, path):
        yield from node.get("properties", {})


def _described(model: "type[BaseModel]", path: Sequence[PathStep]) -> str:
    """Return what a model says of the field at a path."""
    for node in _schemas(model, path):
        text = str(node.get("description", ""))
        if text:
            return text[0].lower() + text[1:].rstrip(".")
    return ""


def _schemas(model: "type[BaseModel]", path: Sequence[PathStep]) -> list[dict[str, Any]]:
    """Return the JSON Schemas that hold at a path: what a model expects there, by every branch."""
    from tpaudit.documents.schema import schema_of

    root = schema_of(model)
    nodes = _expanded([root], root)
    for step in path:
        below = []
        for node in nodes:
            if step in node.get("properties", {}):
                below.append(node["properties"][step])
            elif isinstance(step, int):
                below += [node[key] for key in ("items",) if isinstance(node.get(key), dict)]
            elif isinstance(node.get("additionalProperties"), dict):
                below.append(node["additionalProperties"])
        nodes = _expanded(below, root)
    return nodes


def _expanded(nodes: list[dict[str, Any]], root: dict[str, Any]) -> list[dict[str, Any]]:
    """Follow references and branches."""
    done = []
    while nodes:
        node = nodes.pop(0)
        done.append(node)
        if "$ref" in node:
            nodes.append(root["$defs"][node["$ref"].rsplit("/", 1)[-1]])
        for key in ("anyOf", "oneOf", "allOf"):
            nodes += node.get(key, [])
    return done
