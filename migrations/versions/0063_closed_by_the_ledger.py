"""Disposal asks the ledger too: a batch that gives another day as a case's newest record does not help."""

from __future__ import annotations

from alembic import op

from migrations.closing_walls import RULES
from migrations.walls import run

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the wall up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the wall down."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
