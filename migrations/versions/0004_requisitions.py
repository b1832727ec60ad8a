"""Rows of hiring rounds, the seats of their boards, and the Chief's deviations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, lift, never_deleted, set_once

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "requisitions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("position_class", sa.String(), nullable=False),
        sa.Column("incumbents", sa.Boolean(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("profile_version", sa.Integer(), nullable=False),
        sa.Column("profile_digest", sa.String(), nullable=False),
        sa.Column("protocol", sa.String(), nullable=True),
        sa.Column("protocol_version", sa.Integer(), nullable=True),
        sa.Column("protocol_digest", sa.String(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"], ["people.id"], name=op.f("fk_requisitions_created_by_people")
        ),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name=op.f("fk_requisitions_opened_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requisitions")),
        sa.UniqueConstraint("reference", name=op.f("uq_requisitions_reference")),
    )
    op.create_table(
        "board_seats",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("requisition_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("chair", sa.Boolean(), nullable=False),
        sa.Column("seated_by", sa.Uuid(), nullable=False),
        sa.Column("seated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_board_seats_person_id_people")),
        sa.ForeignKeyConstraint(
            ["requisition_id"], ["requisitions.id"], name=op.f("fk_board_seats_requisition_id_requisitions")
        ),
        sa.ForeignKeyConstraint(["seated_by"], ["people.id"], name=op.f("fk_board_seats_seated_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_seats")),
    )
    op.create_index(op.f("ix_board_seats_person_id"), "board_seats", ["person_id"], unique=False)
    op.create_index(op.f("ix_board_seats_requisition_id"), "board_seats", ["requisition_id"], unique=False)
    op.create_index(
        "uq_board_seats_live",
        "board_seats",
        ["requisition_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "deviations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("requisition_id", sa.Uuid(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("compensating_control", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_deviations_person_id_people")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["people.id"], name=op.f("fk_deviations_recorded_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["requisition_id"], ["requisitions.id"], name=op.f("fk_deviations_requisition_id_requisitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deviations")),
    )
    op.create_index(op.f("ix_deviations_requisition_id"), "deviations", ["requisition_id"], unique=False)
    never_deleted(op, "requisitions")
    set_once(op, "requisitions", ["opened_at"])
    never_deleted(op, "board_seats")
    set_once(op, "board_seats", ["left_at"])
    append_only(op, "deviations")


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift(op, "requisitions")
    lift(op, "board_seats")
    lift(op, "deviations")
    op.drop_table("deviations")
    op.drop_table("board_seats")
    op.drop_table("requisitions")
