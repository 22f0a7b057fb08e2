"""Evidence is lit up at the right characters, whatever stands between them, and its words keep their order."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from isnad.ingest.items import document
from isnad.model import Span, to_plain
from isnad.publish.marks import whole_words
from tests.archive.reports import item
from tests.browser.conftest import Open
from tests.browser.served import Opened

RLO, PDF, LRO, RLI, PDI, ZWNJ, ZWJ = "\u202e", "\u202c", "\u202d", "\u2067", "\u2069", "\u200c", "\u200d"
STACKED = "الشِّدَّةُ" + "\u064b\u064c\u0651\u0670" * 40
TEXTS = {
    "plain": "قال مصدر محلي إن اشتباكات اندلعت أمس بين ميليشيا الدفاع الوطني والحرس الثوري الإيراني في مدينة البوكمال.",
    "mixed": "هاجم داعش (ISIS) بـ 3 صواريخ Grad BM-21 حاجزاً للحرس الثوري IRGC قرب الميادين في 24/8/2025 عند 22:30.",
    "digits": "قُتل ٣ عناصر من قوات النظام وجُرح 12 آخرون بقصف على الميادين يوم ٢٤/٨/٢٠٢٥ و25-8-2025، والحصيلة ١٥.",
    "emoji": "🚨🇸🇾 عاجل: 👨‍👩‍👧‍👦 قصفت طائرة مسيّرة 𝔻𝟛 مقراً لحزب الله في البوكمال 💥💥 أمس، وفق مصدر عسكري 🧑🏽‍✈️.",
    "joiners": f"اعتقلت قوات{ZWNJ} سوريا الديمقراطية قيادياً في تنظيم{ZWJ} داعش في الميـــادين أمس، وبالميادين قُتل.",
    "overrides": f"قصف {RLO}حزب الله{PDF} مواقع {LRO}داعش{PDF} في {RLI}البوكمال{PDI} أمس {RLO} واعتقل داعش مدنيين.",
    "stacked": f"اعتقل الحرس الثوري مدنيين في البوكمال {STACKED} يوم الاثنين، وقُتِلَ قِيَادِيٌّ في دَاعِش.",
    "lines": "قصفت روسيا إدلب\r\n\r\nواعتقل داعش مدنيين في الرقة\n\tوانسحب حزب الله من حمص  \nأمس.\n",
    "latin": 'ISIS attacked البوكمال <b>&amp; "الميادين"</b> in 2019: قال مصدر إن داعش هاجم الميادين & ليس <غيرها>.',
}
_RUNS = """
() => {
  const found = [];
  let at = 0;
  const walk = document.createTreeWalker(document.getElementById("report"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const length = [...walk.currentNode.data].length;
    const run = walk.currentNode.parentElement.closest(".m");
    if (run) found.push([at, at + length, [...run.classList]]);
    at += length;
  }
  return found;
}
"""
_WORDS = """
() => {
  const found = [];
  const walk = document.createTreeWalker(document.getElementById("report"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode())
    for (const word of walk.currentNode.data.matchAll(/[^\\s.،]+/gu)) {
      const range = document.createRange();
      range.setStart(walk.currentNode, word.index);
      range.setEnd(walk.currentNode, word.index + word[0].length);
      const box = range.getBoundingClientRect();
      found.push([word[0], Math.round((box.top + box.bottom) / 2), box.left, box.right]);
    }
  return found;
}
"""


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_marks_stand_at_the_characters_of_their_facts(lang: str, move_in: Open) -> None:
    with move_in() as window:
        for name, record in laid(window):
            page = window.go(f"/{lang}/report/{record['document']['id'].partition(':')[2][:16]}")
            text = record["document"]["text"]
            assert page.locator("#report").evaluate("(all) => all.textContent") == text, name
            shown = marked(page)
            expected = {anchor: covered(text, spans) for anchor, spans in facts(record)}
            assert expected, name
            assert {anchor: shown.get(anchor) for anchor in expected} == expected, name
        assert window.troubles() == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_words_keep_their_order_on_the_screen(lang: str, move_in: Open) -> None:
    with move_in() as window:
        page = next(
            window.go(f"/{lang}/report/{record['document']['id'].partition(':')[2][:16]}")
            for name, record in laid(window) if name == "plain"
        )  # fmt: skip
        words = page.evaluate(_WORDS)
        assert [word for word, *_ in words] == TEXTS["plain"].rstrip(".").split()
        lit = page.locator("#report .m").count()
        pairs = [(one, other) for one, other in pairwise(words) if abs(one[1] - other[1]) < 5]
        assert lit > 5 and len(pairs) > 8
        assert [(one[0], other[0]) for one, other in pairs if other[3] > one[2] + 1] == []


def laid(window: Opened) -> Iterator[tuple[str, dict[str, Any]]]:
    """The texts in the archive, each with its record."""
    library = window.bench.library
    library.readers = 1
    given = {name: item(name, text) for name, text in TEXTS.items()}
    assert {one.became for one in library.add(list(given.values()))} == {"added"}
    for name, one in given.items():
        yield name, to_plain(library.reader.read(*document(one)))


def facts(record: dict[str, Any]) -> Iterator[tuple[str, list[list[int]]]]:
    """The anchor of every fact that is shown by a look of its own, and its spans."""
    for number, one in enumerate(record["events"], 1):
        yield f"e{number}", one["triggers"]
    for number, one in enumerate(record["entities"], 1):
        yield f"n{number}", [*one["mentions"], *one["anaphors"]]
    for number, one in enumerate(record["times"], 1):
        yield f"t{number}", [one["span"]]


def covered(text: str, spans: list[list[int]]) -> set[int]:
    """The characters of the spans, each grown to whole words: an element that begins inside one breaks its letters."""
    return {at for start, end in spans for at in _all(whole_words(text, Span(start, end)))}


def marked(page: Page) -> dict[str, set[int]]:
    """By fact, which characters of the report are marked as its own; counted as code points."""
    found: dict[str, set[int]] = {}
    for start, end, classes in page.evaluate(_RUNS):
        for name in classes:
            found.setdefault(name, set()).update(range(start, end))
    return found


def _all(span: Span) -> range:
    return range(span.start, span.end)
