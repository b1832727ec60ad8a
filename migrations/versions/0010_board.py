"""Rows of the board: packets as released, who read them, who stepped out, and what was decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.board_walls import lift_board_walls, raise_board_walls
from migrations.walls import append_only, lift

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "duties_accepted",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("requisition_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_duties_accepted_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["requisition_id"],
            ["requisitions.id"],
            name=op.f("fk_duties_accepted_requisition_id_requisitions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties_accepted")),
        sa.UniqueConstraint(
            "requisition_id", "person_id", name=op.f("uq_duties_accepted_requisition_id_person_id")
        ),
    )
    op.create_table(
        "packets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("requisition_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("candidate_name", sa.LargeBinary(), nullable=False),
        sa.Column("page", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("correction", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_packets_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["requisition_id"], ["requisitions.id"], name=op.f("fk_packets_requisition_id_requisitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packets")),
        sa.UniqueConstraint("case_id", "edition", name=op.f("uq_packets_case_id_edition")),
        sa.UniqueConstraint("reference", name=op.f("uq_packets_reference")),
    )
    op.create_index(op.f("ix_packets_requisition_id"), "packets", ["requisition_id"], unique=False)
    op.create_table(
        "stepped_out",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("stepped_out_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_stepped_out_case_id_cases")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_stepped_out_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stepped_out")),
        sa.UniqueConstraint("case_id", "person_id", name=op.f("uq_stepped_out_case_id_person_id")),
    )
    op.create_table(
        "acknowledgements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("packet_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name=op.f("fk_acknowledgements_packet_id_packets")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_acknowledgements_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acknowledgements")),
        sa.UniqueConstraint("packet_id", "person_id", name=op.f("uq_acknowledgements_packet_id_person_id")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("packet_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("informed_otherwise", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_decisions_case_id_cases")),
        sa.ForeignKeyConstraint(["packet_id"], ["packets.id"], name=op.f("fk_decisions_packet_id_packets")),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_decisions_recorded_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_decisions_case_id_number")),
    )
    append_only(op, "duties_accepted")
    append_only(op, "packets")
    append_only(op, "stepped_out")
    append_only(op, "acknowledgements")
    append_only(op, "decisions")
    raise_board_walls(op)


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift_board_walls(op)
    lift(op, "duties_accepted")
    lift(op, "packets")
    lift(op, "stepped_out")
    lift(op, "acknowledgements")
    lift(op, "decisions")
    op.drop_table("decisions")
    op.drop_table("acknowledgements")
    op.drop_table("stepped_out")
    op.drop_table("packets")
    op.drop_table("duties_accepted")
