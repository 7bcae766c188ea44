"""`tpaudit explain`: how a number came about, down to each observation."""

from typing import Annotated

import typer

from tpaudit.cli.options import AuditFile, as_text, language_option


def explain(
    audit: AuditFile,
    address: Annotated[
        str | None,
        typer.Argument(
            metavar="[ADDRESS]", help="A touchpoint, or touchpoint/checklist.item.", callback=as_text
        ),
    ] = None,
    lang: Annotated[str | None, language_option("The language of questions and names.")] = None,
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
    from tpaudit.operations.explain import explain as explanation_of
    from tpaudit.operations.load import load
    from tpaudit.showing.terminal.explain import explained

    explanation = explanation_of(load(audit), address, languages=languages_of(lang))
    with Sink(None) as sink:
        sink.show(explained(explanation))
