"""JSON Schemas of the documents, for editors, other programs and messages."""

import ast
import inspect
import textwrap
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter


@cache
def schema_of(model: type) -> dict[str, Any]:
    """Return the JSON Schema of a document or result type, each key described by the text below its field."""
    schema = TypeAdapter(model).json_schema(by_alias=True)
    known = {cls.__name__: cls for cls in _classes(model)}
    for name, node in [(model.__name__, schema), *schema.get("$defs", {}).items()]:
        if name in known:
            _describe(node, known[name])
    return schema


def published(model: type) -> dict[str, Any]:
    """Return the schema of a document or result as it is printed for others."""
    schema = dict(schema_of(model))
    if "extends" in schema.get("properties", {}):
        # An own checklist that extends another may change single keys of items, or drop one.
        item = dict(schema["$defs"]["Item"])
        required = item.pop("required", [])
        schema["$defs"] = schema["$defs"] | {"Item": item}
        whole = {"properties": {"items": {"additionalProperties": {"required": required}}}}
        schema |= {"if": {"not": {"required": ["extends"]}}, "then": whole}
        entry = schema["properties"]["items"]["additionalProperties"]
        schema["properties"] = schema["properties"] | {
            "items": schema["properties"]["items"]
            | {"additionalProperties": {"anyOf": [entry, {"const": "drop"}]}}
        }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _classes(root: type) -> list[type]:
    """Return every record class that could stand in a schema: those of the modules of our documents."""
    import sys  # noqa: PLC0415 (only here)

    modules = [module for name, module in sys.modules.items() if name.startswith("tpaudit.")]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    return [root, *(cls for cls in found if cls.__module__.startswith("tpaudit."))]


def _describe(node: dict[str, Any], cls: type) -> None:
    texts = field_texts(cls)
    fields = cls.model_fields if issubclass(cls, BaseModel) else {}
    for field, text in texts.items():
        alias = fields[field].alias if field in fields else None
        if (alias or field) in node.get("properties", {}):
            node["properties"][alias or field]["description"] = text


@cache
def field_texts(cls: type) -> dict[str, str]:
    """Return the text below each field of a class, inherited ones included."""
    texts: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.startswith("tpaudit."):
            body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
            texts |= _texts(body.body) if isinstance(body, ast.ClassDef) else {}
    return texts


def _texts(body: list[ast.stmt]) -> dict[str, str]:
    texts = {}
    for field, below in zip(body, body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
        ):
            text = below.value.value if isinstance(below.value, ast.Constant) else None
            if isinstance(text, str):
                texts[field.target.id] = inspect.cleandoc(text).strip()
    return texts
