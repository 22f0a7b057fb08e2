import pytest

from isnad.arabic.toponyms import arabic_names, clean, labelled


@pytest.mark.parametrize(
    ("latin", "others", "expected"),
    [
        ("Dayr Namūn", ["Dayr Namun", "دير نمون", "دیر نمون", "dyr nmwn"], ("دير نمون",)),  # the Persian one is out
        ("Namūnah", ["Namuna", "نمونه", "نمونة", "نەموونە"], ("نمونة",)),  # as Persian and Kurdish write it
        ("Ash Sharqah", ["شرقة", "الشرقة", "اَلشَّرْقَة"], ("الشرقة",)),
        ("Madīnat Namar", ["مدينة نمر"], ("مدينة نمر",)),  # the word belongs to the name
        ("Namar", ["مدينة نمر", "نمر"], ("نمر",)),
        ("Ţarfūs", ["Tarfus", "ترفوس", "طرفوس"], ("طرفوس", "ترفوس")),  # letter for letter first
        ("Tarfus", ["ترفوس", "طرفوس"], ("طرفوس", "ترفوس")),  # letters that no European language has
        ("Kostun", ["ربكة", "rbkt"], ()),  # another place's; what is made from the Arabic proves nothing
        ("Kostun", ["Rabkan", "ربكان"], ("ربكان",)),  # a second name
        ("Namar", ["نمر، سوریه", "نمر 5", "Nمr", "ئامار", "نامار شەھىرى"], ()),
        ("Namar", [], ()),
    ],
)
def test_the_arabic_name_is_found(latin: str, others: list[str], expected: tuple[str, ...]) -> None:
    assert arabic_names(latin, others) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("نَمَر", "نمر"), ("نـمـر", "نمر"), ("قرية نمر", "نمر"), ("نمر (سوريا)", "نمر"), ("تل-نمر", "تل نمر"),
        ("نمر 2", None), ("نم", None), ("نمر نمر", None), ("گمر", None), ("ال نمر", None), ("نىمر", None), ("", None),
    ],
)  # fmt: skip
def test_only_plain_arabic_is_clean(name: str, expected: str | None) -> None:
    assert clean(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("حي 8 آذار", "حي 8 آذار"), ("علی", "علي"), ("مَركز - الشرقي", "مركز - الشرقي"), ("Namar", None), ("گمر", None)],
)
def test_a_name_said_to_be_arabic_keeps_its_figures(name: str, expected: str | None) -> None:
    assert labelled(name) == expected
