"""Rows of candidates' questions with their answers, and of requests for a copy with what was given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, lift

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLES = ("candidate_questions", "question_answers", "copy_requests", "copy_answers")


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "candidate_questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_candidate_questions_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_questions")),
        sa.UniqueConstraint("reference", name=op.f("uq_candidate_questions_reference")),
    )
    op.create_index(op.f("ix_candidate_questions_case_id"), "candidate_questions", ["case_id"], unique=False)
    op.create_table(
        "question_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["candidate_questions.id"],
            name=op.f("fk_question_answers_question_id_candidate_questions"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["people.id"], name=op.f("fk_question_answers_answered_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_answers")),
        sa.UniqueConstraint("question_id", "number", name=op.f("uq_question_answers_question_id_number")),
    )
    op.create_table(
        "copy_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_copy_requests_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_requests")),
        sa.UniqueConstraint("reference", name=op.f("uq_copy_requests_reference")),
    )
    op.create_index(op.f("ix_copy_requests_case_id"), "copy_requests", ["case_id"], unique=False)
    op.create_table(
        "copy_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["copy_requests.id"], name=op.f("fk_copy_answers_request_id_copy_requests")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["people.id"], name=op.f("fk_copy_answers_answered_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_answers")),
        sa.UniqueConstraint("request_id", name=op.f("uq_copy_answers_request_id")),
    )
    for table in TABLES:
        append_only(op, table)


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    for table in TABLES:
        lift(op, table)
    for table in reversed(TABLES):
        op.drop_table(table)
