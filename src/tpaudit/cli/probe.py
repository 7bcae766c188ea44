"""`tpaudit probe`: what the company's own site says, measured; the one command that uses the network."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tpaudit.cli.options import AuditFile, Language, day_option, output_option
from tpaudit.documents.worded import Worded, listing
from tpaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tpaudit.cli.stopping import Stopping
    from tpaudit.operations.collecting.probe import ProbePlan, ProbeRequest
    from tpaudit.results.probed import Probed
    from tpaudit.showing.text.translate import Translate


def probe(
    audit: AuditFile = "",
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="The site; default company.website.")
    ] = None,
    also: Annotated[
        list[str] | None, typer.Option("--also", metavar="HOST", help="Another host of the site; repeatable.")
    ] = None,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="NAMES", help="Checklists or touchpoints, with commas between."),
    ] = None,
    pages: Annotated[int, typer.Option("--pages", metavar="N", help="Read no more pages than that.")] = 50,
    delay: Annotated[
        str, typer.Option("--delay", metavar="DURATION", help="At least so long between two requests.")
    ] = "1s",
    region: Annotated[
        str | None,
        typer.Option(
            "--region", metavar="COUNTRY", help="The company's country, such as GB, for its numbers."
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--form", metavar="PAGE", help="Whose form is meant: /contact, or /contact#ID."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let it ask this machine and private networks.")
    ] = False,
    browser: Annotated[
        bool, typer.Option("--browser", help="Show the pages in Chromium as well, 360 px wide.")
    ] = False,
    runs: Annotated[
        int | None, typer.Option("--runs", metavar="N", help="With --browser: load the first page so often.")
    ] = None,
    record: Annotated[
        Path | None, typer.Option("--record", metavar="DIR", help="Keep what the site answers in a folder.")
    ] = None,
    replay: Annotated[
        Path | None, typer.Option("--replay", metavar="DIR", help="Judge a recording; uses no network.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be asked of the site, and ask nothing.")
    ] = False,
    lang: Language = None,
    output: Annotated[
        Path | None, output_option("Write the visit to a file, whole or not at all.", "VISIT")
    ] = None,
    as_of: Annotated[str | None, day_option("The day of the visit; default today.")] = None,
) -> None:
    """Measure what the company's own site says; uses the network.

    \b
    tpaudit probe audits/roastery.yaml --dry-run
    tpaudit probe audits/roastery.yaml -o audits/roastery.visits/probe-2026-11.yaml
    tpaudit probe audits/roastery.yaml --record site; tpaudit probe audits/roastery.yaml --replay site

    It reads pages as a search engine does: robots.txt is heeded, no form is
    sent, no other site is asked. The result is a visit; what could not be
    measured stays open, with the reason. Ctrl+C ends the reading, and what
    was read by then is judged.
    """
    from tpaudit.cli.options import this_day
    from tpaudit.cli.output import Sink
    from tpaudit.cli.safekeeping import Safekeeping
    from tpaudit.cli.speaking import Reporter
    from tpaudit.cli.stopping import Stopping
    from tpaudit.operations.audits.load import load
    from tpaudit.operations.collecting.probe import MOST_PAGES, MOST_RUNS, ProbeRequest, probe_plan
    from tpaudit.operations.collecting.probe import probe as probed
    from tpaudit.showing.scaffold.visits.probed import contradictions, open_items, probed_visit
    from tpaudit.showing.text.translate import translator

    _refuse_idle(record=record, replay=replay, dry_run=dry_run, runs=runs, browser=browser, url=url)
    loaded = load(audit)
    request = ProbeRequest(
        on=_day(as_of) or this_day(),
        url=url,
        also=tuple(also or ()),
        only=tuple(name.strip() for name in only.split(",")) if only else (),
        pages=_count("--pages", pages, MOST_PAGES),
        delay=_seconds(delay),
        region=_region(region),
        form=form,
        allow_private=allow_private,
        browser=browser,
        runs=_count("--runs", 5 if runs is None else runs, MOST_RUNS),
        record=record,
        replay=replay,
    )
    say = translator(lang or loaded.workspace.language)
    stopping = Stopping(at_once=not browser)  # a browser must not be left in the middle of a page
    keeping = Safekeeping(say, needed=record is None and replay is None and not dry_run)
    with keeping as kept, Sink(output, [audit]) as sink:
        if dry_run:
            sink.write(_plan_text(probe_plan(loaded, request), request, lang or loaded.workspace.language))
            return
        request = request._replace(record=record or kept)
        result = probed(loaded, request, _watched(stopping, request.pages, keeping.announce))
        sink.write(probed_visit(result, say))
    if output is not None:
        Reporter(lang, [audit])(
            *_summary(result, say), *open_items(result, say), *contradictions(result, say)
        )
    if stopping.code is not None:
        raise typer.Exit(stopping.code)


@contextmanager
def _watched(
    stopping: "Stopping", pages: int, announce: "Callable[[], None]"
) -> "Iterator[Callable[[int, str], None]]":
    """Yield what hears of each request: it shows how far the probe is, and stops it on a signal."""
    from tpaudit.showing.terminal.console import counting

    announce()
    with stopping.listening(), counting(pages) as count:

        def hear(done: int, url: str) -> None:
            stopping.check()
            count(done, url)

        yield hear


_REGION_LETTERS: Final = 2


def _refuse_idle(
    *,
    record: Path | None,
    replay: Path | None,
    dry_run: bool,
    runs: int | None,
    browser: bool,
    url: str | None,
) -> None:
    """Raise UsageError for options that would have no effect beside one another."""
    if replay is not None and (record is not None or browser or url is not None or dry_run):
        msg = (
            "--replay judges what was recorded; expected it without --url, --browser, --record and --dry-run"
        )
        raise UsageError(msg)
    if dry_run and record is not None:
        msg = "--dry-run asks nothing, so there is nothing to record; expected one of the two"
        raise UsageError(msg)
    if runs is not None and not browser:
        msg = "--runs says how often a browser loads the first page; expected it with --browser"
        raise UsageError(msg)


def _count(name: str, number: int, most: int) -> int:
    if not 1 <= number <= most:
        msg = Worded(
            "{name}: {number} is out of range; expected a whole number from 1 to {most}",
            name=name,
            number=number,
            most=most,
        )
        raise UsageError(msg)
    return number


def _seconds(text: str) -> float:
    from tpaudit.documents.durations import EXPECTED, seconds

    amount = seconds(text)
    if amount is None:
        msg = Worded("--delay: `{text}` is not a duration; {expected}", text=text, expected=EXPECTED)
        raise UsageError(msg)
    return amount


def _region(text: str | None) -> str | None:
    if text is not None and not (len(text) == _REGION_LETTERS and text.isascii() and text.isalpha()):
        msg = Worded("--region: `{text}` is no country; expected two letters, such as GB", text=text)
        raise UsageError(msg)
    return text.upper() if text else None


def _day(text: str | None) -> str | None:
    from tpaudit.cli.options import as_day

    return as_day(text)


def _plan_text(plan: "ProbePlan", request: "ProbeRequest", language: str) -> str:
    from tpaudit.showing.terminal.problems import spoken_text
    from tpaudit.showing.text.numbers import visible

    lines = [
        Worded("start: {url}", url=plan.start),
        Worded("hosts: {hosts}, and those below them; no other is asked", hosts=listing(plan.hosts)),
        Worded(
            "pages: {most} at most, robots.txt heeded, {delay} s between requests; GET only, no form is sent",
            most=request.pages,
            delay=f"{request.delay:g}",
        ),
        *(Worded("item: {address}", address=address) for address in plan.addresses),
    ]
    if not request.browser:
        lines += [Worded("open without --browser: {address}", address=address) for address in plan.browser]
    return "".join(f"{visible(spoken_text(line, language))}\n" for line in lines)


def _summary(result: "Probed", say: "Translate") -> list[str]:
    answered = sum(bool(item.measured.answers) for item in result.items)
    return [
        say(
            "{site}: pages read: {pages}; items answered: {answered} of {all}",
            site=result.site,
            pages=len(result.pages),
            answered=answered,
            all=len(result.items),
        )
    ]
