import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import NameObject, NumberObject

from isnad.errors import (
    DamagedSourceError,
    EncryptedSourceError,
    IsnadError,
    NoTextLayerError,
    OversizedSourceError,
)
from isnad.ingest import pdf as module
from isnad.ingest.capture import capture
from isnad.ingest.pdf import Pdf, read_pdf
from tests.ingest.pdf_making import drawn, pdf
from tests.ingest.report_texts import FIRST, HEADLINE, SECOND, THIRD

SHAPES = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in range(0xFEFC, 0xFE80, -1)
    if "ISOLATED" in unicodedata.name(chr(code), "")
}
"""A presentation form for each letter."""
TURNED, SHAPED = "order of display", "shapes of letters"


def display(line: str) -> str:
    """A line as it is seen from left to right: numbers and Latin words as they are written, brackets mirrored."""
    turned = line[::-1].translate(str.maketrans("()[]«»", ")(][»«"))
    return re.sub(r"[0-9A-Za-z٠-٩]+(?:[/:.][0-9٠-٩]+)*", lambda match: match[0][::-1], turned)


def read(*pages: list[str], title: str | None = None, password: str | None = None) -> Pdf:
    letters = "".join("".join(page) for page in pages)
    return read_pdf(pdf(*map(drawn, pages), letters=letters, title=title, password=password))


LINES = [
    FIRST,
    "وقال المصدر إن 17 شخصاً أصيبوا عند الساعة 18:30 يوم 14/2/2021 في البلدة (الحاجز الشمالي)",
    "ووصل ٣٥ عنصراً إلى بلدة «النهر» وفق وكالة Reuters للأنباء",
]


@pytest.mark.parametrize("line", LINES)
def test_lines_in_the_order_of_display_are_put_right(line: str) -> None:
    found = read([display(line)])
    assert found.text == line
    assert any(TURNED in warning for warning in found.warnings)


@pytest.mark.parametrize("line", LINES)
def test_lines_in_the_order_of_reading_stay(line: str) -> None:
    found = read([line])
    assert (found.text, found.warnings) == (line, ())


@pytest.mark.parametrize("line", [FIRST, display(FIRST)])
def test_vowel_marks_that_take_a_place(line: str) -> None:
    assert read_pdf(pdf(drawn([line]), letters=line, flat_marks=False)).text == FIRST


def test_shapes_become_letters() -> None:
    shaped = "".join(SHAPES.get(char, char) for char in SECOND).replace("ﻻ", "ﻻ")
    assert shaped != SECOND
    found = read([display(shaped)])
    assert found.text == SECOND
    assert [warning for warning in found.warnings if SHAPED in warning]
    assert read([display("الأحد: ﻻ إصابات في المدينة على الطريق")]).text == "الأحد: لا إصابات في المدينة على الطريق"


def test_latin_lines_stay() -> None:
    found = read([display(HEADLINE), "Press release No. 17 (English)"])
    assert "Press release No. 17 (English)" in found.text


def test_pages_and_paragraphs() -> None:
    words = FIRST.split()
    first, rest = " ".join(words[:9]), " ".join(words[9:])
    found = read([display(HEADLINE)], [display(first), display(rest)], title="خبر من الوادي")
    head, body = found.text.split("\n\n")
    assert head == HEADLINE
    assert body.replace("\n", " ") == FIRST
    assert found.title == "خبر من الوادي"


def test_a_report() -> None:
    page = [display(HEADLINE), "", display(FIRST), display(SECOND)]
    raw = pdf(drawn(page), letters="".join(page), title=HEADLINE)
    for name in ("a.pdf", "", "a.txt"):
        document, warnings = capture(raw, name=name)
        assert document.title is not None and document.title.of(document.text) == HEADLINE
        assert FIRST in document.text and SECOND in document.text
        assert len(warnings) == 1 and TURNED in warnings[0]


def test_what_the_font_does_not_know() -> None:
    found = read_pdf(pdf(drawn([FIRST]), letters=FIRST.replace("ن", "")))
    assert found.text == FIRST.replace("ن", "\ufffd")
    assert any("U+FFFD" in warning for warning in found.warnings)


def test_a_font_that_names_letters_wrongly() -> None:
    wrong = FIRST.replace("ن", "H").replace("ا", "'")
    assert "words of the PDF mix Arabic with other letters" in read([wrong]).warnings[-1]
    assert read(["وصلت آليات من نوع وT-72 وF-16 إلى البلدة صباح اليوم"]).warnings == ()


def test_pictures_of_pages() -> None:
    for raw in (pdf(b"q 500 0 0 700 0 0 cm Q"), pdf(), pdf(drawn(["17 / 3"]), letters="17 / 3")):
        with pytest.raises(NoTextLayerError, match="transcript"):
            read_pdf(raw)


def test_a_password() -> None:
    with pytest.raises(EncryptedSourceError, match="without one"):
        read([FIRST], password="x")  # noqa: S106 -- of nothing
    assert read([FIRST], password="").text == FIRST


def test_a_broken_page_costs_no_other() -> None:
    def broken(writer: PdfWriter) -> None:
        writer.pages[1][NameObject("/Contents")] = NumberObject(7)

    raw = pdf(drawn([FIRST]), drawn([SECOND]), drawn([THIRD]), letters=FIRST + SECOND + THIRD, change=broken)
    found = read_pdf(raw)
    assert found.text == f"{FIRST}\n\n{THIRD}"
    assert len(found.warnings) == 1 and "page 2 of the PDF cannot be read" in found.warnings[0]


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PAGES", 2)
    assert read([FIRST], [SECOND]).text == f"{FIRST}\n\n{SECOND}"
    with pytest.raises(OversizedSourceError, match="more than 2"):
        read([FIRST], [SECOND], [THIRD])


def test_too_much_on_a_page_and_in_all() -> None:
    begun = time.monotonic()
    much = b"q Q " * 1_100_000
    found = read_pdf(pdf(much, drawn([FIRST]), letters=FIRST))
    assert found.text == FIRST and "draws more than" in found.warnings[0]
    with pytest.raises(OversizedSourceError, match="part you need"):
        read_pdf(pdf(*[much] * 9, drawn([FIRST]), letters=FIRST))
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("raw", [b"%PDF-", b"%PDF-1.7\n" + bytes(500), pdf(drawn([FIRST]), letters=FIRST)[:700]])
def test_damaged_files(raw: bytes) -> None:
    with pytest.raises(DamagedSourceError):
        capture(raw)


RAW = pdf(drawn([display(FIRST), display(SECOND)]), letters=FIRST + SECOND, title="خبر")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(RAW) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_any_damage_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    raw = bytearray(RAW)
    for at, value in changes:
        raw[at] = value
    try:
        assert read_pdf(bytes(raw)).text
    except IsnadError as error:
        assert str(error)  # noqa: PT017 -- either way is right


OPERATORS = ["BT", "ET", "q", "Q", "/F1 9 Tf", "/F2 9 Tf", "1 0 0 1 9 9 Tm", "0 0 0 0 0 0 Tm", "9 9 Td", "T*", "Tj"]
OPERATORS += ["<0642064406270644>Tj", "[(a) -900 <0642>] TJ", "(x) '", '1 2 (y) "', "1e300 Tc", "-1 Tz", "/X Do", "BMC"]
OPERATORS += ["EMC", "/Span << /ActualText (z) >> BDC", "1 0 0 1 1e308 1e308 cm", "[] TJ", "null Tf", "<", "]", ">>"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(OPERATORS), max_size=30))
def test_any_operators_are_followed(operators: list[str]) -> None:
    content = drawn([FIRST]) + "\n".join(operators).encode()
    try:
        assert read_pdf(pdf(content, letters=FIRST)).text
    except DamagedSourceError as error:
        assert "page 1" in str(error)  # noqa: PT017 -- either way is right
