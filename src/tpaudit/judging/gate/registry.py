"""The rules of the gate, in the order in which their results are listed."""

from typing import Final

from tpaudit.judging.gate.rule import GateRule
from tpaudit.judging.gate.rules.assessed.coverage import COVERAGE
from tpaudit.judging.gate.rules.assessed.na import NA
from tpaudit.judging.gate.rules.assessed.stale import STALE
from tpaudit.judging.gate.rules.broken import BROKEN
from tpaudit.judging.gate.rules.change.gate import GATE
from tpaudit.judging.gate.rules.change.history import HISTORY
from tpaudit.judging.gate.rules.change.redated import REDATED
from tpaudit.judging.gate.rules.change.removed import REMOVED
from tpaudit.judging.gate.rules.change.yardstick import YARDSTICK
from tpaudit.judging.gate.rules.consistency import CONSISTENCY
from tpaudit.judging.gate.rules.finding import FINDING
from tpaudit.judging.gate.rules.floor import FLOOR
from tpaudit.judging.gate.rules.gap import GAP
from tpaudit.judging.gate.rules.item import ITEM
from tpaudit.judging.gate.rules.regression import REGRESSION
from tpaudit.judging.gate.rules.waiver import WAIVER

_ALL: Final = (
    REGRESSION,
    ITEM,
    BROKEN,
    FINDING,
    REMOVED,
    REDATED,
    FLOOR,
    COVERAGE,
    NA,
    STALE,
    YARDSTICK,
    HISTORY,
    CONSISTENCY,
    GAP,
    WAIVER,
    GATE,
)
RULES: Final[dict[str, GateRule]] = {rule.id: rule for rule in _ALL}
"""By their id; a new rule is a module and an entry here."""
