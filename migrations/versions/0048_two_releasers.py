"""Two releasers of one page, where a requisition takes them: who released first, and of which page (D.6)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.duty_walls import TWO_RULES
from migrations.separation_walls import lift_one
from migrations.walls import append_only, frozen_columns, lift, run

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

TABLE = "first_releases"


def upgrade() -> None:
    """Make the column and the table, and put their walls up."""
    op.add_column("requisitions", sa.Column("two_releasers", sa.Boolean(), nullable=True))
    frozen_columns(op, "requisitions", ("two_releasers",), once="opened_at")
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("released_by", sa.Uuid(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "released_by <> submitted_by", name=op.f("ck_first_releases_not_by_who_submitted")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_first_releases_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["released_by"], ["people.id"], name=op.f("fk_first_releases_released_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id", "case_id", "submitted_by"],
            ["submissions.id", "submissions.case_id", "submissions.submitted_by"],
            name=op.f("fk_first_releases_submission"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_releases")),
        sa.UniqueConstraint("submission_id", "turn", name=op.f("uq_first_releases_submission_id_turn")),
    )
    op.create_index(op.f("ix_first_releases_case_id"), TABLE, ["case_id"])
    append_only(op, TABLE)
    connection = op.get_bind()
    for rule in TWO_RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down, and the table and the column away."""
    connection = op.get_bind()
    for rule in TWO_RULES:
        run(connection, rule.undo(connection.dialect.name))
    lift(op, TABLE)
    op.drop_table(TABLE)
    lift_one(op, "requisitions", "frozen_two_releasers")
    op.drop_column("requisitions", "two_releasers")
