"""The tables of reviews: what people said, what of it lies over what was read, and what is in doubt."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Table, Text

from isnad.archive.metadata import METADATA

reviews = Table(
    "reviews", METADATA,
    Column("id", Integer, primary_key=True),
    Column("handle", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("field", Text),
    Column("value", JSON, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("note", Text),
    Column("carried", Integer),
    Column("made_at", Text, nullable=False),
    Index(None, "handle"), Index(None, "by"),
)  # fmt: skip
"""What people said of an account of an event, named by its handle, or (comments only) of an event by its id. A
correction has a row for each field. `seen` is the last review of that handle which the reviewer had before them (0:
none), `carried` the review that a row repeats for other words of the same report. `undone` holds in `value` the numbers
of the reviews that it takes back. Rows are only added."""

laid = Table(
    "laid", METADATA,
    Column("mention", ForeignKey("mentions.id", ondelete="CASCADE"), primary_key=True),
    Column("machine", JSON, nullable=False),
    Column("verdict", Text, nullable=False),
)  # fmt: skip
"""The mentions over which people's word lies, with `data` as the engine read it: `corrected` ones count as corrected,
`rejected` ones are gone."""


def _doubts(name: str, of: str) -> Table:
    return Table(
        name, METADATA,
        Column("cluster", ForeignKey(f"{of}.id", ondelete="CASCADE"), primary_key=True),
        Column("doubt", Integer, nullable=False),
        Column("reasons", JSON, nullable=False),
        Column("reviewed", Text, nullable=False),
        Column("type", Text, nullable=False),
        Index(None, "doubt", "cluster"), Index(None, "type", "doubt", "cluster"),
        Index(None, "reviewed", "doubt", "cluster"),
    )  # fmt: skip


doubts = _doubts("doubts", "clusters")
"""How much of each event is in doubt (0 to 1000) and why, so that what is uncertain is looked at first."""
open_doubts = _doubts("open_doubts", "open_clusters")
"""The same of `open_clusters`, by what is told of those without hidden reports."""
