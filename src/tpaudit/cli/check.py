"""`tpaudit check`: the gate that fails when a touchpoint gets worse."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple, get_args

import typer

from tpaudit.cli.completing import complete_audit
from tpaudit.cli.options import day_option, language_option, output_option
from tpaudit.documents.worded import Worded, listing
from tpaudit.errors import CANNOT_JUDGE, NO, NO_BASELINE, YES, UsageError

if TYPE_CHECKING:
    from tpaudit.cli.output import Sink
    from tpaudit.operations.gate.check import GateCheck
    from tpaudit.results.verdict import Verdict

_Format = Literal[
    "text", "json", "junit", "sarif", "github", "gitlab", "markdown", "checkstyle", "rdjson", "badge"
]

_FOR_PEOPLE: Final = frozenset({"text", "markdown"})
"""Programs know what they have read before by its texts, which no `--lang` changes for them."""


def check(
    audits: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[AUDIT...]",
            help="Audit files or folders; default all of the workspace.",
            autocompletion=complete_audit,
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against", metavar="REF", help="A branch, tag or commit; or an audit, or a scorecard's JSON."
        ),
    ] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Compare with REF itself, not with where HEAD parted from it.")
    ] = False,
    shape: Annotated[_Format, typer.Option("--format", help="What goes to standard output.")] = "text",
    outputs: Annotated[
        list[str] | None, output_option("Write a file as well; may be given again.", "FORMAT:FILE")
    ] = None,
    as_of: Annotated[str | None, day_option("Judge freshness and waivers for a day; default today.")] = None,
    lang: Annotated[
        str | None, language_option("en, ru or zh, for text and markdown; default the workspace's.")
    ] = None,
    link: Annotated[
        str | None,
        typer.Option(
            "--link", metavar="URL", help="Where markdown links to files; default GitHub's or GitLab's."
        ),
    ] = None,
    write_gate: Annotated[
        bool,
        typer.Option(
            "--write-gate", help="Propose a gate that today's figures just pass, and judge nothing."
        ),
    ] = False,
) -> None:
    """Fail when a touchpoint got worse, and say which, why, and on what line.

    \b
    tpaudit check --against origin/main
    tpaudit check audits/roastery.yaml --against HEAD
    tpaudit check --against origin/main --format github -o junit:gate.xml

    Exit code 0: nothing fails; 1: something does; 2: an audit cannot be
    judged; 3: there is nothing to compare with.
    """
    from tpaudit.cli.options import as_day, languages_of, this_day
    from tpaudit.cli.output import refuse_twins
    from tpaudit.cli.speaking import Reporter
    from tpaudit.operations.asked.only_audit import workspace_folder
    from tpaudit.operations.gate.check import check as checked
    from tpaudit.showing.ci.links import link_base

    day = as_day(as_of) or this_day()
    files = [(name, Path(file)) for name, file in map(_named, outputs or [])]
    if write_gate:
        _write_gate(audits or [], lang)
        return
    inputs = [*(audits or [workspace_folder()]), *filter(None, [against])]
    shapes = {shape, *(name for name, _ in files)}
    base = link_base(link, shapes, os.environ)
    refuse_twins((file for _, file in files), inputs)
    result = checked(
        audits or (),
        as_of=day,
        against=against,
        exact=exact,
        languages=languages_of(lang) if shapes <= _FOR_PEOPLE else (),
        report=Reporter(lang, inputs),
    )
    outputs_of = _Outputs(verdict=result.verdict, language=lang or result.language, link=base, inputs=inputs)
    for name, file in [(shape, None), *files]:
        outputs_of.write(name, file)
    raise typer.Exit(_code(result))


def _code(result: "GateCheck") -> int:
    """Return the exit code: what could not be judged beats a missing baseline, and that beats a no."""
    if not result.judged:
        return CANNOT_JUDGE
    if not result.compared:
        return NO_BASELINE
    return NO if result.verdict.errors else YES


def _named(output: str) -> tuple[str, str]:
    """Return the format and the file of an `--output`."""
    name, _, file = output.partition(":")
    if name not in get_args(_Format) or not file:
        known = listing(get_args(_Format))
        msg = Worded(
            "--output {output}: expected FORMAT:FILE, such as junit:gate.xml; FORMAT is one of {known}",
            output=output,
            known=known,
        )
        raise UsageError(msg)
    return name, file


class _Outputs(NamedTuple):
    """What every output of a run shows, and how."""

    verdict: "Verdict"
    language: str
    link: str
    inputs: list[str]

    def write(self, name: str, file: Path | None) -> None:
        """Write one format: people read it in their language, programs in English."""
        from tpaudit.cli.output import Sink

        with Sink(file, self.inputs) as sink:
            if name == "text":
                self._show(sink)
            else:
                sink.write(self._written(name))

    def _show(self, sink: "Sink") -> None:
        from tpaudit.showing.terminal.console import columns
        from tpaudit.showing.terminal.verdict import told_in, verdict_lines
        from tpaudit.showing.text.translate import translator

        told = told_in(self.verdict, self.language)
        sink.show(verdict_lines(told, columns(sink.stream), translator(self.language)))

    def _written(self, name: str) -> str:
        from tpaudit.reading.git.paths import RepositoryPaths
        from tpaudit.showing.ci.comment import as_markdown
        from tpaudit.showing.ci.formats import FORMATS
        from tpaudit.showing.terminal.verdict import told_in
        from tpaudit.showing.text.translate import translator

        place = RepositoryPaths().place
        if name == "markdown":
            told = told_in(self.verdict, self.language)
            return as_markdown(told, place, translator(self.language), link=self.link)
        return FORMATS[name](self.verdict, place)


def _write_gate(audits: list[str], lang: str | None) -> None:
    """Put the gate that the audits just pass into the workspace file; print it where there is one already."""
    from tpaudit.cli.output import Sink
    from tpaudit.cli.speaking import Reporter
    from tpaudit.cli.writing import create, replace
    from tpaudit.operations.gate.ratchet import propose_gate

    report = Reporter(lang, audits)
    proposal = propose_gate(audits, report, language=lang)
    if proposal.files:
        there = all(file.is_file() for file in proposal.files)
        (replace if there else create)(proposal.files)
        report(Worded("written: {path}", path=proposal.path))
        return
    with Sink(None) as sink:
        sink.write(proposal.gate)
    report(
        Worded(
            "{path}: there is a gate already; what it could be today stands above, nothing is written",
            path=proposal.path,
        )
    )
