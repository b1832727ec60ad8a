"""Disposal: batches proposed by one and approved by another, and the keys that go with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.disposal_walls import LISTED, RULES, WAY
from migrations.separation_walls import lift_one
from migrations.standing_walls import RULES as STANDING
from migrations.walls import Wall, append_only, conditions, lift, run

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

TABLES = ("disposal_batches", "disposal_items", "disposal_rulings", "disposals", "destroyed_keys")
OLD_WAY = next(rule for rule in STANDING if (rule.table, rule.name) == ("cases", "way"))
UNCHANGED = Wall(
    "declared_accounts",
    "update",
    "UPDATE",
    "declared_accounts can only be added to: rows are never changed",
)


def _table(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    """Make the tables and put their walls up."""
    _batches()
    _disposals()
    for table in TABLES:
        append_only(op, table)
    connection = op.get_bind()
    dialect = connection.dialect.name
    run(connection, OLD_WAY.undo(dialect))
    lift_one(op, "declared_accounts", "update")
    for rule in (WAY, LISTED, *RULES):
        run(connection, rule.ddl(dialect))
    if dialect == "postgresql":
        run(connection, _never_emptied().ddl(dialect))
    for number, when in enumerate(conditions(connection, "data_keys")):
        wall = Wall("data_keys", f"replace_{number}", "INSERT", "no key takes the place of another", when)
        run(connection, wall.ddl(dialect))


def _never_emptied() -> Wall:
    return Wall("data_keys", "truncate", "TRUNCATE", "data_keys keeps its rows: it is never emptied")


def _batches() -> None:
    _table(
        "disposal_batches",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        _key("disposal_batches", "proposed_by", "people"),
        sa.UniqueConstraint("reference", name=op.f("uq_disposal_batches_reference")),
    )
    _table(
        "disposal_items",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("ending", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=True),
        sa.Column("series", sa.String(), nullable=False),
        _key("disposal_items", "batch_id", "disposal_batches"),
        _key("disposal_items", "case_id", "cases"),
        sa.UniqueConstraint("batch_id", "case_id", name=op.f("uq_disposal_items_batch_id_case_id")),
    )
    op.create_index(op.f("ix_disposal_items_case_id"), "disposal_items", ["case_id"])
    _table(
        "disposal_rulings",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("ruling", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ruled_by", sa.Uuid(), nullable=False),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ruling IN ('approved', 'refused')", name=op.f("ck_disposal_rulings_approved_or_refused")
        ),
        _key("disposal_rulings", "batch_id", "disposal_batches"),
        _key("disposal_rulings", "ruled_by", "people"),
        sa.UniqueConstraint("batch_id", name=op.f("uq_disposal_rulings_batch_id")),
    )


def _disposals() -> None:
    counts = (
        sa.Column(name, sa.Integer(), nullable=False)
        for name in ("files", "searches", "findings", "captures")
    )
    _table(
        "disposals",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("disposed_on", sa.Date(), nullable=False),
        *counts,
        sa.CheckConstraint("done = (why IS NULL)", name=op.f("ck_disposals_done_or_why")),
        _key("disposals", "case_id", "cases"),
        _key("disposals", "item_id", "disposal_items"),
        sa.UniqueConstraint("item_id", name=op.f("uq_disposals_item_id")),
    )
    done = sa.text("done")
    op.create_index(
        "uq_disposals_done",
        "disposals",
        ["case_id"],
        unique=True,
        sqlite_where=done,
        postgresql_where=done,
    )
    _table(
        "destroyed_keys",
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("domain", sa.String(16), nullable=False),
        sa.Column("dek_version", sa.Integer(), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("domain in ('case', 'candidate', 'board')", name=op.f("ck_destroyed_keys_domain")),
        sa.UniqueConstraint(
            "holder_id", "domain", "dek_version", name=op.f("uq_destroyed_keys_holder_id_domain_dek_version")
        ),
    )


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    for number, _ in enumerate(conditions(connection, "data_keys")):
        lift_one(op, "data_keys", f"replace_{number}")
    if dialect == "postgresql":
        lift_one(op, "data_keys", "truncate")
    for rule in (WAY, LISTED, *RULES):
        run(connection, rule.undo(dialect))
    run(connection, OLD_WAY.ddl(dialect))
    run(connection, UNCHANGED.ddl(dialect))
    for table in reversed(TABLES):
        lift(op, table)
        op.drop_table(table)
