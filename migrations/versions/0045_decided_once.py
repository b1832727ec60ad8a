"""Who decided on a candidate works on none of that candidate's cases, and the other way round (D.2, D.6)."""

from __future__ import annotations

from alembic import op

from migrations.duty_walls import RULES
from migrations.walls import run

revision = "0045"
down_revision = "0044"
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
