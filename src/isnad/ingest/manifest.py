"""The manifest: what the user knows of many reports, `{stem: {"published": …, "outlet": …}}` in JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from isnad.errors import DateError, ManifestError
from isnad.ingest.dates import parse_publication

_KEYS = ("published", "outlet")
_REMARKS = ("published_in_text",)


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """What is known of one report. `published` is a day or an ISO time that `capture` accepts."""

    published: str | None = None
    outlet: str | None = None


NOTHING_GIVEN = ManifestEntry()


def load_manifest(path: str | Path) -> Mapping[str, ManifestEntry]:
    """The entries of the manifest at `path` by stem. ManifestError says what is wrong and where; DateError is raised
    for a date that cannot be understood. Keys that start with `_` are comments; others than ours are errors."""
    try:
        content = json.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ManifestError(f"{path}: the manifest cannot be read: {reason}") from error
    if not isinstance(content, dict):
        raise ManifestError(f'{path}: expected {{"stem": {{"published": …, "outlet": …}}}}, not {_kind(content)}')
    return {stem: _entry(path, stem, value) for stem, value in content.items() if not stem.startswith("_")}


def _entry(path: str | Path, stem: str, value: object) -> ManifestEntry:
    if not isinstance(value, dict):
        raise ManifestError(f"{path}: {stem!r}: expected an object with {' and '.join(_KEYS)}, not {_kind(value)}")
    for key in value:
        if key not in (*_KEYS, *_REMARKS) and not key.startswith("_"):
            raise ManifestError(f"{path}: {stem!r}: unknown key {key!r}; known keys are {', '.join(_KEYS)}")
    published, outlet = (_text(path, stem, key, value.get(key)) for key in _KEYS)
    if published is not None:
        try:
            parse_publication(published)
        except DateError as error:
            raise DateError(f"{path}: {stem!r}: {error}") from None
    return ManifestEntry(published, outlet)


def _text(path: str | Path, stem: str, key: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    raise ManifestError(f"{path}: {stem!r}: {key} must be a text or null, not {_kind(value)}")


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
