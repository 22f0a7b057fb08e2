"""What of a report's event comparison keeps."""

import json

import pytest

from isnad.annotate.reader import Reader
from isnad.model import Span, Victims, to_plain
from isnad.resolve.event_mentions import FAMILIES, harmed
from isnad.resolve.mentions import EventMention, Harmed, mention_from_plain
from tests.resolve.tellings import Read, reading

TEXT = (
    "قُتل المزارع سعيد الناعم وأصيب أربعة مدنيين بقصف مدفعي لقوات النظام على قرية طاحونة السبع بريف إدلب، "
    "يوم 4 آذار 2022.\n\nوعقد وجهاء البلدة اجتماعاً مساء اليوم."
)


@pytest.fixture(scope="module")
def read(reader: Reader) -> Read:
    return reading(reader)


@pytest.fixture(scope="module")
def deed(read: Read) -> EventMention:
    return next(one for one in read(TEXT, "2022-03-05") if one.type == "ASSAULT")


def test_what_is_kept(deed: EventMention) -> None:
    assert deed.id == f"{deed.document}#e1"
    assert (deed.family, deed.mode, deed.status) == ("force", "heavy-weapons", "actual")
    assert (deed.from_, deed.to, deed.published) == ("2022-03-04", "2022-03-04", "2022-03-05")
    assert deed.agents == ("actor:assad-army",)
    assert Harmed("injured", 4, 4) in deed.harmed
    assert "سعيد الناعم" in deed.names
    assert "مدفعي" in deed.words


def test_an_unregistered_place_keeps_its_governorate(deed: EventMention) -> None:
    (spot, *_) = deed.spots
    assert (spot.place, spot.name, spot.kind) == (None, "طاحونه السبع", "village")
    assert spot.above[-1:] == ("place:idlib",)


def test_a_countryside_is_around_what_it_is_named_after(read: Read) -> None:
    (deed,) = read("قصفت قوات النظام بالمدفعية ريف حلب الغربي.", None)
    (spot,) = deed.spots
    assert (spot.place, spot.relation) == ("place:aleppo", "around")
    assert deed.names == ()


@pytest.mark.parametrize(
    ("text", "partial", "weekday"),
    [
        ("قصفت قوات النظام بالمدفعية بلدة سرمين يوم الجمعة 4 آذار.", "--03-04", None),
        ("قصفت قوات النظام بالمدفعية بلدة سرمين يوم الجمعة.", None, 4),
        ("قصفت قوات النظام بالمدفعية بلدة سرمين.", None, None),
    ],
)
def test_a_time_without_bounds_still_says_something(
    text: str, partial: str | None, weekday: int | None, read: Read
) -> None:
    (deed,) = read(text, None)
    assert (deed.partial, deed.weekday) == (partial, weekday)


def test_is_stored_and_read_again(read: Read) -> None:
    for mention in read(TEXT, "2022-03-05"):
        assert mention_from_plain(json.loads(json.dumps(to_plain(mention)))) == mention
    with pytest.raises(KeyError):
        mention_from_plain({"id": "d#e1"})


def _harm(n: int | None, low: int | None = None) -> Victims:
    return Victims(harm="killed", n=n, min=low, some=n is None and low is None, evidence=Span(0, 1))


@pytest.mark.parametrize(
    ("statements", "expected"),
    [([5, 2], (Harmed("killed", 5, 7),)), ([None], ()), ([], ())],
)
def test_harmed(statements: list[int | None], expected: tuple[Harmed, ...]) -> None:
    assert harmed(tuple(map(_harm, statements))) == expected
    assert harmed((_harm(None, 3),)) == (Harmed("killed", 3, 3),)


def test_a_raid_is_told_as_attack_or_arrest() -> None:
    assert FAMILIES["ASSAULT"] == FAMILIES["COERCE"]
    assert FAMILIES["CONTROL"] == FAMILIES["RETREAT"] != FAMILIES["ASSAULT"]
