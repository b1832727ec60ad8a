"""The walls of what is over: after a decision or a withdrawal nothing is filed, and no access is given."""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.walls import Operations, run

_OVER = (
    "EXISTS (SELECT 1 FROM cases WHERE cases.id = NEW.case_id AND ("
    "cases.stage IN ('decided', 'closed', 'withdrawn') OR (cases.corrected_from IN ('decided', 'closed') "
    "AND cases.stage IN ('search', 'review', 'response', 'released'))))"
)

RULES = (
    Rule(
        "affidavits",
        "over",
        ("INSERT",),
        "nothing is filed in a case that was decided or withdrawn",
        _OVER,
    ),
    Rule(
        "access_grants",
        "over",
        ("INSERT",),
        "no access is given in a case that was decided or withdrawn",
        _OVER,
    ),
)
"""The walls, each in the words with which it refuses; a correction opens nothing again (Hampton F.2)."""


def raise_filing_walls(op: Operations) -> None:
    """Put them up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def lift_filing_walls(op: Operations) -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
