"""The same paper as HTML, Markdown, PDF and DOCX, with hostile words in it."""

import http.server
import io
import re
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser

import pytest

from isnad.errors import MissingExtraError, OwnPartError
from isnad.publish.situation.document import Paper
from isnad.publish.situation.docx import to_docx
from isnad.publish.situation.html import to_html
from isnad.publish.situation.markdown import to_markdown
from isnad.publish.situation.own import emptied, marked, own_parts
from isnad.publish.situation.pdf import to_pdf
from isnad.publish.situation.writing import write
from isnad.publish.words import Lang
from tests.publish.situation.material import ATTACK, DAWN, HOSTILE, RIVER, event, material, said

docx = pytest.importorskip("docx")
typst = pytest.importorskip("typst")
pypdf = pytest.importorskip("pypdf")

Writer = Callable[[Paper, Mapping[str, str]], bytes | str]
WRITERS: dict[str, Writer] = {"html": to_html, "md": to_markdown, "pdf": to_pdf, "docx": to_docx}
VOID = {"meta", "br", "img", "link", "input", "hr", "rect", "line", "path", "circle"}


class Elements(HTMLParser):
    """The elements of a page, their attributes, and whether each is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """An address of this machine, and who asked it for what."""
    paths: list[str] = []

    class Note(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Note)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/x.png", paths
    server.shutdown()
    server.server_close()


def hostile(lang: Lang, address: str) -> Paper:
    """A paper all words of which would do something if a writer took them for markup."""
    words = f'{HOSTILE} <img src="{address}"> ![x]({address}) #image("{address}") \\includegraphics \x08'
    party = type(DAWN)(id="x-1", kind="actor", name_ar=words, name_en=words)
    place = type(RIVER)(id="p", name_ar=words, name_en=words, lat=35.0, lon=40.0, metres=5000)
    statement = said("c1", speaker=words, quote=words, chain=(words,))
    return write(material(event("e", agents=(party,), where=place, statements=(statement,))), lang)


def docx_text(made: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>|(?:</w:p>)", packed.read("word/document.xml").decode()))


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("name", WRITERS)
def test_the_same_paper_gives_the_same_bytes(name: str, lang: Lang) -> None:
    paper = write(material(), lang)
    assert WRITERS[name](paper, {}) == WRITERS[name](paper, {})


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("name", WRITERS)
def test_no_writer_asks_for_anything(name: str, lang: Lang, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    assert WRITERS[name](hostile(lang, address), {"happened": f"![x]({address})"})
    assert paths == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_html_has_no_script_and_loads_nothing(lang: Lang) -> None:
    page = to_html(hostile(lang, "http://127.0.0.1/x"), {})
    elements = Elements(page)
    assert elements.open == []
    assert {tag for tag, _ in elements.found} & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "image",
        "use",
        "a:",
    } == set()
    assert not [
        name for _, attributes in elements.found for name in attributes if name.startswith("on") or name == "src"
    ]
    assert all((one["href"] or "").startswith("#") for tag, one in elements.found if tag == "a")
    assert elements.found[0] == ("html", {"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"})
    assert "default-src 'none'" in page
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "@media print" in style
    assert "url(" not in style
    assert not re.search(r"[\s;{-](left|right)\s*:", style)


@pytest.mark.parametrize(("name", "writer"), [("html", to_html), ("md", to_markdown)])
def test_words_of_reports_make_no_place_for_own_paragraphs(name: str, writer: Callable[..., str]) -> None:
    paper = hostile("ar", "http://127.0.0.1/x")
    made = writer(paper, {"happened": "مني"})
    assert own_parts(made) == {"happened": "مني"}, name
    assert made.count("<!-- isnad:own said -->") == 1


def test_markdown_escapes_what_would_be_markup() -> None:
    made = to_markdown(hostile("en", "http://127.0.0.1/x"), {})
    assert "<script" not in made
    assert not re.search(r"(?<!\\)\]\(", made)
    assert "\\#import" in made


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_pdf_holds_the_words_in_fonts_that_have_them(lang: Lang) -> None:
    made = to_pdf(write(material(), lang), {"happened": "فقرة من محرر\n\nan editor's"})
    reader = pypdf.PdfReader(io.BytesIO(made))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    flat = re.sub("[\u2066-\u2069\u200e\u200f]", "", text)
    for word in ("الصقور" if lang == "ar" else "Falcons", "مراسل", "محرر", "editor's"):
        assert word in flat or word[::-1] in flat, (word, flat[:400])
    fonts = {
        font.get_object()["/BaseFont"]
        for page in reader.pages for font in page["/Resources"].get_object()["/Font"].get_object().values()
    }  # fmt: skip
    assert all("Libertinus" not in name for name in fonts), fonts
    assert not (reader.metadata or {}).get("/Author")
    assert "/CreationDate" not in (reader.metadata or {})
    assert b"/URI" not in made


def test_the_pdf_takes_no_words_for_typst() -> None:
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(hostile("en", "http://127.0.0.1/x"), {})))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "#import" in re.sub(r"\s", "", text)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_docx_runs_in_its_direction_and_names_nobody(lang: Lang) -> None:
    made = to_docx(write(material(), lang), {"said": "فقرة من محرر"})
    opened = docx.Document(io.BytesIO(made))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        body = packed.read("word/document.xml").decode()
        relations = [packed.read(name).decode() for name in packed.namelist() if name.endswith(".rels")]
        dates = {info.date_time for info in packed.infolist()}
    assert ("<w:bidi/>" in body) is (lang == "ar")
    assert ("<w:bidiVisual/>" in body) is (lang == "ar")
    assert "<w:rtl/>" in body
    assert "فقرة من محرر" in body
    assert not [one for one in relations if 'TargetMode="External"' in one]
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    core = opened.core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert core.created is not None and core.created.isoformat().startswith("2023-03-01T10:00")
    assert len(opened.inline_shapes) == 2


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_own_paragraphs_of_a_section_that_is_gone_stand_at_the_end(name: str) -> None:
    paper = write(material(ATTACK), "en")
    made = WRITERS[name](paper, {"nosuch": "kept words"})
    assert isinstance(made, bytes)
    text = docx_text(made) if name == "docx" else "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)  # fmt: skip
    assert text.rindex("kept words") > text.rindex("Paragraphs that people added") > 0


@pytest.mark.parametrize(
    ("writer", "own"), [(to_html, "<p>رأيي: <b>مهم</b></p>"), (to_markdown, "**رأيي**\n\nو _غيره_")]
)
def test_own_paragraphs_survive_as_they_are(writer: Callable[..., str], own: str) -> None:
    first = writer(write(material(), "ar"), {})
    assert own_parts(first) == {}
    edited = first.replace("<!-- isnad:own disputed -->\n", f"<!-- isnad:own disputed -->\n{own}\n")
    again = writer(write(material(ATTACK), "ar"), own_parts(edited))
    assert marked("disputed", own) in again
    gone = writer(write(material(event("e")), "ar"), own_parts(again))
    assert "section.disputed" not in gone
    assert marked("disputed", own) in gone.partition("فقرات أضافها أشخاص")[2]
    assert emptied(edited) == emptied(first)


@pytest.mark.parametrize(
    "text",
    [
        "<!-- isnad:own said --> x", "x <!-- /isnad:own -->",
        "<!-- isnad:own said --> <!-- isnad:own news --> <!-- /isnad:own -->",
    ],
)  # fmt: skip
def test_marks_without_partner_are_refused(text: str) -> None:
    with pytest.raises(OwnPartError):
        own_parts(text)
    with pytest.raises(OwnPartError):
        emptied(text)


def test_parts_of_one_name_are_put_together() -> None:
    assert own_parts(f"{marked('said', 'a')} {marked('said', 'b')} {marked('news', '')}") == {"said": "a\n\nb"}


def test_the_docx_uses_styles_that_it_has() -> None:
    made = to_docx(write(material(), "ar"), {})
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        used = set(re.findall(r'<w:(?:pStyle|tblStyle) w:val="(\w+)"', packed.read("word/document.xml").decode()))
        known = set(re.findall(r'w:styleId="(\w+)"', packed.read("word/styles.xml").decode()))
    assert {"Heading1", "Heading4", "ListBullet", "TableGrid"} <= used <= known


@pytest.mark.parametrize(("library", "writer"), [("typst", to_pdf), ("docx", to_docx)])
def test_without_the_libraries_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, library: str, writer: Callable[..., bytes]
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError, match=r"isnad\[report\]"):
        writer(write(material(), "ar"), {})
