import json
from collections.abc import Iterator
from io import StringIO

import pytest
from rich.console import Console
from sqlalchemy import Engine

from isnad.archive.asking.actors import actor_page
from isnad.archive.asking.happenings import event_page
from isnad.archive.asking.places import place_page
from isnad.archive.opening import reading, writing
from isnad.codebook import load
from isnad.errors import NotFoundError
from isnad.publish.answers.event_view import print_event
from isnad.publish.answers.plain import list_plain, page_plain
from isnad.publish.words import Lang
from tests.archive.story import LATE, Story

BOOK = load(None)
FIRST = "قصف الجيش أطراف القرية. وقال مصدر محلي إن ثلاثة قُتلوا. ويقود أبو فلان اللواء، ويسيطر اللواء على البلدة."
SECOND = "أكد شهود مقتل خمسة في القصف. ويقود أبو علان اللواء الآن، وينفي اللواء وجوده في البلدة."
KILLED = {"harm": "killed", "group": "unknown", "side": None, "who": None, "some": False, "min": None, "max": None}


@pytest.fixture
def story(engine: Engine) -> Iterator[Story]:
    """Two reports of one event, the second of which came into the archive later."""
    with writing(engine) as connection:
        told = Story(connection, BOOK)
        one = told.report(FIRST, "2021-02-16", outlet="actor:syria-tv", terms=("actor:actor:liwa-al-quds",))
        two = told.report(SECOND, "2021-03-01", outlet="نبض", at=LATE)
        first = told.event(one, "قصف", "ev-one", agents=("actor:regiment-47",), place="place:albukamal", killed=3)
        second = told.event(two, "القصف", "ev-one", agents=("actor:regiment-47",), killed=5, at=LATE)
        _claims(told, one, two, first, second)
        told.settle("ev-one")
        told.judge(
            f"{told.shas[one]}@0-3:ASSAULT", f"{told.shas[two]}@22-27:ASSAULT", "same", "rule:happening@1", at=LATE
        )
        told.moved("ev-old", "ev-one")
        _states(told, one, two)
    with reading(engine) as connection:
        told.connection = connection
        yield told


def _claims(told: Story, one: int, two: int, first: int, second: int) -> None:
    three = {"victims": [{**KILLED, "n": 3, "evidence": [30, 40]}]}
    five = {"victims": [{**KILLED, "n": 5, "evidence": [10, 20]}]}
    told.claim(first, one, "قصف الجيش أطراف القرية")
    told.claim(first, one, "إن ثلاثة قُتلوا", speaker="مصدر محلي", anonymous=True, says=three)
    told.claim(second, two, "مقتل خمسة", speaker="شهود", anonymous=True, stance="confirms", says=five, at=LATE)


def _states(told: Story, one: int, two: int) -> None:
    told.entity("x-fulan", "person", "أبو فلان", one)
    told.entity("x-allan", "person", "أبو علان", two)
    told.state(one, "ويقود أبو فلان اللواء", "leads", "x-fulan", "actor:ndf", role="قائد")
    told.state(two, "ويقود أبو علان اللواء", "leads", "x-allan", "actor:ndf", role="القائد", at=LATE)
    told.state(one, "ويسيطر اللواء على البلدة", "controls", "actor:ndf", "place:albukamal", since="2020-05-01")
    told.state(one, "القرية", "present_at", "actor:ndf", "place:albukamal")
    told.state(two, "وجوده في البلدة", "present_at", "actor:ndf", "place:albukamal", stance="denies", at=LATE)
    told.state(one, "اللواء", "subordinate_to", "actor:ndf", "actor:irgc", until="2021-02-20")
    told.state(one, "البلدة", "hostile_to", "actor:irgc", "actor:ndf")
    told.state(two, "اللواء", "hostile_to", "actor:ndf", "actor:irgc", at=LATE)


def test_the_page_of_an_event(story: Story) -> None:
    page = event_page(story.connection, "ev-one", BOOK)
    assert [report.outlet for report in page.reports] == ["actor:syria-tv", "نبض"]
    said = page.reports[0].statements
    assert [(one.quote, one.speaker and one.speaker.words) for one in said] == [
        ("قصف الجيش أطراف القرية", None), ("إن ثلاثة قُتلوا", "مصدر محلي"),
    ]  # fmt: skip
    assert [link.words for link in said[1].chain] == ["مصدر محلي"]
    assert all(FIRST[one.span.start : one.span.end] == one.quote for one in said)
    assert page.line.reports == 2 and page.line.victims["killed"]["high"] == 5
    (dispute,) = page.contradictions
    assert (dispute.kind, dispute.about, {side.value for side in dispute.sides}) == ("toll", "killed", {"3", "5"})
    assert len(page.testimony.outlets) == 2 and not page.testimony.origins
    (judged,) = page.judgements
    assert (judged.verdict, judged.by, judged.reasons[0]["rule"]) == ("same", "rule:happening@1", "days")
    assert page.assessments == ()


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("ar", ["أين: قرية تل الزعفور", "التقارير وأقوالها (2)", "حدث واحد فبحكم اليوم"]),
        (
            "en",
            [
                "Where: \u2068قرية تل الزعفور\u2069",
                "Reports and what they state (2)",
                "which reports tell of one event",
            ],
        ),
    ],
)
def test_an_event_in_a_terminal(story: Story, engine: Engine, lang: Lang, lines: list[str]) -> None:
    story.connection.rollback()
    with writing(engine) as connection:
        story.connection = connection
        again = story.event(1, "ثلاثة", "ev-one", agents=("actor:regiment-47",))
        where = {"place": "l:1", "relation": "in", "precision": "village", "evidence": [0, 3]}
        story.claim(again, 1, "إن ثلاثة قُتلوا", says={"where": where}, names={"l:1": "قرية تل الزعفور"})
        page = event_page(connection, "ev-one", BOOK, as_of="2024-06")
    console = Console(file=StringIO(), width=100_000)
    print_event(page, console, BOOK, lang)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert all(line in shown for line in lines), shown
    assert shown.count("example.org/1\u2069") == 1  # a report that tells of it twice stands once


def test_an_old_id_leads_to_the_event(story: Story) -> None:
    page = event_page(story.connection, "ev-old", BOOK)
    assert (page.asked, page.id) == ("ev-old", "ev-one")


def test_an_event_as_it_was_known(story: Story) -> None:
    page = event_page(story.connection, "ev-one", BOOK, as_of="2024-01-15")
    assert len(page.reports) == 1 and page.line.reports == 1
    assert page.contradictions == () and page.judgements == ()
    assert page.line.victims["killed"]["high"] == 3
    with pytest.raises(NotFoundError, match="not known yet as of 2023"):
        event_page(story.connection, "ev-one", BOOK, as_of="2023")
    with pytest.raises(NotFoundError, match="no event of that id"):
        event_page(story.connection, "ev-none", BOOK)


def test_a_person_counts_before_a_rule_until_it_is_undone(story: Story, engine: Engine) -> None:
    ends = (f"{story.shas[1]}@0-3:ASSAULT", f"{story.shas[2]}@22-27:ASSAULT")
    story.connection.rollback()
    for verdict, expected in (("different", ("different", "analyst")), ("undone", ("same", "rule:happening@1"))):
        with writing(engine) as connection:
            story.connection = connection
            story.judge(*ends, verdict, "analyst", person=True, at=LATE)
            (judged,) = event_page(connection, "ev-one", BOOK).judgements
            assert (judged.verdict, judged.by) == expected


@pytest.mark.parametrize(
    ("on", "leader", "standing"),
    [("2021-02-20", "x-fulan", "stands"), ("2021-03-01", "x-allan", "stands"), ("2021-03-01", "x-fulan", "overtaken")],
)
def test_who_leads_on_a_day(story: Story, on: str, leader: str, standing: str) -> None:
    page = actor_page(story.connection, "actor:ndf", BOOK, on=on)
    assert {state.source: state.standing for state in page.parts["leaders"].states}[leader] == standing


def test_a_leader_that_was_overtaken_is_so_on_the_own_page_too(story: Story) -> None:
    page = actor_page(story.connection, "أبو فلان", BOOK, on="2021-04")
    (state,) = page.parts["posts"].states
    assert (page.id, page.on, state.standing, state.by, state.turned) == (
        "x-fulan", "2021-04-30", "overtaken", "x-allan", "2021-03-01",
    )  # fmt: skip
    assert page.registered is None and page.names["x-allan"].names == ("أبو علان",)


def test_the_page_of_an_actor(story: Story) -> None:
    page = actor_page(story.connection, "ndf", BOOK, on="2021-03-10")
    assert page.registered is not None and page.registered.class_
    (above,) = page.parts["above"].states
    assert (above.target, above.standing, above.turned) == ("actor:irgc", "ended", "2021-02-20")
    (foe,) = page.parts["foes"].states
    assert (foe.reports, foe.last, foe.age) == (2, "2021-03-01", 9)
    (held,) = page.parts["controls"].states
    assert (held.since, held.last, held.age, held.standing) == ("2020-05-01", "2021-02-16", 22, "stands")
    assert held.statements[0].quote == "ويسيطر اللواء على البلدة"


def test_the_page_of_a_place(story: Story) -> None:
    page = place_page(story.connection, "البوكمال", BOOK, on="2021-03-10")
    (present,) = page.parts["present"].states
    assert (present.standing, present.turned, len(present.denials)) == ("denied", "2021-03-01", 1)
    assert [line.id for line in page.events.rows] == ["ev-one"]
    assert page.registered is not None and "place:syria" in page.registered.above
    inside = place_page(story.connection, "place:syria", BOOK, on="2021-02-18").parts["within"].states
    assert {(state.type, state.standing) for state in inside} == {("controls", "stands"), ("present_at", "stands")}


def test_a_state_is_told_of_no_day_before_it(story: Story) -> None:
    assert place_page(story.connection, "place:albukamal", BOOK, on="2020-04").parts["controls"].states == ()
    (held,) = place_page(story.connection, "place:albukamal", BOOK, on="2020-06").parts["controls"].states
    assert (held.standing, held.age) == ("stands", 0)


def test_states_as_they_were_known(story: Story) -> None:
    page = actor_page(story.connection, "actor:ndf", BOOK, on="2021-03-10", as_of="2024-01-15")
    (leader,) = page.parts["leaders"].states
    assert (leader.source, leader.standing) == ("x-fulan", "stands")


@pytest.mark.parametrize("page", [actor_page, place_page])
def test_nobody_of_that_name(story: Story, page: object) -> None:
    with pytest.raises(NotFoundError, match="is called «زعفرانستان»"):
        page(story.connection, "زعفرانستان", BOOK)  # type: ignore[operator]
    with pytest.raises(NotFoundError, match="x-none"):
        page(story.connection, "x-none", BOOK)  # type: ignore[operator]


def test_pages_as_plain_data(story: Story) -> None:
    for page in (event_page(story.connection, "ev-one", BOOK), actor_page(story.connection, "actor:irgc", BOOK)):
        plain = page_plain(page, BOOK)
        written = json.dumps(plain, ensure_ascii=False)
        assert "confidence" not in written and "own_names" not in written and '""' not in written
        assert plain["names"]["actor:regiment-47"] == {"ar": "الفوج 47", "en": "Regiment 47"}
    plain = page_plain(event_page(story.connection, "ev-one", BOOK), BOOK)
    (dispute,) = plain["contradictions"]
    stated = {one["id"] for report in plain["reports"] for one in report["statements"]}
    assert {side["value"] for side in dispute["sides"]} == {"3", "5"}
    assert stated.issuperset(id_ for side in dispute["sides"] for id_ in side["statements"])
    assert stated.issuperset(id_ for one in plain["testimony"]["unknown"] for id_ in one["tellings"])
    known = page_plain(actor_page(story.connection, "actor:ndf", BOOK, on="2021-03-10"), BOOK)["names"]
    assert known["x-allan"] == {"ar": "أبو علان", "en": None}
    plain = list_plain(actor_page(story.connection, "actor:ndf", BOOK).events, BOOK)
    assert plain["rows"] == [] and plain["total"] == 0
