"""What holds for every document and every audit, tried on what hypothesis thinks up."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from math import fsum
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from profiles import examples
from pydantic import BaseModel
from strategies import CURVES, FIELDS, FILES, RECORDS, Case, Plain, as_yaml, cases

import tpaudit
from tpaudit import GroupScore, InputError, Scorecard, TouchpointScore, TpauditError
from tpaudit.documents.curves import SHAPES
from tpaudit.documents.fields import Described, Record
from tpaudit.documents.scalars import Bare
from tpaudit.reading.yaml.builder import read
from tpaudit.results.grouping import By
from tpaudit.results.sections import SectionScore
from tpaudit.showing.data.scorecard import as_data

SLACK = 1e-9


def thorough(most: int) -> settings:
    """Return settings that give the same examples on every run and take no account of the clock."""
    return settings(
        deadline=None,
        derandomize=True,
        max_examples=examples(most),
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


# Documents, and every part of them, load back as they were meant


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
@thorough(40)
@given(st.data())
def test_record_loads_back_equal(record: type[BaseModel], data: st.DataObject) -> None:
    written, meant = data.draw(RECORDS[record])
    tree = read(as_yaml(written, flow=data.draw(st.sampled_from([False, None, True]))))
    assert tree.faults == []
    assert record.model_validate(tree.data).model_dump(by_alias=True, exclude_unset=True) == meant


def _records(cls: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for sub in cls.__subclasses__():
        yield sub
        yield from _records(sub)


def test_every_model_is_generated_with_every_key() -> None:
    models = set(_records(Described)) - {Record} - set(SHAPES.values())
    assert {
        model: {field.alias or name for name, field in model.model_fields.items()} for model in models
    } == {model: set(keys) for model, keys in FIELDS.items()}


def test_every_curve_is_generated() -> None:
    assert set(CURVES) == set(SHAPES.values())


# Scores


def score(files: Mapping[str, bytes], **options: Any) -> Scorecard:
    """Return the scorecard of files laid out in a folder of their own."""
    with TemporaryDirectory() as folder:
        lay_out(Path(folder), files)
        return tpaudit.score(tpaudit.load(f"{folder}/a.yaml"), **options)


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths within a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def wholes(card: Scorecard) -> Iterator[Scorecard | GroupScore | TouchpointScore | SectionScore]:
    """Yield everything of a scorecard that has a score, an interval and a coverage."""
    yield card
    yield from card.touchpoints.values()
    yield from card.handovers.values()
    for touch in card.links().values():
        yield from touch.sections.values()
    yield from card.stages.values()
    if card.grouped:
        yield from card.grouped.groups.values()


cuts = st.none() | st.sampled_from(get_args(By))


@thorough(60)
@given(cases(), cuts)
def test_score_lies_within_its_interval(case: Case, by: By | None) -> None:
    for whole in wholes(score(case.files(), by=by)):
        if whole.score is None:
            assert whole.low is whole.high is None
        else:
            assert whole.low is not None
            assert whole.high is not None
            assert -SLACK <= whole.low <= whole.score + SLACK
            assert whole.score - SLACK <= whole.high <= 100 + SLACK


@thorough(60)
@given(cases(), cuts)
def test_interval_is_as_wide_as_what_is_not_covered(case: Case, by: By | None) -> None:
    for whole in wholes(score(case.files(), by=by)):
        if whole.score is None:
            assert whole.coverage is None
        else:
            assert whole.low is not None
            assert whole.high is not None
            assert whole.coverage is not None
            assert whole.high - whole.low == pytest.approx(100 * (1 - whole.coverage), abs=SLACK)


@thorough(60)
@given(cases(), cuts)
def test_lost_points_add_up(case: Case, by: By | None) -> None:
    card = score(case.files(), by=by)
    links = card.links()
    for touch in links.values():
        items = fsum(item.lost for item in touch.items.values())
        assert items == pytest.approx(0.0 if touch.missing else touch.lost, abs=SLACK)
        sections = fsum(section.lost for section in touch.sections.values())
        assert sections == pytest.approx(items, abs=SLACK)
    for stage in card.stages.values():
        assert stage.lost == pytest.approx(fsum(links[one].lost for one in stage.touchpoints), abs=SLACK)
    lacking = 0.0 if card.score is None else 100 - card.score
    assert fsum(touch.lost for touch in links.values()) == pytest.approx(lacking, abs=SLACK)
    assert fsum(stage.lost for stage in card.stages.values()) == pytest.approx(lacking, abs=SLACK)
    for group in (
        card.grouped.groups.values() if card.grouped and by in {"place", "method", "observer", "tag"} else ()
    ):
        assert group.lost == pytest.approx(0.0 if group.score is None else 100 - group.score, abs=SLACK)


def scores(card: Scorecard) -> dict[str, float | None]:
    """Return every score of a scorecard by its address."""
    found = {"": card.score} | {f"stage {stage}": one.score for stage, one in card.stages.items()}
    for touch_id, touch in card.links().items():
        found[touch_id] = touch.score
        found |= {f"{touch_id}/{address}": item.score for address, item in touch.items.items()}
    return found


def yes_no(case: Case) -> list[tuple[dict[str, Any], str]]:
    """Return the places where a yes-no question is answered: the mapping of answers and the item's id."""
    return [
        (answers, item_id)
        for section in ("touchpoints", "handovers")
        for touch in case.audit[section].values()
        for name, answers in touch["checklists"].items()
        for item_id, item in case.checklists[name]["items"].items()
        if item["answer"] == "yes-no" and "good" not in item
    ]


MORE_YES = {
    "a yes where there was a no": ("no", "yes"),
    "a yes more in a rate": ("37/40", "38/40"),
    "a first yes in a rate": ("0/2", "1/2"),
    "one more yes": (None, "yes"),
    "one more rate of yes only": (None, "3/3"),
}


@pytest.mark.parametrize(("was", "becomes"), MORE_YES.values(), ids=MORE_YES)
@thorough(25)
@given(case=cases(), data=st.data())
def test_yes_never_lowers_a_score(was: str | None, becomes: str, case: Case, data: st.DataObject) -> None:
    places = yes_no(case)
    assume(places)
    answers, item_id = data.draw(st.sampled_from(places))
    others = answers[item_id] if isinstance(answers[item_id], list) else [answers[item_id]]
    others = [one for one in others if one is not None]
    voice = data.draw(st.sampled_from([{}, {"place": "north"}, {"method": "probe"}]))
    answers[item_id] = [*others, {"answer": was, **voice}] if was else others
    before = scores(score(case.files()))
    answers[item_id] = [*others, {"answer": becomes, **voice}]
    after = scores(score(case.files()))
    for address, score_before in before.items():
        score_after = after[address]
        if score_before is not None:
            assert score_after is not None
            assert score_after >= score_before - SLACK, address


def shuffled(data: Mapping[str, Any], random: Random) -> dict[str, Any]:
    """Return a mapping with its keys in another order."""
    keys = list(data)
    random.shuffle(keys)
    return {key: data[key] for key in keys}


@thorough(60)
@given(cases(), st.randoms(use_true_random=False), cuts)
def test_order_in_the_files_changes_no_bit_of_any_figure(case: Case, random: Random, by: By | None) -> None:
    other = deepcopy(case)
    for section in ("touchpoints", "handovers"):
        other.audit[section] = shuffled(other.audit[section], random)
        for touch in other.audit[section].values():
            touch["checklists"] = {
                name: shuffled(answers, random)
                for name, answers in shuffled(touch["checklists"], random).items()
            }
            for name, answers in touch["checklists"].items():
                for item_id, observations in answers.items():
                    latest = other.checklists[name]["items"][item_id].get("combine") == "latest"
                    if isinstance(observations, list) and not latest:
                        random.shuffle(observations)
    for checklist in other.checklists.values():
        checklist["items"] = shuffled(checklist["items"], random)
    assert figures(score(case.files(), by=by)) == figures(score(other.files(), by=by))


def figures(card: Scorecard) -> dict[str, tuple[float | None, ...]]:
    """Return every figure of a scorecard by its address, in whatever order."""
    found: dict[str, tuple[float | None, ...]] = {
        "": (card.score, card.low, card.high, card.coverage, card.observations)
    }
    for kind, groups in (("stage", card.stages), ("cut", card.grouped.groups if card.grouped else {})):
        found |= {f"{kind} {name}": _group(group) for name, group in groups.items()}
    for touch_id, touch in card.links().items():
        found[touch_id] = (*_group(touch), touch.feeling)
        found |= {f"{touch_id}/{at}": (item.score, item.lost) for at, item in touch.items.items()}
    return found


def _group(group: GroupScore | TouchpointScore) -> tuple[float | None, ...]:
    return (group.score, group.low, group.high, group.coverage, group.lost)


# Nothing that a file holds makes reading or loading fall over

SIGNS = st.text("ab1 \n\t:-?,[]{}#&*!|>'\"%@`~<=.é\u2028\ufeff", max_size=40)


def reads(source: bytes) -> None:
    """Read bytes, and check that they give data or faults, each at a place of the file."""
    tree = read(source)
    assert tree.data is not None or tree.faults
    lines = len(source.splitlines()) + source.count(b"\xe2\x80") + source.count(b"\xc2\x85") + 1
    for fault in tree.faults:
        assert 1 <= fault.place.line <= lines
        assert fault.place.column >= 1
        assert fault.message


@thorough(300)
@given(st.binary(max_size=60))
def test_any_bytes_are_read(source: bytes) -> None:
    reads(source)


@thorough(300)
@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    reads(text.encode("utf-8", "surrogatepass"))


@thorough(600)
@given(SIGNS)
def test_any_signs_that_mean_something_in_yaml_are_read(text: str) -> None:
    reads(text.encode())
    reads(b"a:\n  b: " + text.encode())
    reads(b"{a: [" + text.encode() + b"]}")


def loads(folder: Path) -> None:
    """Load and score an audit; whatever is wrong in them is told, nothing else is raised."""
    refused: TpauditError | None = None
    try:
        tpaudit.score(tpaudit.load(str(folder / "a.yaml")))
    except TpauditError as error:
        refused = error
    for problem in refused.problems if isinstance(refused, InputError) else ():
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message


def test_the_files_to_be_spoilt_are_sound() -> None:
    card = score({name: text.encode() for name, text in FILES.items()})
    assert card.score is not None
    assert card.broken == ["mail", "line"]


SPOILABLE = ("tpaudit.yaml", "journeys/j.yaml", "a.visits/ben.yaml", "a.yaml")


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, bytes]:
    """Return the files with one of them cut, stretched or scrambled in a few places."""
    files = dict(FILES)
    name = draw(st.sampled_from(SPOILABLE))
    for _ in range(draw(st.integers(1, 3))):
        text = files[name]
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 1, 1, 2, 5, 20, 80])))
        inside = draw(
            st.sampled_from(["", "", text[start:end] * 2, " ", "\n", ": ", "\n  ", "- "])
            | SIGNS.filter(lambda signs: len(signs) < 6)
        )
        files[name] = text[:start] + inside + text[end:]
    return {path: text.encode() for path, text in files.items()}


@thorough(150)
@given(spoilt())
def test_spoilt_files_are_refused_in_words_or_scored(files: dict[str, bytes]) -> None:
    with TemporaryDirectory() as folder:
        lay_out(Path(folder), files)
        loads(Path(folder))


OTHERS: dict[str, object] = {
    "nothing": None,
    "a word": "drop",
    "a number": Plain("-5"),
    "a list": [Plain("1"), "x"],
    "an empty list": [],
    "a mapping": {"x": "y"},
    "an empty mapping": {},
}
"""What may stand in a file in place of something else."""


def unmarked(data: object) -> object:
    """Return what was read as it would be written."""
    if isinstance(data, dict):
        return {key: unmarked(value) for key, value in data.items()}
    if isinstance(data, list):
        return [unmarked(value) for value in data]
    return Plain(data) if isinstance(data, Bare) else data


def spoilings(data: Any) -> Iterator[Any]:
    """Yield data with each of its values in turn replaced by every other thing, and left out."""
    yield from OTHERS.values()
    for key in list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        for spoilt_value in spoilings(data[key]):
            copy = data.copy()
            copy[key] = spoilt_value
            yield copy
        copy = data.copy()
        del copy[key]
        yield copy


@pytest.mark.parametrize("name", SPOILABLE)
def test_anything_anywhere_is_refused_in_words_or_scored(name: str, tmp_path: Path) -> None:
    lay_out(tmp_path, {path: text.encode() for path, text in FILES.items()})
    for data in spoilings(unmarked(read(FILES[name].encode()).data)):
        lay_out(tmp_path, {name: as_yaml(data)})
        loads(tmp_path)


@thorough(60)
def may_be_scored(link: TouchpointScore) -> bool:
    """Tell whether a touchpoint asks anything that is not n/a, nor answered and only recorded; or asks nothing."""
    items = link.items.values()
    return not items or any(item.state == "open" or (item.state != "n/a" and item.weight) for item in items)


@given(cases())
def test_the_journey_as_a_whole_leaves_every_score_alone(case: Case) -> None:
    with TemporaryDirectory() as folder:
        lay_out(Path(folder), case.files())
        audit = tpaudit.load(f"{folder}/a.yaml")
        bare, whole = tpaudit.score(audit), tpaudit.score(audit, whole=True)
    fresh = {"consistency", "gaps", "chain", "losses", "personas", "disagreements"}
    one, two = as_data(bare), as_data(whole)
    assert {key for key in one if one[key] != two[key]} - {"agreement"} == fresh
    assert whole.chain is not None
    assert sorted(whole.chain.links) == sorted(bare.links())
    assert whole.gaps is not None
    unscored = [gap.address for gap in whole.gaps.found if gap.kind == "unscored"]
    begun = bare.observations or any(link.missing or link.findings for link in bare.links().values())
    expected = [
        touch_id for touch_id, link in bare.links().items() if link.score is None and may_be_scored(link)
    ]
    assert sorted(unscored) == (sorted(expected) if begun else [])
