"""Standing states that a sentence states, and those that it does not."""

from typing import Any

import pytest

from isnad.annotate.reader import Reader
from tests.annotate.reports import cases, label, record_of

CASES = cases("relations")


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_relations(reader: Reader, case: dict[str, Any]) -> None:
    record = record_of(reader, case["text"])
    found = [f"{one.type} | {label(record, one.from_)} | {label(record, one.to)}" for one in record.relations]
    assert set(case.get("reads", ())) <= set(found)
    assert not {one.type for one in record.relations} & set(case.get("never", ()))


def test_a_relation_keeps_the_post_and_its_place(reader: Reader) -> None:
    text = "قتل أبو يحيى الأنصاري قائد قوات سوريا الديمقراطية في مدينة منبج"
    (one,) = [found for found in record_of(reader, text).relations if found.type == "leads"]
    assert one.role is not None and one.role.startswith("قائد")
    assert one.scope == "place:manbij"
    assert "قائد" in one.evidence.of(text)


def test_a_post_is_kept_as_written_without_the_conjunction(reader: Reader) -> None:
    text = "قتل قائد قسد مظلوم عبدي والقيادي في حركة أحرار الشام محمد العلي"
    roles = {found.role for found in record_of(reader, text).relations}
    assert "القيادي في حركة أحرار الشام" in roles


def test_places_of_one_row_are_parts_only_under_one_head_noun(reader: Reader) -> None:
    def parts(text: str) -> set[str]:
        return {found.from_ for found in record_of(reader, text).relations if found.type == "part_of"}

    assert len(parts("وصلت أرتال إلى مدينتي نوى وطفس في محافظة درعا")) == 2
    assert len(parts("يمر الطريق بين حمص ومدينة سلمية بمحافظة حماة")) == 1


BOUNDS = [
    ("وتسيطر قوات سوريا الديمقراطية على مدينة الرقة منذ عام 2017.", "controls", ("2017-01-01", None)),
    ("وكان أبو محمد قائد حركة أحرار الشام بين 2013 و2014.", "leads", ("2013-01-01", "2014-12-31")),
    ("وتنتشر القوات الأمريكية في قاعدة عين الأسد منذ 2014.", "present_at", ("2014-01-01", None)),
    ("وتسيطر قسد على مدينة منبج، ومنذ عام 2019 تقصفها مدفعية الجيش التركي.", "controls", (None, None)),
    ("قصفت طائرات مناطق سيطرة قسد في مدينة منبج 17 مرة منذ مطلع 2023.", "controls", (None, None)),
    ("قتل قائد حركة أحرار الشام أبو محمد أمس.", "leads", (None, None)),
]


@pytest.mark.parametrize(("text", "kind", "bounds"), BOUNDS, ids=[text for text, *_ in BOUNDS])
def test_a_state_has_the_bounds_that_stand_beside_it(
    reader: Reader, text: str, kind: str, bounds: tuple[str | None, str | None]
) -> None:
    found = [one for one in record_of(reader, text).relations if one.type == kind]
    assert found
    assert {(one.since, one.until) for one in found} == {bounds}
