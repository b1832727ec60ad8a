"""When investigators are away: append-only, by a supervisor or by whoever it is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.separation_walls import Rule
from migrations.walls import append_only, lift, run

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

TABLE = "absences"
BY_WHOM = Rule(
    TABLE,
    "by_whom",
    ("INSERT",),
    "when somebody is away is recorded by a supervisor or by themselves",
    "NEW.set_by <> NEW.person_id AND NOT EXISTS (SELECT 1 FROM role_grants "
    "WHERE role_grants.person_id = NEW.set_by AND role_grants.role = 'supervisor' "
    "AND role_grants.ended_at IS NULL)",
)


def upgrade() -> None:
    """Make the table and put its walls up."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(starts_on IS NULL) = (ends_on IS NULL)", name=op.f("ck_absences_both_days_or_none")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_absences_in_order")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_absences_person_id_people")),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_absences_set_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
        sa.UniqueConstraint("person_id", "turn", name=op.f("uq_absences_person_id_turn")),
    )
    append_only(op, TABLE)
    connection = op.get_bind()
    run(connection, BY_WHOM.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down and drop the table."""
    connection = op.get_bind()
    run(connection, BY_WHOM.undo(connection.dialect.name))
    lift(op, TABLE)
    op.drop_table(TABLE)
