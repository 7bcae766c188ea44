"""`tpaudit check --write-gate`: a gate that today's figures just pass goes into the workspace file."""

from pathlib import Path

from tpaudit.cli.output import Sink, tell
from tpaudit.cli.writing import create, replace
from tpaudit.errors import UsageError
from tpaudit.judging.gate.ratchet import ratchet
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.reading.audit.load import load
from tpaudit.reading.files.bounds import writable
from tpaudit.reading.files.disk import contents
from tpaudit.reading.files.find import audits, no_audits
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.workspace.workspace import Workspaces, belongs
from tpaudit.reading.yaml.builder import read
from tpaudit.showing.scaffold.gate import gate_text


def propose(paths: list[str], *, whole: bool) -> None:
    """Write the gate that the audits just pass; where there is one already, print it instead.

    What the file says otherwise stays as it is, comments and all. Of a `whole` workspace no workspace within
    it is taken.
    """
    homes = Workspaces()
    found = audits(paths)
    tell(found.passed)
    if not found.whole:
        msg = "a gate is proposed for all audits or none; expected folders that can be read"
        raise UsageError(msg)
    files = [file for file in found.files if not whole or belongs(file, paths[0])]
    if not files:
        raise no_audits(paths)
    proposed = gate_text(ratchet([score_audit(load(file, workspaces=homes)) for file in files]))
    path = homes.of(files[0]).folder / SETTINGS
    before = contents(path) if path.is_file() else b"format: 1\n"
    data = read(before).data
    if not isinstance(data, dict) or data.get("gate") is not None:
        with Sink(None) as sink:
            sink.write(proposed)
        tell([f"{path}: there is a gate already; what it could be today stands above, nothing is written"])
        return
    _append(path, writable(path.parent, path), before, proposed)


def _append(path: Path, file: Path, before: bytes, proposed: str) -> None:
    text = before.decode().rstrip("\n").replace("\r\n", "\n") + "\n" + proposed
    if read(text.encode()).faults or read(text.encode()).data.get("gate") is None:
        msg = f"{path}: the gate cannot be put behind what is there; expected keys at the left margin"
        raise UsageError(msg)
    (replace if file.is_file() else create)({file: text.encode()})
    tell([f"written: {path}"])
