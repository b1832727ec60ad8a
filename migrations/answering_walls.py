"""The walls of answering: no answer comes when all is over, and no release while one is awaited."""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.walls import Operations, run

_OVER = (
    "NOT EXISTS (SELECT 1 FROM answer_times WHERE answer_times.request_id = NEW.request_id "
    "AND answer_times.ending IS NULL)"
)
_AWAITED = (
    "EXISTS (SELECT 1 FROM answer_times "
    "JOIN answer_requests ON answer_requests.id = answer_times.request_id "
    "WHERE answer_requests.case_id = NEW.case_id AND answer_times.ending IS NULL)"
)
_UNANSWERED = "NOT EXISTS (SELECT 1 FROM concern_answers WHERE concern_answers.request_id = NEW.request_id)"
_NOTHING_SENT = (
    "NEW.ending = 'answered' AND NOT EXISTS "
    "(SELECT 1 FROM concern_answers WHERE concern_answers.request_id = NEW.request_id)"
)

RULES = (
    Rule(
        "concern_answers",
        "over",
        ("INSERT",),
        "what is over takes no answer any more",
        _OVER,
    ),
    Rule(
        "answer_times",
        "sent",
        ("INSERT", "UPDATE"),
        "nothing is answered without an answer",
        _NOTHING_SENT,
    ),
    Rule(
        "answer_outcomes",
        "answered",
        ("INSERT",),
        "nothing comes of an answer that was not given",
        _UNANSWERED,
    ),
    Rule(
        "releases",
        "awaited",
        ("INSERT",),
        "nothing is released while the candidate has time to answer",
        _AWAITED,
    ),
)
"""The walls, each in the words with which it refuses."""


def raise_answering_walls(op: Operations) -> None:
    """Put them up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def lift_answering_walls(op: Operations) -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
