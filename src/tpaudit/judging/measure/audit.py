"""An audit's items that name a measurement, answered by the pages of a site."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from tpaudit.documents.asked import Question
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.site import Site, Unread
from tpaudit.judging.measure.facts.said import facts_of_site
from tpaudit.judging.measure.measurement import SiteCase, open_because
from tpaudit.judging.measure.phone.regions import region_of
from tpaudit.judging.measure.registry import MEASURES
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Probed, ProbedItem, Seen, UnreadPage

PHONE: Final = "phone"
"""The id of the fact that says which number is the company's."""
_SITE: Final = "website"
SCRIPTED: Final = "a script builds the page, and its HTML says next to nothing"


class MeasureRequest(NamedTuple):
    """How a site is to be measured."""

    on: str
    region: str | None = None
    form: str | None = None
    only: tuple[str, ...] = ()
    """Checklists or touchpoints; all where none is named."""


class AskedMeasurement(NamedTuple):
    """A question of an audit that a measurement is to answer."""

    touch: AuditedTouchpoint
    question: Question
    measurement: str

    @property
    def address(self) -> str:
        """Return the address of the item."""
        return f"{self.touch.id}/{self.question.address}"


def asked_measurements(audit: LoadedAudit, only: Sequence[str] = ()) -> list[AskedMeasurement]:
    """Return the questions of an audit that name a measurement, of some checklists or touchpoints or of all."""
    return [
        AskedMeasurement(touch, asked.question, asked.question.item.probe)
        for touch in audit.touches
        for asked in touch.asked.values()
        if asked.question.item.probe is not None
        and (not only or touch.id in only or asked.question.checklist in only)
    ]


def measure_audit(audit: LoadedAudit, site: Site, request: MeasureRequest) -> Probed:
    """Return what a site answers to an audit's questions, and what it says of facts."""
    stated = tuple(text for fact, text in audit.audit.facts.items() if fact == PHONE)
    region = request.region or region_of(site, stated)
    whole = SiteCase(site=site, on=request.on, region=region, phones=stated, form=request.form)
    case = replace(whole, site=without_bare_pages(site))
    asked = asked_measurements(audit, request.only)
    said = facts_of_site(case) if case.site.pages else ()
    named = dict.fromkeys(one.fact for one in said)
    return Probed(
        site=site.start,
        on=request.on,
        tools=site.tools,
        pages=tuple(page.url for page in site.pages),
        unread=tuple(_unread(case.site)),
        cut=Message(phrase=site.cut) if site.cut else None,
        items=tuple(_item(one, whole if MEASURES[one.measurement].browser else case) for one in asked),
        proposals={_the_site(asked): said} if said and asked else {},
        unstated=tuple(fact for fact in named if fact not in audit.audit.facts),
    )


def _the_site(asked: Sequence[AskedMeasurement]) -> str:
    """Return the touchpoint that says what the site says: the first with its channel, else the first of all."""
    ids = [one.touch.id for one in asked if one.touch.document.channel == _SITE]
    return ids[0] if ids else asked[0].touch.id


def without_bare_pages(site: Site) -> Site:
    """Return a site without the pages whose HTML is all but empty, since a script builds them in a browser."""
    return replace(
        site,
        pages=tuple(page for page in site.pages if not page.bare),
        unread=(*site.unread, *(Unread(url=page.url, problem=SCRIPTED) for page in site.pages if page.bare)),
    )


def _unread(site: Site) -> Iterator[UnreadPage]:
    for unread in site.unread:
        values = {} if unread.status is None else {"status": unread.status}
        yield UnreadPage(link=unread.url, why=Message(phrase=unread.problem, values=values))


def _item(asked: AskedMeasurement, case: SiteCase) -> ProbedItem:
    own = replace(case, kind=asked.question.item.answer, channel=asked.touch.document.channel)
    measured = _measured(asked, own)
    return ProbedItem(address=asked.address, measurement=asked.measurement, measured=measured)


def _measured(asked: AskedMeasurement, case: SiteCase) -> Measured:
    if not case.site.pages:
        return _nothing_read(case.site)
    measured = MEASURES[asked.measurement].measure(case)
    for answer in measured.answers:
        if asked.question.answer(answer, mean=False) is None:
            return open_because("the item does not take the answer {answer}", answer=answer)
    return _with_evidence(measured, case.site)


def _with_evidence(measured: Measured, site: Site) -> Measured:
    """Return an answer with the first page to check it by, where no page of its own shows it: all is well there."""
    if not measured.answers or measured.evidence:
        return measured
    shown = tuple(Seen(link=page.url, shows=measured.note) for page in site.pages[:1])
    return replace(measured, evidence=shown)


def _nothing_read(site: Site) -> Measured:
    first = next(_unread(site), None)
    why = first.why if first else Message(phrase=site.cut)
    return Measured(note=Message(phrase="no page could be read: {why}", values={"why": why}))
