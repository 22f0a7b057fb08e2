"""DOCX files: the paragraphs and tables of the main part, as they stand (ECMA-376, part 1, 17.3 and 17.4).

What was deleted while changes were tracked, field codes, headers, footers and notes are no part of the text. A
paragraph gives a line, a row of a table too, with tabs between its cells.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from isnad.errors import DamagedSourceError, SourceError, UnsafeArchiveError
from isnad.ingest.limits import LIMITS, Limits, Packed, open_zip, unpacking

_MAIN, _CORE = "word/document.xml", "docProps/core.xml"
_WORDS = "wordprocessingml"
"""In the namespace of every element that holds words, both the transitional and the strict one."""
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Docx:
    """The text of a file, and the title that its properties state, which need not stand in the text."""

    text: str
    title: str | None


def read_docx(raw: bytes, limits: Limits = LIMITS) -> Docx:
    """The words of a DOCX file. Raises DamagedSourceError, EncryptedSourceError, BombError and UnsafeArchiveError."""
    with open_zip(raw, limits) as parts:
        if _MAIN not in parts:
            raise DamagedSourceError("the DOCX file has no main part: open it in a word processor and save it again")
        text = "\n".join(_lines(parts))
        return Docx(text, _title(parts))


def _lines(parts: Packed) -> Iterator[str]:
    body = _Body()
    with parts.open(_MAIN) as stream:
        for event, element in _elements(stream):
            if event == "start":
                body.enter(*_told(element))
            else:
                yield from body.leave(*_told(element), element.text or "")


def _told(element: Element) -> tuple[str, bool]:
    space, _, name = element.tag.rpartition("}")
    return name, _WORDS in space


def _elements(stream: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """Starts and ends of elements; each is forgotten after its end, so that a long file takes no more memory."""
    above: list[Element] = []
    with unpacking():
        try:
            for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    above.append(element)
                    yield event, element
                    continue
                above.pop()
                yield event, element
                if above:
                    above[-1].remove(element)
        except DefusedXmlException as error:
            raise UnsafeArchiveError("the DOCX file declares entities, as none from a word processor does") from error
        except (ParseError, LookupError) as error:
            raise DamagedSourceError(f"the DOCX file is damaged ({error}): open it and save it again") from error


@dataclass(slots=True)
class _Body:
    """What stands open while the elements of the main part go by."""

    paragraphs: list[list[str]] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    skipped: int = 0

    def enter(self, name: str, is_ours: bool) -> None:
        """An element opens. `Fallback` repeats what stands beside it for old readers."""
        self.skipped += name == "Fallback"
        if not is_ours or self.skipped:
            return
        if name == "p":
            self.paragraphs.append([])
        elif name == "tr":
            self.rows.append([])
        elif name == "tc":
            self.cells.append([])

    def leave(self, name: str, is_ours: bool, text: str) -> Iterator[str]:
        """An element closes; a line where one is complete."""
        self.skipped -= name == "Fallback"
        if not is_ours or self.skipped:
            return
        if name == "p" and self.paragraphs:
            yield from self._closed("".join(self.paragraphs.pop()), self.cells)
        elif name == "tc" and self.cells:
            cell = " ".join(part for part in self.cells.pop() if part.strip())
            if self.rows:
                self.rows[-1].append(cell)
        elif name == "tr" and self.rows:
            yield from self._closed("\t".join(self.rows.pop()), self.cells)
        elif self.paragraphs:
            self.paragraphs[-1].append(text if name == "t" else _SIGNS.get(name, ""))

    @staticmethod
    def _closed(line: str, cells: list[list[str]]) -> Iterator[str]:
        if cells:
            cells[-1].append(line)
        else:
            yield line


def _title(parts: Packed) -> str | None:
    """The title of the file's properties; None where there is none or they are broken: they are not the report."""
    if _CORE not in parts:
        return None
    try:
        with parts.open(_CORE) as stream:
            for event, element in _elements(stream):
                if event == "end" and element.tag.rpartition("}")[2] == "title":
                    return (element.text or "").strip()[:_LONGEST_TITLE] or None
    except SourceError:
        return None
    return None
