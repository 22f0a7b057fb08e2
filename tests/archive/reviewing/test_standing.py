"""What counts of many reviews, for all that people may say in any order and knowing of any part of it."""

from itertools import count
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from isnad.archive.reviewing.reviews import Review
from isnad.archive.reviewing.standing import effective_of, last_act, of_event, said

ACTS = st.lists(
    st.tuples(
        st.sampled_from(("huda", "salim", "rana")),
        st.sampled_from(("accepted", "rejected", "unsure", "type", "status", "undone", "comment")),
        st.sampled_from(("A", "B")),
        st.sampled_from((0, 0, 1, 2, 5, 12)),
    ),
    max_size=12,
)


def told(acts: list[tuple[str, str, str, int]]) -> list[Review]:
    """Reviews as `take` would append them; nobody has seen what was not said yet."""
    found: list[Review] = []
    numbers = count(1)
    for by, what, value, seen in acts:
        field = what if what in ("type", "status") else None
        own: Any = last_act(found, by)
        if what == "undone" and not own:
            continue
        number = next(numbers)
        found.append(
            Review(
                id=number, handle="h", verdict="corrected" if field else what,  # type: ignore[arg-type]
                field=field, value=own if what == "undone" else value if field else None, seen=min(seen, number - 1),
                by=by, note=None, carried=None, made_at=f"{number:04}",
            )
        )  # fmt: skip
    return found


@given(ACTS)
@example([("huda", "type", "A", 0), ("salim", "type", "B", 0)])
@example([("huda", "type", "A", 0), ("salim", "status", "B", 0), ("rana", "type", "B", 1), ("salim", "type", "A", 2)])
def test_nobody_is_overwritten_who_was_not_seen(acts: list[tuple[str, str, str, int]]) -> None:
    reviews = told(acts)
    counts = said(reviews)
    effective = [one for one in effective_of(reviews) if one.verdict != "comment"]
    for name in ("type", "status"):
        of_field = [one for one in effective if one.field == name]
        latest = {one.by: one for one in of_field}
        for one in latest.values():
            known = any(other.id > one.id and other.seen >= one.id for other in of_field)
            sides = next((c.sides for c in counts.conflicts if c.field == name), ())
            shown = [side.value for side in sides] or [counts.values[name][0]]
            assert known or one.value in shown
    assert (counts.verdict is None) == (not effective or any(c.field == "verdict" for c in counts.conflicts))
    assert counts.reviewed == "disputed" or not counts.conflicts


@given(ACTS, st.sampled_from(("huda", "salim", "rana")))
def test_who_has_seen_all_settles_it(acts: list[tuple[str, str, str, int]], who: str) -> None:
    reviews = told([*acts, (who, "type", "B", 99), (who, "status", "A", 99)])
    counts = said(reviews)
    assert counts.conflicts == () and counts.reviewed == "corrected"
    assert {name: value for name, (value, _) in counts.values.items()} == {"type": "B", "status": "A"}


@given(ACTS)
def test_all_that_was_said_can_be_taken_back(acts: list[tuple[str, str, str, int]]) -> None:
    undone = [(who, "undone", "", 99) for who in ("huda", "salim", "rana") for _ in range(len(acts))]
    assert said(told([*acts, *undone])).reviewed == "unreviewed"


def test_an_event_is_what_its_accounts_are() -> None:
    assert of_event([]) == of_event(["unreviewed"]) == "unreviewed"
    assert of_event(["unreviewed", "accepted"]) == "accepted"
    assert of_event(["accepted", "corrected", "unsure"]) == "unsure"
    assert of_event(["disputed", "unsure"]) == "disputed"
