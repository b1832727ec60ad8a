"""A wall: no kept form has the address of an invitation, whose link is one half of a way in."""

from __future__ import annotations

from alembic import op

from migrations.separation_walls import Rule
from migrations.walls import run

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

WALL = Rule(
    "kept_forms",
    "link",
    ("INSERT",),
    "no form is kept whose address is that of an invitation",
    "lower(NEW.path) LIKE '/i/%' OR lower(NEW.path) LIKE '/__/i/%'",
)
"""As tracker.accounts.kept_forms has it, before and behind a language."""


def upgrade() -> None:
    """Put the wall up."""
    connection = op.get_bind()
    run(connection, WALL.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the wall down."""
    connection = op.get_bind()
    run(connection, WALL.undo(connection.dialect.name))
