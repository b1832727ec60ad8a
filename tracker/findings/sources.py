"""The searches that a finding can come from: what was found, and is the candidate's or may be."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.policy.answers import NotFound
from tracker.policy.casework import SearchFacts
from tracker.protocol.models import SearchEntry
from tracker.protocol.queries import searches_of

_ID = select(SearchEntry.id).where(
    SearchEntry.case_id == bindparam("case"), SearchEntry.reference == bindparam("search")
)


def found_searches(session: Session, case_id: UUID) -> tuple[SearchFacts, ...]:
    """Return the searches of a case that found something, entries made in error left out, newest first.

    What belongs to somebody else is not pursued, so no finding comes from it.
    """
    return tuple(
        search
        for search in reversed(searches_of(session, case_id))
        if search.result.found and not search.voided
    )


def source_search(session: Session, case_id: UUID, reference: str) -> SearchFacts | None:
    """Return the search that a new finding can come from, None if the reference is of no such search."""
    return next((one for one in found_searches(session, case_id) if one.reference == reference), None)


def logged_search(session: Session, case_id: UUID, reference: str) -> SearchFacts | None:
    """Return the search that a finding came from, also if it was marked as entered in error since."""
    return next((one for one in searches_of(session, case_id) if one.reference == reference), None)


def search_id_of(session: Session, case_id: UUID, reference: str) -> UUID:
    """Return the id of a search of the case; raises NotFound."""
    found = session.scalar(_ID, {"case": case_id, "search": reference})
    if found is None:
        raise NotFound
    return found
