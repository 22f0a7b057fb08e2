"""A paper as one HTML file: no script, nothing fetched, to be opened offline and to be printed.

Its policy (CSP) lets it load nothing, whatever people paste between the marks of their own paragraphs.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from markupsafe import escape

from isnad.publish.situation.document import (
    Block,
    Figure,
    Heading,
    Line,
    Paper,
    Paragraph,
    Points,
    Run,
    Section,
    Sources,
    Table,
)
from isnad.publish.situation.own import marked

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_ISOLATES: Final = {0x2068: "<bdi>", 0x2066: '<bdi dir="ltr">', 0x2069: "</bdi>"}


def to_html(paper: Paper, own: Mapping[str, str]) -> str:
    """The file. `own` is HTML that people wrote, by the section that it stands in; it is put back as it was."""
    left = dict(own)
    body = "\n".join(_section(one, left.pop(one.key, "")) for one in paper.sections)
    body += "".join(f"\n<section>\n<h2>{_safe(paper.own_title)}</h2>\n{_left(left)}\n</section>" if left else "")
    made = "".join(f"<li>{_line(line)}</li>" for line in paper.made_of)
    links = "".join(f'<li><a href="#{one.key}">{_safe(one.title)}</a></li>' for one in paper.sections)
    direction = "rtl" if paper.lang == "ar" else "ltr"
    return (
        f'<!doctype html>\n<html lang="{paper.lang}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n<title>{_safe(paper.title)}</title>\n'
        f"<style>\n{_style()}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{_safe(paper.title)}</h1>\n"
        f'<ul class="made">{made}</ul>\n<nav><ul>{links}</ul></nav>\n</header>\n{body}\n</main>\n</body>\n</html>\n'
    )


@cache
def _style() -> str:
    return files("isnad.publish.situation").joinpath("situation.css").read_text("utf-8")


def _left(left: Mapping[str, str]) -> str:
    return "\n".join(marked(name, content) for name, content in left.items())


def _section(section: Section, own: str) -> str:
    blocks = "\n".join(_block(one) for one in section.blocks)
    head = f"<h2>{_safe(section.title)}</h2>"
    return f'<section id="{section.key}">\n{head}\n{blocks}\n{marked(section.key, own)}\n</section>'


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{_line(block.line)}</h{block.level}>"
    if isinstance(block, Paragraph):
        look = ' class="caution"' if block.caution else ""
        return f"<p{look}>{_line(block.line)}</p>"
    if isinstance(block, Points):
        items = "\n".join(f"<li>{_line(one)}</li>" for one in block.items)
        return f'<ul class="points">\n{items}\n</ul>'
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Figure):
        head, _, rest = block.svg.partition(">")
        return f'<figure>{head} role="img" aria-label="{_safe(block.alt)}">{rest}</figure>'
    return _sources(block)


def _table(table: Table) -> str:
    caption = f"<caption>{_safe(table.caption)}</caption>" if table.caption else ""
    head = "".join(f'<th scope="col">{_safe(one)}</th>' for one in table.head)
    rows = "\n".join("<tr>" + "".join(f"<td>{_line(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    return (
        f'<div class="scroll" tabindex="0"><table>{caption}<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>"
    )


def _sources(block: Sources) -> str:
    items = []
    for one in block.entries:
        quote = f'<blockquote dir="auto">«{_safe(one.quote)}»</blockquote>' if one.quote else ""
        items.append(
            f'<li id="s{one.number}"><span class="n">[{one.number}]</span><div>{_line(one.line)}{quote}</div></li>'
        )
    return '<ol class="sources">\n' + "\n".join(items) + "\n</ol>"


def _line(line: Line) -> str:
    return "".join(piece for run in line for piece in _run(run))


def _run(run: Run) -> Iterator[str]:
    words = _safe(run.text)
    if run.kind in ("name", "number", "quote"):
        yield f"<bdi>{words}</bdi>"
    elif run.kind in ("strong", "faint"):
        yield f'<span class="{run.kind}">{words}</span>'
    else:
        yield words
    if run.cites:
        links = " ".join(f'<a href="#s{number}">[{number}]</a>' for number in run.cites)
        yield f'<span class="cite"><bdi>{links}</bdi></span>'


def _safe(text: str) -> str:
    """Escaped text; our own isolates become elements."""
    return str(escape(text)).translate(_ISOLATES)
