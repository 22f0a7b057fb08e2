"""The network of parties as dynamic GEXF 1.3: each tie with the spells in which it is told of."""

from collections.abc import Sequence
from typing import BinaryIO, Final

from isnad.publish.formats.format import Format
from isnad.publish.formats.losing import Losses
from isnad.publish.formats.network import Tie, TieKey, Vertex, network_of
from isnad.publish.formats.xml_text import attributes, content
from isnad.publish.release.release import Release
from isnad.publish.release.released import Header, Loss

_OF_NODES: Final = {"label_ar": "string", "type": "string", "class": "string"}
_OF_EDGES: Final = {"type": "string", "mutual": "boolean", "source_count": "integer"}


def write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    """A directed graph over time; what it returns no tie holds. A tie without any day is there at all times."""
    losses = Losses()
    vertices, ties = network_of(release, losses).in_order()
    file.write(_head(release.header).encode())
    file.write(f'<nodes count="{len(vertices)}">\n'.encode())
    for vertex in vertices:
        file.write(_node(vertex).encode())
    file.write(f'</nodes>\n<edges count="{len(ties)}">\n'.encode())
    for number, (key, tie) in enumerate(ties):
        losses.add("ties", "no day is told: shown at all times", not tie.spells)
        file.write(_edge(number, key, tie).encode())
    file.write(b"</edges>\n</graph>\n</gexf>\n")
    return losses.told()


def _head(header: Header) -> str:
    about = f"Parties of archive {header.archive}, {header.profile}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        f"<meta{attributes(lastmodifieddate=header.at[:10])}><creator>Isnad {content(header.version)}</creator>"
        f"<description>{content(about)}</description></meta>\n"
        '<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">\n'
        + _declared("node", "n", _OF_NODES)
        + _declared("edge", "e", _OF_EDGES)
    )


def _declared(of: str, letter: str, fields: dict[str, str]) -> str:
    declared = "".join(
        f'<attribute id="{letter}_{name}" title="{name}" type="{type_}"/>' for name, type_ in fields.items()
    )
    return f'<attributes class="{of}" mode="static">{declared}</attributes>\n'


def _node(vertex: Vertex) -> str:
    values = {"label_ar": vertex.label_ar, "type": vertex.type, "class": vertex.class_}
    return f"<node{attributes(id=vertex.id, label=vertex.label)}>{_values('n', values)}</node>\n"


def _edge(number: int, key: TieKey, tie: Tie) -> str:
    source, target, type_, mutual = key
    head = attributes(
        id=f"e{number}", source=source, target=target, kind=type_, label=type_, weight=f"{tie.weight}.0",
    )  # fmt: skip
    values = {"type": type_, "mutual": "true" if mutual else "false", "source_count": str(tie.sources)}
    spells = "".join(f"<spell{attributes(start=start, end=end)}/>" for start, end in tie.times())
    return f"<edge{head}>{_values('e', values)}{f'<spells>{spells}</spells>' if spells else ''}</edge>\n"


def _values(letter: str, values: dict[str, str]) -> str:
    found = "".join(
        f"<attvalue{attributes(**{'for': f'{letter}_{name}', 'value': value})}/>"
        for name, value in values.items()
        if value
    )
    return f"<attvalues>{found}</attvalues>"


FORMAT = Format(name="gexf", suffix=".gexf", media="application/gexf+xml", write=write)
