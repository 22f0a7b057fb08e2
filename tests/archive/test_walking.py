"""All events and states of an archive, walked some at a time, on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, insert

from isnad.archive import schema
from isnad.archive.asking import walking
from isnad.archive.asking.changes import Changes, last_change
from isnad.archive.asking.finding import asked
from isnad.archive.asking.state_walk import walk_states
from isnad.archive.asking.walking import Happening, walk
from isnad.archive.opening import reading, writing
from isnad.archive.sight import PLAIN, Sight
from isnad.archive.tables import METADATA
from isnad.codebook import load
from tests.archive.story import EARLY, LATE, LATER, Story

BOOK = load(None)
TEXT = "قصف الجيش القرية ثم قصف البلدة. ويقود أبو فلان اللواء، ويسيطر اللواء على البلدة، ويعادي اللواء الفصيل."
NUMBER = 7


@pytest.fixture
def story(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    """Seven events of one report each, the last of which a second report tells too, walked two at a time."""
    monkeypatch.setattr(walking, "BATCH", 2)
    with writing(engine) as connection:
        told = Story(connection, BOOK)
        documents = [
            told.report(TEXT, f"2021-02-{n + 1:02}", outlet=f"نبض {n}", terms=(f"outlet:نبض {n}",))
            for n in range(NUMBER)
        ]
        for number, document in enumerate(documents):
            event = told.event(
                document, "قصف", f"ev-{number}", agents=("actor:ndf",), place="place:albukamal", killed=3
            )
            told.claim(event, document, "قصف الجيش القرية")
        late = told.report(TEXT, "2021-03-01", outlet="صدى", at=LATE)
        second = told.event(late, "قصف", "ev-6", agents=("actor:irgc",), killed=5, at=LATE)
        told.claim(second, late, "قصف البلدة", speaker="مصدر", anonymous=True, at=LATE)
        told.settle(*(f"ev-{number}" for number in range(NUMBER)))
        told.entity("x-fulan", "person", "أبو فلان", documents[0])
        told.state(documents[0], "ويقود أبو فلان اللواء", "leads", "x-fulan", "actor:ndf", role="قائد اللواء")
        told.state(documents[1], "ويسيطر اللواء", "controls", "actor:ndf", "place:albukamal")
        told.state(documents[1], "ويعادي اللواء", "hostile_to", "actor:ndf", "actor:irgc")
        told.state(late, "ويعادي اللواء", "hostile_to", "actor:irgc", "actor:ndf", at=LATE)
    with reading(engine) as connection:
        told.connection = connection
        yield told


def walked(story: Story, query: str = "", **given: object) -> list[Happening]:
    of = asked(story.connection, query, BOOK) if query else None
    return list(walk(story.connection, BOOK, query=of, **given))  # type: ignore[arg-type]


def test_every_event_comes_once_in_the_order_of_ids(story: Story) -> None:
    found = walked(story)
    assert [one.line.id for one in found] == [f"ev-{number}" for number in range(NUMBER)]
    assert [len(one.accounts) for one in found] == [1] * 6 + [2]
    assert found[6].line.victims == {"killed": {"low": 3, "best": 3, "high": 5}}
    assert {one.line.label for one in found} == {found[0].line.label}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("actor:irgc", ["ev-6"]),
        ("outlet:نبض", []),
        ('outlet:"نبض 3"', ["ev-3"]),
        ("place:albukamal", [f"ev-{number}" for number in range(NUMBER)]),
        ("type:AGREE", []),
    ],
)
def test_the_events_of_a_query(story: Story, query: str, ids: list[str]) -> None:
    assert [one.line.id for one in walked(story, query)] == ids


def test_an_account_comes_with_its_words_and_what_is_around_them(story: Story) -> None:
    found = walked(story)[6]
    _, second = found.accounts
    (statement,) = second.statements
    assert (statement.quote, statement.speaker and statement.speaker.words) == ("قصف البلدة", "مصدر")
    assert found.contexts[statement.id] == ("قصف الجيش القرية ثم ", TEXT[TEXT.index(". ويقود") :][:32])
    assert found.told_most.source.outlet == "نبض 6"
    assert (second.source.outlet, second.source.published, second.source.platform) == ("صدى", "2021-03-01", "web")
    assert found.record is None


@pytest.mark.parametrize(("since", "ids"), [("2024-01-01", 7), ("2024-01-02", 1), ("2024-02-01", 1), ("2024-02-02", 0)])
def test_the_events_of_which_something_else_is_told(story: Story, since: str, ids: int) -> None:
    found = walked(story, since=since)
    assert len(found) == ids
    assert [one.changed_at for one in walked(story)] == [EARLY] * 6 + [LATE]


@pytest.mark.parametrize("change", ["gone", "withdrawn", "reviewed", "redirected"])
def test_what_changes_an_event(engine: Engine, story: Story, change: str) -> None:
    ids = [f"ev-{number}" for number in range(NUMBER)]
    with writing(engine) as connection:
        story.connection = connection
        account = walked(story)[6].accounts[1]
        if change == "gone":
            story.gone(account.row, LATER)
        elif change == "withdrawn":
            story.withdraw(account.statements[0].id, LATER)
        elif change == "reviewed":
            values = {"id": 1, "handle": account.handle, "verdict": "accepted", "field": None, "value": None, "seen": 0,
                      "by": "ليلى", "note": None, "carried": None, "made_at": LATER}  # fmt: skip
            connection.execute(insert(METADATA.tables["reviews"]).values(values))
        else:
            story.moved("ev-old", "ev-6")
            connection.execute(insert(schema.history).values(
                seq=2, at=LATER, who="engine", action="redirect", subject="ev-old", prev="", hash="",
                detail='{"to":"ev-6"}',
            ))  # fmt: skip
        found = Changes.of(connection, PLAIN)
        times = found.of_events(connection, ids)
        assert [times[id_] for id_ in ids] == [EARLY] * 6 + [LATER]
        gone = [(one.id, one.at, one.into) for one in found.gone(connection)]
        assert gone == ([("ev-old", LATER, "ev-6")] if change == "redirected" else [])
        assert last_change(connection, PLAIN) >= LATER


def test_ids_of_which_nothing_is_told_any_more(engine: Engine, story: Story) -> None:
    with writing(engine) as connection:
        story.connection = connection
        for account in walked(story)[6].accounts:
            story.gone(account.row, LATER)
        story.settle("ev-6")
        found = Changes.of(connection, PLAIN)
        assert [(one.id, one.at, one.into) for one in found.gone(connection)] == [("ev-6", LATER, None)]
        assert [one.id for one in found.gone(connection, "2024-03-02")] == []
        assert len(walked(story)) == NUMBER - 1


def test_what_is_hidden_is_not_told(engine: Engine, story: Story) -> None:
    with writing(engine) as connection:
        story.connection = connection
        rows = {one.line.id: [account.source.document for account in one.accounts] for one in walked(story)}
        shas = {sha: id_ for id_, sha in story.shas.items()}
        hidden = [shas[rows["ev-6"][1]], shas[rows["ev-3"][0]]]
        connection.execute(insert(schema.hidden), [{"document": one} for one in hidden])
        found = walked(story, cleared=False)
        assert [one.line.id for one in found] == [f"ev-{n}" for n in range(NUMBER) if n != 3]
        assert (found[-1].line.agents, found[-1].changed_at) == (("actor:ndf",), EARLY)
        assert len(found[-1].accounts) == 1
        assert len(walked(story, cleared=True)) == NUMBER
        assert last_change(connection, Sight(cleared=False)) == EARLY
        foes = [
            one for one in walk_states(connection, BOOK, "2024-01-01", cleared=False) if one.state.type == "hostile_to"
        ]
        assert [one.state.reports for one in foes] == [1]


def test_every_state_comes_once(story: Story) -> None:
    found = list(walk_states(story.connection, BOOK, "2024-01-01"))
    told = [(one.state.type, one.state.source, one.state.target, one.state.reports) for one in found]
    assert told == [
        ("hostile_to", "actor:irgc", "actor:ndf", 2), ("controls", "actor:ndf", "place:albukamal", 1),
        ("leads", "x-fulan", "actor:ndf", 1),
    ]  # fmt: skip
    leader = found[-1]
    assert (leader.names["x-fulan"].names, leader.posts) == (("أبو فلان",), {"x-fulan": ("قائد اللواء",)})
    assert [source.outlet for source in leader.sources.values()] == ["نبض 0"]
    assert not list(walk_states(story.connection, BOOK, "2020-01-01"))
