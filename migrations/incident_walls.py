"""The walls around incidents: who records, adds to and closes one, and that nobody closes their own."""

from __future__ import annotations

from migrations.separation_walls import Rule


def _holds_none(roles: str, person: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.{person} "
        f"AND role_grants.role IN {roles} AND role_grants.ended_at IS NULL)"
    )


RECORDERS = "('investigator', 'supervisor', 'hr-administrator', 'chief', 'auditor', 'it')"
"""Who records an incident: everybody who works here, boards apart."""
KEEPERS = "('auditor', 'chief', 'it')"
"""Who writes down what was done about one."""
CLOSED = "EXISTS (SELECT 1 FROM incident_closings WHERE incident_closings.incident_id = NEW.incident_id)"
RULES = (
    Rule(
        "incidents",
        "by_staff",
        ("INSERT",),
        "an incident is recorded by staff",
        _holds_none(RECORDERS, "opened_by"),
    ),
    Rule(
        "incident_cases",
        "by_readers",
        ("INSERT",),
        "cases of an incident are named by an auditor or the Chief",
        _holds_none("('auditor', 'chief')", "named_by"),
    ),
    Rule("incident_cases", "while_open", ("INSERT",), "this incident is closed", CLOSED),
    Rule(
        "incident_lines",
        "by_keepers",
        ("INSERT",),
        "lines of an incident are written by an auditor, the Chief or IT",
        _holds_none(KEEPERS, "written_by"),
    ),
    Rule("incident_lines", "while_open", ("INSERT",), "this incident is closed", CLOSED),
    Rule(
        "incident_lines",
        "in_turn",
        ("INSERT",),
        "lines of an incident are numbered one after the other",
        "NEW.number <> 1 + (SELECT coalesce(max(other.number), 0) FROM incident_lines other "
        "WHERE other.incident_id = NEW.incident_id)",
    ),
    Rule(
        "incident_closings",
        "by_closers",
        ("INSERT",),
        "an incident is closed by an auditor or the Chief",
        _holds_none("('auditor', 'chief')", "closed_by"),
    ),
    Rule(
        "incident_closings",
        "by_another",
        ("INSERT",),
        "whoever recorded an incident does not close it",
        "EXISTS (SELECT 1 FROM incidents WHERE incidents.id = NEW.incident_id "
        "AND incidents.opened_by = NEW.closed_by)",
    ),
)
"""All of them, each in the words with which it refuses."""
