"""Searchers lent by a partner agency: bound to one case each, with no other case and no other role."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.partner_walls import RULES
from migrations.separation_walls import lift_one
from migrations.walls import append_only, frozen_columns, lift, run

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

TABLE = "partner_bindings"


def upgrade() -> None:
    """Make the column and the table, and put their walls up."""
    op.add_column("people", sa.Column("agency", sa.String(), nullable=True))
    frozen_columns(op, "people", ("agency",))
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("bound_by", sa.Uuid(), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["bound_by"], ["people.id"], name=op.f("fk_partner_bindings_bound_by_people")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_partner_bindings_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_partner_bindings_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_bindings")),
        sa.UniqueConstraint("person_id", "turn", name=op.f("uq_partner_bindings_person_id_turn")),
    )
    op.create_index(op.f("ix_partner_bindings_case_id"), TABLE, ["case_id"])
    append_only(op, TABLE)
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down, and the table and the column away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
    lift(op, TABLE)
    op.drop_table(TABLE)
    lift_one(op, "people", "frozen_agency")
    op.drop_column("people", "agency")
