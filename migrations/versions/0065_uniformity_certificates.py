"""Certificates of uniformity: signed, counted from one for each requisition, and never changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.certificate_walls import RULES
from migrations.walls import append_only, lift, run

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

TABLE = "uniformity_certificates"


def upgrade() -> None:
    """Make the table and put its walls up."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("requisition_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_uniformity_certificates_counted")),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["people.id"], name=op.f("fk_uniformity_certificates_issued_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["requisition_id"],
            ["requisitions.id"],
            name=op.f("fk_uniformity_certificates_requisition_id_requisitions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uniformity_certificates")),
        sa.UniqueConstraint(
            "requisition_id", "number", name=op.f("uq_uniformity_certificates_requisition_id_number")
        ),
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
