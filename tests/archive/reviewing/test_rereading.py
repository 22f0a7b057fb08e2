"""What people said of accounts stays in force when the archive is read again, and when the engine finds other words."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from isnad.annotate.reader import Reader
from isnad.archive.guarding.verifying import verify
from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.archive.reviewing.telling import of_event
from isnad.archive.schema import mentions
from tests.archive.reports import add
from tests.archive.reviewing.conftest import handles, kept
from tests.archive.test_rebuilding import ENTRY, SLIDE

PLAIN_SLIDE = SLIDE.replace("تزحلقت، أمس،", "تزحلقت أمس")
WIDER = """\
type: ASSAULT
frame: strike
gloss: {ar: تزحلق, en: slide}
phrases: [تزحلق/يتزحلق/تزحلق أمس نحو موقع]
examples: [{text: تزحلقت أمس نحو موقع, trigger: تزحلقت}, {text: تزحلق أمس نحو موقع, trigger: تزحلق}]
counter_examples: [وقفت القوات]
"""
"""The same deed, known by more words."""


def folder(tmp_path: Path, name: str, entry: str) -> Path:
    own = tmp_path / name / "events" / "assault"
    own.mkdir(parents=True)
    (own / "slide.yaml").write_text(entry, "utf-8")
    return tmp_path / name


Again = Callable[[Path | None], Library]


@pytest.fixture
def again(library: Library) -> Iterator[Again]:
    """Opens the same archive with a user's entries."""
    opened: list[Library] = []

    def open_(overlay: Path | None) -> Library:
        opened.append(Library.open(library.place, who="tester", load=partial(Reader.with_codebook, overlay)))
        opened[-1].readers = 1
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


def rows(library: Library) -> int:
    with reading(library.engine) as connection:
        return len(connection.execute(select(mentions.c.id)).all())


def test_a_rebuild_changes_nothing_of_what_people_said(told: Library) -> None:
    first, second, raid = handles(told)
    told.review(raid, "corrected", {"type": "COERCE", "place": "place:raqqa"})
    told.review(first, "rejected")
    told.as_user("huda").review(second, "accepted")
    before = {one: told.standing(one) for one in (first, second, raid)}
    data = {event: kept(told, event).data for event in (before[second].event, before[raid].event)}
    number = rows(told)
    found = list(told.rebuild(everything=True))
    assert all(one.error is None and one.carried == 0 and one.orphaned == () for one in found)
    assert {one: told.standing(one) for one in before} == before
    assert {event: kept(told, event).data for event in data} == data
    assert rows(told) == number + 1  # a rejected account is read, and rejected, again
    assert kept(told, before[raid].event).type == "COERCE" and kept(told, before[second].event).reports == 1
    told.review(raid, "undone")
    told.review(first, "undone")
    assert kept(told, told.standing(raid).event).type == "ASSAULT"
    assert kept(told, told.standing(first).event).reports == 2
    assert [one.code for one in verify(told.engine)] == []


@pytest.mark.parametrize("verdict", ["corrected", "rejected"])
def test_what_was_said_goes_over_to_other_words(again: Again, tmp_path: Path, verdict: str) -> None:
    narrow, wide = folder(tmp_path, "narrow", ENTRY), folder(tmp_path, "wide", WIDER)
    one = again(narrow)
    add(one, [PLAIN_SLIDE])
    (old,) = handles(one)
    huda = one.as_user("huda")
    huda.review(old, "accepted")
    stands = huda.review(old, verdict, {"status": "alleged"} if verdict == "corrected" else None)
    other = again(wide)
    (reread,) = list(other.rebuild(everything=True))
    assert reread.carried == 1 and reread.orphaned == ()
    with reading(other.engine) as connection:
        accounts = of_event(connection, stands.event or "")
    (heir,) = accounts
    assert heir.handle != old
    assert heir.reviewed == stands.reviewed and heir.words != stands.words
    assert [(said.by, said.verdict) for said in heir.reviews] == [("huda", "accepted"), ("huda", verdict)]
    assert heir.counts == (verdict == "corrected")
    # and back again, without saying anything twice
    back = again(narrow)
    (reread,) = list(back.rebuild(everything=True))
    assert reread.carried == 0 and back.standing(old).reviews == stands.reviews
    # also what was taken back meanwhile
    forth = again(wide)
    back.as_user("huda").review(old, "undone")
    (reread,) = list(forth.rebuild(everything=True))
    assert reread.carried == 1 and forth.standing(heir.handle).reviewed == "accepted"
    assert [found.code for found in verify(forth.engine)] == []


def test_what_is_read_no_more_is_told(again: Again, tmp_path: Path) -> None:
    one = again(folder(tmp_path, "narrow", ENTRY))
    add(one, [PLAIN_SLIDE])
    (old,) = handles(one)
    stands = one.review(old, "rejected")
    plain = again(None)
    (reread,) = list(plain.rebuild(everything=True))
    assert reread.orphaned == (old,) and handles(plain) == []
    assert not plain.review(old, "undone").counts and kept(plain, stands.event) is None
