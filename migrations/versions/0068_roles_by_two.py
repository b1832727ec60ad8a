"""Roles are given by two people: one proposes, another approves; a row of a role without both is refused."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.granting_walls import RULES
from migrations.walls import append_only, lift, run

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

TABLES = ("role_proposals", "role_rulings")


def _table(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    """Make the tables, and put the walls up."""
    _table(
        "role_proposals",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        _key("role_proposals", "person_id", "people"),
        _key("role_proposals", "proposed_by", "people"),
    )
    op.create_index(op.f("ix_role_proposals_person_id"), "role_proposals", ["person_id"])
    _table(
        "role_rulings",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("ruling", sa.String(), nullable=False),
        sa.Column("ruled_by", sa.Uuid(), nullable=False),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ruling IN ('approved', 'refused')", name=op.f("ck_role_rulings_approved_or_refused")
        ),
        _key("role_rulings", "proposal_id", "role_proposals"),
        _key("role_rulings", "ruled_by", "people"),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_role_rulings_proposal_id")),
    )
    for table in TABLES:
        append_only(op, table)
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down, and the tables away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
    for table in reversed(TABLES):
        lift(op, table)
        op.drop_table(table)
