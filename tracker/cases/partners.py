"""Searchers of partner agencies: HR adds them for one case, and binds them to another once it is over."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from sqlalchemy import select

from tracker.accounts.models import Person
from tracker.accounts.service import add_person
from tracker.cases.assigning import let_go
from tracker.cases.bound import bindings_of
from tracker.cases.models_partners import PartnerBinding
from tracker.cases.queries import facts_of
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Role
from tracker.policy.answers import Overtaken, require
from tracker.policy.facts import CaseFacts, PersonFacts
from tracker.policy.partners import BindingFacts, missing_to_bind, shown_as
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.refusals import missing_for_tied


class Agreed(TypedDict):
    """What was agreed with the partner agency, and why nobody of ours searches."""

    agreement: str
    agreed_on: date | None
    reason: str


def add_partner(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    name: str,
    agency: str,
    email: str,
    password: str,
    **agreed: Unpack[Agreed],
) -> Person:
    """Add somebody of a partner agency as investigator of one case; the Chief designates them as usual."""
    permit(work.actor, Permission.ADD_PERSON)
    facts = BindingFacts(case.stage, **agreed)
    require((*missing_for_tied(work.actor, case), *missing_to_bind(facts, agency_day(work.now()))))
    person = add_person(
        work,
        name=shown_as(name, agency),
        email=email,
        password=password,
        roles=(Role.INVESTIGATOR,),
        agency=agency.strip(),
    )
    _bind(work, person, case, 1, agreed)
    return person


def bind_further(
    work: UnitOfWork, person: PersonFacts, case: CaseFacts, *, seen: int, **agreed: Unpack[Agreed]
) -> PartnerBinding:
    """Bind somebody lent to a further case, once the former is over; they see no more of that one.

    ``seen`` is how many cases the page showed; raises Overtaken where there is a further one.
    """
    permit(work.actor, Permission.ADD_PERSON)
    row = work.session.scalars(select(Person).where(Person.id == person.person_id).with_for_update()).one()
    past = bindings_of(work.session, person.person_id)
    if len(past) != seen:
        raise Overtaken
    facts = BindingFacts(
        case.stage,
        **agreed,
        lent=row.agency is not None,
        former=past[0].stage if past else None,
        same_case=bool(past) and past[0].case_id == case.case_id,
    )
    require((*missing_for_tied(work.actor, case), *missing_to_bind(facts, agency_day(work.now()))))
    former = facts_of(work.session, past[0].case_id)
    if former.investigator_id == row.id:
        let_go(work, former)
    return _bind(work, row, case, len(past) + 1, agreed)


def _bind(work: UnitOfWork, person: Person, case: CaseFacts, turn: int, agreed: Agreed) -> PartnerBinding:
    about = ("case", case.reference)
    record(work, Event.PARTNER_BOUND, about=about, case_id=case.case_id, person=person.id)
    agreed_on = agreed["agreed_on"]
    if agreed_on is None:
        raise ValueError("the rule asks for the day of the agreement")
    return work.add(
        PartnerBinding(
            person_id=person.id,
            turn=turn,
            case_id=case.case_id,
            agreement=agreed["agreement"].strip(),
            agreed_on=agreed_on,
            reason=agreed["reason"],
            bound_by=work.actor.person_id,
            bound_at=work.now(),
        )
    )
