"""The walls around weekly reviews: signed by auditors alone, each number of a week after the last."""

from __future__ import annotations

from migrations.separation_walls import Rule

RULES = (
    Rule(
        "weekly_reviews",
        "by_auditor",
        ("INSERT",),
        "a week is signed by an auditor",
        "NOT EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.signed_by "
        "AND role_grants.role = 'auditor' AND role_grants.ended_at IS NULL)",
    ),
    Rule(
        "weekly_reviews",
        "in_turn",
        ("INSERT",),
        "reviews of a week are numbered one after the other",
        "NEW.number <> 1 + (SELECT coalesce(max(other.number), 0) FROM weekly_reviews other "
        "WHERE other.week = NEW.week)",
    ),
)
"""All of them, each in the words with which it refuses."""
