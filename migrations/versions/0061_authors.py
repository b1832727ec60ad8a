"""Whoever has a case writes in it, tries are used up for good, and keys stay the keys they are (D.2, D.3)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import author_walls, counted_walls
from migrations.separation_walls import lift_one
from migrations.walls import frozen_columns, run

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

FROZEN = (
    ("invitation_codes", ("tries_given",)),
    ("data_keys", counted_walls.KEY),
    ("keyring", counted_walls.MASTER_KEY),
)


def upgrade() -> None:
    """Make the column, and put the walls up."""
    op.add_column("invitation_codes", sa.Column("tries_given", sa.Integer(), nullable=True))
    for table, columns in FROZEN:
        frozen_columns(op, table, columns)
    connection = op.get_bind()
    for rule in (*counted_walls.RULES, *author_walls.rules(connection.dialect.name)):
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down, and the column away."""
    connection = op.get_bind()
    for rule in (*author_walls.rules(connection.dialect.name), *counted_walls.RULES):
        run(connection, rule.undo(connection.dialect.name))
    for table, columns in FROZEN:
        lift_one(op, table, f"frozen_{columns[0]}")
    op.drop_column("invitation_codes", "tries_given")
