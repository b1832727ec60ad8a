"""Disposal without ties: who declared one to a candidate neither proposes nor approves it (D.2)."""

from __future__ import annotations

from alembic import op

from migrations.tied_disposal_walls import RULES
from migrations.walls import run

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the walls up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
