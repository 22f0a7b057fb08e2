"""Tables of people: accounts, their sessions, one-time links and recovery codes, and what failed lately."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = ("accounts", "account_sessions", "account_links", "recovery_codes", "sign_in_tries")


def upgrade() -> None:
    """Makes the tables, empty."""
    op.create_table(
        "accounts", _number("id"), _text("name"), _text("folded"), _text("role"), _flag("cleared"), _flag("disabled"),
        _text("lang"), _text("digits"), _number("lock_minutes"), _text("password", nullable=True),
        _text("totp_secret", nullable=True), _flag("totp_on"), _number("totp_step", nullable=True), _text("made_at"),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"), sa.UniqueConstraint("folded", name="uq_accounts_folded"),
    )  # fmt: skip
    op.create_table(
        "account_sessions", _number("id"), _text("digest"), _number("account"), _flag("locked"), _text("began_at"),
        _text("seen_at"), _of_account("account_sessions"),
        sa.PrimaryKeyConstraint("id", name="pk_account_sessions"),
        sa.UniqueConstraint("digest", name="uq_account_sessions_digest"),
    )  # fmt: skip
    op.create_table(
        "account_links", _text("digest"), _number("account"), _text("until"), _of_account("account_links"),
        sa.PrimaryKeyConstraint("digest", name="pk_account_links"),
    )  # fmt: skip
    op.create_table(
        "recovery_codes", _text("digest"), _number("account"), _of_account("recovery_codes"),
        sa.PrimaryKeyConstraint("digest", name="pk_recovery_codes"),
    )  # fmt: skip
    for table in ("account_sessions", "account_links", "recovery_codes"):
        op.create_index(f"ix_{table}_account", table, ["account"])
    op.create_table(
        "sign_in_tries", _text("subject"), sa.Column("failed", sa.JSON(), nullable=False), _number("blocks"),
        _text("until"), _text("changed_at"),
        sa.PrimaryKeyConstraint("subject", name="pk_sign_in_tries"),
    )  # fmt: skip


def downgrade() -> None:
    """Drops them."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=f"fk_{table}_account")
