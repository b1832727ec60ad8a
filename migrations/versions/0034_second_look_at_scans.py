"""A wall of the notary's way: whoever handed a scan in does not say what it shows."""

from __future__ import annotations

from alembic import op

from migrations.notary_walls import SECOND_PERSON, lift_notary_walls, raise_notary_walls

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the wall up."""
    raise_notary_walls(op, SECOND_PERSON)


def downgrade() -> None:
    """Take the wall down."""
    lift_notary_walls(op, SECOND_PERSON)
