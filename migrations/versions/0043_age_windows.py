"""The month from which a candidate is of age, and how exactly it is known when a finding was posted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.separation_walls import Rule
from migrations.walls import append_only, lift, run

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

RULES = (
    Rule(
        "age_windows",
        "by_hr",
        ("INSERT",),
        "only HR keeps the month from which a candidate is of age",
        "NOT EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.set_by "
        "AND role_grants.role = 'hr-administrator' AND role_grants.ended_at IS NULL)",
    ),
    Rule(
        "finding_versions",
        "about_a_time",
        ("INSERT",),
        "about when a finding was posted, a month or a year stands for all of it, by its first day",
        "NEW.posted_about IS NOT NULL "
        "AND (NEW.posted_on IS NULL OR NEW.posted_about NOT IN ('month', 'year'))",
    ),
)
"""The walls, each in the words with which it refuses."""


def upgrade() -> None:
    """Make the table, add the column, and put their walls up."""
    op.create_table(
        "age_windows",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("month", sa.LargeBinary(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_age_windows_case_id_cases")),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_age_windows_set_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_age_windows")),
        sa.UniqueConstraint("case_id", "turn", name=op.f("uq_age_windows_case_id_turn")),
    )
    append_only(op, "age_windows")
    op.add_column("finding_versions", sa.Column("posted_about", sa.String(), nullable=True))
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down, and the column and the table away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
    op.drop_column("finding_versions", "posted_about")
    lift(op, "age_windows")
    op.drop_table("age_windows")
