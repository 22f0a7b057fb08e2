"""A paper as DOCX: right to left where it is Arabic, nothing linked in from outside, no author, no date of its own."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from isnad.errors import MissingExtraError
from isnad.publish.situation.document import (
    Block,
    Figure,
    Heading,
    Line,
    Paper,
    Paragraph,
    Points,
    Run,
    Sources,
    Table,
)
from isnad.publish.situation.own import paragraphs
from isnad.publish.situation.pdf import shares
from isnad.publish.situation.typesetting import png_of

_ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_UNFIT: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FONT: Final = "Arial"
_COLOURS: Final = {"faint": "5B5F68", "strong": "7A4F00"}
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_WIDE: Final = 6.0
"""Inches between the margins."""
_TWIPS: Final = 1440
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def to_docx(paper: Paper, own: Mapping[str, str]) -> bytes:
    """The file. `own` are paragraphs that people wrote, plain text by the section that they stand in. Raises
    MissingExtraError."""
    try:
        from docx import Document  # noqa: PLC0415 -- an extra
    except ImportError as error:
        raise MissingExtraError("DOCX needs python-docx: pip install 'isnad[report]'") from error
    writer = _Writer(Document(), paper.lang == "ar")
    _describe(writer.file, paper)
    writer.heading(1, (Run(paper.title),))
    for line in paper.made_of:
        writer.paragraph(line)
    left = dict(own)
    for section in paper.sections:
        writer.heading(2, (Run(section.title),))
        for block in section.blocks:
            writer.block(block)
        writer.plain(left.pop(section.key, ""))
    if left:
        writer.heading(2, (Run(paper.own_title),))
    for content in left.values():
        writer.plain(content)
    return _packed(writer.file)


class _Writer:
    """Writes blocks into a file of Word's, from right to left where `rtl`. Paragraphs and tables are made as elements:
    the library looks up every style and every place anew, which takes minutes for a long report."""

    def __init__(self, file: Any, rtl: bool) -> None:
        self.file, self.rtl = file, rtl
        self.end = file.element.body.sectPr

    def block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self.heading(block.level, block.line)
        elif isinstance(block, Paragraph):
            self.paragraph(block.line, "IntenseQuote" if block.caution else "")
        elif isinstance(block, Points):
            for line in block.items:
                self.paragraph(line, "ListBullet")
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Figure):
            self.figure(block)
        else:
            self.sources(block)

    def heading(self, level: int, line: Line) -> None:
        self.paragraph(line, f"Heading{level}", with_next=True)

    def paragraph(self, line: Line, style: str = "", *, with_next: bool = False) -> None:
        self.end.addprevious(self.filled(line, style, with_next=with_next))

    def plain(self, content: str) -> None:
        for words in paragraphs(content):
            self.paragraph((Run(words),))

    def figure(self, figure: Figure) -> None:
        from docx.shared import Inches  # noqa: PLC0415

        shape = self.file.add_picture(io.BytesIO(png_of(figure.svg)), width=Inches(_WIDE))
        shape._inline.docPr.set("descr", _fit(figure.alt))

    def sources(self, block: Sources) -> None:
        for one in block.entries:
            quote = (Run(f" «{one.quote}»", "quote"),) if one.quote else ()
            self.paragraph((Run(f"[{one.number}] ", "number"), *one.line, *quote))

    def table(self, table: Table) -> None:
        if table.caption:
            self.paragraph((Run(table.caption, "strong"),), with_next=True)
        made = _element("w:tbl")
        look = _under(made, "w:tblPr")
        _under(look, "w:tblStyle", val="TableGrid")
        if self.rtl:
            _under(look, "w:bidiVisual")
        _under(look, "w:tblW", type="auto", w="0")
        found = shares(table)
        widths = [round(_WIDE * _TWIPS * share / sum(found)) for share in found]
        grid = _under(made, "w:tblGrid")
        for width in widths:
            _under(grid, "w:gridCol", w=str(width))
        for number, row in enumerate([tuple((Run(one, "strong"),) for one in table.head), *table.rows]):
            self.row(made, row, widths, head=number == 0)
        self.end.addprevious(made)
        self.paragraph(())

    def row(self, table: Any, row: tuple[Line, ...], widths: list[int], *, head: bool) -> None:
        made = _under(table, "w:tr")
        look = _under(made, "w:trPr")
        _under(look, "w:cantSplit")
        if head:
            _under(look, "w:tblHeader")
        for line, width in zip(row, widths, strict=True):
            cell = _under(made, "w:tc")
            _under(_under(cell, "w:tcPr"), "w:tcW", type="dxa", w=str(width))
            cell.append(self.filled(line))

    def filled(self, line: Line, style: str = "", *, with_next: bool = False) -> Any:
        made = _element("w:p")
        look = _under(made, "w:pPr")
        if style:
            _under(look, "w:pStyle", val=style)
        if with_next:
            _under(look, "w:keepNext")
        if self.rtl:
            _under(look, "w:bidi")
        for run in line:
            self.run(made, run.text, run.kind)
            for number in run.cites:
                self.run(made, f" [{number}]", "number")
        return made

    def run(self, paragraph: Any, words: str, kind: str) -> None:
        if not words:
            return
        made = _under(paragraph, "w:r")
        look = _under(made, "w:rPr")
        _under(look, "w:rFonts", ascii=_FONT, hAnsi=_FONT, cs=_FONT)
        if kind == "strong":
            _under(look, "w:b")
            _under(look, "w:bCs")
        if kind in _COLOURS:
            _under(look, "w:color", val=_COLOURS[kind])
        if _ARABIC.search(words) or (self.rtl and kind == "plain"):
            _under(look, "w:rtl")
        text = _under(made, "w:t")
        text.text = _fit(words)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _describe(file: Any, paper: Paper) -> None:
    """The file's own description: a title and the archive's day, nobody's name."""
    try:
        at = datetime.fromisoformat(paper.at)
    except ValueError:
        at = _EPOCH
    nobody = dict.fromkeys(("author", "last_modified_by", "comments", "keywords", "subject", "category"), "")
    at = at.replace(microsecond=0)
    core = file.core_properties
    _set(core, title=_fit(paper.title), language=paper.lang, created=at, modified=at, revision=1, **nobody)


def _set(what: Any, **values: object) -> None:
    for name, value in values.items():
        setattr(what, name, value)


def _packed(file: Any) -> bytes:
    """The file's bytes, the same in every run: parts in their order, with one date."""
    first = io.BytesIO()
    file.save(first)
    last = io.BytesIO()
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in made.namelist():
            info = zipfile.ZipInfo(name, _ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, made.read(name))
    return last.getvalue()


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415

    return OxmlElement(name)


def _under(above: Any, name: str, **values: str) -> Any:
    """A new last element under another, with these attributes of Word's."""
    made = above.makeelement(_WORD + name.partition(":")[2], None)
    for key, value in values.items():
        made.set(_WORD + key, value)
    above.append(made)
    return made


def _fit(text: str) -> str:
    """Text that XML can hold."""
    return _UNFIT.sub("\ufffd", text)
