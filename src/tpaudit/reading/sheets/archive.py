"""What a workbook's archive says before anything unpacks it: its size, its extent, its formulas and percentages."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.parsers import expat

from tpaudit.documents.worded import Worded
from tpaudit.errors import InputError
from tpaudit.reading.sheets.table import cell_of, refuse_size, refused

MOST_BYTES: Final = 64 << 20
"""How large the parts of a workbook may be together when they are unpacked."""
_MOST_PARTS: Final = 2000
_PERCENT_FORMATS: Final = frozenset({"9", "10"})
"""The number formats that are percentages without saying so (ECMA-376, part 1, 18.8.30)."""
_SHEETS: Final = re.compile(r"xl/worksheets/[^/]+\.xml\Z")


class SheetMarks(NamedTuple):
    """What a sheet's XML says that a reader of values does not: by row and column from 0."""

    formulas: frozenset[tuple[int, int]]
    percentages: frozenset[tuple[int, int]]


def sheet_marks(file: str, source: bytes) -> dict[str, SheetMarks]:
    """Return the marks of each sheet by the sheet's name; an old `.xls` has none.

    Raises InputError for an archive that is damaged, unpacks to more than MOST_BYTES bytes, declares XML
    entities, or has a sheet that spans too many cells.
    """
    if not source.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            parts = _parts(file, archive)
            return _marks(file, parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, expat.ExpatError) as error:
        raise refused(file, "the workbook is damaged or locked; save it again without a password") from error


def _parts(file: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the parts that are looked at, unpacked up to the limit whatever the archive claims."""
    infos = archive.infolist()
    wanted = [info for info in infos if _SHEETS.match(info.filename) or info.filename in _OTHERS]
    if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > MOST_BYTES:
        raise _too_large(file)
    parts: dict[str, bytes] = {}
    left = MOST_BYTES
    for info in wanted:
        with archive.open(info) as stream:
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise _too_large(file)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise refused(
                file,
                Worded("{filename} declares XML entities; expected a plain workbook", filename=info.filename),
            )
        parts[info.filename] = data
    return parts


_OTHERS: Final = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")


def _too_large(file: str) -> InputError:
    return refused(
        file,
        Worded(
            "the workbook unpacks to more than {value} MiB; expected a smaller one", value=MOST_BYTES >> 20
        ),
    )


def _marks(file: str, parts: dict[str, bytes]) -> dict[str, SheetMarks]:
    percent_styles = set(_percent_styles(parts.get("xl/styles.xml", b"")))
    names = _sheet_names(parts)
    found = {}
    for part, data in parts.items():
        if part in _OTHERS:
            continue
        name = names.get(part, part)
        found[name] = _scan(file, name, data, percent_styles)
    return found


def _elements(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the elements of an XML part with their attributes, names without their space."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    for start in range(0, len(data), _CHUNK):
        parser.Parse(data[start : start + _CHUNK], start + _CHUNK >= len(data))
        yield from found
        found.clear()


_CHUNK: Final = 1 << 16


def _percent_styles(data: bytes) -> Iterator[str]:
    """Yield the numbers of the cell styles that show percentages."""
    formats = set(_PERCENT_FORMATS)
    styles, in_cells = -1, False
    for name, attributes in _elements(data):
        if name == "numFmt" and "%" in attributes.get("formatCode", ""):
            formats.add(attributes.get("numFmtId", ""))
        elif name in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            in_cells = name == "cellXfs"
        elif name == "xf" and in_cells:
            styles += 1
            if attributes.get("numFmtId") in formats:
                yield str(styles)


def _sheet_names(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the names of sheets by their parts."""
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for name, attributes in _elements(parts.get(_OTHERS[1], b""))
        if name == "Relationship"
    }
    found = {}
    for name, attributes in _elements(parts.get(_OTHERS[0], b"")):
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            target = targets.get(relation, "").lstrip("/")
            found[target if target.startswith("xl/") else f"xl/{target}"] = attributes.get("name", "")
    return found


def _scan(file: str, sheet: str, data: bytes, percent_styles: set[str]) -> SheetMarks:
    """Return the marks of a sheet; raises InputError as soon as it spans too many cells."""
    formulas, percentages = set(), set()
    here, rows, columns = (0, 0), 0, 0
    for name, attributes in _elements(data):
        if name == "c":
            here = _position(attributes.get("r", ""), here)
            rows, columns = max(rows, here[0] + 1), max(columns, here[1] + 1)
            refuse_size(file, sheet, rows, columns)
            if attributes.get("s") in percent_styles:
                percentages.add(here)
        elif name == "row":
            here = (int(attributes["r"]) - 1 if attributes.get("r", "").isdigit() else here[0] + 1, -1)
        elif name == "f":
            formulas.add(here)
    return SheetMarks(frozenset(formulas), frozenset(percentages))


def _position(reference: str, before: tuple[int, int]) -> tuple[int, int]:
    """Return row and column of a reference such as B7; without one it is the cell after the last."""
    return cell_of(reference) or (before[0], before[1] + 1)
