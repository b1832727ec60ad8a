"""What was seen inside a capture's file when it came is kept beside it, for good."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, lift

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and let nobody change what stands in it."""
    op.create_table(
        "capture_insides",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Uuid(), nullable=False),
        sa.Column("seen", sa.LargeBinary(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["captures.id"], name=op.f("fk_capture_insides_capture_id_captures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture_insides")),
        sa.UniqueConstraint("capture_id", name=op.f("uq_capture_insides_capture_id")),
    )
    append_only(op, "capture_insides")


def downgrade() -> None:
    """Take it away."""
    lift(op, "capture_insides")
    op.drop_table("capture_insides")
