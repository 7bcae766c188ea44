"""The texts of an audit's files that a report shows, in its language."""

from collections.abc import Mapping

from tpaudit.documents.asked import Asked
from tpaudit.documents.audit import Action
from tpaudit.documents.checklist import Item
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit, address_today
from tpaudit.showing.report.pictures.curve import CurvePicture, on_its_curve
from tpaudit.showing.report.results import (
    ActionTexts,
    AuditTexts,
    CoverTexts,
    PersonaTexts,
    QuestionTexts,
    ReportBranding,
    StageTexts,
    TouchpointTexts,
)
from tpaudit.showing.text.items import ItemWords
from tpaudit.showing.text.locale import Locale


def audit_texts(
    audit: LoadedAudit, locale: Locale, logo: str | None, client_logo: str | None, *, curves: bool
) -> AuditTexts:
    """Return what the files of an audit say to people; logos are data addresses.

    `curves` tells whether anybody looks at what was measured on the curve of each question.
    """
    document, settings, text = audit.audit, audit.workspace, locale.text
    about, branding = document.audit, settings.branding
    return AuditTexts(
        auditor=about.auditor,
        scope=text(about.scope),
        note=text(about.note),
        internal=text(about.internal),
        branding=ReportBranding(name=text(branding.name), colour=branding.colour, logo=logo),
        cover=_cover(audit, locale, client_logo),
        strong=settings.bands.strong,
        fair=settings.bands.fair,
        observers=settings.reports.observers,
        stages={stage: _stage(audit, stage, locale) for stage in audit.stages},
        personas={
            persona: PersonaTexts(name=text(named.name), about=text(named.about))
            for persona, named in document.personas.items()
        },
        places={place: text(named.name) for place, named in document.places.items()},
        touchpoints=_Touchpoints(locale, curves=curves).all(audit),
    )


def _cover(audit: LoadedAudit, locale: Locale, logo: str | None) -> CoverTexts:
    reports, company, text = audit.workspace.reports, audit.audit.company, locale.text
    return CoverTexts(
        prepared_for=text(reports.prepared_for) or text(company.name if company else None),
        prepared_by=text(reports.prepared_by) or text(audit.workspace.branding.name),
        logo=logo,
        version=reports.version or "",
        confidentiality=text(reports.confidentiality),
    )


def action_texts(earlier: LoadedAudit, now: LoadedAudit, locale: Locale) -> dict[str, ActionTexts]:
    """Return the actions of an earlier audit, with what their targets are called now."""
    touches = {touch.id: touch for touch in now.touches}
    return {
        action_id: _action(action, touches, locale) for action_id, action in earlier.audit.actions.items()
    }


def _action(action: Action, touches: Mapping[str, AuditedTouchpoint], locale: Locale) -> ActionTexts:
    return ActionTexts(
        task=locale.text(action.task),
        owner=action.owner,
        status=action.status,
        targets={target: address_today(touches, target) or target for target in action.targets},
    )


def _stage(audit: LoadedAudit, stage: str, locale: Locale) -> StageTexts:
    counted = audit.audit.reach.get(stage)
    return StageTexts(
        about=locale.text(audit.stages[stage].about), reached=counted.reached if counted else None
    )


class _Touchpoints:
    """Writes out what the audit's files say of touchpoints; of an item, once for all that it is put to."""

    def __init__(self, locale: Locale, *, curves: bool) -> None:
        self.locale = locale
        self.curves = curves
        self.asking = ItemWords(locale.say, locale.languages)
        self.known: dict[int, QuestionTexts] = {}

    def all(self, audit: LoadedAudit) -> dict[str, TouchpointTexts]:
        return {touch.id: self._touchpoint(touch) for touch in audit.touches}

    def _touchpoint(self, touch: AuditedTouchpoint) -> TouchpointTexts:
        document, text = touch.document, self.locale.text
        return TouchpointTexts(
            devices=[self.locale.word(device) for device in document.device],
            action=text(document.action),
            note=text(document.note),
            internal=text(document.internal),
            promises={promise: text(said) for promise, said in document.promises.items()},
            questions={address: self._question(asked) for address, asked in touch.asked.items()},
        )

    def _question(self, asked: Asked) -> QuestionTexts:
        item = asked.question.item
        if id(item) not in self.known:
            self.known[id(item)] = self._item(item)
        known = self.known[id(item)]
        curve = _curve(asked, self.locale) if self.curves else None
        if curve is None:
            return known
        return QuestionTexts(
            fix=known.fix, worth=known.worth, answers=known.answers, kind=known.kind, curve=curve
        )

    def _item(self, item: Item) -> QuestionTexts:
        return QuestionTexts(
            fix=self.locale.text(item.fix),
            worth=self.asking.worth(item),
            answers=self._answers(item),
            kind=item.answer,
            curve=None,
        )

    def _answers(self, item: Item) -> dict[str, str]:
        """Return what people read for an answer: an option by its label, a step with what it means."""
        meanings = self.asking.meanings(item)
        if not item.means:
            return dict(meanings)
        say = self.locale.say
        return {answer: say("{name}: {text}", name=answer, text=meaning) for answer, meaning in meanings}


def _curve(asked: Asked, locale: Locale) -> CurvePicture | None:
    """Return the picture of what was measured, on the item's curve."""
    curve = asked.question.item.score
    if curve is None:
        return None
    values = [
        (observed.answer.value, observed.answer.score)
        for observed in asked.observed
        if observed.answer.value is not None and observed.answer.score is not None and not observed.apart
    ]
    return on_its_curve(curve, values, locale.limit) if values else None
