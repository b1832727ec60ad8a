"""Mails to people of the agency, at the address they sign in with; never more than their kind says."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast
from uuid import UUID

from sqlalchemy import bindparam, select

from tracker.accounts.models import Person
from tracker.accounts.service import EMAIL
from tracker.db import UnitOfWork
from tracker.mail.service import post
from tracker.policy.mailing import MailKind, can_be_mailed
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of

_REACHED = select(Person.id, Person.version, Person.email).where(
    Person.id.in_(bindparam("people", expanding=True)), Person.disabled_at.is_(None)
)


def mail_people(work: UnitOfWork, kind: MailKind, people: Collection[UUID]) -> frozenset[UUID]:
    """Put a mail to each of these people into the outbox, and return to whom one goes; nobody without mail.

    It belongs to no case, so that no list of a case's mails tells who reads its packet.
    """
    if not people or not cast(Settings, work.session.info["settings"]).mail_available:
        return frozenset()
    sealer = vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    rows = work.session.execute(_REACHED, {"people": list(people)}).all()
    addresses = {row.id: sealer.open_text(EMAIL, row.id, row.version, row.email) for row in rows}
    reached = {person: address for person, address in addresses.items() if can_be_mailed(address)}
    for person in sorted(reached, key=str):
        post(work, kind=kind, to=reached[person])
    return frozenset(reached)
