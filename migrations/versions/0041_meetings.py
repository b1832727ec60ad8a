"""Meetings of boards, the meeting of a packet, and the Chief's reasons why a decision stands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.separation_walls import Rule
from migrations.walls import append_only, frozen_columns, lift, never_deleted, run, set_once

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

RULES = (
    Rule(
        "packet_meetings",
        "of_its_board",
        ("INSERT",),
        "a packet is put before a meeting of its own board",
        "NOT EXISTS (SELECT 1 FROM packets JOIN board_meetings "
        "ON board_meetings.requisition_id = packets.requisition_id "
        "WHERE packets.id = NEW.packet_id AND board_meetings.id = NEW.meeting_id)",
    ),
    Rule(
        "upheld_decisions",
        "of_its_case",
        ("INSERT",),
        "a decision stands beside the newest page of its own candidate",
        "NOT EXISTS (SELECT 1 FROM decisions JOIN packets ON packets.case_id = decisions.case_id "
        "WHERE decisions.id = NEW.decision_id AND packets.id = NEW.packet_id "
        "AND packets.case_id = NEW.case_id AND packets.id <> decisions.packet_id)",
    ),
    Rule(
        "upheld_decisions",
        "by_the_chief",
        ("INSERT",),
        "only the Chief records why a decision stands",
        "NOT EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.recorded_by "
        "AND role_grants.role = 'chief' AND role_grants.ended_at IS NULL)",
    ),
)
"""The walls, each in the words with which it refuses."""


def upgrade() -> None:
    """Make the tables and put their walls up."""
    _meetings()
    _upheld()
    never_deleted(op, "board_meetings")
    frozen_columns(op, "board_meetings", ("reference", "requisition_id", "held_at", "place", "set_by"))
    set_once(op, "board_meetings", ("called_off_at",))
    append_only(op, "packet_meetings")
    append_only(op, "upheld_decisions")
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
    for table in ("upheld_decisions", "packet_meetings", "board_meetings"):
        lift(op, table)
        op.drop_table(table)


def _meetings() -> None:
    op.create_table(
        "board_meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("requisition_id", sa.Uuid(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["requisition_id"],
            ["requisitions.id"],
            name=op.f("fk_board_meetings_requisition_id_requisitions"),
        ),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_board_meetings_set_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_meetings")),
        sa.UniqueConstraint("reference", name=op.f("uq_board_meetings_reference")),
    )
    op.create_index(op.f("ix_board_meetings_requisition_id"), "board_meetings", ["requisition_id"])
    op.create_table(
        "packet_meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("packet_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name=op.f("fk_packet_meetings_packet_id_packets")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["board_meetings.id"], name=op.f("fk_packet_meetings_meeting_id_board_meetings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packet_meetings")),
        sa.UniqueConstraint("packet_id", name=op.f("uq_packet_meetings_packet_id")),
    )
    op.create_index(op.f("ix_packet_meetings_meeting_id"), "packet_meetings", ["meeting_id"])


def _upheld() -> None:
    op.create_table(
        "upheld_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("packet_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_upheld_decisions_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_upheld_decisions_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packets.id"], name=op.f("fk_upheld_decisions_packet_id_packets")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["people.id"], name=op.f("fk_upheld_decisions_recorded_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upheld_decisions")),
        sa.UniqueConstraint(
            "decision_id", "packet_id", name=op.f("uq_upheld_decisions_decision_id_packet_id")
        ),
    )
