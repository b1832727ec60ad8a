"""What a session is judged by: the case is searched now, by somebody who may search."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.accounts.queries import designation_facts
from tracker.affidavits.queries import affidavit_filed, grants
from tracker.clock import agency_day
from tracker.policy.actors import Actor
from tracker.policy.answers import Unmet, require
from tracker.policy.deviations import may_search_anyway
from tracker.policy.facts import CaseFacts
from tracker.policy.searchers import missing_to_search
from tracker.policy.searching import missing_to_begin, missing_to_search_on
from tracker.policy.together import MET, meetable
from tracker.policy.vocabulary import AccessMode
from tracker.requisitions.queries import deviation_facts


def against_meeting(session: Session, case: CaseFacts, actor: Actor, now: datetime) -> tuple[Unmet, ...]:
    """Return what stands against meeting the candidate: looking together is searching (Hamden D.3, D.5)."""
    begun = missing_to_begin(case.stage, affidavit_filed=affidavit_filed(session, case.case_id))
    begun = begun or missing_to_search_on(correcting=case.under_correction)
    if begun:
        return begun
    own = designation_facts(session, actor.person_id, agency_day(now))
    deviations = deviation_facts(session, case.requisition_id)
    excepted = may_search_anyway(deviations, case.requisition_id, actor.person_id)
    return missing_to_search(actor.person_id, (own,) if own else (), agency_day(now), excepted=excepted)


def require_meeting(session: Session, case: CaseFacts, actor: Actor, now: datetime) -> None:
    """Refuse an act, or a page on which nothing could be kept at its end."""
    require(against_meeting(session, case, actor, now))


def modes_for(session: Session, case: CaseFacts, person_id: UUID, now: datetime) -> tuple[AccessMode, ...]:
    """Return what a meeting can be for: the ways in which an account is open to this person now."""
    given = grants(session, case.case_id)
    return tuple(mode for mode in MET if meetable(given, mode, person_id, now))


def accounts_for(session: Session, case: CaseFacts, mode: AccessMode, person_id: UUID) -> tuple[int, ...]:
    """Return the numbers of the accounts that are, or were, open to this person in this way."""
    given = grants(session, case.case_id)
    own = {one.account for one in given if one.mode is mode and one.investigator_id == person_id}
    return tuple(sorted(map(int, own)))
