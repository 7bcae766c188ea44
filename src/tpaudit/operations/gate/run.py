"""One run of the gate: which audits there are to judge, now and at the baseline, and what is said of each."""

import os
from collections.abc import Callable, Iterator

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded, fixed
from tpaudit.documents.workspace import Rule
from tpaudit.errors import BaselineError, Problem, UsageError
from tpaudit.judging.gate.cases import Around, Loosening
from tpaudit.judging.gate.check import check_audit, gone, loosened, unreached_pattern, verdict
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.operations.asked.chains import Chains, chains
from tpaudit.operations.audits.gate_patterns import GatePatterns
from tpaudit.operations.gate.since_wave import add_falls_since
from tpaudit.operations.past.baselines import Baseline, Baselines, Today
from tpaudit.reading.audit.load import examine
from tpaudit.reading.diagnostics import in_one, unreadable
from tpaudit.reading.files.disk import contents, is_absent
from tpaudit.reading.files.find import audits, no_audits
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.workspace.workspace import Workspaces, belongs
from tpaudit.reading.yaml.builder import read
from tpaudit.results.passed_over import PassedOver
from tpaudit.results.scorecard import Scorecard
from tpaudit.results.verdict import Checked, Unjudged, Verdict

CheckMessage = Problem | PassedOver | BaselineError
Note = Callable[[CheckMessage], None]


class GateRun:
    """The audits that some paths name, against their baselines."""

    def __init__(
        self,
        baselines: Baselines,
        as_of: str,
        paths: list[str],
        *,
        whole: bool,
        report: Note,
        languages: tuple[str, ...] = (),
    ) -> None:
        """Take where baselines come from, and whether the paths are the `whole` workspace around us.

        `languages` are those in which texts are wanted first.
        """
        self._baselines, self._as_of, self._paths, self._whole = baselines, as_of, paths, whole
        self._report = report
        self._workspaces = Workspaces(languages=languages)
        self._alone = whole and self._has_settings(paths[0])
        """Whether workspaces within are left out."""
        self._unjudged: list[Unjudged] = []
        self._chains = Chains(frozenset(), {})
        self._settings: set[tuple[str | None, str | None]] = set()
        self._patterns = GatePatterns(self._workspaces)
        self.judged = True
        self.compared = True

    def verdict(self, against: str | None) -> Verdict:
        """Return the verdict on every audit that can be judged."""
        lay = self._lay()
        found = self._found(lay)
        own = [file for file in found if belongs(file, self._paths[0])] if self._alone else found
        if self._alone and not own and not lay:
            self._alone = False
            lay, own = self._lay(), found
        self._name_left_out([file for file in found if file not in own])
        files = self._files(own, lay)
        if not files and not lay and self.judged and self.compared:
            raise no_audits(self._paths)
        self._chains = chains(files)
        checked = [audit for file in files for audit in self._checked(file)]
        checked += self._gone(lay)
        if lay and not checked and not self._unjudged and self.compared:
            self._miss_all(lay)
        if self._whole and self.judged and self.compared:
            self._add_unreached(checked)
        return verdict(checked, as_of=self._as_of, against=against, unjudged=self._unjudged)

    def _add_unreached(self, checked: list[Checked]) -> None:
        """Add the patterns that reach nothing to what is said of the first audit of their workspace."""
        for home, pattern, problem in self._patterns.unreached():
            if all(entry.level == "off" for entry in home.settings.gate.gate or (Rule(level="error"),)):
                continue
            first = next((audit for audit in checked if self._workspaces.of(audit.file) is home), None)
            if first is not None:
                first.results.append(
                    unreached_pattern(problem.file, problem.line, f"`{pattern}` ({problem.address})")
                )

    def _lay(self) -> list[str]:
        """Return the audits that lay there at the baseline."""
        try:
            return self._baselines.lay(self._paths, whole=self._alone)
        except BaselineError as error:
            self._miss(error)
            return []

    def _has_settings(self, folder: str) -> bool:
        return os.path.lexists(os.path.join(folder, SETTINGS))

    def _found(self, lay: list[str]) -> list[str]:
        """Return the audits that are seen now, and report what is passed over."""
        there = [path for path in self._paths if os.path.exists(path)]
        for path in self._paths:
            if path not in there and not {path, os.path.normpath(path)} & {*lay} and self.compared:
                msg = Worded(
                    "{path}: no such file or folder; expected an audit, or a folder of them", path=path
                )
                raise UsageError(msg)
        found = audits(there)
        for passed in found.passed:
            self._report(passed)
            if passed.unreadable:
                self.judged = False
                self._unjudged.append(Unjudged(file=passed.path, why=passed.why))
        return found.files

    def _name_left_out(self, files: list[str]) -> None:
        """Report the workspaces that some audits are of, which are left out."""
        why = "it is a workspace of its own, and not checked here; name it to check it as well"
        for folder in sorted({os.path.relpath(self._workspaces.of(file).folder) for file in files}):
            self._report(PassedOver(folder, why))

    def _files(self, own: list[str], lay: list[str]) -> list[str]:
        """Return the audits to judge: those that are seen now, and those that lay there and still are something.

        What was an audit and is not seen as one any more is loaded all the same, or says why it does not.
        """
        seen = {os.path.realpath(file): os.path.normpath(file) for file in own}
        kept = {os.path.realpath(file): file for file in lay if os.path.isfile(file)}
        return list((seen | kept).values())

    def _checked(self, file: str) -> Iterator[Checked]:
        """Yield what the gate says of one audit; nothing of one that cannot be judged."""
        today = self._loaded(file)
        if today is None:
            return
        audit = today.audit
        self._patterns.strike_out(audit)
        try:
            baseline = self._baselines.of(today)
        except BaselineError as error:
            self._miss(error)
            self._unjudged.append(
                Unjudged(
                    file=file, why=Worded("there is nothing to compare it with: {error}", error=error.message)
                )
            )
            return
        card = score_audit(audit, detailed=baseline.card is not None)
        if baseline.kind == "unchanged":
            baseline = baseline._replace(card=card, audit=audit)
        checked = check_audit(
            audit,
            card,
            baseline.card,
            baseline=baseline.label,
            word=baseline.word,
            about=self._around(audit, baseline),
        )
        wave = self._baselines.followed(audit) if baseline.kind == "same" else None
        if wave is not None:
            add_falls_since(checked, audit, same=baseline, wave=wave)
        yield checked

    def _around(self, audit: LoadedAudit, baseline: Baseline) -> Around:
        """Return what is known of an audit besides itself and the scorecard that it is compared with."""
        before = baseline.audit
        milder: tuple[Loosening, ...] = ()
        if before is not None and (before.settings_file, audit.settings_file) not in self._settings:
            self._settings.add((before.settings_file, audit.settings_file))
            milder = loosened(before.workspace, audit.workspace)
        return Around(
            before=before,
            in_git=baseline.kind != "",
            unchanged=baseline.kind == "unchanged",
            wave=baseline.kind == "wave",
            new=baseline.word == "new",
            followed=os.path.realpath(audit.file) in self._chains.followed,
            loosened=milder,
            moved=self._chains.moved.get(audit.id, frozenset()),
        )

    def _loaded(self, file: str) -> Today | None:
        """Return an audit, and report its errors; None if they stand in the way."""
        try:
            tree = read(contents(file))
            audit, problems = examine(file, as_of=self._as_of, workspaces=self._workspaces, tree=tree)
            if audit is not None:
                return Today(audit, tree.data, self._workspaces)
        except UsageError as error:
            problems = [unreadable(file, error)]
        errors = [problem for problem in problems if not problem.warning]
        for problem in errors:
            self._report(problem)
        self.judged = False
        first = in_one(errors[0]) if errors else ""
        self._unjudged.append(Unjudged(file=file, why=Worded("it does not load: {first}", first=first)))
        return None

    def _gone(self, lay: list[str]) -> Iterator[Checked]:
        """Yield what the gate says of audits that were there and are not any more."""
        try:
            for lost in self._baselines.gone([file for file in lay if is_absent(file)]):
                if self._moved_all(lost.judged.card):
                    continue
                then = lost.judged.audit
                gates = [self._workspaces.of(lost.file).settings.gate]
                gates += [then.workspace.gate] if then else []
                yield gone(lost.judged.card, lost.file, gates, lost.label)
        except BaselineError as error:
            self._miss(error)

    def _miss_all(self, lay: list[str]) -> None:
        """Report that not one of the audits that lay there is here to be judged."""
        fix = fixed("expected the audits in it: git sparse-checkout add FOLDER")
        self._miss(
            BaselineError(
                Worded("nothing is judged, as a sparse checkout leaves every audit out; {fix}", fix=fix)
            )
        )
        self._unjudged += [Unjudged(file=file, why="a sparse checkout leaves it out") for file in lay]

    def _moved_all(self, card: Scorecard) -> bool:
        """Tell whether other audits have taken over everything that an audit had."""
        return bool(card.links()) and card.links().keys() <= self._chains.moved.get(card.id, frozenset())

    def _miss(self, error: BaselineError) -> None:
        """Remember that a baseline cannot be had; that is reported once, unless files say more about it."""
        if self.compared or error.problems:
            self._report(error)
        self.compared = False
