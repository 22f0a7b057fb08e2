"""From the types to plain JSON values."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


@cache
def _keys(kind: type) -> tuple[tuple[str, str], ...]:
    """Attribute and JSON key of each field; a trailing underscore only dodges a Python keyword."""
    return tuple((f.name, f.name.rstrip("_")) for f in fields(kind))


def to_plain(value: Any) -> Any:
    """Dictionaries, lists, strings, numbers: what `json.dumps` takes. Spans become `[start, end]`."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {key: to_plain(getattr(value, name)) for name, key in _keys(type(value))}
    raise TypeError(f"{type(value).__name__} has no plain form")
