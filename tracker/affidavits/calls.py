"""Which calls candidates were promised and nobody has made yet, for staff and for the candidate alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.affidavits.answers import read_answers
from tracker.affidavits.models import AccessGrant, Affidavit, DeclaredAccount, GrantUse
from tracker.affidavits.slots import ANSWERS
from tracker.ledger.events import Event
from tracker.ledger.models import ledger_entries
from tracker.policy.calls import PROMISED
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import AccessMode
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_GRANTS = (
    select(
        AccessGrant.case_id,
        DeclaredAccount.number,
        AccessGrant.mode,
        AccessGrant.investigator_id,
        AccessGrant.granted_at,
        AccessGrant.ends_at,
        AccessGrant.stopped_at,
        select(GrantUse.id).where(GrantUse.grant_id == AccessGrant.id).exists().label("used"),
    )
    .join(DeclaredAccount, DeclaredAccount.id == AccessGrant.declared_account_id)
    .where(
        AccessGrant.case_id.in_(bindparam("cases", expanding=True)),
        AccessGrant.mode.in_(sorted(mode.value for mode in PROMISED)),
    )
    .order_by(
        AccessGrant.case_id,
        DeclaredAccount.number,
        AccessGrant.granted_at,
        AccessGrant.stopped_at.is_(None),
    )
)
REACHED = {
    Event.CANDIDATE_CALLED.name: PROMISED,
    Event.SESSION_AGREED.name: frozenset({AccessMode.TOGETHER}),
    Event.HANDOVER_AGREED.name: frozenset({AccessMode.CANDIDATE_EXPORT}),
}
"""What makes a call good, and for which choices: the call itself, or a time that was agreed on."""
_CALLED = (
    select(ledger_entries.c.case_id, ledger_entries.c.event, func.max(ledger_entries.c.at))
    .where(
        ledger_entries.c.case_id.in_(bindparam("cases", expanding=True)),
        ledger_entries.c.event.in_(sorted(REACHED)),
    )
    .group_by(ledger_entries.c.case_id, ledger_entries.c.event)
)
_ANSWERED = (
    select(Affidavit.id, Affidavit.version, Affidavit.answers, Affidavit.filed_at)
    .where(Affidavit.case_id == bindparam("case"))
    .order_by(Affidavit.edition)
)
_CALLERS = select(ledger_entries.c.at, ledger_entries.c.actor).where(
    ledger_entries.c.case_id == bindparam("case"), ledger_entries.c.event == Event.CANDIDATE_CALLED.name
)
_NEVER = datetime.min.replace(tzinfo=UTC)
Given = Row[UUID, int, str, UUID | None, datetime, datetime, datetime | None, bool]


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is due: about which account, chosen how, and since when it was promised."""

    number: int
    mode: AccessMode
    since: datetime


def calls_due(session: Session, cases: Iterable[UUID], now: datetime) -> Mapping[UUID, tuple[Call, ...]]:
    """Return the calls that are due in cases that are searched, in two statements; opens nothing.

    A call is due from the choice until somebody records that it was made, a time is agreed on, or the access
    is used, stopped or over. A further edition that repeats a choice asks for no second call.
    """
    wanted = tuple(cases)
    if not wanted:
        return {}
    given = session.execute(_GRANTS, {"cases": wanted}).all()
    called: dict[tuple[UUID, str], datetime] = {}
    for case_key, event, at in session.execute(_CALLED, {"cases": sorted(map(str, wanted))}):
        for mode in REACHED[event]:
            place = (UUID(case_key), mode.value)
            called[place] = max(called.get(place, datetime.fromisoformat(at)), datetime.fromisoformat(at))
    due: dict[UUID, tuple[Call, ...]] = {}
    for (case_id, number), one in groupby(given, lambda row: (row.case_id, row.number)):
        for call in _due(number, one, {mode: at for (of, mode), at in called.items() if of == case_id}, now):
            due[case_id] = (*due.get(case_id, ()), call)
    return due


def duty_call_since(session: Session, case: CaseFacts) -> datetime | None:
    """Return since when a supervisor owes a call about an account for official duty, None where none does.

    It is owed from the tick until somebody other than the investigator records that the call was made.
    """
    rows = session.execute(_ANSWERED, {"case": case.case_id}).all()
    since = None
    sealer = vault_of(session).domain(session, Domain.CASE, case.case_id) if rows else None
    for row in rows:
        ticked = (
            sealer is not None
            and read_answers(sealer.open_json(ANSWERS, row.id, row.version, row.answers)).official_duty
        )
        since = (since or row.filed_at) if ticked else None
    by = session.execute(_CALLERS, {"case": str(case.case_id)}).all()
    made = (datetime.fromisoformat(at) for at, actor in by if actor != str(case.investigator_id))
    return None if since is None or any(at >= since for at in made) else since


def _due(
    number: int, given: Iterable[Given], called: Mapping[str, datetime], now: datetime
) -> Iterator[Call]:
    """Yield the call about one account whose newest choice stands and has led to nothing yet."""
    since, used, last = now, False, None
    for row in given:
        repeats = last is not None and last.stopped_at == row.granted_at and _same(last, row)
        since, used = (since, used or row.used) if repeats else (row.granted_at, row.used)
        last = row
    stands = last is not None and last.stopped_at is None and last.ends_at > now
    if last is not None and stands and not used and called.get(last.mode, _NEVER) < since:
        yield Call(number, AccessMode(last.mode), since)


def _same(one: Given, other: Given) -> bool:
    return (one.mode, one.investigator_id) == (other.mode, other.investigator_id)
