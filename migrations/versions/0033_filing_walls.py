"""Walls of what is over: nothing is filed, and no access given, in a case that was decided or withdrawn."""

from __future__ import annotations

from alembic import op

from migrations.filing_walls import lift_filing_walls, raise_filing_walls

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the walls up."""
    raise_filing_walls(op)


def downgrade() -> None:
    """Take the walls down."""
    lift_filing_walls(op)
