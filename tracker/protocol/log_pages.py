"""Pages of the search log: one entry, the newest of a step, and the whole log by key."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from tracker.policy.answers import NotFound
from tracker.protocol.models import SearchEntry, SearchVoid
from tracker.protocol.searched import ENTRIES, LoggedSearch, read_entries, rows_of
from tracker.together.models import TogetherSession

_ORDER = (SearchEntry.logged_at, SearchEntry.id)
NEWEST_FIRST = ENTRIES.order_by(SearchEntry.logged_at.desc(), SearchEntry.id.desc())
_ANCHOR = select(SearchEntry.logged_at, SearchEntry.id).where(
    SearchEntry.reference == bindparam("reference"), SearchEntry.case_id == bindparam("case")
)


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some entries of the log, newest first; ``older_than`` and ``newer_than`` lead on, empty at the ends."""

    entries: tuple[LoggedSearch, ...]
    older_than: str
    newer_than: str


def logged_search(session: Session, case_id: UUID, reference: str) -> LoggedSearch:
    """Return one entry of the log, opened; raises NotFound."""
    found = read_entries(
        session, case_id, rows_of(session, case_id, ENTRIES.where(SearchEntry.reference == reference))
    )
    if not found:
        raise NotFound
    return found[0]


def step_log(session: Session, case_id: UUID, step: str, *, most: int = 50) -> tuple[LoggedSearch, ...]:
    """Return the newest entries of one step, opened."""
    statement = NEWEST_FIRST.where(SearchEntry.step == step).limit(most)
    return read_entries(session, case_id, rows_of(session, case_id, statement))


def search_log(
    session: Session, case_id: UUID, *, older_than: str = "", newer_than: str = "", size: int = 50
) -> LogPage:
    """Return a page of the log, newest first, from the entry after or before the one named; NotFound if none.

    Three statements at most, whatever the number of entries.
    """
    backwards = bool(newer_than)
    statement = ENTRIES.order_by(*_ORDER) if backwards else NEWEST_FIRST
    if older_than or newer_than:
        statement = statement.where(_beyond(session, case_id, newer_than or older_than, newer=backwards))
    rows = rows_of(session, case_id, statement.limit(size + 1))
    more, shown = len(rows) > size, rows[:size]
    entries = read_entries(session, case_id, shown[::-1] if backwards else shown)
    older, newer = (True, more) if backwards else (more, bool(older_than))
    return LogPage(
        entries,
        older_than=entries[-1].facts.reference if entries and older else "",
        newer_than=entries[0].facts.reference if entries and newer else "",
    )


def session_log(session: Session, case_id: UUID, meeting: str, *, most: int = 50) -> LogPage:
    """Return the newest entries that were made in one session with the candidate, opened."""
    statement = NEWEST_FIRST.where(TogetherSession.reference == meeting).limit(most)
    return LogPage(read_entries(session, case_id, rows_of(session, case_id, statement)), "", "")


def _beyond(session: Session, case_id: UUID, reference: str, *, newer: bool) -> ColumnElement[bool]:
    anchor = session.execute(_ANCHOR, {"reference": reference, "case": case_id}).one_or_none()
    if anchor is None:
        raise NotFound
    at, entry_id = SearchEntry.logged_at, SearchEntry.id
    if newer:
        return or_(at > anchor.logged_at, and_(at == anchor.logged_at, entry_id > anchor.id))
    return or_(at < anchor.logged_at, and_(at == anchor.logged_at, entry_id < anchor.id))


def count_of_searches(session: Session, case_id: UUID) -> int:
    """Count the searches of a case, those entered in error left out."""
    statement = (
        select(func.count())
        .select_from(SearchEntry)
        .outerjoin(SearchVoid, SearchVoid.search_id == SearchEntry.id)
        .where(SearchEntry.case_id == case_id, SearchVoid.id.is_(None))
    )
    return session.scalar(statement) or 0
