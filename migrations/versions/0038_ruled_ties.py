"""What somebody else rules on a declared tie; the declaration and the ruling both stay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.separation_walls import Rule
from migrations.walls import append_only, lift, run

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

TABLE = "conflict_rulings"
NOT_OWN = Rule(
    TABLE,
    "not_own",
    ("INSERT",),
    "nobody rules on a tie that they declared, or on an answer that names none",
    "NOT EXISTS (SELECT 1 FROM conflict_declarations said WHERE said.id = NEW.declaration_id "
    "AND said.person_id <> NEW.ruled_by AND said.answer <> 'none')",
)


def upgrade() -> None:
    """Make the table and put its walls up."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("ruling", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("ruled_by", sa.Uuid(), nullable=False),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ruling IN ('upheld', 'lifted')", name=op.f("ck_conflict_rulings_upheld_or_lifted")
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"],
            ["conflict_declarations.id"],
            name=op.f("fk_conflict_rulings_declaration_id_conflict_declarations"),
        ),
        sa.ForeignKeyConstraint(
            ["ruled_by"], ["people.id"], name=op.f("fk_conflict_rulings_ruled_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_rulings")),
        sa.UniqueConstraint(
            "declaration_id", "ruling", name=op.f("uq_conflict_rulings_declaration_id_ruling")
        ),
    )
    append_only(op, TABLE)
    connection = op.get_bind()
    run(connection, NOT_OWN.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down and drop the table."""
    connection = op.get_bind()
    run(connection, NOT_OWN.undo(connection.dialect.name))
    lift(op, TABLE)
    op.drop_table(TABLE)
