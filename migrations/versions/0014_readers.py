"""Whoever read a packet as a board member opens no raw material of that candidate, deviation or not."""

from __future__ import annotations

from alembic import op

from migrations.board_walls import READER
from migrations.walls import run

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the wall up."""
    run(op.get_bind(), READER.ddl(op.get_bind().dialect.name))


def downgrade() -> None:
    """Take it away."""
    run(op.get_bind(), READER.undo(op.get_bind().dialect.name))
