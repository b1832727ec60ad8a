"""The walls of the notary's way: nothing is filed by it before somebody said that the scan shows it."""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.walls import ASSIGNED, Operations, run

_UNCHECKED = (
    "NEW.declaration = 'notary' AND NOT EXISTS (SELECT 1 FROM scan_checks "
    "JOIN signed_scans ON signed_scans.id = scan_checks.scan_id "
    "JOIN pending_statements ON pending_statements.id = signed_scans.statement_id "
    "WHERE pending_statements.case_id = NEW.case_id AND pending_statements.edition = NEW.edition "
    "AND scan_checks.same)"
)
_ANOTHERS = (
    "NEW.statement_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pending_statements "
    "WHERE pending_statements.id = NEW.statement_id AND pending_statements.case_id = NEW.case_id)"
)
_OTHER_CASE = (
    "NOT EXISTS (SELECT 1 FROM signed_scans WHERE signed_scans.id = NEW.scan_id "
    "AND signed_scans.case_id = NEW.case_id)"
)
_SEARCHER = ASSIGNED.format(case="NEW.case_id", person="NEW.checked_by")
_HANDED_IN = (
    "EXISTS (SELECT 1 FROM signed_scans WHERE signed_scans.id = NEW.scan_id "
    "AND signed_scans.handed_in_by = NEW.checked_by)"
)

RULES = (
    Rule(
        "affidavits",
        "unchecked",
        ("INSERT",),
        "nothing is filed as sworn before a notary before somebody recorded that its scan shows it",
        _UNCHECKED,
    ),
    Rule("signed_scans", "anothers", ("INSERT",), "a scan is of a statement of its own case", _ANOTHERS),
    Rule("scan_checks", "anothers", ("INSERT",), "a scan is judged in its own case", _OTHER_CASE),
    Rule(
        "scan_checks",
        "searcher",
        ("INSERT",),
        "nobody who has or had a case judges how its affidavit was sworn",
        _SEARCHER,
    ),
)
"""The walls, each in the words with which it refuses."""


SECOND_PERSON = (
    Rule(
        "scan_checks",
        "handed_in",
        ("INSERT",),
        "whoever handed a scan in does not say what it shows",
        _HANDED_IN,
    ),
)
"""The wall that stands since a second person looks at what HR handed in."""


def raise_notary_walls(op: Operations, rules: tuple[Rule, ...] = RULES) -> None:
    """Put them up."""
    connection = op.get_bind()
    for rule in rules:
        run(connection, rule.ddl(connection.dialect.name))


def lift_notary_walls(op: Operations, rules: tuple[Rule, ...] = RULES) -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in rules:
        run(connection, rule.undo(connection.dialect.name))
