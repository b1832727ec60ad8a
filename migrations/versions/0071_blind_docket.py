"""A board reads of candidates by number where its requisition asks for that before it opens."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.separation_walls import lift_one
from migrations.walls import frozen_columns

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column, and keep it as it is once the requisition is open."""
    op.add_column("requisitions", sa.Column("blind", sa.Boolean(), nullable=True))
    frozen_columns(op, "requisitions", ("blind",), once="opened_at")


def downgrade() -> None:
    """Take the wall down and the column away."""
    lift_one(op, "requisitions", "frozen_blind")
    op.drop_column("requisitions", "blind")
