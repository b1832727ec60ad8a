"""What the findings of a case are judged against: searches, access, methods, captures, names on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.affidavits.queries import grants
from tracker.cases.age_windows import age_window
from tracker.cases.models import Case
from tracker.cases.queries import assigned_in
from tracker.clock import agency_day
from tracker.editions.shelf import editions
from tracker.findings.queries import captures_of
from tracker.policy.access_modes import missing_grant
from tracker.policy.answers import NotFound
from tracker.policy.casework import CaptureFacts, GrantFacts, SearchFacts
from tracker.policy.definitions import ProtocolDefinition
from tracker.policy.methods import missing_for_method
from tracker.policy.namesakes import Account
from tracker.policy.posting import About, Month, PostFacts, PostsRule, age_at_post, recency
from tracker.policy.vocabulary import AccessMode
from tracker.protocol.away import declared_as, names_one_of
from tracker.protocol.own_names import own_names
from tracker.protocol.queries import definition_of, searches_of
from tracker.protocol.surroundings import law_here

_REQUISITION = select(Case.requisition_id).where(Case.id == bindparam("case"))


@dataclass(frozen=True, slots=True)
class Basis:
    """All of a case that its findings are judged against.

    ``names`` are the candidate's names, handles and address, which no statement for the board repeats;
    ``dimensions`` the codes of the agency's list.
    """

    definition: ProtocolDefinition
    offered: tuple[AccessMode, ...]
    grants: tuple[GrantFacts, ...]
    searches: tuple[SearchFacts, ...]
    captures: tuple[CaptureFacts, ...]
    names: tuple[str, ...]
    dimensions: frozenset[str]
    declared: frozenset[Account]
    """The accounts that the candidate declared."""
    searchers: frozenset[UUID]
    """Who logged a search in the case, entries made in error included."""
    assigned: frozenset[UUID]
    """Who has, or had, the case as its investigator."""

    of_age: Month | None
    """The month of the candidate's 18th birthday, None where none is on record."""
    posts: PostsRule
    """What the law here says of posts from before a window."""

    def posted(self, posted_on: date | None, about: About, found_at: datetime) -> PostFacts:
        """Return what is told of when something was posted, and no more than that."""
        years = self.definition.look_back_years
        age = age_at_post(posted_on, about, self.of_age)
        return PostFacts(age, recency(posted_on, about, agency_day(found_at), years), self.posts)

    @property
    def worked(self) -> frozenset[UUID]:
        """Return who is on the first side of "read by somebody else"."""
        return self.searchers | self.assigned

    def lawful(self, search: SearchFacts) -> bool:
        """Say whether a search was made by a method, and with the access, that protocol and law allow."""
        try:
            step = self.definition.step(search.step)
        except KeyError:
            return False
        return not missing_for_method(search, step, self.offered) and not missing_grant(search, self.grants)

    def is_declared(self, link: str) -> bool:
        """Say whether a link is of an account that the candidate declared."""
        return names_one_of(link, self.declared)

    def captures_named(self, references: Iterable[str]) -> tuple[CaptureFacts, ...]:
        """Return the captures with these references, in the order they were added."""
        wanted = frozenset(references)
        return tuple(capture for capture in self.captures if capture.reference in wanted)


def basis_of(session: Session, case_id: UUID) -> Basis:
    """Return what the findings of a case are judged against, in a fixed number of statements."""
    requisition_id = session.scalar(_REQUISITION, {"case": case_id})
    if requisition_id is None:
        raise NotFound
    searches = searches_of(session, case_id)
    law = law_here(session, requisition_id)
    return Basis(
        definition=definition_of(session, requisition_id),
        offered=law.offered,
        of_age=age_window(session, case_id),
        posts=law.posts,
        grants=grants(session, case_id),
        searches=searches,
        captures=captures_of(session, case_id),
        names=own_names(session, case_id).words,
        dimensions=frozenset(dimension.code for dimension in editions().dimensions()),
        declared=declared_as(session, case_id),
        searchers=frozenset(search.searcher_id for search in searches),
        assigned=assigned_in(session, case_id),
    )
