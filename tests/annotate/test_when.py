"""Which time dates which event, and whether it lasted."""

import pytest

from isnad.annotate.reader import Reader
from isnad.model import Record
from tests.annotate.reports import record_of

DAY = "2021-02-16"


def _when(record: Record, kind: str) -> list[tuple[str | None, str | None]]:
    """The bounds of the events of one type, in order."""
    return [(e.when.from_, e.when.to) if e.when else (None, None) for e in record.events if e.type == kind]


EXTENTS = [
    ("استمرت الاشتباكات بين الجيش والمسلحين على مدى ثلاثة أيام في المدينة", "throughout"),
    ("قصف الجيش البلدة لليوم الثالث على التوالي", "throughout"),
    ("تدور اشتباكات في المدينة منذ ثلاثة أيام", "throughout"),
    ("استمر القصف على البلدة من 3 إلى 5 شباط 2021", "throughout"),
    ("قتل ثلاثة مدنيين خلال 48 ساعة بقصف الجيش", "within"),
    ("قصف الجيش البلدة أمس", "within"),
]


@pytest.mark.parametrize(("text", "extent"), EXTENTS, ids=[text for text, _ in EXTENTS])
def test_what_went_on_is_told_from_what_happened_once(reader: Reader, text: str, extent: str) -> None:
    found = [event.when.extent for event in record_of(reader, text, DAY).events if event.when]
    assert found
    assert set(found) == {extent}


def test_the_time_beside_a_verb_of_saying_is_when_it_was_said(reader: Reader) -> None:
    said = record_of(reader, "أعلنت مصادر أمنية، أمس، عن وصول تعزيزات عسكرية إلى مدينة تدمر", DAY)
    assert _when(said, "MOBILIZE") == [(None, None)]
    told = record_of(reader, "قال مصدر أمني إن تعزيزات عسكرية وصلت أمس إلى مدينة تدمر", DAY)
    assert _when(told, "MOBILIZE") == [("2021-02-15", "2021-02-15")]


def test_a_term_that_was_set_is_not_when_the_threat_was_made(reader: Reader) -> None:
    text = "أمهلت القوة الأمنية المسلحين حتى الأحد المقبل لتسليم أسلحتهم"
    assert _when(record_of(reader, text, DAY), "THREATEN") == [(None, None)]


def test_the_title_of_a_round_up_dates_what_stands_below(reader: Reader) -> None:
    text = (
        "حصاد الأحداث الميدانية ليوم الأحد 14-02-2021\n\n"
        "حلب: قصف الجيش بلدة تادف.\n\nدرعا: أطلق مجهولون النار على شاب في مدينة طفس.\n"
    )
    assert set(_when(record_of(reader, text, DAY), "ASSAULT")) == {("2021-02-14", "2021-02-14")}


def test_each_heading_dates_its_own_part(reader: Reader) -> None:
    text = "13/2/2021\nقصف الجيش بلدة تادف بالمدفعية.\n\n14/2/2021\nقصف الجيش مدينة طفس بالمدفعية.\n"
    assert _when(record_of(reader, text, DAY), "ASSAULT") == [("2021-02-13",) * 2, ("2021-02-14",) * 2]


@pytest.mark.parametrize("line", ["16/2/2021", "نشر في 14/2/2021", "31/7/2026"], ids=["today", "published", "future"])
def test_a_line_that_dates_the_report_or_its_page_heads_nothing(reader: Reader, line: str) -> None:
    text = f"{line}\nقصف الجيش بلدة تادف بالمدفعية.\n"
    assert _when(record_of(reader, text, DAY), "ASSAULT") == [(None, None)]


def test_a_sentence_that_says_meanwhile_takes_the_day_before_it(reader: Reader) -> None:
    text = "قصف الجيش بلدة تادف أمس.\n\nوفي الأثناء، اعتقلت الشرطة ثلاثة شبان في مدينة منبج."
    assert _when(record_of(reader, text, DAY), "COERCE") == [("2021-02-15", "2021-02-15")]


def test_the_day_of_publication_never_stands_in(reader: Reader) -> None:
    record = record_of(reader, "قصف الجيش بلدة تادف بالمدفعية.\n\nواعتقلت الشرطة ثلاثة شبان في مدينة منبج.", DAY)
    assert record.events
    assert all(event.when is None for event in record.events)
