"""`tpaudit schema`: the JSON Schema of each kind of file and of the scorecard."""

from typing import Annotated, Literal

import typer

_Kind = Literal["audit", "checklist", "visit", "journey", "workspace", "scorecard"]


def schema(
    kind: Annotated[
        _Kind,
        typer.Argument(metavar="KIND", help="audit, checklist, visit, journey, workspace or scorecard."),
    ],
) -> None:
    """Print the JSON Schema of a kind of file, or of the scorecard.

    \b
    tpaudit schema audit > audit.schema.json

    With a YAML language server, an editor completes and explains keys in a
    file that starts with this line:

    \b
    # yaml-language-server: $schema=../audit.schema.json
    """
    import json

    from tpaudit.cli.output import Sink
    from tpaudit.documents.schema import published
    from tpaudit.reading.validate import MODELS
    from tpaudit.results.scorecard import Scorecard

    model = Scorecard if kind == "scorecard" else MODELS[kind]
    with Sink(None) as sink:
        sink.write(json.dumps(published(model), ensure_ascii=False, indent=2) + "\n")
