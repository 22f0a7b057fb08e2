import time

import pytest

from isnad.ingest.capture import capture
from isnad.ingest.page import read_page
from tests.ingest.report_texts import BODY, FIRST, HEADLINE, SECOND, THIRD

PAGE = f"""<!DOCTYPE html><html><head><title>{HEADLINE} - شبكة</title>
<meta property="article:published_time" content="2021-02-16T19:16:00+02:00"/>
<meta property="og:site_name" content="شبكة الأخبار"><link rel="canonical" href="https://example.com/a?b=1&amp;c=2">
<script>var x = "<p>لا</p>";</script><style>p {{}}</style></head>
<body><nav><a href="/">الرئيسية</a><p>قائمة الموقع الطويلة</p></nav><header><h1>شبكة</h1></header>
<div class="wrap"><article><div class="cat">أخبار</div><h1>انفجار   يستهدف رتلاً
 عسكرياً شمالي المدينة</h1><time datetime="2020-01-01">قديم</time>
<figure><img src="a.jpg"><figcaption>موقع الانفجار (رويترز)</figcaption></figure>
<p>{FIRST}</p><p hidden>مخفي تماما</p><div style="display: none">مخفي أيضا</div>
<p>{SECOND[:40]}<b>{SECOND[40:60]}</b><!-- تعليق -->{SECOND[60:]}</p>
<p>اقرأ أيضاً: <a href="https://example.com/2">عنوان تقرير آخر عن المدينة</a></p>
<p><a href="https://example.com/3">هجوم جديد على رتل عسكري في الجنوب</a></p>
<p>{THIRD}<br>&quot;انتهى&quot; &amp;&#x200f;</p>
<section id="comments"><p>تعليق قارئ: كلام لا يهم أحداً</p></section></article>
<aside><p>خبر جانبي</p></aside></div><footer>جميع الحقوق محفوظة</footer></body></html>"""


def test_main_text_in_lines() -> None:
    page = read_page(PAGE)
    assert page.text.split("\n") == [
        HEADLINE, "أخبار", "قديم", "موقع الانفجار (رويترز)", FIRST, SECOND, "اقرأ أيضاً: عنوان تقرير آخر عن المدينة",
        "هجوم جديد على رتل عسكري في الجنوب", THIRD, '"انتهى" &\u200f',
    ]  # fmt: skip
    assert page.title is not None and page.title.of(page.text) == HEADLINE


def test_what_the_page_declares() -> None:
    document, warnings = capture(PAGE.encode(), name="a.txt")
    assert (document.published, document.published_at) == ("2021-02-16", "2021-02-16T19:16:00+02:00")
    assert (document.published_basis, document.outlet) == ("page", "شبكة الأخبار")
    assert (document.url, warnings) == ("https://example.com/a?b=1&c=2", ())
    assert capture(PAGE.encode(), published="2022-01-01")[0].published_basis == "given"


def test_furniture_of_a_page() -> None:
    document, _ = capture(PAGE.encode())
    assert [span.of(document.text) for span in document.furniture] == [
        "أخبار", "موقع الانفجار (رويترز)", "اقرأ أيضاً: عنوان تقرير آخر عن المدينة", "هجوم جديد على رتل عسكري في الجنوب",
    ]  # fmt: skip
    related = [(link.span.of(document.text), link.url) for link in document.links]
    assert ("هجوم جديد على رتل عسكري في الجنوب", "https://example.com/3") in related


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256"])
def test_encodings(encoding: str) -> None:
    assert FIRST in capture(PAGE.encode(encoding, "ignore"))[0].text


def test_fragment_and_page_in_one_form() -> None:
    assert read_page(f"<p>{FIRST}</p><p>{SECOND}").text == f"{FIRST}\n{SECOND}"
    assert read_page(f"<body><form><div><p>{FIRST}</p><p>{SECOND}</p></div></form>").text == f"{FIRST}\n{SECOND}"


def test_json_ld_date() -> None:
    markup = (
        f'<html><script type="application/ld+json">{{"datePublished": "2023-05-09T08:00:00Z"}}</script><p>{BODY}</p>'
    )
    assert read_page(markup).published is not None
    assert read_page(f"<html><meta name=date content='9 May'><p>{BODY}</p>").published is None


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<div>" * 50_000 + f"<h1>{HEADLINE}</h1><p>{BODY}</p>", "nested 5000"),
        ("<div " + " ".join(f"a{i}='1'" for i in range(200_000)) + f"><p>{BODY}</p></div>", "attributes"),
        ("<div " + "a " * 200_000 + f"><p>{BODY}</p></div>", "attributes"),
        (f"<p>{BODY}</p>" + "<p>" * 400_000, "tags"),
        ("<script>" * 50_000 + "</script>" + f"<p>{BODY}</p>", "nested"),
        (f"<p>{BODY}</p>" + "<!--" * 100_000 + "<b>" * 1000, "nested"),
    ],
)
def test_dangerous_pages_are_stripped(markup: str, reason: str) -> None:
    start = time.perf_counter()
    document, warnings = capture(f"<html>{markup}".encode())
    assert time.perf_counter() - start < 10
    assert FIRST in document.text and "<" not in document.text
    assert reason in warnings[0]


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "&", "&#", "<meta ", "<p>", "</p>", "<br", "'", "<td>", "<li>", "<a href=x>"]
)
def test_repeated_pieces_take_linear_time(piece: str) -> None:
    start = time.perf_counter()
    read_page(f"<html><p>{BODY}</p>" + piece * (200_000 // len(piece)))
    assert time.perf_counter() - start < 20
