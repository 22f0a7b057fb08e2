"""PDF files as programs write them, small enough to be made by a test."""

import io
import unicodedata
from collections.abc import Callable, Sequence

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)  # fmt: skip

WIDTH = 500
_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{count} beginbfchar
{pairs}
endbfchar
endcmap end end"""


def drawn(lines: Sequence[str], size: int = 10, right: int = 550) -> bytes:
    """The operators that draw lines, each from left to right as it is given, ending at one right edge."""
    parts = ["BT", f"/F1 {size} Tf"]
    for number, line in enumerate(lines):
        left = right - sum(not unicodedata.combining(char) for char in line) * size * WIDTH // 1000
        parts.append(f"1 0 0 1 {left} {800 - number * size * 14 // 10} Tm <{line.encode('utf-16-be').hex()}> Tj")
    return "\n".join((*parts, "ET")).encode()


def pdf(
    *pages: bytes, letters: str = "", title: str | None = None, password: str | None = None,
    flat_marks: bool = True, change: Callable[[PdfWriter], None] | None = None,
) -> bytes:  # fmt: skip
    """A file with these pages, in a font whose codes are UTF-16 and which knows `letters`; its vowel marks take
    no width, unless `flat_marks` is false."""
    writer = PdfWriter()
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(_font(writer, letters, flat_marks))})
    for content in pages:
        page = writer.add_blank_page(595, 842)
        stream = StreamObject()
        stream.set_data(content)
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if title is not None:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    if change is not None:
        change(writer)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def _font(writer: PdfWriter, letters: str, flat_marks: bool) -> DictionaryObject:
    pairs = [f"<{ord(char):04X}> <{char.encode('utf-16-be').hex()}>" for char in dict.fromkeys(letters)]
    cmap = StreamObject()
    cmap.set_data(_CMAP.format(count=len(pairs), pairs="\n".join(pairs)).encode())
    name, number, text = NameObject, NumberObject, TextStringObject
    system = {name("/Registry"): text("Adobe"), name("/Ordering"): text("Identity"), name("/Supplement"): number(0)}
    descendant = DictionaryObject(
        {
            name("/Type"): name("/Font"), name("/Subtype"): name("/CIDFontType2"), name("/BaseFont"): name("/Made"),
            name("/CIDSystemInfo"): DictionaryObject(system), name("/DW"): number(WIDTH),
        }
    )  # fmt: skip
    if flat_marks:
        flat = [[number(ord(char)), ArrayObject([number(0)])] for char in letters if unicodedata.combining(char)]
        descendant[name("/W")] = ArrayObject(part for pair in flat for part in pair)
    return DictionaryObject(
        {
            name("/Type"): name("/Font"), name("/Subtype"): name("/Type0"), name("/BaseFont"): name("/Made"),
            name("/Encoding"): name("/Identity-H"), name("/DescendantFonts"): ArrayObject([descendant]),
            name("/ToUnicode"): writer._add_object(cmap),
        }
    )  # fmt: skip
