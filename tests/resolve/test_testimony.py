"""Whose word stands behind a happening: repetition, copies and namelessness make no witness."""

import pytest

from isnad.codebook import Codebook
from isnad.resolve import testimony as hearing
from isnad.resolve.testimony import Station, Telling, vouches_for_itself

SANA = Station("actor:sana", "وكالة سانا")
SOHR = Station("actor:sohr", "المرصد السوري لحقوق الإنسان")
OBSERVATORY = Station(None, "المرصد السوري")
MINISTRY = Station(None, "وزارة الداخلية")
SPOKESMAN = Station(None, "المتحدث باسم وزارة الداخلية")
LOCALS = Station(None, "مصادر محلية", anonymous=True)
OFFICER = Station(None, "مصدر عسكري", anonymous=True)


def _telling(number: int, outlet: str | None, *chain: Station, group: str = "", **more: object) -> Telling:
    text = f"d{number}"
    return Telling(
        id=f"c{number}", document=text, text_group=group or text, outlet=outlet, chain=chain, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _counts(found: hearing.Testimony) -> tuple[int, int, int, int]:
    return len(found.outlets), len(found.origins), len(found.unknown), len(found.denials)


CASES = {
    "one outlet in its own voice": ([_telling(1, "نبراس")], (1, 0, 1, 0)),
    "two outlets that say nothing of whence": ([_telling(1, "نبراس"), _telling(2, "ضفاف")], (2, 0, 2, 0)),
    "two outlets quote one agency": ([_telling(1, "نبراس", SANA), _telling(2, "ضفاف", SANA)], (2, 1, 0, 0)),
    "an observatory by its full name and by half of it":
        ([_telling(1, "نبراس", SOHR), _telling(2, "ضفاف", OBSERVATORY)], (2, 1, 0, 0)),
    "the observatory itself and who quotes it":
        ([_telling(1, "actor:sohr", vouches=True), _telling(2, "ضفاف", SOHR)], (2, 1, 0, 0)),
    "an outlet and who quotes it": ([_telling(1, "نبراس"), _telling(2, "ضفاف", Station(None, "شبكة نبراس"))],
        (2, 1, 0, 0)),
    "a body and its spokesman": ([_telling(1, "نبراس", MINISTRY), _telling(2, "ضفاف", SPOKESMAN)], (2, 1, 0, 0)),
    "two named origins": ([_telling(1, "نبراس", SANA), _telling(2, "ضفاف", SOHR)], (2, 2, 0, 0)),
    "a body heard through an agency and directly":
        ([_telling(1, "نبراس", SANA, MINISTRY), _telling(2, "ضفاف", MINISTRY)], (2, 1, 0, 0)),
    "a nameless source of an agency, heard twice":
        ([_telling(1, "نبراس", SANA, OFFICER), _telling(2, "ضفاف", SANA, OFFICER)], (2, 0, 1, 0)),
    "the agency itself and who quotes its nameless source":
        ([_telling(1, "actor:sana", OFFICER, vouches=True), _telling(2, "ضفاف", SANA, OFFICER)], (2, 0, 1, 0)),
    "nameless sources of two outlets": ([_telling(1, "نبراس", LOCALS), _telling(2, "ضفاف", LOCALS)], (2, 0, 2, 0)),
    "copies of one text": ([_telling(1, "نبراس", LOCALS), _telling(2, "ضفاف", LOCALS, group="d1")], (2, 0, 1, 0)),
    "copies of one unsourced text": ([_telling(1, "نبراس"), _telling(2, "ضفاف", group="d1")], (2, 0, 1, 0)),
    "a post and its forward": ([_telling(1, "نبراس"), _telling(2, "ضفاف", forwarded_from="نبراس")], (2, 0, 1, 0)),
    "what an observatory passes on is not its own":
        ([_telling(1, "actor:sohr", vouches=True, forwarded_from="نبراس")], (1, 0, 1, 0)),
    "a headline over a sourced text counts with its source":
        ([_telling(1, "نبراس", group="d1"), _telling(2, "نبراس", SOHR, group="d1")], (1, 1, 0, 0)),
    "who denies it does not corroborate it":
        ([_telling(1, "نبراس", SOHR), _telling(2, "ضفاف", MINISTRY, denies=True)], (2, 1, 0, 1)),
    "an unknown outlet": ([_telling(1, None), _telling(2, None)], (0, 0, 2, 0)),
    "two ministries, and a third report that does not say which": (
        [_telling(1, "نبراس", Station("actor:m1", "وزارة الدفاع السورية")), _telling(2, "ضفاف", Station(None,
        "وزارة الدفاع")), _telling(3, "أفق", Station("actor:m2", "وزارة الدفاع التركية"))], (3, 2, 0, 0)),
    "two persons whom their records number alike": ([_telling(1, "نبراس", Station("p:1", "سعيد الناعم")), _telling(2,
        "ضفاف", Station("p:1", "هاني الورد"))], (2, 2, 0, 0)),
    "nothing": ([], (0, 0, 0, 0)),
}  # fmt: skip


@pytest.mark.parametrize(("tellings", "counts"), CASES.values(), ids=CASES)
def test_counts(tellings: list[Telling], counts: tuple[int, int, int, int]) -> None:
    assert _counts(hearing.testimony(tellings)) == counts
    assert hearing.testimony(reversed(tellings)) == hearing.testimony(tellings)


def test_names_what_stands_behind_each_count() -> None:
    found = hearing.testimony(
        [_telling(1, "نبراس", OBSERVATORY), _telling(2, "ضفاف", SOHR), _telling(3, "أفق", LOCALS)]
    )
    (origin,) = found.origins
    assert (origin.who, origin.name, origin.tellings) == ("actor:sohr", "المرصد السوري", ("c1", "c2"))
    assert [one.name for one in found.unknown] == ["مصادر محلية"]
    assert found.outlets == ("أفق", "ضفاف", "نبراس")


@pytest.mark.parametrize("count", [1, 5])
def test_unknown_origins_never_corroborate(count: int) -> None:
    nameless = [_telling(number, f"نبراس {number}", LOCALS) for number in range(count)]
    assert len(hearing.testimony(nameless).origins) == 0
    assert len(hearing.testimony([*nameless, _telling(8, "ضفاف", SOHR)]).origins) == 1
    assert len(hearing.testimony([*nameless, _telling(8, "ضفاف", SOHR), _telling(9, "أفق", SANA)]).origins) == 2


@pytest.mark.parametrize(
    ("outlet", "vouches"),
    [("actor:sana", True), ("actor:sohr", True), ("actor:syria-tv", False), ("المرصد السوري لحقوق الإنسان", True),
     ("نبراس", False), (None, False)],
)  # fmt: skip
def test_agencies_and_observatories_vouch_for_themselves(outlet: str | None, vouches: bool, book: Codebook) -> None:
    assert vouches_for_itself(outlet, book) is vouches
