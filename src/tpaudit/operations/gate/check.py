"""Checking: every audit that some paths name against its baseline, by the rules of the gate."""

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

from tpaudit.operations.asked.given import GivenPaths, given_day, given_paths
from tpaudit.operations.asked.only_audit import workspace_folder
from tpaudit.operations.asked.reporting import Report, unreported
from tpaudit.operations.gate.run import CheckMessage, GateRun, Note
from tpaudit.operations.past.baselines import Baselines, FileBaselines, NoBaselines
from tpaudit.operations.past.git_baselines import GitBaselines
from tpaudit.reading.files.disk import ENDINGS
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.garbage_collection import without_garbage_collection
from tpaudit.results.verdict import Verdict


class GateCheck(NamedTuple):
    """What came of checking some audits."""

    verdict: Verdict
    messages: list[CheckMessage]
    """What is wrong in files, what is passed over, and what could not be compared, in the order in which it was met."""
    judged: bool
    """Whether every audit could be read and loaded."""
    compared: bool
    """Whether every baseline that was asked for could be had."""
    language: str
    """The language of the first audit's workspace."""


def check(
    paths: GivenPaths = (),
    *,
    as_of: str,
    against: str | None = None,
    exact: bool = False,
    languages: Sequence[str] = (),
    report: Report = unreported,
) -> GateCheck:
    """Return what the gate says of audits, or of all audits in folders; without paths of the workspace around us.

    That workspace is judged without those within it, which are named; a folder that has no settings and a workspace
    that has no audits of its own are judged with every workspace below.

    `as_of` is the day (YYYY-MM-DD) for which freshness and waivers are judged. `against` is a branch, tag or
    commit, an audit's file or a scorecard's JSON; of a commit it is the place where HEAD parted from it, unless
    `exact`. `languages` are tried in turn for every text. `report` hears each message as it is met. Raises UsageError where no audit is found.
    """
    day = given_day("as_of", as_of) or as_of
    given = given_paths(paths)
    named = given or [workspace_folder()]
    alone = len(named) == 1 and os.path.isfile(named[0])
    messages: list[CheckMessage] = []

    def note(message: CheckMessage) -> None:
        messages.append(message)
        report(message)

    with (
        without_garbage_collection(),  # what is kept of each audit would be looked through again and again
        _baselines(against, exact, day, alone, tuple(languages), note) as baselines,
    ):
        run = GateRun(baselines, day, named, whole=not given, report=note, languages=tuple(languages))
        judgement = run.verdict(against)
    return GateCheck(
        verdict=judgement,
        messages=messages,
        judged=run.judged,
        compared=run.compared,
        language=_language(judgement),
    )


def _baselines(
    against: str | None,
    exact: bool,
    as_of: str,
    alone: bool,
    languages: tuple[str, ...],
    report: Note,
) -> AbstractContextManager[Baselines]:
    """Return where baselines come from."""
    if against is None:
        return nullcontext(NoBaselines())
    # A file by its ending or its folder, else a commit: no file of a change can pass for the branch it is held against.
    if against.lower().endswith((".json", *ENDINGS)) or against.startswith((".", os.sep)):
        return nullcontext(FileBaselines(against, as_of, alone=alone, languages=languages))
    return GitBaselines(against, exact=exact, as_of=as_of, report=report, languages=languages)


def _language(judgement: Verdict) -> str:
    files = [audit.file for audit in judgement.audits] + [audit.file for audit in judgement.unjudged]
    return Workspaces().of(next(iter(files), "")).settings.language
