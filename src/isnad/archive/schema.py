"""The tables of an archive, for SQLite and PostgreSQL alike.

Four kinds, from the ground up. *Evidence*: `blobs`, `reports`, `captures`, `documents` hold what came and whence; no
row is ever changed. *Readings*: `records`, `claims` and `withdrawals` say what an engine read in a document and when we
came to know it; rows are only added. *Judgements* and `history` are added by people and rules, and never changed.
*Assembled*: `mentions`, `clusters`, `relations` and what hangs on them can be dropped and rebuilt out of the others at
any time.

Times of ours are ISO 8601 in UTC with microseconds, days of the world ISO days; both compare as texts.
"""

from collections.abc import Iterator

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)  # fmt: skip

from isnad.archive.metadata import METADATA

settings = Table(
    "settings", METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip
"""`archive`: the archive's own id; `tokens`: how its search words were made."""

blobs = Table(
    "blobs", METADATA,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)  # fmt: skip
"""Bytes as they came, packed with zlib; `size` is that of the bytes themselves."""

reports = Table(
    "reports", METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("added_at", Text, nullable=False),
)  # fmt: skip
"""A report whatever its bytes: an address, a post, a file (`Item.key`)."""

documents = Table(
    "documents", METADATA,
    Column("id", Integer, primary_key=True),
    Column("document", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("outlet", Text),
    Column("published", Text),
    Column("url", Text),
    Column("platform", Text, nullable=False),
    Column("text_origin", Text, nullable=False),
    Column("captured", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("text_group", Integer, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "text_group"), Index(None, "published"), Index(None, "outlet"),
)  # fmt: skip
"""What was captured of one blob. `document` is the record's id (`sha256:…`), `captured` the record's document without
its text, `signature` the MinHash of its words; `text_group` is the first document whose text this is a copy of, or
itself. The text stands last: whoever asks for the columns before it does not have to read through it."""

captures = Table(
    "captures", METADATA,
    Column("id", Integer, primary_key=True),
    Column("report", ForeignKey("reports.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("blob", ForeignKey("blobs.sha256"), nullable=False),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("custody", JSON, nullable=False),
    Column("attachments", JSON, nullable=False),
    Column("added_at", Text, nullable=False),
    UniqueConstraint("report", "version"), Index(None, "document", "report", "version"), Index(None, "blob"),
)  # fmt: skip
"""One coming-in of a report: the same report with other bytes is its next version."""

failures = Table(
    "failures", METADATA,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("blob", ForeignKey("blobs.sha256")),
    Column("failed_at", Text, nullable=False),
    UniqueConstraint("source", "code", "blob"),
)  # fmt: skip
"""What could not be read, and why; its bytes are kept where there were any."""

copy_bands = Table(
    "copy_bands", METADATA,
    Column("band", BigInteger, nullable=False),
    Column("document", ForeignKey("documents.id"), nullable=False),
    PrimaryKeyConstraint("band", "document"),
    sqlite_with_rowid=False,
)  # fmt: skip
"""Documents that share a band are compared as copies. Bands, like blocks, are numbers made of words
(`preparing.number_of`): there are dozens of each to a report."""

feeds = Table(
    "feeds", METADATA,
    Column("url", Text, primary_key=True),
    Column("state", JSON, nullable=False),
    Column("asked_at", Text, nullable=False),
)  # fmt: skip
"""What a feed last answered with, so that it is asked for news only."""

records = Table(
    "records", METADATA,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("engine", Text, nullable=False),
    Column("codebook", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("read_at", Text, nullable=False),
    Index(None, "document"),
)  # fmt: skip
"""Readings, as JSON packed with zlib; the latest of a document counts. `digest` is the SHA-256 of the JSON."""

claims = Table(
    "claims", METADATA,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("record", ForeignKey("records.id"), nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("status", Text),
    Column("speaker", Text),
    Column("anonymous", Boolean),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("says", JSON, nullable=False),
    Column("known_at", Text, nullable=False),
    Index(None, "document"), Index(None, "speaker"),
)  # fmt: skip
"""One speaker's statement in one document, with its evidence `[start, end)`. `about` is the local id of the event
(`e1`) or the relation (`r1`) in `record`, which a later reading may number otherwise (see `tellings`); `says` holds the
claim, who speaks, and the chain. `fingerprint` says whether two readings of the document hold the same claim."""

withdrawals = Table(
    "withdrawals", METADATA,
    Column("claim", ForeignKey("claims.id"), primary_key=True),
    Column("record", ForeignKey("records.id")),
    Column("withdrawn_at", Text, nullable=False),
)  # fmt: skip
"""A claim that a later reading of its document no longer holds."""

judgements = Table(
    "judgements", METADATA,
    Column("id", Integer, primary_key=True),
    Column("sort", Text, nullable=False),
    Column("left", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("by", Text, nullable=False),
    Column("person", Boolean, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("made_at", Text, nullable=False),
    Index(None, "left"),
)  # fmt: skip
"""Whether two mentions (`sort`: event or entity) are one: said by a rule or a person. Mentions are named by their
evidence (`sha256:…@120-131:ASSAULT`), so that what people said outlives any reading. The latest of a person counts
before the latest of a rule; `undone` takes an earlier one of the same pair back."""

assessments = Table(
    "assessments", METADATA,
    Column("id", Integer, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("source_grade", Text),
    Column("information_grade", Text),
    Column("note", Text),
    Column("by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Index(None, "subject"),
)  # fmt: skip
"""What people think of a source (Admiralty A–F) or of a piece of information (1–6). No engine ever writes here."""

# what people said is little among what rules decided
_SAID = judgements.c.person.is_(True)
for _end in (judgements.c.left, judgements.c.right):
    Index(f"ix_judgements_{_end.name}_person", _end, sqlite_where=_SAID, postgresql_where=_SAID)

history = Table(
    "history", METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
)  # fmt: skip
"""Every change, in the transaction that made it; each row's hash covers the one before (see `chain.py`)."""

mentions = Table(
    "mentions", METADATA,
    Column("id", Integer, primary_key=True),
    Column("sort", Text, nullable=False),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("local", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("cluster", Text),
    Column("known_at", Text, nullable=False),
    Column("gone_at", Text),
    Index(None, "document", "sort"), Index(None, "cluster", "gone_at", "document"), Index(None, "handle"),
)  # fmt: skip
"""An event or an unregistered entity of one document, as `resolve` compares it. `handle` names it by its evidence."""

tellings = Table(
    "tellings", METADATA,
    Column("mention", ForeignKey("mentions.id", ondelete="CASCADE"), nullable=False),
    Column("claim", ForeignKey("claims.id"), nullable=False),
    PrimaryKeyConstraint("mention", "claim"), Index(None, "claim"),
    sqlite_with_rowid=False,
)  # fmt: skip
"""Which claims tell of a mention of an event."""

blocks = Table(
    "blocks", METADATA,
    Column("block", BigInteger, nullable=False),
    Column("mention", ForeignKey("mentions.id", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("block", "mention"),
    Index(None, "mention"),
    sqlite_with_rowid=False,
)  # fmt: skip
"""Mentions that share a block may be one and are compared."""


def _clusters(name: str, *more: Index) -> Table:
    return Table(
        name, METADATA,
        Column("id", Text, primary_key=True),
        Column("sort", Text, nullable=False),
        Column("type", Text),
        Column("status", Text),
        Column("from_day", Text),
        Column("to_day", Text),
        Column("place", Text),
        Column("reports", Integer, nullable=False),
        Column("data", JSON, nullable=False),
        Column("known_at", Text, nullable=False),
        Index(f"ix_{name}_walked", "sort", "from_day", "id", "to_day", "type", "status"), *more,
    )  # fmt: skip


def _found_by(name: str, of: str, *found: str) -> Table:
    """By what clusters are found: the first column leads to them."""
    first, *others = found
    return Table(
        name, METADATA,
        Column(first, Text, nullable=False),
        Column("cluster", ForeignKey(f"{of}.id", ondelete="CASCADE"), nullable=False),
        *(Column(other, Text, nullable=False) for other in others),
        PrimaryKeyConstraint(first, "cluster", *others), Index(None, "cluster"),
        sqlite_with_rowid=False,
    )  # fmt: skip


clusters = _clusters("clusters", Index(None, "type"))
"""One happening or one unregistered entity across reports. `data` is what lists show of it."""

redirects = Table(
    "redirects", METADATA,
    Column("old", Text, primary_key=True),
    Column("new", Text, nullable=False),
)  # fmt: skip
"""Ids of clusters that were joined to another one."""

cluster_actors = _found_by("cluster_actors", "clusters", "actor", "role")
"""Who took part: an actor itself and (`role` with a `^` before it) those above it."""

cluster_places = _found_by("cluster_places", "clusters", "place")
"""Where: a place and those that hold it."""

_SUMMED = ("role", "scope", "denies", "day", "since", "until", "gone_at")


def _by_end(one: str, other: str) -> Iterator[Index]:
    """By whom states are summed up. SQLite does it in the index alone; PostgreSQL is quick without, and takes no long
    words into an index. `only` names the database that has an index."""
    yield Index(f"ix_relations_{one}_summed", one, "type", other, *_SUMMED, info={"only": "sqlite"})
    yield Index(f"ix_relations_{one}", one, "type", other, "denies", "day", info={"only": "postgresql"})


relations = Table(
    "relations", METADATA,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("claim", ForeignKey("claims.id"), nullable=False),
    Column("type", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("role", Text),
    Column("scope", Text),
    Column("since", Text),
    Column("until", Text),
    Column("day", Text, nullable=False),
    Column("denies", Boolean, nullable=False),
    Column("known_at", Text, nullable=False),
    Column("gone_at", Text),
    Index(None, "document"), Index(None, "scope"),
    *_by_end("source", "target"), *_by_end("target", "source"),
)  # fmt: skip
"""Standing states that reports state: `source` stands in `type` to `target`, by the ids that were resolved. `day`
is the last of which the report can speak, that of its publication, else `since`; empty where neither is known.
`denies`: the report says that it is not so."""

document_terms = Table(
    "document_terms", METADATA,
    Column("term", Text, nullable=False),
    Column("document", ForeignKey("documents.id"), nullable=False),
    PrimaryKeyConstraint("term", "document"), Index(None, "document"),
    sqlite_with_rowid=False,
)  # fmt: skip
"""By what a report is found besides its words: `type:ASSAULT`, `actor:irgc`, `place:albukamal`, `speaker:…`,
`anonymous:yes`, `status:threatened`; actors and places with those above them."""

restrictions = Table(
    "restrictions", METADATA,
    Column("id", Integer, primary_key=True),
    Column("sort", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("restricts", Boolean, nullable=False),
    Column("note", Text),
    Column("by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
)  # fmt: skip
"""What people restrict, and what they lift again: a `report` by its key, an `outlet`, or an `account` of a channel; the
latest row of a subject counts."""

hidden = Table(
    "hidden", METADATA,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip
"""The documents that only those who are cleared may see, as follows from the restrictions."""

open_clusters = _clusters("open_clusters")
"""Of each cluster that a hidden report tells of too, what the other reports make of it; what all others see in its
place. Columns as in `clusters`."""

open_actors = _found_by("open_actors", "open_clusters", "actor", "role")
"""As `cluster_actors`, of `open_clusters`."""

open_places = _found_by("open_places", "open_clusters", "place")
"""As `cluster_places`, of `open_clusters`."""

veiled = Table(
    "veiled", METADATA,
    Column("cluster", Text, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip
"""The clusters that a hidden report tells of: who is not cleared sees `open_clusters` of them, or nothing."""

IMMUTABLE = (
    "blobs", "captures", "documents", "records", "claims", "withdrawals", "judgements", "assessments", "history",
    "restrictions", "reviews",
)  # fmt: skip
"""Tables whose rows are only ever added; triggers refuse anything else."""
ASSEMBLED = (
    "doubts", "open_doubts", "laid",
    "document_terms", "relations", "cluster_places", "cluster_actors", "clusters", "tellings", "blocks", "mentions",
)  # fmt: skip
"""Tables that are made of the others, in an order in which they can be emptied."""
