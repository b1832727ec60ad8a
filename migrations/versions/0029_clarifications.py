"""Questions about one answer of a filed affidavit, and how each came to its end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.clarifying_walls import lift_clarifying_walls, raise_clarifying_walls
from migrations.walls import append_only, lift

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLES = ("clarifications", "clarification_ends")


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "clarifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(about IN ('account', 'access')) = (number IS NOT NULL)",
            name=op.f("ck_clarifications_of_one_account"),
        ),
        *_keys("clarifications", case_id="cases", asked_by="people"),
        sa.UniqueConstraint("reference", name=op.f("uq_clarifications_reference")),
    )
    op.create_index(op.f("ix_clarifications_case_id"), "clarifications", ["case_id"], unique=False)
    op.create_table(
        "clarification_ends",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("clarification_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("affidavit_id", sa.Uuid(), nullable=True),
        sa.Column("taken_back_by", sa.Uuid(), nullable=True),
        *_checks(),
        *_keys(
            "clarification_ends",
            clarification_id="clarifications",
            case_id="cases",
            affidavit_id="affidavits",
            taken_back_by="people",
        ),
        sa.UniqueConstraint("clarification_id", name=op.f("uq_clarification_ends_clarification_id")),
    )
    op.create_index(op.f("ix_clarification_ends_case_id"), "clarification_ends", ["case_id"], unique=False)
    for table in TABLES:
        append_only(op, table)
    raise_clarifying_walls(op)


def _checks() -> tuple[sa.CheckConstraint, ...]:
    rules = {
        "known_ending": "how IN ('edition', 'words', 'taken-back')",
        "by_an_edition": "(how = 'edition') = (affidavit_id IS NOT NULL)",
        "in_words": "(how = 'words') = (words IS NOT NULL)",
        "by_staff": "(how = 'taken-back') = (taken_back_by IS NOT NULL)",
    }
    return tuple(
        sa.CheckConstraint(rule, name=op.f(f"ck_clarification_ends_{name}")) for name, rule in rules.items()
    )


def _keys(table: str, **to: str) -> tuple[sa.Constraint, ...]:
    return (
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
            for column, other in to.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift_clarifying_walls(op)
    for table in reversed(TABLES):
        lift(op, table)
        op.drop_table(table)
