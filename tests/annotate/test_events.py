"""What happened to whom, where, and whether it did."""

from typing import Any

import pytest

from isnad.annotate.reader import Reader
from isnad.model import Event, Record
from isnad.model.event import Victims
from tests.annotate.reports import cases, label, labels, record_of, told

CASES = [*cases("events"), *cases("slots")]


def _victims(victims: Victims) -> str:
    number = victims.n if victims.n is not None else f"{victims.min}+" if victims.min is not None else "some"
    return f"{victims.harm} {number} {victims.group}"


def _told(record: Record, event: Event, key: str) -> object:
    value = getattr(event, key)
    if key == "place":
        return label(record, value)
    if key == "victims":
        return [_victims(one) for one in value]
    return labels(record, value) if isinstance(value, tuple) else value


def _find(record: Record, wanted: dict[str, Any]) -> Event:
    fitting = [
        event
        for event in record.events
        if event.type == wanted["type"] and any(wanted["trigger"] in told(record, span) for span in event.triggers)
    ]
    assert len(fitting) == 1, [(event.type, [told(record, span) for span in event.triggers]) for event in record.events]
    return fitting[0]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_events(reader: Reader, case: dict[str, Any]) -> None:
    record = record_of(reader, case["text"])
    for wanted in case.get("reads", ()):
        event = _find(record, wanted)
        keys = [key for key in wanted if key not in ("type", "trigger")]
        assert {key: _told(record, event, key) for key in keys} == {key: wanted[key] for key in keys}
    assert not {event.type for event in record.events} & set(case.get("never", ()))


def test_two_mentions_are_one_event(reader: Reader) -> None:
    record = record_of(
        reader,
        "قصف الجيش السوداني مدينة الأبيض أمس.\n\nوأسفر القصف على الأبيض عن مقتل خمسة مدنيين.",
    )
    (event,) = record.events
    assert len(event.triggers) >= 2
    assert event.counts == {"killed": 5}
    assert event.when is not None and (event.when.from_, event.when.to) == ("2024-05-20", "2024-05-20")


def test_unstated_victims_are_not_zero(reader: Reader) -> None:
    record = record_of(reader, "قصف الجيش السوداني مدينة الأبيض")
    assert record.events[0].counts == {} and record.events[0].victims == ()


def test_the_day_of_publication_is_no_day_of_an_event(reader: Reader) -> None:
    record = record_of(reader, "قصف الجيش السوداني مدينة الأبيض")
    assert record.events[0].when is None


DOERS = [
    ("اعتقلت الشرطة الصحفي خالد المحمد في مدينة عدن", set(), {"خالد المحمد"}),
    ("اختطف مسلحون مجهولون الطبيب سالم العلي من منزله في الزاوية", set(), {"سالم العلي"}),
    ("اعتقل عناصر الشرطة أحمد السالم", set(), {"أحمد السالم"}),
    ("زار الوزير أحمد السالم القاهرة", {"أحمد السالم"}, set()),
    ("قتل الجيش السوداني خمسة من قوات الدعم السريع", {"actor:sudan-army"}, {"actor:rsf-sudan"}),
    ("وكان سالم المحمود الذي اغتيل سابقا يقود مجموعة محلية", set(), {"سالم المحمود"}),
    ("عين الرشيدي اللواء سالم المحمود في المنصب أمس", set(), {"سالم المحمود"}),
    ("هاجم مسلحون رتلا للجيش السوداني قرب الفاشر", set(), {"actor:sudan-army"}),
    ("قتل خمسة من قوات الدعم السريع في الفاشر", set(), {"actor:rsf-sudan"}),
    ("قتل ثلاثة من أهالي نيالا بقصف قوات الدعم السريع", {"actor:rsf-sudan"}, set()),
    ("أصيب طفل جراء قصف الجيش السوداني على بلدة بارا", {"actor:sudan-army"}, set()),
    ("شيع الأهالي أحمد السالم الذي قتل برصاص مجهولين", set(), {"أحمد السالم"}),
]


@pytest.mark.parametrize(("text", "agents", "targets"), DOERS, ids=[text for text, *_ in DOERS])
def test_who_did_it_is_told_from_whom_it_was_done_to(
    reader: Reader, text: str, agents: set[str], targets: set[str]
) -> None:
    record = record_of(reader, text)
    (event,) = record.events
    assert {label(record, who) for who in event.agents} == agents
    assert {label(record, who) for who in event.targets} == targets


def test_people_of_a_body_are_not_what_was_founded(reader: Reader) -> None:
    text = "شكل الجيش السوداني لجنة أمنية بعد اتهامات بمساعدة خلايا تنظيم الدولة الإسلامية"
    (event,) = [one for one in record_of(reader, text).events if one.type == "ESTABLISH"]
    assert "actor:isis" not in event.targets


def test_who_tells_it_comes_before_who_only_names_it(reader: Reader) -> None:
    text = "توتر بعد هجمات الأبيض\n\nقال مصدر طبي إن قوات الدعم السريع شنت 17 هجوما على مدينة الأبيض."
    (event,) = [one for one in record_of(reader, text).events if one.type == "ASSAULT"]
    assert len(event.triggers) > 1 and event.telling == "told"
    assert event.attribution is not None


def test_shells_of_artillery_are_no_body(reader: Reader) -> None:
    text = "قصفت مدفعية الجيش السوداني قرية الصفا.\nاستهدفت حركة طالبان بقذائف المدفعية مواقع تابعة لكتائب الفجر."
    events = record_of(reader, text).events
    assert [event.targets for event in events if "actor:taliban" in event.agents] == [("a:1",)]


def test_two_clashes_on_two_days_are_two(reader: Reader) -> None:
    clash = "اندلعت اشتباكات بين حركة طالبان وتنظيم داعش في مدينة الأبيض يوم {}."
    text = " ".join(clash.format(day) for day in ("12 مايو 2024", "16 مايو 2024"))
    events = record_of(reader, text).events
    assert [event.when.from_ for event in events if event.when] == ["2024-05-12", "2024-05-16"]


DEEDS = (
    "قصفت {} بلدة {}.",
    "هاجم مسلحون من {} نقطة في بلدة {}.",
    "اعتقلت {} شابا في بلدة {}.",
    "انسحبت {} من بلدة {}.",
)
BODIES = ("قوات الدعم السريع", "حركة طالبان", "كتائب الفجر", "قوات سوريا الديمقراطية", "جماعة الحوثي")
TOWNS = "الصفا المنارة الزيتونة النخيل الربيع السنابل الكرمة الرمانة البيدر السدرة".split()


def test_a_round_up_of_twenty_happenings_is_twenty(reader: Reader) -> None:
    lines = [DEEDS[n % 4].format(BODIES[n % 5], TOWNS[n % 10]) for n in range(20)]
    events = record_of(reader, "حصاد الأحداث الميدانية\n\n" + "\n".join(lines)).events
    assert len(events) == 20


ROWS = [
    ("قصفت قوات الدعم السريع بلدات بارا والرهد وأم روابة", {"بلدات بارا", "الرهد", "أم روابة"}),
    ("قصفت قوات الدعم السريع مدينة بارا ومدينة الرهد", {"مدينة بارا", "مدينة الرهد"}),
    ("اعتقلت كتائب الفجر شابا في حي الصفا في مدينة بارا", {"حي الصفا"}),
    ("اندلعت اشتباكات على الطريق بين بارا والرهد", set()),
]


@pytest.mark.parametrize(("text", "places"), ROWS, ids=[text for text, _ in ROWS])
def test_places_in_a_row_are_all_kept(reader: Reader, text: str, places: set[str]) -> None:
    record = record_of(reader, text)
    (event,) = record.events
    spots = [told(record, one.evidence).removeprefix("و") for one in (event.where, *event.also_at) if one]
    assert len(spots) == len(set(spots)) and (not places or set(spots) == places)
    assert bool(event.also_at) == (len(places) > 1)
