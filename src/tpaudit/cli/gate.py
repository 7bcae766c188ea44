"""One run of the gate: every audit loaded, compared and judged, and what could not be."""

import os
from collections.abc import Iterator

from tpaudit.cli.output import tell, told
from tpaudit.documents.joined import LoadedAudit
from tpaudit.errors import CANNOT_JUDGE, NO, NO_BASELINE, YES, BaselineError, Problem, UsageError
from tpaudit.judging.gate.check import check_audit, gone, reaches, verdict
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.operations.baselines import Baselines
from tpaudit.reading.audit.load import examine
from tpaudit.reading.diagnostics import Diagnostics
from tpaudit.reading.files.disk import contents, is_absent
from tpaudit.reading.files.find import audits, no_audits
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.workspace.workspace import Workspace, Workspaces, belongs
from tpaudit.reading.yaml.builder import read
from tpaudit.results.verdict import Checked, Unjudged, Verdict


class Run:
    """The audits that some paths name, against their baselines."""

    def __init__(self, baselines: Baselines, as_of: str, paths: list[str], *, whole: bool) -> None:
        """Take where baselines come from; of a `whole` workspace no workspace within it is taken."""
        self._baselines, self._as_of, self._paths, self._whole = baselines, as_of, paths, whole
        self._homes = Workspaces()
        self._codes: set[int] = set()
        self._unjudged: list[Unjudged] = []
        self._unreached: dict[Workspace, set[str]] = {}

    def verdict(self, against: str | None) -> Verdict:
        """Return the verdict on every audit that can be judged; what is wrong with the others is told."""
        lay = self._lay()
        files = self._files(lay)
        if not files and not lay and not self._codes:
            raise no_audits(self._paths)
        checked = [one for file in files for one in self._checked(file)]
        checked += self._gone(lay)
        if self._whole and not self._codes:
            self._tell_unreached()
        return verdict(checked, as_of=self._as_of, against=against, unjudged=self._unjudged)

    def code(self, verdict: Verdict) -> int:
        """Return the exit code: what could not be judged beats a missing baseline, and that beats a no."""
        codes = self._codes | {NO if verdict.errors else YES}
        return next(code for code in (CANNOT_JUDGE, NO_BASELINE, NO, YES) if code in codes)

    def _lay(self) -> list[str]:
        """Return the audits that lay there at the baseline."""
        try:
            return self._baselines.lay(self._paths, whole=self._whole)
        except BaselineError as error:
            self._tell_once(error)
            return []

    def _files(self, lay: list[str]) -> list[str]:
        """Return the audits to judge: those that are seen now, and those that lay there and still are something.

        What was an audit and is not seen as one any more is loaded all the same, or says why it does not.
        """
        for path in self._paths:
            if (
                not os.path.exists(path)
                and path not in lay
                and os.path.normpath(path) not in lay
                and not self._codes
            ):
                msg = f"{path}: no such file or folder; expected an audit, or a folder of them"
                raise UsageError(msg)
        there = [path for path in self._paths if os.path.exists(path)]
        found = audits(there)
        tell(found.passed)
        for one in found.passed:
            if one.unreadable:
                self._codes.add(CANNOT_JUDGE)
                self._unjudged.append(Unjudged(file=one.path, why=one.why))
        seen = {os.path.realpath(file): os.path.normpath(file) for file in found.files}
        if self._whole:
            seen = {real: file for real, file in seen.items() if belongs(file, self._paths[0])}
        kept = {os.path.realpath(file): file for file in lay if os.path.isfile(file)}
        return list((seen | kept).values())

    def _checked(self, file: str) -> Iterator[Checked]:
        """Yield what the gate says of one audit; nothing of one that cannot be judged."""
        try:
            audit, problems = examine(file, as_of=self._as_of, workspaces=self._homes)
        except UsageError as error:
            audit, problems = (
                None,
                [
                    Problem(
                        file=file, line=1, column=1, address="", message=str(error).removeprefix(f"{file}: ")
                    )
                ],
            )
        tell(problem for problem in problems if not problem.warning)
        if audit is None:
            self._codes.add(CANNOT_JUDGE)
            first = next((str(problem) for problem in problems if not problem.warning), "")
            self._unjudged.append(Unjudged(file=file, why=f"it does not load: {first}"))
            return
        self._strike_out(audit)
        try:
            baseline = self._baselines.of(audit)
        except BaselineError as error:
            self._tell_once(error)
            self._unjudged.append(Unjudged(file=file, why=f"there is nothing to compare it with: {error}"))
            return
        yield check_audit(
            audit, score_audit(audit), baseline.card, baseline=baseline.label, word=baseline.word
        )

    def _gone(self, lay: list[str]) -> Iterator[Checked]:
        """Yield what the gate says of audits that were there and are not any more."""
        try:
            for one in self._baselines.gone([file for file in lay if is_absent(file)]):
                yield gone(one.card, one.file, self._homes.of(one.file).settings.gate, one.label)
        except BaselineError as error:
            self._tell_once(error)

    def _tell_once(self, error: BaselineError) -> None:
        if NO_BASELINE not in self._codes or error.problems:
            tell(told(error))
        self._codes.add(NO_BASELINE)

    def _strike_out(self, audit: LoadedAudit) -> None:
        """Remember which patterns of `only` have not reached anything so far."""
        home = self._homes.of(audit.file)
        if home not in self._unreached:
            self._unreached[home] = {one for *_, one in _patterns(home)}
        self._unreached[home] -= {one for one in self._unreached[home] if reaches(one, audit)}

    def _tell_unreached(self) -> None:
        """Warn of patterns that reach no touchpoint of any audit: their rules guard nothing."""
        for home, patterns in self._unreached.items():
            if patterns:
                path = os.path.relpath(home.folder / SETTINGS)
                pad = Diagnostics(path, read(contents(path)))
                for name, entry, position, pattern in _patterns(home):
                    if pattern in patterns:
                        message = f"`{pattern}` reaches nothing in any audit; expected an address, stage, owner or place of one"
                        pad.warn(tuple(pad.tree.known(("gate", name, entry, "only", position))), message)
                tell(pad.problems)


def _patterns(home: Workspace) -> Iterator[tuple[str, int, int, str]]:
    """Yield every pattern of a workspace's gate: its rule, the entry's place, its own place, and itself."""
    gate = home.settings.gate
    for name in type(gate).model_fields:
        for entry, rule in enumerate(getattr(gate, name) or ()):
            for position, pattern in enumerate(rule.only):
                yield name, entry, position, pattern
