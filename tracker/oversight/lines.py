"""The ledger's lines for people: names for ids, references for cases, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.cases.models import Case
from tracker.cases.timeline import names_for
from tracker.ledger.entries import written
from tracker.ledger.models import ledger_entries
from tracker.ledger.queries import LedgerLine, LedgerPage, ledger_page
from tracker.oversight.event_words import event_words
from tracker.policy.actors import Role
from tracker.policy.words import ROLES

_CASE_ID = select(Case.id).where(Case.reference == bindparam("case"))
_PERSON_ID = select(Person.id).where(Person.reference == bindparam("person"))
_CASES = select(Case.id, Case.reference).where(Case.id.in_(bindparam("cases", expanding=True)))
_PEOPLE = select(Person.reference, Person.name).order_by(func.lower(Person.name), Person.reference)

THE_CANDIDATE = "the candidate"
LARGEST = 2**62
"""Above it no ledger has a line, and databases take no number for one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are wanted: all of them, but for what is filled in.

    ``person`` and ``case`` are references; ``before`` is the line above which the page ends.
    """

    events: Collection[str] = ()
    person: str = ""
    case: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the ledger, ready to be shown; ``case`` is a reference, empty where it is of no case."""

    number: int
    at: datetime
    sentence: str
    role: str
    event: str
    case: str
    denied: bool
    opening: bool
    damaged: bool


@dataclass(frozen=True, slots=True)
class LinesPage:
    """Some lines, newest first; ``older`` is what to ask for the next page with, None on the last one.

    ``unknown_case`` tells that the case asked for does not exist, so that nothing was looked up.
    """

    lines: tuple[LineView, ...] = ()
    older: int | None = None
    unknown_case: bool = False


def lines_page(session: Session, wanted: Wanted, *, limit: int = 50) -> LinesPage:
    """Return the newest lines that are wanted, in five statements at most however many there are.

    A person or a case that does not exist has no lines.
    """
    actor_id = session.scalar(_PERSON_ID, {"person": wanted.person}) if wanted.person else None
    case_id = session.scalar(_CASE_ID, {"case": wanted.case}) if wanted.case else None
    if (wanted.person and actor_id is None) or (wanted.case and case_id is None):
        return LinesPage(unknown_case=bool(wanted.case) and case_id is None)
    found = ledger_page(
        session,
        case_id=case_id,
        events=wanted.events,
        actor_id=actor_id,
        since=wanted.since,
        among=None if wanted.until is None else ledger_entries.c.at < written(wanted.until),
        before=wanted.before if wanted.before is None or abs(wanted.before) < LARGEST else None,
        limit=limit,
    )
    names, cases = _names(session, found), _references(session, found.lines)
    return LinesPage(tuple(_view(line, names, cases) for line in found.lines), found.before)


def people_choices(session: Session) -> dict[str, str]:
    """Return everybody who works here or did, by reference, in one statement."""
    return {row.reference: row.name for row in session.execute(_PEOPLE)}


def _names(session: Session, page: LedgerPage) -> Mapping[str, str]:
    candidates = {line.actor_id for line in page.lines if line.role == Role.CANDIDATE}
    return names_for(session, page, dict.fromkeys(candidates, THE_CANDIDATE))


def _references(session: Session, lines: Iterable[LedgerLine]) -> Mapping[UUID, str]:
    wanted = sorted({line.case_id for line in lines if line.case_id is not None})
    if not wanted:
        return {}
    return {row.id: row.reference for row in session.execute(_CASES, {"cases": wanted})}


def _view(line: LedgerLine, names: Mapping[str, str], cases: Mapping[UUID, str]) -> LineView:
    sentence = line.sentence(names)
    return LineView(
        number=line.idx,
        at=line.at,
        sentence=f"{sentence[:1].upper()}{sentence[1:]}",
        role=_role(line.role),
        event=event_words(line.event),
        case=cases.get(line.case_id, "") if line.case_id else "",
        denied=line.denied,
        opening=line.opening,
        damaged=line.damaged,
    )


def _role(role: str) -> str:
    return ROLES[Role(role)] if role in set(Role) else role
