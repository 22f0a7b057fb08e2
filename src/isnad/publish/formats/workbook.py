"""A workbook (Office Open XML, ECMA-376) written row by row.

Written by hand because what is asked of it is not had otherwise: no time of the clock in it, the same bytes for the
same rows, no file under a name while it is made, and no cell that could be a formula: there is no element for one.
"""

import gzip
import re
from collections.abc import Iterable, Sequence
from datetime import date
from shutil import copyfileobj
from typing import IO, BinaryIO, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from isnad.cells import defused
from isnad.publish.formats.columns import Cell, Column, single

MOST_ROWS: Final = 1_048_576
MOST_LETTERS: Final = 32_767
"""What a sheet and a cell may hold, the letters in units of UTF-16."""
_ZERO: Final = date(1899, 12, 30)
_FIRST_DAY: Final = date(1900, 3, 1)
"""Before it Excel's calendar has a day that never was."""
_THEN: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every part: the first that a ZIP file can tell."""
_PLAIN, _HEAD, _TEXT, _ARABIC, _DAY = range(5)
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIKE_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Sheet:
    """A sheet with a fixed heading. Its rows wait in `file`, which is open to be written and read."""

    def __init__(self, name: str, columns: Sequence[Column], file: IO[bytes]) -> None:
        self.name = name
        self.left_out, self.cut, self.size = 0, 0, 0
        self._kinds = [column.kind for column in columns]
        self._letters = [_letters(number) for number in range(len(columns))]
        self._styles = [_ARABIC if column.name.endswith("_ar") else _TEXT for column in columns]
        self._rows = 0
        self._file = file
        self._packed = gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1, mtime=0)
        widths = "".join(
            f'<col min="{n}" max="{n}" width="{_width(column)}" customWidth="1"/>'
            for n, column in enumerate(columns, 1)
        )
        self._say(
            f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
            'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f"<cols>{widths}</cols><sheetData>"
        )
        self._row([self._text(i, column.name, _HEAD) for i, column in enumerate(columns)])

    def add(self, cells: Iterable[Cell]) -> None:
        """Adds a row. What a sheet cannot hold is left out and counted in `left_out`, texts too long for a cell are
        cut and counted in `cut`."""
        if self._rows >= MOST_ROWS:
            self.left_out += 1
        else:
            self._row([self._cell(i, value) for i, cell in enumerate(cells) if (value := single(cell)) is not None])

    def end(self) -> None:
        """Ends the sheet: `size` then says how many bytes it has."""
        self._say("</sheetData></worksheet>")
        self._packed.close()

    def put_into(self, file: IO[bytes]) -> None:
        """Copies the sheet, which has ended."""
        self._file.seek(0)
        with gzip.GzipFile(fileobj=self._file, mode="rb") as rows:
            copyfileobj(rows, file)

    def _row(self, cells: Sequence[str]) -> None:
        self._rows += 1
        self._say(f'<row r="{self._rows}">{"".join(cells)}</row>')

    def _say(self, text: str) -> None:
        self.size += self._packed.write(text.encode())

    def _cell(self, i: int, value: str | int | float | bool) -> str:
        place = f"{self._letters[i]}{self._rows + 1}"
        if isinstance(value, bool):
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        if isinstance(value, int | float):
            return f'<c r="{place}"><v>{value!r}</v></c>'
        if self._kinds[i] == "date" and (days := _days(value)) is not None:
            return f'<c r="{place}" s="{_DAY}"><v>{days}</v></c>'
        return self._text(i, value, self._styles[i])

    def _text(self, i: int, text: str, style: int) -> str:
        text = defused(_NOT_XML.sub("\ufffd", text))
        if len(text) > MOST_LETTERS // 2 and len(units := text.encode("utf-16-le")) > 2 * MOST_LETTERS:
            self.cut += 1
            text = units[: 2 * MOST_LETTERS].decode("utf-16-le", "ignore")
        shown = escape(_LIKE_ESCAPE.sub("_x005F_", text), {"\r": "&#13;"})
        kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        return f'<c r="{self._letters[i]}{self._rows + 1}" s="{style}" t="inlineStr"><is><t{kept}>{shown}</t></is></c>'


def write_workbook(file: BinaryIO, sheets: Sequence[Sheet], at: str) -> None:
    """Writes a workbook of these sheets, made at that moment (ISO 8601, UTC)."""
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, text in _parts([sheet.name for sheet in sheets], at).items():
            with package.open(_part(name, 0), "w") as part:
                part.write(f"{_XML}{text}".encode())
        for number, sheet in enumerate(sheets, 1):
            sheet.end()
            with package.open(_part(f"xl/worksheets/sheet{number}.xml", sheet.size), "w") as part:
                sheet.put_into(part)


def _part(name: str, size: int) -> ZipInfo:
    """A part of about that size: only where it is larger than ZIP once allowed may it be told in the newer way, which
    not every Excel reads."""
    info = ZipInfo(name, _THEN)
    info.file_size = size
    info.compress_type = ZIP_DEFLATED
    return info


def _letters(number: int) -> str:
    """The letters of a column, counted from 0."""
    text = ""
    while number >= 0:
        number, left = divmod(number, 26)
        text, number = chr(65 + left) + text, number - 1
    return text


def _width(column: Column) -> int:
    return 40 if column.name.startswith(("title", "quote", "says", "notes")) else 12 if column.kind != "string" else 20


def _days(day: str) -> int | None:
    """A day as Excel counts it; None where it cannot."""
    try:
        told = date.fromisoformat(day)
    except ValueError:
        return None
    return (told - _ZERO).days if told >= _FIRST_DAY else None


def _parts(names: Sequence[str], at: str) -> dict[str, str]:
    """What a workbook has beside its sheets. Nobody is named as its author."""
    numbers, second = range(1, len(names) + 1), f"{at[:19]}Z"
    sheets = "".join(f'<sheet name="{escape(names[n - 1])}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = "".join(_link(n, f"{_OFFICE}/relationships/worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    return {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + _link(1, f"{_OFFICE}/relationships/officeDocument", "xl/workbook.xml")
        + _link(2, f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
        + "</Relationships>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{escape(second)}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{escape(second)}</dcterms:modified></cp:coreProperties>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        + _link(len(names) + 1, f"{_OFFICE}/relationships/styles", "styles.xml")
        + "</Relationships>",
        "xl/styles.xml": _styles(),
    }


def _link(number: int, type_: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{type_}" Target="{target}"/>'


def _content_types(numbers: Iterable[int]) -> str:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    kinds = {
        "/xl/workbook.xml": f"{main}.sheet.main+xml", "/xl/styles.xml": f"{main}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/xl/worksheets/sheet{n}.xml": f"{main}.worksheet+xml" for n in numbers},
    }  # fmt: skip
    own = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{own}</Types>'
    )


def _styles() -> str:
    """Plain, heading, text, Arabic text (from right to left), day: in the order of their numbers."""
    own = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyAlignment="1">{inside}</xf>'
        for number, font, inside in (
            (0, 0, ""), (0, 1, ""), (49, 0, ""), (49, 0, '<alignment horizontal="right" readingOrder="2"/>'),
            (164, 0, ""),
        )
    )  # fmt: skip
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="5">{own}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
