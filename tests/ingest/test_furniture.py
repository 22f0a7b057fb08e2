from pathlib import Path

import pytest
import yaml

from isnad.arabic.letters import unfit_letters
from isnad.arabic.view import View
from isnad.errors import CodebookError
from isnad.ingest.furniture import Marks, mark
from isnad.ingest.lines import lines_of
from isnad.ingest.phrase_files import FURNITURE, ROLES, load_phrases
from tests.ingest.report_texts import BODY, FIRST, HEADLINE, REPORT, SECOND, THIRD

FILES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FURNITURE.glob("*.yaml"))}
ROWS = [
    "واشنطن ترفض مطالب بإبقاء قواتها في...",
    "بعد سنوات من الغياب: صندوق النقد يعيّن أول...",
    "كيف يرى سكان المنطقة تداعيات الانسحاب؟",
    "مظاهرات حاشدة تعم البلاد رفضاً للتقسيم وتضامناً مع…",
]


def marked(text: str) -> tuple[Marks, list[str]]:
    marks = mark(View(text))
    return marks, [span.of(text) for span in marks.furniture]


def cases(key: str) -> list[tuple[str, str]]:
    return [(stem, line) for stem, content in FILES.items() if stem != "body" for line in content[key]]


@pytest.mark.parametrize(("stem", "line"), cases("examples"))
def test_examples_are_furniture(stem: str, line: str) -> None:
    _, furniture = marked(f"{HEADLINE}\n\n{FIRST}\n{SECOND}\n{line}\n{THIRD}")
    assert furniture == [line]


@pytest.mark.parametrize(("stem", "line"), cases("counter_examples"))
def test_counter_examples_are_not(stem: str, line: str) -> None:
    assert marked(f"{HEADLINE}\n\n{FIRST}\n{SECOND}\n{line}\n{THIRD}")[1] == []


def test_openings_of_the_body() -> None:
    phrases = load_phrases()
    for key, expected in (("examples", True), ("counter_examples", False)):
        for line in FILES["body"][key]:
            assert phrases.goes_on(lines_of(View(line))[0]) is expected, line


@pytest.mark.parametrize("stem", FILES)
def test_files_hold_fit_letters_and_both_kinds_of_examples(stem: str) -> None:
    content = FILES[stem]
    assert content["role"] in ROLES and content["examples"] and content["counter_examples"]
    phrases = [
        text for key, value in content.items() if isinstance(value, list) and "examples" not in key for text in value
    ]
    assert not [text for text in phrases if isinstance(text, str) and unfit_letters(text)]


def test_report_without_furniture() -> None:
    marks, furniture = marked(REPORT)
    assert furniture == [] and marks.links == ()
    assert marks.title is not None and marks.title.of(REPORT) == HEADLINE


@pytest.mark.parametrize(
    "line",
    [
        f"{HEADLINE} - شبكة الأخبار - network {HEADLINE} - شبكة الأخبار - network",
        f"{HEADLINE} | شبكة الأخبار {HEADLINE}",
        f"{HEADLINE} {HEADLINE} {HEADLINE}",
    ],
)
def test_page_title(line: str) -> None:
    marks, furniture = marked(f"{line}\n\n{BODY}")
    assert marks.title is not None and marks.title.of(line) == HEADLINE
    assert "".join(furniture).strip() == line[len(HEADLINE) :].strip()
    marks, furniture = marked(f"الصفحة الرئيسية {line}\n\n{HEADLINE}\n{BODY}")
    assert furniture == [f"الصفحة الرئيسية {line}"]
    assert marks.title is not None and marks.title.start > len(line)


def test_title_of_a_social_network() -> None:
    first = f"صفحة الأخبار - {FIRST[:30]}... Facebook Shared with Public"
    marks, furniture = marked(f"{first}\n\n{BODY}")
    assert furniture == [first] and marks.title is None


def test_headlines_after_the_report() -> None:
    marks, furniture = marked(REPORT + "\n".join([*ROWS, "دع تعليقاً Cancel Reply"]))
    assert furniture == [*ROWS, "دع تعليقاً Cancel Reply"]
    assert [link.role for link in marks.links] == ["related"] * 4


def test_headlines_below_a_heading() -> None:
    _, furniture = marked(f"{FIRST}\n{SECOND}\nمواضيع ذات صلة\n{ROWS[2]}\n{THIRD}")
    assert furniture == ["مواضيع ذات صلة", ROWS[2]]


@pytest.mark.parametrize(
    "tail",
    [
        "والقتلى هم:\nمحمد خالد الأحمد من قرية الشمال\nحسن علي العبيد من قرية الجنوب\nخالد عمر السالم من المدينة",
        "– عنصر من حركة أحرار المدينة الإسلامية\n– عنصر من لواء الشمال الموالي للحكومة\n- ضابط في القوات الخاصة للجيش",
        "وانسحبت القوات بعد ذلك من القرية دون قتال",
        "وأضاف أن القوات انسحبت\nوأشار إلى أن الطريق مغلق أمام السكان\nوأكد أن الوضع هادئ في المدينة الآن",
    ],
)
def test_sentences_of_the_report_stay(tail: str) -> None:
    assert marked(REPORT + tail)[1] == []


def test_reports_without_full_stops_lose_nothing() -> None:
    lines = [line.rstrip(".") for line in (FIRST, SECOND, THIRD)] + [
        "قصفت المدفعية مواقع في محيط البلدة صباح اليوم"
    ] * 3
    kept = "\n".join(lines[:4])
    assert marked(kept)[1] == []


def test_related_links_are_links() -> None:
    text = f"{FIRST}\nاقرأ أيضاً:  اجتماع قادة الفصائل في المدينة\n{SECOND}"
    marks, furniture = marked(text)
    assert furniture == ["اقرأ أيضاً:  اجتماع قادة الفصائل في المدينة"]
    assert [link.span.of(text) for link in marks.links] == ["اجتماع قادة الفصائل في المدينة"]


def test_tags_and_addresses() -> None:
    text = f"{FIRST} https://t.me/abc\n#ريف_دمشق #عاجل\n{SECOND}#داعش #عاجل\nhttps://example.com/#section"
    marks, furniture = marked(text)
    assert marks.tags == ("ريف دمشق", "عاجل", "داعش")
    assert furniture == ["https://t.me/abc", "#ريف_دمشق #عاجل", "#داعش #عاجل", "https://example.com/#section"]
    assert [(link.role, link.url) for link in marks.links] == [("share", "https://example.com/#section")]


def test_captions() -> None:
    text = f"{HEADLINE}\n1993.jpg\nجنود قرب الحاجز الشمالي للمدينة - (صفحة محلية)\n{FIRST}\n{SECOND}"
    assert marked(text)[1] == ["1993.jpg", "جنود قرب الحاجز الشمالي للمدينة - (صفحة محلية)"]
    assert marked(f"{HEADLINE}\nآثار القصف على السوق (رويترز)\n{FIRST}")[1] == ["آثار القصف على السوق (رويترز)"]
    assert marked(f"مقتل ثلاثة جنود في هجوم (رويترز)\n{FIRST}")[1] == []
    assert marked(f"{FIRST}\n{SECOND}\nوأكد الجيش مقتل الجنود في بيان (رويترز)")[1] == []


def test_copies() -> None:
    cut = FIRST[:60] + "..."
    assert marked(f"{cut}\n\n{FIRST}\n{SECOND}\n{FIRST}")[1] == [cut, FIRST]


def test_many_headings_take_linear_time() -> None:
    assert len(marked("المزيد\n" * 20_000 + BODY)[1]) == 20_000


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("role: nonsense", "role must be"),
        ("role: share\nalone: word", "at least one word"),
        ("role: share\nopnes: [x]", "unknown key"),
        ("role: comment\nbetween: [[x]]", "pairs"),
        ("role: share\nlongest: many", "number"),
        ("role: [", "cannot be read"),
    ],
)
def test_bad_files(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "bad.yaml").write_text(content, "utf-8")
    with pytest.raises(CodebookError, match=problem):
        load_phrases(tmp_path)
