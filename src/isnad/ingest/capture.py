"""From the bytes of one input to a `Document`: its words had, told from what is no report, its furniture marked."""

import hashlib

from isnad.arabic.view import View
from isnad.errors import EmptySourceError
from isnad.ingest.dates import parse_publication
from isnad.ingest.furniture import Marks, mark
from isnad.ingest.language import require_arabic
from isnad.ingest.markdown import first_heading, front_matter
from isnad.ingest.media import Media
from isnad.ingest.page import Page
from isnad.ingest.phrases import holds_words
from isnad.ingest.words import MOST_BYTES, place_of, words_of
from isnad.model.document import Document

__all__ = ["MOST_BYTES", "capture"]

_FEWEST_WORDS = 3


def capture(
    raw: bytes, *, name: str = "", published: str | None = None, outlet: str | None = None, media: Media | None = None,
    text: str | None = None, title: str | None = None,
) -> tuple[Document, tuple[str, ...]]:  # fmt: skip
    """The document in `raw`, and warnings in English.

    `name` is the file's name: its ending tells HTML and Markdown. `published` is `YYYY-MM-DD` or an ISO date and
    time, `outlet` a name as the user writes it; both go before what a page declares. The text of a page is its main
    text, that of a PDF or DOCX its words in reading order; any other text is captured as it stands, line ends
    included. A publication date within the text is not looked for here.

    `media` says how the words are had from `raw` where that is known; `text` are the words themselves where they do
    not stand in `raw` as they are, and `title` the headline's, which counts only where they stand in the text.

    Raises OversizedSourceError (over 20 MB), EmptySourceError, BinarySourceError, LanguageError (not Arabic; all
    three say what the input seems to be), DateError (`published`), and for PDF and DOCX files DamagedSourceError,
    EncryptedSourceError, NoTextLayerError, BombError and UnsafeArchiveError.
    """
    given = parse_publication(published) if published else None
    words = words_of(raw, name=name, media=media, text=text)
    page = words.page
    if not holds_words(page.text):
        raise EmptySourceError("the input holds no words; a page may need a browser to show any")
    require_arabic(page.text)
    view = View.of(page.text)
    warnings = list(page.warnings)
    if len(view) < _FEWEST_WORDS:
        warnings.append(f"the text has {len(view)} word(s): hardly anything can be read in it")
    is_markdown = text is None and name.lower().endswith(".md")
    marks = _marks(view, page, title or words.title, is_markdown=is_markdown)
    publication = given or page.published
    document = Document(
        id="sha256:" + hashlib.sha256(raw).hexdigest(),
        text=page.text,
        title=marks.title,
        outlet=outlet or page.outlet,
        published=publication.day if publication else None,
        published_at=publication.at if publication else None,
        published_basis="given" if given else "page" if publication else None,
        encoding=words.encoding,
        url=page.url,
        links=marks.links,
        tags=marks.tags,
        furniture=marks.furniture,
    )
    return document, tuple(warnings)


def _marks(view: View, page: Page, title: str | None, *, is_markdown: bool) -> Marks:
    known = page.title or (place_of(title, page.text) if title else None)
    if is_markdown:
        return mark(view, title=known or first_heading(view.text), front=front_matter(view.text))
    return mark(view, title=known, links=page.links)
