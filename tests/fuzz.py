"""A fuzz target over reader, models, scoring and reports: documents whose values are changed by their type.

    .venv/bin/python tests/fuzz.py 100000         # so many inputs, seed 0
    .venv/bin/python tests/fuzz.py 1 --seed 4711  # one input again

Each input is the workspace of tests/cases/valid with a few values of one or two of its files changed: a number for
another one, a day, an id, a text that means something somewhere, nothing, a list of it. Bytes changed at random nearly
always end in the parser; these changes come past it. What may come of an input: a problem with a place and a
message, or results that are whole.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from strategies import Plain, as_yaml

import tpaudit
from tpaudit.documents.scalars import Bare
from tpaudit.errors import InputError, UsageError
from tpaudit.judging.portfolio.extract import branch_waves
from tpaudit.judging.portfolio.portfolio import PortfolioTerms, judge_portfolio
from tpaudit.judging.portfolio.trend import judge_trend
from tpaudit.operations.portfolio.portfolio import portfolio_page
from tpaudit.operations.portfolio.trend import trend_picture
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read
from tpaudit.results.branches import FoundWave
from tpaudit.showing.data.plan import plan_in_csv, plan_in_markdown
from tpaudit.showing.data.scorecard import as_csv, as_json
from tpaudit.showing.terminal.chains.portfolio import portfolio_lines
from tpaudit.showing.terminal.console import plain
from tpaudit.showing.terminal.explaining.explain import explained
from tpaudit.showing.terminal.table import scorecard_lines
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import visible

VALID: Final = Path(__file__).parent / "cases" / "valid"
FILES: Final = (
    "audits/everything.yaml",
    "audits/everything.visits/one.yaml",
    "audits/everything.visits/two.yml",
    "checklists/everything.yaml",
    "checklists/extended.yaml",
    "journeys/everything.yaml",
    "tpaudit.yaml",
)
AUDIT: Final = FILES[0]
REPORTED: Final = 50
"""Of how many inputs one is laid out as a report, which takes longest."""
NUMBERS: Final = (
    *(
        "0",
        "-0",
        "1",
        "-1",
        "0.001",
        "99.999",
        "100",
        "100.0001",
        "1000",
        "1e9",
        "12345678901234567890123456789012",
    ),
    *(".inf", ".nan", "0x1f", "1_000", "1,5", "007", "50%", "150%", "3/0", "40/37", "0/5", "2.5s"),
)
TIMES: Final = (
    *("0s", "12s", "1m 1m", "PT0S", "PT999999999S", "99999w", "3d", "1h 61m", "-5s", "never"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "2026-11-14", "2026-11-14T23:59", "2026-1-1"),
)
WORDS: Final = (
    *(
        "yes",
        "no",
        "n/a",
        "?",
        "true",
        "null",
        "~",
        "low",
        "off",
        "warn",
        "all",
        "any",
        "answered",
        "findings",
    ),
    *(
        "",
        " ",
        "a",
        "A",
        "a-b",
        "ключ",
        "键",
        "а",
        "ａ",
        "\u3164",
        "e\u0301",
        "format",
        "items",
        "copy",
        "keys",
    ),
)
TEXTS: Final = (
    *(
        "=1+1;-1",
        "@org/team #1",
        "section",
        "{name}",
        "{0.__class__}",
        "%s%n",
        "{{ 1 }}",
        "<script>",
        "a](b)",
        "|x|",
    ),
    *(
        "\u202ea\u2800\U000e0061",
        "x" * 300,
        "ж" * 70,
        "one\n\ntwo",
        "\ttab",
        "\x07",
        "]]>",
        "-->",
        "`",
        "$x$",
        "../x",
    ),
)
PLAIN_WORDS: Final = frozenset(("yes", "no", "n/a", "true", "null", "~", "off"))


class Fuzz:
    """Makes inputs and judges what comes of them, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Copy the workspace, and read what its files say."""
        shutil.copytree(VALID, folder, dirs_exist_ok=True)
        self.folder = folder
        self.trees = {name: _written(read((VALID / name).read_bytes()).data) for name in FILES}

    def run(self, seed: int) -> str:
        """Try one input; return whether it was `judged` or `refused`. Anything wrong is raised."""
        chance = random.Random(seed)  # noqa: S311 - to repeat, not to keep secret
        changed = chance.sample(FILES, chance.choice((1, 1, 1, 2)))
        try:
            for name in changed:
                data = deepcopy(self.trees[name])
                for _ in range(chance.choice((1, 1, 1, 2))):
                    _change(data, chance)
                (self.folder / name).write_bytes(as_yaml(data))
            return self._judge(whole=seed % REPORTED == 0)
        finally:
            for name in changed:
                shutil.copyfile(VALID / name, self.folder / name)

    def _judge(self, *, whole: bool) -> str:
        try:
            audit = tpaudit.load(self.folder / AUDIT, workspaces=Workspaces())
        except InputError as error:
            _hold_problems(error)
            return "refused"
        except UsageError:
            return "refused"
        card = tpaudit.score(audit, whole=True)
        limits = (audit.workspace.bands.fair, audit.workspace.bands.strong)
        locale = Locale("en", limits)
        plan = tpaudit.plan(audit)
        hold_figures(json.loads(as_json(card)))
        for text in (
            plain(scorecard_lines(card, language="en", limits=limits)),
            plain(explained(tpaudit.explain(audit))),
            as_csv(card),
            plan_in_csv(plan, locale),
            plan_in_markdown(plan, locale),
        ):
            hold_text(text)
        if whole:
            for shape in ("md", "html"):
                hold_text(tpaudit.render(audit, card, shape=shape, audience="team"))  # type: ignore[arg-type]
            found = [FoundWave(wave=wave, chain="", depth=0) for wave in branch_waves(audit, card)]
            chain = judge_portfolio(found, 1, PortfolioTerms())
            hold_text(plain(portfolio_lines(chain, locale)))
            hold_text("".join(portfolio_page(chain, locale)))
            hold_text(trend_picture(judge_trend(found), locale, page=True))
        return "judged"


def _hold_problems(error: InputError) -> None:
    """Hold every problem to a place and a message on one line."""
    for problem in error.problems:
        assert problem.message.strip(), problem
        assert problem.line >= 1, problem
        assert problem.column >= 1, problem
        assert "pydantic" not in problem.message, problem
        visible(str(problem)).encode("utf-8")
    assert any(not problem.warning for problem in error.problems)


def hold_figures(data: Any) -> None:
    """Hold scores to 0-100, and coverage to 0-1."""
    if isinstance(data, dict):
        for key, value in data.items():
            most = {"score": 100.0, "low": 100.0, "high": 100.0, "coverage": 1.0}.get(key)
            if most is not None and isinstance(value, float | int):
                assert -1e-6 <= value <= most + 1e-6, (key, value)
            hold_figures(value)
    elif isinstance(data, list):
        for value in data:
            hold_figures(value)


def hold_text(text: str) -> None:
    """Hold a text to characters that are seen: those of files are escaped."""
    text.encode("utf-8")
    for hidden in "\x07\u202e\u2800\U000e0061\u3164":
        assert hidden not in text, hidden


def _written(data: Any) -> Any:
    """Return data as it is written down again: in quotes what was a text, plain what was not."""
    if isinstance(data, dict):
        return {Plain(key): _written(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_written(value) for value in data]
    return Plain(data.text) if isinstance(data, Bare) else data


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every container of a document with each of its keys."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield node, key
        yield from _places(node[key])


def _change(data: Any, chance: random.Random) -> None:
    """Change one value, or its key."""
    places = list(_places(data))
    if places:
        container, key = chance.choice(places)
        chance.choice(CHANGES)(container, key, places, chance)


def _another_value(container: Any, key: Any, _: Any, chance: random.Random) -> None:
    """Put another value of the same type there, or one of another type."""
    own = _alike(container[key])
    words = own if own and chance.random() < 0.7 else chance.choice((NUMBERS, TIMES, WORDS, TEXTS))
    text = chance.choice(words)
    container[key] = Plain(text) if words in (NUMBERS, TIMES) or text in PLAIN_WORDS else text


def _alike(value: Any) -> tuple[str, ...]:
    """Return values of the type that a value seems to have."""
    if not isinstance(value, str):
        return ()
    if value[:1].isdigit():
        return TIMES if any(letter in value for letter in "-smhdw") else NUMBERS
    return WORDS if len(value) < 12 else TEXTS


def _near_value(container: Any, key: Any, _: Any, chance: random.Random) -> None:
    """Put a value there that is likely to be right: another digit, or more text."""
    value = container[key]
    if not isinstance(value, str) or not value:
        return
    digits = [place for place, letter in enumerate(value) if letter in "0123456789"]
    if isinstance(value, Plain) and digits:
        place = chance.choice(digits)
        container[key] = Plain(f"{value[:place]}{chance.randrange(10)}{value[place + 1 :]}")
    elif " " in value:
        container[key] = f"{value} {chance.choice(TEXTS)}" if chance.random() < 0.5 else chance.choice(TEXTS)


def _value_from_elsewhere(container: Any, key: Any, places: Any, chance: random.Random) -> None:
    other, other_key = chance.choice(places)
    container[key] = deepcopy(other[other_key])


def _other_shape(container: Any, key: Any, _: Any, chance: random.Random) -> None:
    value = container[key]
    container[key] = chance.choice(
        (None, [], {}, [value], [value, value], {"en": value}, {Plain("answer"): value})
    )


def _away(container: Any, key: Any, _: Any, __: random.Random) -> None:
    del container[key]


def _other_key(container: Any, key: Any, _: Any, chance: random.Random) -> None:
    if isinstance(container, dict):
        name = chance.choice((*WORDS, *TEXTS, *NUMBERS))
        container[name] = deepcopy(container[key]) if chance.random() < 0.5 else container.pop(key)


CHANGES: Final[tuple[Callable[[Any, Any, Any, random.Random], None], ...]] = (
    *(_near_value,) * 6,
    *(_another_value,) * 3,
    _value_from_elsewhere,
    _other_shape,
    _away,
    _other_key,
)
"""What may be done to a value, the likelier more often."""


def main() -> None:
    """Try as many inputs as are asked for; a seed that fails is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    counts = {"judged": 0, "refused": 0}
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        fuzz = Fuzz(Path(folder))
        for seed in range(asked.seed, asked.seed + asked.count):
            try:
                counts[fuzz.run(seed)] += 1
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
                failed.append(seed)
                sys.stdout.write(f"seed {seed}: {type(error).__name__}: {str(error)[:200]}\n")
    sys.stdout.write(f"{counts['judged']} judged, {counts['refused']} refused, {len(failed)} failed\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
