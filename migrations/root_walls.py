"""The walls at the roots of the others: who gives roles and seats, designates and deviates (D.1 to D.3).

The other walls ask these tables who may what. Nobody gets there by a row of their own making.
"""

from __future__ import annotations

from migrations.separation_walls import Rule

MAY_DEVIATE = ("Hamden D.1", "Hamden D.2", "Hamden D.3")
"""The clauses that a Chief may deviate from, as tracker.policy.deviations has them."""
ENDED = ("role_grants", "designations")
"""The tables whose rows end, and then keep who ended them."""

_THE_PRODUCT = "'00000000000000000000000000000000'"
"""The product itself, which gives the first administrator the role at set-up."""


def _lacks(person: str, role: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM role_grants held WHERE held.person_id = NEW.{person} "
        f"AND held.role = '{role}' AND held.ended_at IS NULL)"
    )


def _insert(table: str, name: str, sentence: str, when: str) -> Rule:
    return Rule(table, name, ("INSERT",), sentence, when)


RULES = (
    _insert(
        "role_grants",
        "given_by_another",
        "nobody gives a role to themselves",
        "NEW.granted_by = NEW.person_id",
    ),
    _insert(
        "role_grants",
        "by_hr",
        "a role is given by an HR administrator alone",
        f"NEW.granted_by <> {_THE_PRODUCT} AND {_lacks('granted_by', 'hr-administrator')}",
    ),
    _insert(
        "designations",
        "by_the_chief",
        "a searcher is designated by the Chief alone",
        _lacks("designated_by", "chief"),
    ),
    _insert(
        "deviations",
        "by_the_chief",
        "a deviation is recorded by the Chief alone",
        _lacks("recorded_by", "chief"),
    ),
    _insert(
        "deviations",
        "should",
        "nobody deviates from a clause that does not allow it",
        f"NEW.clause NOT IN {MAY_DEVIATE}",
    ),
    _insert(
        "board_seats",
        "given_by_another",
        "nobody gives a seat on a board to themselves",
        "NEW.seated_by = NEW.person_id",
    ),
)
"""The walls, each in the words with which it refuses."""
