"""The walls of oaths: who searches or decides records none, and nothing is filed as sworn that was not."""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.walls import WORKED, Operations, run

_WORKED = WORKED.format(case="NEW.case_id", person="NEW.recorded_by")
_DECIDES = (
    "EXISTS (SELECT 1 FROM board_seats JOIN cases there ON there.requisition_id = board_seats.requisition_id "
    "JOIN cases here ON here.candidate_id = there.candidate_id "
    "WHERE here.id = NEW.case_id AND board_seats.person_id = NEW.recorded_by)"
)
_UNSWORN = (
    "NEW.declaration IN ('oath', 'notary') AND NOT EXISTS (SELECT 1 FROM statement_ends "
    "JOIN pending_statements ON pending_statements.id = statement_ends.statement_id "
    "WHERE statement_ends.case_id = NEW.case_id AND pending_statements.edition = NEW.edition "
    "AND pending_statements.method = NEW.declaration "
    "AND statement_ends.why = 'filed' AND statement_ends.recorded_by IS NOT NULL)"
)

RULES = (
    Rule(
        "statement_ends",
        "apart",
        ("INSERT",),
        "whoever searches in a case, had it, or decides on its candidate records no oath in it",
        f"NEW.recorded_by IS NOT NULL AND ({_WORKED} OR {_DECIDES})",
    ),
    Rule(
        "affidavits",
        "unsworn",
        ("INSERT",),
        "nothing is filed as sworn before somebody recorded that it was",
        _UNSWORN,
    ),
)
"""The walls, each in the words with which it refuses."""


def raise_oath_walls(op: Operations) -> None:
    """Put them up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def lift_oath_walls(op: Operations) -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
