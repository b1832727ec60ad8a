"""Holds: records kept for a matter, and how two people lift one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.hold_walls import RULES
from migrations.walls import append_only, lift, run

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

TABLES = ("holds", "hold_lift_proposals", "hold_lifts")


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "holds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("requisition_id", sa.Uuid(), nullable=True),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("placed_by", sa.Uuid(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(case_id IS NULL) <> (requisition_id IS NULL)", name=op.f("ck_holds_one_scope")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_holds_case_id_cases")),
        sa.ForeignKeyConstraint(["placed_by"], ["people.id"], name=op.f("fk_holds_placed_by_people")),
        sa.ForeignKeyConstraint(
            ["requisition_id"], ["requisitions.id"], name=op.f("fk_holds_requisition_id_requisitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
        sa.UniqueConstraint("reference", name=op.f("uq_holds_reference")),
    )
    op.create_index(op.f("ix_holds_case_id"), "holds", ["case_id"])
    op.create_index(op.f("ix_holds_requisition_id"), "holds", ["requisition_id"])
    _lifting()
    for table in TABLES:
        append_only(op, table)
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def _lifting() -> None:
    op.create_table(
        "hold_lift_proposals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hold_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["hold_id"], ["holds.id"], name=op.f("fk_hold_lift_proposals_hold_id_holds")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["people.id"], name=op.f("fk_hold_lift_proposals_proposed_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold_lift_proposals")),
        sa.UniqueConstraint("hold_id", name=op.f("uq_hold_lift_proposals_hold_id")),
    )
    op.create_table(
        "hold_lifts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("lifted_by", sa.Uuid(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["lifted_by"], ["people.id"], name=op.f("fk_hold_lifts_lifted_by_people")),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["hold_lift_proposals.id"],
            name=op.f("fk_hold_lifts_proposal_id_hold_lift_proposals"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold_lifts")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_hold_lifts_proposal_id")),
    )


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
    for table in reversed(TABLES):
        lift(op, table)
        op.drop_table(table)
