"""Roles are given by HR, searches and deviations are the Chief's to allow, and seats are given by another."""

from __future__ import annotations

from alembic import op

from migrations.root_walls import ENDED, RULES
from migrations.separation_walls import lift_one
from migrations.walls import frozen_columns, run

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the walls up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))
    for table in ENDED:
        frozen_columns(op, table, ("ended_by",), once="ended_at")


def downgrade() -> None:
    """Take them away."""
    connection = op.get_bind()
    for table in ENDED:
        lift_one(op, table, "frozen_ended_by")
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
