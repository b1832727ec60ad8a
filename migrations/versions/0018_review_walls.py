"""Who worked on a case does not review it, and who reviewed it is not given it."""

from __future__ import annotations

from alembic import op

from migrations.review_walls import lift_review_walls, raise_review_walls

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the walls up."""
    raise_review_walls(op)


def downgrade() -> None:
    """Take them away."""
    lift_review_walls(op)
