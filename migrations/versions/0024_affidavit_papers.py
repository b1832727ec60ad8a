"""The receipt of a filed affidavit as PDF: added once, never changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, lift

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and put its walls up."""
    op.create_table(
        "affidavit_papers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("affidavit_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("sheet", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["affidavit_id"], ["affidavits.id"], name=op.f("fk_affidavit_papers_affidavit_id_affidavits")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_affidavit_papers_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affidavit_papers")),
        sa.UniqueConstraint("affidavit_id", name=op.f("uq_affidavit_papers_affidavit_id")),
    )
    op.create_index(
        op.f("ix_affidavit_papers_fingerprint"), "affidavit_papers", ["fingerprint"], unique=False
    )
    append_only(op, "affidavit_papers")


def downgrade() -> None:
    """Take the walls down and drop the table."""
    lift(op, "affidavit_papers")
    op.drop_table("affidavit_papers")
