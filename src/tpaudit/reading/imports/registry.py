"""The kinds of import, in the order in which they are listed."""

from typing import Final

from tpaudit.reading.imports.kind import ImportKind
from tpaudit.reading.imports.kinds.axe import AXE
from tpaudit.reading.imports.kinds.csv_file import CSV
from tpaudit.reading.imports.kinds.kobo import KOBO
from tpaudit.reading.imports.kinds.lighthouse import LIGHTHOUSE
from tpaudit.reading.imports.kinds.mbox import MBOX
from tpaudit.reading.imports.kinds.pa11y import PA11Y
from tpaudit.reading.imports.kinds.safetyculture import SAFETYCULTURE
from tpaudit.reading.imports.kinds.survey import SURVEY
from tpaudit.reading.imports.kinds.xlsx_file import XLSX

_ALL: Final = (CSV, XLSX, SURVEY, KOBO, SAFETYCULTURE, LIGHTHOUSE, AXE, PA11Y, MBOX)
IMPORT_KINDS: Final[dict[str, ImportKind]] = {kind.id: kind for kind in _ALL}
"""By what is typed; a new kind is a module and an entry here."""
