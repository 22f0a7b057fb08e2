"""The JSON Schema of a record, made from the types themselves."""

from dataclasses import fields, is_dataclass
from functools import cache
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from isnad.model import RECORD_VERSION, Record, Span

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: dict[object, str] = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
_SPAN = {
    "description": "Half-open interval of Unicode code points over document.text.",
    "type": "array",
    "prefixItems": [{"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 0}],
    "items": False,
    "minItems": 2,
}


@cache
def record_schema() -> dict[str, Any]:
    """The schema of `to_plain(record)`: every field is present but alternatives, nothing else is; descriptions are the
    types' own."""
    kinds: dict[str, dict[str, Any]] = {"Span": _SPAN}
    top = _object(Record, kinds)
    top["properties"]["isnad"] = {"const": RECORD_VERSION}
    head = {"$schema": DIALECT, "$id": f"urn:isnad:record:{RECORD_VERSION}", "title": f"Isnad record {RECORD_VERSION}"}
    return {**head, **top, "$defs": dict(sorted(kinds.items()))}


def _object(kind: type, kinds: dict[str, dict[str, Any]]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties = {f.name.rstrip("_"): _schema(hints[f.name], kinds) for f in fields(kind)}
    return {
        "description": " ".join(cleandoc(kind.__doc__ or "").split()),
        "type": "object",
        "properties": properties,
        "required": [f.name.rstrip("_") for f in fields(kind) if "alternative" not in f.metadata],
        "additionalProperties": False,
    }


def _schema(hint: Any, kinds: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if hint is Span:
        return {"$ref": "#/$defs/Span"}
    if isinstance(hint, type) and is_dataclass(hint):
        if hint.__name__ not in kinds:
            kinds[hint.__name__] = {}
            kinds[hint.__name__] = _object(hint, kinds)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, UnionType):
        return _union([_schema(part, kinds) for part in inner])
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return {"type": "array", "items": _schema(inner[0], kinds)}
    if origin is tuple and all(part in _PLAIN for part in inner):
        count = len(inner)
        items = [_schema(part, kinds) for part in inner]
        return {"type": "array", "prefixItems": items, "minItems": count, "maxItems": count}
    if origin is dict and inner[0] is str:
        return {"type": "object", "additionalProperties": _schema(inner[1], kinds)}
    raise TypeError(f"{hint} has no schema")


def _union(parts: list[dict[str, Any]]) -> dict[str, Any]:
    if all(set(part) == {"type"} for part in parts):
        return {"type": [part["type"] for part in parts]}
    return {"anyOf": parts}
