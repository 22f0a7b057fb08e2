"""PDF files: the words of their text layer, page by page. Pictures of text are not read."""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, LimitReachedError

from isnad.errors import (
    DamagedSourceError,
    EncryptedSourceError,
    IsnadError,
    NoTextLayerError,
    OversizedSourceError,
)
from isnad.ingest.pdf_glyphs import Allowance, glyphs_of
from isnad.ingest.pdf_lines import PageText, page_text

MOST_PAGES = 1000
_MOST_SIGNS = 200_000
"""Of one page: a page of a newspaper has some 30,000."""
_MOST_SIGNS_IN_ALL = 4_000_000
_MOST_CONTENT = 32 * 1024 * 1024
"""Bytes of operators in all: some half a minute's work."""
_FEWEST_LETTERS = 3
_WORD = re.compile(r"\S*[\u0621-\u064a]\S*")
_MIXED = re.compile(r"[\u0621-\u064a][A-Za-z']|[A-Za-z'][\u0621-\u064a]")
_MANY_MIXED, _FEWEST_MIXED = 0.1, 5
"""Which share of the words, and how many, make a text doubtful: `وT-72` is one in hundreds."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # it tells every oddity of a file; we tell what matters


@dataclass(frozen=True, slots=True)
class Pdf:
    """The text of a file, the title that it states, which need not stand in the text, and warnings in English."""

    text: str
    title: str | None
    warnings: tuple[str, ...]


def read_pdf(raw: bytes) -> Pdf:
    """The words of a PDF's text layer, with a blank line between pages and a line for each paragraph.

    Arabic is put in the order of reading where the file keeps it in that of display, and letters stand for their
    shapes (`pdf_lines` tells how); a warning says so. A page that is broken, or draws too much,
    is left out with a warning.

    Raises EncryptedSourceError (a password is needed), NoTextLayerError (pictures of pages: give a transcript),
    OversizedSourceError (over 1,000 pages, or too much on them) and DamagedSourceError.
    """
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedSourceError("the PDF has a password: save it without one")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise OversizedSourceError(f"the PDF has {count:,} pages, more than {MOST_PAGES:,}: give the part you need")
        pages, warnings = _pages(reader)
        text = "\n\n".join(page.text for page in pages if page.text)
        title = _title(reader)
    except IsnadError:
        raise
    except (FileNotDecryptedError, ImportError) as error:
        raise EncryptedSourceError("the PDF is encrypted: save it without protection") from error
    except Exception as error:  # pypdf raises whatever Python does when a file is broken
        raise DamagedSourceError(f"the PDF is damaged ({_told(error)}): open it and save it again") from error
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        raise NoTextLayerError("the PDF holds pictures of pages and no words: give a transcript of it")
    return Pdf(text, title, (*warnings, *_remarks(pages, text)))


def _pages(reader: PdfReader) -> tuple[list[PageText], list[str]]:
    pages, warnings, left = list[PageText](), list[str](), _MOST_SIGNS_IN_ALL
    content = Allowance(_MOST_CONTENT)
    for number in range(len(reader.pages)):
        try:
            signs = list(islice(glyphs_of(reader.pages[number], content), _MOST_SIGNS + 1))
        except (FileNotDecryptedError, ImportError, MemoryError):
            raise
        except Exception as error:  # one broken page must not cost the others
            if content.left < 0:
                raise OversizedSourceError("the PDF draws more than a report does: give the part you need") from error
            warnings.append(f"page {number + 1} of the PDF cannot be read ({_told(error)}): it is left out")
            continue
        left -= len(signs)
        if len(signs) > _MOST_SIGNS or left < 0:
            raise OversizedSourceError("the PDF holds more signs than a report can: give the part you need")
        pages.append(page_text(signs))
    if not pages and warnings:
        raise DamagedSourceError(f"no page of the PDF can be read: {warnings[0]}")
    return pages, warnings


def _remarks(pages: list[PageText], text: str) -> Iterator[str]:
    if any(page.turned for page in pages):
        yield "the PDF keeps its lines in the order of display: they were put in the order of reading"
    if any(page.shaped for page in pages):
        yield "the PDF keeps the shapes of letters: letters stand for them in the text"
    words = _WORD.findall(text)
    mixed = sum(_MIXED.search(word) is not None for word in words)
    if mixed >= max(_FEWEST_MIXED, _MANY_MIXED * len(words)):
        yield f"{mixed} words of the PDF mix Arabic with other letters: its fonts may name letters wrongly, check it"
    if lost := text.count("\ufffd"):
        yield f"{lost} sign(s) of the PDF are no known character: each stands as U+FFFD in the text"


def _title(reader: PdfReader) -> str | None:
    title = reader.metadata.title if reader.metadata else None
    return title.strip() or None if isinstance(title, str) else None


def _told(error: Exception) -> str:
    return (
        "it is too large inside" if isinstance(error, LimitReachedError) else str(error)[:200] or type(error).__name__
    )
