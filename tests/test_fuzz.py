"""Two thousand inputs of the fuzz target: each is refused with a place and a message, or judged as a whole."""

from pathlib import Path
from typing import Final

import pytest
from fuzz import Fuzz, hold_figures, hold_text

PARTS: Final = 10
INPUTS: Final = 200
"""How many inputs a part has; tests/fuzz.py tries as many as are asked for."""


@pytest.mark.parametrize("part", range(PARTS))
def test_a_document_with_changed_values_is_refused_or_judged(part: int, tmp_path: Path) -> None:
    fuzz = Fuzz(tmp_path)
    came = [fuzz.run(seed) for seed in range(part * INPUTS, (part + 1) * INPUTS)]
    assert came.count("judged") > INPUTS / 4, "most of what is refused never comes to scoring"
    assert came.count("refused") > INPUTS / 4


def test_what_is_wrong_in_a_result_is_seen() -> None:
    with pytest.raises(AssertionError):
        hold_figures({"stages": [{"score": 100.1}]})
    with pytest.raises(AssertionError):
        hold_text("a\u202eb")
