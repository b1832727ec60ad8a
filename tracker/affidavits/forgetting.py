"""By what equal accounts are found goes when their case is disposed of; the room of records decides when."""

from __future__ import annotations

from sqlalchemy import select

from tracker.affidavits.models import DeclaredAccount
from tracker.affidavits.slots import DETAILS, HANDLE
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.facts import CaseFacts
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


def forget_accounts(work: UnitOfWork, case: CaseFacts) -> None:
    """Take away by what the accounts of a case are found; their cells stay sealed, and the keys go next."""
    found = select(DeclaredAccount).where(
        DeclaredAccount.case_id == case.case_id, DeclaredAccount.account_index.is_not(None)
    )
    rows = work.session.scalars(found).all()
    if not rows:
        return
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    for row in rows:
        cells = {"handle": (HANDLE, row.handle), "details": (DETAILS, row.details)}
        sealed = {
            name: sealer.seal(slot, row.id, row.version + 1, sealer.open(slot, row.id, row.version, cell))
            for name, (slot, cell) in cells.items()
            if cell is not None
        }
        work.change(row, account_index=None, **sealed)
    record(work, Event.ACCOUNTS_FORGOTTEN, about=("case", case.reference), case_id=case.case_id)
    work.session.flush()
