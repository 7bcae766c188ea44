"""Rules of axe-core over the pages of a site: one violation outweighs every pass."""

from collections.abc import Callable

from tpaudit.documents.site import AxeResult
from tpaudit.documents.worded import listing
from tpaudit.judging.measure.browser.shown import NO_BROWSER, not_shown
from tpaudit.judging.measure.measurement import SiteCase, not_applicable, open_because, shown_pages
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_MOST_SHOWN = 5
_BY_STYLE = ("color-contrast", "link-in-text-block", "target-size")
"""Rules that say nothing of a page whose stylesheets did not come."""


def by_axe(case: SiteCase, wanted: Callable[[str], bool]) -> Measured:
    """Return what the wanted rules say of a site.

    A violation is a no; else something that axe could not decide leaves the question open; else a pass is a yes;
    rules that had nothing to look at are n/a.
    """
    if not case.site.browser:
        return open_because(NO_BROWSER)
    pages = shown_pages(case)
    found = [
        (page.url, result)
        for page, rendered in pages
        for result in rendered.axe
        if wanted(result.rule) and not (rendered.styles_elsewhere and result.rule in _BY_STYLE)
    ]
    if not found:
        return not_shown(case)
    outcomes = {result.outcome for _, result in found}
    if "violation" in outcomes:
        return _violated([(url, result) for url, result in found if result.outcome == "violation"])
    if "incomplete" in outcomes:
        rules = sorted({result.rule for _, result in found if result.outcome == "incomplete"})
        return open_because("axe-core could not decide {rules}; look by hand", rules=listing(rules))
    if "pass" not in outcomes:
        return not_applicable("axe-core found nothing that its rules apply to")
    passed = sorted({result.rule for _, result in found if result.outcome == "pass"})
    note = Message(phrase="axe-core: rules passed: {count}", values={"count": len(passed)})
    return Measured(
        answers=("yes",), note=note, evidence=(Seen(link=case.site.start, shows=listing(passed)),)
    )


def _violated(violations: list[tuple[str, AxeResult]]) -> Measured:
    rules = sorted({result.rule for _, result in violations})
    return Measured(
        answers=("no",),
        note=Message(phrase="axe-core: violated {rules}", values={"rules": listing(rules)}),
        evidence=tuple(
            Seen(link=url, shows=f"{result.rule}: {result.first} ({result.count})")
            for url, result in violations[:_MOST_SHOWN]
        ),
    )
