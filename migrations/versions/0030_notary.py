"""Walls of the notary's way: a scan belongs to its case, and nothing is filed before it was looked at."""

from __future__ import annotations

from alembic import op

from migrations.notary_walls import lift_notary_walls, raise_notary_walls

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the walls up."""
    raise_notary_walls(op)


def downgrade() -> None:
    """Take the walls down."""
    lift_notary_walls(op)
