"""The version of tpaudit, as it stands in every scorecard."""

from typing import Final

VERSION: Final = "0.2.0"
