"""What is not pursued in a case: accounts ruled out as another person's, and where somebody stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.affidavits.queries import declared_accounts
from tracker.cases.apart import decides_on
from tracker.cases.models import Case
from tracker.cases.queries import case_facts
from tracker.cases.waits import Waits
from tracker.clock import agency_day
from tracker.editions.shelf import editions
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound, Unmet
from tracker.policy.casework import SearchFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.judgement import roles_for
from tracker.policy.namesakes import (
    Account,
    RuledOut,
    account_of,
    accounts_in,
    missing_for_namesake,
    standing_in_way,
)
from tracker.policy.permissions import Permission
from tracker.policy.stopping import Stop, StopKind, missing_while_stopped
from tracker.policy.wording import counted
from tracker.protocol.models_away import RuledOutAccount, RuledOutReopening, SearchStop, SearchStopEnd
from tracker.protocol.pinned import platform_at, platform_name
from tracker.protocol.slots import RULED_OUT_ACCOUNT, RULED_OUT_REASON
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_RULED_OUT = (
    select(
        *RuledOutAccount.__table__.columns,
        Person.name,
        RuledOutReopening.id.label("reopening_id"),
    )
    .join(Person, Person.id == RuledOutAccount.ruled_by)
    .join(Case, Case.candidate_id == RuledOutAccount.candidate_id)
    .outerjoin(RuledOutReopening, RuledOutReopening.ruled_out_id == RuledOutAccount.id)
    .where(Case.id == bindparam("case"))
    .order_by(RuledOutAccount.ruled_at.desc(), RuledOutAccount.reference)
)
_STOPS = (
    select(SearchStop, Person.name, SearchStopEnd.id.label("end_id"))
    .join(Person, Person.id == SearchStop.called_by)
    .outerjoin(SearchStopEnd, SearchStopEnd.stop_id == SearchStop.id)
    .where(SearchStop.case_id == bindparam("case"))
    .order_by(SearchStop.called_at.desc(), SearchStop.reference)
)
_STOPPED = (
    select(
        SearchStop.reference,
        Case.reference.label("case"),
        SearchStop.platform,
        Person.name,
        SearchStop.called_at,
    )
    .join(Case, Case.id == SearchStop.case_id)
    .join(Person, Person.id == SearchStop.called_by)
    .outerjoin(SearchStopEnd, SearchStopEnd.stop_id == SearchStop.id)
    .where(
        SearchStopEnd.id.is_(None),
        SearchStop.kind == StopKind.NOT_TO_BE_KEPT.value,
        ~decides_on(bindparam("reader")),
    )
    .order_by(SearchStop.called_at, SearchStop.reference)
)


@dataclass(frozen=True, slots=True)
class StoppedCase:
    """A case in which work is stopped, as supervisors see it: nothing of what was come upon."""

    stop: str
    case: str
    platform_name: str
    name: str
    called_at: datetime


def ruled_out(session: Session, case_id: UUID) -> tuple[RuledOut, ...]:
    """Return the accounts ruled out for the candidate of a case, in any of the candidate's cases; opened."""
    rows = session.execute(_RULED_OUT, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CANDIDATE, rows[0].candidate_id)

    def opened(row: Any) -> RuledOut:
        account = sealer.open_json(RULED_OUT_ACCOUNT, row.id, row.version, row.account)
        return RuledOut(
            reference=row.reference,
            platform=account["platform"],
            platform_name=platform_name(account["platform"]),
            canonical=account["canonical"],
            shown=account["shown"],
            reason=sealer.open_text(RULED_OUT_REASON, row.id, row.version, row.reason),
            ruled_by=row.ruled_by,
            ruled_by_name=row.name,
            ruled_on=agency_day(row.ruled_at),
            reopened=row.reopening_id is not None,
        )

    return tuple(opened(row) for row in rows)


def ruled_out_one(session: Session, case_id: UUID, reference: str) -> RuledOut:
    """Return one account that was ruled out for the candidate of a case; raises NotFound."""
    for one in ruled_out(session, case_id):
        if one.reference == reference:
            return one
    raise NotFound


def stops_of(session: Session, case_id: UUID) -> tuple[Stop, ...]:
    """Return the stops of a case, the newest first, in one statement; nothing of them is sealed."""
    return tuple(
        Stop(
            reference=row.reference,
            kind=StopKind(row.kind),
            platform=row.platform,
            platform_name=platform_name(row.platform),
            called_by=row.called_by,
            called_by_name=name,
            called_at=row.called_at,
            lifted=end_id is not None,
        )
        for row, name, end_id in session.execute(_STOPS, {"case": case_id})
    )


def stop_of(session: Session, case_id: UUID, reference: str) -> Stop:
    """Return one stop of a case; raises NotFound."""
    for one in stops_of(session, case_id):
        if one.reference == reference:
            return one
    raise NotFound


def declared_as(session: Session, case_id: UUID) -> frozenset[Account]:
    """Return the accounts that the candidate declared, in the form that others are compared with."""
    platforms = editions().platforms()
    found = (
        account_of(one.handle, one.platform, platforms)
        for one in declared_accounts(session, case_id)
        if one.handle
    )
    return frozenset(account for account in found if account is not None)


def names_one_of(link: str, accounts: frozenset[Account]) -> bool:
    """Say whether a link is of one of these accounts."""
    return bool(accounts & accounts_in(link, "", editions().platforms()))


def against_logging(session: Session, case_id: UUID, search: SearchFacts, platform: str) -> tuple[Unmet, ...]:
    """Say why a search is not logged as the candidate's: on a ruled-out account, or where work is stopped.

    ``platform`` is that of the step or of the declared account, empty for none.
    """
    where = platform or platform_at(search.place)
    stopped = missing_while_stopped(stops_of(session, case_id), frozenset({where}))
    if stopped or not search.result.found:
        return stopped
    return _namesakes(session, case_id, accounts_in(search.query, where, editions().platforms()))


def against_link(session: Session, case_id: UUID, link: str, place: str = "") -> tuple[Unmet, ...]:
    """Say why nothing is added from a link: it is on a ruled-out account, or work there is stopped.

    Without a link nothing tells where it comes from, so every stop in the case holds for it.
    """
    accounts = accounts_in(link, "", editions().platforms())
    platforms = frozenset(platform for platform, _ in accounts) | frozenset({platform_at(place, link)})
    stopped = missing_while_stopped(stops_of(session, case_id), platforms, anywhere=not (link or place))
    return stopped or _namesakes(session, case_id, accounts)


def _namesakes(session: Session, case_id: UUID, accounts: frozenset[Account]) -> tuple[Unmet, ...]:
    if not accounts:
        return ()
    return missing_for_namesake(standing_in_way(ruled_out(session, case_id), accounts))


def namesake_case(session: Session, actor: Actor, *, case: str, namesake: str) -> CaseFacts:
    """Return the case of an address, for the guard; NotFound too where no such account was ruled out."""
    facts = case_facts(session, actor, case=case)
    there = (
        select(RuledOutAccount.id)
        .join(Case, Case.candidate_id == RuledOutAccount.candidate_id)
        .where(Case.id == facts.case_id, RuledOutAccount.reference == namesake)
    )
    if session.scalar(there) is None:
        raise NotFound
    return facts


def stop_case(session: Session, actor: Actor, *, case: str, stop: str) -> CaseFacts:
    """Return the case of an address, for the guard; NotFound too where it has no such stop."""
    facts = case_facts(session, actor, case=case)
    there = select(SearchStop.id).where(SearchStop.case_id == facts.case_id, SearchStop.reference == stop)
    if session.scalar(there) is None:
        raise NotFound
    return facts


def stopped_cases(session: Session, reader: UUID) -> tuple[StoppedCase, ...]:
    """Return the stops that hold, the oldest first; whom the reader decides on is left out."""
    return tuple(
        StoppedCase(row.reference, row.case, platform_name(row.platform), row.name, row.called_at)
        for row in session.execute(_STOPPED, {"reader": reader})
    )


def waits_of_stops(session: Session, actor: Actor, now: object) -> tuple[Waits, ...]:
    """Count the cases in which work is stopped until a supervisor says what happens."""
    del now
    if actor.role not in (roles_for(Permission.LIFT_STOP) or ()):
        return ()
    cases = len({one.case for one in stopped_cases(session, actor.person_id)})
    if not cases:
        return ()
    words = f"Work is stopped in {counted(cases, 'case')}: something was come upon that must not be kept"
    return (Waits(words, "protocol.stopped"),)
