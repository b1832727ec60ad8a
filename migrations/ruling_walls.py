"""The walls between ruling on what is asked or declared in a case and deciding on its candidate (D.2).

Ruling is work in the case, so it keeps from a seat. Giving a case to somebody is not: nothing is read for it.
"""

from __future__ import annotations

from migrations.duty_walls import works
from migrations.separation_walls import Rule

_OF_REQUISITION = (
    "(SELECT there.id FROM cases there JOIN cases here ON here.candidate_id = there.candidate_id "
    "WHERE here.requisition_id = NEW.requisition_id)"
)
_RULINGS = (
    ("request_rulings", "request_id", "requests"),
    ("time_rulings", "request_id", "time_requests"),
    ("conflict_rulings", "declaration_id", "conflict_declarations"),
)
"""Where rulings stand: by which column each names what it is about, and where that stands with its case."""

_RULED = " OR ".join(
    f"EXISTS (SELECT 1 FROM {rulings} JOIN {about} ON {about}.id = {rulings}.{column} "
    f"WHERE {about}.case_id IN {_OF_REQUISITION} AND {rulings}.ruled_by = NEW.person_id)"
    for rulings, column, about in _RULINGS
)
_OF_TIE = (
    "(SELECT conflict_declarations.case_id FROM conflict_declarations "
    "WHERE conflict_declarations.id = NEW.declaration_id)"
)

RULES = (
    Rule(
        "board_seats",
        "ruler",
        ("INSERT",),
        "nobody who ruled on a request or a tie in a case of a candidate gets a seat on a board "
        "that decides on them",
        _RULED,
        about_person=True,
    ),
    works("conflict_rulings", "ruled_by", _OF_TIE),
)
"""The walls, each in the words with which it refuses."""
