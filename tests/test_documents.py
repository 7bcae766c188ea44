"""Files in company: checklists that extend others, workspaces, visits, journeys, and everything that is shipped."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

import tpaudit
from tpaudit import InputError, LoadedAudit
from tpaudit.documents import audit, checklist, curves, journey, observation, visit, workspace
from tpaudit.documents.fields import Described, Record
from tpaudit.documents.text import Text, Wording
from tpaudit.reading.audit.load import examine
from tpaudit.reading.files.find import audits, yaml_files
from tpaudit.reading.files.walk import visits_of
from tpaudit.reading.validate import problems_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.showing.data.scorecard import as_json

ROOT: Final = Path(__file__).parent.parent
CASES: Final = Path(__file__).parent / "cases"
VALID: Final = CASES / "valid"
FROZEN: Final = CASES / "frozen" / "format-1"
MODULES: Final = (audit, checklist, curves, journey, observation, visit, workspace)

Files = Callable[..., Path]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Return what writes files, each without its `format`, by their paths; `/` of a path is written `__`."""

    def write(**texts: str) -> Path:
        for name, text in texts.items():
            path = tmp_path / (name.replace("__", "/") + ".yaml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("format: 1\n" + dedent(text).lstrip("\n"), encoding="utf-8")
        return tmp_path

    return write


def loaded(folder: Path, name: str = "a.yaml") -> LoadedAudit:
    return tpaudit.load(str(folder / name))


def said(folder: Path, name: str = "a.yaml") -> list[str]:
    """Return everything that is said of an audit, without the folder's own path."""
    found = examine(str(folder / name), workspaces=Workspaces())
    return [str(problem).replace(f"{folder}/", "") for problem in found.problems]


def errors(folder: Path, name: str = "a.yaml") -> list[str]:
    """Return the errors among what is said, without their places."""
    lines = [line for line in said(folder, name) if ": warning: " not in line]
    return [re.sub(r"^(\S+?):\d+:\d+: ", r"\1: ", line) for line in lines]


AUDIT: Final = "touchpoints: {a: {stage: s, checklists: {call: }}}"
CALL: Final = """
checklist: call
items:
  polite: {ask: How polite?, answer: 1-5, weight: 2, fix: Smile.}
  works: {ask: Does it work?, answer: yes-no, must: true}
"""


# Full examples


def models() -> Iterator[type[BaseModel]]:
    """Yield every model of the documents."""
    for module in MODULES:
        for one in vars(module).values():
            if isinstance(one, type) and issubclass(one, Described) and one.__module__ == module.__name__:
                yield one


def met(value: object) -> Iterator[tuple[type, str]]:
    """Yield every key that is written in a document, by the model that knows it."""
    if isinstance(value, Described):
        for name in value.model_fields_set:
            yield (type(value), name)
            yield from met(getattr(value, name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from met(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from met(one)


@pytest.fixture(scope="module")
def full() -> list[Record]:
    """Return the documents of cases/valid."""
    from tpaudit.reading.files.kinds import file_kind
    from tpaudit.reading.parse import parse
    from tpaudit.reading.validate import MODELS
    from tpaudit.reading.yaml.builder import read

    documents: list[Record] = []
    for file in yaml_files([str(VALID)]).files:
        tree = read(Path(file).read_bytes())
        kind = file_kind(file, tree.data)
        assert kind is not None
        if not (kind == "checklist" and "extends" in tree.data):
            document, pad = parse(file, tree, MODELS[kind])
            assert document is not None, pad.problems
            documents.append(document)
    return documents


@pytest.mark.parametrize(
    "file", [Path(file).relative_to(VALID).as_posix() for file in yaml_files([str(VALID)]).files]
)
def test_a_full_example_is_valid_without_a_warning(file: str) -> None:
    assert problems_of(str(VALID / file), Workspaces()) == []


INHERITED: Final = {(audit.Handover, name) for name in audit.Touchpoint.model_fields}
"""What handovers have from touchpoints is met there."""


@pytest.mark.parametrize("model", list(models()), ids=lambda model: model.__name__)
def test_every_key_stands_in_a_full_example(model: type[BaseModel], full: list[Record]) -> None:
    written = {key for document in full for key in met(document)}
    wanted = {(model, name) for name in model.model_fields} - (INHERITED - {(audit.Handover, "stage")})
    assert wanted - written - {(checklist.Checklist, "extends")} == set()


def words(hint: object) -> Iterator[str]:
    """Yield the words that a type allows."""
    if get_origin(hint) is Literal:
        yield from (word for word in get_args(hint) if isinstance(word, str))
    for part in get_args(hint):
        yield from words(part)


def test_every_word_of_a_closed_list_stands_in_a_full_example() -> None:
    wanted = {
        word
        for model in models()
        for hint in get_type_hints(model, include_extras=True).values()
        for word in words(hint)
    }
    text = "\n".join(Path(file).read_text(encoding="utf-8") for file in yaml_files([str(VALID)]).files)
    assert {word for word in wanted if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)} == set()


def test_every_curve_and_kind_of_answer_stands_in_a_full_example(full: list[Record]) -> None:
    from tpaudit.documents.answers import KINDS, scale
    from tpaudit.documents.curves import SHAPES

    items = [item for one in full if isinstance(one, checklist.Checklist) for item in one.items.values()]
    assert {"a-b" if scale(item.answer) else item.answer for item in items} == set(KINDS)
    assert {type(item.score) for item in items if item.score} == set(SHAPES.values())


@pytest.mark.parametrize("path", sorted((VALID / "checklists").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_kind_of_answer_can_be_put_to_a_person(path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tpaudit", "checklists", "show", path.stem],
        cwd=VALID,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


# Extending


def extended(files: Files, own: str, **more: str) -> dict[str, Any]:
    """Return the items of a checklist that extends `call`, as their models."""
    texts = {"checklists__call": CALL, "checklists__own": f"checklist: own\nextends: call\n{dedent(own)}"}
    folder = files(a=AUDIT.replace("call", "own"), **texts | more)
    assert [line for line in said(folder) if ": warning: " not in line] == []
    (touch,) = loaded(folder).touches
    return {asked.question.item_id: asked.question.item for asked in touch.asked.values()}


def test_an_item_is_added_behind_those_of_the_other(files: Files) -> None:
    items = extended(files, "items: {warm: {ask: How warm?, answer: 1-5}}")
    assert list(items) == ["polite", "works", "warm"]


def test_a_key_of_an_item_is_changed_and_the_others_stay(files: Files) -> None:
    items = extended(files, "items: {polite: {weight: 5, ask: How kind?}}")
    assert (items["polite"].weight, items["polite"].ask, items["polite"].answer) == (5, "How kind?", "1-5")
    assert items["polite"].fix == "Smile."


def test_a_key_without_a_value_is_absent_so_that_the_others_stays(files: Files) -> None:
    items = extended(files, "items: {polite: {fix: , weight: null}}")
    assert (items["polite"].fix, items["polite"].weight) == ("Smile.", 2)


def test_an_item_is_dropped(files: Files) -> None:
    assert list(extended(files, "items: {polite: drop}")) == ["works"]


def test_an_item_is_replaced_by_changing_its_kind(files: Files) -> None:
    items = extended(files, "items: {polite: {answer: yes-no}}")
    assert items["polite"].answer == "yes-no"


def test_the_name_and_the_questions_are_those_of_the_extending_one(files: Files) -> None:
    extended(files, "items: {}")
    folder = files()
    audit_ = loaded(folder)
    assert list(audit_.checklists) == ["own"]
    assert list(audit_.touches[0].asked) == ["own.polite", "own.works"]


def test_extending_goes_on_over_several(files: Files) -> None:
    items = extended(
        files,
        "items: {warm: {weight: 7}}",
        checklists__base="checklist: base\nitems: {warm: {ask: How warm?, answer: 1-5}, cold: {ask: Cold?, answer: yes-no}}",
        checklists__call="checklist: call\nextends: base\nitems: {cold: drop}",
    )
    assert list(items) == ["warm"]
    assert items["warm"].weight == 7


def test_an_own_checklist_extends_the_built_in_one_of_its_name(files: Files) -> None:
    folder = files(
        checklists__quick="checklist: quick\nextends: quick\nitems: {fits: drop, fast: {weight: 9}}",
        a="touchpoints: {a: {stage: s, checklists: {quick: {works: yes}}}}",
    )
    assert said(folder) == []
    items = loaded(folder).touches[0].asked
    assert list(items) == ["quick.works", "quick.easy", "quick.fast", "quick.pleasant"]
    assert items["quick.fast"].question.item.weight == 9


def test_dropping_what_is_not_there_names_the_nearest(files: Files) -> None:
    folder = files(
        checklists__call=CALL, checklists__own="checklist: own\nextends: call\nitems: {polit: drop}"
    )
    (problem,) = problems_of(str(folder / "checklists/own.yaml"), Workspaces())
    assert problem.message == "there is no item `polit` to drop; the nearest is `polite`"
    assert (problem.line, problem.column) == (4, 9)


def test_extending_what_is_not_there_names_the_nearest(files: Files) -> None:
    folder = files(checklists__call=CALL, checklists__own="checklist: own\nextends: cal\nitems: {}")
    (problem,) = problems_of(str(folder / "checklists/own.yaml"), Workspaces())
    assert problem.message == "there is no checklist `cal` to extend; the nearest is `call`"
    assert (problem.line, problem.column) == (3, 10)


def test_a_checklist_that_extends_itself_and_is_not_built_in_is_refused(files: Files) -> None:
    folder = files(checklists__own="checklist: own\nextends: own\nitems: {}")
    (problem,) = problems_of(str(folder / "checklists/own.yaml"), Workspaces())
    assert "there is no checklist `own` to extend" in problem.message


def test_the_fingerprint_is_of_everything_that_is_asked_whatever_the_order_of_keys(files: Files) -> None:
    def fingerprint(**texts: str) -> str:
        return loaded(files(a=AUDIT, **texts)).checklists["call"].fingerprint

    first = fingerprint(checklists__call=CALL)
    assert re.fullmatch(r"[0-9a-f]{12}", first)
    turned = CALL.replace("weight: 2, fix: Smile.", "fix: Smile., weight: 2")
    assert fingerprint(checklists__call=turned) == first
    assert fingerprint(checklists__call=CALL.replace("Smile", "Smile more")) != first
    assert fingerprint(checklists__call=CALL + '# A comment.\nversion: "2"\n') != first
    plain = CALL.replace("1-5", "yes-no")
    measured = plain.replace("weight: 2", "weight: 2, probe: dial-links, watch_for: 14d")
    assert measured != plain
    assert fingerprint(checklists__call=measured) == fingerprint(checklists__call=plain) != first
    assert fingerprint(checklists__call=CALL + "  nothing:\n") not in (first, "")
    base = CALL.replace("call", "base")
    own = "checklist: call\nextends: base\nitems: {}"
    one = fingerprint(checklists__call=own, checklists__base=base)
    assert fingerprint(checklists__call=own, checklists__base=base.replace("Smile", "Smile more")) != one


# Own and built-in


def test_an_own_checklist_wins_over_the_built_in_one_of_its_name(files: Files) -> None:
    folder = files(
        checklists__quick="checklist: quick\nitems: {works: {ask: Does it?, answer: yes-no}}",
        a="touchpoints: {a: {stage: s, checklists: {quick: {works: yes}}}}",
    )
    assert said(folder) == []
    assert list(loaded(folder).touches[0].asked) == ["quick.works"]
    assert not loaded(folder).checklists["quick"].built_in


def test_a_built_in_checklist_is_used_with_a_warning_that_says_to_copy_it(files: Files) -> None:
    folder = files(
        a="touchpoints: {a: {stage: s, checklists: {quick: {works: yes}}}, b: {stage: s, checklists: {quick: }}}"
    )
    (warning,) = said(folder)
    assert ": warning: a/quick: " in warning
    assert "expected a copy in checklists/" in warning
    assert loaded(folder).checklists["quick"].built_in


def test_a_checklist_without_version_is_used_without_one(files: Files) -> None:
    assert loaded(files(a=AUDIT, checklists__call=CALL)).checklists["call"].version is None


def test_a_checklist_that_nobody_applies_is_not_read(files: Files) -> None:
    folder = files(a=AUDIT, checklists__call=CALL, checklists__wrong="checklist: [")
    assert said(folder) == []


def test_mistakes_in_a_checklist_are_told_once_with_its_own_file_and_stop_the_audit(files: Files) -> None:
    folder = files(
        checklists__call=CALL.replace("weight: 2", "wieght: 2"),
        a="touchpoints: {a: {stage: s, checklists: {call: {polite: 3}}}, b: {stage: s, checklists: {call: }}}",
    )
    assert errors(folder) == [
        "checklists/call.yaml: items.polite.wieght: the key `wieght` is not known here; the nearest is `weight`, or a newer tpaudit may know it"
    ]
    with pytest.raises(InputError) as raised:
        loaded(folder)
    assert len(raised.value.problems) == 1


# Workspaces


def test_without_settings_the_workspace_is_the_folder_of_the_audit(files: Files) -> None:
    folder = files(a=AUDIT, checklists__call=CALL)
    assert said(folder) == []
    assert loaded(folder).workspace.bands.strong == 80


def test_without_settings_a_folder_called_audits_lies_in_the_workspace(files: Files) -> None:
    folder = files(audits__a=AUDIT, checklists__call=CALL)
    assert said(folder, "audits/a.yaml") == []


def test_without_settings_no_other_folder_is_looked_at(files: Files) -> None:
    folder = files(reports__a=AUDIT, checklists__call=CALL)
    assert "there is no checklist `call`" in errors(folder, "reports/a.yaml")[0]


def test_settings_are_found_upwards_and_the_nearest_count(files: Files) -> None:
    folder = files(
        tpaudit="bands: {strong: 90, fair: 50}",
        deep__er__a=AUDIT,
        near__a=AUDIT,
        near__tpaudit="bands: {strong: 70, fair: 40}",
        checklists__call=CALL,
        near__checklists__call=CALL.replace("works", "walks"),
    )
    assert loaded(folder, "deep/er/a.yaml").workspace.bands.strong == 90
    assert list(loaded(folder, "deep/er/a.yaml").touches[0].asked) == ["call.polite", "call.works"]
    assert loaded(folder, "near/a.yaml").workspace.bands.strong == 70
    assert list(loaded(folder, "near/a.yaml").touches[0].asked) == ["call.polite", "call.walks"]


def test_settings_say_where_own_files_lie(files: Files) -> None:
    folder = files(
        tpaudit="paths: {checklists: lists/own, journeys: roads}",
        a=AUDIT.replace("touchpoints", "journey: way\ntouchpoints"),
        lists__own__call=CALL,
        roads__way="stages: {s: Somewhere}",
        checklists__call=CALL.replace("works", "walks"),
    )
    assert said(folder) == []
    assert list(loaded(folder).touches[0].asked) == ["call.polite", "call.works"]
    assert [stage.name for stage in loaded(folder).stages.values()] == ["Somewhere"]


def test_mistakes_in_the_settings_are_told_with_every_audit_and_stop_it(files: Files) -> None:
    folder = files(tpaudit="bands: {strong: 60, fair: 70}", a=AUDIT, checklists__call=CALL)
    assert errors(folder) == [
        "tpaudit.yaml: bands: fair (70) is not below strong (60); expected fair below strong"
    ]
    assert examine(str(folder / "a.yaml"), workspaces=Workspaces()).audit is None


def test_files_are_read_once_for_all_audits_of_a_run(files: Files) -> None:
    folder = files(a=AUDIT, b=AUDIT, checklists__call=CALL)
    homes = Workspaces()
    assert examine(str(folder / "a.yaml"), workspaces=homes).audit
    shutil.rmtree(folder / "checklists")
    assert examine(str(folder / "b.yaml"), workspaces=homes).audit
    assert examine(str(folder / "b.yaml"), workspaces=Workspaces()).audit is None


# Visits

VISITED: Final = "audit: {date: 2026-11-14, auditor: Anna, method: walkthrough}\n" + AUDIT.replace(
    "{call: }", "{call: {polite: 5}}"
)


def test_visits_are_merged_behind_the_audit_in_order_of_file_name(files: Files) -> None:
    folder = files(
        a=VISITED,
        checklists__call=CALL,
        **{
            f"a.visits__{name}": f"visit: {{by: {name}}}\nanswers: {{a/call.polite: {n}}}"
            for n, name in enumerate(("b-2", "a", "b-10"), 1)
        },
    )
    (touch,) = loaded(folder).touches
    assert [(one.visit, one.text) for one in touch.asked["call.polite"].observed] == [
        (None, "5"),
        ("a", "2"),
        ("b-10", "3"),
        ("b-2", "1"),
    ]
    assert [one.id for one in loaded(folder).visits] == ["a", "b-10", "b-2"]


def test_a_visit_says_what_its_answers_do_not_and_the_audit_what_the_visit_does_not(files: Files) -> None:
    folder = files(
        a=f"places: {{north: North}}\n{VISITED}",
        checklists__call=CALL,
        **{
            "a.visits__one": "visit: {on: 2026-11-03T12:30, by: Ben, place: north}\n"
            "answers: {a/call.polite: [3, {answer: 4, by: Carla, on: 2026-11-04, method: survey}]}",
            "a.visits__two": "visit: {}\nanswers: {a/call.polite: 1}",
        },
    )
    observed = loaded(folder).touches[0].asked["call.polite"].observed
    assert [(one.on, one.by, one.method, one.place) for one in observed] == [
        ("2026-11-14", "Anna", "walkthrough", None),
        ("2026-11-03T12:30", "Ben", "walkthrough", "north"),
        ("2026-11-04", "Carla", "survey", "north"),
        ("2026-11-14", "Anna", "walkthrough", None),
    ]


def test_answers_of_a_visit_stand_in_its_own_file_and_line(files: Files) -> None:
    folder = files(
        a=VISITED,
        checklists__call=CALL,
        **{
            "a.visits__one": "visit: {}\nanswers:\n  a/call.works: yes\n  a/call.polite:\n  - 3\n  - answer: 4\n"
        },
    )
    asked = loaded(folder).touches[0].asked
    assert [(Path(one.file).name, one.line) for one in asked["call.polite"].observed] == [
        ("a.yaml", 3),
        ("one.yaml", 6),
        ("one.yaml", 7),
    ]
    assert [(Path(one.file).name, one.line) for one in asked["call.works"].observed] == [("one.yaml", 4)]


def test_only_yaml_files_beside_the_audit_are_its_visits(files: Files) -> None:
    folder = files(
        a=VISITED, checklists__call=CALL, **{"a.visits__one": "visit: {}", "b.visits__two": "visit: {}"}
    )
    (folder / "a.visits/notes.txt").write_text("not a visit", encoding="utf-8")
    (folder / "a.visits/three.yml").write_text("format: 1\nvisit: {}\n", encoding="utf-8")
    assert [Path(met.path).name for met in visits_of(str(folder / "a.yaml"))] == ["one.yaml", "three.yml"]


def test_a_mistake_in_a_visit_stops_the_audit_and_is_told_with_the_visits_file(files: Files) -> None:
    folder = files(
        a=VISITED, checklists__call=CALL, **{"a.visits__one": "visit: {}\nanswers: {a/call.polit: 3}"}
    )
    assert errors(folder) == [
        "a.visits/one.yaml: a/call.polit: `a` is not asked `call.polit`; the nearest is `call.polite`"
    ]


def test_mistakes_of_the_audit_and_of_every_visit_are_told_at_once(files: Files) -> None:
    folder = files(
        a=VISITED.replace("polite: 5", "polite: 9"),
        checklists__call=CALL,
        **{
            "a.visits__one": "visit: {felt: fine}",
            "a.visits__two": "visit: {}\nanswers: {a/call.works: perhaps}",
        },
    )
    assert [line.partition(": ")[0] for line in errors(folder)] == [
        "a.visits/one.yaml",
        "a.visits/two.yaml",
        "a.yaml",
    ]


def test_validating_a_visit_validates_the_audit_that_it_belongs_to(files: Files) -> None:
    folder = files(
        a=VISITED, checklists__call=CALL, **{"a.visits__one": "visit: {}\nanswers: {a/call.polite: 7}"}
    )
    one = problems_of(str(folder / "a.visits/one.yaml"), Workspaces())
    assert one == problems_of(str(folder / "a.yaml"), Workspaces())
    assert len(one) == 1


def test_a_visit_on_its_own_is_checked_with_a_warning(files: Files) -> None:
    (problem,) = problems_of(
        str(files(one="visit: {}\nanswers: {a/call.polite: 7}") / "one.yaml"), Workspaces()
    )
    assert problem.warning
    assert "belongs to no audit" in problem.message


FOUND: Final = "{kind: problem, says: Late.}"


@pytest.mark.parametrize("where", ["the audit", "an earlier visit"])
def test_a_finding_of_a_visit_has_an_id_of_its_own(where: str, files: Files) -> None:
    own = f", findings: {{late: {FOUND}}}" if where == "the audit" else ""
    folder = files(
        a=f"touchpoints: {{a: {{stage: s{own}}}}}",
        **{
            f"a.visits__{name}": f"visit: {{}}\nfindings: {{a/late: {FOUND}}}"
            for name in (("one",) if own else ("one", "two"))
        },
    )
    first, later = ("a.yaml:2", "one") if own else ("a.visits/one.yaml:3", "two")
    assert errors(folder) == [
        f"a.visits/{later}.yaml: a/findings.late: the finding `late` is there already ({first}); expected an id of its own"
    ]


def test_findings_of_visits_join_those_of_the_audit(files: Files) -> None:
    folder = files(
        a=f"audit: {{date: 2026-11-14, auditor: Anna}}\ntouchpoints: {{a: {{stage: s, findings: {{late: {FOUND}}}}}, b: {{stage: s}}}}",
        **{
            "a.visits__one": f"visit: {{on: 2026-11-03, by: Ben}}\nfindings: {{a/rude: {FOUND}, b/late: {FOUND}}}"
        },
    )
    touches = {touch.id: touch.findings for touch in loaded(folder).touches}
    assert {key: list(found) for key, found in touches.items()} == {"a": ["late", "rude"], "b": ["late"]}
    assert [(one.on, one.by, one.visit) for one in touches["a"].values()] == [
        ("2026-11-14", "Anna", None),
        ("2026-11-03", "Ben", "one"),
    ]


# Journeys and handovers


def stages(folder: Path) -> dict[str, object]:
    return {key: stage.name for key, stage in loaded(folder).stages.items()}


def test_without_a_journey_the_stages_are_those_of_the_touchpoints_in_their_order(files: Files) -> None:
    folder = files(a="touchpoints: {a: {stage: later}, b: {stage: sooner}, c: {stage: later}}")
    assert stages(folder) == {"later": "later", "sooner": "sooner"}
    assert loaded(folder).expects == {}


def test_a_journey_written_out_has_its_own_stages_and_expectations(files: Files) -> None:
    folder = files(
        a="journey: {stages: {one: One, two: {name: {en: Two}}}, expects: {a: {name: A, stage: two}}}\ntouchpoints: {a: {stage: two}}"
    )
    assert stages(folder) == {"one": "One", "two": {"en": "Two"}}
    assert list(loaded(folder).expects) == ["a"]
    assert loaded(folder).journey is None


def test_a_built_in_journey_is_named(files: Files) -> None:
    folder = files(a="journey: online-shop\ntouchpoints: {a: {stage: purchase}}")
    assert said(folder) == []
    assert list(stages(folder)) == ["awareness", "research", "purchase", "delivery", "use", "service"]
    assert loaded(folder).journey == "online-shop"


def test_an_own_journey_wins_over_the_built_in_one_of_its_name(files: Files) -> None:
    folder = files(
        a="journey: online-shop\ntouchpoints: {a: {stage: here}}",
        journeys__online_shop="stages: {here: Here}",
    )
    (folder / "journeys/online_shop.yaml").rename(folder / "journeys/online-shop.yaml")
    assert stages(folder) == {"here": "Here"}


def test_mistakes_in_a_journey_are_told_with_its_own_file(files: Files) -> None:
    folder = files(
        a="journey: way\ntouchpoints: {a: {stage: s}}",
        journeys__way="stages: {s: S}\nexpects: {x: {name: X, stage: t}}",
    )
    assert errors(folder) == [
        "journeys/way.yaml: expects.x.stage: there is no stage `t` in this journey; expected one of s"
    ]


HANDED: Final = "touchpoints: {a: {stage: one}, b: {stage: two}}\nhandovers: {a-to-b: {from: a, to: b%s}}"


@pytest.mark.parametrize(
    ("own", "stage"), [("", "two"), (", stage: one", "one")], ids=["none of its own", "one of its own"]
)
def test_a_handover_has_the_stage_of_where_it_leads_unless_it_names_one(
    own: str, stage: str, files: Files
) -> None:
    touches = {touch.id: touch for touch in loaded(files(a=HANDED % own)).touches}
    assert touches["a-to-b"].stage == stage
    assert touches["a-to-b"].handover


def test_a_stage_without_touchpoints_is_a_gap_and_no_mistake(files: Files) -> None:
    folder = files(a="journey: {stages: {one: One, two: Two}}\ntouchpoints: {a: {stage: one}}")
    assert said(folder) == []


# Folders


def test_a_folder_gives_the_files_that_have_touchpoints_at_the_left_margin(files: Files) -> None:
    folder = files(
        b=AUDIT,
        sub__c=AUDIT,
        not_indented="x:\n  touchpoints: {}",
        in_a_text="note: |\n  touchpoints:",
        checklists__call=CALL,
    )
    (folder / "d.yml").write_bytes(b"format: 1\r\ntouchpoints: {}\r\n")
    (folder / "first.yaml").write_bytes(b"\xef\xbb\xbftouchpoints: {}\nformat: 1\n")
    (folder / "e.txt").write_text("touchpoints: {}", encoding="utf-8")
    (folder / ".hidden").mkdir()
    (folder / ".hidden/f.yaml").write_text("touchpoints: {}", encoding="utf-8")
    found = [Path(file).relative_to(folder).as_posix() for file in audits([str(folder)]).files]
    assert found == ["b.yaml", "d.yml", "first.yaml", "sub/c.yaml"]


def test_validating_a_folder_takes_every_file_of_a_known_kind_and_what_cannot_be_read(files: Files) -> None:
    folder = files(a=AUDIT, checklists__call=CALL, tpaudit="language: ru", other="some: thing", broken="x: [")
    found = [Path(file).relative_to(folder).as_posix() for file in yaml_files([str(folder)]).files]
    assert found == ["a.yaml", "broken.yaml", "tpaudit.yaml", "checklists/call.yaml"]


def test_a_file_that_is_named_twice_is_checked_once(files: Files) -> None:
    folder = files(a=AUDIT)
    found = yaml_files([str(folder / "a.yaml"), str(folder), str(folder / "../" / folder.name / "a.yaml")])
    assert found.files == [str(folder / "a.yaml")]


# What is shipped

CHECKLISTS: Final = sorted((ROOT / "checklists").glob("*.yaml"))
JOURNEYS: Final = sorted((ROOT / "templates" / "journeys").glob("*.yaml"))
AUDITS: Final = [Path(file) for file in audits([str(ROOT / "audits")]).files]
SHIPPED: Final = [*CHECKLISTS, *JOURNEYS, *AUDITS, ROOT / "tpaudit.yaml"]


def shipped_id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SHIPPED, ids=shipped_id)
def test_what_is_shipped_loads_without_a_warning(path: Path) -> None:
    assert problems_of(str(path), Workspaces()) == []


def test_something_of_every_kind_is_shipped() -> None:
    assert CHECKLISTS
    assert JOURNEYS
    assert AUDITS


def is_text(hint: object) -> bool:
    """Tell whether a type is a text for people, or a mapping of those."""
    return hint in (Text, Wording) or any(is_text(part) for part in get_args(hint))


def texts(value: object, hint: object, at: str) -> Iterator[tuple[str, object]]:
    """Yield every text for people of a document with its address."""
    if isinstance(value, Described):
        for name, inner in get_type_hints(type(value), include_extras=True).items():
            if name in type(value).model_fields:
                yield from texts(getattr(value, name), inner, f"{at}.{name}")
    elif value and is_text(hint) and (isinstance(value, str) or set(value) & {"en", "ru", "zh"}):  # type: ignore[call-overload]
        yield (at, value)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from texts(one, hint, f"{at}.{key}")
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one, hint, at)


SCRIPTS: Final = {"en": "[A-Za-z]", "ru": "[а-яёА-ЯЁ]", "zh": "[\u4e00-\u9fff]"}


@pytest.mark.parametrize("path", [*CHECKLISTS, *JOURNEYS], ids=shipped_id)
def test_every_text_that_is_shipped_is_there_in_every_language(path: Path) -> None:
    from tpaudit.reading.parse import parse
    from tpaudit.reading.yaml.builder import read

    model: type[BaseModel] = checklist.Checklist if path in CHECKLISTS else journey.Journey
    document, _ = parse(str(path), read(path.read_bytes()), model)
    found = list(texts(document, None, path.stem))
    assert len(found) > 5
    for address, text in found:
        assert isinstance(text, dict), address
        assert {
            language for language, letter in SCRIPTS.items() if re.search(letter, text.get(language, ""))
        } == set(SCRIPTS), address
        assert all(one == one.strip() and "  " not in one for one in text.values()), address


# What was written before

SKIPPED: Final = {"engine"}
"""What a newer tpaudit may say otherwise of a file that stayed as it was."""


def differences(old: object, new: object, at: str = "") -> Iterator[str]:
    """Yield where a new scorecard says otherwise than an old one; what it says besides does not matter."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key, value in old.items():
            if key not in SKIPPED:
                yield from (
                    differences(value, new[key], f"{at}.{key}")
                    if key in new
                    else iter([f"{at}.{key} is gone"])
                )
        if at.endswith(
            (".touchpoints", ".handovers", ".items", ".stages", ".checklists", ".visits")
        ) and list(old) != list(new):
            yield f"{at}: {list(new)}, once {list(old)}"
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for position, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differences(one, other, f"{at}[{position}]")
    elif isinstance(old, float) and isinstance(new, float):
        if abs(old - new) > 1e-9:
            yield f"{at}: {new}, once {old}"
    elif old != new:
        yield f"{at}: {new}, once {old}"


FROZEN_AUDITS: Final = sorted((FROZEN / "audits").glob("*.yaml"))


def test_every_frozen_audit_has_its_scorecard() -> None:
    assert FROZEN_AUDITS
    assert [path.stem for path in FROZEN_AUDITS] == sorted(
        path.name.split(".")[0] for path in FROZEN.glob("*.scorecard.json")
    )


@pytest.mark.parametrize("path", FROZEN_AUDITS, ids=lambda path: path.stem)
def test_files_written_in_format_1_load_and_score_the_same_for_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FROZEN)
    assert [
        problem for problem in problems_of(f"audits/{path.name}", Workspaces()) if not problem.warning
    ] == []
    card = json.loads(as_json(tpaudit.score(tpaudit.load(f"audits/{path.name}"), by="place")))
    old = json.loads((FROZEN / f"{path.stem}.scorecard.json").read_text(encoding="utf-8"))
    assert list(differences(old, card)) == []


@pytest.mark.parametrize("file", ["tpaudit.yaml", "checklists", "journeys"])
def test_frozen_files_of_other_kinds_stay_valid(file: str) -> None:
    for one in yaml_files([str(FROZEN / file)]).files:
        assert problems_of(one, Workspaces()) == []


def test_a_difference_would_be_noticed() -> None:
    old: Mapping[str, object] = {
        "engine": "1",
        "score": 1.0,
        "touchpoints": {"a": {"items": {"x": [None, 2.5]}}},
    }
    assert (
        list(
            differences(
                old,
                {"engine": "2", "score": 1.0, "more": 1, "touchpoints": {"a": {"items": {"x": [None, 2.5]}}}},
            )
        )
        == []
    )
    assert list(differences(old, {"score": 1.1, "touchpoints": {"a": {"items": {"x": [0, 2.5]}}}})) == [
        ".score: 1.1, once 1.0",
        ".touchpoints.a.items.x[0]: 0, once None",
    ]
    assert list(differences(old, {"score": 1.0})) == [".touchpoints is gone"]
