from pathlib import Path

import pytest

from isnad.arabic.gender import agreeing, feminine

FEMININE = """
قوات سوريا الديمقراطية|القوات الحكومية|جماعة الحوثي|حركة الشباب|كتيبة الفجر|كتائب القسام|سرايا السلام|ألوية الناصر
ميليشيا الدفاع الوطني|الميليشيات|وحدات حماية الشعب|هيئة تحرير الشام|الجبهة الشامية|وزارة الدفاع|الحكومة اليمنية
طالبان|الدفاعات الجوية|قِوَى الأمن الداخلي|صحيفة الوادي|رويترز|عصائب أهل الحق|سوريا|إيران|القبائل العربية
مصادر محلية|مصادرُ محليّة|«قوات النخبة»|شبكة محلية|وكالة مدى الفرات|الرياض|نساء من البلدة|صنعاء|الأمم المتحدة
""".split("\n")
MASCULINE = """
الجيش السوداني|حزب الله|تنظيم داعش|لواء الصقور|اللواء 47|فصيل محلي|الحرس الثوري الإيراني|المجلس المحلي
أبو سالم|خليفة حفتر|أسامة حمدان|مستشفى الشفاء|أنصار الله|ناشطون|وجهاء من العشائر|مصدر عسكري|تلفزيون سوريا
موسى أبو مرزوق|مقتدى الصدر|مصطفى الكاظمي|المرصد السوري|ISIS|47|جهاز الأمن العام
""".split("\n")


@pytest.mark.parametrize(
    ("name", "expected"),
    [(name, True) for line in FEMININE for name in line.split("|") if name]
    + [(name, False) for line in MASCULINE for name in line.split("|") if name]
    + [("", False), ("   ", False)],
)
def test_a_verb_agrees_with_the_first_word(name: str, expected: bool) -> None:
    assert feminine(name) is expected


@pytest.mark.parametrize(
    ("predicate", "with_a_feminine"),
    [
        ("يسيطر على", "تسيطر على"), ("يقود", "تقود"), ("موجود في", "موجودة في"), ("حليف لـ", "حليفة لـ"),
        ("له منصب في", "لها منصب في"), ("جزء من", "جزء من"), ("عضو في", "عضو في"),
        ("قال", "قالت"), ("نفى صحة", "نفت صحة"),
    ],
)  # fmt: skip
def test_a_predicate_turns_with_its_subject(predicate: str, with_a_feminine: str) -> None:
    assert agreeing(predicate, "الجيش السوداني") == predicate
    assert agreeing(predicate, "قوات الدعم السريع") == with_a_feminine


def test_the_module_names_no_word_twice() -> None:
    source = Path(__file__).parents[2] / "src" / "isnad" / "arabic" / "gender.py"
    tables = source.read_text("utf-8").split("frozenset(")[1:3]
    for table in tables:
        words = table.partition(".split")[0].replace('"', " ").split()
        assert sorted({word for word in words if words.count(word) > 1}) == []
