"""The tables of people. What lets somebody in is kept as a hash, but for the secret of a second step.

They are entered into the `METADATA` of all tables; `schema.py` sees to it that whoever asks for that has these too.
"""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from isnad.archive.metadata import METADATA

accounts = Table(
    "accounts", METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("cleared", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("lang", Text, nullable=False),
    Column("digits", Text, nullable=False),
    Column("lock_minutes", Integer, nullable=False),
    Column("password", Text),
    Column("totp_secret", Text),
    Column("totp_on", Boolean, nullable=False),
    Column("totp_step", Integer),
    Column("made_at", Text, nullable=False),
)  # fmt: skip
"""`folded` is the name without its case. Without a `password` nobody signs in. `totp_secret` counts once `totp_on`;
`totp_step` is the last step (of 30 s since 1970) whose code was taken."""

account_sessions = Table(
    "account_sessions", METADATA,
    Column("id", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("account", ForeignKey("accounts.id"), nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("began_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Index(None, "account"),
)  # fmt: skip
"""Who is signed in. `digest` is the SHA-256 of the token; neither address nor browser is kept."""

account_links = Table(
    "account_links", METADATA,
    Column("digest", Text, primary_key=True),
    Column("account", ForeignKey("accounts.id"), nullable=False),
    Column("until", Text, nullable=False),
    Index(None, "account"),
)  # fmt: skip
"""One-time links by which a password can be chosen; used ones are gone."""

recovery_codes = Table(
    "recovery_codes", METADATA,
    Column("digest", Text, primary_key=True),
    Column("account", ForeignKey("accounts.id"), nullable=False),
    Index(None, "account"),
)  # fmt: skip
"""Codes that stand for one of the second step each; used ones are gone."""

sign_in_tries = Table(
    "sign_in_tries", METADATA,
    Column("subject", Text, primary_key=True),
    Column("failed", JSON, nullable=False),
    Column("blocks", Integer, nullable=False),
    Column("until", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
)  # fmt: skip
"""What failed lately, by account and by address. `subject` is a hash: it says neither what was typed nor where."""
