"""The writer of roles: proposed by one, given when another approves; alone only while there is no other."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from tracker.accounts.first_passwords import knows_password
from tracker.accounts.models import Person, RoleGrant
from tracker.accounts.models_grants import RoleProposal, RoleRuling
from tracker.accounts.proposed import open_proposals
from tracker.accounts.queries import held_roles
from tracker.accounts.standing_roles import HELD, by_case_now, working_as
from tracker.db import UnitOfWork
from tracker.engines import wait_for_turn
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Role
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import PersonFacts
from tracker.policy.granting import (
    APPROVED,
    APPROVERS,
    NEVER_WITHOUT,
    REFUSED,
    ProposalFacts,
    gives_alone,
    is_over,
    missing_to_approve,
    missing_to_fit,
    missing_to_lose,
    missing_to_propose,
)
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit


def grant_role(work: UnitOfWork, person: PersonFacts, *, role: Role) -> bool:
    """Propose one more role for a person, as far as separation of duties allows.

    It is given at once, and True returned, only at set-up, while nobody else could approve it.
    """
    permit(work.actor, Permission.CHANGE_ROLES, person)
    held = held_roles(work.session, person.person_id)
    return give(work, work.session.get_one(Person, person.person_id), role, held=held)


def give(work: UnitOfWork, person: Person, role: Role, *, held: frozenset[Role]) -> bool:
    """Give or propose a role, as above; ``held`` are the roles that it has to go together with."""
    wait_for_turn(work.session, HELD)
    _require_fitting(work, person, role, held)
    now = work.now()
    if gives_alone(work.actor, _ever(work)):
        record(work, Event.ROLE_GRANTED, person=person.id, role=role)
        work.add(RoleGrant(person_id=person.id, role=role, granted_by=work.actor.person_id, granted_at=now))
        work.session.flush()
        return True
    for waiting in open_proposals(work.session, person.id, role):
        require(missing_to_propose(waits=not is_over(waiting.proposed_at, now)))
        _rule(work, waiting, approved=False)
    record(work, Event.ROLE_PROPOSED, person=person.id, role=role)
    work.add(RoleProposal(person_id=person.id, role=role, proposed_by=work.actor.person_id, proposed_at=now))
    return False


def approve_role(work: UnitOfWork, person: PersonFacts, *, role: Role) -> RoleGrant:
    """Approve a role that somebody else proposed; from here on it is in force."""
    permit(work.actor, Permission.APPROVE_ROLE, person)
    proposal = _waiting(work, person, role)
    gives = proposal.proposed_by in working_as(work.session, Role.HR_ADMIN)
    asker, second = proposal.proposed_by, work.actor.person_id
    known = any(knows_password(work.session, *pair) for pair in ((asker, second), (second, asker)))
    facts = ProposalFacts(proposal.person_id, asker, proposal.proposed_at, gives, one_password=known)
    require(missing_to_approve(facts, second, work.now()))
    row = work.session.get_one(Person, person.person_id)
    _require_fitting(work, row, role, held_roles(work.session, row.id))
    record(work, Event.ROLE_APPROVED, person=row.id, role=role, asked_by=proposal.proposed_by)
    ruling = _rule(work, proposal, approved=True)
    work.session.flush()
    return work.add(
        RoleGrant(person_id=row.id, role=role, granted_by=proposal.proposed_by, granted_at=ruling.ruled_at)
    )


def turn_down_role(work: UnitOfWork, person: PersonFacts, *, role: Role) -> None:
    """Turn a proposed role down, or take back what one proposed oneself."""
    permit(work.actor, Permission.APPROVE_ROLE, person)
    proposal = _waiting(work, person, role)
    record(work, Event.ROLE_TURNED_DOWN, person=person.person_id, role=role)
    _rule(work, proposal, approved=False)


def require_others(work: UnitOfWork, person_id: UUID, roles: Collection[Role]) -> None:
    """Refuse to take these roles from a person where the work would stop without them."""
    wait_for_turn(work.session, HELD)
    weighty = {*APPROVERS, *(role for role, _ in NEVER_WITHOUT)}
    if weighty.isdisjoint(roles):
        return
    working = {role: working_as(work.session, role) for role in sorted(weighty)}
    require(missing_to_lose(person_id, roles, working))


def _require_fitting(work: UnitOfWork, person: Person, role: Role, held: frozenset[Role]) -> None:
    by_case = by_case_now(work.session)
    require(missing_to_fit(held, role, by_case=by_case, lent=person.agency is not None))


def _ever(work: UnitOfWork) -> Collection[UUID]:
    roles = [role.value for role in APPROVERS]
    return work.session.scalars(
        select(RoleGrant.person_id).where(RoleGrant.role.in_(roles)).distinct().limit(2)
    ).all()


def _waiting(work: UnitOfWork, person: PersonFacts, role: Role) -> RoleProposal:
    wait_for_turn(work.session, HELD)
    for proposal in open_proposals(work.session, person.person_id, role):
        return proposal
    raise NotFound


def _rule(work: UnitOfWork, proposal: RoleProposal, *, approved: bool) -> RoleRuling:
    return work.add(
        RoleRuling(
            proposal_id=proposal.id,
            ruling=APPROVED if approved else REFUSED,
            ruled_by=work.actor.person_id,
            ruled_at=work.now(),
        )
    )
