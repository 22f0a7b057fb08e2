"""Names around a ring, and the lines between them."""

from itertools import pairwise

import pytest

from isnad.web.pictures.networks import HEIGHT, MOST_NAMES, WIDTH, Manner, Party, Tie, manner, ring


def parties(number: int) -> list[Party]:
    return [Party(f"actor:{n:02}", f"جهة {n}", 100 - n) for n in range(number)]


def tie(source: int, target: int, type_: str = "ASSAULT", count: int = 1) -> Tie:
    return Tie(f"actor:{source:02}", f"actor:{target:02}", type_, count)


def test_the_strongest_ties_are_shown_and_the_others_counted() -> None:
    ties = [tie(0, n, count=n) for n in range(1, MOST_NAMES + 5)]
    drawn = ring(parties(MOST_NAMES + 5), ties)
    assert {line.tie.count for line in drawn.lines} == set(range(6, MOST_NAMES + 5))
    assert (len(drawn.names), drawn.left_out) == (MOST_NAMES, 5)


def test_what_is_only_denied_has_no_line() -> None:
    denied = Tie("actor:00", "actor:01", "leads", 0, denied=2)
    assert ring(parties(2), [denied]) == ring(parties(2), [])


def test_nobody_has_a_line_to_oneself() -> None:
    assert ring(parties(2), [tie(0, 0)]).lines == ()


def test_who_has_much_to_do_with_another_stands_beside() -> None:
    drawn = ring(parties(8), [tie(0, 5, count=9), tie(5, 3, count=4)])
    assert [name.party.id for name in drawn.names][:3] == ["actor:00", "actor:05", "actor:03"]


def test_the_same_is_drawn_every_time() -> None:
    ties = [tie(n, (n * 3 + 1) % 9) for n in range(9)]
    assert ring(parties(9), ties) == ring(list(reversed(parties(9))), ties)


def test_lines_between_the_same_two_do_not_cover_each_other() -> None:
    lines = ring(parties(2), [tie(0, 1), tie(0, 1, "THREATEN"), tie(1, 0)]).lines
    assert len({line.path for line in lines}) == 3


def test_more_events_make_a_thicker_line() -> None:
    thin, thick = (line.thick for line in ring(parties(3), [tie(0, 1), tie(0, 2, count=40)]).lines)
    assert thin < thick


def test_names_stay_in_the_picture_and_long_ones_are_cut_between_words() -> None:
    long = Party("actor:long", "كلمة " * 20, 1)
    ties = [tie(n, n + 1) for n in range(MOST_NAMES - 2)]
    drawn = ring([*parties(MOST_NAMES - 1), long], [*ties, Tie(long.id, "actor:00", "ASSAULT", 1)])
    assert len(drawn.names) == MOST_NAMES
    assert all(0 < name.x < WIDTH and 0 < name.label_y < HEIGHT for name in drawn.names)
    heights = sorted(name.label_y for name in drawn.names if name.anchor == "start")
    assert min(below - above for above, below in pairwise(heights)) > 16
    (label,) = (name.label for name in drawn.names if name.party is long)
    assert label.strip("\u2066\u2067\u2068\u2069") == "كلمة كلمة كلمة كلمة كلمة…"


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("ASSAULT", "force"),
        ("COERCE", "force"),
        ("THREATEN", "words"),
        ("ACCUSE", "words"),
        ("CONSULT", "accord"),
        ("AGREE", "accord"),
        ("subordinate_to", "state"),
        ("hostile_to", "state"),
    ],
)
def test_every_type_has_its_manner(type_: str, expected: Manner) -> None:
    assert manner(type_) == expected
