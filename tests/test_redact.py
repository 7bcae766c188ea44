"""What a client sees: a decision for every field of every result that a report is made from."""

import types
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import pytest

import tpaudit
from tpaudit.results.scorecard import Groups
from tpaudit.showing.data.scorecard import as_data
from tpaudit.showing.export.results import TableResults
from tpaudit.showing.report.redact import hidden_columns, redact, redact_tables
from tpaudit.showing.report.results import EvidenceFile, ReportResults

SEEN: Final[dict[str, str]] = {
    # by record: the fields that a client sees
    "ReportResults": "card audit recommendations plan files earlier",
    "EvidenceFile": "picture thumbnail number",
    "AuditTexts": "scope note branding strong fair observers stages personas places touchpoints cover",
    "CoverTexts": "prepared_for prepared_by logo version confidentiality",
    "ReportBranding": "name colour logo",
    "StageTexts": "about reached",
    "PersonaTexts": "name about",
    "TouchpointTexts": "devices action note promises questions",
    "QuestionTexts": "fix worth answers kind curve",
    "CurvePicture": "path dots limits",
    "CurveDot": "x y",
    "CurveLimit": "x text",
    "EarlierResults": "card actions comparison clear",
    "ActionTexts": "task owner status targets",
    "Scorecard": "format engine id company date as_of persona score low high coverage band provisional weakest"
    " bottleneck broken observations visits checklists stages touchpoints handovers grouped consistency gaps chain"
    " losses personas disagreements agreement enough problems held_back_by recorded benchmarks rests_on chance",
    "Problems": "critical major minor cosmetic unrated",
    "GroupScore": "name score low high coverage lost touchpoints rests_on alike fails",
    "Basis": "observations visits observers",
    "Chance": "low high of",
    "Alike": "score items observations",
    "Groups": "by groups",
    "ChecklistUsed": "version fingerprint",
    "VisitShown": "on method place persona scenario outcome felt past note",
    "TouchpointScore": "name stage channel kind importance score low high coverage lost broken faults band provisional"
    " feeling missing delights findings items source target enough problems sections rests_on",
    "Fault": "kind item promise promised by failing of note finding section claim by_name"
    " section_name place_name",
    "Claim": "text answer question fails kind fault noted alike ends",
    "FindingShown": "kind says severity fix effort quote felt note evidence on method place resolved",
    "ItemScore": "ask state score weight lost must wow stale waived standard observations nps tags shortfall strength"
    " rests_on chance",
    "ObservationScore": "answer score on method place past counts persona of felt note evidence benchmark disputed"
    " label",
    "EvidenceShown": "link quote shows",
    "Consistency": "score facts found",
    "FactSaid": "fact read_as score said",
    "Said": "says same sayings",
    "SaidThere": "text seen same",
    "Inconsistency": "kind touchpoint stage what promised_by expected says",
    "Gaps": "found contacts",
    "Gap": "kind address stage name importance",
    "Pressure": "contacts unobserved persona points least most",
    "Chain": "links weakest lost",
    "ContextLost": "handover source target channels score broken",
    "Losses": "stages largest poorest meet outcomes visits",
    "StageReach": "reached before share lost left_because score",
    "Personas": "personas worst clear",
    "PersonaScore": "name score low high coverage touchpoints weakest broken observations feeling rests_on",
    "Disagreement": "kind touchpoint stage score feeling",
    "Agreement": "whole touchpoints items disputed methods",
    "Agreed": "observers pairs agreeing share reliability",
    "ItemAgreed": "observers pairs agreeing share reliability gap heard",
    "SectionScore": "name score low high coverage lost weight minimum",
    "DisputeShown": "on why decision",
    "NetPromoter": "score promoters passives detractors low high",
    "Reliability": "answers metric units values alpha",
    "Heard": "answer score on method place label",
    "MethodPair": "method other items score other_score difference widest",
    "MethodGap": "at score other_score difference",
    "TableResults": "card actions steps currency branches",
    "BranchAbout": "branch region format tags",
    "Recommendation": "kind touchpoint name at what claim fix turn_round automate gain at_most score effort hours smallest"
    " severity broken waived",
    "Plan": "format engine id company date as_of hours_per_day currency budget days target score reaches reached gain"
    " enough coverage at_most hours cost unpriced exact missed missed_broken steps later left_out unmended delighters"
    " turn_rounds actions apart",
    "Step": "action task fixes gain at_most hours guessed cost broken severity owner due overdue state unsuited",
    "ActionState": "task targets owner due overdue effort cost done state",
    "ActionTarget": "at state seen",
    "Delighter": "touchpoint name at ask fix automate score hours",
    "Comparison": "journey touchpoints standing",
    "Split": "old new yardstick experience knowledge",
    "TouchpointSplit": "old new yardstick experience knowledge name was state old_importance new_importance moved",
    "Moved": "item part old new old_answers new_answers claim points ask old_labels new_labels",
    "Standing": "score band provisional coverage enough answered applies problems weakest",
    "WeakestLink": "id name score band missing",
}
INTERNAL: Final[dict[str, str]] = {
    # and those that are for the team alone
    "ReportResults": "unredacted",
    "EvidenceFile": "path missing",
    "AuditTexts": "auditor internal",
    "TouchpointTexts": "internal",
    "Scorecard": "file",
    "VisitShown": "by internal file",
    "TouchpointScore": "owner file line",
    "Fault": "file line",
    "FindingShown": "by internal visit resolved_by file line",
    "ItemScore": "file line",
    "ObservationScore": "by internal visit file line",
    "DisputeShown": "by",
    "EvidenceShown": "file",
    "FactSaid": "line",
    "Said": "line",
    "Inconsistency": "file line expected_file expected_line",
    "Gap": "file line",
    "Pressure": "line",
    "ContextLost": "owners file line",
    "StageReach": "line",
    "Disagreement": "file line",
    "Heard": "by visit file line",
    "MethodGap": "file line",
    "Recommendation": "file line",
    "Plan": "file",
    "Delighter": "file line",
    "Comparison": "old_file new_file",
    "TouchpointSplit": "file line",
    "Moved": "file line",
}


PICTURE: Final = "data:image/png;base64,AA"


def decided(table: dict[str, str]) -> set[str]:
    return {f"{kind}.{name}" for kind, names in table.items() for name in names.split()}


def kinds(hint: Any) -> Iterator[type]:
    """Yield every record that a type leads to."""
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
        for inner in get_type_hints(hint).values():
            yield from kinds(inner)
    else:
        for inner in get_args(hint):
            yield from kinds(inner)


def test_every_field_is_for_the_client_or_internal() -> None:
    records = {*kinds(ReportResults), *kinds(TableResults)}
    there = {f"{kind.__name__}.{one.name}" for kind in records for one in fields(kind)}
    assert there == decided(SEEN) | decided(INTERNAL)
    assert decided(SEEN) & decided(INTERNAL) == set()


def made(hint: Any, path: str) -> Any:
    """Return a value of a type: a text is its own path, a list or mapping has one entry, nothing is null."""
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{name: made(hints[name], f"{hint.__name__}.{name}") for name in hints})
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return inner[0]
    if origin in (Union, types.UnionType):
        return made(next(one for one in inner if one is not type(None)), path)
    if origin is list:
        return [made(inner[0], path)]
    if origin is dict:
        return {path: made(inner[1], path)}
    return {str: path, int: 7, float: 7.5, bool: True}[hint]


def compared(before: Any, after: Any, field: str) -> Iterator[tuple[str, bool]]:
    """Yield every field that holds something, and whether that is still there."""
    if isinstance(before, list | dict) and before:
        yield field, bool(after)
        pairs = zip(_values(before), _values(after), strict=False)
        for one, other in pairs:
            yield from compared(one, other, field)
    elif is_dataclass(before):
        yield field, after is not None
        for one in fields(before) if after is not None else ():
            inner = f"{type(before).__name__}.{one.name}"
            yield from compared(getattr(before, one.name), getattr(after, one.name), inner)
    else:
        yield field, before == after


def _values(several: Any) -> list[Any]:
    return list(several.values()) if isinstance(several, dict) else several


@pytest.fixture(scope="module")
def results() -> ReportResults:
    whole: ReportResults = made(ReportResults, "")
    file = EvidenceFile(path="secret.jpg", picture=PICTURE, thumbnail=PICTURE, number=1, missing=True)
    return replace(whole, files={"EvidenceShown.file": file})


def test_a_client_sees_what_is_for_the_client_and_nothing_else(results: ReportResults) -> None:
    found: dict[str, set[bool]] = {}
    for field, same in compared(results, redact(results, "client"), ""):
        found.setdefault(field, set()).add(same)
    of_reports = {kind.__name__ for kind in kinds(ReportResults)}
    seen = {field for field in decided(SEEN) if field.partition(".")[0] in of_reports}
    assert {field for field, same in found.items() if field and same == {True}} == seen
    assert {field for field, same in found.items() if same == {False}} <= decided(INTERNAL)
    assert {field for field, same in found.items() if field and len(same) > 1} == set()


def test_a_client_gets_of_tables_what_is_for_the_client_and_nothing_else() -> None:
    results: TableResults = made(TableResults, "")
    client = redact_tables(results, "client")
    found: dict[str, set[bool]] = {}
    for field, same in compared(results, client, ""):
        found.setdefault(field, set()).add(same)
    of_tables = {kind.__name__ for kind in kinds(TableResults)}
    seen = {field for field in decided(SEEN) if field.partition(".")[0] in of_tables}
    assert {field for field, same in found.items() if field and same == {True}} == seen
    assert redact_tables(results, "internal") is results


def test_the_team_sees_everything(results: ReportResults) -> None:
    assert redact(results, "internal") is results


def test_redacting_changes_nothing_that_it_is_given(results: ReportResults) -> None:
    before = as_data(results)
    redact(results, "client")
    assert as_data(results) == before


def records(value: Any) -> Iterator[Any]:
    """Yield every record that a value holds."""
    if is_dataclass(value):
        yield value
        for one in fields(value):
            yield from records(getattr(value, one.name))
    elif isinstance(value, list | dict):
        for inner in _values(value):
            yield from records(inner)


@pytest.mark.parametrize(("kind", "redacted"), [(ReportResults, redact), (TableResults, redact_tables)])
def test_a_record_that_a_client_shares_with_the_team_is_of_a_kind_that_hides_nothing(
    kind: type, redacted: Callable[..., Any]
) -> None:
    results = made(kind, "")
    of_the_team = {id(record) for record in records(results)}
    shared = {type(record) for record in records(redacted(results, "client")) if id(record) in of_the_team}
    hiding = {field.partition(".")[0] for field in decided(INTERNAL)}
    assert {record.__name__ for record in shared}.isdisjoint(hiding)
    assert [one for record in shared for one in kinds(record) if one.__name__ in hiding] == []


def test_a_record_that_stands_in_several_places_hides_the_same_in_each(results: ReportResults) -> None:
    [advice], [step] = results.recommendations, results.plan.steps
    plan = replace(results.plan, steps=[replace(step, fixes=[advice, advice])])
    client = redact(replace(results, plan=plan), "client")
    everywhere = [*client.recommendations, *client.plan.steps[0].fixes]
    assert [(fix.touchpoint, fix.file, fix.line) for fix in everywhere] == [(advice.touchpoint, "", 0)] * 3


def test_a_file_keeps_its_picture_and_loses_its_path(results: ReportResults) -> None:
    client = redact(results, "client")
    [touch] = client.card.touchpoints.values()
    [item] = touch.items.values()
    number = item.observations[0].evidence[0].file
    assert number == "1"
    seen = EvidenceFile(path=None, picture=PICTURE, thumbnail=PICTURE, number=1, missing=False)
    assert client.files == {number: seen}


def test_visits_are_named_by_numbers(results: ReportResults) -> None:
    assert list(redact(results, "client").card.visits) == ["1"]


@pytest.mark.parametrize(("by", "seen"), [("place", True), ("owner", False)])
def test_a_cut_by_owner_is_not_for_a_client(by: str, seen: bool, results: ReportResults) -> None:
    cut = replace(results.card, grouped=Groups(by=by, groups={}))
    client = redact(replace(results, card=cut), "client")
    assert (client.card.grouped is not None) == seen


SECRETS: Final = ("Otto Secret", "Olga Owner", "whispered", "hidden/file.jpg", "vera-visits", "a.yaml")
NAMES: Final = (
    "card scorecard journey audit files earlier fixes not_assessed changes action_results sentences"
)


def test_a_template_that_writes_everything_out_shows_a_client_nothing_internal(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "format: 1\naudit: {auditor: Otto Secret, internal: whispered}\ntouchpoints:\n  t:\n    stage: s\n"
        "    owner: Olga Owner\n    internal: whispered\n    checklists: {quick: {works: {answer: yes, "
        "internal: whispered, evidence: [{file: hidden/file.jpg, shows: A photo}]}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "a.visits").mkdir()
    (tmp_path / "a.visits" / "vera-visits.yaml").write_text(
        "format: 1\nvisit: {by: Otto Secret}\nanswers: {t/quick.works: no}\n", encoding="utf-8"
    )
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "report.html.j2").write_text(
        "".join(f"{{{{ {name} }}}}" for name in NAMES.split()), encoding="utf-8"
    )
    audit = tpaudit.load(str(tmp_path / "a.yaml"))
    card = tpaudit.score(audit, by="owner")
    texts = {
        audience: tpaudit.render(
            audit,
            card,
            shape="html",
            audience=audience,
            template=tmp_path / "own",
            earlier=(audit, card),
        )
        for audience in ("client", "internal")
    }
    assert [secret for secret in SECRETS if secret in texts["client"]] == []
    assert [secret for secret in SECRETS if secret not in texts["internal"]] == []
    assert "A photo" in texts["client"]


def test_a_workbook_has_the_owners_for_the_team_alone() -> None:
    assert hidden_columns("client") == {("touchpoints", "owner")}
    assert hidden_columns("internal") == frozenset()
