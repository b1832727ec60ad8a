"""Second looks, more time and answers to a return are walled as all else in a review and in a case is."""

from __future__ import annotations

from alembic import op

from migrations.duty_walls import LATER_RULES
from migrations.walls import run

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the walls up."""
    connection = op.get_bind()
    for rule in LATER_RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in LATER_RULES:
        run(connection, rule.undo(connection.dialect.name))
