"""Accounts of one happening beside one another."""

from isnad import accounts
from isnad.annotate.reader import Reader
from isnad.model import Event, Record
from tests.annotate.reports import record_of, told

TWO_TOLLS = (
    "قال مصدر طبي إن قصف قوات الدعم السريع على سوق بلدة الشجرة أمس أدى إلى مقتل خمسة مدنيين. "
    "ونفى الناطق باسم قوات الدعم السريع سالم المحمود قصف السوق. "
    "وقال ناشطون إن القصف على السوق أدى إلى مقتل تسعة مدنيين."
)


def _assault(record: Record) -> Event:
    (event,) = [one for one in record.events if one.type == "ASSAULT"]
    return event


def test_three_speakers_make_three_claims_of_one_event(reader: Reader) -> None:
    record = record_of(reader, TWO_TOLLS)
    event = _assault(record)
    names = {said.id: told(record, said.span) for said in record.attributions}
    assert [names[claim.attribution or ""] for claim in event.claims] == ["مصدر طبي", "سالم المحمود", "ناشطون"]
    assert [claim.says.status for claim in event.claims] == ["actual", "denied", "actual"]
    assert [accounts.number(claim, "killed") for claim in event.claims] == [5, None, 9]


def test_a_denial_points_to_what_it_denies(reader: Reader) -> None:
    event = _assault(record_of(reader, TWO_TOLLS))
    assert [claim.denies for claim in event.claims] == [None, event.id, None]
    assert event.status == "actual"


def test_differences_are_typed(reader: Reader) -> None:
    event = _assault(record_of(reader, TWO_TOLLS))
    one, two, three = (claim.id for claim in event.claims)
    assert {d.kind: d.claims for d in event.differences} == {"occurrence": (one, two, three), "toll": (one, three)}


def test_the_toll_by_policy(reader: Reader) -> None:
    event = _assault(record_of(reader, TWO_TOLLS))
    found = {policy: accounts.toll(event, "killed", policy) for policy in ("lowest", "low", "best", "high", "outlet")}
    assert found == {"lowest": 5, "low": 5, "best": 5, "high": 9, "outlet": 5}
    assert accounts.toll(event, "injured") is None


def test_silence_is_no_difference(reader: Reader) -> None:
    text = "قال مصدر طبي إن القصف على السوق أدى إلى مقتل خمسة مدنيين. وقال ناشطون إن القصف على السوق توقف."
    assert _assault(record_of(reader, text)).differences == ()


def test_a_title_that_retells_a_source_is_the_source_s(reader: Reader) -> None:
    text = "قصف على سوق بلدة الشجرة\n\nقال مصدر طبي إن قصفا على سوق بلدة الشجرة أدى إلى مقتل خمسة مدنيين."
    record = record_of(reader, text)
    event = _assault(record)
    assert [claim.attribution for claim in event.claims] == [None, "s1"]
    assert event.attribution == "s1"


def test_who_only_accuses_is_not_the_one_who_tells(reader: Reader) -> None:
    text = "قصف الجيش السوداني حي الصفا أمس. واتهم الناشط سالم المحمود الجيش السوداني بقصف حي الصفا."
    assert _assault(record_of(reader, text)).attribution is None


def test_who_denies_a_deed_and_tells_another_tells_of_two(reader: Reader) -> None:
    text = (
        "قالت مصادر طبية إن قصفا على سوق بلدة الشجرة أدى إلى مقتل خمسة مدنيين. "
        "ونفت وزارة الدفاع السورية قصف السوق، وقالت في بيان إن مسلحين أطلقوا القذائف."
    )
    record = record_of(reader, text)
    shelling, launch = (one for one in record.events if one.type == "ASSAULT")
    assert [claim.says.status for claim in shelling.claims] == ["actual", "denied"]
    assert [claim.says.status for claim in launch.claims] == ["actual"]
