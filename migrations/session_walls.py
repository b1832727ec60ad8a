"""Walls of sessions: recorded near the agreed time, of hours, used for looks on the candidate's word."""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.walls import Operations, run

EARLIEST, LATEST, LONGEST, ANSWERED_WITHIN = 15 * 60, 4 * 3600, 8 * 3600, 5 * 86400
"""Seconds, as tracker.policy.together_times and together_answers have them."""
ROUNDING = 60
"""Times are typed to the minute, moments are kept to the fraction of a second."""


def _rules(dialect: str) -> tuple[Rule, ...]:
    newest = (
        "FROM together_answers WHERE together_answers.session_id = NEW.session_id "
        "AND together_answers.number = (SELECT max(other.number) FROM together_answers other "
        "WHERE other.session_id = NEW.session_id)"
    )
    after_yes = _seconds(dialect, "NEW.started_at", "together_answers.answered_at")
    off = _seconds(dialect, "NEW.started_at", "together_answers.chosen_at")
    near = (
        f"EXISTS (SELECT 1 {newest} AND together_answers.answer = 'agreed' AND {after_yes} > -{ROUNDING} "
        f"AND {off} > -{EARLIEST + ROUNDING} AND {off} < {LATEST + ROUNDING})"
    )
    lasted = _seconds(dialect, "NEW.ended_at", "NEW.started_at")
    record = (
        "FROM together_records JOIN search_entries ON search_entries.id = NEW.search_id "
        "WHERE together_records.session_id = NEW.session_id AND together_records.number = "
        "(SELECT max(other.number) FROM together_records other WHERE other.session_id = NEW.session_id)"
    )
    still = _seconds(dialect, "search_entries.logged_at", "together_records.recorded_at")
    said = (
        "EXISTS (SELECT 1 FROM together_confirmations WHERE together_confirmations.record_id = "
        "together_records.id AND together_confirmations.answer = 'confirmed')"
    )
    unheard = (
        f"EXISTS (SELECT 1 {newest} AND together_answers.told_by IS NOT NULL) "
        f"AND EXISTS (SELECT 1 {record} AND {still} < {ANSWERED_WITHIN - 1} AND NOT {said})"
    )
    return (
        Rule(
            "together_records",
            "agreed",
            ("INSERT",),
            "a session is recorded near the time that the candidate agreed to, for hours at most",
            f"NOT {near} OR {lasted} > {LONGEST + ROUNDING}",
        ),
        Rule(
            "search_sessions",
            "unheard",
            ("INSERT",),
            "no look is of a session agreed on by telephone before the candidate could say otherwise",
            unheard,
        ),
    )


def _seconds(dialect: str, later: str, earlier: str) -> str:
    if dialect == "sqlite":
        return f"((julianday({later}) - julianday({earlier})) * 86400)"
    return f"extract(epoch FROM ({later} - {earlier}))"


def raise_session_walls(op: Operations) -> None:
    """Put them up."""
    connection = op.get_bind()
    for rule in _rules(connection.dialect.name):
        run(connection, rule.ddl(connection.dialect.name))


def lift_session_walls(op: Operations) -> None:
    """Take them away."""
    connection = op.get_bind()
    for rule in _rules(connection.dialect.name):
        run(connection, rule.undo(connection.dialect.name))
