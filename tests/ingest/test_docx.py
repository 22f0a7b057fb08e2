import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.errors import BombError, DamagedSourceError, EmptySourceError, IsnadError, UnsafeArchiveError
from isnad.ingest.capture import capture
from isnad.ingest.docx import read_docx
from isnad.ingest.limits import Limits
from tests.ingest.packing import docx, paragraph, zipped
from tests.ingest.report_texts import FIRST, HEADLINE, SECOND


def text(body: str) -> str:
    return read_docx(docx(body)).text


def run(*parts: str) -> str:
    return "<w:r>" + "".join(part if part.startswith("<") else f"<w:t>{part}</w:t>" for part in parts) + "</w:r>"


def row(one: str, other: str) -> str:
    return f"<w:tr><w:tc>{paragraph(one)}{paragraph(one)}</w:tc><w:tc>{paragraph(other)}</w:tc></w:tr>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("أولى") + paragraph("") + paragraph("ثانية"), "أولى\n\nثانية"),
        (f"<w:p>{run('قال', '<w:tab/>', 'شاهد')}{run('<w:br/>', 'إن')}</w:p>", "قال\tشاهد\nإن"),
        (f"<w:p>{run('نصف', '<w:noBreakHyphen/>', 'ساعة')}</w:p>", "نصف-ساعة"),
        (f"<w:p><w:ins>{run('زيد')}</w:ins><w:del><w:r><w:delText>عمرو</w:delText></w:r></w:del></w:p>", "زيد"),
        (f"<w:p><w:hyperlink>{run('رابط')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", "رابط"),
        (f"<w:sdt><w:sdtContent>{paragraph('داخل')}</w:sdtContent></w:sdt>", "داخل"),
        (
            f"<w:tbl>{row('أ', 'ب')}{row('ت', 'ث')}</w:tbl>{paragraph('بعد')}",
            "أ أ\tب\nت ت\tث\nبعد",
        ),
        (
            f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{paragraph('أ')}</w:tc><w:tc>{paragraph('ب')}</w:tc></w:tr>"
            f"</w:tbl>{paragraph('ج')}</w:tc><w:tc>{paragraph('د')}</w:tc></w:tr></w:tbl>",
            "أ\tب ج\tد",
        ),
        (
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
            f"{paragraph('مرة')}</mc:Choice><mc:Fallback>{paragraph('مرة')}</mc:Fallback></mc:AlternateContent>",
            "مرة",
        ),
        ('<p xmlns="urn:other"><t>غريب</t></p>' + paragraph("لنا"), "لنا"),
    ],
)  # fmt: skip
def test_words(body: str, expected: str) -> None:
    assert text(body) == expected


def test_a_report() -> None:
    raw = docx(paragraph(HEADLINE) + paragraph(FIRST) + paragraph(SECOND), title=HEADLINE)
    document, warnings = capture(raw, name="a.docx")
    assert document.text == f"{HEADLINE}\n{FIRST}\n{SECOND}"
    assert document.title is not None and document.title.of(document.text) == HEADLINE
    assert warnings == () and document.encoding == "utf-8"


@pytest.mark.parametrize("title", ["عنوان لا يرد في النص", "", FIRST[:20]])
def test_a_title_that_does_not_stand_in_the_text_is_none(title: str) -> None:
    document, _ = capture(docx(paragraph(FIRST) + paragraph(SECOND), title=title))
    assert document.text == f"{FIRST}\n{SECOND}"
    assert document.title is None or document.title.of(document.text) != title


def test_what_is_no_character() -> None:
    document, warnings = capture(docx(paragraph(FIRST + "\ufffd")))
    assert document.text.endswith("\ufffd") and warnings == ()


def test_no_words() -> None:
    with pytest.raises(EmptySourceError):
        capture(docx("<w:p/>"))


def test_a_dtd_is_refused() -> None:
    lol = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    with pytest.raises(UnsafeArchiveError, match="entities"):
        read_docx(docx(paragraph("خبر"), prolog=f'<!DOCTYPE d [<!ENTITY l0 "ha">{lol}]>'))
    with pytest.raises(UnsafeArchiveError):
        read_docx(docx(paragraph("خبر"), prolog='<!DOCTYPE d SYSTEM "file:///etc/passwd">'))


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (docx(paragraph(FIRST))[:-40], DamagedSourceError),
        (zipped({"word/other.xml": b"x"}), DamagedSourceError),
        (zipped({"word/document.xml": b"<w"}), DamagedSourceError),
        (zipped({"word/document.xml": b"<?xml version='1.0' encoding='x'?><a/>"}), DamagedSourceError),
        (zipped({"word/document.xml": b""}), DamagedSourceError),
        (zipped({"word/document.xml": b"<a/>", "../x": b""}), UnsafeArchiveError),
        (zipped({"word/document.xml": zipped({"a": b"b"})}), UnsafeArchiveError),
        (zipped({"word/document.xml": bytes(5_000_000)}), BombError),
    ],
)
def test_broken_and_hostile_files(raw: bytes, error: type[IsnadError]) -> None:
    with pytest.raises(error):
        capture(raw, name="a.docx")


def test_a_long_file_is_not_held_as_elements() -> None:
    raw = docx(paragraph("وصل الوفد") * 20_000)
    tracemalloc.start()
    found = read_docx(raw, Limits(ratio=1000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.text.count("\n") == 19_999
    assert peak < 10 * len(found.text) + 4_000_000


def test_deep_markup() -> None:
    assert text("<w:ins>" * 5000 + paragraph("عميق") + "</w:ins>" * 5000) == "عميق"


TAGS = ("w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:tab", "w:del", "x", "w:Fallback")


@given(
    st.lists(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ["خبر", "&amp;", "&x;", "<"])
    )
)
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    try:
        found = read_docx(docx("".join(parts))).text
    except DamagedSourceError:
        return
    assert found.count("خبر") <= parts.count("خبر")


def _held(tag: str, parts: list[str]) -> str:
    return f"<{tag}>{''.join(parts)}</{tag}>"


@given(
    st.recursive(
        st.sampled_from(["<w:p/>", "<w:r><w:t>خبر</w:t></w:r>", "<w:tab/>", "نص"]),
        lambda inner: st.builds(_held, st.sampled_from(TAGS), st.lists(inner, max_size=4)),
        max_leaves=12,
    )
)  # fmt: skip
def test_any_nesting_is_read(body: str) -> None:
    assert text(body).count("خبر") <= body.count("خبر")
