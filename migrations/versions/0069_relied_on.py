"""Decisions rest on numbered findings, and whoever reads or decides says that they did no search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.relied_walls import RULES
from migrations.walls import run

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, empty for what was recorded before, and put the walls up."""
    op.add_column("acknowledgements", sa.Column("no_own_search", sa.Boolean(), nullable=True))
    op.add_column("decisions", sa.Column("relied_on", sa.JSON(), nullable=True))
    op.add_column("decisions", sa.Column("no_own_search", sa.Boolean(), nullable=True))
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls and the columns away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
    op.drop_column("decisions", "no_own_search")
    op.drop_column("decisions", "relied_on")
    op.drop_column("acknowledgements", "no_own_search")
