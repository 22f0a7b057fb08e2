"""The date line of a report."""

from datetime import date

import pytest

from isnad.annotate.times import find_publication
from isnad.arabic.view import View

DAY = date(2021, 2, 16)
LINES = [
    ("التغطية الحية\n\nعنوان الخبر\n\n2021.02.16 | 19:16 دمشق\n\nنص الخبر", DAY, "2021-02-16T19:16:00+02:00"),
    ("نشر في 16 شباط 2021 الساعة 2:10 ليلا بتوقيت غرينتش\nنص", DAY, "2021-02-16T02:10:00+00:00"),
    ("نشر في 16 شباط 2021 الساعة 11:10 ليلا بتوقيت غرينتش\nنص", DAY, "2021-02-16T23:10:00+00:00"),
    ("حصاد الأحداث الميدانية ليوم الجمعة 23-09-2022 | شبكة إخبارية", date(2022, 9, 23), None),
    ("دمشق – 16 شباط 2021: قتل مدني وأصيب آخرون في انفجار وقع في سوق المدينة صباحا", DAY, None),
    ("بيروت (16/02/2021) - قال مصدر أمني إن الانفجار وقع في محيط المدينة ولم يسفر عن قتلى", DAY, None),
    ("نشر في: 16 شباط 2021 الساعة 7:16 مساء بتوقيت غرينتش", DAY, "2021-02-16T19:16:00+00:00"),
    ("آخر تحديث: 2021-07-01 10:05 بتوقيت دمشق", date(2021, 7, 1), "2021-07-01T10:05:00+03:00"),
    ("2021-02-16 19:16\nعنوان", DAY, "2021-02-16T19:16:00"),
    ("الثلاثاء 16 شباط 2021\nعنوان", DAY, None),
    ("4 رجب 1442هـ الموافق 16 شباط 2021\nعنوان", DAY, None),
]


@pytest.mark.parametrize(("text", "day", "moment"), LINES)
def test_date_lines(text: str, day: date, moment: str | None) -> None:
    assert find_publication(View(text), 60) == (day, moment)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1993230952.jpg",
        "قتل في 15 شباط 2021 ثلاثة مدنيين وأصيب آخرون بجروح في المدينة التي شهدت انفجارا عنيفا",
        "الثلاثاء 16 شباط",
    ],
)
def test_no_date_line(text: str) -> None:
    assert find_publication(View(text), 60) is None


def test_only_the_first_words_count() -> None:
    assert find_publication(View("عنوان الخبر\n2021.02.16 | 19:16 دمشق"), 2) is None
