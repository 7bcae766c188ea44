"""YAML as editors read it for a schema."""

import re
from pathlib import Path
from typing import Any

import yaml


class Editor(yaml.CSafeLoader):
    """YAML as an editor reads it for a schema: plain numbers, flags and null have types, dates are texts."""


Editor.yaml_implicit_resolvers = {}
for _tag, _pattern in {
    "null": r"(?:~|null|Null|NULL|)$",
    "bool": r"(?:true|True|TRUE|false|False|FALSE)$",
    "int": r"[-+]?[0-9]+$",
    "float": r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$",
}.items():
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), None)


def as_an_editor_reads(path: Path) -> Any:
    """Return a file's data with every key a text, as JSON has it."""

    def keyed(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): keyed(one) for key, one in value.items()}
        return [keyed(one) for one in value] if isinstance(value, list) else value

    return keyed(yaml.load(path.read_bytes(), Loader=Editor))  # noqa: S506 - a safe loader
