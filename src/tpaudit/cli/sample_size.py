"""`tpaudit sample-size`: how many visits it takes to see a difference."""

from typing import Annotated

import typer

from tpaudit.cli.options import Language


def sample_size(
    difference: Annotated[
        float, typer.Option("--difference", min=0.1, max=100, help="The points that are to be seen.")
    ],
    sd: Annotated[
        float,
        typer.Option("--sd", min=0.1, max=50, help="The standard deviation of single visits, in points."),
    ] = 6.5,
    design_effect: Annotated[
        float,
        typer.Option(
            "--design-effect", min=1, max=100, help="How many times as many because visits are alike."
        ),
    ] = 1.0,
    lang: Language = None,
) -> None:
    """Say how many visits each side needs for a difference to be seen.

    \b
    tpaudit sample-size --difference 5
    tpaudit sample-size --difference 10 --sd 12.7 --design-effect 1.4

    The two sides are two waves, or two branches. One-sided at 5 %, with a power
    of 80 %: where nothing changed, 5 of 100 comparisons show a difference; where
    it is there, 80 of 100 do.
    """
    from tpaudit.cli.output import Sink
    from tpaudit.judging.compare.sample_size import visits_needed
    from tpaudit.operations.asked.given import given_amount
    from tpaudit.operations.asked.language import answering_language
    from tpaudit.showing.text.locale import Locale

    # Before 0.29, typer took `nan` for a number within any limits.
    for name, amount in (("--difference", difference), ("--sd", sd), ("--design-effect", design_effect)):
        given_amount(name, amount)
    visits = visits_needed(difference, sd, design_effect)
    locale = Locale(answering_language(lang, ()))
    with Sink(None) as sink:
        sink.write(locale.say("{count} visits on each side", count=locale.number(visits)) + "\n")
