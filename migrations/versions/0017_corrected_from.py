"""The stage from which a correction took a case, which all but those who correct it go on seeing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty: a correction begun before goes on as it began."""
    op.add_column("cases", sa.Column("corrected_from", sa.String(), nullable=True))


def downgrade() -> None:
    """Take the column away, with what was seen meanwhile."""
    op.drop_column("cases", "corrected_from")
