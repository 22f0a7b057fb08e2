"""Rolls of the dead and wounded: who is named becomes a target of the deed that did the harm."""

import pytest

from isnad.annotate.reader import Reader
from tests.annotate.reports import label, record_of

DEED = "قصفت قوات النظام بلدة تادف بالمدفعية، ما أدى إلى مقتل ثلاثة مدنيين وإصابة آخرين.\n\n"
ROLLS = [
    ("أسماء الشهداء: محمود سالم، خالد سالم، وأحمد الصالح.\n", {"محمود سالم", "خالد سالم", "أحمد الصالح"}),
    ("والقتلى هم كل من محمود سالم وخالد الصالح.\n", {"محمود سالم", "خالد الصالح"}),
    ("أسماء المصابين هي كالتالي:\nمحمود سالم (4 أعوام)\nخالد سالم (25 عاما)\n", {"محمود سالم", "خالد سالم"}),
    ("وقال أحمد الصالح إن القتلى نقلوا إلى المستشفى.\n", set()),
]


@pytest.mark.parametrize(("text", "names"), ROLLS, ids=[text for text, _ in ROLLS])
def test_those_named_are_targets(reader: Reader, text: str, names: set[str]) -> None:
    record = record_of(reader, DEED + text)
    (deed,) = [event for event in record.events if event.type == "ASSAULT"]
    assert {label(record, who) for who in deed.targets if who.startswith("p:")} == names


def test_a_pronoun_is_of_the_group_of_whom_it_means(reader: Reader) -> None:
    record = record_of(reader, "أطلق مسلحون النار على طبيب في مدينة طفس، ما أدى لمقتله وإصابة زوجته.")
    groups = {(v.harm, v.group) for event in record.events for v in event.victims}
    assert groups == {("killed", "civilian"), ("injured", "civilian")}


def test_who_belongs_to_an_armed_body_is_a_fighter(reader: Reader) -> None:
    record = record_of(reader, "اعتقلت الشرطة 20 شخصا ينتمون لتنظيم داعش في مدينة الموصل.")
    assert {v.group for event in record.events for v in event.victims} == {"combatant"}
