"""Drafts of protocols, their wordings, what was done with them, and the editions that an agency published."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.draft_walls import RULES
from migrations.walls import append_only, lift, run

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

TABLES = ("protocol_drafts", "protocol_wordings", "protocol_draft_acts", "protocol_editions")


def _table(name: str, key: str, by: str, *columns: sa.Column[Any], unique: str = "") -> None:
    """Make a table whose rows are numbered within ``key`` and done by somebody."""
    draft = any(column.name == "draft_id" for column in columns)
    constraints = [
        sa.CheckConstraint("number > 0", name=op.f(f"ck_{name}_counted")),
        sa.ForeignKeyConstraint([by], ["people.id"], name=op.f(f"fk_{name}_{by}_people")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint(key, "number", name=op.f(f"uq_{name}_{key}_number")),
    ]
    if draft:
        constraints.append(
            sa.ForeignKeyConstraint(
                ["draft_id"], ["protocol_drafts.id"], name=op.f(f"fk_{name}_draft_id_protocol_drafts")
            )
        )
    if unique:
        constraints.append(sa.UniqueConstraint(unique, name=op.f(f"uq_{name}_{unique}")))
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *columns,
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(by, sa.Uuid(), nullable=False),
        sa.Column(by.replace("_by", "_at"), sa.DateTime(timezone=True), nullable=False),
        *constraints,
    )


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    """Make the tables and put their walls up."""
    drafts, wordings, acts, editions = TABLES
    base = sa.Column("base", sa.Integer(), nullable=False)
    _table(drafts, "protocol", "made_by", _text("protocol"), base, _text("base_digest"))
    _table(wordings, "draft_id", "saved_by", _draft(), _text("content"))
    wording = sa.Column("wording", sa.Integer(), nullable=False)
    _table(acts, "draft_id", "done_by", _draft(), wording, _text("act"), _text("words"))
    day = sa.Column("published_on", sa.Date(), nullable=False)
    columns = (_text("protocol"), day, _text("content"), _text("digest"), _draft())
    _table(editions, "protocol", "published_by", *columns, unique="draft_id")
    with op.batch_alter_table(acts) as batch:
        batch.create_check_constraint(
            op.f("ck_protocol_draft_acts_act"), "act IN ('sent', 'approved', 'returned', 'set-aside')"
        )
    for table in TABLES:
        append_only(op, table)
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def _draft() -> sa.Column[Any]:
    return sa.Column("draft_id", sa.Uuid(), nullable=False)


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
    for table in reversed(TABLES):
        lift(op, table)
        op.drop_table(table)
