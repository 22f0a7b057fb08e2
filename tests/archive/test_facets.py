"""How many of an answer have what, names that begin so, and what pictures are drawn of."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from isnad.archive.asking import facets, networks, series
from isnad.archive.asking.completion import MOST, completions
from isnad.archive.asking.finding import asked
from isnad.archive.asking.series import Step
from isnad.archive.opening import reading, writing
from tests.archive.story import LATE, Story
from tests.archive.telling import BOOK

TOLD = (
    # outlet, type, agents, targets, place, day
    ("actor:sana", "ASSAULT", ("actor:irgc",), ("actor:ndf",), "place:albukamal", "2021-02-01"),
    ("actor:sana", "ASSAULT", ("actor:irgc",), ("actor:ndf",), "place:albukamal", "2021-02-07"),
    ("نبض خيالي", "CONSULT", ("actor:ndf",), (), "place:damascus", "2021-03-01"),
    (None, "ASSAULT", ("actor:ndf",), ("actor:irgc",), None, None),
)


@pytest.fixture
def story(engine: Engine) -> Iterator[Story]:
    """Four events in four reports, and what one states of two parties."""
    with writing(engine) as connection:
        told = Story(connection, BOOK)
        for number, (outlet, type_, agents, targets, place, day) in enumerate(TOLD):
            text = f"قصف قرب الجسر رقم {number}"
            terms = [f"type:{type_}", *([f"outlet:{outlet}"] if outlet else [])]
            one = told.report(text, day, outlet=outlet, terms=terms, at=LATE if number == 1 else "2024-01-01")
            told.event(one, "قصف", f"ev-{number}", type_=type_, agents=agents, targets=targets, place=place, day=day)
            if number < 2:
                told.state(one, "الجسر", "allied_with", *sorted(("actor:irgc", "actor:ndf"), reverse=bool(number)))
        told.settle(*(f"ev-{number}" for number in range(len(TOLD))))
    with reading(engine) as connection:
        told.connection = connection
        yield told


@pytest.mark.parametrize(
    ("line", "name", "rows"),
    [
        ("", "type", (("ASSAULT", 3), ("CONSULT", 1))), ("", "place", (("place:albukamal", 2), ("place:damascus", 1))),
        ("", "actor", (("actor:ndf", 4), ("actor:irgc", 3))), ("", "outlet", (("actor:sana", 2), ("نبض خيالي", 1))),
        ("", "month", (("2021-03", 1), ("2021-02", 2))), ("", "year", (("2021", 3),)),
        ("type:CONSULT", "actor", (("actor:ndf", 1),)), ("رقم 1", "type", (("ASSAULT", 1),)),
        ("place:syria", "status", (("actual", 3),)), ("غائب", "type", None),
    ],
)  # fmt: skip
def test_facets_of_events(story: Story, line: str, name: str, rows: tuple[tuple[str, int], ...] | None) -> None:
    found = facets.of_events(story.connection, asked(story.connection, line, BOOK), BOOK)
    assert {one.name: one.rows for one in found}.get(name) == rows
    assert not found.more


@pytest.mark.parametrize(
    ("line", "name", "rows"),
    [
        ("", "outlet", (("actor:sana", 2), ("نبض خيالي", 1))), ("", "type", (("ASSAULT", 3), ("CONSULT", 1))),
        ("", "platform", (("web", 4),)), ("قصف outlet:sana", "month", (("2021-02", 2),)),
    ],
)  # fmt: skip
def test_facets_of_reports(story: Story, line: str, name: str, rows: tuple[tuple[str, int], ...]) -> None:
    found = facets.of_reports(story.connection, asked(story.connection, line, BOOK), BOOK)
    assert {one.name: one.rows for one in found}[name] == rows


def test_it_is_said_that_not_all_were_counted(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "FIRST", 2)
    for count in (facets.of_events, facets.of_reports):
        found = count(story.connection, asked(story.connection, "", BOOK), BOOK)
        assert (found.of, found.more) == (2, True) and all(facet.more for facet in found)


@pytest.mark.parametrize(
    ("step", "rows"),
    [
        ("day", (("2021-02-01", 1), ("2021-02-07", 1), ("2021-03-01", 1))),
        ("week", (("2021-02-01", 2), ("2021-03-01", 1))), ("month", (("2021-02-01", 2), ("2021-03-01", 1))),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line", ["", "قصف"])
def test_events_over_time(story: Story, line: str, step: Step, rows: tuple[tuple[str, int], ...]) -> None:
    found = series.counts(story.connection, asked(story.connection, line, BOOK), step=step)
    assert (found.rows, found.undated, found.partial) == (rows, 1, False)


@pytest.mark.parametrize("line", ["", "قصف"])
def test_events_on_a_map(story: Story, line: str) -> None:
    found = series.map_points(story.connection, asked(story.connection, line, BOOK), BOOK)
    (one,) = found.rows
    assert (one.place, one.count, one.precision, one.metres) == ("place:albukamal", 2, "city", 10_000)
    assert one.point == BOOK.places["albukamal"].point
    # a governorate has no point, and one event is told to be nowhere
    assert found.without == 2 and found.places == {"place:damascus": 1}


@pytest.mark.parametrize("line", ["", "قصف", "actor:irgc"])
def test_who_is_bound_to_whom(story: Story, line: str) -> None:
    found = networks.network(story.connection, asked(story.connection, line, BOOK))
    edges = {(one.sort, one.type, one.source, one.target): one for one in found.edges}
    deed = edges["event", "ASSAULT", "actor:irgc", "actor:ndf"]
    assert (deed.count, deed.first, deed.last) == (2, "2021-02-01", "2021-02-07")
    # of friends it does not matter who is named first
    assert edges["state", "allied_with", "actor:irgc", "actor:ndf"].count == 2
    assert ("event", "ASSAULT", "actor:ndf", "actor:irgc") in edges and len(edges) == 3
    few = networks.network(story.connection, asked(story.connection, line, BOOK), most=1)
    assert (len(few.edges), few.left_out) == (1, 2)


@pytest.mark.parametrize(
    ("typed", "kind", "id_"),
    [
        ("الحرس الثو", "actor", "actor:irgc"), ("الحَرس الثوري", "actor", "actor:irgc"),
        ("دمش", "place", "place:damascus"), ("سانا", "outlet", "actor:sana"), ("نبض", "outlet", "نبض خيالي"),
    ],
)  # fmt: skip
def test_names_that_begin_so(story: Story, typed: str, kind: str, id_: str) -> None:
    offers = completions(story.connection, typed, BOOK)
    assert (kind, id_) in [(one.kind, one.id) for one in offers]
    assert len(offers) <= MOST and len({one.id for one in offers}) == len(offers)


def test_nothing_is_offered_for_one_letter(story: Story) -> None:
    assert completions(story.connection, "د", BOOK) == ()


def test_what_only_reports_know_is_offered(engine: Engine) -> None:
    with writing(engine) as connection:
        story = Story(connection, BOOK)
        one = story.report("وصل ناصر الخيالي إلى القرية")
        story.entity("x-nasir", "person", "ناصر الخيالي", one)
        (offer,) = completions(connection, "ناصر الخ", BOOK)
        assert (offer.kind, offer.id, offer.name) == ("actor", "x-nasir", "ناصر الخيالي")
