"""Around asking: who asks, time that is only given, and no concern for a board without its question."""

from __future__ import annotations

from alembic import op

from migrations.asking_walls import lift_asking_walls, raise_asking_walls

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the walls up."""
    raise_asking_walls(op)


def downgrade() -> None:
    """Take them away."""
    lift_asking_walls(op)
