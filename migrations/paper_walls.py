"""The walls of papers: nobody compares a copy that they typed, and none is filed without that comparison."""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.walls import Operations, run

_OWN = (
    "EXISTS (SELECT 1 FROM paper_typists WHERE paper_typists.copy_id = NEW.copy_id "
    "AND paper_typists.person_id = NEW.compared_by)"
)
_COMPARED = (
    "EXISTS (SELECT 1 FROM paper_comparisons WHERE paper_comparisons.copy_id = NEW.copy_id "
    "AND paper_comparisons.same AND paper_comparisons.compared_by = NEW.person_id)"
)
_UNCOMPARED = (
    "NEW.ending = 'filed' AND NOT EXISTS (SELECT 1 FROM paper_comparisons "
    "WHERE paper_comparisons.copy_id = NEW.id AND paper_comparisons.same)"
)
_OVER = "OLD.ending IS NOT NULL"
_ANOTHERS = (
    "NOT EXISTS (SELECT 1 FROM signed_scans JOIN paper_copies ON paper_copies.case_id = signed_scans.case_id "
    "WHERE signed_scans.id = NEW.scan_id AND paper_copies.id = NEW.copy_id)"
)

RULES = (
    Rule(
        "paper_comparisons",
        "own",
        ("INSERT",),
        "whoever typed a copy does not compare it with its paper",
        _OWN,
    ),
    Rule(
        "paper_typists",
        "compared",
        ("INSERT",),
        "whoever said that a copy is the same types nothing of it",
        _COMPARED,
    ),
    Rule(
        "paper_copies",
        "uncompared",
        ("INSERT", "UPDATE"),
        "no copy is filed before a second person said that it is the same",
        _UNCOMPARED,
    ),
    Rule("paper_copies", "over", ("UPDATE",), "a copy that ended does not change any more", _OVER),
    Rule("paper_pages", "anothers", ("INSERT",), "a page of a paper is of its own case", _ANOTHERS),
)
"""The walls, each in the words with which it refuses."""


def raise_paper_walls(op: Operations) -> None:
    """Put them up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def lift_paper_walls(op: Operations) -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
