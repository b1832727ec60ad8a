"""Packages of evidence that left: counted from one for each case, and never changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.evidence_walls import RULES
from migrations.walls import append_only, lift, run

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

TABLE = "evidence_packages"


def upgrade() -> None:
    """Make the table and put its walls up."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("redaction", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_evidence_packages_counted")),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["people.id"], name=op.f("fk_evidence_packages_asked_by_people")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_evidence_packages_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_packages")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_evidence_packages_case_id_number")),
    )
    append_only(op, TABLE)
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down and drop the table."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
    lift(op, TABLE)
    op.drop_table(TABLE)
