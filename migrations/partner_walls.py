"""The walls around somebody lent by a partner agency: one case, one role, bound by HR under an agreement."""

from __future__ import annotations

from migrations.separation_walls import Rule

_LENT = "EXISTS (SELECT 1 FROM people WHERE people.id = NEW.person_id AND people.agency IS NOT NULL)"
_FINISHED = "('released', 'decided', 'closed', 'withdrawn')"
_NEWEST = (
    "EXISTS (SELECT 1 FROM partner_bindings WHERE partner_bindings.person_id = NEW.person_id "
    "AND partner_bindings.case_id = NEW.case_id AND NOT EXISTS (SELECT 1 FROM partner_bindings later "
    "WHERE later.person_id = NEW.person_id AND later.turn > partner_bindings.turn))"
)

ROLE = Rule(
    "role_grants",
    "lent",
    ("INSERT", "UPDATE"),
    "somebody lent by a partner agency holds no other role than that of investigator",
    f"NEW.ended_at IS NULL AND NEW.role <> 'investigator' AND {_LENT}",
)
ONE_CASE = Rule(
    "assignments",
    "lent",
    ("INSERT",),
    "somebody lent by a partner agency is given no case but the one they are bound to",
    f"{_LENT} AND NOT {_NEWEST}",
    about_person=True,
)
BOUND = (
    Rule(
        "partner_bindings",
        "by_hr",
        ("INSERT",),
        "HR alone binds somebody to a case",
        "NOT EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.bound_by "
        "AND role_grants.role = 'hr-administrator' AND role_grants.ended_at IS NULL)",
    ),
    Rule(
        "partner_bindings",
        "of_a_partner",
        ("INSERT",),
        "only somebody lent by a partner agency is bound to one case",
        f"NOT {_LENT}",
    ),
    Rule(
        "partner_bindings",
        "one_after_another",
        ("INSERT",),
        "somebody lent is bound to a further case once the former is over",
        "NEW.turn < 1 OR (NEW.turn > 1 AND NOT EXISTS (SELECT 1 FROM partner_bindings former "
        "JOIN cases ON cases.id = former.case_id WHERE former.person_id = NEW.person_id "
        f"AND former.turn = NEW.turn - 1 AND cases.stage IN {_FINISHED}))",
        about_person=True,
    ),
)
"""The walls of the bindings themselves."""
RULES = (ROLE, ONE_CASE, *BOUND)
"""All of them, each in the words with which it refuses."""
