"""The search log, opened: what was searched for, where, how, by whom, and with what result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.affidavits.models import DeclaredAccount
from tracker.affidavits.queries import account_word, grants
from tracker.cases.queries import case_facts
from tracker.policy.access_modes import ungranted
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound
from tracker.policy.casework import ExtraSearchFacts, SearchFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Method, SearchResult, SignedIn
from tracker.protocol.models import Request, RequestRuling, SearchEntry, SearchSession, SearchVoid
from tracker.protocol.pinned import platform_name
from tracker.protocol.slots import ASKED_REASON, NOTE, QUERY, VOID_REASON
from tracker.together.models import TogetherSession
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

_voider = aliased(Person)
ENTRIES = (
    select(
        *SearchEntry.__table__.columns,
        SearchVoid.id.label("void_id"),
        SearchVoid.version.label("void_version"),
        SearchVoid.reason.label("void_reason"),
        SearchVoid.voided_at,
        _voider.name.label("voider"),
        Request.id.label("asked_id"),
        Request.version.label("asked_version"),
        Request.reference.label("asked_reference"),
        Request.reason.label("asked_reason"),
        Request.asked_by,
        RequestRuling.approved,
        RequestRuling.ruled_by,
        DeclaredAccount.number,
        DeclaredAccount.platform,
        Person.name.label("searcher"),
        TogetherSession.reference.label("session"),
    )
    .join(Person, Person.id == SearchEntry.logged_by)
    .outerjoin(SearchVoid, SearchVoid.search_id == SearchEntry.id)
    .outerjoin(_voider, _voider.id == SearchVoid.voided_by)
    .outerjoin(Request, Request.id == SearchEntry.request_id)
    .outerjoin(RequestRuling, RequestRuling.request_id == Request.id)
    .outerjoin(DeclaredAccount, DeclaredAccount.id == SearchEntry.declared_account_id)
    .outerjoin(SearchSession, SearchSession.search_id == SearchEntry.id)
    .outerjoin(TogetherSession, TogetherSession.id == SearchSession.session_id)
    .where(SearchEntry.case_id == bindparam("case"))
)
"""Everything of the entries of a case, sealed cells closed."""
OLDEST_FIRST = ENTRIES.order_by(SearchEntry.logged_at, SearchEntry.id)
_IN_CASE = select(SearchEntry.id).where(
    SearchEntry.case_id == bindparam("case"), SearchEntry.reference == bindparam("search")
)


@dataclass(frozen=True, slots=True)
class LoggedSearch:
    """One entry of the log as a page shows it; ``void_reason`` stands beside one entered in error.

    ``session`` is the session with the candidate in which the look was made, empty for any other.
    """

    facts: SearchFacts
    note: str
    pages_seen: int
    searcher: str
    logged_at: datetime
    request: str = ""
    void_reason: str = ""
    voided_by: str = ""
    voided_at: datetime | None = None
    session: str = ""


def searches_of(session: Session, case_id: UUID) -> tuple[SearchFacts, ...]:
    """Return every search of a case in the order of logging, opened, in two statements."""
    return tuple(
        search.facts for search in read_entries(session, case_id, rows_of(session, case_id, OLDEST_FIRST))
    )


def extra_searches_of(session: Session, case_id: UUID) -> tuple[ExtraSearchFacts, ...]:
    """Return the searches beyond the protocol with who asked and approved; entries in error are left out."""
    statement = OLDEST_FIRST.where(SearchEntry.request_id.is_not(None), SearchVoid.id.is_(None))
    rows = rows_of(session, case_id, statement)
    logged = read_entries(session, case_id, rows)
    return tuple(
        ExtraSearchFacts(
            reference=search.facts.reference,
            step=search.facts.step,
            reason=search.facts.extra_reason,
            asked_by=row.asked_by,
            approved_by=search.facts.extra_approved_by,
        )
        for row, search in zip(rows, logged, strict=True)
    )


def ungranted_searches(session: Session, case_id: UUID) -> tuple[str, ...]:
    """Return the references of searches that went beyond what is public without a live grant."""
    return ungranted(searches_of(session, case_id), grants(session, case_id))


def search_facts(session: Session, actor: Actor, *, case: str, search: str, **_: str) -> CaseFacts:
    """Return the facts of the case that a search is of; raises NotFound where it is of no such case."""
    facts = case_facts(session, actor, case=case)
    if session.scalar(_IN_CASE, {"case": facts.case_id, "search": search}) is None:
        raise NotFound
    return facts


def rows_of(session: Session, case_id: UUID, statement: Any) -> Sequence[Row[Any]]:
    """Run a form of ``ENTRIES`` for one case."""
    return session.execute(statement, {"case": case_id}).all()


def read_entries(session: Session, case_id: UUID, rows: Sequence[Row[Any]]) -> tuple[LoggedSearch, ...]:
    """Open the rows of ``ENTRIES``, in their order, with one statement more for the key."""
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(_open(sealer, row) for row in rows)


def _open(sealer: Sealer, row: Row[Any]) -> LoggedSearch:
    note = sealer.open_text(NOTE, row.id, row.version, row.note) if row.note else ""
    asked, voided = row.asked_id is not None, row.void_id is not None
    return LoggedSearch(
        facts=_facts(sealer, row),
        note=note,
        pages_seen=row.pages_seen,
        searcher=row.searcher,
        logged_at=row.logged_at,
        request=row.asked_reference if asked else "",
        void_reason=(
            sealer.open_text(VOID_REASON, row.void_id, row.void_version, row.void_reason) if voided else ""
        ),
        voided_by=row.voider if voided else "",
        voided_at=row.voided_at,
        session=row.session or "",
    )


def _facts(sealer: Sealer, row: Row[Any]) -> SearchFacts:
    asked = row.asked_id is not None
    return SearchFacts(
        reference=row.reference,
        step=row.step,
        searcher_id=row.logged_by,
        query=sealer.open_text(QUERY, row.id, row.version, row.query),
        place=row.place,
        method=Method(row.method),
        signed_in=SignedIn(row.signed_in),
        result=SearchResult(row.result),
        searched_at=row.searched_at,
        account=account_word(row.number) if row.number is not None else None,
        platform_name=platform_name(row.platform or ""),
        off_protocol=asked,
        extra_reason=(
            sealer.open_text(ASKED_REASON, row.asked_id, row.asked_version, row.asked_reason) if asked else ""
        ),
        extra_approved_by=row.ruled_by if asked and row.approved else None,
        department_device=row.department_device,
        voided=row.void_id is not None,
    )
