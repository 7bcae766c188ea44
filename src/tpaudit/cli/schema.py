"""`tpaudit schema`: the JSON Schema of each kind of file and of the scorecard."""

from typing import Annotated, Literal

import typer

from tpaudit.cli.options import Language

_Kind = Literal["audit", "checklist", "visit", "journey", "map", "workspace", "scorecard"]


def schema(
    kind: Annotated[
        _Kind,
        typer.Argument(metavar="KIND", help="audit, checklist, visit, journey, map, workspace or scorecard."),
    ],
    _lang: Language = None,
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
    from tpaudit.operations.starting.schema import schema as schema_of

    made = schema_of(kind)
    with Sink(None) as sink:
        sink.write(json.dumps(made, ensure_ascii=False, indent=2) + "\n")
