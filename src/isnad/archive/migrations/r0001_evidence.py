"""What came, what was read in it, what people judged of it, and the history of all that: rows that stay."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

IMMUTABLE = (
    "blobs", "captures", "documents", "records", "claims", "withdrawals", "judgements", "assessments", "history",
)  # fmt: skip
TABLES = (
    "settings", "blobs", "reports", "documents", "captures", "failures", "copy_bands", "feeds", "records", "claims",
    "withdrawals", "judgements", "assessments", "history",
)  # fmt: skip
"""In an order in which they can be made; backwards they can be dropped."""
KEPT = {
    "documents": "id, document, text, title, url, platform, text_origin, captured, warnings, signature, text_group, "
    "added_at"
}
"""The columns that never change, where not all do: the day and the outlet of a document are read out of its text."""


def upgrade() -> None:
    """Makes the tables, and triggers that refuse changes."""
    _settings()
    _evidence()
    _captures()
    _side_tables()
    _readings()
    _claims()
    _judgements()
    _history()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION isnad_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME; END $$"
        )
    for table in IMMUTABLE:
        _guard(table)


def downgrade() -> None:
    """Drops everything."""
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION isnad_keep()")


def _guard(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        keep = "EXECUTE FUNCTION isnad_keep()"
        change = f"UPDATE OF {KEPT[table]}" if table in KEPT else "UPDATE"
        op.execute(f"CREATE TRIGGER keep_rows BEFORE {change} OR DELETE ON {table} FOR EACH ROW {keep}")
        op.execute(f"CREATE TRIGGER keep_table BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {keep}")
        return
    for change in ("UPDATE", "DELETE"):
        which = f"UPDATE OF {KEPT[table]}" if change == "UPDATE" and table in KEPT else change
        op.execute(
            f"CREATE TRIGGER keep_{table}_{change.lower()} BEFORE {which} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END"
        )


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}")


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _settings() -> None:
    op.create_table("settings", _text("name"), _text("value"), sa.PrimaryKeyConstraint("name", name="pk_settings"))


def _evidence() -> None:
    op.create_table(
        "blobs", _text("sha256"), _number("size"), _bytes("packed"),
        sa.PrimaryKeyConstraint("sha256", name="pk_blobs"),
    )  # fmt: skip
    op.create_table(
        "reports", _number("id"), _text("key"), _text("added_at"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"), sa.UniqueConstraint("key", name="uq_reports_key"),
    )  # fmt: skip
    op.create_table(
        "documents", _number("id"), _text("document"), _text("title", nullable=True),
        _text("outlet", nullable=True), _text("published", nullable=True), _text("url", nullable=True),
        _text("platform"), _text("text_origin"), _json("captured"), _json("warnings"), _bytes("signature"),
        _number("text_group"), _text("added_at"), _text("text"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("document", name="uq_documents_document"),
    )  # fmt: skip
    _index("documents", "text_group", "published", "outlet")


def _captures() -> None:
    op.create_table(
        "captures", _number("id"), _number("report"), _number("version"), _text("blob"), _number("document"),
        _json("custody"), _json("attachments"), _text("added_at"),
        _refers("captures", "report", "reports.id"), _refers("captures", "blob", "blobs.sha256"),
        _refers("captures", "document", "documents.id"),
        sa.PrimaryKeyConstraint("id", name="pk_captures"),
        sa.UniqueConstraint("report", "version", name="uq_captures_report_version"),
    )  # fmt: skip
    _index("captures", "blob")
    op.create_index("ix_captures_document_report_version", "captures", ["document", "report", "version"])


def _side_tables() -> None:
    op.create_table(
        "failures", _number("id"), _text("source"), _text("code"), _text("reason"), _text("blob", nullable=True),
        _text("failed_at"),
        _refers("failures", "blob", "blobs.sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_failures"),
        sa.UniqueConstraint("source", "code", "blob", name="uq_failures_source_code_blob"),
    )  # fmt: skip
    op.create_table(
        "copy_bands", sa.Column("band", sa.BigInteger(), nullable=False), _number("document"),
        _refers("copy_bands", "document", "documents.id"),
        sa.PrimaryKeyConstraint("band", "document", name="pk_copy_bands"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "feeds", _text("url"), _json("state"), _text("asked_at"), sa.PrimaryKeyConstraint("url", name="pk_feeds")
    )


def _readings() -> None:
    op.create_table(
        "records", _number("id"), _number("document"), _text("engine"), _text("codebook"), _text("digest"),
        _bytes("packed"), _text("read_at"),
        _refers("records", "document", "documents.id"),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
    )  # fmt: skip
    _index("records", "document")


def _claims() -> None:
    op.create_table(
        "claims", _number("id"), _number("document"), _number("record"), _text("fingerprint"), _text("about"),
        _text("type"), _text("stance"), _text("status", nullable=True), _text("speaker", nullable=True),
        sa.Column("anonymous", sa.Boolean()), _number("start"), _number("end"), _json("says"), _text("known_at"),
        _refers("claims", "document", "documents.id"), _refers("claims", "record", "records.id"),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
    )  # fmt: skip
    _index("claims", "document", "speaker")
    op.create_table(
        "withdrawals", sa.Column("claim", sa.Integer(), autoincrement=False, nullable=False),
        _number("record", nullable=True), _text("withdrawn_at"),
        _refers("withdrawals", "claim", "claims.id"), _refers("withdrawals", "record", "records.id"),
        sa.PrimaryKeyConstraint("claim", name="pk_withdrawals"),
    )  # fmt: skip


def _judgements() -> None:
    op.create_table(
        "judgements", _number("id"), _text("sort"), _text("left"), _text("right"), _text("verdict"),
        sa.Column("score", sa.Float(), nullable=False), _text("by"),
        sa.Column("person", sa.Boolean(), nullable=False), _json("reasons"), _text("made_at"),
        sa.PrimaryKeyConstraint("id", name="pk_judgements"),
    )  # fmt: skip
    _index("judgements", "left")
    said = sa.text("person IS 1" if op.get_bind().dialect.name == "sqlite" else "person IS true")
    for end in ("left", "right"):
        op.create_index(f"ix_judgements_{end}_person", "judgements", [end], sqlite_where=said, postgresql_where=said)
    op.create_table(
        "assessments", _number("id"), _text("subject"), _text("source_grade", nullable=True),
        _text("information_grade", nullable=True), _text("note", nullable=True), _text("by"), _text("made_at"),
        sa.PrimaryKeyConstraint("id", name="pk_assessments"),
    )  # fmt: skip
    _index("assessments", "subject")


def _history() -> None:
    op.create_table(
        "history", sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False), _text("at"), _text("who"),
        _text("action"), _text("subject"), _text("detail"), _text("prev"), _text("hash"),
        sa.PrimaryKeyConstraint("seq", name="pk_history"),
    )  # fmt: skip
