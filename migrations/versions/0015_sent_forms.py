"""Forms that were sent, so that none is done twice; claims only, and they are forgotten after a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sent_forms",
        sa.Column("claim", sa.LargeBinary(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("led_to", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_sent_forms")),
    )
    op.create_index(op.f("ix_sent_forms_claimed_at"), "sent_forms", ["claimed_at"], unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_index(op.f("ix_sent_forms_claimed_at"), table_name="sent_forms")
    op.drop_table("sent_forms")
