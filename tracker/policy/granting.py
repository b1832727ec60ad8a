"""Two people give a role, one takes it away at once, and nobody without whom the work stops is taken out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tracker.policy.actors import STAFF_ROLES, SYSTEM, Actor, Role
from tracker.policy.answers import Unmet
from tracker.policy.by_case import missing_to_hold
from tracker.policy.clauses import Clause, cites
from tracker.policy.partners import missing_for_lent
from tracker.policy.staff import missing_to_gain
from tracker.policy.words import ROLES

APPROVERS = (Role.HR_ADMIN, Role.CHIEF)
"""Whoever works in one of these approves what an HR administrator proposed."""
RULINGS = APPROVED, REFUSED = "approved", "refused"
"""What a second person says to a proposed role."""
WAITS = timedelta(days=14)
"""A proposed role waits this long for a second person."""
NEVER_WITHOUT = (
    (Role.HR_ADMIN, "nobody could add people or give roles"),
    (Role.SUPERVISOR, "nobody could review a case or release it to a board"),
)
"""The roles that somebody always works in, once somebody did, and what could not be done without."""


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """A role that was proposed; ``asker_gives`` while whoever proposed it still works as HR administrator.

    ``one_password`` where one of the two made the other's first password, which still opens their way in.
    """

    person_id: UUID
    proposed_by: UUID
    proposed_at: datetime
    asker_gives: bool = True
    one_password: bool = False


def gives_alone(actor: Actor, ever: Collection[UUID]) -> bool:
    """Say whether a role is given without a second person: at set-up, before anybody else could approve.

    ``ever`` is everybody who was ever given a role in which one approves.
    """
    return actor.role is SYSTEM.role or set(ever) <= {actor.person_id}


def is_over(proposed_at: datetime, now: datetime) -> bool:
    """Say whether a proposed role waited too long."""
    return now >= proposed_at + WAITS


def missing_to_fit(held: frozenset[Role], role: Role, *, by_case: bool, lent: bool) -> tuple[Unmet, ...]:
    """Say why a role does not go together with what somebody is: the roles held, or lent by an agency."""
    return (
        missing_for_lent(role, lent=lent)
        or missing_to_gain(held, role)
        or missing_to_hold(held, role, by_case=by_case)
    )


def fitting_roles(held: frozenset[Role], *, by_case: bool, lent: bool) -> tuple[Role, ...]:
    """Return the roles that could be given besides those held."""
    return tuple(role for role in STAFF_ROLES if not missing_to_fit(held, role, by_case=by_case, lent=lent))


@cites(Clause.HAMPTON_D_1)
def missing_to_propose(*, waits: bool) -> tuple[Unmet, ...]:
    """Say why a role is not proposed: it is already, and waits for a second person."""
    if not waits:
        return ()
    return (
        Unmet(
            Clause.HAMPTON_D_1,
            "This role is proposed already, and waits for a second person to approve it.",
            ref="R-31",
        ),
    )


@cites(Clause.HAMPTON_D_1)
def missing_to_approve(facts: ProposalFacts, approver: UUID, now: datetime) -> tuple[Unmet, ...]:
    """Say why somebody does not approve a proposed role: it takes two others, and is not for ever."""
    if approver in (facts.proposed_by, facts.person_id):
        why = "A role is given by two people. Another HR administrator or the Chief approves this one."
    elif is_over(facts.proposed_at, now):
        why = (
            f"This role was proposed more than {WAITS.days} days ago. Propose it again if it is still needed."
        )
    elif not facts.asker_gives:
        why = "Whoever proposed this role is no longer an HR administrator. Propose it again if it is needed."
    elif facts.one_password:
        why = (
            "One of the two who give this role made the other's first password, and it was never changed. "
            "Whoever got it changes it first, under “Your roles and password”."
        )
    else:
        return ()
    return (Unmet(Clause.HAMPTON_D_1, why, ref="R-31"),)


@cites(Clause.HAMPTON_D_1)
def missing_to_lose(
    person_id: UUID, roles: Collection[Role], working: Mapping[Role, Collection[UUID]]
) -> tuple[Unmet, ...]:
    """Say why these roles are not taken from a person: without them the work, or giving roles, would stop.

    ``working`` is who works now in each role; a role that they do not work in is always taken.
    """
    losing = [role for role in roles if person_id in working.get(role, ())]
    found = [
        _unmet(f"This is the only {ROLES[role]}, and {without}. Give somebody else that role first.")
        for role, without in NEVER_WITHOUT
        if role in losing and set(working[role]) == {person_id}
    ]
    if found or not set(losing) & set(APPROVERS):
        return tuple(found)
    now = {person for role in APPROVERS for person in working.get(role, ())}
    left = {
        person
        for role in APPROVERS
        for person in working.get(role, ())
        if person != person_id or role not in losing
    }
    if len(now) < 2 or len(left) >= 2:
        return ()
    return (
        _unmet(
            "A role is given by two people, and only one would be left. Make somebody else HR administrator "
            "first."
        ),
    )


def _unmet(sentence: str) -> Unmet:
    return Unmet(Clause.HAMPTON_D_1, sentence, ref="R-31")
