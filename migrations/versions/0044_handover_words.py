"""Words that an investigator leaves for whoever has the case next; by whoever has it alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.separation_walls import Rule
from migrations.walls import append_only, lift, run

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

TABLE = "handover_words"
BY_WHO_HAS_IT = Rule(
    TABLE,
    "by_who_has_it",
    ("INSERT",),
    "words for a handover are left by whoever has the case",
    "NOT EXISTS (SELECT 1 FROM assignments WHERE assignments.id = NEW.assignment_id "
    "AND assignments.case_id = NEW.case_id AND assignments.person_id = NEW.written_by "
    "AND assignments.ended_at IS NULL)",
)


def upgrade() -> None:
    """Make the table and put its walls up."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_handover_words_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name=op.f("fk_handover_words_assignment_id_assignments")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["people.id"], name=op.f("fk_handover_words_written_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_words")),
    )
    op.create_index("ix_handover_words_case", TABLE, ["case_id", "written_at"], unique=False)
    append_only(op, TABLE)
    connection = op.get_bind()
    run(connection, BY_WHO_HAS_IT.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down and drop the table."""
    connection = op.get_bind()
    run(connection, BY_WHO_HAS_IT.undo(connection.dialect.name))
    lift(op, TABLE)
    op.drop_table(TABLE)
