"""The ratchet: the result type of a gate that the figures of today just pass."""

from tpaudit.results.computed import Computed, record


@record
class Ratchet(Computed):
    """Limits in whole points and percent; None where nothing is scored."""

    journey: int | None
    touchpoint: int | None
    """The lowest score of a touchpoint that scores at all."""
    touchpoints: dict[int, list[str]]
    """The touchpoints that score more than that, by the floor that each just reaches, the highest first."""
    exempt: list[str]
    """Touchpoints at 0, which no floor can hold: they are to be fixed."""
    coverage: int
    na: int
