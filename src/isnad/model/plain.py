"""From the types to plain JSON values and back."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")

ALTERNATIVE: Final = {"alternative": True}
"""Metadata of a field that stands in JSON only where it says something, because another one may stand in its place."""


@cache
def _keys(kind: type) -> tuple[tuple[str, str, bool], ...]:
    """Attribute, JSON key and whether it is an alternative, of each field; a trailing underscore only dodges a Python
    keyword."""
    return tuple((f.name, f.name.rstrip("_"), "alternative" in f.metadata) for f in fields(kind))


def to_plain(value: Any) -> Any:
    """Dictionaries, lists, strings, numbers: what `json.dumps` takes. Spans become `[start, end]`."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(to_plain(item) for item in value)
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        told = ((key, getattr(value, name), either) for name, key, either in _keys(type(value)))
        return {key: to_plain(item) for key, item, either in told if not either or not (item is None or item is False)}
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(kind: type[Kind], value: Any) -> Kind:
    """The `kind` of which `to_plain` made `value`. ValueError where it is no such value; unknown keys are left out, so
    that what a later release wrote can be read."""
    try:
        return cast(Kind, _builder(cast(Any, kind))(value))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"not the plain form of {kind.__name__}: {type(error).__name__} {error}") from error


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """What turns the plain form of an annotation into its value."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (inner,) = (one for one in arguments if one is not NoneType) if NoneType in arguments else (None,)
        return _optional(_builder(inner)) if inner is not None else _same
    if origin is tuple:
        return _row(tuple(map(_builder, arguments))) if arguments[-1] is not Ellipsis else _many(_builder(arguments[0]))
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return lambda value: kind(*value)
    if is_dataclass(kind):
        return _fields_of(cast(type, kind))
    return frozenset if origin is frozenset else _same


def _same(value: Any) -> Any:
    return value


def _optional(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else build(value)


def _many(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return tuple if build is _same else lambda value: tuple(build(item) for item in value)


def _row(builds: tuple[Callable[[Any], Any], ...]) -> Callable[[Any], Any]:
    return lambda value: tuple(build(item) for build, item in zip(builds, value, strict=True))


def _fields_of(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    rows = tuple((name, key, _builder(hints[name])) for name, key, _ in _keys(kind))

    def build(value: Any) -> Any:
        return kind(**{name: make(value[key]) for name, key, make in rows if key in value})

    return build
