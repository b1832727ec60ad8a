"""The ledger: its lines, its head, its checkpoints."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.ledger_walls import lift_ledger_walls, raise_ledger_walls

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "ledger_checkpoints",
        sa.Column(
            "size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("size", "key", name=op.f("pk_ledger_checkpoints")),
    )
    op.create_table(
        "ledger_entries",
        sa.Column(
            "idx", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.CheckConstraint("length(leaf) = 32", name=op.f("ck_ledger_entries_leaf_is_sha256")),
        sa.PrimaryKeyConstraint("idx", name=op.f("pk_ledger_entries")),
    )
    op.create_index("ix_ledger_entries_actor_idx", "ledger_entries", ["actor", "idx"], unique=False)
    op.create_index("ix_ledger_entries_case_idx", "ledger_entries", ["case_id", "idx"], unique=False)
    op.create_index("ix_ledger_entries_event_idx", "ledger_entries", ["event", "idx"], unique=False)
    op.create_index("ix_ledger_entries_at", "ledger_entries", ["at"], unique=False)
    op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("peaks", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_ledger_head_one_head")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_head")),
    )
    raise_ledger_walls(op)


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift_ledger_walls(op)
    op.drop_table("ledger_head")
    op.drop_table("ledger_entries")
    op.drop_table("ledger_checkpoints")
