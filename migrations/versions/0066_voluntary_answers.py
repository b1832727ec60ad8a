"""Rows of what candidates say of themselves if they wish: apart from every case, counted once a year."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, lift

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and put its walls up."""
    op.create_table(
        "voluntary_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_index", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voluntary_answers")),
        sa.UniqueConstraint("case_index", "number", name=op.f("uq_voluntary_answers_case_index_number")),
    )
    append_only(op, "voluntary_answers")


def downgrade() -> None:
    """Take the table away."""
    lift(op, "voluntary_answers")
    op.drop_table("voluntary_answers")
