"""Rows of the ten checks and of the protected-information screen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, lift

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "check_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_version_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("ground", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["people.id"], name=op.f("fk_check_answers_answered_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["finding_version_id"],
            ["finding_versions.id"],
            name=op.f("fk_check_answers_finding_version_id_finding_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_answers")),
    )
    op.create_index(
        "ix_check_answers_version_check",
        "check_answers",
        ["finding_version_id", "number", "answered_at"],
        unique=False,
    )
    op.create_table(
        "screenings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_version_id", sa.Uuid(), nullable=False),
        sa.Column("dispositions", sa.LargeBinary(), nullable=False),
        sa.Column("screened_by", sa.Uuid(), nullable=False),
        sa.Column("screened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_version_id"],
            ["finding_versions.id"],
            name=op.f("fk_screenings_finding_version_id_finding_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["screened_by"], ["people.id"], name=op.f("fk_screenings_screened_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screenings")),
    )
    op.create_index(
        op.f("ix_screenings_finding_version_id"), "screenings", ["finding_version_id"], unique=False
    )
    append_only(op, "check_answers")
    append_only(op, "screenings")


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift(op, "check_answers")
    lift(op, "screenings")
    op.drop_table("screenings")
    op.drop_table("check_answers")
