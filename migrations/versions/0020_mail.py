"""The outbox: mails to candidates, and what became of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import frozen_columns, lift, never_deleted, set_once

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

POSTED = ("reference", "kind", "language", "case_id", "posted_at")
OUTCOME = ("state", "tries", "content", "next_try_at", "code")


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "outgoing_mails",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("useless_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (content IS NOT NULL)", name=op.f("ck_outgoing_mails_emptied_when_over")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (next_try_at IS NOT NULL)", name=op.f("ck_outgoing_mails_tried_until_over")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mails")),
        sa.UniqueConstraint("reference", name=op.f("uq_outgoing_mails_reference")),
    )
    op.create_index("ix_outgoing_mails_due", "outgoing_mails", ["next_try_at"], unique=False)
    op.create_index("ix_outgoing_mails_case", "outgoing_mails", ["case_id", "posted_at"], unique=False)
    op.create_index("ix_outgoing_mails_ended", "outgoing_mails", ["ended_at"], unique=False)
    rounds = op.create_table(
        "mail_rounds",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_rounds")),
    )
    op.bulk_insert(rounds, [{"id": 1, "at": None}])
    never_deleted(op, "outgoing_mails")
    frozen_columns(op, "outgoing_mails", POSTED)
    set_once(op, "outgoing_mails", ["ended_at"])
    frozen_columns(op, "outgoing_mails", OUTCOME, once="ended_at")


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift(op, "outgoing_mails")
    op.drop_table("mail_rounds")
    op.drop_table("outgoing_mails")
