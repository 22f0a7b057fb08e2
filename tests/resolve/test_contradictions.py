"""What accounts of one happening contradict one another in, and what only looks like a contradiction."""

import pytest

from isnad.annotate.reader import Reader
from isnad.codebook import Codebook
from isnad.ingest.capture import capture
from isnad.model import Span, Victims
from isnad.model.vocabulary import Status
from isnad.resolve.contradictions import Account, Contradiction, Side, Toll, account, contradictions, tolls
from isnad.resolve.mentions import Spot

HOMS = Spot("place:homs", "", ("place:homs", "place:homs-gov"), kind="city")
HOMS_LAND = Spot("place:homs-gov", "", ("place:homs-gov",), kind="governorate")
HAMA = Spot("place:hama", "", ("place:hama",), kind="city")


def _killed(id_: str, low: int, high: int | None = -1) -> Account:
    return Account(id=id_, tolls=(Toll("killed", low, low if high == -1 else high),))


def _by(id_: str, *who: str) -> Account:
    return Account(id=id_, authors=frozenset(who))


def _on(id_: str, first: str, last: str = "") -> Account:
    return Account(id=id_, from_=first, to=last or first)


def _so(id_: str, status: Status) -> Account:
    return Account(id=id_, status=status)


CASES = {
    "silence": ([Account(id="a"), _killed("b", 3), _by("c", "actor:irgc"), _on("d", "2021-02-16")], []),
    "numbers": ([_killed("a", 3), _killed("b", 5), _killed("c", 5)], [("toll", "killed", "5", "3")]),
    "at least": ([_killed("a", 3, None), _killed("b", 5)], []),
    "at least more than the other's": ([_killed("a", 7, None), _killed("b", 5)], [("toll", "killed", "5", "7+")]),
    "two of three": ([_killed("a", 3, 6), _killed("b", 5), _killed("c", 8)], [("toll", "killed", "3-6", "5", "8")]),
    "two harms": ([_killed("a", 3), Account(id="b", tolls=(Toll("injured", 5, 5),))], []),
    "authors": ([_by("a", "actor:irgc"), _by("b", "actor:sdf")], [("author", "", "actor:irgc", "actor:sdf")]),
    "an author in common": ([_by("a", "actor:irgc", "actor:sdf"), _by("b", "actor:sdf")], []),
    "a unit and its army": ([_by("a", "actor:regiment-47"), _by("b", "actor:irgc")], []),
    "a state and its force": ([_by("a", "place:iran"), _by("b", "actor:irgc")], []),
    "unregistered bodies": ([_by("a", "كتيبة الوادي"), _by("b", "actor:irgc")],
        [("author", "", "actor:irgc", "كتيبة الوادي")]),
    "other places": ([Account(id="a", spot=HOMS), Account(id="b", spot=HAMA)],
        [("place", "", "place:hama", "place:homs")]),
    "a city and its governorate": ([Account(id="a", spot=HOMS), Account(id="b", spot=HOMS_LAND)], []),
    "near a place": ([Account(id="a", spot=HOMS), Account(id="b", spot=HAMA._replace(relation="near"))], []),
    "days": ([_on("a", "2021-02-16"), _on("b", "2021-02-17")], [("date", "", "2021-02-16", "2021-02-17")]),
    "days that meet": ([_on("a", "2021-02-16", "2021-02-17"), _on("b", "2021-02-17")], []),
    "denied": ([_so("a", "actual"), _so("b", "denied"), _so("c", "alleged")],
        [("occurrence", "", "actual", "alleged", "denied")]),
    "a denial and a plan": ([_so("a", "planned"), _so("b", "denied")], []),
    "how it ended": ([_so("a", "actual"), _so("b", "failed")], [("outcome", "", "actual", "failed")]),
}  # fmt: skip


def _flat(one: Contradiction) -> tuple[str, ...]:
    return (one.kind, one.about, *(side.value for side in one.sides))


@pytest.mark.parametrize(("accounts", "expected"), CASES.values(), ids=CASES)
def test_finds(accounts: list[Account], expected: list[tuple[str, ...]], book: Codebook) -> None:
    found = contradictions(accounts, book)
    assert [_flat(one) for one in found] == expected
    assert contradictions(reversed(accounts), book) == found


def test_keeps_every_claim_on_its_side(book: Codebook) -> None:
    (found,) = contradictions([_killed("a", 3), _killed("b", 5), _killed("c", 5)], book)
    assert found.sides == (Side("5", ("b", "c")), Side("3", ("a",)))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [([5], (5, 5)), ([5, 2], (5, 7)), ([None], None)],
)
def test_a_part_of_a_toll_is_no_other_toll(numbers: list[int | None], expected: tuple[int, int] | None) -> None:
    rows = [Victims(harm="killed", n=n, some=n is None, evidence=Span(0, 1)) for n in numbers]
    assert [(one.low, one.high) for one in tolls(rows)] == ([expected] if expected else [])


def test_at_least_and_at_most() -> None:
    rows = [Victims(harm="killed", min=3, evidence=Span(0, 1)), Victims(harm="injured", max=4, evidence=Span(0, 1))]
    assert list(tolls(rows)) == [Toll("injured", 0, 4), Toll("killed", 3, None)]


FIRST = "قُتل ثلاثة عناصر من قوات سوريا الديمقراطية بانفجار عبوة ناسفة في مدينة الرقة أمس، وفق مصدر محلي."
SECOND = "مقتل خمسة من عناصر قوات سوريا الديمقراطية بانفجار عبوة ناسفة في مدينة الطبقة أمس الأول."


def test_from_two_reports(reader: Reader, book: Codebook) -> None:
    accounts = []
    for text in (FIRST, SECOND):
        document, _ = capture(text.encode(), name="", published="2022-03-04", outlet=None)
        record = reader.read(document)
        names = {entity.id: entity.names[0].text for entity in record.entities}
        event = next(event for event in record.events if event.victims)
        accounts += [account(claim, f"{document.id}#{claim.id}", names, book) for claim in event.claims]
    kinds = {one.kind: {side.value for side in one.sides} for one in contradictions(accounts, book)}
    assert kinds["toll"] == {"3", "5"}
    assert kinds["date"] == {"2022-03-02", "2022-03-03"}
    assert kinds["place"] == {"place:raqqa-city", "place:tabqa"}
