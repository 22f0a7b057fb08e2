"""What is in doubt comes first, and says why."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, insert

from isnad.archive.library import Library
from isnad.archive.opening import reading, writing
from isnad.archive.reviewing.doubts import Code, Open, Told, in_doubt
from isnad.archive.reviewing.queue import Queue, queue
from isnad.archive.reviewing.tables import doubts
from isnad.archive.schema import clusters
from isnad.codebook import load
from isnad.errors import QueryError
from tests.archive.reviewing.conftest import handles
from tests.archive.story import Story

BOOK = load(None)
PLAIN = {"contradictions": [], "reviewed": "unreviewed"}


def account(**told: object) -> Told:
    given: dict[str, object] = {"handle": "h", "confidence": 0.9, "status": "actual", "accused": False}
    return Told(**{"reviewed": "unreviewed", **given, **told})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "accounts", "pairs", "codes"),
    [
        ({}, [account()], [], []),
        ({}, [account(confidence=None, status="threatened", accused=True)], [], []),
        ({}, [account(confidence=0.5)], [], ["confidence"]),
        ({}, [account(status="threatened", confidence=0.7)], [], ["status"]),
        ({}, [account(status="threatened", confidence=0.9)], [], []),
        ({}, [account(accused=True, confidence=0.5)], [], ["accused", "confidence"]),
        ({"contradictions": ["toll", "date"]}, [account()], [], ["contradiction", "contradiction"]),
        ({}, [account(), account()], [Open("h", "i", 0.5)], ["merge"]),
        ({"contradictions": ["toll"]}, [account(reviewed="disputed"), account(confidence=0.5)], [Open("h", "i", 0.5)],
         ["disputed", "contradiction", "merge", "confidence"]),
        ({"reviewed": "accepted", "contradictions": ["toll"]}, [account(reviewed="accepted", confidence=0.5)], [], []),
        ({"reviewed": "unsure"}, [account(reviewed="unsure")], [], ["unsure"]),
    ],
)  # fmt: skip
def test_why(data: dict[str, object], accounts: list[Told], pairs: list[Open], codes: list[Code]) -> None:
    doubt, reasons = in_doubt({**PLAIN, **data}, accounts, pairs)
    assert [one.code for one in reasons] == codes
    assert (doubt > 0) == bool(codes) and doubt <= 1000


def test_a_pair_nearer_to_the_middle_is_more_in_doubt() -> None:
    scores = [in_doubt(PLAIN, [account()], [Open("h", "i", score)])[0] for score in (0.5, 0.6, 0.75)]
    assert scores == sorted(scores, reverse=True) and len(set(scores)) == 3


@pytest.fixture
def story(engine: Engine) -> Iterator[Story]:
    """Three events: one whose tolls contradict, one that two reports may tell of, one that is plain."""
    text = "قصف أول. قصف ثان. قصف ثالث."
    with writing(engine) as connection:
        told = Story(connection, BOOK)
        one, two, three = (told.report(f"{text} {n}", outlet=f"نبض {n}") for n in range(3))
        dead = {"harm": "killed", "group": "unknown", "side": None, "who": None, "some": False, "min": None,
                "max": None, "evidence": [0, 3]}  # fmt: skip
        for document, number in ((one, 3), (two, 9)):
            mention = told.event(document, "أول", "ev-toll", killed=number, place="place:albukamal")
            told.claim(mention, document, "قصف أول", says={"victims": [{**dead, "n": number}]})
        told.event(one, "ثان", "ev-pair", type_="COERCE")
        told.event(two, "ثان", "ev-pair", type_="COERCE")
        told.event(three, "ثالث", "ev-plain")
        span = f"{text.index('ثان')}-{text.index('ثان') + 3}:COERCE"
        told.judge(f"{told.shas[one]}@{span}", f"{told.shas[two]}@{span}", "unsure", "rule:happening@1")
        told.settle("ev-toll", "ev-pair", "ev-plain")
    with reading(engine) as connection:
        told.connection = connection
        yield told


def events(found: Queue) -> list[tuple[str, list[str]]]:
    return [(one.event, [reason.code for reason in one.reasons]) for one in found.items]


def test_the_queue(story: Story) -> None:
    ask = story.connection
    all_ = [("ev-toll", ["contradiction"]), ("ev-pair", ["merge"]), ("ev-plain", [])]
    assert events(queue(ask)) == all_
    assert queue(ask).items[1].reasons[0].handles[0].endswith(":COERCE") and queue(ask).after is None
    assert events(queue(ask, type_="COERCE")) == events(queue(ask, reason="merge")) == all_[1:2]
    assert events(queue(ask, place="place:deir-ez-zor")) == all_[:1]
    assert events(queue(ask, state="unreviewed")) == all_ and not queue(ask, state="disputed").items
    assert not queue(ask, mine="huda").items


def test_pages(story: Story) -> None:
    found, after = [], None
    for _ in range(4):
        page = queue(story.connection, after=after, limit=1)
        found += events(page)
        after = page.after
        if after is None:
            break
    assert found == events(queue(story.connection))
    for wrong in ("nonsense", "WyJhIiwxXQ", "bnVsbA"):
        with pytest.raises(QueryError):
            queue(story.connection, after=wrong)
    for limit in (0, 201):
        with pytest.raises(QueryError):
            queue(story.connection, limit=limit)


def test_what_people_say_moves_an_event(told: Library) -> None:
    raid = handles(told)[2]
    event = told.standing(raid).event

    def at(library: Library, **which: object) -> list[str]:
        with reading(library.engine) as connection:
            return [one.event for one in queue(connection, **which).items]  # type: ignore[arg-type]

    assert event in at(told, state="unreviewed")
    told.as_user("huda").review(raid, "accepted")
    assert event not in at(told, state="unreviewed") and event in at(told, mine="huda")
    told.as_user("salim").review(raid, "rejected", seen=0)
    assert at(told, state="disputed") == [event] and at(told)[0] == event
    told.as_user("salim").review(raid, "rejected")
    told.as_user("huda").review(raid, "rejected")
    assert event not in at(told)


def test_many_events_of_one_reason_are_found_behind_others(engine: Engine) -> None:
    with writing(engine) as connection:
        ids = [f"ev-{number:04}" for number in range(300)]
        rows = [{"id": id_, "sort": "event", "reports": 1, "data": {}, "known_at": ""} for id_ in ids]
        connection.execute(insert(clusters), rows)
        plain: list[dict[str, object]] = [
            {"code": "merge" if n % 50 == 7 else "status", "about": "", "handles": []} for n in range(300)
        ]
        connection.execute(
            insert(doubts),
            [
                {"cluster": id_, "doubt": 300, "reasons": [one], "reviewed": "unreviewed", "type": "ASSAULT"}
                for id_, one in zip(ids, plain, strict=True)
            ],
        )
    with reading(engine) as connection:
        page = queue(connection, reason="merge", limit=4)
        rest = queue(connection, reason="merge", limit=4, after=page.after)
    assert [one.event for one in (*page.items, *rest.items)] == [f"ev-{n:04}" for n in range(7, 300, 50)]
    assert rest.after is None
