"""The map of an import: read, and held against the questions of the audit."""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.answers import SEVERAL, takes
from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.errors import InputError
from tpaudit.reading.diagnostics import Diagnostics, nearest
from tpaudit.reading.files.disk import contents
from tpaudit.reading.files.kinds import file_kind
from tpaudit.reading.imports.tables.columns import questions_of
from tpaudit.reading.parse import diagnostics_of, parse_partially
from tpaudit.reading.yaml.builder import read

EMPTY_MAP: Final = ImportMap.model_construct(format=1)
"""What stands for a map where none was given: every key has its default."""


def read_map(file: str, audit: LoadedAudit) -> ImportMap:
    """Return a map whose questions the audit asks; raises InputError with everything that is wrong in it."""
    tree = read(contents(file))
    diagnostics = diagnostics_of(file, tree)
    kind = file_kind(file, tree.data)
    if kind not in (None, "map"):
        diagnostics.error((), f"this is a {kind}, not a map; expected a file with columns")
        raise InputError(diagnostics.problems)
    mapping, _ = parse_partially(tree.data, ImportMap, diagnostics, None)
    if mapping is not None:
        _check_questions(mapping, audit, diagnostics)
        _check_options(mapping, audit, diagnostics)
    if mapping is None or diagnostics.problems:
        raise InputError(sorted(diagnostics.problems))
    return mapping


def _check_questions(mapping: ImportMap, audit: LoadedAudit, diagnostics: Diagnostics) -> None:
    """Note every question that the audit does not ask."""
    questions = questions_of(audit)
    for path, address in _addresses(mapping):
        if address not in questions:
            message = Worded(
                "the audit does not ask `{address}`; {hint}",
                address=address,
                hint=nearest(address, questions),
            )
            diagnostics.error(path, message)


def _check_options(mapping: ImportMap, audit: LoadedAudit, diagnostics: Diagnostics) -> None:
    """Note every option that its question does not have."""
    questions = questions_of(audit)
    for heading, use in mapping.columns.items():
        for address in use.to if use.option is not None else ():
            item = questions[address].question.item if address in questions else None
            if item is not None and (use.option not in item.options or item.answer != SEVERAL):
                message = Worded(
                    "`{option}` is no option of `{address}`; it takes {takes}",
                    option=use.option,
                    address=address,
                    takes=takes(item),
                )
                diagnostics.error(("columns", heading, "option"), message)


def _addresses(mapping: ImportMap) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every question that a map names, and the path to where it does."""
    for heading, use in mapping.columns.items():
        for address in use.to:
            yield ("columns", heading), address
        if use.note is not None:
            yield ("columns", heading, "note"), use.note
