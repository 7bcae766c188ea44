"""`tpaudit explain`: how a number came about, down to each observation."""

import os
from typing import Annotated

import typer

from tpaudit.cli.completing import complete_address, complete_audit_or_address
from tpaudit.cli.options import as_text, as_text_of, language_option


def explain(
    audit: Annotated[
        str,
        typer.Argument(
            metavar="[AUDIT]",
            help="An audit file; default the only one here.",
            show_default=False,
            autocompletion=complete_audit_or_address,
        ),
    ] = "",
    address: Annotated[
        str | None,
        typer.Argument(
            metavar="[ADDRESS]",
            help="A touchpoint, or touchpoint/checklist.item.",
            callback=as_text,
            autocompletion=complete_address,
        ),
    ] = None,
    lang: Annotated[str | None, language_option("en, ru or zh; default the workspace's.")] = None,
) -> None:
    """Write out how a score came about, as a person would check it with a pencil.

    \b
    tpaudit explain audits/roastery.yaml
    tpaudit explain audits/roastery.yaml order-line
    tpaudit explain audits/roastery.yaml order-line/phone.pick-up-time

    Without an address the sum of the journey, and in short what lies between
    touchpoints and what is missing; with a touchpoint its items,
    observations, voices and weights; with an item that item alone.
    """
    from tpaudit.cli.options import languages_of
    from tpaudit.cli.output import Sink
    from tpaudit.operations.audits.explain import explain as explanation_of
    from tpaudit.operations.audits.load import load
    from tpaudit.showing.terminal.explaining.explain import explained

    file, wanted = _told_apart(audit, address)
    audit_read = load(file)
    explanation = explanation_of(audit_read, wanted, languages=languages_of(lang))
    with Sink(None) as sink:
        sink.show(explained(explanation, lang or audit_read.workspace.language))


def _told_apart(first: str, second: str | None) -> tuple[str, str | None]:
    """Return the audit and the address; one word alone is an address of the only audit if no file has its name."""
    from tpaudit.operations.asked.only_audit import only_audit

    if not first:
        return only_audit(), None
    if second is None and not os.path.exists(first) and not first.lower().endswith((".yaml", ".yml")):
        return only_audit(), as_text_of("ADDRESS", first)
    return first, second
