"""A cluster: audits judged by workers on other machines, which get the texts with each task."""

import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import chdir, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.operations.many.judged import Judged, ScoreRequest, judge_file
from tpaudit.reading.files.bounds import work_tree
from tpaudit.reading.files.disk import DANGLING, FILE, is_yaml, name_of, short_path
from tpaudit.reading.files.walk import visits_folder, visits_of
from tpaudit.reading.workspace.workspace import Workspace, Workspaces
from tpaudit.version import VERSION

if TYPE_CHECKING:
    from distributed import Client

_TOGETHER: Final = 16
"""How many audits a task has: enough that its settings are read once for several, few enough to be lost lightly."""
_AHEAD: Final = 4
"""How many tasks are with the cluster for each of its threads, so that texts and results do not pile up."""
_PATIENCE: Final = 30
"""For how many seconds a scheduler may let one wait for its first answer."""


class Pack(NamedTuple):
    """A task: some audits, and the texts of all files that they are judged by."""

    audits: Sequence[str]
    texts: Mapping[str, bytes]
    """By path from the current folder."""
    repositories: Sequence[str]
    """The folders that are the roots of git repositories: what a workspace may read is bounded by them."""


def judge_on_cluster(files: Sequence[str], request: ScoreRequest, scheduler: str) -> Iterator[Judged]:
    """Yield what comes of each audit in the order of the files, judged by the workers of a Dask scheduler.

    `scheduler` is its address, such as tcp://host:8786; where it is empty, workers are started on this machine. What a
    worker was about when it died is done by another one. Raises UsageError if the scheduler does not answer, if tasks
    keep killing their workers, if a worker has another version of tpaudit, and for files outside the current folder.
    """
    for file in files:
        _inside(file)  # before a scheduler is asked for
    packs = _packs(files, Workspaces())
    with _client(scheduler) as client:
        yield from _judged(client, packs, request._replace(codec=None))


def _client(scheduler: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as error:
        msg = "a cluster needs Dask, which is not installed; expected `pip install 'tpaudit[cluster]'`"
        raise UsageError(msg) from error
    _silence("asyncio", "distributed", "tornado")
    try:
        return Client(scheduler or None, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        msg = Worded(
            "the scheduler {scheduler} does not answer ({error}); expected the address of a Dask scheduler, such as tcp://host:8786",
            scheduler=scheduler,
            error=error,
        )
        raise UsageError(msg) from error


def _silence(*families: str) -> None:
    """Log nothing of these libraries: the loss of a worker is no message of ours, for its tasks are done again."""
    # Some loggers have a level and a handler of their own (distributed.client), so that the family's does not count.
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in families]
    for name in (*families, *names):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _judged(client: "Client", packs: Iterator[Pack], request: ScoreRequest) -> Iterator[Judged]:
    from distributed.scheduler import KilledWorker

    most = max(2, _AHEAD * sum(client.nthreads().values()))
    sent: deque[Any] = deque()
    try:
        for pack in packs:
            sent.append(client.submit(judge_pack, pack, request, VERSION, pure=False))
            if len(sent) >= most:
                yield from sent.popleft().result()
        while sent:
            yield from sent.popleft().result()
    except KilledWorker as error:
        msg = "some audits were with several workers when these died, perhaps for lack of memory; expected workers that stay"
        raise UsageError(msg) from error


_ALONE: Final = Lock()
"""A process has one current folder, so that its threads judge one pack after the other."""


def judge_pack(pack: Pack, request: ScoreRequest, version: str) -> list[Judged]:
    """Return what comes of each audit of a pack; its texts are put in a folder that is removed afterwards.

    Runs on a worker. Raises UsageError if that has another version of tpaudit.
    """
    if version != VERSION:
        msg = Worded(
            "a worker has tpaudit {other}; expected {version}, as here", other=VERSION, version=version
        )
        raise UsageError(msg)
    with _ALONE, TemporaryDirectory(prefix="tpaudit-") as folder, chdir(folder):
        for repository in pack.repositories:
            os.makedirs(os.path.join(repository, ".git"), exist_ok=True)
        for path, text in pack.texts.items():
            os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
            Path(path).write_bytes(text)
        workspaces = Workspaces()
        return [judge_file(file, request=request, workspaces=workspaces) for file in pack.audits]


def _packs(files: Sequence[str], workspaces: Workspaces) -> Iterator[Pack]:
    shared: dict[Workspace, Mapping[str, bytes]] = {}
    for start in range(0, len(files), _TOGETHER):
        together = files[start : start + _TOGETHER]
        texts: dict[str, bytes] = {}
        repositories = set[str]()
        for file in together:
            workspace = workspaces.of(file)
            if workspace not in shared:
                shared[workspace] = dict(_shared(workspace))
            texts |= shared[workspace]
            texts.update(_own(file, workspace, workspaces))
            repositories.update(_repository(workspace))
        yield Pack(together, texts, sorted(repositories))


def _own(file: str, workspace: Workspace, workspaces: Workspaces) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of an audit, of what goes by the same name, and of its visits."""
    yield _inside(file), workspaces.files.contents(file)
    folder, name = os.path.split(file)
    for entry in workspaces.files.entries(folder or os.curdir):
        same = name_of(entry.name).casefold() == name_of(name).casefold()
        if same and is_yaml(entry.name) and entry.name != name:
            yield _inside(os.path.join(folder, entry.name)), b""
    if workspace.files.entries(visits_folder(file)):
        for visit in visits_of(file, workspace.files):
            if visit.form in (FILE, DANGLING):
                yield _inside(visit.path), workspace.files.contents(visit.path)


def _shared(workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of the settings, and of a workspace's own checklists and journeys."""
    paths = [] if workspace.file is None else [workspace.file]
    for kind in ("checklists", "journeys"):
        paths += [source.path for source in workspace.sources(kind).values() if not source.built_in]
    for path in map(short_path, paths):
        inside = _inside(path)
        with suppress(UsageError):  # one that cannot be read is reported where an audit names it
            yield inside, workspace.files.contents(path)


def _repository(workspace: Workspace) -> Iterable[str]:
    root = work_tree(workspace.folder)
    if not (root / ".git").exists():
        return []
    inside = root.is_relative_to(Path.cwd())
    return [os.path.relpath(root)] if inside else [os.curdir]


def _inside(path: str) -> str:
    """Return the path of a file from the current folder; raises UsageError for one that lies elsewhere."""
    if os.path.isabs(path) or os.path.normpath(path).startswith(os.pardir):
        msg = Worded(
            "{path}: lies outside the current folder, which is all that a cluster gets; expected to be run in the folder that holds the workspace, with paths from there",
            path=path,
        )
        raise UsageError(msg)
    return path
