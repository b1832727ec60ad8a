"""Nobody gives a case, or the right to search, to themselves (Hamden D.2, D.3)."""

from __future__ import annotations

from alembic import op

from migrations.giving_walls import RULES
from migrations.walls import run

revision = "0051"
down_revision = "0050"
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
