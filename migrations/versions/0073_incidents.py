"""Incidents: recorded with their clock, added to line by line, closed by somebody else, never changed."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.incident_walls import RULES
from migrations.walls import append_only, lift, run

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

TABLES = ("incidents", "incident_cases", "incident_lines", "incident_closings")


def upgrade() -> None:
    """Make the tables and put their walls up."""
    _table(
        "incidents",
        ("kind", sa.String(), False),
        ("discovered_at", sa.DateTime(timezone=True), False),
        ("period_hours", sa.Integer(), False),
        ("found", sa.LargeBinary(), False),
        ("opened_at", sa.DateTime(timezone=True), False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.CheckConstraint("period_hours >= 0", name=op.f("ck_incidents_counted")),
        sa.UniqueConstraint("reference", name=op.f("uq_incidents_reference")),
        refers={"opened_by": "people"},
    )
    _table(
        "incident_cases",
        ("named_at", sa.DateTime(timezone=True), False),
        sa.UniqueConstraint("incident_id", "case_id", name=op.f("uq_incident_cases_incident_id_case_id")),
        refers={"incident_id": "incidents", "case_id": "cases", "named_by": "people"},
    )
    _table(
        "incident_lines",
        ("number", sa.Integer(), False),
        ("told", sa.Boolean(), False),
        ("at", sa.DateTime(timezone=True), False),
        ("words", sa.LargeBinary(), False),
        ("whom", sa.LargeBinary(), True),
        ("written_at", sa.DateTime(timezone=True), False),
        sa.CheckConstraint("number > 0", name=op.f("ck_incident_lines_counted")),
        sa.CheckConstraint("told = (whom IS NOT NULL)", name=op.f("ck_incident_lines_names_who_was_told")),
        sa.UniqueConstraint("incident_id", "number", name=op.f("uq_incident_lines_incident_id_number")),
        refers={"incident_id": "incidents", "written_by": "people"},
    )
    _table(
        "incident_closings",
        ("reason", sa.LargeBinary(), False),
        ("closed_at", sa.DateTime(timezone=True), False),
        sa.UniqueConstraint("incident_id", name=op.f("uq_incident_closings_incident_id")),
        refers={"incident_id": "incidents", "closed_by": "people"},
    )
    for table in TABLES:
        append_only(op, table)
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
    for table in reversed(TABLES):
        lift(op, table)
        op.drop_table(table)


def _table(name: str, *parts: sa.schema.SchemaItem | tuple[str, Any, bool], refers: dict[str, str]) -> None:
    columns = [
        sa.Column(part[0], part[1], nullable=part[2]) if isinstance(part, tuple) else part for part in parts
    ]
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(column, sa.Uuid(), nullable=False) for column in refers),
        *columns,
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{name}_{column}_{table}"))
            for column, table in refers.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
