"""Members of a board say of each candidate whether they have a tie, before the packet opens (D.2)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.tie_walls import RULES
from migrations.walls import append_only, lift, run

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and put the walls up."""
    op.create_table(
        "tie_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tie_answers_case_id_cases")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_tie_answers_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie_answers")),
        sa.UniqueConstraint(
            "case_id", "person_id", "number", name=op.f("uq_tie_answers_case_id_person_id_number")
        ),
    )
    append_only(op, "tie_answers")
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls and the table away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
    lift(op, "tie_answers")
    op.drop_table("tie_answers")
