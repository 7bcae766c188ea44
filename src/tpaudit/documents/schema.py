"""JSON Schemas of the documents and the scorecard, for editors, other programs and messages."""

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, TypeAdapter


@cache
def schema_of(model: type) -> dict[str, Any]:
    """Return the JSON Schema of a document or result type, each key described by the text below its field."""
    classes = _classes(model)
    for cls in classes.values():
        if issubclass(cls, BaseModel) and cls is not BaseModel:
            cls.model_rebuild()  # before 2.14 pydantic writes no default of a class that it has not built yet
    schema = TypeAdapter(model).json_schema(by_alias=True)
    for name, node in schema.get("$defs", {}).items():
        describe(node, classes.get(name))
    return describe(schema, model)


def _classes(model: type) -> dict[str, type]:
    """Return the classes around a type by name: those of its module, and of the modules whose classes that takes."""
    own = vars(inspect.getmodule(model))
    modules = [inspect.getmodule(kind) for kind in own.values() if isinstance(kind, type)]
    around = [
        vars(module) for module in dict.fromkeys(modules) if module and module.__name__.startswith("tpaudit.")
    ]
    return {name: kind for names in (*around, own) for name, kind in names.items() if isinstance(kind, type)}


def published(model: type) -> dict[str, Any]:
    """Return the schema as it is printed for others."""
    schema = dict(schema_of(model))
    if issubclass(model, BaseModel):
        schema = _or_empty(schema)
        schema["$defs"] = {name: _or_empty(node) for name, node in schema.get("$defs", {}).items()}
    if "extends" in schema.get("properties", {}):
        schema |= _partial(schema["properties"], schema["$defs"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _or_empty(node: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a mapping in which a key that is not needed may stand without a value, as files have it."""
    needed = node.get("required", ())
    properties = {
        name: known if name in needed else _or_null(known)
        for name, known in node.get("properties", {}).items()
    }
    return {**node, "properties": properties} if properties else dict(node)


def _or_null(known: dict[str, Any]) -> dict[str, Any]:
    null = {"type": "null"}
    if known.get("type") in ("object", "array"):
        return {**known, "type": [known["type"], "null"]}
    if "anyOf" in known and null not in known["anyOf"]:
        return {**known, "anyOf": [*known["anyOf"], null]}
    return known


def _partial(properties: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    """Return what differs where a checklist extends another: it may change single keys of items, or drop one."""
    items = properties["items"]
    name = items["additionalProperties"]["$ref"].rsplit("/", 1)[-1]
    item = dict(defs[name])
    required = item.pop("required")
    entry = {"anyOf": [items["additionalProperties"], {"const": "drop"}]}
    whole = {"properties": {"items": {"additionalProperties": {"type": "object", "required": required}}}}
    return {
        "properties": properties | {"items": items | {"additionalProperties": entry}},
        "$defs": defs | {name: item},
        "if": {"not": {"required": ["extends"]}},
        "then": whole,
    }


def describe(node: dict[str, Any], cls: type | None) -> dict[str, Any]:
    """Add to a schema the texts that stand below the fields of its class."""
    if cls is None or not cls.__module__.startswith("tpaudit."):
        return node
    fields = cls.model_fields if issubclass(cls, BaseModel) else {}
    for name, text in field_texts(cls).items():
        key = (fields[name].alias if name in fields else None) or name
        if key in node.get("properties", {}):
            node["properties"][key]["description"] = text
    return node


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
    for field, below in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
        ):
            text = below.value.value if isinstance(below.value, ast.Constant) else None
            if isinstance(text, str):
                texts[field.target.id] = inspect.cleandoc(text).strip()
    return texts
