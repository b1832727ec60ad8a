"""How a second reader sees the searcher's checks; it stands beside their answers, and changes none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, lift

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

TABLE = "second_looks"


def upgrade() -> None:
    """Make the table; rows are added to it and never changed or taken away."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_version_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("ground", sa.LargeBinary(), nullable=False),
        sa.Column("looked_by", sa.Uuid(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number IN (1, 2, 3, 4, 9)", name=op.f("ck_second_looks_of_the_searchers_checks")),
        sa.CheckConstraint(
            "answer IN ('yes', 'no', 'cannot-tell')", name=op.f("ck_second_looks_yes_no_or_cannot_tell")
        ),
        sa.ForeignKeyConstraint(
            ["finding_version_id"],
            ["finding_versions.id"],
            name=op.f("fk_second_looks_finding_version_id_finding_versions"),
        ),
        sa.ForeignKeyConstraint(["looked_by"], ["people.id"], name=op.f("fk_second_looks_looked_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_looks")),
        sa.UniqueConstraint(
            "finding_version_id",
            "number",
            "turn",
            name=op.f("uq_second_looks_finding_version_id_number_turn"),
        ),
    )
    append_only(op, TABLE)


def downgrade() -> None:
    """Take the walls down and drop the table."""
    lift(op, TABLE)
    op.drop_table(TABLE)
