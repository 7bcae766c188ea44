"""A table in a workbook of Excel, such as an export of Google Forms or of a survey tool.

It is read like a text file, by the same map. The sheet is the only one that is filled, or the one that `sheet` in the
map or `--sheet` names. Days are those of the cells; of a formula its value counts as it was when the workbook was saved.
A cell that Excel made a date of, though no date was asked for, is refused: `1-5` becomes the first of May.

Reading a workbook needs python-calamine: `pip install 'tpaudit[sheets]'`. Workbooks that unpack to more than they have
any reason to, declare XML entities or span more than a million cells are refused before they are read.
"""

from typing import Final

from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.reading.imports.kind import ImportKind, ImportSource
from tpaudit.reading.imports.tables.answered import answers_of_table
from tpaudit.reading.imports.tables.sheet import workbook_table
from tpaudit.results.imported import Imported


def _read(source: ImportSource, audit: LoadedAudit, mapping: ImportMap) -> Imported:
    return answers_of_table(workbook_table(source, mapping), mapping, audit)


XLSX: Final = ImportKind(id="xlsx", help="a table in a workbook of Excel", read=_read)
