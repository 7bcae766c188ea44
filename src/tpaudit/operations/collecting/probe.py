"""Probing: what the company's own site says, measured for the items of an audit that name a measurement."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.site import Site
from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.judging.measure.audit import MeasureRequest, asked_measurements, measure_audit
from tpaudit.judging.measure.registry import MEASURES
from tpaudit.reading.diagnostics import nearest
from tpaudit.results.probed import Probed

if TYPE_CHECKING:
    from tpaudit.reading.probe.crawl import Show, Watch
    from tpaudit.reading.probe.fetch import AnswerSource
    from tpaudit.reading.probe.recording import Conditions

_PACKAGES: Final = {
    "httpcore2": "probe",
    "protego": "probe",
    "selectolax": "probe",
    "w3lib": "probe",
    "playwright": "browser",
    "axe_playwright_python": "browser",
}
"""The packages that a base install does not bring, and the extra that does."""
MOST_PAGES: Final = 500
Watching = AbstractContextManager[Callable[[int, str], None]]
"""What hears of a probe while it asks."""
_UNWATCHED: Final[Watching] = nullcontext(lambda *_: None)
MOST_RUNS: Final = 20


class ProbeRequest(NamedTuple):
    """What is to be asked of which site, and how."""

    on: str
    """The day of the visit, YYYY-MM-DD; a replay keeps the day of its recording."""
    url: str | None = None
    """Default the audit's `company.website`."""
    also: tuple[str, ...] = ()
    """Further hosts that belong to the site."""
    only: tuple[str, ...] = ()
    """Checklists or touchpoints; all where none is named."""
    pages: int = 50
    delay: float = 1.0
    """Seconds between two requests, at least."""
    region: str | None = None
    """The company's country, such as GB."""
    form: str | None = None
    """The path of the page whose form is meant, with `#` and the form's id where there are several."""
    allow_private: bool = False
    browser: bool = False
    runs: int = 5
    record: Path | None = None
    replay: Path | None = None


class ProbePlan(NamedTuple):
    """What a probe would do, before it does anything."""

    start: str
    hosts: tuple[str, ...]
    addresses: tuple[str, ...]
    """The items that would be answered."""
    browser: tuple[str, ...]
    """Those of them that need a browser."""


def probe_plan(audit: LoadedAudit, request: ProbeRequest) -> ProbePlan:
    """Return what would be asked of a site; nothing is asked. Raises UsageError for what cannot be done."""
    with _extras():
        from tpaudit.reading.probe.addresses import bounds

    asked = asked_measurements(audit, _only(audit, request.only))
    if not asked:
        msg = "no item of this audit names a measurement; expected a checklist with `probe:` in it, such as website or phone"
        raise UsageError(msg)
    start = _start(audit, request)
    return ProbePlan(
        start=start,
        hosts=bounds(start, request.also).hosts,
        addresses=tuple(one.address for one in asked),
        browser=tuple(one.address for one in asked if MEASURES[one.measurement].browser),
    )


def probe(audit: LoadedAudit, request: ProbeRequest, watch: Watching = _UNWATCHED) -> Probed:
    """Return what a site answers to an audit; the only operation that uses the network, unless it replays.

    While the site is asked, `watch` hears of each request: how many pages have been read, and the address that is
    asked for. It may raise StoppedError; then what was read until then is judged.
    Raises UsageError for a request that cannot be met: no address, a missing extra, a folder that is in use. What
    a server does is no error: it leaves questions open.
    """
    only = _only(audit, request.only)
    with _extras():
        site, on = _replayed(request) if request.replay is not None else _asked(audit, request, watch)
    wanted = MeasureRequest(on=on, region=request.region, form=request.form, only=only)
    return measure_audit(audit, site, wanted)


def _only(audit: LoadedAudit, names: tuple[str, ...]) -> tuple[str, ...]:
    known = {*(touch.id for touch in audit.touches), *audit.checklists}
    for name in names:
        if name not in known:
            msg = Worded(
                "--only: the audit has no checklist or touchpoint `{name}`; {hint}",
                name=name,
                hint=nearest(name, sorted(known)),
            )
            raise UsageError(msg)
    return names


def _start(audit: LoadedAudit, request: ProbeRequest) -> str:
    """Return the address to begin at; a bare host is asked by https."""
    from tpaudit.reading.probe.addresses import spelled, web_address

    company = audit.audit.company
    written = request.url or (company.website if company else None)
    if not written:
        msg = "the audit names no site; write company: {website: https://...} in it, or give --url"
        raise UsageError(msg)
    found = web_address(written if "://" in written else f"https://{written}")
    if found is None:
        msg = Worded(
            "`{written}` is no address of the web; expected one such as https://example.org", written=written
        )
        raise UsageError(msg)
    return spelled(found)


def _asked(audit: LoadedAudit, request: ProbeRequest, watch: Watching) -> tuple[Site, str]:
    """Ask the site, and keep what it answers if that is wanted."""
    from tpaudit.reading.probe.fetch import Network
    from tpaudit.reading.probe.recording import Conditions, Recorder
    from tpaudit.reading.probe.versions import versions_of

    browser = _browser_tools() if request.browser else ()
    conditions = Conditions(
        start=_start(audit, request),
        also=request.also,
        pages=request.pages,
        on=request.on,
        tools=(*versions_of("httpcore2", "protego")[1:], *browser),
        browser=request.browser,
    )
    with ExitStack() as within:
        source: AnswerSource = within.enter_context(
            Network(delay=request.delay, allow_private=request.allow_private)
        )
        recorder = Recorder(source, request.record, conditions) if request.record is not None else None
        show = within.enter_context(_shown_live(conditions, request)) if request.browser else None
        if recorder and show:
            show = recorder.keeping(show)
        seen = within.enter_context(watch)
        site = _crawled(recorder or source, conditions, show, seen)
    return site, request.on


@contextmanager
def _shown_live(conditions: "Conditions", request: ProbeRequest) -> Iterator["Show"]:
    """Yield what shows pages in a browser, which may ask the hosts that were named too."""
    from tpaudit.reading.probe.browser import BrowserRequest, showing

    wanted = BrowserRequest(allow_private=request.allow_private, runs=request.runs)
    named = [host if "://" in host else f"https://{host}" for host in conditions.also]
    with showing([conditions.start, *named], wanted) as shown:
        yield shown.show


def _replayed(request: ProbeRequest) -> tuple[Site, str]:
    from tpaudit.reading.probe.recording import Recording

    assert request.replay is not None
    recording = Recording(request.replay)
    conditions = recording.conditions
    show = recording.show if conditions.browser else None
    return _crawled(recording, conditions, show, lambda *_: None), conditions.on


def _crawled(source: "AnswerSource", conditions: "Conditions", show: "Show | None", watch: "Watch") -> Site:
    from tpaudit.reading.probe.addresses import bounds
    from tpaudit.reading.probe.crawl import crawl
    from tpaudit.reading.probe.versions import versions_of

    within = bounds(conditions.start, conditions.also)
    site = crawl(source, conditions.start, within, conditions.pages, show=show, watch=watch)
    judged_by = versions_of("selectolax", "phonenumberslite")
    return replace(site, tools=(*judged_by, *conditions.tools))


def _browser_tools() -> tuple[str, ...]:
    from tpaudit.reading.probe.browser import browser_versions

    return browser_versions()


@contextmanager
def _extras() -> Iterator[None]:
    """Let a package that is not there be an error that names the extra which brings it."""
    try:
        yield
    except ModuleNotFoundError as error:
        extra = _PACKAGES.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        wanted = "--browser" if extra == "browser" else "tpaudit probe"
        msg = Worded(
            "{wanted} needs the package {name}, which is not installed; expected: pip install 'tpaudit[{extra}]'",
            wanted=wanted,
            name=error.name,
            extra=extra,
        )
        raise UsageError(msg) from error
