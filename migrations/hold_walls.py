"""The walls around holds: placed by those who may, lifted by somebody else than proposed it (Hamden A.7)."""

from __future__ import annotations

from migrations.separation_walls import Rule


def _holds_no(role: str, person: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.{person} "
        f"AND role_grants.role IN {role} AND role_grants.ended_at IS NULL)"
    )


KEEPERS = "('auditor', 'hr-administrator')"
"""Who places holds, and lifts them."""
RULES = (
    Rule(
        "holds",
        "by_keepers",
        ("INSERT",),
        "a hold is placed by an auditor or by HR",
        _holds_no(KEEPERS, "placed_by"),
    ),
    Rule(
        "hold_lift_proposals",
        "by_keepers",
        ("INSERT",),
        "it is an auditor or HR who proposes to lift a hold",
        _holds_no(KEEPERS, "proposed_by"),
    ),
    Rule(
        "hold_lifts",
        "by_keepers",
        ("INSERT",),
        "a hold is lifted by an auditor or by HR",
        _holds_no(KEEPERS, "lifted_by"),
    ),
    Rule(
        "hold_lifts",
        "by_another",
        ("INSERT",),
        "whoever proposed to lift a hold does not lift it",
        "EXISTS (SELECT 1 FROM hold_lift_proposals WHERE hold_lift_proposals.id = NEW.proposal_id "
        "AND hold_lift_proposals.proposed_by = NEW.lifted_by)",
    ),
)
"""All of them, each in the words with which it refuses."""
