"""A paper as plain Markdown (CommonMark with tables). Text from reports never becomes markup."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from isnad.publish.situation.document import (
    Block,
    Figure,
    Heading,
    Line,
    Paper,
    Paragraph,
    Points,
    Sources,
    Table,
)
from isnad.publish.situation.own import marked

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]|~#!])")
_ISOLATES: Final = dict.fromkeys(range(0x2066, 0x206A), "")


def to_markdown(paper: Paper, own: Mapping[str, str]) -> str:
    """The file. `own` is Markdown that people wrote, by the section that it stands in. Pictures are left out: the
    table behind each says the same."""
    left = dict(own)
    parts = [f"# {_safe(paper.title)}", "\n".join(f"- {_line(one)}" for one in paper.made_of)]
    for section in paper.sections:
        parts.append(f"## {_safe(section.title)}")
        parts += [text for block in section.blocks if (text := _block(block))]
        parts.append(marked(section.key, left.pop(section.key, "")))
    if left:
        parts.append(f"## {_safe(paper.own_title)}")
        parts += [marked(name, content) for name, content in left.items()]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_line(block.line)}"
    if isinstance(block, Paragraph):
        return f"> {_line(block.line)}" if block.caution else _line(block.line)
    if isinstance(block, Points):
        return "\n".join(f"- {_line(one)}" for one in block.items)
    if isinstance(block, Table):
        return "\n".join(_table(block))
    return "" if isinstance(block, Figure) else "\n\n".join(_sources(block))


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield f"**{_safe(table.caption)}**"
        yield ""
    yield f"| {' | '.join(map(_safe, table.head))} |"
    yield f"|{'---|' * len(table.head)}"
    for row in table.rows:
        yield f"| {' | '.join(_line(cell).strip() for cell in row)} |"


def _sources(block: Sources) -> Iterator[str]:
    for one in block.entries:
        quote = f"  \n«{_safe(one.quote)}»" if one.quote else ""
        yield f"\\[{one.number}\\] {_line(one.line)}{quote}"


def _line(line: Line) -> str:
    pieces = []
    for run in line:
        words = _safe(run.text)
        pieces.append(f"**{words}**" if run.kind == "strong" and words else words)
        if run.cites:
            pieces.append(" " + " ".join(f"\\[{number}\\]" for number in run.cites))
    return "".join(pieces)


def _safe(text: str) -> str:
    """Text without markup: its signs are escaped, and what would begin an element or a comment is a reference."""
    plain = text.translate(_ISOLATES).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\1", plain)
