"""The kinds of import, in the order in which they are listed."""

from typing import Final

from tpaudit.reading.imports.kind import ImportKind
from tpaudit.reading.imports.kinds.csv_file import CSV

_ALL: Final = (CSV,)
IMPORT_KINDS: Final[dict[str, ImportKind]] = {kind.id: kind for kind in _ALL}
"""By what is typed; a new kind is a module and an entry here."""
