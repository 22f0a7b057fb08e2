"""Reviews: what people say of the machine's reading, what of it lies over that, and what is in doubt."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = ("reviews", "laid", "doubts", "open_doubts")


def upgrade() -> None:
    """Makes the tables, empty: what is in doubt is known when the archive was rebuilt."""
    _reviews()
    _laid()
    _doubts("doubts", "clusters")
    _doubts("open_doubts", "open_clusters")
    _guard()
    op.execute("DELETE FROM settings WHERE name = 'assembled'")


def downgrade() -> None:
    """Drops them. An older form counts only what was read: the history still tells what people said."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _reviews() -> None:
    op.create_table(
        "reviews", _number("id"), _text("handle"), _text("verdict"), _text("field", nullable=True), _json("value"),
        _number("seen"), _text("by"), _text("note", nullable=True), _number("carried", nullable=True), _text("made_at"),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
    )  # fmt: skip
    for column in ("handle", "by"):
        op.create_index(f"ix_reviews_{column}", "reviews", [column])


def _laid() -> None:
    op.create_table(
        "laid", _number("mention"), _json("machine"), _text("verdict"),
        sa.ForeignKeyConstraint(["mention"], ["mentions.id"], name="fk_laid_mention", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mention", name="pk_laid"),
    )  # fmt: skip


def _doubts(table: str, of: str) -> None:
    op.create_table(
        table, _text("cluster"), _number("doubt"), _json("reasons"), _text("reviewed"), _text("type"),
        sa.ForeignKeyConstraint(["cluster"], [f"{of}.id"], name=f"fk_{table}_cluster", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cluster", name=f"pk_{table}"),
    )  # fmt: skip
    for columns in (["doubt", "cluster"], ["type", "doubt", "cluster"], ["reviewed", "doubt", "cluster"]):
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)


def _guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        keep = "EXECUTE FUNCTION isnad_keep()"
        op.execute(f"CREATE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON reviews FOR EACH ROW {keep}")
        op.execute(f"CREATE TRIGGER keep_table BEFORE TRUNCATE ON reviews FOR EACH STATEMENT {keep}")
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER keep_reviews_{change.lower()} BEFORE {change} ON reviews "
            "BEGIN SELECT RAISE(ABORT, 'reviews: rows are only ever added'); END"
        )
