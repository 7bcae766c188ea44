"""Parsing: turns the data of a file into its model, and notes everything wrong in it."""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from tpaudit.documents.worded import Worded
from tpaudit.reading.diagnostics import Diagnostics
from tpaudit.reading.files.disk import DISK, Files, file_of_same_name
from tpaudit.reading.yaml.source_map import Tree, without_paths

Model = TypeVar("Model", bound=BaseModel)
Check = Callable[[Any], Iterator[tuple[tuple[str | int, ...], str]]]


def parse(
    file: str,
    tree: Tree,
    model: type[Model],
    check: Check | None = None,
    files: Files = DISK,
    data: Any = None,
) -> tuple[Model | None, Diagnostics]:
    """Return the model of a tree, and its diagnostics; `data` is the tree's own, parts of it as records already.

    If there are errors, the model is built without the parts that are refused, so that the rest can be
    checked in the same run; it is None if too little is left.
    """
    diagnostics = diagnostics_of(file, tree, files)
    return parse_partially(tree.data if data is None else data, model, diagnostics, check)[0], diagnostics


def diagnostics_of(file: str, tree: Tree, files: Files = DISK) -> Diagnostics:
    """Return new diagnostics of a file; another file of the same name is noted at once."""
    diagnostics = Diagnostics(files.shown(file), tree)
    same_name = file_of_same_name(file, files)
    if same_name is not None:
        diagnostics.error(
            (),
            Worded(
                "`{same_name}` stands beside it, and both go by the same name; expected one of the two",
                same_name=same_name,
            ),
        )
    return diagnostics


def parse_partially(
    data: Any, model: type[Model], diagnostics: Diagnostics, check: Check | None
) -> tuple[Model | None, Any]:
    """Return a model of the data without the parts that are refused, and the data that is left."""
    current = diagnostics
    for _ in range(_ATTEMPTS):
        if data is None:
            break
        try:
            document = model.model_validate(data)
        except ValidationError as error:
            current.refuse(error, model)
        else:
            # A fault of an item or section may be a consequence of what was refused in it.
            refused = {refused_path[:2] for refused_path in diagnostics.refusals}
            for path, message in check(document) if check else ():
                if path[-1] not in diagnostics.refused and tuple(path[:2]) not in refused:
                    diagnostics.error(path, message)
            return document, data
        paths = [refused_path for refused_path in current.refusals if refused_path]
        if not paths or not isinstance(data, dict):
            break
        diagnostics.refused |= {str(step) for path in paths for step in path[1:2]}
        data = {"format": "1"} | without_paths(data, paths)
        current = Diagnostics(
            diagnostics.file, Tree(data=data, marks={}, start=diagnostics.tree.place(), faults=[])
        )
    return None, data


_ATTEMPTS: Final = 5
"""A refused key, then the record that needs it, then the mapping of those records: five are enough."""
