"""A table in a text file, such as an export of Google Forms, SurveyMonkey, Typeform or KoboToolbox.

One row is one who answered, and becomes a visit. The map says which column answers which question; what it does not
name is left out and counted, so that names and addresses stay where they are. Commas, semicolons and tabs between
cells are told apart by themselves. UTF-8 and UTF-16 with a byte-order mark are known by it; other encodings stand in
the map: `encoding: cp1251`.

A row with a cell that is no answer to its question is left out whole, named by its row and column, and the other rows
are kept. Empty cells, and those that say what stands under `drop`, leave the question open.

```sh
tpaudit import guess answers.csv audits/roastery.yaml > audits/answers.map.yaml
tpaudit import csv answers.csv --to audits/roastery.yaml --map audits/answers.map.yaml
```

With `per: place` there is one visit for each place instead: scales, numbers, percentages and durations as the mean with
`of`, yes-no as a rate, nps as its three counts, and all other answers one by one.
"""

from typing import Final

from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.reading.imports.kind import ImportKind, ImportSource
from tpaudit.reading.imports.tables.answered import answers_of_table
from tpaudit.reading.imports.tables.sheet import text_table
from tpaudit.results.imported import Imported


def _read(source: ImportSource, audit: LoadedAudit, mapping: ImportMap) -> Imported:
    return answers_of_table(text_table(source, mapping), mapping, audit)


CSV: Final = ImportKind(
    id="csv",
    help="a table in a text file: exports of Google Forms, SurveyMonkey, Typeform, KoboToolbox",
    read=_read,
)
