"""What surrounds a search: the case, the pinned step, the law's ways of looking, grants, designations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.queries import designation_facts
from tracker.affidavits.models import Affidavit
from tracker.affidavits.queries import affidavit_filed, grants
from tracker.cases.models import Assignment
from tracker.clock import agency_day, agency_zone
from tracker.policy.access_modes import modes_offered
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound, Unmet, require
from tracker.policy.definitions import ProtocolDefinition, StepDefinition
from tracker.policy.deviations import may_search_anyway
from tracker.policy.facts import CaseFacts, DesignationFacts
from tracker.policy.posting import PostsRule
from tracker.policy.searchers import missing_to_search
from tracker.policy.searching import SearchSetting, missing_to_begin, missing_to_search_on
from tracker.policy.vocabulary import AccessMode, PositionClass
from tracker.protocol.own_names import own_names
from tracker.protocol.pinned import definition_of, profile_of, protected_words
from tracker.requisitions.models import Requisition
from tracker.requisitions.queries import deviation_facts
from tracker.together.held import meetings_of

_POSITION = select(Requisition.position_class, Requisition.incumbents).where(
    Requisition.id == bindparam("requisition")
)

_FROM = select(
    select(func.min(Affidavit.filed_at)).where(Affidavit.case_id == bindparam("case")).scalar_subquery(),
    select(func.min(Assignment.assigned_at))
    .where(Assignment.case_id == bindparam("case"), Assignment.person_id == bindparam("person"))
    .scalar_subquery(),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody may add to a case now, and the ground of it.

    ``unmet`` holds what stands against it, in the words of the rules; empty means that work can go on.
    ``searched`` holds what stands against searching alone: a correction changes the wording.
    """

    begun: tuple[Unmet, ...]
    searched: tuple[Unmet, ...]
    designated: tuple[Unmet, ...]
    designations: tuple[DesignationFacts, ...]
    excepted: bool
    affidavit_filed: bool

    @property
    def unmet(self) -> tuple[Unmet, ...]:
        """Return what stands against adding: first the case's own state, then the searcher's."""
        return self.begun or self.designated

    @property
    def against_searching(self) -> tuple[Unmet, ...]:
        """Return what stands against adding searches, or settling steps."""
        return self.begun or self.searched or self.designated


def standing(session: Session, case: CaseFacts, person_id: UUID, now: datetime) -> Standing:
    """Say whether a person may add to a case's search log (Hampton F.2, Hamden D.3), in four statements."""
    filed = affidavit_filed(session, case.case_id)
    own = designation_facts(session, person_id, agency_day(now))
    designations = (own,) if own else ()
    deviations = deviation_facts(session, case.requisition_id)
    excepted = may_search_anyway(deviations, case.requisition_id, person_id)
    return Standing(
        begun=missing_to_begin(case.stage, affidavit_filed=filed),
        searched=missing_to_search_on(correcting=case.under_correction),
        designated=missing_to_search(person_id, designations, agency_day(now), excepted=excepted),
        designations=designations,
        excepted=excepted,
        affidavit_filed=filed,
    )


def require_adding(session: Session, case: CaseFacts, actor: Actor, now: datetime) -> None:
    """Refuse a page on which nothing could be added at its end, before anybody types on it."""
    require(standing(session, case, actor.person_id, now).unmet)


def require_searching(session: Session, case: CaseFacts, actor: Actor, now: datetime) -> None:
    """Refuse a page on which no search could be logged at its end, as :func:`require_adding` does."""
    require(standing(session, case, actor.person_id, now).against_searching)


def pinned_step(session: Session, case: CaseFacts, code: str) -> tuple[ProtocolDefinition, StepDefinition]:
    """Return the protocol that binds a case, and a step of it; raises NotFound for an unknown code."""
    definition = definition_of(session, case.requisition_id)
    try:
        return definition, definition.step(code)
    except KeyError:
        raise NotFound from None


def offered_modes(session: Session, requisition_id: UUID) -> tuple[AccessMode, ...]:
    """Return the ways of looking that the requisition's legal profile lets be offered."""
    return law_here(session, requisition_id).offered


@dataclass(frozen=True, slots=True)
class LawHere:
    """What the requisition's legal profile says of looking, and of when something was posted."""

    offered: tuple[AccessMode, ...]
    posts: PostsRule


def law_here(session: Session, requisition_id: UUID) -> LawHere:
    """Return what the requisition's legal profile lets be looked at and used, in two statements."""
    row = session.execute(_POSITION, {"requisition": requisition_id}).one()
    profile = profile_of(session, requisition_id)
    offered = modes_offered(profile, PositionClass(row.position_class), incumbent=row.incumbents)
    return LawHere(offered, profile.posts)


def accounts_not_asked(session: Session, requisition_id: UUID) -> str:
    """Return the law by which nobody was asked for accounts (Hampton F.2), empty where all are."""
    row = session.execute(_POSITION, {"requisition": requisition_id}).one()
    profile, position = profile_of(session, requisition_id), PositionClass(row.position_class)
    if profile.accounts_asked(position, incumbent=row.incumbents):
        return ""
    return profile.accounts_line(position, incumbent=row.incumbents).source


def search_setting(
    session: Session, case: CaseFacts, step: StepDefinition, person_id: UUID, now: datetime
) -> SearchSetting:
    """Return all that the rules judge a search by, in a fixed number of statements."""
    own = own_names(session, case.case_id)
    stands = standing(session, case, person_id, now)
    return SearchSetting(
        stage=case.stage,
        affidavit_filed=stands.affidavit_filed,
        step=step,
        offered=offered_modes(session, case.requisition_id),
        grants=grants(session, case.case_id),
        meetings=meetings_of(session, case),
        designations=stands.designations,
        protected=protected_words(),
        now=now.astimezone(agency_zone()),
        today=agency_day(now),
        excepted=stands.excepted,
        correcting=case.under_correction,
        since=could_search_from(session, case.case_id, person_id),
        names=own.words,
    )


def could_search_from(session: Session, case_id: UUID, person_id: UUID) -> datetime | None:
    """Return from when on somebody could search in a case, on the agency's clock; None where never."""
    row = session.execute(_FROM, {"case": case_id, "person": person_id}).one()
    known = [at for at in row if at is not None]
    return max(known).astimezone(agency_zone()) if len(known) == len(row) else None
