"""From the bytes of one input to a `Document`: decoded, told from what is no report, its furniture marked."""

import hashlib

from isnad.arabic.view import View
from isnad.errors import BinarySourceError, EmptySourceError, OversizedSourceError
from isnad.ingest.binary import seems_binary, seems_garbled
from isnad.ingest.dates import parse_publication
from isnad.ingest.encoding import Decoded, decode
from isnad.ingest.furniture import Marks, mark
from isnad.ingest.language import require_arabic
from isnad.ingest.markdown import first_heading, front_matter
from isnad.ingest.page import Page, read_page
from isnad.ingest.phrases import holds_words
from isnad.ingest.tagsoup import is_page
from isnad.model.document import Document

MOST_BYTES = 20 * 1024 * 1024
_FEWEST_WORDS = 3
_INVISIBLE = "\ufffd\u200b\u200e\u200f\ufeff \t\r\n\f\v\u00a0"


def capture(
    raw: bytes, *, name: str = "", published: str | None = None, outlet: str | None = None
) -> tuple[Document, tuple[str, ...]]:
    """The document in `raw`, and warnings in English.

    `name` is the file's name: its ending tells HTML and Markdown. `published` is `YYYY-MM-DD` or an ISO date and
    time, `outlet` a name as the user writes it; both go before what a page declares. The text of a page is its main
    text; any other text is captured as it stands, line ends included. A publication date within the text is not
    looked for here.

    Raises OversizedSourceError (over 20 MB), EmptySourceError, BinarySourceError, LanguageError (not Arabic; all
    three say what the input seems to be) and DateError (`published`).
    """
    given = parse_publication(published) if published else None
    decoded = _decoded(raw)
    page = read_page(decoded.text) if is_page(decoded.text, name) else Page(decoded.text)
    text = page.text
    if not holds_words(text):
        raise EmptySourceError("the input holds no words; a page may need a browser to show any")
    require_arabic(text)
    view = View.of(text)
    warnings = [*decoded.warnings, *page.warnings]
    if len(view) < _FEWEST_WORDS:
        warnings.append(f"the text has {len(view)} word(s): hardly anything can be read in it")
    marks = _marks(view, page, is_markdown=name.lower().endswith(".md"))
    publication = given or page.published
    document = Document(
        id="sha256:" + hashlib.sha256(raw).hexdigest(),
        text=text,
        title=marks.title,
        outlet=outlet or page.outlet,
        published=publication.day if publication else None,
        published_at=publication.at if publication else None,
        published_basis="given" if given else "page" if publication else None,
        encoding=decoded.encoding,
        url=page.url,
        links=marks.links,
        tags=marks.tags,
        furniture=marks.furniture,
    )
    return document, tuple(warnings)


def _decoded(raw: bytes) -> Decoded:
    """The characters of an input that can be a report at all."""
    if len(raw) > MOST_BYTES:
        raise OversizedSourceError(f"the input is larger than {MOST_BYTES // 1024**2} MB: give one report at a time")
    if kind := seems_binary(raw):
        raise BinarySourceError(f"the input is not text but {kind}: give text, HTML or Markdown")
    decoded = decode(raw)
    if not decoded.text.strip(_INVISIBLE):
        raise EmptySourceError("the input holds no text")
    if seems_garbled(decoded.text):
        raise BinarySourceError("the input is not text: it is full of control characters; give text, HTML or Markdown")
    return decoded


def _marks(view: View, page: Page, *, is_markdown: bool) -> Marks:
    if is_markdown:
        return mark(view, title=first_heading(view.text), front=front_matter(view.text))
    return mark(view, title=page.title, links=page.links)
