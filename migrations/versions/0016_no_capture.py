"""A reason of its own for where no capture shows a finding; versions written before have none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty: why there is no link says nothing about a capture, so nothing is copied."""
    op.add_column("finding_versions", sa.Column("no_capture_reason", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take the column away, with the reasons in it."""
    op.drop_column("finding_versions", "no_capture_reason")
