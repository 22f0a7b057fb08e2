"""Many people at the same accounts at the same time: nothing that somebody said is lost."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

from isnad.archive.guarding.verifying import verify
from isnad.archive.library import Library
from tests.archive.reports import AGAIN, CLASH, MEETING, OTHER, add
from tests.archive.reviewing.conftest import handles, kept

PEOPLE, EDITS = 16, 4


def test_edits_of_the_same_accounts(library: Library) -> None:
    add(library, [f"{one} {two}" for one, two in ((CLASH, OTHER), (AGAIN, MEETING), (OTHER, MEETING), (CLASH, AGAIN))])
    accounts = [*handles(library), *handles(library, "CONSULT")][:10]
    assert len(accounts) >= 6

    def edit(number: int) -> list[tuple[str, int]]:
        """Gives numbers of dead that nobody else gives, of accounts at chance, knowing what others said or not."""
        chance, person = Random(number), library.as_user(f"person {number}")
        given = [(chance.choice(accounts), 100 * (number + 1) + at) for at in range(EDITS)]
        for handle, killed in given:
            seen = person.standing(handle).last if chance.random() < 0.5 else 0
            person.review(handle, "corrected", {"victims": {"killed": killed}}, seen=seen)
        return given

    with ThreadPoolExecutor(PEOPLE) as pool:
        made = [one for found in pool.map(edit, range(PEOPLE)) for one in found]
    said = {handle: library.standing(handle) for handle in accounts}
    assert sorted(made) == sorted(
        (handle, one.value["killed"]) for handle, stands in said.items() for one in stands.reviews
    )
    for stands in said.values():
        sides = {side.value["killed"] for one in stands.conflicts for side in one.sides}
        assert (stands.reviewed == "disputed") == bool(sides)
        assert not sides or stands.field("victims").value["killed"] in sides
        row = kept(library, stands.event)
        assert row is not None and (row.data["reviewed"] == "disputed" or not sides)
    assert [one.code for one in verify(library.engine)] == []
