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
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("ground", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "number IN (1, 2, 3, 4, 9, 10)", name=op.f("ck_check_answers_not_the_systems_own")
        ),
        sa.CheckConstraint(
            "answer IN ('yes', 'no', 'cannot-tell')", name=op.f("ck_check_answers_yes_no_or_cannot_tell")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["people.id"], name=op.f("fk_check_answers_answered_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["finding_version_id"],
            ["finding_versions.id"],
            name=op.f("fk_check_answers_finding_version_id_finding_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_answers")),
        sa.UniqueConstraint(
            "finding_version_id",
            "number",
            "turn",
            name=op.f("uq_check_answers_finding_version_id_number_turn"),
        ),
    )
    op.create_table(
        "screenings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_version_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
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
        sa.UniqueConstraint("finding_version_id", "turn", name=op.f("uq_screenings_finding_version_id_turn")),
    )
    append_only(op, "check_answers")
    append_only(op, "screenings")


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift(op, "check_answers")
    lift(op, "screenings")
    op.drop_table("screenings")
    op.drop_table("check_answers")
