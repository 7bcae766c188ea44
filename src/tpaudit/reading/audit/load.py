"""Loading: reads an audit's file and everything that belongs to it."""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tpaudit.documents.audit import Audit
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit, Waived, address_today
from tpaudit.documents.journey import InlineJourney, Stage
from tpaudit.documents.worded import Worded
from tpaudit.errors import InputError, Problem
from tpaudit.reading.audit.join import AuditJoiner
from tpaudit.reading.audit.merge import VisitFile, VisitMerger
from tpaudit.reading.audit.span import check_span
from tpaudit.reading.audit.visits import read_visits
from tpaudit.reading.diagnostics import Diagnostics, nearest
from tpaudit.reading.files.disk import name_of, short_path
from tpaudit.reading.files.kinds import file_kind
from tpaudit.reading.parse import parse
from tpaudit.reading.workspace.workspace import Workspace, Workspaces
from tpaudit.reading.yaml.builder import read
from tpaudit.reading.yaml.garbage_collection import without_garbage_collection
from tpaudit.reading.yaml.source_map import Tree


class Loaded(NamedTuple):
    """A loaded audit, None if there are errors, and all problems."""

    audit: LoadedAudit | None
    problems: list[Problem]


class Version(NamedTuple):
    """An audit as it is at another time: its document, and the data that it was made of."""

    audit: Audit
    data: Any


def load_audit(file: str, *, as_of: str | None = None, workspaces: Workspaces | None = None) -> LoadedAudit:
    """Return an audit joined with its checklists, journey, visits and settings.

    `as_of` is the day (YYYY-MM-DD) for which freshness is judged; by default the audit's date. Raises
    InputError with all problems of all files if one of them is an error, UsageError if the file
    cannot be read.
    """
    loaded = examine(file, as_of=as_of, workspaces=workspaces or Workspaces())
    if loaded.audit is None:
        raise InputError(loaded.problems)
    return loaded.audit


def examine(
    file: str,
    *,
    as_of: str | None = None,
    workspaces: Workspaces,
    tree: Tree | None = None,
    like: Version | None = None,
) -> Loaded:
    """Return an audit with all problems in it and in the files it uses, sorted by file and line.

    `tree` is the content of the file, if it has been read already; touchpoints that say the same in `like` are taken
    from there. Raises UsageError if it cannot be read.
    """
    file = os.fspath(file)
    with without_garbage_collection():
        workspace = workspaces.of(file)
        tree = tree or read(workspaces.files.contents(file))
        kind = file_kind(file, tree.data)
        if kind not in (None, "audit"):
            diagnostics = Diagnostics(workspaces.files.shown(file), tree)
            diagnostics.error(
                (), Worded("this is a {kind}, not an audit; expected a file with touchpoints", kind=kind)
            )
            return Loaded(None, diagnostics.problems)
        data = _shared(tree.data, like) if like else None
        audit, diagnostics = parse(file, tree, Audit, files=workspaces.files, data=data)
        visits, passed_over = read_visits(file, workspace.files)
        all_diagnostics = [diagnostics, *(visit.diagnostics for visit in visits)]
        loaded = None
        other_problems = [*workspace.problems, *passed_over]
        if audit is not None:
            joined, join_problems = _join(audit, file, diagnostics, tree, visits, workspace, as_of)
            joined.languages, loaded = workspaces.languages, joined
            other_problems += join_problems
    problems = sorted(
        {problem for diagnostics_of_file in all_diagnostics for problem in diagnostics_of_file.problems}
        | set(other_problems)
    )
    if any(not problem.warning for problem in problems):
        loaded = None
    return Loaded(loaded, problems)


def _shared(data: Any, like: Version) -> Any:
    """Return the data of an audit, with the records of another version in place of what is the same there."""
    if not isinstance(data, dict):
        return data
    shared = dict(data)
    for section, records in (("touchpoints", like.audit.touchpoints), ("handovers", like.audit.handovers)):
        known, own = like.data.get(section), data.get(section)
        if isinstance(known, dict) and isinstance(own, dict):
            shared[section] = {
                touch_id: records[touch_id] if touch_id in records and known[touch_id] == said else said
                for touch_id, said in own.items()
            }
    return shared


def _join(
    audit: Audit,
    file: str,
    diagnostics: Diagnostics,
    tree: Tree,
    visits: list[VisitFile],
    workspace: Workspace,
    as_of: str | None,
) -> tuple[LoadedAudit, list[Problem]]:
    stages, journey, problems = _journey(audit, diagnostics, workspace)
    joiner = AuditJoiner(
        audit=audit,
        diagnostics=diagnostics,
        tree=tree,
        workspace=workspace,
        stages=stages,
        expects=journey.expects if journey else {},
    )
    touches = {touch.id: touch for touch in joiner.touches()}
    merger = VisitMerger(audit, touches, joiner.observations)
    for visit in visits:
        visit.diagnostics.refused = diagnostics.refused
        merger.merge(visit)
    joiner.check_all()
    settings = short_path(workspace.file) if workspace.file else None
    loaded = LoadedAudit(
        file=diagnostics.file,
        id=audit.audit.id or _stem(file),
        audit=audit,
        workspace=workspace.settings,
        journey=audit.journey if isinstance(audit.journey, str) else None,
        stages=stages,
        expects=journey.expects if journey else {},
        checklists=joiner.used,
        touches=list(touches.values()),
        visits=merger.visited,
        as_of=as_of or audit.audit.date,
        waivers=list(_waivers(audit, tree, touches)),
        settings_file=settings,
        settings_from_here=os.path.relpath(settings, os.path.dirname(file) or ".") if settings else None,
        lines={path: tree.place(*path, key=True).line for path in _paths(audit, stages)},
    )
    check_span(loaded, diagnostics)
    return loaded, problems + joiner.problems


def _waivers(audit: Audit, tree: Tree, touches: Mapping[str, AuditedTouchpoint]) -> Iterator[Waived]:
    for address, waiver in audit.waivers.items():
        current_address = address_today(touches, address)
        line = tree.place("waivers", address, key=True).line
        yield Waived(current_address or address, waiver, line, found=current_address is not None)


def _paths(audit: Audit, stages: Iterable[str]) -> Iterator[tuple[str | int, ...]]:
    """Yield the paths of the keys whose lines are shown in results about the whole journey."""
    yield ("touchpoints",)
    yield from (
        ("audit", key) for key in ("date", "since", "follows") if getattr(audit.audit, key) is not None
    )
    if audit.journey is not None:
        yield ("journey",)
    if isinstance(audit.journey, InlineJourney):
        yield from (("journey", "stages", stage) for stage in stages)
        yield from (("journey", "expects", expected) for expected in audit.journey.expects)
    yield from (("facts", fact) for fact in audit.facts)
    yield from (("reach", stage) for stage in audit.reach)
    for section, documents in (("touchpoints", audit.touchpoints), ("handovers", audit.handovers)):
        for touch_id, document in documents.items():
            if document.says:
                yield from ((section, touch_id, "says", fact) for fact in document.says)
                yield from (
                    (section, touch_id, "says", fact, position)
                    for fact, sayings in document.says.items()
                    if len(sayings) > 1
                    for position in range(len(sayings))
                )
            if document.promises:
                yield from ((section, touch_id, "promises", promise) for promise in document.promises)


def _journey(
    audit: Audit, diagnostics: Diagnostics, workspace: Workspace
) -> tuple[dict[str, Stage], InlineJourney | None, list[Problem]]:
    """Return the stages in order, the journey and the problems of its file.

    An audit without a journey has the stages of its touchpoints, in the order in which they appear.
    """
    if audit.journey is None:
        stages = dict.fromkeys(touch.stage for touch in audit.touchpoints.values())
        return {stage: Stage.model_construct(name=stage) for stage in stages}, None, []
    if isinstance(audit.journey, InlineJourney):
        return audit.journey.stages, audit.journey, []
    journey, problems = workspace.journey(audit.journey)
    if journey is None and not problems:
        diagnostics.error(
            ("journey",),
            Worded(
                "there is no journey `{journey}`; {hint}",
                journey=audit.journey,
                hint=nearest(audit.journey, workspace.sources("journeys")),
            ),
        )
    return (journey.stages if journey else {}), journey, problems


def _stem(file: str) -> str:
    """Return a file's name without its ending, composed (NFC): file systems write accents in more than one way."""
    return unicodedata.normalize("NFC", name_of(os.path.basename(file)))
