"""Names are taken apart into what tells their bearers apart, and compared part by part."""

import pytest

from isnad.codebook import Codebook
from isnad.model.vocabulary import EntityKind
from isnad.resolve.naming import Likeness, agreeing, naming, namings

PERSONS = {
    "أحمد": (("احمد",), 0),
    "أبو محمد": (("ابو محمد",), 1),
    "أبي محمد": (("ابو محمد",), 1),
    "ابو عبد الله": (("ابو عبدالله",), 1),
    "الناعوري": (("ناعوري",), 1),
    "أحمد محمد": (("احمد", "محمد"), 2),
    "أبو محمد الناعوري": (("ابو محمد", "ناعوري"), 3),
    "عبد الرحمن الناعوري": (("عبدالرحمن", "ناعوري"), 3),
    "عبدالرحمن الناعوري": (("عبدالرحمن", "ناعوري"), 3),
    "نور الدين السالم": (("نورالدين", "سالم"), 3),
    "سعيد بن خالد الناعوري": (("سعيد", "خالد", "ناعوري"), 4),
    "العقيد سعيد الناعوري": (("سعيد", "ناعوري"), 3),
    "لسعيد الناعوري": (("سعيد", "ناعوري"), 3),
}


@pytest.mark.parametrize("name", PERSONS)
def test_names_of_persons(name: str, book: Codebook) -> None:
    found = naming(name, "person", book)
    assert (found.parts, found.strength) == PERSONS[name]


GENERIC: dict[str, EntityKind] = {
    "المجموعة": "actor", "الفصيل": "actor", "القوات": "actor", "الفصائل السورية": "actor", "القوات الكردية": "actor",
    "طائرة مسيرة تركية": "actor", "طائرات الاستطلاع الروسية": "actor", "المجلس العسكري": "actor",
    "الجيش والفصائل": "actor", "المشفى الوطني": "facility", "حاجز قسد": "facility",
}  # fmt: skip


@pytest.mark.parametrize("name", GENERIC)
def test_generic_heads_tell_nobody_apart(name: str, book: Codebook) -> None:
    assert naming(name, GENERIC[name], book).strength == 0


THINGS: dict[tuple[str, EntityKind], tuple[tuple[str, ...], tuple[str, ...]]] = {
    ("اللواء 47", "actor"): ((), ("47",)),
    ("لواء ٤٧", "actor"): ((), ("47",)),
    ("الفيلق الثالث", "actor"): ((), ("ثالث",)),
    ("كتيبة شهداء الوادي", "actor"): (("شهداء", "وادي"), ()),
    ("للواء عبد الرحمن بن سعيد", "actor"): (("عبدرحمن", "سعيد"), ()),
    ("قرية الناعورة الشرقية", "place"): (("ناعوره",), ("شرقيه",)),
    ("مشفى الأمل", "facility"): (("امل",), ()),
}


@pytest.mark.parametrize(("name", "kind"), THINGS)
def test_names_of_bodies_and_places(name: str, kind: EntityKind, book: Codebook) -> None:
    found = naming(name, kind, book)
    assert (found.parts, found.numbers) == THINGS[name, kind]


def test_a_state_in_a_name_is_told_by_its_id(book: Codebook) -> None:
    assert naming("وزارة الداخلية التونسية", "actor", book).nations == ("place:tunisia",)


def test_only_names_that_say_more_are_kept(book: Codebook) -> None:
    found = namings(["الناعوري", "أبو عمر", "سعيد الناعوري"], "person", book)
    assert [one.parts for one in found] == [("سعيد", "ناعوري"), ("ابو عمر",)]


AGREE = {
    ("سعيد ناعوري", "سعيد ناعوري"): Likeness(whole=True, misspelt=0),
    ("سعيد ناعوري", "سعيد خالد ناعوري"): Likeness(whole=False, misspelt=0),
    ("ناعوري", "سعيد ناعوري"): Likeness(whole=False, misspelt=0),
    ("سعيد ناعوري", "سعيد نعوري"): Likeness(whole=True, misspelt=1),
    ("سعيد ناعوري", "خالد ناعوري"): None,
    ("سعيد ناعوري", "خالد سعيد ناعوري"): None,
    ("سعيد ناعوري", "ناعوري سعيد"): None,
    ("سعيد حسن", "سعيد حسين"): None,
    ("محمود ناعوري", "محمد ناعوري"): None,
    ("", "سعيد"): None,
}


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_whether_names_agree(one: str, other: str, book: Codebook) -> None:
    assert agreeing(one.split(), other.split(), book) == AGREE[one, other]
    assert agreeing(other.split(), one.split(), book) == AGREE[one, other]


def test_a_kunya_may_stand_before_a_name(book: Codebook) -> None:
    assert agreeing(("ابو عمر", "سعيد", "ناعوري"), ("سعيد", "ناعوري"), book) == Likeness(whole=False, misspelt=0)
