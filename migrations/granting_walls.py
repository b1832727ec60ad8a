"""The walls of giving roles: one HR administrator proposes, and a second person approves (Hampton D.1)."""

from __future__ import annotations

from migrations.separation_walls import Rule

APPROVERS = ("hr-administrator", "chief")
"""The roles in which one approves, as tracker.policy.granting has them."""

_THE_PRODUCT = "'00000000000000000000000000000000'"
_PROPOSED = "EXISTS (SELECT 1 FROM role_proposals WHERE role_proposals.id = NEW.proposal_id AND {which})"

RULES = (
    Rule(
        "role_proposals",
        "by_hr",
        ("INSERT",),
        "a role is proposed by an HR administrator, and never for themselves",
        "NEW.proposed_by = NEW.person_id OR NOT EXISTS (SELECT 1 FROM role_grants "
        "WHERE role_grants.person_id = NEW.proposed_by AND role_grants.role = 'hr-administrator' "
        "AND role_grants.ended_at IS NULL)",
    ),
    Rule(
        "role_rulings",
        "by_another",
        ("INSERT",),
        "nobody approves a role that they proposed, or that is for themselves",
        "NEW.ruling = 'approved' AND "
        + _PROPOSED.format(
            which="(role_proposals.proposed_by = NEW.ruled_by OR role_proposals.person_id = NEW.ruled_by)"
        ),
    ),
    Rule(
        "role_rulings",
        "by_an_approver",
        ("INSERT",),
        "a role is approved by an HR administrator or the Chief alone",
        "NEW.ruling = 'approved' AND NOT EXISTS (SELECT 1 FROM role_grants "
        f"WHERE role_grants.person_id = NEW.ruled_by AND role_grants.role IN {APPROVERS} "
        "AND role_grants.ended_at IS NULL)",
    ),
    Rule(
        "role_grants",
        "by_two",
        ("INSERT",),
        "a role is given by two people: one proposes it, and another approves it",
        f"NEW.granted_by <> {_THE_PRODUCT} AND NEW.granted_by <> NEW.person_id "
        "AND EXISTS (SELECT 1 FROM role_grants held WHERE held.person_id = NEW.granted_by "
        "AND held.role = 'hr-administrator' AND held.ended_at IS NULL) "
        "AND EXISTS (SELECT 1 FROM role_grants other WHERE other.person_id <> NEW.granted_by "
        f"AND other.role IN {APPROVERS}) "
        "AND NOT EXISTS (SELECT 1 FROM role_rulings JOIN role_proposals "
        "ON role_proposals.id = role_rulings.proposal_id WHERE role_rulings.ruling = 'approved' "
        "AND role_proposals.person_id = NEW.person_id AND role_proposals.role = NEW.role "
        "AND role_proposals.proposed_by = NEW.granted_by AND role_rulings.ruled_at = NEW.granted_at)",
    ),
)
"""The walls, each in the words with which it refuses; at set-up one person gives roles alone.

Whoever gives a role to themselves, or is no HR administrator, is refused by the walls that stood before."""
