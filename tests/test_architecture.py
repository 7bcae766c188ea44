"""The architecture page: its picture shows the packages that there are, and the imports between them.

`TPAUDIT_ACCEPT=1 pytest tests/test_architecture.py` rewrites the arrows; the difference is read like code.
"""

import os
import re
from pathlib import Path
from typing import Final

from test_house import FLOORS, HOUSE, MODULES, imports, name_of, room

PAGE: Final = Path(__file__).parent.parent / "docs" / "architecture.md"
ACCEPT: Final = bool(os.environ.get("TPAUDIT_ACCEPT"))
ARROWS: Final = re.compile(r"(?<=    %% imports\n).*?(?=    %% end\n)", re.DOTALL)


def uses() -> dict[str, set[str]]:
    """Return the packages that each package imports."""
    found: dict[str, set[str]] = {floor: set() for floor in FLOORS}
    for path in MODULES:
        here = room(name_of(path))
        if here:
            found[here] |= {room(one) for one in imports(path)} - {"", here}
    return found


def beyond(package: str, used: dict[str, set[str]]) -> set[str]:
    """Return the packages that those which a package imports lead to."""
    return {deeper for one in used[package] for deeper in used[one] | beyond(one, used)}


def arrows() -> str:
    """Return the arrows of the picture, without those that others make up."""
    used = uses()
    high = sorted(used, key=lambda floor: -FLOORS[floor])
    shown = {here: [one for one in high if one in used[here] - beyond(here, used)] for here in high}
    return "".join(f"    {here} --> {there}\n" for here in high for there in shown[here])


def test_the_arrows_of_the_picture_are_the_imports() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(ARROWS.findall(text)) == 1
    if ACCEPT:
        PAGE.write_text(ARROWS.sub(arrows(), text), encoding="utf-8")
    assert ARROWS.findall(PAGE.read_text(encoding="utf-8")) == [arrows()]


def test_no_arrow_points_up() -> None:
    for here, there in re.findall(r"(\w+) --> (\w+)", PAGE.read_text(encoding="utf-8")):
        assert FLOORS[there] < FLOORS[here], f"{here} --> {there}"


def test_the_boxes_of_the_picture_are_the_packages() -> None:
    packages = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert set(re.findall(r"<b>(\w+)</b>", PAGE.read_text(encoding="utf-8"))) == packages == set(FLOORS)


def test_every_package_is_in_the_table() -> None:
    packages = [path.parent.relative_to(HOUSE) for path in HOUSE.glob("*/**/__init__.py")]
    homes = {path.parent.relative_to(HOUSE) for path in MODULES if path.name != "__init__.py"}
    named = re.findall(r"^\| `([\w/]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    missing = {one.as_posix() for one in packages if one in homes} - set(named)
    assert missing == set()
    assert set(named) <= {one.as_posix() for one in packages}
    assert len(named) == len(set(named))
