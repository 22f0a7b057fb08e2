"""An archive through its façade: what comes in, what it becomes, and what stays when things change."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from isnad.archive.asking.actors import actor_page
from isnad.archive.asking.happenings import event_page
from isnad.archive.asking.places import place_page
from isnad.archive.guarding.verifying import verify
from isnad.archive.joining import assembling
from isnad.archive.library import Library
from isnad.archive.opening import Place, reading
from isnad.archive.schema import (
    captures,
    claims,
    clusters,
    documents,
    history,
    mentions,
    records,
    redirects,
    relations,
    withdrawals,
)  # fmt: skip
from isnad.errors import (
    ArchiveError,
    ArchiveExistsError,
    IsnadError,
    NoArchiveError,
    NotFoundError,
    UnreadableSourceError,
)
from isnad.ingest.items import Item, Refused
from tests.archive.reports import AGAIN, CLASH, MEETING, OTHER, add, item, put

FIRST, SECOND = "https://example.org/first", "https://example.org/second"


def count(library: Library, table, *conditions) -> int:  # type: ignore[no-untyped-def]
    with reading(library.engine) as connection:
        return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()


def events_of(library: Library, document: int) -> set[str | None]:
    with reading(library.engine) as connection:
        return set(
            connection.execute(
                select(mentions.c.cluster).where(
                    mentions.c.document == document, mentions.c.gone_at.is_(None), mentions.c.sort == "event"
                )
            ).scalars()
        )


def test_what_comes_in_is_kept_with_what_was_read(library: Library) -> None:
    (outcome,) = put(library, item(FIRST, CLASH, outlet="شبكة خيالية"))
    assert (outcome.became, outcome.is_read, outcome.error) == ("added", True, None)
    assert (count(library, documents), count(library, records), count(library, captures)) == (1, 1, 1)
    assert count(library, claims, claims.c.type == "ASSAULT") == 1
    assert count(library, clusters, clusters.c.sort == "event", clusters.c.type == "ASSAULT") == 1
    assert list(verify(library.engine, None)) == []


def test_the_same_bytes_change_nothing(library: Library) -> None:
    put(library, item(FIRST, CLASH))
    before = count(library, history)
    assert [one.became for one in put(library, item(FIRST, CLASH), item(FIRST, CLASH))] == ["unchanged"] * 2
    assert (count(library, history), count(library, captures)) == (before, 1)


def test_the_same_bytes_elsewhere_are_one_document(library: Library) -> None:
    outcomes = put(library, item(FIRST, CLASH), item(SECOND, CLASH))
    assert [one.became for one in outcomes] == ["added", "elsewhere"]
    assert (count(library, documents), count(library, captures), count(library, claims)) == (1, 2, 1)


def test_other_bytes_at_the_same_address_are_a_new_version(library: Library) -> None:
    put(library, item(FIRST, CLASH))
    (outcome,) = put(library, item(FIRST, OTHER))
    assert outcome.became == "version"
    old, new = library.versions(FIRST)
    assert [told.type for told in new.went] == ["ASSAULT"]
    assert {told.type for told in new.came} and (old.came, old.went) == ((), ())
    assert events_of(library, 1) == set()
    assert events_of(library, 2)


def test_a_report_that_goes_back_to_what_it_was_counts_again(library: Library) -> None:
    put(library, item(FIRST, CLASH))
    before = events_of(library, 1)
    put(library, item(FIRST, OTHER))
    (outcome,) = put(library, item(FIRST, CLASH))
    assert (outcome.became, outcome.is_read) == ("version", True)
    assert (events_of(library, 1), events_of(library, 2)) == (before, set())
    assert count(library, captures) == 3 and count(library, documents) == 2
    assert count(library, claims, claims.c.document == 1) == 1
    assert list(verify(library.engine, None)) == []


def test_a_version_that_another_report_still_has_goes_on_counting(library: Library) -> None:
    put(library, item(FIRST, CLASH), item(SECOND, CLASH), item(FIRST, OTHER))
    assert events_of(library, 1) and events_of(library, 2)


def test_a_copy_is_linked_to_the_text_that_it_is_of(library: Library) -> None:
    long = f"{CLASH} {MEETING} {OTHER}"
    first, copy, other = put(
        library,
        item(FIRST, long),
        item(SECOND, f"عاجل\n{long}\nتابعونا على القناة"),
        item("https://example.org/3", AGAIN),
    )
    assert copy.copy_of is not None and first.copy_of is None and other.copy_of is None
    with reading(library.engine) as connection:
        assert connection.execute(select(documents.c.text_group).order_by(documents.c.id)).scalars().all() == [1, 1, 3]


def test_two_reports_of_one_happening_are_one_event(library: Library) -> None:
    add(library, (CLASH, AGAIN, OTHER))
    assert events_of(library, 1) == events_of(library, 2)
    assert events_of(library, 1).isdisjoint(events_of(library, 3))
    with reading(library.engine) as connection:
        (joined,) = connection.execute(select(clusters).where(clusters.c.reports == 2)).all()
    assert joined.data["outlets"] == 2


def test_what_stands_together_in_a_large_component_stays_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "اندلعت اشتباكات بين الدفاع الوطني والحرس الثوري قرب معصرة الزيتون في بلدة سرمين{}، وتضرر سقف المعصرة."
    add(library, (told.format(""), told.format(" يوم 15 شباط 2021")))
    assert events_of(library, 1) == events_of(library, 2)
    monkeypatch.setattr(assembling, "MOST_PAIRED", 2)
    put(library, item("https://example.org/3", told.format(" يوم 12 شباط 2021"), outlet="شبكة ثالثة"))
    assert events_of(library, 1) == events_of(library, 2)
    assert events_of(library, 1).isdisjoint(events_of(library, 3))


def test_what_a_person_joined_comes_apart_again_in_a_large_component(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    vague = "اندلعت اشتباكات بين مسلحين مجهولين عند جسر القصب وانتهت بعد ساعة من القتال."
    add(library, (CLASH, AGAIN, vague, f"{vague} عاجل"))
    assert events_of(library, 3) == events_of(library, 4)
    monkeypatch.setattr(assembling, "MOST_PAIRED", 1)
    (one,), (other,) = events_of(library, 1), events_of(library, 3)
    with reading(library.engine) as connection:
        ends = [
            connection.execute(
                select(mentions.c.handle).where(mentions.c.sort == "event", mentions.c.cluster == id_).limit(1)
            ).scalar_one()
            for id_ in (one, other)
        ]
    for verdict, are_one in (("same", True), ("undone", False)):
        library.judge(ends[0], ends[1], verdict)
        assert (events_of(library, 1) == events_of(library, 3)) is are_one
        assert events_of(library, 1) == events_of(library, 2)


def test_a_person_takes_two_apart_and_together_again(library: Library) -> None:
    add(library, (CLASH, AGAIN))
    (before,) = events_of(library, 1)
    with reading(library.engine) as connection:
        left, right = connection.execute(
            select(mentions.c.handle).where(mentions.c.sort == "event").order_by(mentions.c.id)
        ).scalars()
    library.judge(left, right, "different", "two days apart, says the mayor")
    apart = events_of(library, 1) | events_of(library, 2)
    assert len(apart) == 2 and before in apart
    library.judge(left, right, "undone")
    assert events_of(library, 1) == events_of(library, 2) == {before}
    with reading(library.engine) as connection:
        moved = connection.execute(select(redirects.c.old, redirects.c.new)).all()
    assert [(row.old in apart, row.new) for row in moved] == [(True, before)]


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [("ev-nowhere", "ev-nothing", "same"), ("x", "y", "perhaps")],
)
def test_judgements_on_nothing_are_refused(library: Library, left: str, right: str, verdict: str) -> None:
    with pytest.raises((NotFoundError, ArchiveError)):
        library.judge(left, right, verdict)


def test_what_people_think_of_a_source_stands_beside_what_was_read(library: Library) -> None:
    put(library, item(FIRST, CLASH, outlet="شبكة خيالية"))
    (event,) = events_of(library, 1)
    assert event is not None
    assert library.assess(event, information="3", note="two residents by telephone") == 1
    assert library.assess("شبكة خيالية", source="C") == 2
    with reading(library.engine) as connection:
        book = library.reader.book
        told = event_page(connection, event, book).assessments
    assert [(one.source_grade, one.information_grade, one.by) for one in told] == [
        (None, "3", "tester"),
        ("C", None, "tester"),
    ]
    assert list(verify(library.engine, None)) == []


@pytest.mark.parametrize(
    ("subject", "source", "information", "code"),
    [("ev-nowhere", "A", None, "not-found"), ("شبكة", "G", None, "archive"), ("شبكة", None, "0", "archive"),
     ("شبكة", None, None, "archive")],
)  # fmt: skip
def test_what_is_no_assessment_is_refused(
    library: Library, subject: str, source: str | None, information: str | None, code: str
) -> None:
    put(library, item(FIRST, CLASH, outlet="شبكة"))
    with pytest.raises(IsnadError) as caught:
        library.assess(subject, source=source, information=information)
    assert caught.value.code == code


def test_one_that_fails_is_kept_and_stops_no_other(library: Library) -> None:
    bad = Refused(where="gone.txt", error=UnreadableSourceError("gone.txt cannot be read"))
    image = item("https://example.org/x", "")
    outcomes = put(library, bad, item(FIRST, CLASH), image, bad)
    assert [one.became for one in outcomes] == ["failed", "added", "failed", "failed"]
    assert [row["code"] for row in library.failures()] == ["source-unreadable", outcomes[2].error.code]  # type: ignore[union-attr]


def test_a_rebuild_with_the_same_engine_changes_nothing(library: Library) -> None:
    add(library, (CLASH, AGAIN, OTHER, MEETING))
    before = [events_of(library, number) for number in range(1, 5)]
    assert [(one.came, one.went) for one in library.rebuild(everything=True)] == [(0, 0)] * 4
    assert [events_of(library, number) for number in range(1, 5)] == before
    assert count(library, withdrawals) == 0
    assert list(library.rebuild()) == []


def test_states_are_kept_as_relations(library: Library) -> None:
    put(library, item(FIRST, "يقود العميد سالم الخيالي اللواء 47 التابع للحرس الثوري الإيراني في مدينة البوكمال."))
    with reading(library.engine) as connection:
        rows = connection.execute(select(relations.c.source, relations.c.target, relations.c.type)).all()
    assert any(row.source.startswith("x-") for row in rows)


def test_what_one_report_calls_by_a_number_of_its_own_is_not_that_of_another(library: Library) -> None:
    put(
        library,
        item(FIRST, "تسيطر قوات سوريا الديمقراطية على شرقي دير الزور منذ عام 2019."),
        item(SECOND, "تسيطر قوات سوريا الديمقراطية على ريف حلب الغربي منذ عام 2019."),
    )
    with reading(library.engine) as connection:
        page = actor_page(connection, "actor:sdf", library.reader.book)
    held = page.parts["controls"].states
    assert len({one.target for one in held}) == 2
    assert {one.own_names[one.target] for one in held} == {"شرقي دير الزور", "ريف حلب الغربي"}
    assert [one.reports for one in held] == [1, 1]


def test_who_holds_the_surroundings_of_a_place_stands_on_its_page(library: Library) -> None:
    put(library, item(FIRST, "تسيطر قوات سوريا الديمقراطية على ريف حلب الغربي منذ عام 2019."))
    with reading(library.engine) as connection:
        page = place_page(connection, "place:aleppo", library.reader.book)
    assert [(one.source, one.scope) for one in page.parts["others"].states] == [("actor:sdf", "place:aleppo")]


def test_there_is_one_archive_in_a_place(place: Place, library: Library) -> None:
    with pytest.raises(ArchiveExistsError):
        Library.create(place)


def test_where_there_is_none_it_says_so(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NoArchiveError, match="isnad init"):
        Library.open(tmp_path)
    with pytest.raises(ArchiveError, match="postgresql"):
        Library.open("mysql://somewhere/x")


def test_large_items_are_written_a_few_at_a_time(library: Library) -> None:
    """Or a file of many large ones would be held in memory, 64 of them at a time."""
    taken: list[int] = []

    def large() -> Iterator[Item]:
        for number in range(20):
            taken.append(number)
            yield item(f"https://example.org/{number}", f"{number} " + "x" * 10_000_000)

    library.readers = 1
    outcomes = library.add(large())
    assert next(iter(outcomes)).became == "failed"
    assert len(taken) <= 8
