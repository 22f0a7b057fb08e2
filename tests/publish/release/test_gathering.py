"""Releases of whole archives: who is accused stands nowhere else, what changed since, what is hidden never was."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from isnad.annotate.reader import Reader
from isnad.archive import schema
from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.errors import DateError, QueryError
from isnad.model import to_plain
from isnad.publish.formats import FORMATS
from isnad.publish.release.gathering import release_of
from isnad.publish.release.profile import PROFILES
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, ProfileName
from isnad.publish.release.writing import write
from tests.archive.reports import AGAIN, CLASH, OTHER, add, item, put

ACCUSED = (
    "اتهم المجلس المحلي الجيش السوداني بقصف مدينة الأبيض يوم 3 شباط 2021، ما أدى إلى مقتل أربعة مدنيين.",
    "قتل ثلاثة مدنيين في مدينة البوكمال يوم 5 شباط 2021، واتهم ناشطون الحرس الثوري الإيراني بتنفيذ الهجوم.",
    "نفى الجيش السوداني قصف مدينة الأبيض يوم 3 شباط 2021 واتهم قوات الدعم السريع بقصفها.",
    "قصف الجيش السوداني مدينة الأبيض يوم 9 شباط 2021.",
    "تبنى تنظيم داعش تفجيراً في مدينة البوكمال يوم 7 شباط 2021.",
)


@pytest.fixture
def library(tmp_path: Path, reader: Reader) -> Library:
    """A new archive."""
    made = Library.create(tmp_path / "archive", load=lambda: reader)
    made.readers = 1
    return made


def names_of_authors(event: Event) -> set[str]:
    """All who stand in any field that tells of authors or targets, as ids and as names."""
    parties = [*event.agents, *event.targets]
    parties += [*event.plover.actors, *event.plover.recipients] if event.plover else []
    names = {name for one in parties for name in (one.id, one.name, one.name_ar)}
    code = event.acled
    return names | ({code.actor1, code.actor2, *code.assoc1, *code.assoc2} if code else set())  # type: ignore[arg-type]


@pytest.mark.parametrize("profile", PROFILES)
def test_who_is_only_accused_is_never_an_author(
    connection: Connection, reader: Reader, library: Library, profile: ProfileName
) -> None:  # fmt: skip
    put(library, *(item(f"https://example.org/{n}", text) for n, text in enumerate(ACCUSED)))
    with reading(library.engine) as other:
        events = [*release_of(connection, reader.book, profile).events(),
                  *release_of(other, reader.book, profile).events()]  # fmt: skip
    accused = [event for event in events if event.accused]
    assert len(accused) >= 5
    for event in accused:
        named = {name for one in event.accused for name in (one.id, one.name, one.name_ar)}
        assert named.isdisjoint(names_of_authors(event))
        assert not any(name in title for name in named for title in (event.title_ar, event.title_en))
        assert event.agents or event.unidentified
    claimed = [event for event in events if event.acled and (event.acled.actor1 or "").startswith("Unidentified")]
    assert claimed
    assert all(event.unidentified for event in claimed)


def test_who_claims_a_deed_did_it(library: Library, reader: Reader) -> None:
    put(library, item("https://example.org/1", ACCUSED[4]))
    with reading(library.engine) as connection:
        told = list(release_of(connection, reader.book).events())
    assert [one.id for event in told if event.type == "ASSAULT" for one in event.agents] == ["actor:isis"]
    assert not any(event.accused for event in told)


def test_every_event_is_there_once_and_in_order(connection: Connection, reader: Reader) -> None:
    ids = [event.id for event in release_of(connection, reader.book, "internal").events()]
    kept = connection.execute(schema.clusters.select().where(schema.clusters.c.sort == "event")).all()
    assert ids == sorted(row.id for row in kept)
    states = [state.id for state in release_of(connection, reader.book, "internal").states()]
    assert len(states) == len(set(states)) > 20


def test_what_an_event_is_told_with(connection: Connection, reader: Reader) -> None:
    release = release_of(connection, reader.book, "internal", query="place:البوكمال type:CONSULT from:2021-02-16")
    (event,) = (one for one in release.events() if one.from_ == "2021-02-16")
    assert event.title_ar.startswith("لقاء: قوات الدفاع الوطني، الحرس الثوري الإيراني")
    assert event.where is not None
    assert (event.where.id, event.where.metres, event.where.country_code) == ("place:albukamal", 10_000, "SY")
    assert len(event.reports) == 2 == event.outlets
    assert {"author", "outcome", "place"} <= set(event.contradictions)
    assert event.plover is not None
    assert event.plover.type == "CONSULT"
    quotes = [one for one in event.statements if one.quote and one.span]
    assert all(len(one.quote or "") == one.span[1] - one.span[0] for one in quotes if one.span)
    assert any(one.prefix and one.suffix for one in quotes)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", ["geojson", "datasette", "xlsx"])
def test_one_archive_gives_the_same_bytes(
    samples: Library, reader: Reader, tmp_path: Path, profile: ProfileName, name: str
) -> None:  # fmt: skip
    contents = []
    for turn in ("one", "two"):
        with reading(samples.engine) as connection:
            release = release_of(connection, reader.book, profile)
            written = write(release, FORMATS[name], tmp_path / f"{turn}.out")
        contents.append([path.read_bytes() for path in written.files])
    assert contents[0][0] == contents[1][0]
    assert contents[0][-1] == contents[1][-1]


def test_the_header_says_less_in_public(connection: Connection, reader: Reader) -> None:
    within, outside = (release_of(connection, reader.book, profile).header for profile in ("internal", "public"))
    assert within.archive not in outside.archive
    assert within.at[:10] == outside.at[:10]
    assert outside.at[10:] == "T00:00:00.000000Z"


@pytest.mark.parametrize(("given", "error"), [({"since": "soon"}, DateError), ({"query": "colour:red"}, QueryError)])
def test_what_cannot_be_asked(
    connection: Connection, reader: Reader, given: dict[str, Any], error: type[Exception]
) -> None:  # fmt: skip
    with pytest.raises(error):
        release_of(connection, reader.book, **given)


def test_what_changed_since_a_day(library: Library, reader: Reader) -> None:
    put(library, *(item(f"https://example.org/{n}", text) for n, text in enumerate((CLASH, OTHER))))
    assert ids(library, reader, "2999") == set()
    assert len(ids(library, reader, "2020")) == 2


def ids(library: Library, reader: Reader, since: str | None) -> set[str]:
    """Which events leave."""
    with reading(library.engine) as connection:
        return {event.id for event in release_of(connection, reader.book, since=since).events()}


def test_ids_that_stand_no_more_are_listed(library: Library, reader: Reader) -> None:
    put(library, item("https://example.org/1", CLASH))
    first = ids(library, reader, None)
    put(library, item("https://example.org/1", OTHER))
    with reading(library.engine) as connection:
        release = release_of(connection, reader.book, since="2020")
        assert {one.id for one in release.withdrawn()} == first
        assert not {event.id for event in release.events()} & first
        assert not list(release_of(connection, reader.book, since="2999").withdrawn())


def test_what_two_were_joined_to_is_told(library: Library, reader: Reader) -> None:
    put(library, *(item(f"https://example.org/{n}", text) for n, text in enumerate((CLASH, OTHER))))
    one, other = sorted(ids(library, reader, None))
    library.judge(one, other, "same")
    with reading(library.engine) as connection:
        release = release_of(connection, reader.book)
        (left,) = release.events()
        assert [(gone.id, gone.into) for gone in release.withdrawn()] == [(({one, other} - {left.id}).pop(), left.id)]


def test_restricted_reports_were_never_there(tmp_path: Path, reader: Reader) -> None:
    made = []
    for name, texts in (("with", (CLASH, AGAIN, OTHER)), ("without", (CLASH,))):
        library = Library.create(tmp_path / name, load=lambda: reader)
        library.readers = 1
        add(library, texts)
        made.append(library)
    for key in ("https://example.org/2", "https://example.org/3"):
        made[0].restrict(key)
    for profile in PROFILES:
        told = []
        for library in made:
            with reading(library.engine) as connection:
                told.append(whole(release_of(connection, reader.book, profile)))
        assert told[0] == told[1]
    with reading(made[0].engine) as connection:
        cleared = release_of(connection, reader.book, "internal", cleared=True)
        assert len(whole(cleared)["events"]) > len(told[0]["events"])
        never = release_of(connection, reader.book, "partner", cleared=True)
        assert len(list(never.events())) == len(told[0]["events"])


def whole(release: Release) -> Mapping[str, list[Any]]:
    """All that leaves, without ids that are keyed by the archive, or number its rows."""
    events = [to_plain(event) for event in release.events()]
    states = [to_plain(state) for state in release.states()]
    told = {"events": events, "states": states, "withdrawn": [to_plain(one) for one in release.withdrawn()]}
    for one in (*events, *states):
        one.pop("id")
        for part in (*one.get("reports", ()), *one.get("told_by", ())) if isinstance(one.get("reports"), list) else ():
            part.pop("id")
        for part in one["statements"]:
            part.pop("id")
            part.pop("report")
        for part in one.get("told_by", ()):
            part.pop("id", None)
    return {name: sorted(rows, key=lambda row: json.dumps(row, sort_keys=True)) for name, rows in told.items()}


def test_people_s_word_counts(library: Library, reader: Reader) -> None:
    put(library, item("https://example.org/1", ACCUSED[3]))
    with reading(library.engine) as connection:
        (event,) = release_of(connection, reader.book, "internal").events()
        handle = connection.execute(schema.mentions.select().where(schema.mentions.c.sort == "event")).one().handle
    assert event.reviewed == "unreviewed"
    library.who = "ليلى"
    library.review(handle, "corrected", {"agents": [], "accused": ["actor:sudan-army"]}, note="بلاغ")
    with reading(library.engine) as connection:
        (event,) = release_of(connection, reader.book, "internal").events()
        (public,) = release_of(connection, reader.book, "public").events()
    assert (event.reviewed, event.reviewers, event.notes) == ("corrected", ("ليلى",), ("بلاغ",))
    assert (public.reviewed, public.reviewers, public.notes) == ("corrected", (), ())
    assert [one.id for one in public.accused] == ["actor:sudan-army"]
    assert "actor:sudan-army" not in names_of_authors(public)
    library.review(handle, "rejected")
    with reading(library.engine) as connection:
        release = release_of(connection, reader.book)
        assert not list(release.events())
        assert [one.id for one in release.withdrawn()] == [event.id]


def test_who_is_accused_by_one_report_is_no_author_by_another(library: Library, reader: Reader) -> None:
    flat = "قصف الجيش السوداني بالمدفعية مدينة الأبيض يوم 3 شباط 2021، ما أدى إلى مقتل أربعة مدنيين."
    put(library, *(item(f"https://example.org/{n}", text) for n, text in enumerate((flat, ACCUSED[0]))))
    with reading(library.engine) as connection:
        assaults = [one for one in release_of(connection, reader.book).events() if one.type == "ASSAULT"]
    if len(assaults) > 1:
        library.judge(assaults[0].id, assaults[1].id, "same")
    with reading(library.engine) as connection:
        (event,) = (one for one in release_of(connection, reader.book).events() if one.type == "ASSAULT")
    assert [one.id for one in event.accused] == ["actor:sudan-army"]
    assert event.acled is not None
    assert (event.acled.actor1 or "").startswith("Unidentified Armed Group")
    assert {"actor:sudan-army", "Sudanese Armed Forces"}.isdisjoint(names_of_authors(event))
