"""What an editor needs to complete and explain the keys of a workspace's files: schemas, and where they apply."""

import json
from collections.abc import Mapping
from typing import Any, Final

SCHEMAS: Final = ".tpaudit"
"""The folder of the schemas in a workspace."""
MODELINE: Final = "# yaml-language-server: $schema="
"""How a file names its schema, for every editor with a YAML language server."""
_EXTENSION: Final = "redhat.vscode-yaml"


def schema_file(kind: str) -> str:
    """Return the path of the schema of a kind of file, from the workspace's folder."""
    return f"{SCHEMAS}/{kind}.schema.json"


def schema_line(kind: str, depth: int) -> str:
    """Return the first line of a file that lies so many folders below the workspace's."""
    return f"{MODELINE}{'../' * depth}{schema_file(kind)}\n"


def editor_files(schemas: Mapping[str, Any], checklists: str, journeys: str) -> dict[str, str]:
    """Return the schemas of kinds of files, and the settings that apply them, by path from the workspace's folder."""
    files = {schema_file(kind): _json(schema) for kind, schema in schemas.items()}
    applied = {
        "audit": ["audits/*.yaml", "!audits/*.map.yaml"],
        "map": ["*.map.yaml", "audits/*.map.yaml"],
        "visit": ["audits/*.visits/*.yaml"],
        "checklist": [f"{checklists}/*.yaml"],
        "journey": [f"{journeys}/*.yaml"],
        "workspace": ["tpaudit.yaml"],
    }
    settings = {"yaml.schemas": {f"./{schema_file(kind)}": applied[kind] for kind in schemas}}
    return {
        **files,
        ".vscode/settings.json": _json(settings),
        ".vscode/extensions.json": _json({"recommendations": [_EXTENSION]}),
    }


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
