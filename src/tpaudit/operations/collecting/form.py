"""Forms: the page on which one walk through an audit's touchpoints is filled in."""

from typing import NamedTuple, get_args

from tpaudit.documents.checklist import Method
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.operations.asked.given import given_name
from tpaudit.operations.audits.load import load
from tpaudit.reading.diagnostics import nearest
from tpaudit.reading.workspace.sources import TEMPLATES
from tpaudit.showing.form.page import form_page
from tpaudit.showing.form.questions import Walker, form_contents
from tpaudit.showing.text.locale import Locale


class FormRequest(NamedTuple):
    """Which questions a walk asks, and what is known of it beforehand."""

    touchpoints: tuple[str, ...] = ()
    """Ids of touchpoints and handovers; default all."""
    stage: str | None = None
    owner: str | None = None
    walker: Walker = Walker()
    """A persona leaves only the touchpoints that it meets."""


def form(file: str, request: FormRequest, *, language: str | None = None) -> str:
    """Return the form of an audit as one HTML page.

    Raises InputError for what is wrong in the audit's files, UsageError for names that it does not know and for a
    choice that leaves no touchpoint.
    """
    audit = load(file)
    check_walker(audit, request.walker)
    locale = Locale(language or audit.workspace.language)
    contents = form_contents(audit, touches_of_walk(audit, request), request.walker, locale)
    return form_page(contents, locale, TEMPLATES / "form")


def check_walker(audit: LoadedAudit, walker: Walker) -> None:
    """Raise UsageError for a place, persona or method that an audit does not know."""
    given_name("--place", walker.place, audit.audit.places)
    given_name("--persona", walker.persona, audit.audit.personas)
    given_name("--method", walker.method, get_args(Method))


def touches_of_walk(audit: LoadedAudit, request: FormRequest) -> list[AuditedTouchpoint]:
    """Return the touchpoints that a walk goes through, in the order of the journey.

    What does not exist is left out. Raises UsageError for names that the audit does not know, or if nothing is left.
    """
    touches = list(audit.in_journey_order())
    known = [touch.id for touch in touches]
    for name in request.touchpoints:
        if name not in known:
            msg = Worded(
                "--touchpoints: there is no touchpoint `{name}`; {hint}", name=name, hint=nearest(name, known)
            )
            raise UsageError(msg)
    given_name("--stage", request.stage, audit.stages)
    given_name(
        "--owner",
        request.owner,
        dict.fromkeys(touch.document.owner for touch in touches if touch.document.owner),
    )
    chosen = [touch for touch in touches if _is_chosen(touch, request)]
    if not chosen:
        nothing = "no touchpoint is left to be asked about; expected a choice that leaves one"
        raise UsageError(nothing)
    return chosen


def _is_chosen(touch: AuditedTouchpoint, request: FormRequest) -> bool:
    persona, met_by = request.walker.persona, touch.document.personas
    return (
        not touch.document.missing
        and (not request.touchpoints or touch.id in request.touchpoints)
        and request.stage in (None, touch.stage)
        and request.owner in (None, touch.document.owner)
        and (persona is None or not met_by or persona in met_by)
    )
