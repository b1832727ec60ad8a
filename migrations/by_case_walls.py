"""The walls of duties by case: the Chief alone turns them, one turn after another, and roles meet only then.

Which roles may always meet is in ``separation_walls``; here are those that meet while duties are by case.
"""

from __future__ import annotations

from migrations.separation_walls import RULES as BEFORE
from migrations.separation_walls import TOGETHER, Rule

ALSO_BY_CASE = (
    ("investigator", "board-member"),
    ("supervisor", "board-member"),
    ("hr-administrator", "supervisor"),
)
"""The roles besides that one person may hold while duties are by case, as tracker.policy.by_case has them."""

_BY_CASE = (
    "EXISTS (SELECT 1 FROM duty_turns WHERE duty_turns.by_case "
    "AND NOT EXISTS (SELECT 1 FROM duty_turns later WHERE later.turn > duty_turns.turn))"
)


def _meet(pairs: tuple[tuple[str, str], ...]) -> str:
    return " OR ".join(f"(other.role IN {pair} AND NEW.role IN {pair})" for pair in pairs)


BY_TITLE = next(rule for rule in BEFORE if rule.table == "role_grants")
"""The wall before, which knows of no duties by case."""

BY_TITLE_OR_CASE = Rule(
    "role_grants",
    "separation",
    ("INSERT", "UPDATE"),
    BY_TITLE.sentence,
    "NEW.ended_at IS NULL AND EXISTS (SELECT 1 FROM role_grants other "
    "WHERE other.person_id = NEW.person_id AND other.ended_at IS NULL AND other.role <> NEW.role "
    f"AND NOT ({_meet(TOGETHER)} OR ({_BY_CASE} AND ({_meet(ALSO_BY_CASE)}))))",
    about_person=True,
)
"""The wall that takes its place."""

TURNING = (
    Rule(
        "duty_turns",
        "by_the_chief",
        ("INSERT",),
        "how duties are held is turned by the Chief alone",
        "NOT EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.recorded_by "
        "AND role_grants.role = 'chief' AND role_grants.ended_at IS NULL)",
    ),
    Rule(
        "duty_turns",
        "in_order",
        ("INSERT",),
        "how duties are held is turned one turn after another",
        "NEW.turn > 1 AND NOT EXISTS (SELECT 1 FROM duty_turns before WHERE before.turn = NEW.turn - 1)",
    ),
)
"""The walls of the turns themselves."""
