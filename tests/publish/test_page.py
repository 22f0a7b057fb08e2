import gzip
import json
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from isnad.model import Entity, Name, Record, Span, TimeExpression
from isnad.publish import Lang, render_index, render_page
from tests.publish.publish_factory import TEXT, make_record, plain_record

LANGS: tuple[Lang, ...] = ("ar", "en")
EVIL = "</style><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
TEXTS = st.text(alphabet="ابتجحلموي ةىَّـ\u200c\u2066\u2069\n\r<>&\"'«»،47ab", max_size=80)
SPANS = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=8)


def report_text(page: str) -> str:
    found = LexborHTMLParser(page).css_first("#report")
    assert found is not None
    return found.text(deep=True)


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_block_is_the_captured_text(lang: Lang) -> None:
    assert report_text(render_page(make_record(), lang=lang)) == TEXT


@settings(max_examples=60, deadline=None)
@given(TEXTS, SPANS)
def test_any_text_with_any_spans_stays_as_it_is(text: str, spans: list[tuple[int, int]]) -> None:
    mentions = tuple(Span(a, b) for a, b in spans[:4])
    times = tuple(
        TimeExpression(id=f"t{i}", span=Span(a, b), from_=None, to=None, precision="vague", rule="x")
        for i, (a, b) in enumerate(spans[4:])
    )
    entity = Entity(id="a:1", kind="actor", registered=False, class_=None, names=(), mentions=mentions)
    record = replace(plain_record(text), entities=(entity,), times=times)
    assert report_text(render_page(record)) == text


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_fetched_and_nothing_runs(lang: Lang) -> None:
    page = render_page(make_record(), lang=lang)
    tree = LexborHTMLParser(page)
    assert not tree.css("script, link, img, iframe, object, embed, form, base, [src], [srcset], [style]")
    assert not re.search(r"https?:|url\(|@import|javascript:|\son\w+=", page)
    assert all((a.attributes["href"] or "").startswith("#") for a in tree.css("a"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_anchor_exists_and_no_id_twice(lang: Lang) -> None:
    tree = LexborHTMLParser(render_page(make_record(), lang=lang))
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    assert {(a.attributes["href"] or "")[1:] for a in tree.css("a")} <= set(ids)


def test_hostile_text_is_shown_and_never_run() -> None:
    base = make_record()
    entity = replace(base.entities[0], names=(Name(EVIL),), class_=EVIL, id=EVIL)
    document = replace(base.document, text=TEXT + EVIL, outlet=EVIL, url="javascript:alert(1)", published=EVIL)
    record = replace(
        base, document=document, entities=(entity, *base.entities[1:]), warnings=(EVIL,), engine=EVIL, codebook=EVIL,
        events=(replace(base.events[0], mode=EVIL, found_by=EVIL, counts={EVIL: EVIL}), *base.events[1:]),
    )  # fmt: skip
    for page in (render_page(record), render_index([(f"a b{EVIL}.html", record)], lang="en")):
        tree = LexborHTMLParser(page)
        assert not tree.css("script, img, [onerror]")
        assert "<script" not in page
    assert report_text(render_page(record)) == TEXT + EVIL


def test_direction_and_language_follow_the_reader() -> None:
    arabic, english = (render_page(make_record(), lang=lang) for lang in LANGS)
    assert '<html lang="ar" dir="rtl">' in arabic
    assert '<html lang="en" dir="ltr">' in english
    for page in (arabic, english):
        assert '<article id="report" class="text" lang="ar">' in page
        assert '<bdi dir="ltr" class="code">2023-05-12</bdi>' in page


def test_styles_know_no_left_and_no_right() -> None:
    templates = files("isnad.publish").joinpath("templates")
    for item in templates.iterdir():
        source = item.read_text("utf-8")
        assert not re.search(r"\b(left|right)\b(?!-to)", source), item.name
        assert not re.search(r"letter-spacing|text-transform|font-style:\s*(italic|oblique)", source), item.name
        assert not re.search(r"(?<![-\w])(margin|padding)-(top|bottom)|(?<![-\w])(width|height):(?! ?\d*rem\))", source)


def test_a_fact_shows_status_parties_chain_and_words() -> None:
    tree = LexborHTMLParser(render_page(make_record()))

    def card(key: str) -> str:
        node = tree.css_first(f"#{key}")
        assert node is not None
        return " ".join(node.text(deep=True, separator=" ").split())

    assert "هجوم أو اشتباك" in card("e1")
    assert "Assault" in card("e1")
    assert "متّهم كتيبة الفجر" in card("e1")
    assert "الفاعل" not in card("e1").split("من يقول ماذا")[0]
    assert "صحيفة الوادي ← عن مراسل الصحيفة" in card("e1")
    assert "من يقول ماذا" in card("e1")
    assert "مشروط" in card("e3")
    assert "غير مؤرَّخ" in card("t2")
    assert "الطرف أ لواء الصقور" in card("e4")
    assert "مقرّب من كتيبة الفجر" in card("s3")
    assert "أبو سالم يقود كتيبة الفجر" in card("r1")
    assert tree.css_first("a.m.not-actual.e3") is not None
    assert tree.css_first("a.m.event.e3") is None


def test_choosing_a_fact_lights_its_words() -> None:
    page = render_page(make_record())
    assert ":root:has(:is(#e1,#w-e1):target) .e1" in page
    tree = LexborHTMLParser(page)
    lit = [" ".join(node.text().split()) for node in tree.css("#report .e1")]
    assert lit == ["هجوم", "هجوم مسلح", "الهجوم", "الهجوم"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_record_of_nothing_is_still_a_page(lang: Lang) -> None:
    for text in ("", "\n", "خبر"):
        page = render_page(plain_record(text), lang=lang)
        assert report_text(page) == text


@pytest.mark.parametrize("lang", LANGS)
def test_the_index_lists_every_report(lang: Lang) -> None:
    page = render_index([("a.html", make_record()), ("ب 2.html", plain_record("نص"))], lang=lang)
    tree = LexborHTMLParser(page)
    assert [a.attributes["href"] for a in tree.css("a")] == ["a.html", "%D8%A8%202.html"]
    assert "توتر في بلدة النهر" in page
    assert not re.search(r"https?:|url\(|<script", page)
    assert render_index([], lang=lang)


def test_a_long_dense_report_stays_small() -> None:
    base = make_record()
    copies = 7
    text = TEXT * copies
    assert len(text.split()) > 500
    record = replace(base, document=replace(base.document, text=text))
    events = [
        replace(
            e, id=f"{e.id}-{n}", triggers=tuple(moved(s, n) for s in e.triggers), evidence=moved(e.evidence, n)
        )
        for n in range(copies)
        for e in base.events
    ]  # fmt: skip
    entities = [
        replace(e, id=f"{e.id}-{n}", mentions=tuple(moved(s, n) for s in e.mentions))
        for n in range(copies)
        for e in base.entities
    ]
    page = render_page(replace(record, events=tuple(events), entities=tuple(entities)))
    assert report_text(page) == text
    assert len(gzip.compress(page.encode())) < 50 * 1024


def moved(span: Span, times: int) -> Span:
    return Span(span.start + times * len(TEXT), span.end + times * len(TEXT))


def luminance(colour: str) -> float:
    """Relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1])
def test_colours_have_contrast(theme: int) -> None:
    css = files("isnad.publish").joinpath("static", "record.css").read_text("utf-8")
    block = re.findall(r":root\{(.*?)\}", css, re.DOTALL)[theme]
    colour = dict(re.findall(r"--([\w-]+):(#\w+)", block))
    texts = ["ink", "mute", "edge", "what-ink", "say-ink", "who", "where", "when"]
    pairs = [(text, back) for text in texts for back in ("paper", "card")]
    pairs += [("ink", back) for back in ("what", "say", "lit", "dim")] + [
        ("say-ink", "lit"),
        ("say-ink", "dim"),
        ("mute", "lit"),
    ]
    for text, back in pairs:
        light, dark = sorted((luminance(colour[text]), luminance(colour[back])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, back)


SHARED = Path(__file__).parents[3] / "shared" / "gold" / "docs"


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
def test_real_reports_come_through_unchanged() -> None:
    annotated = SHARED.parent / "annotations"
    for path in sorted(SHARED.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        source = annotated / f"{path.stem}.json"
        names = json.loads(source.read_text("utf-8"))["entities"] if source.exists() else []
        assert report_text(render_page(named(text, names))) == text, path.name


def named(text: str, names: list[dict[str, list[str]]]) -> Record:
    found = tuple(
        Entity(
            id=f"a:{n}", kind="actor", registered=False, class_=None, names=(),
            mentions=tuple(Span(m.start(), m.end()) for name in e["names"] for m in re.finditer(re.escape(name), text)),
        )
        for n, e in enumerate(names)
    )  # fmt: skip
    return replace(plain_record(text), entities=found)
