"""Who looked: each use of access that a candidate gave, and who opened the affidavit; never a search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.accounts.queries import names_of
from tracker.affidavits.models import AccessGrant, DeclaredAccount, GrantUse
from tracker.affidavits.queries import account_word, declared_accounts
from tracker.affidavits.words import Say
from tracker.cases.models import AccessEntry
from tracker.cases.openings import Thing
from tracker.clock import agency_day
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.policy.words import ROLES
from tracker.together.held import meetings_of

_USES = (
    select(DeclaredAccount.number, GrantUse.used_at, Person.name)
    .join(AccessGrant, AccessGrant.id == GrantUse.grant_id)
    .join(DeclaredAccount, DeclaredAccount.id == AccessGrant.declared_account_id)
    .outerjoin(Person, Person.id == AccessGrant.investigator_id)
    .where(AccessGrant.case_id == bindparam("case"))
    .order_by(GrantUse.used_at.desc())
)
_READ = (Thing.AFFIDAVIT.value, Thing.PAPER.value)
"""The affidavit as it is filed, and the paper that it is copied from: the same answers."""
_OPENED = (
    select(AccessEntry.opened_at, AccessEntry.person_id, AccessEntry.role, Person.name)
    .join(Person, Person.id == AccessEntry.person_id)
    .where(AccessEntry.case_id == bindparam("case"), AccessEntry.thing.in_(_READ))
    .order_by(AccessEntry.opened_at.desc())
)
TITLES = {role: ROLES[role] for role in (Role.INVESTIGATOR, Role.SUPERVISOR, Role.AUDITOR)}
"""Who may read an affidavit, as candidates are told."""


@dataclass(frozen=True, slots=True)
class Use:
    """One look at what an account shows only to those who are let in."""

    account: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody read the affidavit on a day, once or oftener; by name only who has or had the case."""

    on: date
    who: str
    times: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session in which the candidate showed something or handed it over."""

    reference: str
    began: datetime
    ended: datetime
    accounts: tuple[str, ...]
    who: str


@dataclass(frozen=True, slots=True)
class Looks:
    """Who looked at what a candidate gave, newest first."""

    uses: tuple[Use, ...]
    meetings: tuple[Meeting, ...]
    openings: tuple[Opening, ...]


def looks_at(session: Session, facts: CaseFacts, _: Say) -> Looks:
    """Return who looked, in a fixed number of statements."""
    names = {
        one.number: f"{one.platform_name}: {one.handle}" if one.handle else one.platform_name
        for one in declared_accounts(session, facts.case_id)
    }
    labels = {number: name or _("Account %(number)s", number=number) for number, name in names.items()}
    uses = tuple(
        Use(labels[row.number], row.used_at, row.name or "")
        for row in session.execute(_USES, {"case": facts.case_id})
    )
    counted: dict[tuple[date, str], int] = {}
    for row in session.execute(_OPENED, {"case": facts.case_id}):
        key = agency_day(row.opened_at), _who(row.person_id, Role(row.role), row.name, facts, _)
        counted[key] = counted.get(key, 0) + 1
    openings = tuple(Opening(on, who, times) for (on, who), times in counted.items())
    return Looks(uses, _meetings(session, facts, labels), openings)


def _meetings(session: Session, facts: CaseFacts, labels: Mapping[int, str]) -> tuple[Meeting, ...]:
    """Return the sessions that were held, each by its newest record."""
    held = meetings_of(session, facts)
    people = names_of(session, (one.investigator_id for one in held))
    known = {account_word(number): label for number, label in sorted(labels.items())}
    return tuple(
        Meeting(
            reference=one.reference,
            began=one.started_at,
            ended=one.ended_at,
            accounts=tuple(label for word, label in known.items() if word in one.accounts),
            who=people.get(one.investigator_id, ""),
        )
        for one in sorted(held, key=lambda one: one.started_at, reverse=True)
    )


def _who(person: UUID, role: Role, name: str, facts: CaseFacts, _: Say) -> str:
    """Say who read: name and role of who has or had the case, of others the role alone."""
    title = _(TITLES[role]) if role in TITLES else _("staff")
    return f"{name}, {title}" if person in facts.assigned else title
