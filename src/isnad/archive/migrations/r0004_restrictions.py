"""Reports that only some may see: what people restricted, and what follows from it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = ("restrictions", "hidden", "veiled", "open_clusters", "open_actors", "open_places")
"""In an order in which they can be made; backwards they can be dropped."""


def upgrade() -> None:
    """Makes the tables, empty, and triggers that refuse changes of what people said."""
    op.create_table(
        "restrictions", _number("id"), _text("sort"), _text("subject"),
        sa.Column("restricts", sa.Boolean(), nullable=False), _text("note", nullable=True), _text("by"),
        _text("made_at"), sa.PrimaryKeyConstraint("id", name="pk_restrictions"),
    )  # fmt: skip
    op.create_table(
        "hidden", _number("document"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_hidden_document"),
        sa.PrimaryKeyConstraint("document", name="pk_hidden"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "veiled", _text("cluster"), sa.PrimaryKeyConstraint("cluster", name="pk_veiled"), sqlite_with_rowid=False
    )
    op.create_table(
        "open_clusters", _text("id"), _text("sort"), _text("type", nullable=True), _text("status", nullable=True),
        _text("from_day", nullable=True), _text("to_day", nullable=True), _text("place", nullable=True),
        _number("reports"), sa.Column("data", sa.JSON(), nullable=False), _text("known_at"),
        sa.PrimaryKeyConstraint("id", name="pk_open_clusters"),
    )  # fmt: skip
    walked = ["sort", "from_day", "id", "to_day", "type", "status"]
    op.create_index("ix_open_clusters_walked", "open_clusters", walked)
    _found_by("open_actors", "actor", "role")
    _found_by("open_places", "place")
    _guard()


def downgrade() -> None:
    """Drops them. What was restricted is seen by all in an older form: the history still tells what was."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _found_by(table: str, column: str, *more: str) -> None:
    op.create_table(
        table, _text(column), _text("cluster"), *map(_text, more),
        sa.ForeignKeyConstraint(
            ["cluster"], ["open_clusters.id"], name=f"fk_{table}_cluster", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(column, "cluster", *more, name=f"pk_{table}"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index(f"ix_{table}_cluster", table, ["cluster"])


def _guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        keep = "EXECUTE FUNCTION isnad_keep()"
        op.execute(f"CREATE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON restrictions FOR EACH ROW {keep}")
        op.execute(f"CREATE TRIGGER keep_table BEFORE TRUNCATE ON restrictions FOR EACH STATEMENT {keep}")
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER keep_restrictions_{change.lower()} BEFORE {change} ON restrictions "
            "BEGIN SELECT RAISE(ABORT, 'restrictions: rows are only ever added'); END"
        )


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)
