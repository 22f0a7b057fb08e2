"""The index of words: what stands in it of a document, and how a query asks it, in SQLite and in PostgreSQL.

Both databases are given forms of words that are ready (`arabic.searching`) and do nothing to them: SQLite's FTS5 splits
at spaces, PostgreSQL's text vectors are written out by us. So both find the same.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, column, delete, select, table, text
from sqlalchemy.sql import TableClause

from isnad.arabic.searching import each_word, variants
from isnad.archive.opening import is_postgres
from isnad.archive.schema import documents

SEARCH: TableClause = table("search", column("document"), column("rowid"), column("search"), column("words"))
"""SQLite: an FTS5 table (title, body) without contents whose rowid is the document. PostgreSQL: document, words."""
_PLAIN = re.compile(r"[a-z0-9\u0621-\u064a\u0671-\u06d3]+")
_LAST_POSITION = 16_383
_MOST_POSITIONS = 255
_MOST_BYTES = 900_000
"""Limits of a text vector: a position, positions of a word, and, with room to spare, its size (1 MB).
https://www.postgresql.org/docs/15/textsearch-limitations.html"""
_GAP = 2
_BATCH = 200

Phrases = Sequence[Sequence[Sequence[str]]]


def index(connection: Connection, document: int, title: str | None, body: str) -> None:
    """Puts a new document's words into the index. In PostgreSQL very long texts are indexed up to about a megabyte of
    different words, and phrases up to their 16,000th word; in SQLite wholly."""
    _insert(connection, [(document, title, body)])


def reindex(connection: Connection) -> int:
    """Makes the index anew from the documents, a few at a time; how many there are."""
    if is_postgres(connection):
        connection.execute(delete(SEARCH))
    else:
        connection.execute(text("INSERT INTO search(search) VALUES ('delete-all')"))
    last, count = 0, 0
    while True:
        found = connection.execute(
            select(documents.c.id, documents.c.title, documents.c.text)
            .where(documents.c.id > last)
            .order_by(documents.c.id)
            .limit(_BATCH)
        ).all()
        if not found:
            return count
        _insert(connection, [(row.id, row.title, row.text) for row in found])
        last, count = found[-1].id, count + len(found)


def _insert(connection: Connection, rows: Iterable[tuple[int, str | None, str]]) -> None:
    if is_postgres(connection):
        statement = text("INSERT INTO search(document, words) VALUES (:document, CAST(:words AS tsvector))")
        values = [{"document": id_, "words": _vector(title, body)} for id_, title, body in rows]
    else:
        statement = text("INSERT INTO search(rowid, title, body) VALUES (:document, :title, :body)")
        values = [{"document": id_, "title": _forms(title), "body": _forms(body)} for id_, title, body in rows]
    connection.execute(statement, values)


def _forms(words: str | None) -> str:
    return " ".join(_key(word.form) for word in each_word(words or ""))


def _key(form: str) -> str:
    """A form as both databases take it for one word: letters that one of them may not know as such, in hexadecimal."""
    return form if _PLAIN.fullmatch(form) else f"x{form.encode().hex()}x"


def _vector(title: str | None, body: str) -> str:
    """A text vector written out: each word with its positions, title first, a gap, then the body."""
    places: dict[str, list[str]] = {}
    size, at = 0, 0
    for words in (title or "", body):
        for word in each_word(words):
            at += 1
            key = _key(word.form)
            known = places.get(key)
            size += 2 if known is not None else len(key.encode()) + 8
            if size > _MOST_BYTES:
                break
            if known is None:
                places[key] = [str(min(at, _LAST_POSITION))]
            elif len(known) < _MOST_POSITIONS and at <= _LAST_POSITION:
                known.append(str(at))
        at += _GAP
    return " ".join(f"'{key}':{','.join(where)}" for key, where in places.items())


def matching(connection: Connection, wanted: Phrases, excluded: Sequence[Sequence[str]] = ()) -> Select[Any]:
    """A SELECT of the ids of the documents in which for each of `wanted` one of its phrases stands, and none of
    `excluded`, which must be empty where `wanted` is."""
    if is_postgres(connection):
        words = _joined(wanted, excluded, _in_postgres, ("&", "|", "& !"))
        return select(SEARCH.c.document.label("id")).where(
            text("words @@ CAST(:search_words AS tsquery)").bindparams(bindparam("search_words", words, unique=False))
        )
    words = _joined(wanted, excluded, _in_sqlite, ("AND", "OR", "NOT"))
    return select(SEARCH.c.rowid.label("id")).where(SEARCH.c.search.op("MATCH")(words))


def _joined(wanted: Phrases, excluded: Sequence[Sequence[str]], written: Any, operators: tuple[str, str, str]) -> str:
    both, either, without = operators
    rows = (f" {either} ".join(asked for phrase in row for asked in written(phrase)) for row in wanted)
    found = f" {both} ".join(f"({row})" for row in rows)
    out = f" {either} ".join(asked for phrase in excluded for asked in written(phrase))
    return f"({found}) {without} ({out})" if out else found


def openings(phrase: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The ways in which a phrase may stand: its first word with what may be written onto it, the others as they are."""
    for first in variants(phrase[0]):
        yield (first, *phrase[1:])


def _in_sqlite(phrase: Sequence[str]) -> Iterator[str]:
    for way in openings(phrase):
        yield '"' + " ".join(map(_key, way)) + '"'


def _in_postgres(phrase: Sequence[str]) -> Iterator[str]:
    for way in openings(phrase):
        yield "(" + " <-> ".join(f"'{_key(form)}'" for form in way) + ")"
