"""What was signed in another language is kept in English beside it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty: what was signed so far was signed in English."""
    op.add_column("affidavits", sa.Column("english", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take the column away."""
    op.drop_column("affidavits", "english")
