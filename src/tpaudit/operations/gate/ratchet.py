"""The gate that today's figures just pass, and the workspace file with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.judging.gate.ratchet import ratchet
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.operations.asked.only_audit import workspace_folder
from tpaudit.operations.asked.reporting import Report, unreported
from tpaudit.reading.audit.load import load_audit
from tpaudit.reading.files.bounds import writable
from tpaudit.reading.files.disk import contents
from tpaudit.reading.files.find import audits, no_audits
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.workspace.workspace import Workspaces, belongs
from tpaudit.reading.yaml.builder import read
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.scaffold.gate import gate_text
from tpaudit.showing.text.translate import translator


class GateProposal(NamedTuple):
    """A gate as it may stand in a workspace file."""

    gate: str
    """The gate in YAML."""
    path: Path
    """The workspace file."""
    files: dict[Path, bytes]
    """The file to write with its contents, the gate behind what stands there; none where a gate is there already."""


def propose_gate(
    paths: Sequence[str] = (), report: Report = unreported, *, language: str | None = None
) -> GateProposal:
    """Return the gate that some audits just pass, those of the workspace around us without paths.

    What the workspace file says otherwise stays as it is, comments and all. `language` is that of the gate's own
    comments, default the workspace's. Raises UsageError if not every audit
    can be read, or there is none.
    """
    workspaces = Workspaces()
    files = _files(list(paths) or [workspace_folder()], whole=not paths, report=report)
    home = workspaces.of(files[0])
    limits = ratchet([_scored(file, workspaces) for file in files])
    gate = gate_text(limits, translator(language or home.settings.language))
    path = home.folder / SETTINGS
    before = contents(path) if path.is_file() else b"format: 1\n"
    data = read(before).data
    if not isinstance(data, dict) or data.get("gate") is not None:
        return GateProposal(gate=gate, path=path, files={})
    file = writable(path.parent, path)
    return GateProposal(gate=gate, path=path, files={file: _appended(path, before, gate)})


def _files(paths: list[str], *, whole: bool, report: Report) -> list[str]:
    """Return the audits below some paths; of a `whole` workspace none of another within it."""
    found = audits(paths)
    for passed in found.passed:
        report(passed)
    if not found.whole:
        msg = "a gate is proposed for all audits or none; expected folders that can be read"
        raise UsageError(msg)
    files = [file for file in found.files if not whole or belongs(file, paths[0])]
    if not files and found.files:
        msg = Worded(
            "{paths}: its audits are those of workspaces within; expected one of them to be named, as each has a gate of its own",
            paths=paths[0],
        )
        raise UsageError(msg)
    if not files:
        raise no_audits(paths)
    return files


def _scored(file: str, workspaces: Workspaces) -> Scorecard:
    return score_audit(load_audit(file, workspaces=workspaces))


def _appended(path: Path, before: bytes, gate: str) -> bytes:
    text = before.decode().rstrip("\n").replace("\r\n", "\n") + "\n" + gate
    made = read(text.encode())
    if made.faults or made.data.get("gate") is None:
        msg = Worded(
            "{path}: the gate cannot be put behind what is there; expected keys at the left margin", path=path
        )
        raise UsageError(msg)
    return text.encode()
