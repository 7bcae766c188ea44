"""Audits at the edges for the tests: empty, all n/a, all broken, all at 0, of two touchpoints, of 300 at 40 places.

python tests/edges.py FOLDER writes each to a file of its own there.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

CHECKLIST: Final = """\
format: 1
checklist: g
items:
  n: {ask: How clean is it?, answer: 0-100}
  must: {ask: Is there a list of allergens?, answer: yes-no, must: true, shortfall: No list of allergens}
"""
_PLACES: Final = 40
_PLACED: Final = 10
"""Every tenth touchpoint of the large audit is looked at in every place."""


def _touchpoints(count: int, answers: str) -> str:
    return "touchpoints:\n" + "".join(
        f"  t{number}: {{name: Touchpoint {number + 1}, stage: s{number % 2}, checklists: {{g: {answers}}}}}\n"
        for number in range(count)
    )


def _large() -> str:
    """Return an audit of 300 touchpoints with names of 70 letters, a part of them looked at in 40 places."""
    places = ", ".join(
        f"p{number}: 'Harbour Bakeries, branch {number} in the old town'" for number in range(_PLACES)
    )
    stages = ", ".join(f"s{number}: 'Stage {number + 1}, with a name of its own'" for number in range(6))
    name = "Touchpoint {:03} of a long journey, with a name of seventy letters here"
    lines = []
    for number in range(300):
        clean, fails = number % 101, number % 30 == 0
        answers = f"n: {clean}, must: {'no' if fails else 'yes'}"
        if number % _PLACED == 0:
            at = ", ".join(
                f"{{answer: {(clean + 3 * place) % 101}, place: p{place}}}" for place in range(_PLACES)
            )
            lists = ", ".join(
                f"{{answer: {'no' if fails and place % 7 == 0 else 'yes'}, place: p{place}}}"
                for place in range(_PLACES)
            )
            answers = f"n: [{at}], must: [{lists}]"
        lines.append(
            f"  t{number}: {{name: {name.format(number)!r}, stage: s{number * 6 // 300}, channel: phone, "
            f"kind: human, checklists: {{g: {{{answers}}}}}}}\n"
        )
    return f"places: {{{places}}}\njourney: {{stages: {{{stages}}}}}\ntouchpoints:\n{''.join(lines)}"


EDGES: Final[Mapping[str, str]] = {
    "empty": _touchpoints(3, "{}"),
    "inapplicable": _touchpoints(3, "{n: n/a, must: n/a}"),
    "broken": _touchpoints(9, "{n: 100, must: no}"),
    "missing": "touchpoints:\n"
    + "".join(
        f"  t{number}: {{name: Touchpoint {number + 1}, stage: s, missing: yes}}\n" for number in range(4)
    ),
    "zero": _touchpoints(4, "{n: 0, must: n/a}"),
    "two": "touchpoints:\n"
    "  call: {name: The call, stage: before, channel: phone, checklists: {g: {n: 70, must: yes}}}\n"
    "  desk: {name: The desk, stage: after, checklists: {g: {n: 30}}, findings: "
    "{f: {kind: problem, says: A long queue, severity: minor, fix: Open the second desk}}}\n",
    "large": _large(),
}
"""The body of each audit, by what it is; all ask the same checklist."""


def write_edges(folder: Path) -> dict[str, Path]:
    """Write the audits to a folder, with their checklist; return the file of each."""
    (folder / "checklists").mkdir(parents=True, exist_ok=True)
    (folder / "checklists" / "g.yaml").write_text(CHECKLIST, encoding="utf-8")
    (folder / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    files = {}
    for name, body in EDGES.items():
        files[name] = folder / f"{name}.yaml"
        head = f"format: 1\ncompany: {{name: The {name} company}}\naudit: {{date: 2026-11-14}}\n"
        files[name].write_text(head + body, encoding="utf-8")
    return files


if __name__ == "__main__":
    write_edges(Path(sys.argv[1]))
