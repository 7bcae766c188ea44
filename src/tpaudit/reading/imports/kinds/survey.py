"""A survey's rows, in a text file or a workbook, as NPS, CSAT and CES with their counts.

There is one visit for each place, dated by its last answer, with the method `survey`. A question takes what it can count:

- An item of kind `nps` gets the counts of its marks: 9 and 10, 7 and 8, 0 to 6.
- A `yes-no` with `marks: 1-5` at its column gets the share of the two best marks (CSAT): `37/40`. With `marks: 5-1` the
  best is 1.
- A scale such as `1-7` gets the mean and how many it is of (CES): `{answer: 5.3, of: 60}`.

Whoever left a question out is not counted there: nothing is taken for 0. What stands for nothing in the file, such as NA,
is named under `drop` in the map.

```yaml
columns:
  nps: order-line/recommendations.would-recommend
  satisfaction: {to: order-line/service.satisfied, marks: 1-5}
  effort: order-line/service.easy
place: Branch
when: Submitted
drop: [NA]
```

With `per: row` every row is a visit, as with `csv`.
"""

from typing import Final

from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.reading.imports.kind import ImportKind, ImportSource
from tpaudit.reading.imports.tables.answered import answers_of_table
from tpaudit.reading.imports.tables.sheet import table_of
from tpaudit.results.imported import Imported


def _read(source: ImportSource, audit: LoadedAudit, mapping: ImportMap) -> Imported:
    return answers_of_table(table_of(source, mapping), mapping, audit, per="place", method="survey")


SURVEY: Final = ImportKind(
    id="survey", help="a survey's rows as NPS, CSAT and CES with counts, by place", read=_read
)
