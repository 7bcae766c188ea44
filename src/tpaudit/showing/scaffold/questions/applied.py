"""Checklists put to a touchpoint in the text of an audit, with every other line left as it is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tpaudit.reading.yaml.builder import BOM, read
from tpaudit.reading.yaml.source_map import Tree
from tpaudit.showing.scaffold.waiver import between_braces, inserted

_KEY: Final = "checklists"
_GROUPS: Final = ("touchpoints", "handovers")

_Path = tuple[str, ...]


def with_checklists(source: bytes, touchpoint: str, names: Sequence[str]) -> bytes | None:
    """Return the text of an audit in which a touchpoint has more checklists, all of whose questions are open.

    None where no place is found at which nothing else changes. Comments, layout and line ends stay.
    """
    tree = read(source)
    path = _path(tree.data, touchpoint)
    if path is None:
        return None
    mark = BOM if source.startswith(BOM) else b""
    text = source.removeprefix(BOM).decode("utf-8")
    for candidate in _candidates(text, tree, path, names):
        made = mark + candidate.encode("utf-8", "surrogatepass")
        if _differs_by(names, path, tree.data, read(made)):
            return made
    return None


def _path(data: Any, touchpoint: str) -> _Path | None:
    for group in _GROUPS:
        touches = data.get(group) if isinstance(data, dict) else None
        if isinstance(touches, dict) and isinstance(touches.get(touchpoint), dict):
            return (group, touchpoint)
    return None


def _differs_by(names: Sequence[str], path: _Path, before: Any, after: Tree) -> bool:
    """Tell whether a text that was read again has the checklists, and otherwise the same in the same order."""
    if after.faults:
        return False
    checklists = _at(after.data, (*path, _KEY))
    if not isinstance(checklists, dict) or any(checklists.get(name, 0) for name in names):
        return False
    return repr(_without(after.data, path, names)) == repr(_without(before, path, ()))


def _at(data: Any, path: _Path) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _without(data: Mapping[str, Any], path: _Path, names: Sequence[str]) -> Mapping[str, Any]:
    """Return an audit's data without some checklists of a touchpoint, and without an empty list of them."""
    touch = dict(_at(data, path))
    left = {name: answers for name, answers in (touch.pop(_KEY, None) or {}).items() if name not in names}
    group = {**data[path[0]], path[1]: [list(touch.items()), list(left.items())]}
    return {**data, path[0]: group}


def _candidates(text: str, tree: Tree, path: _Path, names: Sequence[str]) -> Iterator[str]:
    """Yield the text with the checklists at each place that may be the right one, the best first."""
    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    touch = _at(tree.data, path)
    flow = ", ".join(f"{name}: {{}}" for name in names)
    if _KEY not in touch:
        first = tree.place(*path, next(iter(touch)), key=True)
        indent = " " * (first.column - 1)
        block = [f"{indent}{_KEY}:", *(f"{indent}  {name}:" for name in names)]
        yield inserted(lines, _end_of(lines, tree, path), block, end)
        yield inserted(lines, first.line - 1, block, end)
        yield between_braces(lines, tree.place(*path), f"{_KEY}: {{{flow}}}, ")
        return
    there = touch[_KEY]
    if there is None:
        key = tree.place(*path, _KEY, key=True)
        yield inserted(lines, key.line, [f"{' ' * (key.column + 1)}{name}:" for name in names], end)
        return
    if there:
        first = tree.place(*path, _KEY, next(iter(there)), key=True)
        block = [f"{' ' * (first.column - 1)}{name}:" for name in names]
        yield inserted(lines, _end_of(lines, tree, (*path, _KEY)), block, end)
        yield inserted(lines, first.line - 1, block, end)
    yield between_braces(lines, tree.place(*path, _KEY), flow + (", " if there else ""))


def _end_of(lines: list[str], tree: Tree, path: _Path) -> int:
    """Return the position behind the last line of what stands at a path, comments of the next key not among it."""
    start = tree.place(*path, key=True).line
    around = (path[:length] for length in range(len(path)))
    following = [tree.place(*above, key, key=True).line for above in around for key in _at(tree.data, above)]
    position = min((line - 1 for line in following if line > start), default=len(lines))
    while position > start and (
        not lines[position - 1].strip() or lines[position - 1].lstrip().startswith("#")
    ):
        position -= 1
    return position
