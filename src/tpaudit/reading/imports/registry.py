"""The kinds of import, in the order in which they are listed."""

from typing import Final

from tpaudit.reading.imports.kind import ImportKind
from tpaudit.reading.imports.kinds.csv_file import CSV
from tpaudit.reading.imports.kinds.survey import SURVEY
from tpaudit.reading.imports.kinds.xlsx_file import XLSX

_ALL: Final = (CSV, XLSX, SURVEY)
IMPORT_KINDS: Final[dict[str, ImportKind]] = {kind.id: kind for kind in _ALL}
"""By what is typed; a new kind is a module and an entry here."""
