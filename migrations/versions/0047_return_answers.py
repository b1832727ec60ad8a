"""What an investigator did about each thing that a return asks for; it stands beside the ask for ever."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, lift

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

TABLE = "return_answers"


def upgrade() -> None:
    """Make the table; rows are added to it and never changed or taken away."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Uuid(), nullable=False),
        sa.Column("ask", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ask >= 0 AND turn >= 1", name=op.f("ck_return_answers_counted")),
        sa.ForeignKeyConstraint(
            ["return_id"], ["returns.id"], name=op.f("fk_return_answers_return_id_returns")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["people.id"], name=op.f("fk_return_answers_answered_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_answers")),
        sa.UniqueConstraint("return_id", "ask", "turn", name=op.f("uq_return_answers_return_id_ask_turn")),
    )
    append_only(op, TABLE)


def downgrade() -> None:
    """Take the walls down and drop the table."""
    lift(op, TABLE)
    op.drop_table(TABLE)
