"""The walls that keep anybody from giving a case, or the right to search, to themselves (Hamden D.2, D.3)."""

from __future__ import annotations

from migrations.separation_walls import Rule

RULES = (
    Rule(
        "assignments",
        "given_by_another",
        ("INSERT",),
        "nobody gives a case to themselves",
        "NEW.assigned_by = NEW.person_id",
    ),
    Rule(
        "designations",
        "given_by_another",
        ("INSERT",),
        "nobody designates themselves",
        "NEW.designated_by = NEW.person_id",
    ),
)
"""The walls, each in the words with which it refuses."""
