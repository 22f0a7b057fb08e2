"""How the words of an input are had from its bytes, told by the bytes themselves."""

from typing import Literal

from isnad.ingest.tagsoup import is_page

Media = Literal["text", "page", "pdf", "docx"]
"""How the words are had from the bytes: as they stand, out of HTML, out of a PDF's text layer, out of a DOCX."""

_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"
_DOCX_PART = b"word/document.xml"
"""The part that every DOCX has (ECMA-376, part 1, 11.3.10); the names of a ZIP's files are not packed."""


def packed_media(raw: bytes, name: str = "") -> Media | None:
    """`pdf` or `docx` where `raw` is one, whole or damaged; None for all that is to be decoded. `name` is the file's
    name and only decides over a ZIP archive whose end is cut off."""
    if raw.startswith(_PDF):
        return "pdf"
    if raw.startswith(_ZIP) and (_DOCX_PART in raw or name.lower().endswith(".docx")):
        return "docx"
    return None


def decoded_media(text: str, name: str = "") -> Media:
    """`page` where decoded text is markup or its file is called so, else `text`."""
    return "page" if is_page(text, name) else "text"
