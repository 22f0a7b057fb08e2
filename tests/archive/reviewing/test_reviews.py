"""Reviews of accounts: what stands of them, and what that does to what is assembled."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from isnad.archive import chain
from isnad.archive.asking import finding
from isnad.archive.asking.event_lists import events
from isnad.archive.asking.happenings import event_page
from isnad.archive.guarding.verifying import verify
from isnad.archive.library import Library
from isnad.archive.opening import reading, writing
from isnad.archive.reviewing.standing import Standing
from isnad.archive.reviewing.telling import comments, of_event
from isnad.errors import IsnadError, NotFoundError, NothingToUndoError, ReviewError, ReviewValueError
from tests.archive.reports import CLASH, item, put
from tests.archive.reviewing.conftest import handles, kept

CHANGES: list[tuple[str, Any, str, Any]] = [
    ("type", "COERCE", "type", "COERCE"),
    ("mode", "abduct", "mode", "abduct"),
    ("status", "rumoured", "status", "rumoured"),
    ("polarity", "negative", "polarity", "negative"),
    ("agents", ["actor:sdf"], "agents", ["actor:sdf"]),
    ("targets", ["actor:ndf", "actor:irgc", "actor:ndf"], "targets", ["actor:irgc", "actor:ndf"]),
    ("accused", ["actor:isis"], "accused", ["actor:isis"]),
    ("place", "place:raqqa", "place", "place:raqqa"),
    ("place", None, "place", None),
    ("from", "2021-02-10", "from", "2021-02-10"),
    ("to", "2021-02-15", "to", "2021-02-15"),
    ("victims", {"killed": 4, "injured": [2, 6]}, "victims", {"killed": {"low": 4, "best": 4, "high": 4},
                                                               "injured": {"low": 2, "best": 2, "high": 2}}),
]  # fmt: skip


def listed(library: Library, query: str) -> list[str]:
    with reading(library.engine) as connection:
        asked = finding.asked(connection, query, library.reader.book)
        return [line.id for line in events(connection, asked, library.reader.book).rows]


def sides(standing: Standing) -> dict[str, list[tuple[Any, tuple[str, ...]]]]:
    return {one.field: [(side.value, side.by) for side in one.sides] for one in standing.conflicts}


def test_nothing_was_said(told: Library) -> None:
    first, again, _ = handles(told)
    one = told.standing(first)
    assert (one.reviewed, one.verdict, one.last, one.conflicts, one.counts) == ("unreviewed", None, 0, (), True)
    assert one.field("type").machine == one.field("type").value == "ASSAULT"
    start, end = one.field("span").machine
    assert CLASH[start:end] == one.words and one.field("speaker").machine == "مصدر محلي"
    assert one.event == told.standing(again).event
    assert kept(told, one.event).data["reviewed"] == "unreviewed"


@pytest.mark.parametrize(("name", "value", "shown", "as_"), CHANGES, ids=lambda one: str(one)[:20])
def test_a_correction_is_what_lists_show(told: Library, name: str, value: Any, shown: str, as_: Any) -> None:
    (_, _, raid) = handles(told)
    before = told.standing(raid)
    stands = told.review(raid, "corrected", {name: value})
    assert stands.reviewed == "corrected" and stands.counts
    assert stands.field(name).machine == before.field(name).machine  # type: ignore[arg-type]
    assert stands.field(name).corrected and stands.field(name).by == "tester"  # type: ignore[arg-type]
    row = kept(told, stands.event)
    assert row.data[shown] == as_ and row.data["reviewed"] == "corrected"
    assert stands.event == before.event
    with reading(told.engine) as connection:
        page = event_page(connection, stands.event or "", told.reader.book)
    assert page.reports[0].handle == raid
    # taken back, all is as it was
    undone = told.review(raid, "undone")
    assert undone.reviewed == "unreviewed" and not any(field.corrected for field in undone.fields)
    data = kept(told, undone.event).data
    assert data == {**data, "reviewed": "unreviewed"} and data[shown] != as_
    assert [one.code for one in verify(told.engine)] == []


def test_who_is_corrected_is_found_by_it(told: Library) -> None:
    raid = handles(told)[2]
    id_ = told.standing(raid).event
    assert id_ not in listed(told, "type:COERCE") and id_ not in listed(told, "actor:sdf")
    told.review(raid, "corrected", {"type": "COERCE", "agents": ["actor:sdf"], "place": "place:raqqa"})
    for query in ("type:COERCE", "actor:sdf", "place:raqqa"):
        assert id_ in listed(told, query), query
    assert id_ not in listed(told, "type:ASSAULT")


def test_another_place_splits_what_was_one(told: Library) -> None:
    first, again, _ = handles(told)
    one = told.standing(first).event
    stands = told.review(again, "corrected", {"place": "place:aleppo-city"})
    assert told.standing(first).event == one != stands.event
    told.review(again, "undone")
    assert told.standing(again).event == told.standing(first).event


def test_a_correction_of_one_account_tells_for_the_event(told: Library) -> None:
    first, again, _ = handles(told)
    told.review(again, "corrected", {"status": "rumoured"})
    row = kept(told, told.standing(first).event)
    assert (row.status, row.reports, row.data["reviewed"]) == ("rumoured", 2, "corrected")


def test_rejected_accounts_do_not_count(told: Library) -> None:
    first, again, _ = handles(told)
    event = told.standing(first).event or ""
    told.review(again, "rejected", note="an old story")
    assert kept(told, event).reports == 1 and not told.standing(again).counts
    told.review(first, "rejected")
    assert kept(told, event) is None and event not in listed(told, "")
    with reading(told.engine) as connection:
        with pytest.raises(NotFoundError):
            event_page(connection, event, told.reader.book)
        accounts = of_event(connection, event)
    assert [(one.handle, one.reviewed) for one in accounts] == [(first, "rejected"), (again, "rejected")]
    told.review(again, "undone")
    assert kept(told, event).reports == 1
    assert told.standing(again).reviewed == "unreviewed"
    told.review(first, "corrected", {"status": "alleged"})
    assert kept(told, event).reports == 2 and kept(told, event).data["reviewed"] == "corrected"
    assert [one.code for one in verify(told.engine)] == []


def test_what_was_known_before_a_correction_is_told_as_it_was(told: Library) -> None:
    raid = handles(told)[2]
    event = told.standing(raid).event or ""
    before = chain.now()
    told.review(raid, "corrected", {"type": "COERCE"})
    between = chain.now()
    told.review(raid, "rejected")
    book = told.reader.book
    with reading(told.engine) as connection:
        query = finding.asked(connection, "", book)
        for moment, type_, reviewed in ((before, "ASSAULT", "unreviewed"), (between, "COERCE", "corrected")):
            page = event_page(connection, event, book, as_of=moment)
            assert (page.line.type, page.reports[0].type) == (type_, type_), reviewed
    told.review(raid, "undone")
    with reading(told.engine) as connection:
        found = {line.id: line.type for line in events(connection, query, book, as_of=before).rows}
    assert event not in found  # it was gone for a while: lists know of it since it came back
    told.review(handles(told)[0], "corrected", {"type": "COERCE"})
    clash = told.standing(handles(told, "COERCE")[0]).event
    with reading(told.engine) as connection:
        found = {line.id: line.type for line in events(connection, query, book, as_of=before).rows}
    assert found[clash or ""] == "ASSAULT"


def test_people_who_did_not_know_of_each_other_disagree(told: Library) -> None:
    raid = handles(told)[2]
    huda, salim, rana = (told.as_user(name) for name in ("huda", "salim", "rana"))
    huda.review(raid, "corrected", {"type": "COERCE"}, seen=0)
    stands = salim.review(raid, "corrected", {"type": "CONTROL"}, seen=0)
    assert sides(stands) == {"type": [("COERCE", ("huda",)), ("CONTROL", ("salim",))]}
    assert stands.reviewed == "disputed" and stands.field("type").value == "COERCE"
    assert kept(told, stands.event).data["reviewed"] == "disputed" and kept(told, stands.event).type == "COERCE"
    # who has seen both settles it, also for what stood first
    settled = rana.review(raid, "corrected", {"type": "COERCE"}, seen=stands.last)
    assert settled.reviewed == "corrected" and settled.conflicts == ()
    assert len(settled.reviews) == 3


@pytest.mark.parametrize(
    ("first", "second", "seen", "reviewed", "counts"),
    [
        (("rejected", None), ("accepted", None), 0, "disputed", True),
        (("rejected", None), ("accepted", None), None, "accepted", True),
        (("rejected", None), ("rejected", None), 0, "rejected", False),
        (("accepted", None), ("corrected", {"status": "alleged"}), 0, "disputed", True),
        (("corrected", {"status": "alleged"}), ("accepted", None), None, "corrected", True),
        (("corrected", {"status": "alleged"}), ("corrected", {"type": "COERCE"}), 0, "corrected", True),
        (("corrected", {"status": "alleged"}), ("corrected", {"status": "alleged"}), 0, "corrected", True),
        (("accepted", None), ("unsure", None), None, "unsure", True),
        (("unsure", None), ("accepted", None), 0, "disputed", True),
    ],
)
def test_two_people(
    told: Library, first: tuple[str, Any], second: tuple[str, Any], seen: int | None, reviewed: str, counts: bool
) -> None:
    raid = handles(told)[2]
    told.as_user("huda").review(raid, first[0], first[1])
    stands = told.as_user("salim").review(raid, second[0], second[1], seen=seen)
    assert (stands.reviewed, stands.counts) == (reviewed, counts)
    assert bool(stands.conflicts) == (reviewed == "disputed")


def test_undo_takes_back_ones_own_last(told: Library) -> None:
    raid = handles(told)[2]
    huda, salim = told.as_user("huda"), told.as_user("salim")
    huda.review(raid, "corrected", {"type": "COERCE", "status": "alleged"})
    huda.review(raid, "corrected", {"status": "failed"})
    salim.review(raid, "accepted")
    stands = huda.review(raid, "undone")
    assert [stands.field("type").value, stands.field("status").value] == ["COERCE", "alleged"]
    assert huda.review(raid, "undone").reviewed == "accepted"
    with pytest.raises(NothingToUndoError):
        huda.review(raid, "undone")
    assert salim.review(raid, "undone").reviewed == "unreviewed"


def test_what_is_as_it_was_seen_is_no_correction(told: Library) -> None:
    raid = handles(told)[2]
    seen = told.standing(raid)
    told.as_user("huda").review(raid, "corrected", {"type": "COERCE"}, seen=seen.last)
    whole: dict[str, Any] = {field.name: field.value for field in seen.fields}
    stands = told.as_user("salim").review(raid, "corrected", {**whole, "status": "alleged"}, seen=seen.last)
    assert [(one.by, one.field) for one in stands.reviews] == [("huda", "type"), ("salim", "status")]
    assert stands.reviewed == "corrected"


REFUSED: list[tuple[str, dict[str, Any] | None, type[IsnadError]]] = [
    ("maybe", None, ReviewError),
    ("comment", None, ReviewError),
    ("accepted", {"type": "COERCE"}, ReviewError),
    ("corrected", None, ReviewError),
    ("corrected", {"colour": "red"}, ReviewValueError),
    ("corrected", {"type": "WAR"}, ReviewValueError),
    ("corrected", {"mode": "telepathy"}, ReviewValueError),
    ("corrected", {"status": None}, ReviewValueError),
    ("corrected", {"agents": ["actor:nobody-at-all"]}, ReviewValueError),
    ("corrected", {"agents": ["irgc"]}, ReviewValueError),
    ("corrected", {"agents": 3}, ReviewValueError),
    ("corrected", {"agents": ["place:raqqa"]}, ReviewValueError),
    ("corrected", {"targets": ["x-unheardof"]}, ReviewValueError),
    ("corrected", {"targets": ["x-\ud800"]}, ReviewValueError),
    ("corrected", {"agents": ["actor:isis"], "accused": ["actor:isis"]}, ReviewValueError),
    ("corrected", {"place": "actor:irgc"}, ReviewValueError),
    ("corrected", {"place": ["place:raqqa"]}, ReviewValueError),
    ("corrected", {"from": "2021-13-01"}, ReviewValueError),
    ("corrected", {"from": "2021-03-02", "to": "2021-03-01"}, ReviewValueError),
    ("corrected", {"victims": {"killed": 0}}, ReviewValueError),
    ("corrected", {"victims": {"killed": True}}, ReviewValueError),
    ("corrected", {"victims": {"killed": [5, 3]}}, ReviewValueError),
    ("corrected", {"victims": {"bored": 3}}, ReviewValueError),
    ("corrected", {"victims": [3]}, ReviewValueError),
    ("corrected", {"speaker": "رئيس لم يذكره أحد"}, ReviewValueError),
    ("corrected", {"span": [5, 5]}, ReviewValueError),
    ("corrected", {"span": [0, 100_000]}, ReviewValueError),
    ("corrected", {"span": "0-3"}, ReviewValueError),
]


def test_what_cannot_be_is_refused(told: Library) -> None:
    raid = handles(told)[2]
    for verdict, changes, error in REFUSED:
        with pytest.raises(error):
            told.review(raid, verdict, changes)
    assert told.standing(raid).reviews == ()


@pytest.mark.parametrize("handle", ["sha256:00@1-2:ASSAULT", "ev-none", "\ud800@1-2:X", ""])
def test_of_what_is_not_there_nothing_is_said(told: Library, handle: str) -> None:
    with pytest.raises(NotFoundError):
        told.review(handle, "accepted")
    with pytest.raises(NotFoundError):
        told.standing(handle)
    with pytest.raises(NotFoundError):
        told.comment(handle, "what is it?")


def test_speaker_and_span(told: Library) -> None:
    first = handles(told)[0]
    start = CLASH.index("ميليشيا")
    stands = told.review(first, "corrected", {"speaker": "actor:sana", "span": [start, start + 7]})
    assert (stands.field("speaker").value, stands.field("span").value) == ("actor:sana", [start, start + 7])
    assert stands.handle == first and stands.words != "ميليشيا"
    with reading(told.engine) as connection:
        page = event_page(connection, stands.event or "", told.reader.book)
    report = next(one for one in page.reports if one.handle == first)
    assert report.words == "ميليشيا" and report.statements
    assert told.review(first, "corrected", {"speaker": None}).field("speaker").value is None


def test_whoever_is_accused_is_no_author_whatever_was_said(told: Library) -> None:
    raid = handles(told)[2]
    told.as_user("huda").review(raid, "corrected", {"agents": ["actor:isis"]}, seen=0)
    stands = told.as_user("salim").review(raid, "corrected", {"accused": ["actor:isis"], "targets": []}, seen=0)
    data = kept(told, stands.event).data
    assert data["accused"] == ["actor:isis"] and data["agents"] == []


def test_comments_stand_in_order(told: Library) -> None:
    first = handles(told)[0]
    event = told.standing(first).event or ""
    told.as_user("huda").comment(event, "Look at the day.")
    told.as_user("salim").comment(first, "في أي يوم؟")
    with pytest.raises(ReviewError):
        told.comment(first, "  ")
    with reading(told.engine) as connection:
        found = comments(connection, event)
    assert [(one.by, one.note) for one in found] == [("huda", "Look at the day."), ("salim", "في أي يوم؟")]
    assert told.standing(first).reviewed == "unreviewed"
    assert [one.code for one in verify(told.engine)] == []


def test_an_account_of_a_version_that_was_replaced_comes_not_back(told: Library) -> None:
    first = handles(told)[0]
    told.review(first, "rejected")
    put(told, item("https://example.org/1", "لم تقع أي اشتباكات في المدينة، بحسب سكان."))
    assert not told.review(first, "undone").counts


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE reviews SET \"by\" = 'somebody' WHERE id = 1", "review-edited"),
        ("DELETE FROM reviews WHERE id = 1", "review-missing"),
        (
            "INSERT INTO reviews VALUES (9, 'x', 'accepted', NULL, 'null', 0, 'me', NULL, NULL, '2026')",
            "review-unknown",
        ),
    ],
)
def test_reviews_changed_behind_the_archives_back_are_found(told: Library, statement: str, code: str) -> None:
    told.review(handles(told)[2], "accepted")
    with pytest.raises(DBAPIError), writing(told.engine) as connection:
        connection.execute(text("UPDATE reviews SET note = 'x'"))
    with writing(told.engine) as connection:
        if told.place.folder is None:
            connection.execute(text("ALTER TABLE reviews DISABLE TRIGGER ALL"))
        else:
            for name in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER keep_reviews_{name}"))
        connection.execute(text(statement))
    assert code in {one.code for one in verify(told.engine)}
