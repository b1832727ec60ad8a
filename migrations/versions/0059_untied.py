"""A tie binds in every role, only supervisors rule, and sessions and keys stay what they were (D.2, D.5)."""

from __future__ import annotations

from alembic import op

from migrations.separation_walls import lift_one
from migrations.untied_walls import KEYED, RULES, SESSION
from migrations.walls import frozen_columns, run

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the walls up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))
    frozen_columns(op, "sign_in_sessions", SESSION)
    for table in KEYED:
        frozen_columns(op, table, ("id",))


def downgrade() -> None:
    """Take them away."""
    connection = op.get_bind()
    for table in (*KEYED, "sign_in_sessions"):
        lift_one(op, table, "frozen_id")
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
