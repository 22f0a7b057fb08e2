"""Numbers in digits and words, exact or bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.arabic.numbers import quantities
from isnad.arabic.view import View

NUMBERS = [
    ("قتل 17 جنديا", ["17 | 17 | 17"]),
    ("قتل ١٧ جنديا", ["١٧ | 17 | 17"]),
    ("نزح 1,200 شخص", ["1,200 | 1200 | 1200"]),
    ("نزح 12.500 شخص", ["12.500 | 12500 | 12500"]),
    ("نزح 25 ألف شخص", ["25 ألف | 25000 | 25000"]),
    ("نزح 3 ملايين شخص", ["3 ملايين | 3000000 | 3000000"]),
    ("قتل ثلاثة جنود", ["ثلاثة | 3 | 3"]),
    ("قتل اثنان وأصيب خمسة", ["اثنان | 2 | 2", "خمسة | 5 | 5"]),
    ("اعتقال أحد عشر شخصا", ["أحد عشر | 11 | 11"]),
    ("اعتقال اثني عشر شخصا", ["اثني عشر | 12 | 12"]),
    ("قتل خمسة وعشرون مسلحا", ["خمسة وعشرون | 25 | 25"]),
    ("نزحت مئة عائلة", ["مئة | 100 | 100"]),
    ("وصل مئتا مقاتل", ["مئتا | 200 | 200"]),
    ("وصل ثلاثمئة مقاتل", ["ثلاثمئة | 300 | 300"]),
    ("وصل ثلاث مئة مقاتل", ["ثلاث مئة | 300 | 300"]),
    ("وصل ألفا مقاتل", ["ألفا | 2000 | 2000"]),
    ("وصل ألفان وخمسمئة مقاتل", ["ألفان وخمسمئة | 2500 | 2500"]),
    ("وصل خمسة آلاف مقاتل", ["خمسة آلاف | 5000 | 5000"]),
    ("وصل مئة وخمسون ألف مقاتل", ["مئة وخمسون ألف | 150000 | 150000"]),
    ("مقتل أكثر من 17 عنصرا", ["أكثر من 17 | 17 | -"]),
    ("مقتل ما لا يقل عن خمسة مدنيين", ["ما لا يقل عن خمسة | 5 | -"]),
    ("إصابة ما يزيد على 40 شخصا", ["ما يزيد على 40 | 40 | -"]),
    ("إصابة أقل من 40 شخصا", ["أقل من 40 | - | 40"]),
    ("إصابة بين 10 و15 شخصا", ["بين 10 و15 | 10 | 15"]),
    ("قتل جنديان في القصف", []),
    ("عقد اجتماع في القرية", []),
    ("من 5 إلى 10 عناصر", ["5 | 5 | 5", "10 | 10 | 10"]),
    ("بين 15 و10", ["15 | 15 | 15", "10 | 10 | 10"]),
    ("الرقم 12345678901234", []),
    ("قتل 3، و4 أصيبوا", ["3 | 3 | 3", "4 | 4 | 4"]),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers(text: str, expected: list[str]) -> None:
    view = View(text)
    found = [
        f"{view.span(q.first, q.end).of(text)} | {q.low if q.low is not None else '-'}"
        f" | {q.high if q.high is not None else '-'}"
        for q in quantities(view)
    ]
    assert found == expected


def test_only_an_exact_number_is_exact() -> None:
    view = View("قتل 5 وأصيب أكثر من 7")
    assert [q.exact for q in quantities(view)] == [5, None]


words = st.sampled_from("ثلاثة وعشرون مئة مئتان ألف ألفا آلاف مليون عشر بين و من أكثر قتيل 7 12 1,200 99999".split())


@given(st.lists(words, max_size=12).map(" ".join))
def test_numbers_are_in_order_and_bounds_too(text: str) -> None:
    view = View(text)
    last = 0
    for found in quantities(view):
        assert last <= found.first < found.end <= len(view)
        last = found.end
        assert found.low is not None or found.high is not None
        if found.low is not None and found.high is not None:
            assert 0 < found.low <= found.high
