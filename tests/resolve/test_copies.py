"""Copies of one text are told, other texts on the same matter are not."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.model import Span
from isnad.resolve.copies import COPY, bands, likeness, signature

REPORT = (
    "قال مجلس بلدة الرابية إن اجتماعا عقد مساء أمس في مقر المجلس بحضور ممثلين عن لجنة المياه ولجنة الطرق واتفق "
    "الحاضرون على إصلاح المضخة الكبيرة قبل نهاية الشهر وعلى توزيع الخبز صباحا ومساء وأضاف المجلس أن الورشة ستبدأ "
    "العمل من جهة السوق القديم ثم تنتقل إلى جهة المدرسة وطلب من السائقين تجنب الشارع الرئيسي حتى انتهاء الأعمال وأن "
    "يلتزم أصحاب المحال بالتعليمات"
)
WORDS = REPORT.split()
PINNED = (340149499, 2525542526, 207612886)


def _alike(one: str, other: str) -> float:
    return likeness(signature(one), signature(other))


COPIES = {
    "the same": REPORT,
    "another spelling": REPORT.replace("إ", "ا").replace("أ", "ا").replace("ة", "ه"),
    "tatweel and marks": REPORT.replace("المياه", "الميـــاه").replace("مجلس", "مَجلِس"),
    "hashtags and an address": REPORT.replace("الرابية", "#الرابية") + " https://example.org/a?b=1 #أخبار_الرابية",
    "a source before and a call after": f"نقلا عن شبكة ضفاف الإخبارية {REPORT} تابعوا أخبارنا على قناتنا",
    "one word of it is another": REPORT.replace("الكبيرة", "الصغيرة"),
    "without its last sentence": " ".join(WORDS[: len(WORDS) * 3 // 4]),
}
OTHERS = {
    "another report on the same": (
        "اتفقت لجنتا المياه والطرق في الرابية على أن تصلح الورشة مضخة البلدة خلال هذا الشهر وفق ما ذكره أحد الحاضرين "
        "لمراسلنا وستغلق الورشة الشارع الرئيسي أياما وقد تتأخر بسبب نقص القطع"
    ),
    "its words in another order": " ".join(reversed(WORDS)),
    "a quotation of it in a long report": f"{' '.join(WORDS[:12])} {' '.join(f'كلمة{n}' for n in range(90))}",
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_a_copy_is_told(text: str) -> None:
    assert _alike(REPORT, text) >= COPY
    assert set(bands(signature(REPORT))) & set(bands(signature(text)))


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_another_text_is_no_copy(text: str) -> None:
    assert _alike(REPORT, text) < COPY


def test_short_texts_copy_nothing() -> None:
    assert signature("قصف على البلدة مساء اليوم") == ()
    assert bands(()) == ()
    assert likeness((), ()) == 0.0


def test_signatures_of_other_lengths_are_not_compared() -> None:
    shape = signature(REPORT)
    assert likeness(shape, shape[:-1]) == 0.0


def test_furniture_makes_no_copies() -> None:
    menu = "الرئيسية الأخبار الرياضة الاقتصاد المنوعات من نحن اتصل بنا سياسة الخصوصية " * 9
    one, other = menu + OTHERS["another report on the same"], menu + REPORT
    page = (Span(0, len(menu)),)
    assert _alike(one, other) > likeness(signature(one, page), signature(other, page))
    assert likeness(signature(other, page), signature(REPORT)) == 1.0


def test_a_signature_is_the_same_in_every_run_and_release() -> None:
    """Archives keep signatures: where these numbers change, kept ones compare with new ones no more."""
    shape = signature(REPORT)
    assert len(shape) == 128
    assert shape[:3] == PINNED
    assert tuple(array("Q", array("Q", shape).tobytes())) == shape


@given(st.integers(0, len(WORDS)), st.integers(0, len(WORDS)))
def test_likeness_is_near_the_share_of_common_runs(start: int, end: int) -> None:
    part = WORDS[min(start, end) : max(start, end)]
    if len(part) >= 8:
        runs = [set(zip(words, words[1:], words[2:], strict=False)) for words in (WORDS, part)]
        share = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
        assert likeness(signature(REPORT), signature(" ".join(part))) == pytest.approx(share, abs=0.2)
