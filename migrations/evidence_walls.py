"""The walls around packages of evidence: made for auditors alone, each number after the last of its case."""

from __future__ import annotations

from migrations.separation_walls import Rule

RULES = (
    Rule(
        "evidence_packages",
        "by_auditor",
        ("INSERT",),
        "a package of evidence is made for an auditor",
        "NOT EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.asked_by "
        "AND role_grants.role = 'auditor' AND role_grants.ended_at IS NULL)",
    ),
    Rule(
        "evidence_packages",
        "in_turn",
        ("INSERT",),
        "packages of a case are numbered one after the other",
        "NEW.number <> 1 + (SELECT coalesce(max(other.number), 0) FROM evidence_packages other "
        "WHERE other.case_id = NEW.case_id)",
    ),
)
"""All of them, each in the words with which it refuses."""
