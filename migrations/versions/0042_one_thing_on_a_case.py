"""On one case everybody is one thing only, whatever titles they hold: walls for who reviews (D.2, D.6)."""

from __future__ import annotations

from alembic import op

from migrations.separation_walls import Rule
from migrations.walls import run

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_HERE = "(NEW.case_id)"
_OF_CANDIDATE = (
    "(SELECT there.id FROM cases there JOIN cases here ON here.candidate_id = there.candidate_id "
    "WHERE here.id = {case})"
)
_OF_REQUISITION = (
    "(SELECT there.id FROM cases there JOIN cases here ON here.candidate_id = there.candidate_id "
    "WHERE here.requisition_id = NEW.requisition_id)"
)
_REVIEWED = (
    "(EXISTS (SELECT 1 FROM releases WHERE releases.case_id IN {cases} "
    "AND releases.released_by = {person}) "
    "OR EXISTS (SELECT 1 FROM returns JOIN submissions ON submissions.id = returns.submission_id "
    "WHERE submissions.case_id IN {cases} AND returns.returned_by = {person}) "
    "OR EXISTS (SELECT 1 FROM finding_rulings JOIN findings ON findings.id = finding_rulings.finding_id "
    "WHERE findings.case_id IN {cases} AND finding_rulings.in_review "
    "AND finding_rulings.ruled_by = {person}) "
    "OR EXISTS (SELECT 1 FROM findings JOIN finding_versions ON finding_versions.finding_id = findings.id "
    "JOIN check_answers ON check_answers.finding_version_id = finding_versions.id "
    "WHERE findings.case_id IN {cases} AND check_answers.number = 10 "
    "AND check_answers.answered_by = {person}))"
)
_SITS = (
    "EXISTS (SELECT 1 FROM board_seats JOIN cases ON cases.requisition_id = board_seats.requisition_id "
    "WHERE cases.id = NEW.case_id AND board_seats.person_id = NEW.released_by "
    "AND board_seats.left_at IS NULL)"
)
_CASE_OF_PACKET = "(SELECT packets.case_id FROM packets WHERE packets.id = NEW.packet_id)"

DECIDES = "nobody who reviewed or released a case of a candidate takes part in deciding on them"

RULES = (
    Rule(
        "access_entries",
        "reviewer",
        ("INSERT",),
        "nobody who reviewed or released a case searches in it",
        f"NEW.thing = 'searched' AND {_REVIEWED.format(cases=_HERE, person='NEW.person_id')}",
        about_person=True,
    ),
    Rule(
        "assignments",
        "ruled",
        ("INSERT",),
        "nobody who ruled on a case in review, or released it, is given it",
        _REVIEWED.format(cases=_HERE, person="NEW.person_id"),
        about_person=True,
    ),
    Rule(
        "releases",
        "seated",
        ("INSERT",),
        "nobody who sits on the board that decides on a candidate releases to it",
        _SITS,
    ),
    Rule(
        "board_seats",
        "reviewer",
        ("INSERT",),
        "nobody who reviewed or released a case of a candidate gets a seat on a board that decides on them",
        _REVIEWED.format(cases=_OF_REQUISITION, person="NEW.person_id"),
        about_person=True,
    ),
    Rule(
        "acknowledgements",
        "reviewer",
        ("INSERT",),
        DECIDES,
        _REVIEWED.format(cases=_OF_CANDIDATE.format(case=_CASE_OF_PACKET), person="NEW.person_id"),
        about_person=True,
    ),
    Rule(
        "decisions",
        "reviewer",
        ("INSERT",),
        DECIDES,
        _REVIEWED.format(cases=_OF_CANDIDATE.format(case="NEW.case_id"), person="NEW.recorded_by"),
    ),
)
"""The walls, each in the words with which it refuses."""


def upgrade() -> None:
    """Put the walls up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def downgrade() -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
