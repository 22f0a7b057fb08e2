"""PROV-O and SEM as Turtle, block by block."""

from collections.abc import Sequence
from typing import BinaryIO, Final

from isnad.publish.formats.format import Format
from isnad.publish.formats.linked import PREFIXES, Literal, Node, Value
from isnad.publish.formats.linked_release import nodes
from isnad.publish.formats.losing import Losses
from isnad.publish.release.release import Release
from isnad.publish.release.released import Loss

_ESCAPES: Final = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"} | {
    code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F) if chr(code) not in "\n\r\t"
}


def write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    """A block for each node; what it returns has no term."""
    losses = Losses()
    for prefix, space in PREFIXES.items():
        file.write(f"@prefix {prefix}: <{space}> .\n".encode())
    for one in nodes(release, losses):
        file.write(_block(one).encode())
    return losses.told()


def _block(one: Node) -> str:
    lines = [f"a {', '.join(one.classes)}"]
    lines += [f"{name} {', '.join(map(_value, values))}" for name, values in one.properties]
    body = " ;\n  ".join(lines)
    return f"\n<urn:uuid:{one.id}> {body} .\n"


def _value(value: Value) -> str:
    if not isinstance(value, Literal):
        return value.to if ":" in value.to else f"<urn:uuid:{value.to}>"
    quoted = f'"{value.text.translate(_ESCAPES)}"'
    return f"{quoted}@{value.lang}" if value.lang else f"{quoted}^^{value.type}" if value.type else quoted


FORMAT = Format(name="turtle", suffix=".ttl", media="text/turtle", write=write)
