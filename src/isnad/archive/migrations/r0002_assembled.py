"""What is made of the readings and judgements, and the index of words: it can be dropped and made again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = (
    "mentions", "tellings", "blocks", "clusters", "redirects", "cluster_actors", "cluster_places", "relations",
    "document_terms", "search",
)  # fmt: skip
"""In an order in which they can be made; backwards they can be dropped."""
SUMMED = ("role", "scope", "denies", "day", "since", "until", "gone_at")
"""What states are summed up by and of."""


def upgrade() -> None:
    """Makes the tables, empty: the archive is to be rebuilt where it holds reports."""
    _mentions()
    _clusters()
    _relations()
    _terms()
    _search()
    op.execute("DELETE FROM settings WHERE name IN ('assembled', 'tokens')")


def downgrade() -> None:
    """Drops them."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _refers(table: str, column: str, to: str, *, cascade: bool = False) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}"
    return sa.ForeignKeyConstraint([column], [to], name=name, ondelete="CASCADE" if cascade else None)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _mentions() -> None:
    op.create_table(
        "mentions", _number("id"), _text("sort"), _number("document"), _text("local"), _text("handle"),
        _number("start"), _number("end"), _text("type"), sa.Column("data", sa.JSON(), nullable=False),
        _text("cluster", nullable=True), _text("known_at"), _text("gone_at", nullable=True),
        _refers("mentions", "document", "documents.id"),
        sa.PrimaryKeyConstraint("id", name="pk_mentions"),
    )  # fmt: skip
    op.create_index("ix_mentions_document_sort", "mentions", ["document", "sort"])
    op.create_index("ix_mentions_cluster_gone_at_document", "mentions", ["cluster", "gone_at", "document"])
    _index("mentions", "handle")
    op.create_table(
        "tellings", _number("mention"), _number("claim"),
        _refers("tellings", "mention", "mentions.id", cascade=True), _refers("tellings", "claim", "claims.id"),
        sa.PrimaryKeyConstraint("mention", "claim", name="pk_tellings"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _index("tellings", "claim")
    op.create_table(
        "blocks", sa.Column("block", sa.BigInteger(), nullable=False), _number("mention"),
        _refers("blocks", "mention", "mentions.id", cascade=True),
        sa.PrimaryKeyConstraint("block", "mention", name="pk_blocks"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _index("blocks", "mention")


def _clusters() -> None:
    op.create_table(
        "clusters", _text("id"), _text("sort"), _text("type", nullable=True), _text("status", nullable=True),
        _text("from_day", nullable=True), _text("to_day", nullable=True), _text("place", nullable=True),
        _number("reports"), sa.Column("data", sa.JSON(), nullable=False), _text("known_at"),
        sa.PrimaryKeyConstraint("id", name="pk_clusters"),
    )  # fmt: skip
    walked = ["sort", "from_day", "id", "to_day", "type", "status"]
    op.create_index("ix_clusters_walked", "clusters", walked)
    _index("clusters", "type")
    op.create_table("redirects", _text("old"), _text("new"), sa.PrimaryKeyConstraint("old", name="pk_redirects"))
    op.create_table(
        "cluster_actors", _text("actor"), _text("cluster"), _text("role"),
        _refers("cluster_actors", "cluster", "clusters.id", cascade=True),
        sa.PrimaryKeyConstraint("actor", "cluster", "role", name="pk_cluster_actors"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _index("cluster_actors", "cluster")
    op.create_table(
        "cluster_places", _text("place"), _text("cluster"),
        _refers("cluster_places", "cluster", "clusters.id", cascade=True),
        sa.PrimaryKeyConstraint("place", "cluster", name="pk_cluster_places"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _index("cluster_places", "cluster")


def _relations() -> None:
    op.create_table(
        "relations", _number("id"), _number("document"), _number("claim"), _text("type"), _text("source"),
        _text("target"), _text("role", nullable=True), _text("scope", nullable=True), _text("since", nullable=True),
        _text("until", nullable=True), _text("day"),
        sa.Column("denies", sa.Boolean(), nullable=False), _text("known_at"), _text("gone_at", nullable=True),
        _refers("relations", "document", "documents.id"), _refers("relations", "claim", "claims.id"),
        sa.PrimaryKeyConstraint("id", name="pk_relations"),
    )  # fmt: skip
    _index("relations", "document", "scope")
    for one, other in (("source", "target"), ("target", "source")):
        # PostgreSQL takes no long words into an index, and SQLite is slow without
        if op.get_bind().dialect.name == "postgresql":
            op.create_index(f"ix_relations_{one}", "relations", [one, "type", other, "denies", "day"])
        else:
            op.create_index(f"ix_relations_{one}_summed", "relations", [one, "type", other, *SUMMED])


def _terms() -> None:
    op.create_table(
        "document_terms", _text("term"), _number("document"),
        _refers("document_terms", "document", "documents.id"),
        sa.PrimaryKeyConstraint("term", "document", name="pk_document_terms"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _index("document_terms", "document")


def _search() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE search (document integer PRIMARY KEY REFERENCES documents (id), words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_words ON search USING gin (words)")
        return
    # the words are prepared by us and the texts are kept in `documents`: the index keeps neither a second time
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', tokenize=\"unicode61 remove_diacritics 0\")"
    )
