"""The walls around certificates of uniformity: issued by auditors alone, each number after the last."""

from __future__ import annotations

from migrations.separation_walls import Rule

RULES = (
    Rule(
        "uniformity_certificates",
        "by_auditor",
        ("INSERT",),
        "a certificate of uniformity is issued for an auditor",
        "NOT EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.issued_by "
        "AND role_grants.role = 'auditor' AND role_grants.ended_at IS NULL)",
    ),
    Rule(
        "uniformity_certificates",
        "in_turn",
        ("INSERT",),
        "certificates of a requisition are numbered one after the other",
        "NEW.number <> 1 + (SELECT coalesce(max(other.number), 0) FROM uniformity_certificates other "
        "WHERE other.requisition_id = NEW.requisition_id)",
    ),
)
"""All of them, each in the words with which it refuses."""
