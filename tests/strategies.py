"""Strategies for hypothesis: every document that the models can express, and audits that can be scored."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args

import yaml
from hypothesis import strategies as st
from pydantic import BaseModel

from tpaudit.documents import (
    audit,
    checklist,
    import_map,
    journey,
    mail_map,
    observation,
    schedule,
    visit,
    workspace,
)
from tpaudit.documents import options as options_module
from tpaudit.documents import wants as wants_module
from tpaudit.documents.answers import KINDS as KINDS_BY_NAME
from tpaudit.documents.answers import SCALE
from tpaudit.documents.contacts import Starter
from tpaudit.documents.curves import AtLeast, AtMost, Ideal, Linear, LogNormal
from tpaudit.documents.measurements import MEASUREMENTS


class Plain(str):
    """A scalar that is written without quotes."""

    __slots__ = ()


class Fields(dict[str, object]):
    """The keys of a record as they are written; `absent` are those that it could have besides."""

    absent: frozenset[str] = frozenset()


class Pair(NamedTuple):
    """Something as it is written in a file, and as the model gives it back."""

    written: object
    meant: object


ABSENT = object()
"""What a null means."""
Pairs = st.SearchStrategy[Pair]


# Writing


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, _data: object) -> bool:
        return True


def _quoted(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'\""[len(text) % 2])


def _bare(dumper: _Dumper, text: Plain | None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", "null" if text is None else str(text))


_Dumper.yaml_implicit_resolvers = {}
_Dumper.add_representer(str, _quoted)
_Dumper.add_representer(Plain, _bare)
_Dumper.add_representer(type(None), _bare)
_Dumper.add_representer(Fields, _Dumper.represent_dict)


def as_yaml(data: object, *, flow: bool | None = False) -> bytes:
    """Write data down: texts in quotes, `Plain` without, None as null."""
    text: bytes = yaml.dump(
        data, Dumper=_Dumper, encoding="utf-8", allow_unicode=True, sort_keys=False, default_flow_style=flow
    )
    return text


# Scalars


def _same(texts: Iterable[str]) -> Pairs:
    return st.sampled_from(sorted(texts)).map(lambda text: Pair(Plain(text), text))


def _either(text: str) -> Pairs:
    return st.sampled_from([Pair(Plain(text), text), Pair(text, text)])


HARD = [
    *(
        "",
        " ",
        "#1",
        "a #b",
        "a: b",
        "- a",
        "{a",
        "[a",
        "'",
        '"',
        "\\",
        "%",
        "@",
        "`",
        "!a",
        "&a",
        "*a",
        "|",
        ">",
    ),
    *(
        "no",
        "yes",
        "true",
        "null",
        "~",
        "12",
        "0x1f",
        "020",
        "1:30",
        "2026-01-02",
        ".inf",
        "n/a",
        "+7495",
        "=",
    ),
    *(
        "a\nb",
        "\n",
        "a\n\n  b\n",
        "\t",
        "a\tb",
        "\x00",
        "\x07",
        "\x85",
        "\u2028",
        "\ufeff",
        "\U0001f600",
        "<<",
        "---",
    ),
]
texts = st.one_of(st.sampled_from(HARD), st.text(st.characters(exclude_categories=["Cs"]), max_size=8)).map(
    lambda text: Pair(text, text)
)
ids = st.lists(st.text("abz019йд店", min_size=1, max_size=3), min_size=1, max_size=3).map("-".join)
id_pairs = ids.map(lambda text: Pair(text, text))
languages = _same(["en", "ru", "zh", "no", "de-CH", "zh-Hant"])
flags = st.sampled_from(
    [
        Pair(Plain(text), text.lower() in {"yes", "true"})
        for text in ("yes", "no", "true", "false", "True", "NO")
    ]
)


def numbers(low: str, high: str, step: str = "0.001") -> Pairs:
    """Return numbers of a range, in steps."""
    size = Decimal(step)
    return st.integers(int(Decimal(low) / size), int(Decimal(high) / size)).map(
        lambda steps: Pair(Plain(f"{steps * size:f}"), float(steps * size))
    )


weights = numbers("0.001", "1000")
points = numbers("0", "100", "0.1")
amounts = numbers("0", "1000000", "0.01")
counts = st.integers(1, 10**9).map(lambda count: Pair(Plain(count), count))
days = st.dates().map(lambda day: Pair(Plain(day.isoformat()), day.isoformat()))
moments = days | st.datetimes().map(
    lambda moment: Pair(
        Plain(f"{moment:%Y-%m-%dT%H:%M}".rjust(16, "0")), f"{moment:%Y-%m-%dT%H:%M}".rjust(16, "0")
    )
)
UNITS = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1}


def _duration(parts: Mapping[str, int]) -> Pair:
    text = " ".join(f"{parts[unit]}{unit}" for unit in UNITS if unit in parts)
    return Pair(Plain(text), float(sum(parts[unit] * UNITS[unit] for unit in parts)))


durations = st.dictionaries(st.sampled_from(list(UNITS)), st.integers(0, 99), min_size=1).map(
    _duration
) | st.integers(0, 9999).map(lambda n: Pair(f"PT{n}S", float(n)))
works = durations.map(lambda pair: Pair(pair.written, str(pair.written)))
efforts = works | _same(["low", "medium", "high"])
answers = texts | _same(
    ["yes", "no", "12s", "4.20", "020", "never", "37/40", "n/a", "1:30", "0x10", "2026-01-02"]
)
formats = st.sampled_from([Pair(Plain("1"), 1), Pair("1", 1)])


def one_of_literal(literal: Any) -> Pairs:
    """Return every word of a Literal."""
    return st.sampled_from(get_args(literal)).flatmap(_either)


# Shapes


def several(one: Pairs, *, alone: bool = True) -> Pairs:
    """Return lists, or one entry instead of a list of it."""
    lists = st.lists(one, max_size=2).map(
        lambda pairs: Pair([pair.written for pair in pairs], tuple(pair.meant for pair in pairs))
    )
    return lists | one.map(lambda pair: Pair(pair.written, (pair.meant,))) if alone else lists


def _together(pairs: Mapping[str, Pair]) -> Pair:
    written: dict[str, object] = {Plain(key): pair.written for key, pair in pairs.items()}
    return Pair(written, {str(key): pair.meant for key, pair in pairs.items() if pair.meant is not ABSENT})


def keyed(one: Pairs, keys: st.SearchStrategy[str] = ids, *, least: int = 0) -> Pairs:
    """Return mappings by id; a null entry is none."""
    entries = one if least else st.one_of(one, one, one, st.just(Pair(None, ABSENT)))
    return st.dictionaries(keys, entries, min_size=least, max_size=max(2, least)).map(_together)


people_texts = texts | keyed(texts, languages.map(lambda pair: str(pair.meant)), least=1)
addresses = st.tuples(ids, ids, ids).map("{0[0]}/{0[1]}.{0[2]}".format)
promises = st.tuples(ids, ids).map("/".join)


# Curves


def _limits(count: int, least: int = 0) -> st.SearchStrategy[list[Pair]]:
    """Return limits of one unit that rise."""
    values = st.lists(st.integers(least, 999), min_size=count, max_size=count, unique=True).map(sorted)
    return st.tuples(values, st.sampled_from(["", "%", "s"])).map(
        lambda drawn: [Pair(Plain(f"{value}{drawn[1]}"), (float(value), drawn[1])) for value in drawn[0]]
    )


def _ends(first: str, second: str) -> Callable[[list[Pair]], Pair]:
    return lambda limits: _together({first: limits[0], second: limits[1]})


def _steps(key: str, limits: list[Pair], worths: list[Pair]) -> Pair:
    steps = zip(limits, worths, strict=True)
    pairs = [(limit.written, limit.meant, worth) for limit, worth in steps]
    return Pair(
        {Plain(key): {written: worth.written for written, _, worth in pairs}},
        {key: {meant: worth.meant for _, meant, worth in pairs}},
    )


def _worths(count: int) -> st.SearchStrategy[list[Pair]]:
    return st.lists(points, min_size=count, max_size=count).map(
        lambda worths: sorted(worths, key=lambda worth: float(str(worth.meant)))
    )


def _ideal(limits: list[Pair]) -> Pair:
    bottom, low, high, top = limits
    return Pair(
        {Plain("ideal"): [low.written, high.written], Plain("zero"): [bottom.written, top.written]},
        {"ideal": (low.meant, high.meant), "zero": (bottom.meant, top.meant)},
    )


CURVES: dict[type[BaseModel], Pairs] = {
    Linear: (_limits(2) | _limits(2).map(lambda limits: limits[::-1])).map(_ends("full", "zero")),
    LogNormal: (_limits(2, 1) | _limits(2, 1).map(lambda limits: limits[::-1])).map(_ends("p10", "median")),
    AtMost: st.builds(_steps, st.just("at_most"), _limits(2), _worths(2).map(lambda worths: worths[::-1])),
    AtLeast: st.builds(_steps, st.just("at_least"), _limits(2), _worths(2)),
    Ideal: (_limits(4) | _limits(3).map(lambda limits: [limits[0], *limits])).map(_ideal),
}
curves = st.one_of(*CURVES.values())


# Models: every key of each, by the name that it has in a file

FIELDS: dict[type[BaseModel], dict[str, Pairs]] = {}
RECORDS: dict[type[BaseModel], Pairs] = {}


def model(cls: type[BaseModel], /, *required: str, **fields: Pairs) -> Pairs:
    """Return records of a model and remember their keys; a key with an underscore at its end is without."""
    keys = {key.rstrip("_"): field for key, field in fields.items()}
    FIELDS[cls] = keys

    def as_record(pairs: Mapping[str, Pair]) -> Pair:
        written = Fields((Plain(key), pair.written) for key, pair in pairs.items())
        written.absent = frozenset(keys) - frozenset(pairs)
        return Pair(written, _together(pairs).meant)

    RECORDS[cls] = st.fixed_dictionaries(
        {key: keys[key] for key in required},
        optional={key: field for key, field in keys.items() if key not in required},
    ).map(as_record)
    return RECORDS[cls]


def with_nulls(data: object) -> object:
    """Return written data with every key that its records do not have as a null."""
    if isinstance(data, list):
        return [with_nulls(one) for one in data]
    if not isinstance(data, dict):
        return data
    nulls = dict.fromkeys(map(Plain, sorted(data.absent))) if isinstance(data, Fields) else {}
    return {key: with_nulls(one) for key, one in data.items()} | nulls


ALL_KINDS = [kind for kind in KINDS_BY_NAME if kind != SCALE]
kinds, methods = one_of_literal(checklist.TouchpointKind), one_of_literal(checklist.Method)
sizes, feelings = one_of_literal(checklist.Size), one_of_literal(observation.Felt)

options = model(options_module.Option, "points", points=points, label=people_texts, fails=flags)
wanted = several(one_of_literal(wants_module.Wanted))
conditions = keyed(several(answers), st.one_of(ids, st.tuples(ids, ids).map(".".join)))
items = model(
    checklist.Item,
    "ask",
    "answer",
    ask=people_texts,
    answer=_same([*ALL_KINDS, "1-5", "6-1", "-2-2"]),
    good=flags,
    weight=weights | st.just(Pair(Plain("0"), 0.0)),
    must=flags.map(lambda pair: Pair(pair.written, 50.0 * bool(pair.meant))) | numbers("0.1", "100"),
    tolerate=points | points.map(lambda pair: Pair(f"{pair.written}%", pair.meant)),
    wow=flags,
    score=curves,
    combine=one_of_literal(checklist.Combine),
    only_if=conditions,
    tags=several(id_pairs),
    options=keyed(options | points.map(lambda pair: Pair(pair.written, {"points": pair.meant}))),
    of=numbers("0.001", "1000"),
    start=st.sampled_from([Pair(Plain("0"), 0.0), Pair(Plain("100"), 100.0)]),
    wants=model(wants_module.Wants, fail=wanted, pass_=wanted, any=wanted),
    means=keyed(people_texts, st.sampled_from(["1", "5", "-2"])),
    unit=people_texts,
    shortfall=people_texts,
    strength=people_texts,
    probe=_same(MEASUREMENTS),
    why=people_texts,
    fix=people_texts,
    effort=efforts,
    from_=sizes,
    turn_round=people_texts,
    automate=people_texts,
    methods=several(methods),
    watch_for=durations,
    valid_for=durations,
    was=several(id_pairs),
)
checklists = model(
    checklist.Checklist,
    "format",
    "checklist",
    "items",
    format=formats,
    checklist=id_pairs,
    title=people_texts,
    about=people_texts,
    version=texts,
    extends=id_pairs,
    minimum=points,
    was=several(id_pairs),
    for_=model(checklist.Target, channels=several(id_pairs), kinds=several(kinds)),
    only_if=conditions,
    items=keyed(items),
)

named = model(journey.Named, "name", name=people_texts, about=people_texts) | texts.map(
    lambda pair: Pair(pair.written, {"name": pair.meant})
)
stages = keyed(
    model(
        journey.Stage,
        "name",
        name=people_texts,
        about=people_texts,
        contacts=CURVES[Ideal],
        was=several(id_pairs),
    )
    | texts.map(lambda pair: Pair(pair.written, {"name": pair.meant})),
    least=1,
)
expects = keyed(
    model(
        journey.Expected,
        "name",
        "stage",
        name=people_texts,
        stage=texts,
        channel=id_pairs,
        kind=kinds,
        importance=weights,
        starts=one_of_literal(Starter),
        checklists=several(id_pairs),
        standards=keyed(curves, addresses),
        silence=flags,
        examples=people_texts,
        fix=people_texts,
        effort=efforts,
        automate=people_texts,
    )
)
inline_journeys = model(journey.InlineJourney, "stages", stages=stages, expects=expects)
journeys = model(
    journey.Journey,
    "format",
    "stages",
    format=formats,
    title=people_texts,
    stages=stages,
    expects=expects,
)


def _shows_something(pair: Pair) -> bool:
    return isinstance(pair.meant, dict) and any(pair.meant.get(key) for key in ("file", "link", "quote"))


RECORDS[observation.Evidence] = model(
    observation.Evidence, file=texts, link=texts, quote=people_texts, shows=people_texts
).filter(_shows_something)
evidence = several(
    RECORDS[observation.Evidence]
    | st.sampled_from(
        [
            Pair("calls/03.mp3", {"file": "calls/03.mp3"}),
            Pair("https://example.com/a", {"link": "https://example.com/a"}),
            Pair("mailto:ann@example.com", {"link": "mailto:ann@example.com"}),
        ]
    ),
    alone=False,
)
mark_counts = st.integers(0, 10**9).map(lambda count: Pair(Plain(count), count))
observed = model(
    observation.Observation,
    "answer",
    answer=answers,
    of=counts,
    on=moments,
    by=texts,
    method=methods,
    place=texts,
    persona=texts,
    note=people_texts,
    internal=people_texts,
    felt=feelings,
    evidence=evidence,
    promoters=mark_counts,
    passives=mark_counts,
    detractors=mark_counts,
    disputed=model(
        observation.Dispute,
        "by",
        "why",
        by=texts,
        on=moments,
        why=people_texts,
        decision=one_of_literal(observation.Decision),
    ),
)
del RECORDS[observation.Observation]  # It is read only within the answers to an item.
single_answers = observed | answers.map(lambda pair: Pair(pair.written, {"answer": pair.meant}))
observations = several(single_answers) | st.just(Pair(None, ()))
findings = model(
    observation.Finding,
    "kind",
    "says",
    kind=one_of_literal(observation.FindingKind),
    says=people_texts,
    severity=one_of_literal(observation.Severity),
    resolved=days,
    resolved_by=texts,
    fix=people_texts,
    effort=efforts,
    quote=people_texts,
    on=moments,
    by=texts,
    method=methods,
    place=texts,
    felt=feelings,
    note=people_texts,
    internal=people_texts,
    evidence=evidence,
)
sayings = model(audit.Saying, "text", text=texts, seen=texts)
TOUCHPOINT: dict[str, Pairs] = {
    "name": people_texts,
    "stage": texts,
    "channel": id_pairs,
    "kind": kinds,
    "device": several(id_pairs),
    "action": people_texts,
    "starts": one_of_literal(Starter),
    "as": id_pairs,
    "importance": weights,
    "personas": several(texts),
    "owner": texts,
    "says": keyed(several(sayings | texts.map(lambda pair: Pair(pair.written, {"text": pair.meant})))),
    "promises": keyed(people_texts),
    "breaks": keyed(people_texts, promises),
    "felt": feelings,
    "note": people_texts,
    "internal": people_texts,
    "checklists": st.dictionaries(
        ids,
        st.dictionaries(ids, observations, max_size=2).map(_together) | st.just(Pair(None, {})),
        max_size=2,
    ).map(_together),
    "sections": keyed(
        model(audit.Section, weight=weights | st.just(Pair(Plain("0"), 0.0)), minimum=points)
        | weights.map(lambda pair: Pair(pair.written, {"weight": pair.meant}))
    ),
    "findings": keyed(findings),
    "missing": flags,
    "was": several(id_pairs),
}
touchpoints = model(audit.Touchpoint, "stage", **TOUCHPOINT)
handovers = model(audit.Handover, "from", "to", **TOUCHPOINT, from_=texts, to=texts)
BRANCH: dict[str, Any] = {"branch": texts, "region": texts, "format": id_pairs, "tags": several(id_pairs)}
companies = model(
    audit.Company,
    "name",
    name=people_texts,
    size=sizes,
    website=texts,
    languages=several(languages),
    **BRANCH,
)
abouts = model(
    audit.About,
    id=id_pairs,
    date=days,
    auditor=texts,
    method=methods,
    since=days,
    span=durations,
    scope=people_texts,
    follows=texts,
    note=people_texts,
    internal=people_texts,
)
reached = model(audit.Reached, "reached", reached=amounts, left_because=keyed(amounts)) | amounts.map(
    lambda pair: Pair(pair.written, {"reached": pair.meant})
)
waivers = model(
    audit.Waiver,
    "reason",
    "approved_by",
    "until",
    reason=people_texts,
    approved_by=texts,
    until=days,
    floor=points,
)
actions = model(
    audit.Action,
    "task",
    for_=several(addresses.map(lambda text: Pair(text, text))),
    task=people_texts,
    owner=texts,
    due=days,
    effort=efforts,
    cost=amounts,
    status=one_of_literal(audit.Status),
    done=days,
)
audits = model(
    audit.Audit,
    "format",
    "touchpoints",
    format=formats,
    company=companies,
    audit=abouts,
    journey=texts | inline_journeys,
    not_expected=keyed(people_texts),
    places=keyed(
        model(journey.Place, "name", name=people_texts, about=people_texts, benchmark=flags, **BRANCH)
        | texts.map(lambda pair: Pair(pair.written, {"name": pair.meant}))
    ),
    personas=keyed(named),
    facts=keyed(texts),
    reach=keyed(reached),
    standards=keyed(curves, addresses),
    touchpoints=keyed(touchpoints),
    handovers=keyed(handovers),
    waivers=keyed(waivers, addresses),
    actions=keyed(actions),
)

visits = model(
    visit.Visit,
    "format",
    "visit",
    format=formats,
    visit=model(
        visit.Walk,
        on=moments,
        until=moments,
        zone=texts,
        by=texts,
        method=methods,
        place=texts,
        persona=texts,
        device=several(id_pairs),
        scenario=people_texts,
        outcome=several(one_of_literal(visit.Outcome)),
        felt=feelings,
        note=people_texts,
        internal=people_texts,
    ),
    form=model(visit.FilledForm, audit=id_pairs, walk=texts, checklists=keyed(texts)),
    source=model(
        visit.ImportedFrom,
        "kind",
        "file",
        "digest",
        kind=id_pairs,
        file=texts,
        digest=texts,
        part=texts,
        map=texts,
    ),
    answers=keyed(observations.filter(lambda pair: pair.written is not None), addresses),
    findings=keyed(findings, promises),
)

questions = _same(["till/quick.works", "order-line/phone.politeness"])
date_orders = _same(["dmy", "mdy", "ymd"])
decimal_signs = one_of_literal(Literal[",", "."])
mapped_columns = model(
    import_map.MappedColumn,
    to=several(questions),
    note=questions,
    option=id_pairs,
    values=keyed(texts),
    yes=several(texts),
    no=several(texts),
    split=texts,
    decimal=decimal_signs,
    date=date_orders,
    unit=one_of_literal(Literal["ms", "s", "m", "h", "d"]),
    marks=_same(["1-5", "0-10"]),
)
maps = model(
    import_map.ImportMap,
    "format",
    format=formats,
    columns=keyed(mapped_columns),
    values=keyed(texts),
    yes=several(texts),
    no=several(texts),
    drop=several(texts),
    when=texts,
    who=texts,
    place=texts,
    key=texts,
    split=texts,
    decimal=decimal_signs,
    date=date_orders,
    encoding=texts,
    sheet=texts,
    headings=counts,
    per=one_of_literal(Literal["row", "place"]),
    mail=model(
        mail_map.MailMap,
        "hours",
        ours=several(texts),
        hours=_same(["Mon-Fri 9-18", "Mon-Fri 9-18, Sat 10-14"]),
        holidays=several(days),
        within=durations,
        as_=one_of_literal(Literal["each", "mean", "median"]),
    ),
    method=methods,
)

intervals = st.sampled_from(
    [
        Pair("1 month", schedule.Every(1, "month")),
        Pair("2 weeks", schedule.Every(2, "week")),
        Pair("quarter", schedule.Every(3, "month")),
    ]
)
rules = model(
    workspace.Rule,
    "level",
    level=one_of_literal(workspace.RuleLevel),
    max_drop=points,
    waves=one_of_literal(workspace.Waves),
    severity=one_of_literal(observation.Severity),
    touchpoint=points,
    section=points,
    stage=points,
    journey=points,
    min=points,
    max=points,
    only=several(texts),
)
rule_lists = several(
    rules | one_of_literal(workspace.RuleLevel).map(lambda pair: Pair(pair.written, {"level": pair.meant}))
)
workspaces = model(
    workspace.Settings,
    "format",
    format=formats,
    language=languages,
    bands=model(workspace.Bands, strong=numbers("70", "100"), fair=numbers("0", "59.999")),
    enough=points,
    paths=model(workspace.Paths, checklists=texts, templates=texts, journeys=texts),
    plan=model(
        workspace.Planning,
        hours_per_day=weights,
        currency=texts,
        effort=model(workspace.Efforts, low=works, medium=works, high=works),
    ),
    branding=model(
        workspace.Branding,
        name=people_texts,
        logo=texts,
        colour=st.sampled_from([Pair("#0b6e4f", "#0b6e4f"), Pair("#FFFFFF", "#FFFFFF")]),
    ),
    occasion=works,
    schedule=keyed(
        model(
            schedule.PlannedVisits,
            "every",
            every=intervals,
            visits=counts,
            method=methods,
            regions=several(texts),
        )
    ),
    reports=model(
        workspace.Reports,
        observers=flags,
        prepared_for=people_texts,
        prepared_by=people_texts,
        client_logo=texts,
        version=texts,
        confidentiality=people_texts,
        names=several(texts),
        paper=one_of_literal(workspace.Paper),
    ),
    gate=model(
        workspace.Gate,
        preset=st.sampled_from([Pair(name, name) for name in workspace.PRESETS]),
        **dict.fromkeys(workspace.Gate.model_fields.keys() - {"preset"}, rule_lists),
    ),
)


# Audits that load and can be scored


class Case(NamedTuple):
    """An audit and its checklists, as they are written."""

    audit: dict[str, Any]
    checklists: dict[str, dict[str, Any]]

    def files(self) -> dict[str, bytes]:
        """Return the files by their paths."""
        return {"a.yaml": as_yaml(self.audit)} | {
            f"checklists/{name}.yaml": as_yaml(checklist) for name, checklist in self.checklists.items()
        }


KINDS: list[tuple[dict[str, Any], list[str]]] = [
    ({"answer": "yes-no"}, ["yes", "no", "37/40", "1/3", "0/2", "да"]),
    ({"answer": "yes-no", "good": Plain("no")}, ["yes", "no", "1/7", "否"]),
    ({"answer": "1-5"}, ["1", "2", "3", "4", "5"]),
    ({"answer": "6-1"}, ["6", "5", "2", "1"]),
    (
        {"answer": "duration", "score": {"full": Plain("10s"), "zero": Plain("1m")}},
        ["12s", "47s", "9m", "never", ">20s"],
    ),
    (
        {"answer": "number", "score": {"p10": Plain("500"), "median": Plain("1000")}},
        ["0", "250", "999.9", "4000"],
    ),
    (
        {"answer": "number", "score": {"ideal": [Plain("2"), Plain("3")], "zero": [Plain("0"), Plain("10")]}},
        ["1", "2", "7"],
    ),
    (
        {"answer": "percent", "score": {"at_least": {Plain("95"): Plain("100"), Plain("80"): Plain("33.3")}}},
        ["96%", "80", "3"],
    ),
    (
        {
            "answer": "choice",
            "options": {
                "good": Plain("100"),
                "fair": Plain("66.6"),
                "bad": {"points": Plain("10"), "fails": Plain("yes")},
            },
        },
        ["good", "fair", "bad"],
    ),
    (
        {"answer": "choice", "of": Plain("6"), "options": {"bad": Plain("1"), "good": Plain("6")}},
        ["bad", "good"],
    ),
    (
        {
            "answer": "several",
            "start": Plain("100"),
            "options": {"dust": Plain("-33.3"), "dark": {"points": Plain("-80"), "fails": Plain("yes")}},
        },
        ["dust", "dust, dark", "none"],
    ),
    (
        {"answer": "several", "options": {"tea": Plain("30"), "milk": Plain("90")}},
        ["tea", "milk, tea", "none"],
    ),
    ({"answer": "nps"}, ["10", "8", "3", "6/3/1"]),
    ({"answer": "text"}, ["Well", "37/40"]),
    ({"answer": "number"}, ["4", "12.5"]),
]
UNSCORED = ("text", "number")
WEIGHTS = ["0.001", "0.1", "0.3", "1", "2.7", "1000"]


def _sometimes(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), one, one)


@st.composite
def _questions(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return items by id, a plain yes-no at the end, and which answers each takes."""
    written: dict[str, Any] = {}
    takes: dict[str, list[str]] = {}
    for item_id in "abcd"[: draw(st.integers(1, 4))]:
        kind, takes[item_id] = draw(st.sampled_from(KINDS))
        unscored = kind["answer"] in UNSCORED and "score" not in kind
        weight = "0" if unscored else draw(st.sampled_from([*WEIGHTS, "0"]))
        item: dict[str, Any] = {"ask": item_id, **kind, "weight": Plain(weight)}
        ways = ("mean", "latest") if kind["answer"] == "nps" else get_args(checklist.Combine)
        item["tags"] = draw(st.sampled_from([[], ["x"], ["x", "y"]]))
        item["combine"] = draw(st.sampled_from(ways))
        role = draw(st.sampled_from(["", "", "", "must", "wow"]))
        cannot = (role == "wow" and "options" in item) or (role == "must" and kind["answer"] == "nps")
        if role and not cannot and not unscored:
            item[role] = Plain(draw(st.sampled_from(["yes", "1", "80"])) if role == "must" else "yes")
        if item.get("must") and draw(st.booleans()):
            item["tolerate"] = draw(st.sampled_from(["5%", "34%"]))
        if draw(st.booleans()) and written:
            other = draw(st.sampled_from(sorted(written)))
            item["only_if"] = {other: draw(st.sampled_from(["answered", takes[other][0]]))}
        written[item_id] = item
    written["plain"], takes["plain"] = {"ask": "Plain?", "answer": "yes-no"}, ["yes", "no", "1/3"]
    return written, takes


def _answers(takes: list[str]) -> st.SearchStrategy[Any]:
    said = st.sampled_from([*takes, *takes, "n/a"])
    seen = st.fixed_dictionaries(
        {"answer": said},
        optional={
            "place": st.sampled_from(["north", "south", "rival"]),
            "method": st.sampled_from(["survey", "probe"]),
            "on": st.sampled_from(["2026-04-01", "2026-05-01", "2026-05-20"]).map(Plain),
            "felt": st.sampled_from(["delighted", "angry"]),
            "disputed": st.sampled_from(["open", "voided"]).map(
                lambda decision: {"by": "Tom", "why": "No", "decision": decision}
            ),
        },
    )
    return _sometimes(said | st.lists(said | seen, min_size=1, max_size=3))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return audits with every kind of item, voices, conditions, gaps, handovers and missing touchpoints."""
    asked = {name: draw(_questions()) for name in ("p", "q")[: draw(st.integers(1, 2))]}
    checklists = {
        name: {
            "format": Plain("1"),
            "checklist": name,
            "minimum": draw(_sometimes(st.just(Plain("70")))),
            "items": items,
        }
        for name, (items, _) in asked.items()
    }

    def link(**more: str) -> dict[str, Any]:
        section_weights = draw(st.sampled_from([["60", "40"], ["0.3", "0"], []]))
        applied = list(asked)[: draw(st.sampled_from([2, 2, 1, 0]))]
        return {
            **more,
            "stage": draw(st.sampled_from("st")),
            "importance": Plain(draw(st.sampled_from(WEIGHTS))),
            "missing": Plain(draw(st.sampled_from(["no"] * 7 + ["yes"]))),
            "channel": draw(st.sampled_from(["phone", "mail"])),
            "kind": draw(st.sampled_from(["human", "digital"])),
            "sections": dict(zip(applied, map(Plain, section_weights), strict=False)),
            "personas": draw(st.sampled_from([[], ["rosa"], ["greta"], ["rosa", "greta"]])),
            "checklists": {
                name: {item_id: draw(_answers(takes)) for item_id, takes in asked[name][1].items()}
                for name in applied
            },
        }

    touchpoints = {f"t{n}": link() for n in range(draw(st.integers(1, 4)))}
    handovers = {}
    if len(touchpoints) > 1 and draw(st.booleans()):
        source, target = draw(st.permutations(sorted(touchpoints)))[:2]
        handovers["h"] = link(**{"from": source, "to": target})
    about = {"date": Plain("2026-06-01"), "since": draw(_sometimes(st.just(Plain("2026-05-01"))))}
    return Case(
        {
            "format": Plain("1"),
            "audit": about,
            "journey": {"stages": {"s": "S", "t": "T", "u": "U"}},
            "places": {
                "north": "North",
                "south": "South",
                "rival": {"name": "Rival", "benchmark": Plain("yes")},
            },
            "personas": {"rosa": "Rosa", "greta": "Greta"},
            "touchpoints": touchpoints,
            "handovers": handovers,
        },
        checklists,
    )


# A workspace with every kind of file and nearly every key, to be spoilt

FILES: dict[str, str] = {
    "tpaudit.yaml": """\
format: 1
language: en
bands: {strong: 80, fair: 60}
paths: {checklists: checklists, templates: templates, journeys: journeys}
plan: {hours_per_day: 8, currency: EUR, effort: {low: 4h, medium: 3d, high: 15d}}
branding: {name: Ann, logo: logo.svg, colour: "#0b6e4f"}
gate:
  regression: {level: error, max_drop: 2}
  floor: [{level: error, touchpoint: 50}, {level: warn, journey: 70, only: ["order-*"]}]
  coverage: {level: warn, min: 20}
  stale: warn
""",
    "checklists/base.yaml": """\
format: 1
checklist: base
items:
  polite: {ask: Polite?, answer: 1-5, means: {1: curt, 5: glad to help}}
""",
    "checklists/q.yaml": """\
format: 1
checklist: q
title: {en: Q, ru: Q}
version: "1.0"
extends: base
for: {channels: [phone], kinds: [human]}
items:
  shown:
    ask: {en: Shown?}
    answer: yes-no
    good: no
    weight: 3
    must: true
    why: because
    fix: mend it
    effort: 2h
    from: small
    methods: [walkthrough, probe]
    watch_for: 14d
    valid_for: 180d
    was: old
  time: {ask: How long?, answer: duration, score: {full: 10s, zero: 60s}, combine: median}
  load: {ask: Load?, answer: number, unit: ms, score: {p10: 500, median: 1000}}
  share: {ask: Share?, answer: percent, score: {at_least: {95%: 100, 80: 60}}}
  rings: {ask: Rings?, answer: number, score: {at_most: {3: 100, 5: 50}}}
  clicks: {ask: Clicks?, answer: number, score: {ideal: [2, 3], zero: [0, 10]}}
  who:
    ask: Who?
    answer: choice
    only_if: {time: answered, shown: [no, yes]}
    options: {person: 100, menu: {points: 60, label: {en: Menu}}, bot: {points: 0, fails: true}}
  wow: {ask: Wow?, answer: yes-no, wow: true, combine: latest, only_if: {who: person}}
""",
    "journeys/j.yaml": """\
format: 1
title: J
stages:
  one: {name: {en: One}, about: first, was: first}
  two: {name: Two, contacts: {ideal: [1, 3], zero: [0, 12]}}
expects:
  mail: {name: {en: Mail}, stage: one, channel: e-mail, importance: 4, checklists: [q], silence: true,
         standards: {q.time: {full: 5s, zero: 20s}}}
  post: {name: Post, stage: two}
""",
    "a.visits/ben.yaml": """\
format: 1
visit: {on: 2026-11-03T12:30, by: ben, method: mystery-shopper, place: north, persona: regular,
        device: mobile, scenario: Lunch, outcome: gave-up, felt: angry}
answers:
  line/q.time: never
  line/q.polite: {answer: 2, note: hm}
findings:
  line/sorry: {kind: problem, says: Cold, quote: "Again", place: north, felt: angry}
""",
    "a.yaml": """\
format: 1
company: {name: Co, size: small, website: "https://example.com", languages: [en]}
audit: {id: a, date: 2026-11-14, auditor: Anna, method: walkthrough, since: 2026-09-01, scope: all}
journey: j
not_expected: {post: No post}
places: {north: North Street, south: {name: South, about: A mall}}
personas: {regular: {name: Rosa, about: Comes often}}
facts: {phone: "+44", hours: "9-18"}
reach: {one: 12000, two: {reached: 3100, left_because: {price: 40}}}
standards: {q.time: {full: 5s, zero: 20s}, line/q.time: {full: 6s, zero: 20s}}
touchpoints:
  line:
    name: Line
    stage: two
    channel: phone
    kind: human
    device: [mobile]
    action: calls
    importance: 5
    personas: [regular]
    owner: Sales
    says: {phone: "+44"}
    promises: {open: Opens at nine}
    felt: negative
    was: lane
    checklists:
      q:
        shown: no
        time:
          - 12s
          - never
          - {answer: ">3m", on: 2026-11-03, by: ben, method: mystery-shopper, place: north,
             persona: regular, note: "Gave up", felt: angry,
             evidence: [{file: c.mp3, shows: it}, {quote: "Hold"}, x.png, "https://example.com"]}
        polite: {answer: 4.2, of: 60}
        load: 500
        share: 95%
        rings: 4
        clicks: 2
        who: menu
    findings:
      bad: {kind: problem, says: Bad, severity: major, fix: Mend it, effort: 1h, on: 2026-11-01}
  mail: {stage: one, missing: true, note: Nothing}
  mail-two: {stage: one, as: mail, breaks: {line/open: At ten}, checklists: {q: }}
handovers:
  mail-to-line:
    from: mail
    to: line
    checklists: {q: {polite: {answer: n/a, note: none}}}
waivers:
  line/q.shown: {reason: Known, approved_by: Bob, until: 2027-01-31, floor: 40}
actions:
  show: {for: [line/q.shown, line/findings.bad], task: Show, due: 2026-12-01, effort: 2h, status: done}
""",
}
