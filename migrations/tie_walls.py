"""Walls of what members of a board say of ties: answers follow one another, and come before reading (D.2)."""

from __future__ import annotations

from migrations.board_walls import NOT_SEATED
from migrations.separation_walls import Rule

_SAID = (
    "EXISTS (SELECT 1 FROM tie_answers said WHERE said.case_id = {case} AND said.person_id = NEW.person_id "
    "AND said.answer = 'none')"
)
_OF_PACKET = "(SELECT packets.case_id FROM packets WHERE packets.id = NEW.packet_id)"
RULES = (
    Rule(
        "tie_answers",
        "known",
        ("INSERT",),
        "a member answers none or not sure; whoever has a tie steps out",
        "NEW.answer NOT IN ('none', 'unsure')",
    ),
    Rule(
        "tie_answers",
        "follows",
        ("INSERT",),
        "what a member says of ties to a candidate follows what they said before, from 1",
        "NEW.number <> coalesce((SELECT max(before.number) FROM tie_answers before "
        "WHERE before.case_id = NEW.case_id AND before.person_id = NEW.person_id), 0) + 1",
        about_person=True,
    ),
    Rule(
        "tie_answers",
        "settled",
        ("INSERT",),
        "whoever said that there is no tie, or stepped out, says nothing else of it",
        f"{_SAID.format(case='NEW.case_id')} OR EXISTS (SELECT 1 FROM stepped_out "
        "WHERE stepped_out.case_id = NEW.case_id AND stepped_out.person_id = NEW.person_id)",
    ),
    Rule(
        "tie_answers",
        "seated",
        ("INSERT",),
        NOT_SEATED,
        "NOT EXISTS (SELECT 1 FROM board_seats JOIN cases "
        "ON cases.requisition_id = board_seats.requisition_id WHERE cases.id = NEW.case_id "
        "AND board_seats.person_id = NEW.person_id AND board_seats.left_at IS NULL)",
    ),
    Rule(
        "acknowledgements",
        "untied",
        ("INSERT",),
        "nobody has read a packet before saying that they have no tie to the candidate",
        f"NOT {_SAID.format(case=_OF_PACKET)}",
    ),
)
"""The walls, each in the words with which it refuses."""
