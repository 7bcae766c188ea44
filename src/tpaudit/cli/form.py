"""`tpaudit form`: one page on which a walk is filled in, on a phone without a network or on paper."""

from pathlib import Path
from typing import Annotated

import typer

from tpaudit.cli.options import AuditFile, Language, output_option

Touchpoints = Annotated[
    str | None,
    typer.Option("--touchpoints", metavar="IDS", help="Only these, with commas between; default all."),
]
Place = Annotated[str | None, typer.Option("--place", metavar="ID", help="At which of the audit's places.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who walks.")]


def form(
    audit: AuditFile = "",
    output: Annotated[Path | None, output_option("Write to a file; default standard output.")] = None,
    touchpoints: Touchpoints = None,
    stage: Annotated[str | None, typer.Option("--stage", metavar="ID", help="Only one stage.")] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="NAME", help="Only what one person answers for.")
    ] = None,
    place: Place = None,
    persona: Annotated[
        str | None,
        typer.Option(
            "--persona", metavar="ID", help="As which persona; only the touchpoints that they meet."
        ),
    ] = None,
    method: Annotated[
        str | None, typer.Option("--method", metavar="METHOD", help="How, such as mystery-shopper.")
    ] = None,
    by: By = "",
    lang: Language = None,
) -> None:
    """Write a form: one HTML page to fill in on a phone, offline, or on paper.

    \b
    tpaudit form audits/roastery.yaml -o walk.html
    tpaudit form audits/roastery.yaml --place north --by Ben --lang ru -o walk.html

    Open it in the phone's browser. Every tap is saved on the phone; at the end
    it gives one file, which `tpaudit visits add` takes.
    """
    from tpaudit.cli.options import shape_of
    from tpaudit.cli.output import Sink
    from tpaudit.operations.collecting.form import FormRequest
    from tpaudit.operations.collecting.form import form as filled
    from tpaudit.showing.form.questions import Walker

    request = FormRequest(
        touchpoints=listed(touchpoints),
        stage=stage,
        owner=owner,
        walker=Walker(by=by.strip(), place=place, persona=persona, method=method),
    )
    shape_of(None, output, {".html": "html", ".htm": "html"}, [audit])
    text = filled(audit, request, language=lang)
    with Sink(output, [audit]) as sink:
        sink.write(text)


def listed(names: str | None) -> tuple[str, ...]:
    """Return names that were given with commas between them."""
    return tuple(name.strip() for name in (names or "").split(",") if name.strip())
