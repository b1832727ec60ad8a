"""Duties by case: turned by the Chief, append-only; more roles meet in one person while they are (D.2)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.by_case_walls import BY_TITLE, BY_TITLE_OR_CASE, TURNING
from migrations.walls import append_only, lift, run

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

TABLE = "duty_turns"


def upgrade() -> None:
    """Make the table and put its walls up; the wall between roles asks it from now on."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("by_case", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("compensating_control", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("turn >= 1 AND by_case = (turn % 2 = 1)", name=op.f("ck_duty_turns_in_turns")),
        sa.CheckConstraint(
            "by_case = (compensating_control <> '')", name=op.f("ck_duty_turns_control_where_by_case")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["people.id"], name=op.f("fk_duty_turns_recorded_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_turns")),
        sa.UniqueConstraint("turn", name=op.f("uq_duty_turns_turn")),
    )
    append_only(op, TABLE)
    connection = op.get_bind()
    for rule in TURNING:
        run(connection, rule.ddl(connection.dialect.name))
    run(connection, BY_TITLE.undo(connection.dialect.name))
    run(connection, BY_TITLE_OR_CASE.ddl(connection.dialect.name))


def downgrade() -> None:
    """Put the earlier wall between roles back, and take the table away with its walls."""
    connection = op.get_bind()
    run(connection, BY_TITLE_OR_CASE.undo(connection.dialect.name))
    run(connection, BY_TITLE.ddl(connection.dialect.name))
    for rule in TURNING:
        run(connection, rule.undo(connection.dialect.name))
    lift(op, TABLE)
    op.drop_table(TABLE)
