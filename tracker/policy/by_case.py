"""Duties by title or by case: which roles one person may hold, and what the Chief may change of that.

Duties are by title unless the Chief deviates from Hamden D.2 for the whole agency, in writing. From then on
they are by case: more roles may meet in one person, and what nobody may do on one candidate stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations

from tracker.policy.actors import STAFF_ROLES, Role
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.declining import missing_in_ground
from tracker.policy.deviations import NO_CONTROL, NOT_THE_CHIEF
from tracker.policy.wording import in_order, too_short
from tracker.policy.words import ROLES

TOGETHER: tuple[frozenset[Role], ...] = (
    frozenset({Role.INVESTIGATOR, Role.SUPERVISOR}),
    frozenset({Role.BOARD_MEMBER, Role.CHIEF}),
    frozenset({Role.HR_ADMIN, Role.IT}),
)
"""The pairs of roles that one person may always hold together, working in one at a time."""

ALSO_BY_CASE: tuple[frozenset[Role], ...] = (
    frozenset({Role.INVESTIGATOR, Role.BOARD_MEMBER}),
    frozenset({Role.SUPERVISOR, Role.BOARD_MEMBER}),
    frozenset({Role.HR_ADMIN, Role.SUPERVISOR}),
)
"""The pairs besides that one person may hold while duties are by case; never the Chief, an auditor or IT."""

GIVES_WAY: Mapping[Role, frozenset[Role]] = {
    Role.BOARD_MEMBER: frozenset({Role.INVESTIGATOR, Role.SUPERVISOR}),
    Role.SUPERVISOR: frozenset({Role.HR_ADMIN}),
}
"""Which role of such a pair cannot be worked in once duties are by title again: whoever works on cases does
not decide, and whoever keeps people and roles stays able to mend it."""

PAIRS_BY_CASE = tuple(
    in_order([ROLES[role] for role in STAFF_ROLES if role in pair]) for pair in ALSO_BY_CASE
)
"""Those pairs in words."""
IDLE_BY_TITLE = tuple(
    f"{ROLES[role]} beside {' or '.join(ROLES[other] for other in STAFF_ROLES if other in others)}"
    for role, others in GIVES_WAY.items()
)
"""Whom that leaves without work, in words."""

AGENCY_WIDE = "Duties are by case and not by title"
"""What this deviation says, wherever deviations are shown."""


@dataclass(frozen=True, slots=True)
class TurningFacts:
    """What the Chief writes to let duties be by case, or by title again; ``by_case`` is how they are now."""

    recorded_by_role: Role
    by_case: bool
    reason: str
    compensating_control: str = ""


def may_hold_together(roles: frozenset[Role], *, by_case: bool = False) -> bool:
    """Say whether one person may hold exactly these roles."""
    allowed = (*TOGETHER, *ALSO_BY_CASE) if by_case else TOGETHER
    return roles <= frozenset(STAFF_ROLES) and all(
        frozenset(pair) in allowed for pair in combinations(roles, 2)
    )


@cites(Clause.HAMDEN_D_2)
def missing_to_hold(held: frozenset[Role], role: Role, *, by_case: bool = False) -> tuple[Unmet, ...]:
    """Say why a person who holds these roles cannot also be given this one (R-31)."""
    if role not in STAFF_ROLES:
        return (Unmet(Clause.HAMPTON_D_1, "This role is not given by hand.", ref="R-31"),)
    return tuple(
        Unmet(
            Clause.HAMDEN_D_2 if Role.BOARD_MEMBER in (other, role) else Clause.HAMPTON_D_1,
            f"One person cannot be both {ROLES[other]} and {ROLES[role]}. End the first role, or choose "
            f"somebody else.{_or_by_case(frozenset({other, role}))}",
            ref="R-31",
        )
        for other in STAFF_ROLES
        if other in held and not may_hold_together(frozenset({other, role}), by_case=by_case)
    )


def _or_by_case(pair: frozenset[Role]) -> str:
    words = " Where people are few, the Chief can record that duties are by case."
    return words if pair in ALSO_BY_CASE else ""


def is_idle(role: Role, held: Collection[Role], *, by_case: bool) -> bool:
    """Say whether a role cannot be worked in, since it is held with one that it gives way to."""
    return not by_case and not GIVES_WAY.get(role, frozenset()).isdisjoint(held)


@cites(Clause.HAMDEN_D_2)
def missing_to_stand(held: Collection[Role], *, by_case: bool) -> tuple[Unmet, ...]:
    """Say which of the roles that a person holds cannot be worked in, and which one has to end."""
    return tuple(
        Unmet(
            Clause.HAMDEN_D_2,
            f"Duties are by title again, so nobody is both {ROLES[role]} and {_others(role, held)}. Nothing "
            f"can be done as {ROLES[role]} until one of these roles is ended.",
            ref="R-31",
        )
        for role in STAFF_ROLES
        if role in held and is_idle(role, held, by_case=by_case)
    )


def _others(role: Role, held: Collection[Role]) -> str:
    return in_order([ROLES[other] for other in STAFF_ROLES if other in held and other in GIVES_WAY[role]])


@cites(Clause.HAMDEN_D_2)
def missing_to_turn(facts: TurningFacts) -> tuple[Unmet, ...]:
    """Say what keeps the Chief from letting duties be by case, or by title again where they are by case.

    D.2 says "should", so it can be deviated from in writing, with a control that makes up for it; what ends
    a deviation needs a reason alone.
    """
    rule, unmet = Clause.HAMDEN_D_2, []
    if facts.recorded_by_role is not Role.CHIEF:
        unmet.append(Unmet(rule, NOT_THE_CHIEF))
    if too_short(facts.reason):
        why = "they are by title again" if facts.by_case else "the deviation is needed"
        unmet.append(Unmet(rule, f"Write why {why}, in a few words.", "field:reason"))
    if not facts.by_case and too_short(facts.compensating_control):
        unmet.append(Unmet(rule, NO_CONTROL, "field:compensating_control"))
    return (
        *unmet,
        *missing_in_ground(facts.reason, "reason"),
        *missing_in_ground(facts.compensating_control, "compensating_control"),
    )
