import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Column, ColumnElement, Connection, Engine, Table, Update, delete, insert, select, text, update

from isnad.archive import chain, schema
from isnad.archive.chain import append, archive_id, canonical, digest, link, now
from isnad.archive.claims import ClaimRow
from isnad.archive.guarding.fixity import MOST_BYTES, changed, unpacked
from isnad.archive.guarding.verifying import verify
from isnad.archive.ledger import Ledger
from isnad.archive.migrating import create, downgrade
from isnad.archive.opening import Place, engine_of, is_postgres, reading, writing
from isnad.archive.promises import note, rows_digest
from tests.archive.rows import fill

Change = Callable[[Connection], object]
blobs, captures, claims, documents = schema.blobs, schema.captures, schema.claims, schema.documents
history, judgements, records, withdrawals = schema.history, schema.judgements, schema.records, schema.withdrawals


@contextmanager
def unguarded(engine: Engine) -> Iterator[Connection]:
    """A transaction of somebody who may do anything with the database, and puts back the triggers when he is done."""
    with writing(engine) as connection:
        if is_postgres(connection):
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            yield connection
            return
        held = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        for name, _ in held:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        yield connection
        for _, sql in held:
            connection.execute(text(sql))


def found(engine: Engine, **options: object) -> list[tuple[str, str]]:
    return [(finding.code, finding.subject) for finding in verify(engine, **options)]  # type: ignore[arg-type]


def name_of(engine: Engine, number: int) -> str:
    with reading(engine) as connection:
        return str(connection.execute(select(documents.c.document).where(documents.c.id == number)).scalar_one())


def test_a_sound_archive_has_nothing_to_find(engine: Engine) -> None:
    assert found(engine) == []
    with reading(engine) as connection:
        empty = chain.checkpoint(connection)
    fill(engine, 250)
    told: list[tuple[int, int]] = []
    assert found(engine, checkpoint=empty, progress=lambda done, total: told.append((done, total))) == []
    assert len(told) > 5 and told[-1][0] == told[-1][1] and told == sorted(told)


def test_an_archive_of_an_older_form_is_verified_too(engine: Engine) -> None:
    fill(engine, 2)
    downgrade(engine, "0001")
    assert found(engine) == []


OTHER = "وصل الخبر من مصدر آخر".encode()
PACKED = zlib.compress(OTHER)
EDITS: list[tuple[str, Change, str, int | str]] = [
    ("bytes", lambda c: c.execute(update(blobs).where(_of(blobs.c.sha256, 2)).values(packed=PACKED)), "blob-edited", 2),
    ("no zlib", lambda c: c.execute(update(blobs).where(_of(blobs.c.sha256, 2)).values(packed=b"x")), "blob-edited", 2),
    ("size", lambda c: c.execute(update(blobs).where(_of(blobs.c.sha256, 2)).values(size=7)), "blob-edited", 2),
    ("text", lambda c: c.execute(_document(2).values(text="نص آخر")), "document-edited", 2),
    ("address", lambda c: c.execute(_document(2).values(url="https://example.org/other")), "document-edited", 2),
    ("day", lambda c: c.execute(_document(2).values(published="2020-01-01")), "document-edited", 2),
    ("outlet", lambda c: c.execute(_document(2).values(outlet="actor:other")), "document-edited", 2),
    ("title", lambda c: c.execute(_document(2).values(title="عنوان")), "document-edited", 2),
    ("platform", lambda c: c.execute(_document(2).values(platform="telegram")), "document-edited", 2),
    ("captured", lambda c: c.execute(_document(2).values(captured={"language": "en"})), "document-edited", 2),
    ("copy of", lambda c: c.execute(_document(2).values(text_group=1)), "document-edited", 2),
    ("name", lambda c: c.execute(_document(2).values(document="sha256:0")), "document-edited", "sha256:0"),
    ("custody", lambda c: c.execute(_capture(2).values(custody={"source": "post"})), "custody-edited", "2"),
    ("attachment", lambda c: c.execute(_capture(2).values(attachments=[{"name": "a"}])), "custody-edited", "2"),
    ("document", lambda c: c.execute(_capture(2).values(document=1)), "capture-edited", "2"),
    ("version", lambda c: c.execute(_capture(2).values(version=2)), "capture-unknown", "2"),
    ("key", lambda c: c.execute(update(schema.reports).where(schema.reports.c.id == 2).values(key="k")),
     "capture-unknown", "k"),
    ("reading", lambda c: c.execute(_record(4).values(packed=PACKED)), "record-edited", 2),
    ("digest", lambda c: c.execute(_record(4).values(digest=sha256(OTHER).hexdigest(), packed=PACKED)),
     "record-edited", 2),
    ("reading of another", lambda c: c.execute(_record(5).values(document=1)), "record-unknown", 1),
    ("fingerprint", lambda c: c.execute(_claim(6).values(fingerprint="f")), "claims-edited", 2),
    ("stance", lambda c: c.execute(_claim(6).values(stance="denies")), "claims-edited", 2),
    ("says", lambda c: c.execute(_claim(6).values(says={"n": 9})), "claims-edited", 2),
    ("speaker", lambda c: c.execute(_claim(7).values(speaker="ناطق")), "claims-edited", 2),
    ("span", lambda c: c.execute(_claim(6).values(end=4)), "claims-edited", 2),
    ("claim of a later reading", lambda c: c.execute(_claim(8).values(stance="denies")), "claims-edited", 2),
    ("claim of another", lambda c: c.execute(_claim(6).values(document=1)), "claims-edited", 2),
    ("withdrawn", lambda c: c.execute(update(withdrawals).where(withdrawals.c.claim == 6).values(claim=7)),
     "claims-edited", 2),
    ("verdict", lambda c: c.execute(_judgement(2).values(verdict="different")), "judgement-edited", "2"),
    ("reasons", lambda c: c.execute(_judgement(2).values(reasons=[])), "judgement-edited", "2"),
    ("by a rule", lambda c: c.execute(_judgement(2).values(person=False)), "judgement-missing", "2"),
    ("who", lambda c: c.execute(update(history).where(history.c.seq == 5).values(who="x")), "history-edited", "5"),
    ("archive", lambda c: c.execute(update(schema.settings).values(value="0")), "history-foreign", "1"),
]  # fmt: skip
TAKEN: list[tuple[str, Change, str, int | str]] = [
    ("bytes", lambda c: c.execute(delete(blobs).where(_of(blobs.c.sha256, 2))), "blob-missing", 2),
    ("capture", lambda c: c.execute(delete(captures).where(captures.c.id == 2)), "capture-missing", "2"),
    ("document", lambda c: c.execute(delete(documents).where(documents.c.id == 2)), "document-missing", "2"),
    ("last reading", lambda c: c.execute(delete(records).where(records.c.id == 5)), "record-missing", "2"),
    ("claim", lambda c: c.execute(delete(claims).where(claims.c.id == 7)), "claims-edited", 2),
    ("later claim", lambda c: c.execute(delete(claims).where(claims.c.id == 8)), "claims-edited", 2),
    ("withdrawal", lambda c: c.execute(delete(withdrawals).where(withdrawals.c.claim == 6)), "claims-edited", 2),
    ("judgement", lambda c: c.execute(delete(judgements).where(judgements.c.id == 2)), "judgement-missing", "2"),
    ("history", lambda c: c.execute(delete(history).where(history.c.seq == 4)), "history-missing", "4"),
    ("settings", lambda c: c.execute(delete(schema.settings)), "archive-nameless", "settings"),
]  # fmt: skip
SLIPPED_IN: list[tuple[str, Change, str, int | str]] = [
    ("bytes", lambda c: c.execute(insert(blobs).values(sha256="0" * 64, size=0, packed=PACKED)), "blob-unknown",
     "0" * 64),
    ("capture", lambda c: _again(c, captures, 2, version=2), "capture-unknown", "2"),
    ("document", lambda c: _again(c, documents, 2, document="sha256:f"), "document-unknown", "sha256:f"),
    ("reading", lambda c: _again(c, records, 4), "record-unknown", 2),
    ("claim", lambda c: _again(c, claims, 7), "claims-edited", 2),
    ("withdrawal", lambda c: c.execute(insert(withdrawals).values(claim=7, record=5, withdrawn_at=now())),
     "claims-edited", 2),
    ("judgement", lambda c: _again(c, judgements, 2), "judgement-unknown", "999"),
]  # fmt: skip


def _of(column: Column[str], number: int) -> ColumnElement[bool]:
    """The bytes of a made-up report."""
    return column == select(captures.c.blob).where(captures.c.id == number).scalar_subquery()


def _document(number: int) -> Update:
    return update(documents).where(documents.c.id == number)


def _capture(number: int) -> Update:
    return update(captures).where(captures.c.id == number)


def _record(number: int) -> Update:
    return update(records).where(records.c.id == number)


def _claim(number: int) -> Update:
    return update(claims).where(claims.c.id == number)


def _judgement(number: int) -> Update:
    return update(judgements).where(judgements.c.id == number)


def _again(connection: Connection, table: Table, number: int, **changes: object) -> None:
    """The row of that id a second time."""
    row = connection.execute(select(table).where(table.c.id == number)).mappings().one()
    connection.execute(insert(table).values({**row, "id": 999, **changes}))


@pytest.mark.parametrize(
    ("change", "code", "subject"),
    [pytest.param(*case, id=f"{sort} {name}") for sort, cases in
     (("edited", EDITS), ("taken", TAKEN), ("slipped in", SLIPPED_IN)) for name, *case in cases],
)  # fmt: skip
def test_what_was_done_behind_its_back_is_found(
    sqlite_engine: Engine, change: Change, code: str, subject: int | str
) -> None:
    fill(sqlite_engine, 3)
    expected = _subject(sqlite_engine, code, subject)
    with sqlite_engine.connect() as raw:  # foreign keys are only switched outside of a transaction
        raw.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
    with unguarded(sqlite_engine) as connection:
        change(connection)
    seen = found(sqlite_engine)
    assert (code, expected) in seen
    # no finding is about the reports beside it, but for rows that were moved there
    assert not any(name_of(sqlite_engine, 3) in one for _, one in seen)
    assert found(sqlite_engine, share=0.0) != [] or code in ("blob-edited", "document-edited", "record-edited")


def _subject(engine: Engine, code: str, subject: int | str) -> str:
    """How a finding names the report with that number."""
    if isinstance(subject, int):
        name = name_of(engine, subject)
        return name.removeprefix("sha256:") if code.startswith("blob") else name
    if not subject.isdecimal() or code.startswith(("history", "judgement", "document", "blob")):
        return subject
    key = f"https://example.org/{subject}"
    if code == "capture-missing":
        return canonical([key, 1])
    return canonical([int(subject), 2]) if code == "record-missing" else key


@pytest.mark.parametrize(
    ("change", "code"),
    [pytest.param(EDITS[number][1], EDITS[number][2], id=EDITS[number][0]) for number in (0, 3, 12, 22, 28, 31)],
)
def test_it_is_found_in_postgresql_too(postgres_url: str, change: Change, code: str) -> None:
    engine = engine_of(Place.of(postgres_url), new=True)
    create(engine)
    fill(engine, 3)
    with unguarded(engine) as connection:
        change(connection)
    assert code in {one for one, _ in found(engine)}
    engine.dispose()


def test_a_history_that_was_cut_is_found_against_a_checkpoint_only(engine: Engine) -> None:
    fill(engine, 2)
    with reading(engine) as connection:
        checkpoint = chain.checkpoint(connection)
    with writing(engine) as connection:
        append(connection, who="analyst", action="note", subject="later", detail={})
    assert found(engine, checkpoint=checkpoint) == []
    with unguarded(engine) as connection:
        connection.execute(delete(history).where(history.c.seq > checkpoint.seq - 1))
        connection.execute(delete(withdrawals).where(withdrawals.c.claim == 6))
        connection.execute(delete(schema.relations).where(schema.relations.c.document == 2))
        connection.execute(delete(claims).where(claims.c.record == 5))
        connection.execute(delete(records).where(records.c.id == 5))
    assert found(engine) == []
    assert found(engine, checkpoint=checkpoint) == [("history-truncated", str(checkpoint.seq))]


def test_a_history_that_was_made_anew_is_found_against_a_checkpoint_only(engine: Engine) -> None:
    fill(engine, 2)
    with reading(engine) as connection:
        checkpoint, rows = chain.checkpoint(connection), list(chain.rows(connection))
    prev = chain.START
    with unguarded(engine) as connection:
        for row in rows:
            held = (*row[:2], "somebody", *row[3:6])
            made = link(prev, held)
            connection.execute(
                update(history).where(history.c.seq == row[0]).values(who="somebody", prev=prev, hash=made)
            )
            prev = made
    assert found(engine) == []
    assert found(engine, checkpoint=checkpoint) == [("history-rewritten", str(checkpoint.seq))]


@pytest.mark.parametrize(
    ("sql", "code", "subject"),
    [
        ("DROP TRIGGER keep_claims_update", "schema-missing", "trigger keep_claims_update"),
        ("DROP INDEX ix_claims_document", "schema-missing", "index ix_claims_document"),
        ("CREATE TABLE more (n)", "schema-changed", "table more"),
        ("CREATE TRIGGER more AFTER INSERT ON claims BEGIN DELETE FROM feeds; END", "schema-changed", "trigger more"),
    ],
)
def test_a_changed_schema_is_found(sqlite_engine: Engine, sql: str, code: str, subject: str) -> None:
    with writing(sqlite_engine) as connection:
        connection.execute(text(sql))
    assert found(sqlite_engine) == [(code, subject)]


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TRIGGER keep_rows ON claims",
        "DROP TRIGGER keep_table ON claims",
        "ALTER TABLE claims DISABLE TRIGGER keep_rows",
        "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; "
        "CREATE OR REPLACE TRIGGER keep_rows BEFORE UPDATE ON claims FOR EACH ROW EXECUTE FUNCTION nothing()",
    ],
)
def test_a_missing_guard_is_found_in_postgresql(postgres_url: str, sql: str) -> None:
    engine = engine_of(Place.of(postgres_url), new=True)
    create(engine)
    with writing(engine) as connection:
        connection.execute(text(sql))
    assert found(engine) == [("schema-missing", "trigger claims")]
    engine.dispose()


def test_a_damaged_database_is_told_and_nothing_else(sqlite_engine: Engine) -> None:
    fill(sqlite_engine, 60)
    file = Path(str(sqlite_engine.url.database))
    sqlite_engine.dispose()
    raw = bytearray(file.read_bytes())
    for page in range(8, len(raw) // 4096, 3):
        raw[page * 4096 : page * 4096 + 200] = bytes(200)
    file.write_bytes(raw)
    (finding,) = verify(sqlite_engine)
    assert finding.code == "database-damaged" and "isnad restore" in finding.message


def test_others_write_while_an_archive_is_verified(engine: Engine) -> None:
    fill(engine, 3)
    findings = verify(engine)
    with reading(engine) as connection:
        archive_id(connection)
    fill(engine, 2, first=4)
    assert list(findings) == []
    assert found(engine) == []


def test_a_row_of_the_history_that_says_nothing_of_use_promises_nothing() -> None:
    with Ledger() as ledger:
        for action in ("add", "found", "fail", "reread", "judge", "dance"):
            for detail in ("", "[]", "{}", "null", '{"blob": 7}', '{"document": [], "judgement": {}}'):
                note(ledger, (1, "", "", action, "", detail, "", ""))
        assert {sort for sort, _ in ledger.left()} <= {"blob", "document"}


def test_a_ledger_holds_until_taken() -> None:
    with Ledger() as ledger:
        ledger.note("blob", "a", "1")
        ledger.note("blob", "a", "2")
        ledger.note("blob", "b")
        assert [ledger.nth("x"), ledger.nth("x"), ledger.nth("y")] == [1, 2, 1]
        assert (ledger.take("blob", "a"), ledger.take("blob", "a"), ledger.take("record", "b")) == ("1", None, None)
        assert list(ledger.left()) == [("blob", "b")]


def test_rows_of_the_database_and_rows_on_their_way_have_one_digest(engine: Engine) -> None:
    fill(engine, 1)
    with reading(engine) as connection:
        held = connection.execute(select(claims).order_by(claims.c.id)).all()
    own = [{name: getattr(row, name) for name in ClaimRow.__dataclass_fields__} for row in held]
    assert rows_digest(held) == rows_digest([ClaimRow(**row) for row in own])
    assert rows_digest(held) != rows_digest(held[::-1])


def test_packed_bytes_are_measured_before_they_are_unpacked() -> None:
    raw = b"0" * 10_000_000
    name, packed = sha256(raw).hexdigest(), zlib.compress(raw)
    assert unpacked(packed, name, len(raw)) == raw == unpacked(packed, name)
    assert len(raw) < MOST_BYTES
    for wrong in (len(raw) - 1, len(raw) + 1, 0):
        assert unpacked(packed, name, wrong) is None
    for bad in (packed[:-1], packed + b"0", b"", b"0", packed[:50]):
        assert unpacked(bad, name) is None
    assert unpacked(packed, digest("other")) is None


@pytest.mark.parametrize("record", [b"", b"[]", b"{}", b'{"document": {}}', b'{"document": {"text": 7}}', b"\xff"])
def test_a_reading_that_is_none_says_nothing_of_its_document(engine: Engine, record: bytes) -> None:
    fill(engine, 1)
    with reading(engine) as connection:
        row = connection.execute(select(documents)).one()
    assert changed(row, record, newest=True) == ("reading",)
