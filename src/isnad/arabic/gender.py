"""How a verb agrees with a name: as with a feminine noun, or as with a masculine one.

A name agrees by its first word (`قوات سوريا الديمقراطية`, `حزب الله`). Plurals of things take the feminine, and so do
words for a body of people that are plurals of no person (`سرايا`, `ألوية`); plurals of persons (`أنصار`) do not. An
adjective tells no more than its noun, and a bare family or country name nothing at all: it is masculine here.
"""

from typing import Final

from isnad.arabic.letters import MARKS, TATWEEL

_UNWRITTEN: Final = {ord(TATWEEL): None, **{ord(mark): None for mark in "".join(
    chr(point) for low, high in zip(MARKS[::3], MARKS[2::3], strict=False) for point in range(ord(low), ord(high) + 1)
)}}  # fmt: skip
_FEMININE: Final = frozenset(
    "سرايا ألوية كتائب فصائل وحدات قوى ميليشيا مليشيا ميليشيات مليشيات لجان غرف خلايا فرق أفواج فيالق جيوش أجنحة "
    "قبائل عشائر جبهات دفاعات منصات مجالس تيارات أحزاب تنظيمات أجهزة مصادر مواقع وسائل صحف وكالات قنوات شبكات أوساط "
    "عصائب خوذ فلول جندرما رويترز سانا تاس شينخوا سبوتنيك بلومبرغ فرانس أسوشيتد أناضول يونيسف يونسكو أونروا يونيفيل "
    "أوكسفام أوبك دار طالبان قسد داعش حماس فتح أمل أسايش "
    "أم بنت أخت زوجة سوريا روسيا تركيا إيران مصر إسرائيل أمم فرنسا بريطانيا أمريكا أميركا ليبيا تونس قطر "
    "سويد صين هند يابان ألمانيا إيطاليا أوكرانيا جزائر بحرين بغداد دمشق موسكو أنقرة طهران واشنطن "
    "باريس لندن رياض بيروت صنعاء طرابلس خرطوم قدس".split()
)
_MASCULINE: Final = frozenset(
    "خليفة أسامة حمزة طلحة عبيدة معاوية عطية قتيبة حذيفة علقمة عكرمة موسى عيسى يحيى مصطفى مرتضى مجتبى رضا طه زكريا "
    "مقتدى مثنى مستشفى مقهى ملتقى منتدى مبنى مرسى ملهى قاضي فتى أعضاء أمناء أبناء علماء وجهاء زعماء خبراء شركاء حلفاء "
    "أعداء سفراء وزراء رؤساء خلفاء شهداء نشطاء عملاء لواء لقاء قضاء ماء هواء سماء غذاء دواء وعاء إخاء نداء بناء ولاء "
    "رجاء علاء بهاء ضياء صفاء عطاء ثناء قادة نصارى قتلى جرحى أسرى ثقات إخوة أساتذة جهابذة".split()
)
"""Names of men that end like women's, nouns in ى, ا or اء that are no feminines (`مستشفى`), plurals of persons."""
_SIGNS: Final = ("ة", "ات", "ى", "يا", "اء")
_PAST: Final = frozenset(
    "قال أكد نفى اتهم رفض زعم حذر حذّر هدد هدّد وعد توقع توقّع رجح رجّح أورد تحدث تحدّث ذكر أعلن".split()
)
"""Verbs of the views; of other words the spelling does not tell that they are verbs."""
_NOUNS: Final = {"موجود": "موجودة", "حليف": "حليفة", "له": "لها"}


def feminine(name: str) -> bool:
    """Whether a verb agrees with this name in the feminine singular; a name that is not Arabic does not tell."""
    word = next(iter(name.split()), "").strip("«»\"'“”()[]،.").translate(_UNWRITTEN)
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    if bare in _MASCULINE:
        return False
    return bare in _FEMININE or bare.endswith(_SIGNS)


def agreeing(predicate: str, name: str) -> str:
    """A predicate that is written for a masculine subject, as it agrees with `name`: its first word is a verb in the
    past or present, or one of the few other words that turn (`موجود في`); what does not turn stays (`جزء من`)."""
    if not feminine(name):
        return predicate
    word, space, rest = predicate.partition(" ")
    if word in _NOUNS:
        turned = _NOUNS[word]
    elif word.startswith("ي") and len(word) > 3:
        turned = "ت" + word[1:]
    elif word in _PAST:
        turned = (word[:-1] if word.endswith("ى") else word) + "ت"
    else:
        turned = word
    return turned + space + rest
