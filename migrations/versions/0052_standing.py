"""Whoever reviews and releases may, whoever is given a case may search, and cases go one way (D.2 to D.6)."""

from __future__ import annotations

from alembic import op

from migrations.standing_walls import rules
from migrations.walls import run

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the walls up."""
    connection = op.get_bind()
    for rule in rules(connection.dialect.name):
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in rules(connection.dialect.name):
        run(connection, rule.undo(connection.dialect.name))
