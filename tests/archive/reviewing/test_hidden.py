"""To somebody who is not cleared, reviews of hidden reports are as if the reports had never been added."""

from collections.abc import Callable

import pytest

from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.archive.reviewing.examples import example
from isnad.archive.reviewing.queue import Queue, queue
from isnad.archive.reviewing.telling import comments, of_event
from isnad.archive.sight import Sight
from isnad.errors import NotFoundError
from tests.archive.reports import AGAIN, CLASH, MEETING, OTHER, item, put
from tests.archive.reviewing.conftest import handles
from tests.archive.reviewing.test_coded import sent_out

UNCLEARED = Sight(cleared=False)
HIDDEN = "منفذ مستور"


@pytest.fixture
def told(library: Library) -> Library:
    """Four reports, of which one of the clash and the one of the raid come from a restricted outlet."""
    for number, (text, outlet) in enumerate(
        ((CLASH, "نبض"), (AGAIN, HIDDEN), (OTHER, HIDDEN), (MEETING, "نبض")), start=1
    ):
        put(library, item(f"https://example.org/{number}", text, outlet=outlet))
    library.restrict(HIDDEN, "")
    return library


def asked(library: Library) -> Queue:
    with reading(library.engine) as connection:
        return queue(connection, cleared=False)


def test_what_is_said_of_hidden_reports_is_not_seen(told: Library) -> None:
    first, hidden, raid = handles(told)
    event = told.standing(first).event or ""
    before, sheet = asked(told), sent_out(told, cleared=False)
    assert {row["handle"] for row in sheet}.isdisjoint((hidden, raid)) and len(sheet) >= 2
    told.review(hidden, "corrected", {"type": "COERCE", "status": "rumoured"})
    told.as_user("huda").review(hidden, "rejected", seen=0)
    told.review(raid, "unsure")
    told.comment(hidden, "a remark that leaks")
    assert asked(told) == before and sent_out(told, cleared=False) == sheet
    with reading(told.engine) as connection:
        assert [one.handle for one in of_event(connection, event, UNCLEARED)] == [first]
        assert comments(connection, event, UNCLEARED) == () and comments(connection, event)
        assert queue(connection).items[0].event == told.standing(hidden).event


@pytest.mark.parametrize(
    "act",
    [
        lambda library, handle: library.standing(handle, cleared=False),
        lambda library, handle: library.review(handle, "accepted", cleared=False),
        lambda library, handle: library.comment(handle, "what?", cleared=False),
    ],
)
def test_hidden_accounts_are_not_there(told: Library, act: Callable[[Library, str], object]) -> None:
    raid = handles(told)[2]
    told.review(raid, "accepted")
    said = []
    for handle in (raid, raid.replace("@", "0@")):
        with pytest.raises(NotFoundError) as error:
            act(told, handle)
        said.append(str(error.value).replace(handle, "…"))
    assert said[0] == said[1] and len(told.standing(raid).reviews) == 1
    with reading(told.engine) as connection, pytest.raises(NotFoundError):
        example(connection, raid, told.reader.book, sight=UNCLEARED)


def test_a_comment_on_an_event_that_only_hidden_reports_tell(told: Library) -> None:
    event = told.standing(handles(told)[2]).event or ""
    with pytest.raises(NotFoundError):
        told.comment(event, "what?", cleared=False)
    assert told.comment(event, "what?")
