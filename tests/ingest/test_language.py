import pytest

from isnad.ingest.language import language_of
from tests.ingest.report_texts import REPORT

ARABIC = [
    REPORT,
    "مقتل قيادي برصاص مجهولين",
    "قصفت قوات النظام قرى کفر تعال و کفر عمة وتقاد ما ادى إلى إصابة مدنيین",
    "Copy link to Tweet Embed Tweet #ديرالزور مقتل عنصرين من قسد في هجوم على حاجز Reply Retweet",
    "اعتقل چاسم الگعود في مدينة البصرة",
    "استـ ـهـ ـداف سيارة د. أحمد",
]
OTHERS = {
    "Persian": "ارتش ایران اعلام کرد که در حمله به یک پاسگاه مرزی کشته شدند",
    "Persian (Arabic keyboard)": "ارتش ايران اعلام كرد كه در حمله به يك پاسگاه مرزي كشته شدند",
    "Urdu": "فوج نے کہا ہے کہ شہر کے شمال میں ہونے والے دھماکے میں دو اہلکار ہلاک اور تین زخمی ہو گئے ہیں",
    "Central Kurdish (Sorani)": "سوپا ڕایگەیاند کە دوو سەرباز لە تەقینەوەیەکدا لە باکووری شارەکە کوژران",
    "Pashto": "پوځ وايي چې د ښار په شمال کې په یوه چاودنه کې دوه سرتیري وژل شوي",
    "English": "The army said that two soldiers were killed in the north of the city on Sunday.",
    "French": "L'armée a annoncé que deux soldats ont été tués dans le nord de la ville par une explosion.",
    "Turkish": "Ordu, kentin kuzeyinde bir patlamada iki askerin öldüğünü açıkladı.",
    "Northern Kurdish": "Artêşê ragihand ku du leşker li bakurê bajêr di teqînekê de hatin kuştin.",
    "Russian": "Армия сообщила, что двое солдат погибли при взрыве на севере города.",
    "Hebrew": "הצבא הודיע כי שני חיילים נהרגו בפיצוץ בצפון העיר",
}


@pytest.mark.parametrize("text", ARABIC)
def test_arabic(text: str) -> None:
    assert language_of(text) == "Arabic"


@pytest.mark.parametrize("name", OTHERS)
def test_others(name: str) -> None:
    language = language_of(OTHERS[name])
    assert language is not None and name.split(" (", maxsplit=1)[0] in language.replace(" (Kurmanji)", "")


def test_no_letters() -> None:
    assert language_of("123 … !") is None


def test_windows_1251_is_not_arabic() -> None:
    text = "Армия сообщила что двое солдат погибли при взрыве на севере города".encode("cp1251").decode("cp1256")
    assert language_of(text) != "Persian"
