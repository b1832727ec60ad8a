"""Rows of questions to candidates, drafts of answers, answers, and what came of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.answering_walls import lift_answering_walls, raise_answering_walls
from migrations.walls import append_only, frozen_columns, lift, never_deleted, set_once

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "answer_requests",
    "answer_reopenings",
    "answer_files",
    "concern_answers",
    "answer_outcomes",
)


def upgrade() -> None:
    """Make the tables and put their walls up."""
    _requests()
    _times()
    _drafts()
    _answers()
    for table in APPEND_ONLY:
        append_only(op, table)
    never_deleted(op, "answer_times")
    frozen_columns(op, "answer_times", ("request_id", "finding_id"))
    set_once(op, "answer_times", ("ending", "ended_at", "ended_why", "extended_at"))
    never_deleted(op, "answer_drafts")
    raise_answering_walls(op)


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift_answering_walls(op)
    for table in (*APPEND_ONLY, "answer_times", "answer_drafts"):
        lift(op, table)
    for table in (
        "answer_outcomes",
        "concern_answers",
        "answer_files",
        "answer_drafts",
        "answer_reopenings",
        "answer_times",
        "answer_requests",
    ):
        op.drop_table(table)


def _requests() -> None:
    op.create_table(
        "answer_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_answer_requests_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name=op.f("fk_answer_requests_finding_id_findings")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_answer_requests_asked_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_requests")),
        sa.UniqueConstraint("reference", name=op.f("uq_answer_requests_reference")),
        sa.UniqueConstraint("finding_id", "number", name=op.f("uq_answer_requests_finding_id_number")),
        sa.UniqueConstraint("id", "finding_id", name=op.f("uq_answer_requests_id_finding_id")),
    )
    op.create_index(op.f("ix_answer_requests_case_id"), "answer_requests", ["case_id"])


def _times() -> None:
    op.create_table(
        "answer_times",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("extended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_why", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "ending IN ('answered', 'silent', 'waived', 'taken-back')",
            name=op.f("ck_answer_times_known_ending"),
        ),
        sa.CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name=op.f("ck_answer_times_ended_when")),
        sa.CheckConstraint(
            "(ending <> 'waived' AND ending <> 'taken-back') OR ended_why IS NOT NULL",
            name=op.f("ck_answer_times_ended_why"),
        ),
        sa.CheckConstraint(
            "ending <> 'silent' OR ended_at >= due_at", name=op.f("ck_answer_times_silent_after_the_time")
        ),
        sa.CheckConstraint(
            "ending <> 'answered' OR ended_at < due_at", name=op.f("ck_answer_times_answered_in_time")
        ),
        sa.ForeignKeyConstraint(
            ["request_id", "finding_id"],
            ["answer_requests.id", "answer_requests.finding_id"],
            name="fk_answer_times_request",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_times")),
        sa.UniqueConstraint("request_id", name=op.f("uq_answer_times_request_id")),
    )
    op.create_index(
        "uq_answer_times_one_open",
        "answer_times",
        ["finding_id"],
        unique=True,
        sqlite_where=sa.text("ending IS NULL"),
        postgresql_where=sa.text("ending IS NULL"),
    )
    op.create_table(
        "answer_reopenings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reopened_by", sa.Uuid(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["answer_requests.id"],
            name=op.f("fk_answer_reopenings_request_id_answer_requests"),
        ),
        sa.ForeignKeyConstraint(
            ["reopened_by"], ["people.id"], name=op.f("fk_answer_reopenings_reopened_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_reopenings")),
    )
    op.create_index(op.f("ix_answer_reopenings_request_id"), "answer_reopenings", ["request_id"])


def _drafts() -> None:
    op.create_table(
        "answer_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["answer_requests.id"], name=op.f("fk_answer_drafts_request_id_answer_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_drafts")),
        sa.UniqueConstraint("request_id", name=op.f("uq_answer_drafts_request_id")),
    )
    op.create_table(
        "answer_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("sealed_sha256", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_answer_files_not_empty")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["answer_requests.id"], name=op.f("fk_answer_files_request_id_answer_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_files")),
        sa.UniqueConstraint("file_id", name=op.f("uq_answer_files_file_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_answer_files_reference")),
    )
    op.create_index(op.f("ix_answer_files_request_id"), "answer_files", ["request_id"])


def _answers() -> None:
    op.create_table(
        "concern_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("for_board", sa.LargeBinary(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "choice IN ('correct', 'context', 'not-mine', 'rather-not')",
            name=op.f("ck_concern_answers_known_choice"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["answer_requests.id"], name=op.f("fk_concern_answers_request_id_answer_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_answers")),
        sa.UniqueConstraint("request_id", name=op.f("uq_concern_answers_request_id")),
    )
    op.create_index(op.f("ix_concern_answers_fingerprint"), "concern_answers", ["fingerprint"])
    op.create_table(
        "answer_outcomes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('withdraw', 'reword', 'attach', 'search')",
            name=op.f("ck_answer_outcomes_known_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["answer_requests.id"], name=op.f("fk_answer_outcomes_request_id_answer_requests")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.id"], name=op.f("fk_answer_outcomes_decided_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_outcomes")),
        sa.UniqueConstraint("request_id", name=op.f("uq_answer_outcomes_request_id")),
    )
