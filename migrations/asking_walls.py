"""The walls around asking: who asks, that time is never taken away, and that no concern goes out unasked."""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.walls import ASSIGNED, SEARCHED, Operations, run

_WORKED = f"{SEARCHED} OR {ASSIGNED}"  # as it was put up first, in this order
_CASE_OF = "(SELECT case_id FROM answer_requests WHERE answer_requests.id = NEW.request_id)"
_ELSEWHERE = (
    "NOT EXISTS (SELECT 1 FROM findings WHERE findings.id = NEW.finding_id "
    "AND findings.case_id = NEW.case_id)"
)
_LESS_TIME = "NEW.due_at < OLD.due_at OR (OLD.ending IS NOT NULL AND NEW.due_at <> OLD.due_at)"
_SENT = "EXISTS (SELECT 1 FROM concern_answers WHERE concern_answers.request_id = NEW.request_id)"
_LATE = (
    "EXISTS (SELECT 1 FROM answer_times WHERE answer_times.request_id = NEW.request_id "
    "AND answer_times.due_at <= NEW.answered_at)"
)
_NEWEST_WORDS = (
    "versions.number = (SELECT max(later.number) FROM finding_versions later "
    "WHERE later.finding_id = versions.finding_id)"
)
_WITHHELD = (
    "EXISTS (SELECT 1 FROM finding_rulings rulings WHERE rulings.finding_id = findings.id "
    "AND rulings.ruling = 'withheld' AND rulings.turn = (SELECT max(later.turn) FROM finding_rulings later "
    "WHERE later.finding_id = rulings.finding_id))"
)
_ASKED = (
    "EXISTS (SELECT 1 FROM answer_times WHERE answer_times.finding_id = findings.id "
    "AND (answer_times.ending IS NULL OR answer_times.ending <> 'taken-back'))"
)
_UNASKED = (
    "EXISTS (SELECT 1 FROM findings JOIN finding_versions versions ON versions.finding_id = findings.id "
    f"WHERE findings.case_id = NEW.case_id AND versions.direction = 'concern' AND {_NEWEST_WORDS} "
    f"AND NOT {_WITHHELD} AND NOT {_ASKED})"
)
_APART = "whoever searched in a case, or had it, neither asks its candidate nor rules on the answer"

RULES = (
    Rule(
        "answer_requests",
        "apart",
        ("INSERT",),
        _APART,
        _WORKED.format(case="NEW.case_id", person="NEW.asked_by"),
    ),
    Rule(
        "answer_outcomes",
        "apart",
        ("INSERT",),
        _APART,
        _WORKED.format(case=_CASE_OF, person="NEW.decided_by"),
    ),
    Rule(
        "answer_reopenings",
        "apart",
        ("INSERT",),
        _APART,
        _WORKED.format(case=_CASE_OF, person="NEW.reopened_by"),
    ),
    Rule(
        "answer_requests",
        "elsewhere",
        ("INSERT",),
        "candidates are asked about findings of their own case alone",
        _ELSEWHERE,
    ),
    Rule("answer_times", "less", ("UPDATE",), "time to answer is given, and never taken away", _LESS_TIME),
    Rule("answer_drafts", "sent", ("INSERT", "UPDATE"), "what was sent stays as it was sent", _SENT),
    Rule("answer_files", "sent", ("INSERT",), "nothing is put with an answer that was sent", _SENT),
    Rule("concern_answers", "late", ("INSERT",), "no answer is taken when its time is over", _LATE),
    Rule(
        "releases",
        "unasked",
        ("INSERT",),
        "no concern goes to a board that its candidate was never asked about",
        _UNASKED,
    ),
)
"""The walls, each in the words with which it refuses."""


def raise_asking_walls(op: Operations) -> None:
    """Put them up."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.ddl(connection.dialect.name))


def lift_asking_walls(op: Operations) -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in RULES:
        run(connection, rule.undo(connection.dialect.name))
