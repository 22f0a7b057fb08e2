from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from isnad.arabic.searching import search_words
from isnad.archive.asking.moments import Days
from isnad.archive.asking.query import MOST_CHARACTERS, MOST_WORDS, Query, parse
from isnad.archive.searching import matching
from isnad.codebook import Codebook, load
from isnad.errors import QueryError

TODAY = date(2021, 2, 17)
BOOK = load(None)


@pytest.fixture
def book() -> Codebook:
    return BOOK


def words(*rows: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Rows of phrases, a bar between those of which one is enough."""
    return tuple(
        tuple(tuple(word.form for word in search_words(phrase)) for phrase in row.split("|")) for row in rows
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("قصف", words("قصف")),
        ("قصف مدينة", words("قصف", "مدينة")),
        ('"ريف دمشق"', words("ريف دمشق")),
        ("«ريف دمشق» قصف", words("ريف دمشق", "قصف")),
        ("“ريف دمشق”", words("ريف دمشق")),
        ("قصف OR غارة", words("قصف|غارة")),
        ("قصف | غارة|هجوم مدينة", words("قصف|غارة|هجوم", "مدينة")),
        ('قصف OR "غارة جوية"', words("قصف|غارة جوية")),
        ("قصف أو غارة", words("قصف", "أو", "غارة")),
        ("ORBAT", words("orbat")),
        ("ريف_دمشق", words("ريف دمشق")),
        ("https://example.org/a", words("https example org a")),
        ("الساعة 10:30", words("الساعة", "10 30")),
        ("قصف ،؛ !", words("قصف")),
        ("", ()),
        ("\u200f", ()),
    ],
)
def test_words_and_phrases(line: str, wanted: object, book: Codebook) -> None:
    assert parse(line, book).wanted == wanted


def test_what_is_taken_out(book: Codebook) -> None:
    query = parse('قصف -شائعة -"ريف حلب" - دمشق', book)
    assert query.excluded == (*words("شائعة")[0], *words("ريف حلب")[0])
    assert query.wanted == words("قصف", "دمشق")


@pytest.mark.parametrize(
    ("line", "name", "values"),
    [
        ("type:ASSAULT", "type", ("ASSAULT",)), ("type:assault,coerce", "type", ("ASSAULT", "COERCE")),
        ("type:ASSAULT type:COERCE", "type", ("ASSAULT", "COERCE")), ("نوع:هجوم", "type", ("ASSAULT",)),
        ("نوع:هجوم،تهديد", "type", ("ASSAULT", "THREATEN")), ('actor:"الحرس الثوري"', "actor", ("actor:irgc",)),
        ("actor:irgc", "actor", ("actor:irgc",)), ("actor:actor:irgc", "actor", ("actor:irgc",)),
        ("جهة:«الحرس الثوري»", "actor", ("actor:irgc",)), ("place:البوكمال", "place", ("place:albukamal",)),
        ("مكان:البوكمال", "place", ("place:albukamal",)), ("status:threatened", "status", ("threatened",)),
        ("حالة:شائعة", "status", ("rumoured",)), ("anonymous:yes", "anonymous", ("yes",)),
        ("مجهول:نعم", "anonymous", ("yes",)), ("متحدث:مصدر", "speaker", ("مصدر",)),
        ("actor:x-abc", "actor", ("x-abc",)), ("TYPE:AID", "type", ("AID",)),
    ],
)  # fmt: skip
def test_filters(line: str, name: str, values: tuple[str, ...], book: Codebook) -> None:
    (found,) = parse(line, book).filters
    assert (found.name, found.values, found.excluded) == (name, values, False)


def test_a_filter_taken_out_stands_beside_one_that_is_wanted(book: Codebook) -> None:
    query = parse("-type:AID type:ASSAULT", book)
    assert {(one.values, one.excluded) for one in query.of("type")} == {(("AID",), True), (("ASSAULT",), False)}


@pytest.mark.parametrize(
    ("line", "days", "published"),
    [
        ("from:2021", Days("2021-01-01", None), Days(None, None)),
        ("to:2021", Days(None, "2021-12-31"), Days(None, None)),
        ("من:2021-02 إلى:2021-02", Days("2021-02-01", "2021-02-28"), Days(None, None)),
        ("from:٢٠٢٠-٢ to:2020-2", Days("2020-02-01", "2020-02-29"), Days(None, None)),
        ("from:yesterday to:اليوم", Days("2021-02-16", "2021-02-17"), Days(None, None)),
        ("published:2021-02", Days(None, None), Days("2021-02-01", "2021-02-28")),
        ("نشر:2021-02..2021-03-05", Days(None, None), Days("2021-02-01", "2021-03-05")),
        ("published:..2021", Days(None, None), Days(None, "2021-12-31")),
    ],
)
def test_dates(line: str, days: Days, published: Days, book: Codebook) -> None:
    query = parse(line, book, today=TODAY)
    assert (query.days, query.published) == (days, published)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("colour:red", "is no filter: use one of type:, actor:.*نوع:"),
        ("type:WAR", "«WAR» is no value of type.*AGREE.*CONTROL"),
        ("status:maybe", "use one of actual"),
        ("anonymous:maybe", "yes, no"),
        ("actor:زعفرانستان", "no actor is called «زعفرانستان»"),
        ("actor:الحرسالثوري", "similar names: .*actor:irgc"),
        ("place:البوكمالل", "similar names: .*place:albukamal"),
        ('قصف "ريف دمشق', "is not closed: write \" after it"),
        ("«ريف", "write » after it"),
        ("OR قصف", "on both sides"), ("قصف OR", "on both sides"), ("قصف OR OR غارة", "on both sides"),
        ("قصف OR type:AID", "type:ASSAULT,COERCE"), ("قصف OR -غارة", "minus"),
        ("from:غدا", "is no date"), ("from:2021-13", "no day of the calendar"), ("from:2021 from:2020", "once"),
        ("-from:2021", "cannot be excluded"), ("from:2022 to:2021", "comes after"), ("published:..", "no date"),
        ("type: ASSAULT", "directly behind it"), ("type:,", "needs a value"), ("!!!", "holds no word"),
        ("ا " * (MOST_WORDS + 1), "words: ask with at most"), ("ا" * (MOST_CHARACTERS + 1), "characters"),
    ],
)  # fmt: skip
def test_errors_say_what_is_wrong(line: str, told: str, book: Codebook) -> None:
    with pytest.raises(QueryError, match=told):
        parse(line, book)


def test_names_that_only_reports_know(book: Codebook) -> None:
    query = parse("actor:زعفران", book, known=lambda name, sought: ("x-1", "x-2") if sought == "actor" else ())
    assert query.of("actor")[0].values == ("x-1", "x-2")


PIECES = st.sampled_from(
    ["قصف", "دمشق", '"', "«", "»", "“", "”", "OR", "|", "-", ":", "type", "actor", "نوع", "ASSAULT", "(", ")", "*", "^",
     "NEAR(", "AND", "NOT", "title:", "'", "\\", "\x00", "\u202e", "ﷺ", "،", " ", " ", " ", "2021", "..", "+", "&", "!"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=40))
def test_every_line_is_a_query_or_an_error_of_ours(line: str) -> None:
    try:
        query = parse(line, BOOK, today=TODAY)
    except QueryError:
        return
    _ask(query)


def _ask(query: Query) -> None:
    """The index takes whatever a query becomes."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text("CREATE VIRTUAL TABLE search USING fts5(title, body, content='')"))
        if query.wanted or query.excluded:
            clause = matching(connection, query.wanted or (query.excluded,), query.excluded if query.wanted else ())
            assert connection.execute(clause).all() == []
    engine.dispose()
