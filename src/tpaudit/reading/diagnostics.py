"""Diagnostics: what is wrong in a file, where, and what was expected, in plain words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from tpaudit.documents.scalars import Bare, named
from tpaudit.documents.worded import Worded, fixed, listing, without_place
from tpaudit.errors import Problem, UsageError
from tpaudit.reading.yaml.slips import slips

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

    from tpaudit.reading.yaml.source_map import Position, Tree

PathStep = str | int
_MAX_LISTED: Final = 12
"""How many alternatives a message lists."""
_MAX_LENGTH: Final = 200
_MAX_CLOSE: Final = 3
_MAX_COMPARED: Final = 2_000_000
"""How many pairs of letters are compared to find the word nearest to one name: comparing takes so many steps."""
_MAX_COMPARED_IN_FILE: Final = 8_000_000
"""How many are compared for all unknown names of one file."""
_MAX_PROBLEMS: Final = 1_000
"""How many errors, and how many warnings, are reported for one file."""
NEWER: Final = fixed("a newer tpaudit may know it")


def unreadable(file: str, error: UsageError) -> Problem:
    """Return the problem for a file that cannot be read."""
    return Problem(file=file, line=1, column=1, address="", message=without_place(error.message, file))


def in_one(problem: Problem) -> Worded:
    """Return the line of a problem as a text that can stand within another message."""
    place = problem.told("", "warning")
    return Worded("{place}{text}", place=place, text=fixed(problem.message))


class Diagnostics:
    """Collects the problems of one file, so that all of them are reported at once."""

    def __init__(self, file: str, tree: "Tree") -> None:
        """Take the file's path as it was given, and its tree, whose faults are noted at once."""
        self.file = file
        self.tree = tree
        self.problems: list[Problem] = []
        self._counts = {False: 0, True: 0}
        self._compared = 0
        for fault in tree.faults:
            self._note(self._problem(fault.place, (), fault.message))
        self.refusals: list[tuple[PathStep, ...]] = []
        """The paths of values that a model refused."""
        self.refused: frozenset[str] = frozenset()
        """Ids that were refused with an error of their own; that they are missing is not reported again."""

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
        """Keep a problem; of each kind only the first _MAX_PROBLEMS, as nobody reads more."""
        count = self._counts[problem.warning] = self._counts[problem.warning] + 1
        if count > _MAX_PROBLEMS:
            return
        if count == _MAX_PROBLEMS:
            kind = fixed("warnings" if problem.warning else "errors")
            problem = problem._replace(
                address="",
                message=Worded(
                    "there are {max_problems} {kind} in this file, or more; fix those that are reported first",
                    max_problems=_MAX_PROBLEMS,
                    kind=kind,
                ),
            )
        self.problems.append(problem)

    def _is_full(self, *, warning: bool = False) -> bool:
        """Tell whether no further problem of this kind is kept, so that nobody needs its message."""
        return self._counts[warning] >= _MAX_PROBLEMS

    def _nearest(self, name: str, known: Iterable[str], nothing: str = "") -> str:
        """Return a suggestion for a name; the first known words once the names of this file took long enough."""
        words = list(known)
        self._compared += len(name) * sum(map(len, words))
        compared = name if self._compared <= _MAX_COMPARED_IN_FILE else ""
        return nearest(compared, words, nothing=nothing or "there is none")

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
        """Note that a name leads nowhere, and suggest the nearest known one; `what` starts the message."""
        if name.partition("/")[0] not in self.refused and name not in self.refused:
            note = self.warn if warning else self.error
            suggestion = "" if self._is_full(warning=warning) else self._nearest(name, known, nothing)
            note(
                path,
                Worded("{what} {name}; {hint}", what=fixed(what), name=named(name), hint=suggestion),
                key=key,
            )

    def refuse(self, error: "ValidationError", model: "type[BaseModel]") -> None:
        """Note every error of a model, in plain words."""
        for detail in error.errors(include_url=False, include_context=True):
            path = tuple(self.tree.known(_steps(detail["loc"])))
            self.refusals.append(path)
            message = "" if self._is_full() else _message(detail, path, model, self._nearest)
            self.error(path, message, key=detail["type"] == "extra_forbidden" or "[key]" in detail["loc"])


def _steps(loc: Iterable[PathStep]) -> tuple[PathStep, ...]:
    """Drop what pydantic adds to a path: tags of unions in angle brackets, and `[key]` for a key."""
    return tuple(step for step in loc if not (isinstance(step, str) and (step[:1] == "<" or step == "[key]")))


def address(path: Sequence[PathStep]) -> str:
    """Return the address of a path: `touchpoint/checklist.item`, `touchpoint/findings.id`, or keys with dots."""
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
    return dotted if len(dotted) <= _MAX_LENGTH else dotted[: _MAX_LENGTH - 3] + "..."


def nearest(word: str, known: Iterable[str], *, nothing: str = "there is none") -> str:
    """Return a suggestion: the nearest known word, or else the first known words; `nothing` if there are none."""
    from difflib import get_close_matches

    words = list(dict.fromkeys(known))
    close = get_close_matches(word, _comparable(word, words), n=_MAX_CLOSE, cutoff=0.6) if word else []
    if close:  # swapped letters win: `aks` means `ask`, not `was`
        best = min(close, key=lambda known_word: sorted(known_word) != sorted(word))
        return Worded("the nearest is `{best}`", best=best)
    if not words:
        return fixed(nothing)
    return Worded(
        "expected one of {listed}",
        listed=listing(
            [
                *(named(known_word)[1:-1] for known_word in words[:_MAX_LISTED]),
                *(["..."] if len(words) > _MAX_LISTED else []),
            ]
        ),
    )


def _comparable(word: str, words: Iterable[str]) -> Iterator[str]:
    """Yield words that a word can be compared with in bounded time: names are short."""
    left = _MAX_COMPARED if len(word) <= _MAX_LENGTH else 0
    for known_word in words:
        left -= len(word) * len(known_word)
        if left < 0:
            return
        if len(known_word) <= _MAX_LENGTH:
            yield known_word


def _message(
    detail: Any, path: Sequence[PathStep], model: "type[BaseModel]", suggest: Callable[[str, list[str]], str]
) -> str:
    """Return the message for one of pydantic's errors."""
    kind, value, key = detail["type"], detail["input"], str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        known = list(_known_keys(model, path[:-1]))
        if key in known:
            return Worded(
                "the key {key} does not go with the keys beside it; expected it alone, or without it",
                key=named(key),
            )
        found = suggest(key, known)
        return Worded(
            "the key {key} is not known here; {found}, or {newer}", key=named(key), found=found, newer=NEWER
        )
    if kind == "missing":
        what = fixed("has no value") if isinstance(value, dict) and key in value else fixed("is missing")
        return Worded(
            "the key `{key}` {what}; expected {description}",
            key=key,
            what=what,
            description=_description(model, path) or fixed("a value"),
        )
    if kind in _MESSAGES:
        return _MESSAGES[kind](value, detail.get("ctx", {}))
    if kind == "literal_error":
        return _not_listed(value, detail["ctx"], suggest)
    said = detail.get("ctx", {}).get("message")
    return said if isinstance(said, Worded) else str(detail["msg"])


def _not_a_text(value: object, _: object) -> str:
    if isinstance(value, Bare):
        return Worded(
            "{value} is written as a number, a date or a flag where a text is wanted; put it in quotes",
            value=named(value),
        )
    if isinstance(value, dict | list):
        return Worded(
            "{value} stands where a text is wanted; put the text in quotes, or after `|`", value=named(value)
        )
    return Worded("{value} stands where a text is wanted; write one", value=named(value))


def _not_listed(value: object, context: Any, suggest: Callable[[str, list[str]], str]) -> str:
    words = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
    text = str(value) if isinstance(value, str | Bare) else ""
    expected = (
        suggest(text, words)
        if len(words) > _MAX_LISTED
        else Worded("expected one of {listed}", listed=listing(words))
    )
    return Worded("{value} is not known here; {expected}", value=named(value), expected=expected)


def _not_a_mapping(value: object, _: object) -> str:
    slip = next(slips(value), None) if isinstance(value, str) else None
    if slip is not None:
        return slip.message
    below = (
        fixed("each as `key: value`, without a dash")
        if isinstance(value, list)
        else fixed("each as `key: value`")
    )
    return Worded(
        "{value} stands where a mapping is wanted; write its keys below it, {below}",
        value=named(value),
        below=below,
    )


_MESSAGES: Final[dict[str, Callable[[Any, Any], str]]] = {
    "string_type": _not_a_text,
    "model_type": _not_a_mapping,
    "model_attributes_type": _not_a_mapping,
    "dict_type": _not_a_mapping,
    "tuple_type": lambda value, _: Worded(
        "{value} stands where a list is wanted; write [one, two]", value=named(value)
    ),
}


def _known_keys(model: "type[BaseModel]", path: Sequence[PathStep]) -> Iterator[str]:
    """Yield the keys that a model knows at a path."""
    for node in _schemas_at(model, path):
        yield from node.get("properties", {})


def _description(model: "type[BaseModel]", path: Sequence[PathStep]) -> str:
    """Return the description of the field at a path, with a small first letter; empty if there is none."""
    for node in _schemas_at(model, path):
        text = str(node.get("description", ""))
        if text:
            return fixed(text[0].lower() + text[1:].rstrip("."))
    return ""


def _schemas_at(model: "type[BaseModel]", path: Sequence[PathStep]) -> list[dict[str, Any]]:
    """Return the JSON Schemas that apply at a path, one for each branch."""
    from tpaudit.documents.schema import schema_of

    root = schema_of(model)
    nodes = _resolved([root], root)
    for step in path:
        next_nodes = []
        for node in nodes:
            if step in node.get("properties", {}):
                next_nodes.append(node["properties"][step])
            elif isinstance(step, int):
                next_nodes += [node[key] for key in ("items",) if isinstance(node.get(key), dict)]
            elif isinstance(node.get("additionalProperties"), dict):
                next_nodes.append(node["additionalProperties"])
        nodes = _resolved(next_nodes, root)
    return nodes


def _resolved(nodes: list[dict[str, Any]], root: dict[str, Any]) -> list[dict[str, Any]]:
    """Return schemas with their references and branches followed."""
    resolved = []
    while nodes:
        node = nodes.pop(0)
        resolved.append(node)
        if "$ref" in node:
            nodes.append(root["$defs"][node["$ref"].rsplit("/", 1)[-1]])
        for key in ("anyOf", "oneOf", "allOf"):
            nodes += node.get(key, [])
    return resolved
