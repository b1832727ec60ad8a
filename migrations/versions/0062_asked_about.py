"""A question to a candidate says which wording it was about, so that no clock has to tell."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column; earlier rows were asked about what was newest by then, and are told by the clock."""
    op.add_column("answer_requests", sa.Column("about_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take the column away."""
    op.drop_column("answer_requests", "about_version")
