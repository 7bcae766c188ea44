"""JSON Schemas: valid themselves, described key by key, and of one mind with what tpaudit reads and writes."""

import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args

import jsonschema  # type: ignore[import-untyped]  # has no stubs of its own
import pytest
from editor import as_an_editor_reads

import tpaudit
from tpaudit.cli.schema import _Kind
from tpaudit.documents.schema import published
from tpaudit.reading.files.find import yaml_files
from tpaudit.reading.files.kinds import file_kind
from tpaudit.reading.validate import MODELS, problems_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.data.scorecard import as_json

ROOT: Final = Path(__file__).parent.parent
CASES: Final = Path(__file__).parent / "cases"
KINDS: Final[tuple[str, ...]] = get_args(_Kind)


@cache
def schema(kind: str) -> dict[str, Any]:
    """Return a schema as `tpaudit schema` prints it."""
    text = json.dumps(published(Scorecard if kind == "scorecard" else MODELS[kind]))
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(kind))


def complaints(path: Path, kind: str) -> list[str]:
    found = validator(kind).iter_errors(as_an_editor_reads(path))
    return [f"{'.'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in found]


def test_there_is_a_schema_of_every_kind_of_file_and_of_the_scorecard() -> None:
    assert set(KINDS) == {*MODELS, "scorecard"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_valid_one(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    assert schema(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_leads_somewhere(kind: str) -> None:
    whole = schema(kind)
    for node in nodes(whole):
        if "$ref" in node:
            assert node["$ref"].removeprefix("#/$defs/") in whole["$defs"]


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every schema inside a schema."""
    if isinstance(node, dict):
        yield node
        for one in node.values():
            yield from nodes(one)
    elif isinstance(node, list):
        for one in node:
            yield from nodes(one)


SAID_BY_THE_CURVE: Final = {"full", "zero", "p10", "median", "at_most", "at_least", "ideal"}
"""Limits of curves; what they are is said of the curve as a whole."""


def undescribed(kind: str) -> set[str]:
    """Return the keys of a schema without a text."""
    return {
        key
        for node in nodes(schema(kind))
        if isinstance(node.get("properties"), dict)
        for key, one in node["properties"].items()
        if isinstance(one, dict) and "type" in node and not one.get("description")
    }


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "scorecard"])
def test_every_key_of_a_file_is_described(kind: str) -> None:
    assert undescribed(kind) - SAID_BY_THE_CURVE == set()


def described(kind: str) -> Iterator[str]:
    for node in nodes(schema(kind)):
        text = node.get("description")
        if isinstance(text, str):
            yield text


@pytest.mark.parametrize("kind", KINDS)
def test_a_description_is_a_sentence_for_people(kind: str) -> None:
    for text in described(kind):
        assert text == text.strip()
        assert not re.search(r"pydantic|None\b|\bstr\b|:class:|\bdict\b", text), text


FILES: Final = [
    (Path(file), kind)
    for file in [
        *yaml_files(
            [str(ROOT / name) for name in ("audits", "checklists", "templates", "tpaudit.yaml")]
        ).files,
        *yaml_files([str(CASES / "valid")]).files,
    ]
    if (kind := file_kind(file, as_an_editor_reads(Path(file))))
]


@pytest.mark.parametrize(
    ("path", "kind"), FILES, ids=[path.relative_to(ROOT).as_posix() for path, _ in FILES]
)
def test_a_valid_file_is_valid_for_an_editor(path: Path, kind: str) -> None:
    assert complaints(path, kind) == []


def test_files_of_every_kind_are_held_to_their_schema() -> None:
    assert {kind for _, kind in FILES} == set(MODELS)


STRUCTURAL: Final = [
    *("audit/unknown-keys", "audit/keys-missing", "audit/texts-without-quotes", "audit/words-from-a-list"),
    *("audit/checklists-as-a-list", "audit/touchpoints-as-a-list", "audit/nothing-but-the-head", "audit/ids"),
    *(
        "audit/answers-in-the-wrong-shape",
        "audit/findings-and-evidence",
        "audit/dates",
        "audit/several-kinds-of-mistakes",
    ),
    *(
        "checklist/unknown-keys",
        "checklist/items-are-a-list",
        "checklist/item-without-its-keys",
        "checklist/ids",
    ),
    *(
        "checklist/texts",
        "checklist/kinds-of-answer",
        "checklist/curve-is-none",
        "checklist/words-from-a-list",
    ),
    *("checklist/weights-and-flags", "checklist/options-of-the-wrong-shape", "checklist/of-a-newer-format"),
    *("visit/round.visits/head", "visit/round.visits/no-head", "visit/round.visits/head-is-a-text"),
    *("visit/round.visits/answers-as-a-list", "visit/round.visits/answers"),
    *("journey/no-stages", "journey/stages-as-a-list", "journey/stage-with-mistakes"),
    *("workspace/bands-out-of-range", "workspace/gate", "workspace/paths-and-branding", "workspace/plan"),
]
"""Wrong files whose mistake is one of shape, which an editor can mark while somebody types."""


@pytest.mark.parametrize("name", STRUCTURAL)
def test_a_mistake_of_shape_is_one_for_an_editor(name: str) -> None:
    assert complaints(CASES / "invalid" / f"{name}.yaml", name.partition("/")[0])


WRONG: Final = sorted(path for path in (CASES / "invalid").rglob("*.yaml") if "syntax" not in path.parts)


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.relative_to(CASES / "invalid").as_posix())
def test_an_editor_complains_of_nothing_that_tpaudit_takes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CASES / "invalid")
    file = path.relative_to(CASES / "invalid").as_posix()
    kind = file_kind(file, as_an_editor_reads(path))
    assert kind is not None
    if complaints(path, kind):
        assert [one for one in problems_of(file, Workspaces()) if not one.warning and one.file == file]


@pytest.mark.parametrize("by", ["stage", "place"])
@pytest.mark.parametrize("file", ["audits/roastery.yaml", "tests/cases/valid/audits/everything.yaml"])
def test_a_scorecard_is_what_its_schema_says(file: str, by: Any) -> None:
    card = json.loads(as_json(tpaudit.score(tpaudit.load(str(ROOT / file)), by=by, whole=by is None)))
    validator("scorecard").validate(card)


def test_a_scorecard_without_answers_is_what_its_schema_says() -> None:
    for name in ("least", "none", "inline"):
        card = json.loads(
            as_json(tpaudit.score(tpaudit.load(str(CASES / f"valid/audits/{name}.yaml")), whole=True))
        )
        validator("scorecard").validate(card)


def test_the_schema_of_the_scorecard_names_every_key_that_is_written() -> None:
    card = json.loads(as_json(tpaudit.score(tpaudit.load(str(ROOT / "audits/roastery.yaml")))))
    assert set(schema("scorecard")["properties"]) == set(card)
    since = {
        one.name for one in fields(Scorecard) if (one.default, one.default_factory) != (MISSING, MISSING)
    }
    assert set(schema("scorecard")["required"]) == set(card) - since, (
        "earlier scorecards are without the newer keys"
    )


def test_an_editor_takes_an_extending_checklist_that_changes_single_keys_or_drops_an_item() -> None:
    own = {
        "format": 1,
        "checklist": "own",
        "extends": "quick",
        "items": {"fast": {"weight": 2}, "easy": "drop"},
    }
    assert list(validator("checklist").iter_errors(own)) == []
    del own["extends"]
    assert list(validator("checklist").iter_errors(own))
