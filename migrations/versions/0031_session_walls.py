"""Walls of sessions: near the agreed time, of hours, and used for looks on the candidate's own word."""

from __future__ import annotations

from alembic import op

from migrations.session_walls import lift_session_walls, raise_session_walls

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the walls up."""
    raise_session_walls(op)


def downgrade() -> None:
    """Take the walls down."""
    lift_session_walls(op)
