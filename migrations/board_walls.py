"""The walls of the board: who takes part in a decision, and how its decisions follow one another.

They stand whatever the Chief deviated from: a deviation from D.2 may let a member of a board search for some
of its candidates, and never decide on one of those.
"""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.walls import Operations, run

_RAW_OF_CANDIDATE = (
    "EXISTS (SELECT 1 FROM access_entries JOIN cases there ON there.id = access_entries.case_id "
    "JOIN cases here ON here.candidate_id = there.candidate_id "
    "WHERE here.id = {case} AND access_entries.person_id = {person} AND access_entries.raw)"
)
_OUT = (
    "EXISTS (SELECT 1 FROM stepped_out "
    "WHERE stepped_out.case_id = {case} AND stepped_out.person_id = {person})"
)
_SEATED = (
    "EXISTS (SELECT 1 FROM board_seats JOIN cases here ON here.requisition_id = board_seats.requisition_id "
    "WHERE here.id = {case} AND board_seats.person_id = {person} AND board_seats.left_at IS NULL)"
)
_READING = {
    "case": "(SELECT packets.case_id FROM packets WHERE packets.id = NEW.packet_id)",
    "person": "NEW.person_id",
}
_DECIDING = {"case": "NEW.case_id", "person": "NEW.recorded_by"}

_READ_PACKET = (
    "EXISTS (SELECT 1 FROM access_entries seen JOIN cases there ON there.id = seen.case_id "
    "JOIN cases here ON here.candidate_id = there.candidate_id "
    "WHERE here.id = NEW.case_id AND seen.person_id = NEW.person_id "
    "AND seen.thing = 'packet' AND seen.role = 'board-member')"
)

EXPOSED = "nobody who opened raw material of a candidate takes part in deciding on them"
STEPPED_OUT = "nobody who stepped out takes part in the decision"
NOT_SEATED = "only members of the board take part in its decisions"

RULES = (
    Rule(
        "acknowledgements",
        "exposed",
        ("INSERT",),
        EXPOSED,
        _RAW_OF_CANDIDATE.format(**_READING),
        about_person=True,
    ),
    Rule("acknowledgements", "stepped_out", ("INSERT",), STEPPED_OUT, _OUT.format(**_READING)),
    Rule("acknowledgements", "seated", ("INSERT",), NOT_SEATED, f"NOT {_SEATED.format(**_READING)}"),
    Rule("decisions", "exposed", ("INSERT",), EXPOSED, _RAW_OF_CANDIDATE.format(**_DECIDING)),
    Rule("decisions", "stepped_out", ("INSERT",), STEPPED_OUT, _OUT.format(**_DECIDING)),
    Rule("decisions", "seated", ("INSERT",), NOT_SEATED, f"NOT {_SEATED.format(**_DECIDING)}"),
    Rule(
        "decisions",
        "follows",
        ("INSERT",),
        "the decisions on a candidate follow one another, from 1",
        "NEW.number <> coalesce((SELECT max(number) FROM decisions WHERE case_id = NEW.case_id), 0) + 1",
    ),
    Rule(
        "decisions",
        "of_its_case",
        ("INSERT",),
        "a decision is made on a packet of its own candidate",
        "NOT EXISTS (SELECT 1 FROM packets WHERE packets.id = NEW.packet_id "
        "AND packets.case_id = NEW.case_id)",
    ),
)
"""The walls, each in the words with which it refuses."""

READER = Rule(
    "access_entries",
    "reader",
    ("INSERT",),
    "nobody who read the packet on a candidate as a board member opens raw material of that candidate",
    f"NEW.raw AND {_READ_PACKET}",
    about_person=True,
)
"""The other way around: who began to decide sees nothing raw any more, whatever the Chief deviated from."""


def raise_board_walls(op: Operations) -> None:
    """Put them up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def lift_board_walls(op: Operations) -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
