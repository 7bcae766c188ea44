"""`tpaudit explain`: how a number came about, down to each observation."""

from typing import Annotated

import typer


def explain(
    audit: Annotated[str, typer.Argument(metavar="AUDIT", help="An audit file.")],
    address: Annotated[
        str | None, typer.Argument(metavar="[ADDRESS]", help="A touchpoint, or touchpoint/checklist.item.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANGUAGE", help="The language of questions and names.")
    ] = None,
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
    from tpaudit.cli.output import Sink
    from tpaudit.operations.score import score
    from tpaudit.reading.audit.load import load
    from tpaudit.showing.terminal.explain import explained

    loaded = load(audit)
    card = score(loaded, languages=tuple(filter(None, [lang])), whole=True)
    with Sink(None) as sink:
        sink.show(explained(loaded, card, address))
