"""The formats in which a release is written, by name; each knows the released types only."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from isnad.errors import MissingExtraError, UnknownFormatError
from isnad.publish.formats.format import Format

_MODULES: Final[Mapping[str, str]] = {
    "acled": "acled", "acled-parquet": "acled_parquet", "ucdp": "ucdp", "plover": "plover", "geojson": "geojson",
    "ftm": "ftm", "ftm-statements": "ftm_statements", "stix": "stix", "webannotation": "webannotation",
    "jsonld": "jsonld", "turtle": "turtle", "graphml": "graphml", "gexf": "gexf", "datasette": "datasette",
    "xlsx": "xlsx",
}  # fmt: skip
_EXTRAS: Final[Mapping[str, str]] = {"pyarrow": "parquet"}
"""In which extra a library comes; the other formats need none."""


class _Formats(Mapping[str, Format]):
    """Each format is loaded when it is first asked for: some need libraries that take long to import, or extras."""

    def __getitem__(self, name: str) -> Format:
        if name not in _MODULES:
            raise UnknownFormatError(f"«{name}» is no format: use one of {', '.join(_MODULES)}")
        try:
            module = import_module(f"isnad.publish.formats.{_MODULES[name]}")
        except ImportError as error:
            raise missing(name, error) from error
        found: Format = module.FORMAT
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


def missing(name: str, error: ImportError) -> MissingExtraError:
    """The error for a format whose library is not installed, with what to install."""
    library = (error.name or "").partition(".")[0]
    extra = f": pip install 'isnad[{_EXTRAS[library]}]'" if library in _EXTRAS else ""
    return MissingExtraError(f"the format {name} needs a library that is not installed{extra} ({error})")


FORMATS: Final[Mapping[str, Format]] = _Formats()
"""All formats of `isnad export`. Asked for another name it raises UnknownFormatError, for one whose extra is not
installed MissingExtraError."""
