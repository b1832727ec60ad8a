"""Whoever ruled on a request or a tie in a case has worked on it: no seat on the board that decides (D.2)."""

from __future__ import annotations

from alembic import op

from migrations.ruling_walls import RULES
from migrations.walls import run

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the walls up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
