"""The walls around questions about an answer: of what is filed in that case, and ended by what is of it."""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.walls import Operations, run

_NOT_FILED = (
    "NOT EXISTS (SELECT 1 FROM affidavits WHERE affidavits.case_id = NEW.case_id "
    "AND affidavits.edition = NEW.edition)"
)
_ELSEWHERE = (
    "NOT EXISTS (SELECT 1 FROM clarifications WHERE clarifications.id = NEW.clarification_id "
    "AND clarifications.case_id = NEW.case_id)"
)
_NO_LATER_EDITION = (
    "NEW.affidavit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM affidavits JOIN clarifications "
    "ON clarifications.id = NEW.clarification_id WHERE affidavits.id = NEW.affidavit_id "
    "AND affidavits.case_id = NEW.case_id AND affidavits.edition > clarifications.edition)"
)

RULES = (
    Rule(
        "clarifications",
        "filed",
        ("INSERT",),
        "only an answer of an edition that is filed in the case is asked about",
        _NOT_FILED,
    ),
    Rule(
        "clarification_ends",
        "elsewhere",
        ("INSERT",),
        "a question about an answer ends in its own case alone",
        _ELSEWHERE,
    ),
    Rule(
        "clarification_ends",
        "later",
        ("INSERT",),
        "a question about an answer is answered by a later edition of the same case alone",
        _NO_LATER_EDITION,
    ),
)
"""The walls, each in the words with which it refuses."""


def raise_clarifying_walls(op: Operations) -> None:
    """Put them up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def lift_clarifying_walls(op: Operations) -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
