"""Statements that wait to be sworn, scans of signed papers, and codes for one signature."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.oath_walls import lift_oath_walls, raise_oath_walls
from migrations.walls import append_only, frozen_columns, lift, never_deleted, set_once

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KEPT = ("pending_statements", "statement_ends", "signed_scans", "scan_checks")
"""What is only ever added to: a text that was shown, a paper that was handed in, what was said of it."""


def upgrade() -> None:
    """Make the tables and put their walls up."""
    _statements()
    _scans()
    op.create_table(
        "sign_codes",
        *_base(),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tries_left >= 0", name=op.f("ck_sign_codes_tries_counted")),
        *_keys("sign_codes"),
    )
    op.create_index("ix_sign_codes_case", "sign_codes", ["case_id", "made_at"], unique=False)
    for table in KEPT:
        append_only(op, table)
    never_deleted(op, "sign_codes")
    frozen_columns(op, "sign_codes", ("case_id", "code_hash", "made_at", "ends_at"))
    set_once(op, "sign_codes", ("used_at",))
    raise_oath_walls(op)


def _statements() -> None:
    op.create_table(
        "pending_statements",
        *_base(),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("profile_version", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("access_ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("investigator_id", sa.Uuid(), nullable=True),
        sa.Column("english", sa.LargeBinary(), nullable=True),
        *_keys("pending_statements", investigator_id="people"),
        sa.UniqueConstraint("reference", name=op.f("uq_pending_statements_reference")),
    )
    op.create_index("ix_pending_statements_case", "pending_statements", ["case_id", "made_at"], unique=False)
    op.create_index(op.f("ix_pending_statements_digest"), "pending_statements", ["digest"], unique=False)
    op.create_table(
        "statement_ends",
        *_base(),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        *_keys("statement_ends", statement_id="pending_statements", recorded_by="people"),
        sa.UniqueConstraint("statement_id", name=op.f("uq_statement_ends_statement_id")),
    )


def _scans() -> None:
    op.create_table(
        "signed_scans",
        *_base(),
        sa.Column("statement_id", sa.Uuid(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("media", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_in_by", sa.Uuid(), nullable=True),
        *_keys("signed_scans", statement_id="pending_statements", handed_in_by="people"),
    )
    op.create_index("ix_signed_scans_case", "signed_scans", ["case_id", "handed_in_at"], unique=False)
    op.create_index(op.f("ix_signed_scans_statement_id"), "signed_scans", ["statement_id"], unique=False)
    op.create_index(op.f("ix_signed_scans_fingerprint"), "signed_scans", ["fingerprint"], unique=False)
    op.create_table(
        "scan_checks",
        *_base(),
        sa.Column("scan_id", sa.Uuid(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("scan_checks", scan_id="signed_scans", checked_by="people"),
        sa.UniqueConstraint("scan_id", name=op.f("uq_scan_checks_scan_id")),
    )


def _base() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
    )


def _keys(table: str, **to: str) -> tuple[sa.Constraint, ...]:
    pointing = {"case_id": "cases", **to}
    return (
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
            for column, other in pointing.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift_oath_walls(op)
    for table in ("sign_codes", *reversed(KEPT)):
        lift(op, table)
        op.drop_table(table)
