"""An ask for more time is taken back by who asked, before anybody ruled on it; both stay (Hamden D.5)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.separation_walls import Rule
from migrations.walls import append_only, lift, run

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

RULES = (
    Rule(
        "time_taken_back",
        "not_ruled",
        ("INSERT",),
        "more time that was ruled on is not taken back",
        "EXISTS (SELECT 1 FROM time_rulings WHERE time_rulings.request_id = NEW.request_id)",
    ),
    Rule(
        "time_rulings",
        "not_taken_back",
        ("INSERT",),
        "nobody rules on more time that was taken back",
        "EXISTS (SELECT 1 FROM time_taken_back WHERE time_taken_back.request_id = NEW.request_id)",
    ),
)
"""The walls, each in the words with which it refuses."""


def upgrade() -> None:
    """Make the table and put its walls up."""
    op.create_table(
        "time_taken_back",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("taken_back_by", sa.Uuid(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("taken_back_by = asked_by", name=op.f("ck_time_taken_back_by_who_asked")),
        sa.ForeignKeyConstraint(
            ["request_id", "asked_by"],
            ["time_requests.id", "time_requests.asked_by"],
            name=op.f("fk_time_taken_back_request_id_asked_by_time_requests"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_taken_back")),
        sa.UniqueConstraint("request_id", name=op.f("uq_time_taken_back_request_id")),
    )
    append_only(op, "time_taken_back")
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down and drop the table."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
    lift(op, "time_taken_back")
    op.drop_table("time_taken_back")
