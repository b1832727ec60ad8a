"""The walls of review: who worked on a case is no second reader of it, and the other way round (D.6)."""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.walls import ASSIGNED, WORKED, Operations, run

_WORKED = f"({WORKED})"
_READ_SECOND = (
    "EXISTS (SELECT 1 FROM check_answers "
    "JOIN finding_versions ON finding_versions.id = check_answers.finding_version_id "
    "JOIN findings ON findings.id = finding_versions.finding_id "
    "WHERE findings.case_id = NEW.case_id AND check_answers.number = 10 "
    "AND check_answers.answered_by = NEW.person_id)"
)
_RETURNED = (
    "EXISTS (SELECT 1 FROM returns JOIN submissions ON submissions.id = returns.submission_id "
    "WHERE submissions.case_id = NEW.case_id AND returns.returned_by = NEW.person_id)"
)
_CASE_OF_VERSION = (
    "(SELECT findings.case_id FROM finding_versions "
    "JOIN findings ON findings.id = finding_versions.finding_id "
    "WHERE finding_versions.id = NEW.finding_version_id)"
)
_CASE_OF_FINDING = "(SELECT findings.case_id FROM findings WHERE findings.id = NEW.finding_id)"
_CASE_OF_SUBMISSION = "(SELECT submissions.case_id FROM submissions WHERE submissions.id = NEW.submission_id)"

NOT_SECOND = "nobody who worked on a case reads it a second time"
NOT_REVIEWER = "nobody who worked on a case reviews it"

RULES = (
    Rule(
        "check_answers",
        "second",
        ("INSERT",),
        NOT_SECOND,
        f"NEW.number = 10 AND {_WORKED.format(case=_CASE_OF_VERSION, person='NEW.answered_by')}",
    ),
    Rule(
        "finding_rulings",
        "worked",
        ("INSERT",),
        NOT_REVIEWER,
        f"NEW.in_review AND {_WORKED.format(case=_CASE_OF_FINDING, person='NEW.ruled_by')}",
    ),
    Rule(
        "returns",
        "worked",
        ("INSERT",),
        NOT_REVIEWER,
        _WORKED.format(case=_CASE_OF_SUBMISSION, person="NEW.returned_by"),
    ),
    Rule(
        "releases",
        "assigned",
        ("INSERT",),
        "nobody who has or had a case as its investigator releases it",
        ASSIGNED.format(case="NEW.case_id", person="NEW.released_by"),
    ),
    Rule(
        "assignments",
        "reviewer",
        ("INSERT",),
        "nobody who read a case a second time, or returned it, is given it",
        f"{_READ_SECOND} OR {_RETURNED}",
    ),
)
"""The walls, each in the words with which it refuses."""


def raise_review_walls(op: Operations) -> None:
    """Put them up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def lift_review_walls(op: Operations) -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
