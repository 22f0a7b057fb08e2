"""PROV-O and SEM as JSON-LD, node by node; its context is within it, so that no reader asks the web for one."""

from collections.abc import Sequence
from typing import BinaryIO

from isnad.publish.formats.format import Format
from isnad.publish.formats.json_text import dumped, write_listed
from isnad.publish.formats.linked import PREFIXES, Literal, Node, Value
from isnad.publish.formats.linked_release import nodes
from isnad.publish.formats.losing import Losses
from isnad.publish.release.release import Release
from isnad.publish.release.released import Loss


def write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    """One graph; what it returns has no term."""
    losses = Losses()
    file.write(b'{"@context":' + dumped(PREFIXES) + b',"@graph":[')
    write_listed(file, map(_object, nodes(release, losses)))
    file.write(b"\n]}\n")
    return losses.told()


def _object(one: Node) -> dict[str, object]:
    properties = {name: [_value(value) for value in values] for name, values in one.properties}
    return {"@id": f"urn:uuid:{one.id}", "@type": list(one.classes), **properties}


def _value(value: Value) -> dict[str, str]:
    if not isinstance(value, Literal):
        return {"@id": value.to if ":" in value.to else f"urn:uuid:{value.to}"}
    typed = {"@language": value.lang} if value.lang else {"@type": value.type} if value.type else {}
    return {"@value": value.text, **typed}


FORMAT = Format(name="jsonld", suffix=".jsonld", media="application/ld+json", write=write)
