"""What can be restricted, what is hidden by it, and that it stays hidden whatever comes later."""

import pytest
from sqlalchemy import Engine, insert, select

from isnad.archive import restricting, schema
from isnad.archive.asking.event_lists import events
from isnad.archive.asking.finding import asked, find
from isnad.archive.asking.happenings import event_page
from isnad.archive.library import Library
from isnad.archive.opening import reading, writing
from isnad.errors import ArchiveError, NotFoundError
from tests.archive.reports import AGAIN, CLASH, MEETING, OTHER, item, put
from tests.archive.story import EARLY, LATE, Story
from tests.archive.telling import BOOK, TIMES, answer, hide


def test_one_hidden_version_hides_the_report(engine: Engine) -> None:
    with writing(engine) as connection:
        story = Story(connection, BOOK)
        first = story.report("الأول قصف", outlet="نبض خيالي")
        second = story.report("الثاني قصف", outlet="موجز خيالي", after=first, at=LATE)
        other = story.report("الثالث قصف", outlet="موجز خيالي")
    assert hide(engine, "نبض خيالي") == {first, second}
    with reading(engine) as connection:
        for as_of in TIMES:
            hits = find(connection, asked(connection, "قصف", BOOK), as_of=as_of, cleared=False).rows
            assert [hit.document for hit in hits] == [story.shas[other]]


CHANNEL = {"title": None, "channel": {"account": "khayali", "forwarded_from": None}}


@pytest.mark.parametrize(
    ("given", "sort", "name"),
    [
        ("sha256:" + f"{1:064x}", "report", "https://example.org/1"),
        ("https://example.org/1", "report", "https://example.org/1"),
        ("https://EXAMPLE.org/1?utm_source=x", "report", "https://example.org/1"),
        ("sana", "outlet", "actor:sana"), ("actor:sana", "outlet", "actor:sana"), ("سانا", "outlet", "actor:sana"),
        ("نبض خيالي", "outlet", "نبض خيالي"), ("telegram:khayali", "account", "telegram:khayali"),
    ],
)  # fmt: skip
def test_what_can_be_restricted(engine: Engine, given: str, sort: str, name: str) -> None:
    with writing(engine) as connection:
        story = Story(connection, BOOK)
        one = story.report("قصف", outlet="نبض خيالي" if sort != "outlet" or name == "نبض خيالي" else name)
        held = dict(connection.execute(select(schema.documents).where(schema.documents.c.id == one)).mappings().one())
        posted = {**held, "id": 9, "document": "sha256:9", "platform": "telegram", "captured": CHANNEL, "text_group": 9}
        connection.execute(insert(schema.documents), {**posted, "outlet": None})
        story.shas[9] = "sha256:9"
        connection.execute(insert(schema.blobs), {"sha256": f"{9:064x}", "size": 0, "packed": b""})
        connection.execute(insert(schema.reports), {"id": 9, "key": "telegram:khayali/9", "added_at": EARLY})
        story.found(9, 9, at=EARLY)
        assert [(one.sort, one.name) for one in restricting.subjects_of(connection, given, BOOK)] == [(sort, name)]
    assert hide(engine, given) == ({9} if sort == "account" else {one})


@pytest.mark.parametrize("given", ["sha256:ffff", "https://example.org/none", "منفذ بلا وجود", "telegram:nobody", ""])
def test_what_is_not_there_cannot_be_restricted(engine: Engine, given: str) -> None:
    with writing(engine) as connection, pytest.raises(NotFoundError, match="no report, document, outlet or account"):
        restricting.subjects_of(connection, given, BOOK)


def _seen(library: Library) -> list[str]:
    with reading(library.engine) as connection:
        hits = find(connection, asked(connection, "", BOOK), cleared=False).rows
        return sorted(hit.outlet or "" for hit in hits)


def test_what_comes_from_a_restricted_source_is_hidden_at_once(library: Library) -> None:
    put(library, item("https://example.org/1", CLASH, outlet="ألف"), item("https://example.org/2", OTHER, outlet="باء"))
    changed = library.restrict("باء", "مصدر في خطر")
    assert changed.documents == 1 and _seen(library) == ["ألف"]
    put(
        library,
        item("https://example.org/3", AGAIN, outlet="باء"),
        item("https://example.org/4", MEETING, outlet="جيم"),
    )
    assert _seen(library) == ["ألف", "جيم"]
    with pytest.raises(ArchiveError, match="is restricted already"):
        library.restrict("باء")
    # the same bytes at another address are the same document, and so all of that address is hidden
    put(library, item("https://example.org/5", AGAIN, outlet="دال"))
    assert _seen(library) == ["ألف", "جيم"]
    list(library.rebuild(everything=True))
    assert _seen(library) == ["ألف", "جيم"]
    assert library.lift("باء").documents == 2
    assert len(_seen(library)) == 4
    with pytest.raises(ArchiveError, match="is not restricted"):
        library.lift("باء")


def test_an_event_that_only_hidden_reports_tell_is_none_at_all(library: Library) -> None:
    put(library, item("https://example.org/1", CLASH, outlet="ألف"), item("https://example.org/2", OTHER, outlet="باء"))
    with reading(library.engine) as connection:
        before = {row.id for row in events(connection, asked(connection, "", BOOK), BOOK).rows}
    library.restrict("https://example.org/2")
    with reading(library.engine) as connection:
        after = {row.id for row in events(connection, asked(connection, "", BOOK), BOOK, cleared=False).rows}
        (gone,) = before - after
        assert event_page(connection, gone, BOOK).id == gone
        for as_of in (None, "2999"):
            refused = answer(event_page, connection, gone, BOOK, as_of=as_of, cleared=False)
            never = answer(event_page, connection, "ev-never", BOOK, as_of=as_of, cleared=False)
            assert refused[1].replace(gone, "") == never[1].replace("ev-never", "") and refused[0] == "NotFoundError"


@pytest.mark.parametrize("hides_new", [True, False])
def test_an_old_id_leads_nobody_to_what_is_hidden(library: Library, hides_new: bool) -> None:
    put(library, item("https://example.org/1", CLASH, outlet="ألف"))
    put(library, item("https://example.org/2", OTHER, outlet="باء"))
    with reading(library.engine) as connection:
        events_ = {}
        for row in events(connection, asked(connection, "", BOOK), BOOK).rows:
            events_[event_page(connection, row.id, BOOK).reports[0].outlet] = row.id
    library.judge(events_["ألف"], events_["باء"], "same")
    hidden, seen = ("باء", "ألف") if hides_new else ("ألف", "باء")
    library.restrict(hidden)
    with reading(library.engine) as connection:
        page = event_page(connection, events_[seen], BOOK, cleared=False)
        assert [report.outlet for report in page.reports] == [seen]
        # the event may go by the id that the hidden report gave it, but no id that is only that report's leads to it
        if page.id != events_[hidden]:
            with pytest.raises(NotFoundError, match="no event of that id"):
                event_page(connection, events_[hidden], BOOK, cleared=False)
        assert event_page(connection, events_[hidden], BOOK).id == page.id


def test_logs_name_nothing_hidden(library: Library) -> None:
    put(library, item("https://example.org/1", CLASH, outlet="ألف"), item("https://example.org/2", OTHER, outlet="باء"))
    put(library, item("https://example.org/2", AGAIN, outlet="باء"))
    known = library.versions("https://example.org/2")
    library.restrict("باء")
    told_ = library.history(100, cleared=False)
    assert [row["subject"] for row in told_ if row["action"] == "add"] == ["https://example.org/1"]
    assert not [row for row in told_ if "example.org/2" in row["subject"] or row["subject"] == "باء"]
    assert {"restrict", "add"} <= {row["action"] for row in library.history(100)}
    assert library.versions("https://example.org/2") == known
    with pytest.raises(NotFoundError, match="no report of that address"):
        library.versions("https://example.org/2", cleared=False)
