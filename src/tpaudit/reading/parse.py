"""Parsing: from what a file says to its model, with everything wrong in it."""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from tpaudit.reading.diagnostics import Diagnostics
from tpaudit.reading.files.disk import DISK, Files, file_of_same_name
from tpaudit.reading.yaml.source_map import Tree, without_paths

Model = TypeVar("Model", bound=BaseModel)
Faults = Callable[[Any], Iterator[tuple[tuple[str | int, ...], str]]]


def parse(
    file: str, tree: Tree, model: type[Model], check: Faults | None = None, files: Files = DISK
) -> tuple[Model | None, Diagnostics]:
    """Return a tree as a model, and a pad with everything wrong in it.

    Of a tree with errors the model is what is left without the parts that are refused, so that the rest
    can be checked in the same run; None where too little is left.
    """
    diagnostics = diagnostics_of(file, tree, files)
    return salvaged(tree.data, model, diagnostics, check)[0], diagnostics


def diagnostics_of(file: str, tree: Tree, files: Files = DISK) -> Diagnostics:
    """Return a pad for a file, on which it stands already if another goes by the same name."""
    diagnostics = Diagnostics(files.shown(file), tree)
    other = file_of_same_name(file, files)
    if other is not None:
        diagnostics.error(
            (), f"`{other}` stands beside it, and both go by the same name; expected one of the two"
        )
    return diagnostics


def salvaged(
    data: Any, model: type[Model], diagnostics: Diagnostics, check: Faults | None
) -> tuple[Model | None, Any]:
    """Return data as a model, or what is left of it without what is refused, and that data."""
    told = diagnostics
    for _ in range(_ATTEMPTS):
        if data is None:
            break
        try:
            document = model.model_validate(data)
        except ValidationError as error:
            told.refuse(error, model)
        else:
            # A fault of an item or section may only follow from what was refused in it.
            refused = {one[:2] for one in diagnostics.refusals}
            for path, message in check(document) if check else ():
                if path[-1] not in diagnostics.refused and tuple(path[:2]) not in refused:
                    diagnostics.error(path, message)
            return document, data
        paths = [one for one in told.refusals if one]
        if not paths or not isinstance(data, dict):
            break
        diagnostics.refused |= {str(step) for path in paths for step in path[1:2]}
        data = {"format": "1"} | without_paths(data, paths)
        told = Diagnostics(
            diagnostics.file, Tree(data=data, marks={}, start=diagnostics.tree.place(), faults=[])
        )
    return None, data


_ATTEMPTS: Final = 5
"""A refused key, then the record that cannot be without it, then the mapping of those: five are plenty."""
