"""Letters about papers that were filed: that each went out, by whom and when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, lift

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and put its walls up."""
    op.create_table(
        "paper_letters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_paper_letters_{column}_{table}")
            )
            for column, table in (("copy_id", "paper_copies"), ("case_id", "cases"), ("sent_by", "people"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_letters")),
        sa.UniqueConstraint("copy_id", name=op.f("uq_paper_letters_copy_id")),
    )
    op.create_index(op.f("ix_paper_letters_case_id"), "paper_letters", ["case_id"], unique=False)
    append_only(op, "paper_letters")


def downgrade() -> None:
    """Take the walls down and drop the table."""
    lift(op, "paper_letters")
    op.drop_table("paper_letters")
