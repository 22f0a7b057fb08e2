"""Verbs of all classes: the forms that newsrooms write must be derived from the principal parts."""

import pytest

from isnad.arabic import inflect
from isnad.arabic.letters import fold

VERBS = [
    # sound, by form
    ("قصف يقصف قصف", "قصف قصفت قصفوا قصفتا يقصف تقصف يقصفون قصفا"),
    ("قتل يقتل قتل", "قتل قتلت قتلوا قتلا يقتل تقتل يقتلون يقتلوا نقتل"),
    ("فجر يفجر تفجير", "فجر فجرت فجروا يفجر تفجير تفجيرات تفجيرين تفجيرا"),
    ("هاجم يهاجم مهاجمة مهاجم", "هاجم هاجمت هاجموا هوجم هوجمت يهاجم تهاجم مهاجمة مهاجما مهاجمين"),
    ("حاصر يحاصر محاصرة", "حاصر حاصرت حوصر حوصرت حوصروا يحاصر محاصرة"),
    ("أرسل يرسل إرسال", "أرسل أرسلت أرسلوا يرسل ترسل إرسال إرسالا"),
    ("أفرج يفرج إفراج", "أفرج أفرجت أفرجوا يفرج تفرج إفراج"),
    ("تقدم يتقدم تقدم", "تقدم تقدمت تقدموا يتقدم تتقدم يتقدمون"),
    ("تبادل يتبادل تبادل", "تبادل تبادلت تبادلا تبادلوا يتبادل تتبادل"),
    ("انسحب ينسحب انسحاب", "انسحب انسحبت انسحبوا ينسحب تنسحب ينسحبون انسحاب انسحابا انسحابات"),
    ("اعتقل يعتقل اعتقال", "اعتقل اعتقلت اعتقلوا يعتقل تعتقل يعتقلون اعتقال اعتقالات"),
    ("اقتحم يقتحم اقتحام", "اقتحم اقتحمت اقتحموا يقتحم تقتحم اقتحامات"),
    ("استهدف يستهدف استهداف مستهدف", "استهدف استهدفت استهدفوا يستهدف تستهدف مستهدفا مستهدفة مستهدفين استهدافات"),
    # doubled
    ("رد يرد رد", "رد ردت ردوا يرد ترد يردون"),
    ("شن يشن شن", "شن شنت شنوا يشن تشن يشنون"),
    ("صد يصد صد", "صد صدت صدوا يصد تصد"),
    ("احتل يحتل احتلال", "احتل احتلت احتلوا يحتل تحتل احتلال احتلالا"),
    ("انضم ينضم انضمام", "انضم انضمت انضموا ينضم تنضم"),
    # with hamza
    ("أسر يأسر أسر", "أسر أسرت أسروا يأسر تأسر"),
    ("سأل يسأل سؤال", "سأل سألت سألوا يسأل"),
    ("أنشأ ينشئ إنشاء", "أنشأ ينشئ تنشئ إنشاء"),
    ("بدأ يبدأ بدء", "بدأ يبدأ تبدأ نبدأ بدء"),
    # first radical weak
    ("وقع يقع وقوع", "وقع وقعت وقعوا وقعتا يقع تقع يقعون"),
    ("وصل يصل وصول", "وصل وصلت وصلوا يصل تصل يصلون"),
    ("اتهم يتهم اتهام متهم", "اتهم اتهمت اتهموا يتهم تتهم يتهمون متهما متهمة متهمين اتهامات"),
    ("اتفق يتفق اتفاق", "اتفق اتفقت اتفقوا اتفقا يتفق تتفق يتفقون اتفاقات"),
    # hollow
    ("قال يقول قول", "قال قالت قالوا يقول تقول يقولون قيل"),
    ("عاد يعود عودة", "عاد عادت عادوا يعود تعود يعودون عودة"),
    ("أصاب يصيب إصابة", "أصاب أصابت أصابوا أصيب أصيبت أصيبوا يصيب تصيب إصابة إصابات إصابتين"),
    ("أقال يقيل إقالة", "أقال أقالت أقيل أقيلت يقيل إقالة"),
    ("اغتال يغتال اغتيال", "اغتال اغتالت اغتالوا اغتيل اغتيلت يغتال تغتال اغتيالات"),
    ("استعاد يستعيد استعادة", "استعاد استعادت استعادوا استعيد استعيدت يستعيد تستعيد يستعيدون استعادة"),
    # last radical weak
    ("نفى ينفي نفي", "نفى نفت نفوا ينفي تنفي ينفون نفيا"),
    ("دعا يدعو دعوة", "دعا دعت دعوا يدعو تدعو يدعون دعوات دعوة"),
    ("لقي يلقى لقاء", "لقي لقوا يلقى تلقى يلقون"),
    ("أجرى يجري إجراء", "أجرى أجرت أجروا أجريا يجري تجري يجرون إجراء إجراءات"),
    ("سعى يسعى سعي", "سعى سعت سعوا يسعى تسعى يسعون سعيا"),
    ("تبنى يتبنى تبني", "تبنى تبنت تبنوا يتبنى تتبنى يتبنون"),
    ("التقى يلتقي لقاء", "التقى التقت التقوا التقيا يلتقي تلتقي يلتقون"),
    ("استولى يستولي استيلاء", "استولى استولت استولوا يستولي تستولي يستولون استيلاء"),
    ("أخلى يخلي إخلاء", "أخلى أخلت أخلوا يخلي تخلي يخلون إخلاء"),
    ("توفي يتوفى وفاة", "توفي توفوا يتوفى"),
    # four radicals, quadriliteral
    ("سيطر يسيطر سيطرة", "سيطر سيطرت سيطروا يسيطر تسيطر يسيطرون سيطرة"),
    ("تمركز يتمركز تمركز", "تمركز تمركزت تمركزوا يتمركز تتمركز"),
]


@pytest.mark.parametrize(("parts", "wanted"), VERBS, ids=[parts.split()[0] for parts, _ in VERBS])
def test_the_forms_that_newsrooms_write(parts: str, wanted: str) -> None:
    past, present, verbal_noun, *active = map(fold, parts.split())
    forms = {form.text for form in inflect.verb(past, present, verbal_noun, active[0] if active else None)}
    assert {fold(word) for word in wanted.split()} - forms == set()


def test_all_weak_classes_are_there() -> None:
    assert len(VERBS) >= 40


@pytest.mark.parametrize(
    ("parts", "never"),
    [
        ("نفى ينفي نفي", "نفىت نفىوا ينفيون"),
        ("دعا يدعو دعوة", "دعات دعاوا يدعوون"),
        ("أجرى يجري إجراء", "اجريوا يجريون"),
        ("قصف يقصف قصف", "قصيف يقصفت"),
    ],
)
def test_forms_that_nobody_writes(parts: str, never: str) -> None:
    past, present, verbal_noun = map(fold, parts.split())
    forms = {form.text for form in inflect.verb(past, present, verbal_noun)}
    assert {fold(word) for word in never.split()} & forms == set()


@pytest.mark.parametrize(
    ("noun", "wanted"),
    [
        (("هجوم", "هجمات"), "هجوم:noun هجوما:noun هجومين:dual هجومان:dual هجمات:plural"),
        (("غاره", "غارات"), "غاره:noun غارتان:dual غارتين:dual غارات:plural"),
        (("لغم", "الغام"), "لغم:noun لغمين:dual الغام:plural الغاما:plural"),
    ],
)
def test_nouns(noun: tuple[str, str], wanted: str) -> None:
    forms = {f"{form.text}:{form.part}" for form in inflect.noun(*noun)}
    assert set(wanted.split()) <= forms


def test_some_forms_need_a_pronoun() -> None:
    bound = {form.text for form in inflect.verb("اعتقل", "يعتقل", "مداهمه") if form.bound}
    assert {"اعتقلو", "يعتقلو", "مداهمت"} <= bound
    assert not bound & {"اعتقلوا", "مداهمه"}


@pytest.mark.parametrize(
    ("past", "present", "wanted", "never"),
    [
        ("بدأ", "يبدأ", "بدأت بدأتا يبدأون", "بدت"),
        ("لقي", "يلقى", "لقيت لقيتا لقوا لقيا", "لقت"),
        ("توفي", "يتوفى", "توفيت توفوا", "توفت"),
    ],
)
def test_a_firm_last_letter_stays(past: str, present: str, wanted: str, never: str) -> None:
    forms = {form.text for form in inflect.verb(fold(past), fold(present), firm=True)}
    assert {fold(word) for word in wanted.split()} <= forms
    assert fold(never) not in forms


@pytest.mark.parametrize(
    ("form", "possessed", "wanted"),
    [
        ("جنديان", False, ("جندي", 2)),
        ("طفلتين", False, ("طفله", 2)),
        ("طفلي", True, ("طفل", 2)),
        ("زوجت", True, ("زوجه", 1)),
        ("ابن", True, ("ابن", 1)),
    ],
)
def test_how_many_a_form_tells_of(form: str, possessed: bool, wanted: tuple[str, int]) -> None:
    assert wanted in inflect.counted(form, possessed)
