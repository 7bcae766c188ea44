"""Records: how results are made, what they refuse, and copies of them with something changed."""

from dataclasses import field, fields, is_dataclass, replace

import pytest

from tpaudit.results.computed import Computed, record
from tpaudit.results.plan import ActionTarget, Delighter
from tpaudit.results.records import changed, values_of
from tpaudit.results.scorecard import Fault


@record
class Shelf(Computed):
    """Something with and without defaults."""

    label: str
    price: float | None = None
    goods: list[str] = field(default_factory=list)


@record
class Corner(Shelf):
    """Something that has more."""

    side: str


def test_a_record_has_its_values_and_its_defaults() -> None:
    first, second = Shelf(label="tea"), Shelf(label="tea", goods=["Assam"])
    assert (first.label, first.price, first.goods) == ("tea", None, [])
    assert first != second
    first.goods.append("Assam")
    assert first == second
    assert Shelf(label="tea").goods == []
    assert repr(Corner(side="left", label="tea")) == "Corner(label='tea', price=None, goods=[], side='left')"


@pytest.mark.parametrize("values", [{}, {"label": "tea", "colour": "green"}, {"price": 2.0}])
def test_a_record_refuses_values_that_are_missing_or_unknown(values: dict[str, object]) -> None:
    with pytest.raises(
        TypeError, match=r"Shelf is made from label, price, goods; missing, or not among them"
    ):
        Shelf(**values)  # type: ignore[arg-type]


def test_a_record_has_no_other_attributes() -> None:
    with pytest.raises(AttributeError):
        Shelf(label="tea").colour = "green"  # type: ignore[attr-defined]


def test_what_is_changed_is_a_copy() -> None:
    target = ActionTarget(at="shop/quick/found", state="claimed", seen=None)
    seen = changed(target, state="verified", seen="2026-03-02")
    assert (target.state, seen.state, seen.at) == ("claimed", "verified", "shop/quick/found")
    assert seen == replace(target, state="verified", seen="2026-03-02")
    shelf = Shelf(label="tea", goods=["Assam"])
    assert changed(shelf) == shelf
    assert changed(shelf) is not shelf


@pytest.mark.parametrize("kind", [ActionTarget, Delighter, Fault, Shelf, Corner])
def test_values_are_those_of_the_fields(kind: type[Computed]) -> None:
    assert is_dataclass(kind)
    names = [one.name for one in fields(kind)]
    made = kind(**{name: f"the {name}" for name in names})
    assert values_of(made) == {name: f"the {name}" for name in names}
    assert list(values_of(made)) == names
