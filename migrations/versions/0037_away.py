"""Accounts of namesakes that were ruled out, and stops at what nobody may keep."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, lift

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

TABLES = ("ruled_out_accounts", "ruled_out_reopenings", "search_stops", "search_stop_ends")


def upgrade() -> None:
    """Make the tables; rows are added to them and never changed or taken away."""
    op.create_table(
        "ruled_out_accounts",
        *_row("reference", ruled_by="ruled_at"),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        *_keys("ruled_out_accounts", candidate_id="candidates", case_id="cases", ruled_by="people"),
        sa.UniqueConstraint("reference", name=op.f("uq_ruled_out_accounts_reference")),
        sa.UniqueConstraint("id", "ruled_by", name=op.f("uq_ruled_out_accounts_id_ruled_by")),
    )
    op.create_index(
        op.f("ix_ruled_out_accounts_candidate_id"), "ruled_out_accounts", ["candidate_id"], unique=False
    )
    op.create_table(
        "ruled_out_reopenings",
        *_row(reopened_by="reopened_at"),
        *_end("ruled_out_reopenings", "ruled_out_id", "ruled_by", "ruled_out_accounts"),
        sa.CheckConstraint("reopened_by <> ruled_by", name=op.f("ck_ruled_out_reopenings_not_by_who_ruled")),
        *_keys("ruled_out_reopenings", reopened_by="people"),
    )
    op.create_table(
        "search_stops",
        *_row("reference", called_by="called_at"),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('not-to-be-kept', 'secret-seen')", name=op.f("ck_search_stops_known_kind")
        ),
        *_keys("search_stops", case_id="cases", called_by="people"),
        sa.UniqueConstraint("reference", name=op.f("uq_search_stops_reference")),
        sa.UniqueConstraint("id", "called_by", name=op.f("uq_search_stops_id_called_by")),
    )
    op.create_index(op.f("ix_search_stops_case_id"), "search_stops", ["case_id"], unique=False)
    op.create_table(
        "search_stop_ends",
        *_row(lifted_by="lifted_at"),
        *_end("search_stop_ends", "stop_id", "called_by", "search_stops"),
        sa.CheckConstraint("lifted_by <> called_by", name=op.f("ck_search_stop_ends_not_by_who_stopped")),
        *_keys("search_stop_ends", lifted_by="people"),
    )
    for table in TABLES:
        append_only(op, table)


def _row(*texts: str, **done: str) -> tuple[sa.Column[Any], ...]:
    """Return what every row has, and who did it when."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        *(sa.Column(by, sa.Uuid(), nullable=False) for by in done),
        *(sa.Column(at, sa.DateTime(timezone=True), nullable=False) for at in done.values()),
    )


def _end(table: str, of: str, by: str, first: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Return what a row says of the one that it ends, with who made that."""
    return (
        sa.Column(of, sa.Uuid(), nullable=False),
        sa.Column(by, sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            [of, by], [f"{first}.id", f"{first}.{by}"], name=op.f(f"fk_{table}_{of}_{by}_{first}")
        ),
        sa.UniqueConstraint(of, name=op.f(f"uq_{table}_{of}")),
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
    for table in reversed(TABLES):
        lift(op, table)
        op.drop_table(table)
