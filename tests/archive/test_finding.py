from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, Engine

from isnad.archive import searching
from isnad.archive.asking.event_lists import events
from isnad.archive.asking.finding import asked, find
from isnad.archive.asking.pages import Page, cursor
from isnad.archive.opening import reading, writing
from isnad.codebook import load
from isnad.errors import DateError, QueryError
from tests.archive.story import EARLY, LATE, LATER, Story

BOOK = load(None)
TEXTS = {
    "shelling": "قصف الجيش أطراف القرية\nقال شهود إن الجيش قصف أطراف القرية الشرقية، وإن بيتين تهدما.",
    "wedding": "عرس في القرية\nاحتفل أهالي القرية بعرس كبير، ولم يُسمع قصف في ريف دمشق.",
    "meeting": "اجتماع\nاجتمع وفدان للجنة الصلح، وبحثا إعادة المهجرين إلى ريف حلب.",
    "undated": "خبر بلا تاريخ عن قصف بعيد.",
}


@pytest.fixture
def story(engine: Engine) -> Iterator[Story]:
    """Four reports, two events."""
    with writing(engine) as connection:
        told = Story(connection, BOOK)
        one = told.report(
            TEXTS["shelling"], "2021-02-16", outlet="actor:syria-tv", title="قصف الجيش أطراف القرية",
            terms=("type:ASSAULT", "status:actual", "actor:actor:regiment-47", "place:place:albukamal",
                   "speaker:شهود عيان", "anonymous:yes", "outlet:actor:syria-tv"),
        )  # fmt: skip
        two = told.report(TEXTS["wedding"], "2021-02-18", terms=("anonymous:no",))
        told.report(TEXTS["meeting"], "2021-03-01", outlet="actor:syria-tv", at=LATE, terms=(
            "type:CONSULT", "outlet:actor:syria-tv"))  # fmt: skip
        told.report(TEXTS["undated"], None)
        shelled = told.event(
            one, "قصف", "ev-shelling", agents=("actor:regiment-47",), place="place:albukamal", killed=2
        )
        told.claim(shelled, one, "قال شهود إن الجيش قصف", speaker="شهود عيان", anonymous=True)
        told.event(two, "احتفل", "ev-wedding", type_="CONSULT", day="2021-02-18")
        later = told.event(3, "اجتمع", "ev-shelling", day="2021-02-15", killed=5, at=LATE)
        told.claim(later, 3, "اجتمع وفدان", at=LATE)
        told.settle("ev-shelling", "ev-wedding")
    with reading(engine) as connection:
        told.connection = connection
        yield told


def found(connection: Connection, line: str, **options: object) -> list[int]:
    page = find(connection, asked(connection, line, BOOK), **options)  # type: ignore[arg-type]
    assert page.total == len(page.rows) or page.after or "after" in options
    return [int(hit.document.partition(":")[2], 16) for hit in page.rows]


def listed(connection: Connection, line: str, **options: object) -> list[str]:
    page = events(connection, asked(connection, line, BOOK), BOOK, **options)  # type: ignore[arg-type]
    return [row.id for row in page.rows]


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("", [3, 2, 1, 4]), ("قصف", [2, 1, 4]), ("القصف", [2, 1, 4]), ("قَصْف", [2, 1, 4]), ("قصف قرية", [2, 1]),
        ("لجنة", [3]), ("اللجنة", [3]), ("مهجرين", [3]), ('"ريف دمشق"', [2]), ('"دمشق ريف"', []), ("ريف", [3, 2]),
        ("«أطراف القرية»", [1]), ("قصف -عرس", [1, 4]), ("-قصف", [3]), ("عرس OR الصلح", [3, 2]), ("غائب", []),
        ('قصف -"ريف دمشق"', [1, 4]), ('"عرس في القرية"', [2]),
        ("type:ASSAULT", [1]), ("type:ASSAULT,CONSULT", [3, 1]), ("-type:ASSAULT", [3, 2, 4]),
        ("actor:regiment-47", [1]), ("actor:irgc", [1]), ("actor:ndf", []), ("place:albukamal", [1]),
        ("place:سوريا", [1]), ("status:actual قصف", [1]), ("speaker:شهود", [1]), ('speaker:"شهود عيان"', [1]),
        ("speaker:شهو", []), ("anonymous:yes", [1]), ("anonymous:no", [2]), ("outlet:syria-tv", [3, 1]),
        ("from:2021-02-17", [3, 2]), ("to:2021-02", [2, 1]), ("published:2021-02-18", [2]),
        ("قصف from:2021-02-17", [2]),
    ],
)  # fmt: skip
def test_reports_that_answer(story: Story, line: str, ids: list[int]) -> None:
    assert found(story.connection, line) == ids


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("", ["ev-wedding", "ev-shelling"]), ("type:ASSAULT", ["ev-shelling"]), ("-type:ASSAULT", ["ev-wedding"]),
        ("قصف", ["ev-wedding", "ev-shelling"]), ("بيتين", ["ev-shelling"]), ("-بيتين", ["ev-wedding"]),
        ("actor:irgc", ["ev-shelling"]), ("place:سوريا", ["ev-shelling"]), ("speaker:شهود", ["ev-shelling"]),
        ("anonymous:yes", ["ev-shelling"]), ("anonymous:no", []), ("from:2021-02-16", ["ev-wedding"]),
        ("to:2021-02-15", ["ev-shelling"]), ("from:2021-02 to:2021-02", ["ev-wedding", "ev-shelling"]),
        ("published:2021-02-16", ["ev-shelling"]), ("outlet:syria-tv", ["ev-shelling"]), ("status:threatened", []),
    ],
)  # fmt: skip
def test_events_that_answer(story: Story, line: str, ids: list[str]) -> None:
    assert listed(story.connection, line) == ids


def test_an_event_is_told_once_with_what_its_reports_say(story: Story) -> None:
    (row,) = events(story.connection, asked(story.connection, "type:ASSAULT", BOOK), BOOK).rows
    assert (row.reports, row.agents, row.place) == (2, ("actor:regiment-47",), "place:albukamal")
    assert row.victims == {"killed": {"low": 2, "best": 2, "high": 5}}
    assert "قصف الجيش" in row.label


def test_what_was_known_then(story: Story) -> None:
    assert found(story.connection, "", as_of="2024-01-15") == [2, 1, 4]
    assert found(story.connection, "", as_of=EARLY) == [2, 1, 4]
    assert found(story.connection, "", as_of="2023") == []
    assert found(story.connection, "", as_of="today") == found(story.connection, "", as_of="أمس") == [3, 2, 1, 4]
    page = events(story.connection, asked(story.connection, "type:ASSAULT", BOOK), BOOK, as_of="2024-01-15")
    assert [(row.reports, row.victims["killed"]["high"]) for row in page.rows] == [(1, 2)]
    assert listed(story.connection, "", as_of="2023") == []
    with pytest.raises(DateError):
        found(story.connection, "", as_of="gestern")


def test_only_the_latest_version_is_found(engine: Engine) -> None:
    with writing(engine) as connection:
        told = Story(connection, BOOK)
        first = told.report("وصول شحنة حبوب إلى المرفأ", terms=("type:AID",))
        told.report("وصول شحنتي حبوب إلى المرفأ", after=first, at=LATE, terms=("type:AID",))
        taken_up = told.report("افتتاح المرفأ بعد ترميمه")
        told.found(taken_up, told.report("سوق المرفأ تحترق"), at=LATE)
        back = told.report("إغلاق المرفأ")
        told.report("إعادة فتح المرفأ", after=back, at=LATE)
        told.found(back, told.reports[back], at=LATER)
        current, before, between = [2, 3, 5], [1, 3, 4, 5], [2, 3, 6]
        for line in ("المرفأ", "", "المرفأ from:2021", "-سفينة", "to:2022"):
            assert sorted(found(connection, line)) == current
            assert sorted(found(connection, line, as_of=EARLY)) == before
            assert sorted(found(connection, line, as_of=LATE)) == between
        assert found(connection, "type:AID") == [2] and found(connection, "-type:AID حبوب") == []
        assert found(connection, "type:AID", as_of=EARLY) == [1]
        page = find(connection, asked(connection, "المرفأ", BOOK), as_of=EARLY)
        replaced = {int(hit.document.partition(":")[2], 16): hit.replaced_at for hit in page.rows}
        assert replaced == {1: LATE, 3: None, 4: LATE, 5: None}


def test_words_are_marked_where_they_stand(story: Story) -> None:
    (hit,) = find(story.connection, asked(story.connection, "بيت OR بيتين", BOOK)).rows
    text = TEXTS["shelling"]
    assert hit.snippet.text == text[hit.snippet.span.start : hit.snippet.span.end]
    assert [text[mark.start : mark.end] for mark in hit.snippet.marks] == ["بيتين"]
    assert "".join(part for part, _ in hit.snippet.parts()) == hit.snippet.text
    assert (hit.outlet, hit.published, hit.events) == ("actor:syria-tv", "2021-02-16", ("ev-shelling",))


@pytest.mark.parametrize("limit", [1, 2, 3])
@pytest.mark.parametrize("ask", [find, lambda c, q, **o: events(c, q, BOOK, **o)])
def test_pages_join_to_the_whole(story: Story, limit: int, ask: Callable[..., Page[object]]) -> None:
    query = asked(story.connection, "", BOOK)
    whole = ask(story.connection, query).rows
    rows: list[object] = []
    after: str | None = None
    for _ in range(10):
        page = ask(story.connection, query, limit=limit, after=after)
        assert len(page.rows) <= limit and page.total == len(whole)
        rows, after = [*rows, *page.rows], page.after
        if after is None:
            break
    assert rows == list(whole)


@pytest.mark.parametrize("after", ["x", "WzFd", cursor(("2021", "ev-1")), "ع", "e30"])
def test_what_is_no_cursor(story: Story, after: str) -> None:
    with pytest.raises(QueryError, match="cursor"):
        find(story.connection, asked(story.connection, "", BOOK), after=after)


@pytest.mark.parametrize("limit", [0, -1, 501])
def test_too_many_rows(story: Story, limit: int) -> None:
    with pytest.raises(QueryError, match="1 to 500"):
        find(story.connection, asked(story.connection, "", BOOK), limit=limit)


def test_the_index_can_be_made_anew(engine: Engine) -> None:
    with writing(engine) as connection:
        told = Story(connection, BOOK)
        told.report(TEXTS["shelling"])
        told.report(TEXTS["meeting"])
        assert searching.reindex(connection) == 2
        assert found(connection, "قصف") == [1] and found(connection, "الصلح") == [2]
