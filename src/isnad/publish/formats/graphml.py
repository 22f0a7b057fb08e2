"""The network of parties as GraphML."""

from collections.abc import Sequence
from typing import BinaryIO, Final

from isnad.publish.formats.format import Format
from isnad.publish.formats.losing import Losses
from isnad.publish.formats.network import Tie, TieKey, Vertex, network_of
from isnad.publish.formats.xml_text import attributes, content
from isnad.publish.release.release import Release
from isnad.publish.release.released import Loss

_OF_NODES: Final = ("label", "label_ar", "type", "class")
_OF_EDGES: Final = {
    "type": "string", "mutual": "boolean", "weight": "int", "start": "string", "end": "string", "source_count": "int"
}  # fmt: skip


def write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    """A directed graph with several edges between two; what it returns no tie holds."""
    losses = Losses()
    vertices, ties = network_of(release, losses).in_order()
    file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for name in _OF_NODES:
        file.write(_key("n", "node", name, "string"))
    for name, type_ in _OF_EDGES.items():
        file.write(_key("e", "edge", name, type_))
    file.write(b'<graph id="isnad" edgedefault="directed">\n')
    for vertex in vertices:
        file.write(_node(vertex))
    for number, (key, tie) in enumerate(ties):
        file.write(_edge(number, key, tie))
    file.write(b"</graph>\n</graphml>\n")
    return losses.told()


def _key(letter: str, of: str, name: str, type_: str) -> bytes:
    return f'<key id="{letter}_{name}" for="{of}" attr.name="{name}" attr.type="{type_}"/>\n'.encode()


def _node(vertex: Vertex) -> bytes:
    values = dict(zip(_OF_NODES, (vertex.label, vertex.label_ar, vertex.type, vertex.class_), strict=True))
    return f"<node{attributes(id=vertex.id)}>{_data('n', values)}</node>\n".encode()


def _edge(number: int, key: TieKey, tie: Tie) -> bytes:
    source, target, type_, mutual = key
    values = {
        "type": type_, "mutual": "true" if mutual else "false", "weight": str(tie.weight), "start": tie.start or "",
        "end": tie.end or "", "source_count": str(tie.sources),
    }  # fmt: skip
    return f"<edge{attributes(id=f'e{number}', source=source, target=target)}>{_data('e', values)}</edge>\n".encode()


def _data(letter: str, values: dict[str, str]) -> str:
    return "".join(f'<data key="{letter}_{name}">{content(value)}</data>' for name, value in values.items() if value)


FORMAT = Format(name="graphml", suffix=".graphml", media="application/graphml+xml", write=write)
