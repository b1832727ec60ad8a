"""Requests for more time and rulings on them; a case is due later only where one was approved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.separation_walls import Rule
from migrations.walls import append_only, lift, run

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

GIVEN = (
    "EXISTS (SELECT 1 FROM time_rulings JOIN time_requests ON time_requests.id = time_rulings.request_id "
    "WHERE time_requests.case_id = NEW.id AND time_rulings.approved AND time_requests.until = NEW.due_at)"
)
WORKED = (
    "EXISTS (SELECT 1 FROM time_requests JOIN assignments ON assignments.case_id = time_requests.case_id "
    "WHERE time_requests.id = NEW.request_id AND assignments.person_id = NEW.ruled_by)"
)
RULES = (
    Rule(
        "cases",
        "more_time",
        ("UPDATE",),
        "a case is due later only by a request that somebody else approved",
        f"NEW.due_at <> OLD.due_at AND (NEW.due_at < OLD.due_at OR NOT {GIVEN})",
    ),
    Rule(
        "time_rulings",
        "no_part",
        ("INSERT",),
        "nobody rules on more time in a case that they have or had",
        WORKED,
    ),
)
"""The walls, each in the words with which it refuses."""


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "time_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("due_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("until > due_before", name=op.f("ck_time_requests_later_than_before")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_time_requests_asked_by_people")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_time_requests_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_requests")),
        sa.UniqueConstraint("id", "asked_by", name=op.f("uq_time_requests_id_asked_by")),
        sa.UniqueConstraint("reference", name=op.f("uq_time_requests_reference")),
    )
    op.create_index("ix_time_requests_case", "time_requests", ["case_id", "asked_at"], unique=False)
    op.create_table(
        "time_rulings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("ruled_by", sa.Uuid(), nullable=False),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ruled_by <> asked_by", name=op.f("ck_time_rulings_not_by_who_asked")),
        sa.ForeignKeyConstraint(
            ["request_id", "asked_by"],
            ["time_requests.id", "time_requests.asked_by"],
            name=op.f("fk_time_rulings_request_id_asked_by_time_requests"),
        ),
        sa.ForeignKeyConstraint(["ruled_by"], ["people.id"], name=op.f("fk_time_rulings_ruled_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_rulings")),
        sa.UniqueConstraint("request_id", name=op.f("uq_time_rulings_request_id")),
    )
    append_only(op, "time_requests")
    append_only(op, "time_rulings")
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
    lift(op, "time_rulings")
    lift(op, "time_requests")
    op.drop_table("time_rulings")
    op.drop_table("time_requests")
